// Walks through a document's bytes from field to field without decoding them. They must be valid BSON, as everything
// stored is.
import { BSON } from '../codec/format.ts';
import { fieldName } from '../codec/names.ts';

/** Where a value is: its type byte and the offset of its body. */
export type Place = { readonly type: number; readonly at: number };

/** Little-endian, signed, as BSON's lengths are. */
export function int32At(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}

/** Every field of the document that starts at `start`. */
export function eachField(
  bytes: Uint8Array,
  start: number,
  visit: (name: string, type: number, at: number) => void,
): void {
  for (let at = start + 4; bytes[at] !== 0; ) {
    const type = bytes[at++] as number;
    const nameAt = at;
    while (bytes[at] !== 0) at++;
    const name = fieldName(bytes, nameAt, at++);
    visit(name, type, at);
    at += sizeOf(bytes, type, at);
  }
}

/** As {@link eachField}, for the fields of these names alone: the others are passed by unread. The names must be ASCII. */
export function eachOf(
  bytes: Uint8Array,
  names: readonly string[],
  visit: (name: string, type: number, at: number) => void,
): void {
  for (let at = 4; bytes[at] !== 0; ) {
    const type = bytes[at++] as number;
    const nameAt = at;
    while (bytes[at] !== 0) at++;
    for (const name of names) {
      if (name.length !== at - nameAt || !isName(name, bytes, nameAt)) continue;
      visit(name, type, at + 1);
      break;
    }
    at++;
    at += sizeOf(bytes, type, at);
  }
}

/** Whether a name, which must be ASCII, stands at `start`; that it ends there is the caller's to know. */
export function isName(name: string, bytes: Uint8Array, start: number): boolean {
  for (let i = 0; i < name.length; i++) if (bytes[start + i] !== name.charCodeAt(i)) return false;
  return true;
}

/** The value at a path, or the first array on the way to it. */
export function findPath(bytes: Uint8Array, path: string): Place | undefined {
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
function findField(bytes: Uint8Array, start: number, name: string): Place | undefined {
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
export function sizeOf(bytes: Uint8Array, type: number, at: number): number {
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
      return 4 + int32At(bytes, at);
    case BSON.object:
    case BSON.array:
    case BSON.codeWithScope:
      return int32At(bytes, at);
    case BSON.binary:
      return 5 + int32At(bytes, at);
    case BSON.regex: {
      const options = bytes.indexOf(0, at) + 1;
      return bytes.indexOf(0, options) + 1 - at;
    }
    default:
      return 0;
  }
}
