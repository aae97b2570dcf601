// BSON's order of values: by type first, then by value. Sorting, ranges, $min and $max, and every index follow it.

import type { Binary, BSONRegExp, Code, ObjectId, Timestamp } from 'bson';
import { CommandError, notSupported } from './errors.ts';
import { type KeySpec, keysOfDocument } from './keys.ts';
import { compareNumbers } from './numbers.ts';
import { type BsonNumber, type Document, isNumber, KIND, type Kind, kindOf, toNumber } from './values.ts';

/**
 * How a collation compares strings, which is how it compares their keys as JavaScript does; two with the same name
 * compare alike.
 */
export type Collator = { readonly name: string; compare(a: string, b: string): number; key(text: string): string };

/**
 * Negative, zero or positive as `a` sorts before, with or after `b`. A missing value (undefined) sorts before null;
 * to sort documents, where missing counts as null, use {@link compareForSort}.
 */
export function compareValues(a: unknown, b: unknown, collator?: Collator): number {
  if (typeof a === 'number' && typeof b === 'number') {
    if (a < b) return -1;
    if (a > b) return 1;
    if (a === b) return 0;
  }
  const kind = kindOf(a);
  const other = kindOf(b);
  return kind === other ? compareSameKind(kind, a, b, collator) : kind - other;
}

/** Whether two values are equal: 1, 1.0, long 1 and decimal 1 are. */
export function equalValues(a: unknown, b: unknown, collator?: Collator): boolean {
  if (a === b) return true;
  if (typeof a === 'string' && typeof b === 'string' && !collator) return false;
  return compareValues(a, b, collator) === 0;
}

function compareSameKind(kind: Kind, a: unknown, b: unknown, collator: Collator | undefined): number {
  switch (kind) {
    case KIND.number:
      return compareNumbers(a as BsonNumber, b as BsonNumber);
    case KIND.string:
      return collator ? collator.compare(String(a), String(b)) : compareStrings(String(a), String(b));
    case KIND.object:
      return compareDocuments(a as Document, b as Document, collator);
    case KIND.array:
      return compareArrays(a as unknown[], b as unknown[], collator);
    case KIND.boolean:
    case KIND.date:
      return Number(a) - Number(b);
    case KIND.objectId:
      return order((a as ObjectId).toHexString(), (b as ObjectId).toHexString());
    case KIND.binary:
      return compareBinaries(a as Binary, b as Binary);
    case KIND.timestamp:
      return order(unsigned(a as Timestamp), unsigned(b as Timestamp));
    case KIND.regex: {
      const [left, right] = [a as BSONRegExp, b as BSONRegExp];
      return compareStrings(left.pattern, right.pattern) || compareStrings(left.options, right.options);
    }
    case KIND.code:
    case KIND.codeWithScope: {
      const [left, right] = [a as Code, b as Code];
      return compareStrings(left.code, right.code) || compareDocuments(left.scope ?? {}, right.scope ?? {}, collator);
    }
    default:
      return 0;
  }
}

function order<T extends string | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A timestamp's 64 bits, seconds above increments. */
export function unsigned(value: Timestamp): bigint {
  return (BigInt(value.t) << 32n) | BigInt(value.i);
}

/** Orders strings as their UTF-8 bytes: by code point, where JavaScript's `<` goes by UTF-16 unit. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return codePointRank(left) - codePointRank(right);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above U+FFFF, so they rank above the units from U+E000 on. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** Field by field: first the types, then the names, then the values; what ends first is smaller. */
function compareDocuments(a: Document, b: Document, collator: Collator | undefined): number {
  const left = Object.keys(a);
  const right = Object.keys(b);
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const name = left[i] as string;
    const other = right[i] as string;
    const kind = kindOf(a[name]);
    const result =
      kind - kindOf(b[other]) || compareStrings(name, other) || compareSameKind(kind, a[name], b[other], collator);
    if (result !== 0) return result;
  }
  return left.length - right.length;
}

function compareArrays(a: readonly unknown[], b: readonly unknown[], collator: Collator | undefined): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const result = compareValues(a[i], b[i], collator);
    if (result !== 0) return result;
  }
  return a.length - b.length;
}

function compareBinaries(a: Binary, b: Binary): number {
  if (a.position !== b.position) return a.position - b.position;
  if (a.sub_type !== b.sub_type) return a.sub_type - b.sub_type;
  return Buffer.compare(a.buffer.subarray(0, a.position), b.buffer.subarray(0, b.position));
}

/**
 * Reads a sort specification such as `{ start: 1, 'guest.name': -1 }`.
 * @throws CommandError 15974 for an order that is no number, 15975 for one other than 1 and -1, 115 for `$meta`
 */
export function parseSort(spec: Document): KeySpec {
  return Object.entries(spec).map(([path, direction]) => {
    if (kindOf(direction) === KIND.object) throw notSupported('Sorting by $meta');
    if (!isNumber(direction)) throw new CommandError(15974, `Illegal key in $sort specification: ${path}`);
    const number = Math.trunc(toNumber(direction));
    if (number !== 1 && number !== -1) {
      throw new CommandError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    }
    if (path === '' || path.startsWith('.') || path.endsWith('.') || path.includes('..')) {
      throw new CommandError(15998, 'FieldPath field names may not be empty strings.');
    }
    return { path, direction: number };
  });
}

/**
 * A string by whose `<` documents sort as `spec` says: of an array, the smallest element counts when ascending and the
 * largest when descending; missing counts as null. Sorting many documents, compute it once for each.
 * @throws CommandError 2 when two of the fields are different arrays
 */
export function sortKey(doc: Document, spec: KeySpec, collator?: Collator): string {
  let least: string | undefined;
  try {
    for (const key of keysOfDocument(doc, spec, { collator }).keys) if (least === undefined || key < least) least = key;
  } catch (error) {
    if (!(error instanceof CommandError) || error.code !== 171) throw error;
    throw new CommandError(2, 'cannot sort with keys that are parallel arrays');
  }
  return least ?? '';
}

/** Compares two documents as `sort` orders them; see {@link sortKey}. */
export function compareForSort(a: Document, b: Document, sort: KeySpec): number {
  return order(sortKey(a, sort), sortKey(b, sort));
}
