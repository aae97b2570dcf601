// The same keys straight from a document's bytes: opening a large collection must not decode all of it.

import { decode, decodeValue } from '../codec/decode.ts';
import { BSON } from '../codec/format.ts';
import { double, KIND } from '../values.ts';
import { type KeyOptions, type Keys, keysOfDocument } from './document.ts';
import { dateBody, escapeBytes, invert, type KeySpec, keyPrefix, latin1, mark, numberBody } from './encode.ts';

/** Where a value is: its type byte and the offset of its body. */
type Place = { readonly type: number; readonly at: number };

const MISSING = keyPrefix(null, 1);

/**
 * As keysOfDocument on the decoded document. The bytes must be valid BSON, as everything stored is. Documents in which
 * a path meets an array are decoded.
 * @throws CommandError 171 as keysOfDocument
 */
export function keysOfBson(bytes: Uint8Array, spec: KeySpec, options: KeyOptions = {}): Keys {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let key = '';
  let missing = 0;
  for (const { path, direction } of spec) {
    const place = findPath(view, path);
    if (place?.type === BSON.array) return keysOfDocument(decode(bytes), spec, options);
    if (!place) missing++;
    const part = place ? partOf(view, place) : MISSING;
    key += direction === 1 ? part : invert(part);
  }
  return { keys: options.sparse && missing === spec.length ? [] : [key], multikey: false };
}

/** The value at a path, or the first array on the way to it. */
function findPath(bytes: Buffer, path: string): Place | undefined {
  let start = 0;
  let from = 0;
  for (;;) {
    const dot = path.indexOf('.', from);
    const place = findField(bytes, start, dot < 0 ? path.slice(from) : path.slice(from, dot));
    if (dot < 0 || !place || place.type === BSON.array) return place;
    if (place.type !== BSON.object) return undefined;
    start = place.at;
    from = dot + 1;
  }
}

const nameBytes = new Map<string, Buffer>();

function bytesOf(name: string): Buffer {
  let bytes = nameBytes.get(name);
  if (!bytes) {
    // Names come from index specifications, which are few; queries never reach this.
    bytes = Buffer.from(name, 'utf8');
    nameBytes.set(name, bytes);
  }
  return bytes;
}

/** A field of the document that starts at `start`. Of two fields of one name the last counts, as in decoding. */
function findField(bytes: Buffer, start: number, name: string): Place | undefined {
  const wanted = bytesOf(name);
  const length = wanted.length;
  let found: Place | undefined;
  let at = start + 4;
  for (;;) {
    const type = bytes[at++] as number;
    if (type === 0) return found;
    const nameAt = at;
    while (bytes[at] !== 0) at++;
    let same = at - nameAt === length;
    for (let i = 0; same && i < length; i++) same = bytes[nameAt + i] === wanted[i];
    at++;
    if (same) found = { type, at };
    at += sizeOf(bytes, type, at);
  }
}

/** How many bytes the body of a value takes. */
function sizeOf(bytes: Buffer, type: number, at: number): number {
  switch (type) {
    case BSON.double:
    case BSON.date:
    case BSON.timestamp:
    case BSON.int64:
      return 8;
    case BSON.int32:
      return 4;
    case BSON.boolean:
      return 1;
    case BSON.objectId:
      return 12;
    case BSON.decimal128:
      return 16;
    case BSON.string:
    case BSON.code:
    case BSON.symbol:
      return 4 + bytes.readInt32LE(at);
    case BSON.object:
    case BSON.array:
    case BSON.codeWithScope:
      return bytes.readInt32LE(at);
    case BSON.binary:
      return 5 + bytes.readInt32LE(at);
    case BSON.regex: {
      const options = bytes.indexOf(0, at) + 1;
      return bytes.indexOf(0, options) + 1 - at;
    }
    default:
      return 0;
  }
}

/** The key part of a value: the common types from their bytes, the rest by decoding the value. */
function partOf(bytes: Buffer, { type, at }: Place): string {
  switch (type) {
    case BSON.string:
      return mark(KIND.string) + escapeBytes(bytes.toString('latin1', at + 4, at + 3 + bytes.readInt32LE(at)));
    case BSON.objectId:
      return mark(KIND.objectId) + latin1(bytes.subarray(at, at + 12));
    case BSON.int32:
      return mark(KIND.number) + numberBody(bytes.readInt32LE(at));
    case BSON.double:
      return mark(KIND.number) + numberBody(double(bytes.readDoubleLE(at)));
    case BSON.date:
      return mark(KIND.date) + dateBody(bytes.readInt32LE(at + 4) * 0x1_0000_0000 + bytes.readUInt32LE(at));
    case BSON.null:
    case BSON.undefined:
      return MISSING;
    default:
      return keyPrefix(decodeValue(bytes, type, at), 1);
  }
}
