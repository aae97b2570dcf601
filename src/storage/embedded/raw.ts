// Documents as BSON bytes, handled without decoding them: the server stores, sorts out and sends most documents as they
// came. Bytes that come from outside have been through `decode` before, which refuses what is damaged.
import { ObjectId } from 'bson';
import { CommandError } from './errors.ts';
import { sizeOf } from './keys/walk.ts';

/** The largest document that may be stored, in bytes. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

const DOCUMENT = 0x03;
const ARRAY = 0x04;

/** One field: its type byte, where its name starts (the type byte's offset), where its value starts, and where it ends. */
export type Element = { readonly type: number; readonly start: number; readonly value: number; readonly end: number };

/** The field of that name at the top of a document, undefined when it has none. */
export function elementOf(bytes: Uint8Array, name: string): Element | undefined {
  for (let at = 4; at < bytes.length - 1; ) {
    const element = elementAt(bytes, at);
    if (nameIs(bytes, at + 1, element.value - 1, name)) return element;
    at = element.end;
  }
  return undefined;
}

/**
 * The documents of an array field as they lie in `bytes`, none when there is no such field. Throws CommandError 14 when it
 * is no array of documents.
 */
export function documentsIn(bytes: Uint8Array, name: string): Uint8Array[] {
  const field = elementOf(bytes, name);
  if (!field) return [];
  if (field.type !== ARRAY) throw new CommandError(14, `BSON field '${name}' is the wrong type, expected type 'array'`);
  const array = bytes.subarray(field.value, field.end);
  const documents: Uint8Array[] = [];
  for (let at = 4; at < array.length - 1; ) {
    const element = elementAt(array, at);
    if (element.type !== DOCUMENT) {
      throw new CommandError(14, `BSON field '${name}.${documents.length}' is the wrong type, expected type 'object'`);
    }
    documents.push(array.subarray(element.value, element.end));
    at = element.end;
  }
  return documents;
}

/** The document with `_id` as its first field, as MongoDB stores it; one without gets a new ObjectId. The result is a copy. */
export function withIdFirst(bytes: Uint8Array): Uint8Array {
  const id = elementOf(bytes, '_id');
  if (id && id.start === 4) return bytes.slice();
  const field = id ? bytes.subarray(id.start, id.end) : newIdField();
  const result = new Uint8Array(id ? bytes.length : bytes.length + field.length);
  viewOf(result).setInt32(0, result.length, true);
  result.set(field, 4);
  const cut = id ?? { start: 4, end: 4 };
  result.set(bytes.subarray(4, cut.start), 4 + field.length);
  result.set(bytes.subarray(cut.end), 4 + field.length + cut.start - 4);
  return result;
}

function newIdField(): Uint8Array {
  const field = new Uint8Array(17);
  field.set([0x07, 0x5f, 0x69, 0x64, 0x00]);
  field.set(new ObjectId().id, 5);
  return field;
}

/** Throws CommandError 10334 when a document is too large to be stored. */
export function checkSize(bytes: Uint8Array): void {
  if (bytes.length <= MAX_DOCUMENT_BYTES) return;
  throw new CommandError(
    10334,
    `BSONObj size: ${bytes.length} (0x${bytes.length.toString(16).toUpperCase()}) is invalid. ` +
      `Size must be between 0 and ${MAX_DOCUMENT_BYTES}(16MB)`,
  );
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function nameIs(bytes: Uint8Array, start: number, end: number, name: string): boolean {
  // Names looked up here are plain ASCII, so a byte is a character.
  if (end - start !== name.length) return false;
  for (let i = 0; i < name.length; i++) if (bytes[start + i] !== name.charCodeAt(i)) return false;
  return true;
}

function elementAt(bytes: Uint8Array, at: number): Element {
  const type = bytes[at] as number;
  const value = bytes.indexOf(0, at + 1) + 1;
  return { type, start: at, value, end: value + sizeOf(bytes, type, value) };
}
