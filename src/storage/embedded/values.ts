// The values that the engine computes with: what a BSON document becomes in memory, and which type each value has.
// Reading and writing are lossless, so a document comes back to its writer as it was.
//
//   BSON                     in memory
//   int32, double            number, read as the drivers write it: whole and within 32 bits is an int32, else a double;
//                            a double that looks like an int32 (1.0) is the one case kept as bson's Double
//   int64                    bigint
//   string, bool, null       string, boolean, null (the deprecated `undefined` is read as null)
//   date                     Date
//   document, array          plain object (every field an own property, `__proto__` too), Array
//   the rest                 bson's ObjectId, Decimal128, Binary, BSONRegExp, Timestamp, Code, BSONSymbol, MinKey, MaxKey
//
// JavaScript lists integer-like field names ('0', '17') first and ascending; other names keep their order.
// In memory, `undefined` stands for a missing field; writing a document leaves such fields out.

import { BSONSymbol, Decimal128, Double } from 'bson';
import { isInt32, KIND, type Kind, kindOf } from './kinds.ts';

export { decode } from './codec/decode.ts';
export { encode } from './codec/encode.ts';
export { isInt32, KIND, type Kind, kindOf } from './kinds.ts';

export type Document = Record<string, unknown>;

export type NumericType = 'int' | 'long' | 'double' | 'decimal';
export type BsonNumber = number | bigint | Double | Decimal128;

export function isNumber(value: unknown): value is BsonNumber {
  return (
    typeof value === 'number' || typeof value === 'bigint' || value instanceof Double || value instanceof Decimal128
  );
}

export function numericType(value: BsonNumber): NumericType {
  if (typeof value === 'number') return isInt32(value) ? 'int' : 'double';
  if (typeof value === 'bigint') return 'long';
  return value instanceof Double ? 'double' : 'decimal';
}

/** A double as it is kept in memory: see the table above. */
export function double(value: number): number | Double {
  return isInt32(value) ? new Double(value) : value;
}

/** A number's value as a JavaScript number: exact for int and double, the nearest double for long and decimal. */
export function toNumber(value: BsonNumber): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  return value instanceof Double ? value.value : Number(value.toString());
}

export function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && kindOf(value) === KIND.object;
}

const NAMES = new Map<Kind, string>([
  [KIND.minKey, 'minKey'],
  [KIND.undefined, 'missing'],
  [KIND.null, 'null'],
  [KIND.string, 'string'],
  [KIND.object, 'object'],
  [KIND.array, 'array'],
  [KIND.binary, 'binData'],
  [KIND.objectId, 'objectId'],
  [KIND.boolean, 'bool'],
  [KIND.date, 'date'],
  [KIND.timestamp, 'timestamp'],
  [KIND.regex, 'regex'],
  [KIND.code, 'javascript'],
  [KIND.codeWithScope, 'javascriptWithScope'],
  [KIND.maxKey, 'maxKey'],
]);

/** The type's name as `$type` knows it; `missing` for undefined. */
export function typeName(value: unknown): string {
  if (isNumber(value)) return numericType(value);
  if (value instanceof BSONSymbol) return 'symbol';
  return NAMES.get(kindOf(value)) as string;
}

/** One field of a document, undefined when it has no such field: what `Object.prototype` brings never shows. */
export function getField(doc: Document, name: string): unknown {
  const value = doc[name];
  if (typeof value === 'function' || name === '__proto__') return Object.hasOwn(doc, name) ? value : undefined;
  return value;
}

export function hasField(doc: Document, name: string): boolean {
  return Object.hasOwn(doc, name) && doc[name] !== undefined;
}

/** Sets a field as an own property, whatever its name. */
export function setField(doc: Document, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(doc, name, { value, writable: true, enumerable: true, configurable: true });
  } else doc[name] = value;
}

/** A deep copy of documents and arrays; all other values are never changed in place, so they are shared. */
export function clone<T>(value: T): T {
  if (Array.isArray(value)) return value.map(clone) as T;
  if (!isDocument(value)) return value;
  const copy: Document = {};
  for (const name of Object.keys(value)) setField(copy, name, clone(value[name]));
  return copy as T;
}
