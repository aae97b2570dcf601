// The same keys straight from a document's bytes: opening a large collection must not decode all of it.

import { decodeValue } from '../codec/decode.ts';
import { BSON } from '../codec/format.ts';
import { double, KIND } from '../values.ts';
import { type KeyOptions, type Keys, keysOfDocument } from './document.ts';
import { dateBody, escapeBytes, invert, type KeySpec, keyPrefix, latin1, mark, numberBody } from './encode.ts';
import { decodeFields, fieldsOfKey } from './fields.ts';
import { findPath, type Place } from './walk.ts';

const MISSING = keyPrefix(null, 1);

/**
 * As keysOfDocument on the decoded document. The bytes must be valid BSON, as everything stored is. Where a path
 * meets an array, the fields that the key reads are decoded.
 * @throws CommandError 171 as keysOfDocument
 */
export function keysOfBson(bytes: Uint8Array, spec: KeySpec, options: KeyOptions = {}): Keys {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let key = '';
  let missing = 0;
  for (const { path, direction } of spec) {
    const place = findPath(view, path);
    if (place?.type === BSON.array) return keysOfDocument(decodeFields(bytes, fieldsOfKey(spec)), spec, options);
    if (!place) missing++;
    const part = place ? partOf(view, place) : MISSING;
    key += direction === 1 ? part : invert(part);
  }
  return { keys: options.sparse && missing === spec.length ? [] : [key], multikey: false };
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
