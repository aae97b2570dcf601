// Which fields at the top of a document a filter or an index reads, and decoding no more of it than these.
import { decodeValue } from '../codec/decode.ts';
import { type Document, isDocument, setField } from '../values.ts';
import type { KeySpec } from './encode.ts';
import { eachField, eachOf } from './walk.ts';

/** Names of fields at the top of a document; undefined when all of it is needed. */
export type FieldNames = ReadonlySet<string> | undefined;

/** What a filter reads; undefined when it has operators that may look at anything. */
export function fieldsOfFilter(filter: Document): FieldNames {
  const names = new Set<string>();
  return collect(filter, names) ? names : undefined;
}

const known = new WeakMap<KeySpec, ReadonlySet<string>>();

export function fieldsOfKey(key: KeySpec): ReadonlySet<string> {
  const fields = known.get(key) ?? new Set(key.map(({ path }) => head(path)));
  known.set(key, fields);
  return fields;
}

/** The document with these of its fields alone. The bytes must be valid BSON, as everything stored is. */
export function decodeFields(bytes: Uint8Array, names: ReadonlySet<string>): Document {
  const doc: Document = {};
  const wanted = asciiNames(names);
  if (wanted) {
    eachOf(bytes, wanted, (name, type, at) => setField(doc, name, decodeValue(bytes, type, at)));
  } else {
    eachField(bytes, 0, (name, type, at) => {
      if (names.has(name)) setField(doc, name, decodeValue(bytes, type, at));
    });
  }
  return doc;
}

const knownNames = new WeakMap<ReadonlySet<string>, readonly string[] | null>();

/** The names as a list, null when one of them has more bytes than characters. */
function asciiNames(names: ReadonlySet<string>): readonly string[] | null {
  let list = knownNames.get(names);
  if (list === undefined) {
    list = [...names];
    if (list.some((name) => Buffer.byteLength(name) !== name.length)) list = null;
    knownNames.set(names, list);
  }
  return list;
}

function collect(filter: Document, names: Set<string>): boolean {
  return Object.entries(filter).every(([name, value]) => {
    if (name === '$and' || name === '$or' || name === '$nor') {
      return Array.isArray(value) && value.every((part) => isDocument(part) && collect(part, names));
    }
    if (name.startsWith('$')) return false;
    names.add(head(name));
    return true;
  });
}

function head(path: string): string {
  return path.split('.', 1)[0] as string;
}
