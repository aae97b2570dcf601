// Writes documents as BSON bytes. Besides the values that values.ts describes it takes what a programmer naturally
// writes into a reply (bson's Int32, Long and UUID, Uint8Array, RegExp) as the drivers do.

import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, Int32, Long, ObjectId, Timestamp } from 'bson';
import { CommandError } from '../errors.ts';
import { isInt32, KIND, kindOf } from '../kinds.ts';
import type { Document } from '../values.ts';
import { BSON, MAX_DEPTH } from './format.ts';

/** A message holds at most 48 MB, one document in it 16 MB: this bounds what one call may write. */
const LARGEST = 64 * 1024 * 1024;

let buffer = Buffer.allocUnsafeSlow(64 * 1024);
let at = 0;

/**
 * Writes one document; the bytes are the caller's own. Fields that are undefined are left out, in arrays they are null.
 * @throws CommandError 22 for a value that BSON does not have, 10334 past 64 MB, 15 when nested too deep
 */
export function encode(doc: Document): Uint8Array {
  at = 0;
  try {
    writeDocument(doc, 0);
    return Uint8Array.prototype.slice.call(buffer, 0, at);
  } finally {
    if (buffer.length > 1024 * 1024) buffer = Buffer.allocUnsafeSlow(64 * 1024);
  }
}

function room(length: number): void {
  if (at + length <= buffer.length) return;
  if (at + length > LARGEST) throw new CommandError(10334, 'BSONObj size is larger than a message may be');
  const larger = Buffer.allocUnsafeSlow(Math.min(LARGEST, Math.max(buffer.length * 2, at + length)));
  buffer.copy(larger, 0, 0, at);
  buffer = larger;
}

function writeDocument(doc: Document, depth: number): void {
  if (depth > MAX_DEPTH) throw new CommandError(15, `Document exceeds the maximum nesting of ${MAX_DEPTH} levels`);
  const start = at;
  room(5);
  at += 4;
  for (const name of Object.keys(doc)) {
    const value = doc[name];
    if (value !== undefined) writeField(name, value, depth);
  }
  finish(start);
}

function writeArray(list: readonly unknown[], depth: number): void {
  if (depth > MAX_DEPTH) throw new CommandError(15, `Document exceeds the maximum nesting of ${MAX_DEPTH} levels`);
  const start = at;
  room(5);
  at += 4;
  for (let i = 0; i < list.length; i++) writeField(String(i), list[i] ?? null, depth);
  finish(start);
}

function finish(start: number): void {
  room(1);
  buffer[at++] = 0;
  buffer.writeInt32LE(at - start, start);
}

function writeField(name: string, value: unknown, depth: number): void {
  room(name.length * 3 + 2 + 16);
  const typeAt = at++;
  cString(name);
  // A value may need a larger buffer: look the buffer up again only when it is written.
  const type = writeValue(value, depth);
  buffer[typeAt] = type;
}

/** Writes the value's bytes and tells its type. */
function writeValue(value: unknown, depth: number): number {
  switch (typeof value) {
    case 'string':
      writeString(value);
      return BSON.string;
    case 'number':
      if (isInt32(value)) {
        at = buffer.writeInt32LE(value, at);
        return BSON.int32;
      }
      at = buffer.writeDoubleLE(value, at);
      return BSON.double;
    case 'bigint':
      at = buffer.writeBigInt64LE(BigInt.asIntN(64, value), at);
      return BSON.int64;
    case 'boolean':
      buffer[at++] = value ? 1 : 0;
      return BSON.boolean;
    case 'object':
      return value === null ? BSON.null : writeObject(value, depth);
    default:
      throw new CommandError(22, `A value of type ${typeof value} cannot be written as BSON`);
  }
}

function writeObject(value: object, depth: number): number {
  if (Array.isArray(value)) {
    writeArray(value, depth + 1);
    return BSON.array;
  }
  if (Object.getPrototypeOf(value) === Object.prototype) {
    writeDocument(value as Document, depth + 1);
    return BSON.object;
  }
  if (value instanceof ObjectId) return bytesOf(value.id, BSON.objectId);
  if (value instanceof Date) {
    const time = value.getTime();
    if (Number.isNaN(time)) throw new CommandError(2, 'A date that is none cannot be written as BSON');
    at = buffer.writeBigInt64LE(BigInt(time), at);
    return BSON.date;
  }
  if (value instanceof Double) {
    at = buffer.writeDoubleLE(value.value, at);
    return BSON.double;
  }
  if (value instanceof Timestamp) return long(value, BSON.timestamp);
  if (value instanceof Long) return long(value, BSON.int64);
  if (value instanceof Decimal128) return bytesOf(value.bytes, BSON.decimal128);
  if (value instanceof Binary) return binary(value.buffer.subarray(0, value.position), value.sub_type);
  if (value instanceof Uint8Array) return binary(value, 0);
  if (value instanceof Int32) {
    at = buffer.writeInt32LE(value.value, at);
    return BSON.int32;
  }
  if (value instanceof BSONRegExp) return regex(value.pattern, value.options);
  if (value instanceof RegExp) return regex(value.source, value.flags.replace(/[^ims]/g, ''));
  return writeRare(value, depth);
}

function writeRare(value: object, depth: number): number {
  if (value instanceof BSONSymbol) {
    writeString(value.value);
    return BSON.symbol;
  }
  if (value instanceof Code) {
    if (!value.scope) {
      writeString(value.code);
      return BSON.code;
    }
    const start = at;
    at += 4;
    writeString(value.code);
    writeDocument(value.scope, depth + 1);
    buffer.writeInt32LE(at - start, start);
    return BSON.codeWithScope;
  }
  const kind = kindOf(value);
  if (kind === KIND.minKey) return BSON.minKey;
  if (kind === KIND.maxKey) return BSON.maxKey;
  if (Object.getPrototypeOf(value) === null) {
    writeDocument(value as Document, depth + 1);
    return BSON.object;
  }
  throw new CommandError(22, `A value of class ${value.constructor.name} cannot be written as BSON`);
}

function cString(value: string): void {
  for (let i = 0; i < value.length; i++) {
    const unit = value.charCodeAt(i);
    if (unit === 0) throw new CommandError(22, 'Field names and patterns cannot hold a zero byte');
    if (unit > 127) {
      at += buffer.write(value.slice(i), at, 'utf8');
      if (value.includes('\0', i)) throw new CommandError(22, 'Field names and patterns cannot hold a zero byte');
      break;
    }
    buffer[at++] = unit;
  }
  buffer[at++] = 0;
}

function writeString(value: string): void {
  room(value.length * 3 + 5);
  const start = at;
  at += 4 + buffer.write(value, at + 4, 'utf8');
  buffer[at++] = 0;
  buffer.writeInt32LE(at - start - 4, start);
}

function bytesOf(bytes: Uint8Array, type: number): number {
  buffer.set(bytes, at);
  at += bytes.length;
  return type;
}

function binary(bytes: Uint8Array, subtype: number): number {
  room(bytes.length + 5);
  at = buffer.writeInt32LE(bytes.length, at);
  buffer[at++] = subtype;
  buffer.set(bytes, at);
  at += bytes.length;
  return BSON.binary;
}

function regex(pattern: string, options: string): number {
  room((pattern.length + options.length) * 3 + 2);
  cString(pattern);
  cString(options);
  return BSON.regex;
}

function long(value: { low: number; high: number }, type: number): number {
  at = buffer.writeInt32LE(value.low | 0, at);
  at = buffer.writeInt32LE(value.high | 0, at);
  return type;
}
