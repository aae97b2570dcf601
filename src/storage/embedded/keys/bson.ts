// The same keys straight from a document's bytes: opening a large collection must not decode all of it. A key is put
// together as bytes and becomes a string once, so that loading leaves little behind for the garbage collector.

import { decodeValue } from '../codec/decode.ts';
import { BSON } from '../codec/format.ts';
import { KIND } from '../values.ts';
import { type KeyOptions, type Keys, keysOfDocument } from './document.ts';
import { type KeySpec, keyPrefix } from './encode.ts';
import { decodeFields, fieldsOfKey } from './fields.ts';
import { findPath, int32At, type Place, sizeOf } from './walk.ts';

const MISSING = keyPrefix(null, 1);

let key = Buffer.allocUnsafeSlow(4096);
let view = new DataView(key.buffer);
let end = 0;

/**
 * As keysOfDocument on the decoded document. The bytes must be valid BSON, as everything stored is. Where a path meets an
 * array before its end, or several do, the fields that the key reads are decoded.
 * @throws CommandError 171 as keysOfDocument
 */
export function keysOfBson(bytes: Uint8Array, spec: KeySpec, options: KeyOptions = {}): Keys {
  let missing = 0;
  end = 0;
  for (let i = 0; i < spec.length; i++) {
    const { path, direction } = spec[i] as KeySpec[number];
    const place = findPath(bytes, path);
    if (place?.type === BSON.array) {
      const keys = keysOfElements(bytes, spec, i, place);
      return keys ?? keysOfDocument(decodeFields(bytes, fieldsOfKey(spec)), spec, options);
    }
    if (!place) missing++;
    writeField(bytes, place, direction);
  }
  return { keys: options.sparse && missing === spec.length ? [] : [written()], multikey: false };
}

/**
 * A key for each element of the only array, which is all of the field at `i`; the parts of the fields before it are
 * written already. Undefined where it takes more than that to tell: an empty array, another array, a path with dots.
 */
function keysOfElements(bytes: Uint8Array, spec: KeySpec, i: number, { at: start }: Place): Keys | undefined {
  const { path, direction } = spec[i] as KeySpec[number];
  if (path.includes('.')) return undefined;
  const head = written();
  end = 0;
  for (const { path: other, direction: way } of spec.slice(i + 1)) {
    const place = findPath(bytes, other);
    if (place?.type === BSON.array) return undefined;
    writeField(bytes, place, way);
  }
  const tail = written();
  const keys: string[] = [];
  for (let at = start + 4; bytes[at] !== 0; ) {
    const type = bytes[at++] as number;
    while (bytes[at] !== 0) at++;
    at++;
    end = 0;
    writeField(bytes, { type, at }, direction);
    keys.push(head + written() + tail);
    at += sizeOf(bytes, type, at);
  }
  if (keys.length === 0) return undefined;
  return { keys: keys.length > 1 ? [...new Set(keys)] : keys, multikey: true };
}

/** A missing field counts as null. */
function writeField(bytes: Uint8Array, place: Place | undefined, direction: 1 | -1): void {
  const start = end;
  if (place) writePart(bytes, place);
  else writeText(MISSING);
  if (direction === -1) for (let at = start; at < end; at++) key[at] = 0xff - (key[at] as number);
}

const written = (): string => key.toString('latin1', 0, end);

/** The key part of a value: the common types from their bytes, the rest by decoding the value. */
function writePart(bytes: Uint8Array, { type, at }: Place): void {
  if (type === BSON.string) writeString(bytes, at + 4, at + 3 + int32At(bytes, at));
  else if (type === BSON.objectId) writeObjectId(bytes, at);
  else if (type === BSON.int32) writeDouble(int32At(bytes, at));
  else if (type === BSON.double) writeDouble(new DataView(bytes.buffer, bytes.byteOffset).getFloat64(at, true));
  else if (type === BSON.date) writeDate(bytes, at);
  else writeText(keyPrefix(decodeValue(bytes, type, at), 1));
}

function writeObjectId(bytes: Uint8Array, at: number): void {
  room(13);
  key[end++] = KIND.objectId;
  for (let i = 0; i < 12; i++) key[end++] = bytes[at + i] as number;
}

function writeDate(bytes: Uint8Array, at: number): void {
  room(9);
  key[end++] = KIND.date;
  for (let i = 7; i >= 0; i--) key[end++] = bytes[at + i] as number;
  // Dates before 1970 are negative: with the sign turned over they sort below the others.
  key[end - 8] = (key[end - 8] as number) ^ 0x80;
}

/** As `stringBody` in encode.ts: the bytes 0 and 1 are escaped, since 0 ends the part. */
function writeString(bytes: Uint8Array, from: number, to: number): void {
  room((to - from) * 2 + 2);
  key[end++] = KIND.string;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    if (byte > 1) key[end++] = byte;
    else {
      key[end++] = 1;
      key[end++] = byte + 1;
    }
  }
  key[end++] = 0;
}

/** As `numberBody` in encode.ts for a number that is a double; the zero at its end says so. */
function writeDouble(value: number): void {
  room(10);
  key[end++] = KIND.number;
  if (Number.isNaN(value)) key.fill(0, end, end + 8);
  else {
    view.setFloat64(end, value === 0 ? 0 : value);
    if ((key[end] as number) < 0x80) key[end] = (key[end] as number) | 0x80;
    else for (let i = 0; i < 8; i++) key[end + i] = 0xff - (key[end + i] as number);
  }
  end += 8;
  key[end++] = 0;
}

function writeText(part: string): void {
  room(part.length);
  end += key.write(part, end, 'latin1');
}

function room(length: number): void {
  if (end + length <= key.length) return;
  const larger = Buffer.allocUnsafeSlow((end + length) * 2);
  key.copy(larger, 0, 0, end);
  key = larger;
  view = new DataView(key.buffer);
}
