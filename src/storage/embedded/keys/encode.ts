// Order-preserving key strings. A key holds one character a byte (U+0000 to U+00FF), so that strings stay as small in
// memory as bytes, and JavaScript's `<` on two keys is the order of compareValues.
//
// Every value becomes one character for its kind and a body that ends by itself, so no body is the beginning of another
// and parts can be joined. The parts of a descending field have every byte inverted.

import type { Binary, BSONRegExp, Code, ObjectId, Timestamp } from 'bson';
import { Decimal128 } from 'bson';
import { compareNumbers, decimalParts, floorDouble } from '../numbers.ts';
import { type BsonNumber, type Document, KIND, type Kind, kindOf } from '../values.ts';

export type KeySpec = readonly { readonly path: string; readonly direction: 1 | -1 }[];

/** Sorts after every continuation of a key: `[prefix, prefix + EVERYTHING_AFTER)` is all keys that begin with `prefix`. */
export const EVERYTHING_AFTER = '\u0100';

const END = '\x00';

/** The key of one value a field: `values[i]` belongs to `spec[i]`. */
export function keyOf(values: readonly unknown[], spec: KeySpec): string {
  let key = '';
  for (let i = 0; i < spec.length; i++) key += keyPrefix(values[i], spec[i]?.direction ?? 1);
  return key;
}

/** One part of a key. Joined, the parts of a key's first fields are the beginning of all keys with these values. */
export function keyPrefix(value: unknown, direction: 1 | -1): string {
  const part = encodeValue(value);
  return direction === 1 ? part : invert(part);
}

/** All parts of the same kind as `value` lie in [low, high): comparisons such as $gt never leave their kind. */
export function typeBracket(value: unknown, direction: 1 | -1): { low: string; high: string } {
  const kind = kindOf(value);
  const low = direction === 1 ? kind : 0xff - kind;
  return { low: String.fromCharCode(low), high: String.fromCharCode(low + 1) };
}

export function invert(part: string): string {
  let inverted = '';
  for (let i = 0; i < part.length; i++) inverted += String.fromCharCode(0xff - part.charCodeAt(i));
  return inverted;
}

const KIND_MARK: readonly string[] = Array.from({ length: 128 }, (_, kind) => String.fromCharCode(kind));

/** The single character that begins every key part of a kind. */
export function mark(kind: Kind): string {
  return KIND_MARK[kind] as string;
}

function encodeValue(value: unknown): string {
  const kind = kindOf(value);
  return mark(kind) + encodeBody(kind, value);
}

function encodeBody(kind: Kind, value: unknown): string {
  switch (kind) {
    case KIND.number:
      return numberBody(value as BsonNumber);
    case KIND.string:
      return stringBody(String(value));
    case KIND.object:
      return documentBody(value as Document);
    case KIND.array:
      return (value as unknown[]).map((element) => encodeValue(element)).join('') + END;
    case KIND.boolean:
      return value ? '\x01' : '\x00';
    case KIND.date:
      return dateBody((value as Date).getTime());
    case KIND.objectId:
      return latin1((value as ObjectId).id);
    case KIND.binary:
      return binaryBody((value as Binary).buffer.subarray(0, (value as Binary).position), (value as Binary).sub_type);
    case KIND.timestamp:
      return word((value as Timestamp).t) + word((value as Timestamp).i);
    case KIND.regex:
      return stringBody((value as BSONRegExp).pattern) + stringBody((value as BSONRegExp).options);
    case KIND.code:
      return stringBody((value as Code).code);
    case KIND.codeWithScope:
      return stringBody((value as Code).code) + documentBody((value as Code).scope ?? {});
    default:
      return '';
  }
}

/** Fields compare by kind, name and value, in this order; the end mark is below every kind. */
function documentBody(doc: Document): string {
  let body = '';
  for (const name of Object.keys(doc)) {
    const kind = kindOf(doc[name]);
    body += mark(kind) + stringBody(name) + encodeBody(kind, doc[name]);
  }
  return body + END;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: zero and one are the bytes that need an escape
const NEEDS_ESCAPE = /[\x00\x01]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const PLAIN = /^[\x02-\x7f]*$/;

/** UTF-8 bytes and an end mark below every byte; the bytes 0 and 1 are escaped to keep the end mark apart. */
export function stringBody(text: string): string {
  return PLAIN.test(text) ? text + END : escapeBytes(Buffer.from(text, 'utf8').toString('latin1'));
}

export function escapeBytes(bytes: string): string {
  if (!NEEDS_ESCAPE.test(bytes)) return bytes + END;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  return bytes.replace(/[\x00\x01]/g, (byte) => (byte === '\x00' ? '\x01\x01' : '\x01\x02')) + END;
}

export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** 32 bits, unsigned, most significant byte first. */
function word(value: number): string {
  return String.fromCharCode((value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
}

export function dateBody(milliseconds: number): string {
  const high = Math.floor(milliseconds / 0x1_0000_0000);
  return word((high ^ 0x8000_0000) >>> 0) + word(milliseconds - high * 0x1_0000_0000);
}

function binaryBody(bytes: Uint8Array, subtype: number): string {
  return word(bytes.length) + String.fromCharCode(subtype) + latin1(bytes);
}

const EXACT = '\x00';
const ABOVE = '\x01';

/**
 * The largest double that is not above the number, and whether the number is that double or lies above it; then its
 * exact decimal digits follow. So all types share one order, and equal numbers share one key.
 */
export function numberBody(value: BsonNumber): string {
  if (typeof value === 'number') return doubleBits(value) + EXACT;
  if (typeof value !== 'bigint' && !(value instanceof Decimal128)) return doubleBits(value.value) + EXACT;
  const floor = floorDouble(value);
  if (Number.isNaN(floor) || compareNumbers(floor, value) === 0) return doubleBits(floor) + EXACT;
  return doubleBits(floor) + ABOVE + digits(value);
}

const float = new DataView(new ArrayBuffer(8));

/** A double's bits such that their order is the numbers'; NaN first, -0 as 0. */
function doubleBits(value: number): string {
  if (Number.isNaN(value)) return '\x00\x00\x00\x00\x00\x00\x00\x00';
  float.setFloat64(0, value === 0 ? 0 : value);
  const high = float.getUint32(0);
  const low = float.getUint32(4);
  return high < 0x8000_0000 ? word(high ^ 0x8000_0000) + word(low) : word(~high) + word(~low);
}

const EXPONENT_BIAS = 16384;

/** The digits of a long or decimal that is not zero, as 0.digits * 10^exponent; of a negative one, inverted. */
function digits(value: bigint | Decimal128): string {
  const parts = typeof value === 'bigint' ? { coefficient: value, exponent: 0 } : decimalParts(value);
  if (typeof parts === 'number') return '';
  const negative = parts.coefficient < 0n;
  const all = String(negative ? -parts.coefficient : parts.coefficient);
  const biased = all.length + parts.exponent + EXPONENT_BIAS;
  const body = String.fromCharCode(biased >>> 8, biased & 0xff) + all.replace(/0+$/, '') + END;
  return negative ? invert(body) : body;
}
