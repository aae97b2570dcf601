// BSON's types in their order, and how a value in memory tells which of them it is.

import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';

/** The types in BSON's order of comparison: a value of a lower kind sorts before every value of a higher one. */
export const KIND = {
  minKey: 1,
  undefined: 2,
  null: 5,
  number: 10,
  string: 15,
  object: 20,
  array: 25,
  binary: 30,
  objectId: 35,
  boolean: 40,
  date: 45,
  timestamp: 47,
  regex: 50,
  code: 60,
  codeWithScope: 65,
  maxKey: 127,
} as const;

export type Kind = (typeof KIND)[keyof typeof KIND];

const KIND_OF_CLASS = new Map<unknown, Kind>([
  [Double.prototype, KIND.number],
  [Decimal128.prototype, KIND.number],
  [ObjectId.prototype, KIND.objectId],
  [Binary.prototype, KIND.binary],
  [Date.prototype, KIND.date],
  [Timestamp.prototype, KIND.timestamp],
  [BSONRegExp.prototype, KIND.regex],
  [BSONSymbol.prototype, KIND.string],
  [MinKey.prototype, KIND.minKey],
  [MaxKey.prototype, KIND.maxKey],
]);

/** The kind of a value, told by its class and never by its fields: a document may well have one named `_bsontype`. */
export function kindOf(value: unknown): Kind {
  switch (typeof value) {
    case 'string':
      return KIND.string;
    case 'number':
    case 'bigint':
      return KIND.number;
    case 'boolean':
      return KIND.boolean;
    case 'undefined':
      return KIND.undefined;
  }
  if (value === null) return KIND.null;
  if (Array.isArray(value)) return KIND.array;
  const prototype = Object.getPrototypeOf(value);
  if (prototype === Object.prototype) return KIND.object;
  const kind = KIND_OF_CLASS.get(prototype);
  if (kind !== undefined) return kind;
  if (prototype === Code.prototype) return (value as Code).scope ? KIND.codeWithScope : KIND.code;
  if (value instanceof Binary) return KIND.binary;
  return KIND.object;
}

/** Whether a plain number is written as an int32. */
export function isInt32(value: number): boolean {
  return (value | 0) === value && !Object.is(value, -0);
}
