// One index in memory: the sorted keys of a collection's documents, and what its keys say about uniqueness.
import { BSON } from './codec/format.ts';
import { CommandError } from './errors.ts';
import type { IndexSpec } from './index-spec.ts';
import { fieldsOfKey, findPath, keysOfBson, keysOfDocument, valueKey } from './keys.ts';
import { show } from './show.ts';
import { SortedKeys } from './sorted-keys.ts';
import type { Stored } from './stored.ts';
import { type Document, getField, isDocument } from './values.ts';

export class Index {
  spec: IndexSpec;
  readonly entries = new SortedKeys();
  /** Per field of the key: whether a document ever had several keys through it, an array that is. */
  readonly multikey: boolean[];
  /** False while it is being built: it is kept up to date, but answers no query yet. */
  ready = true;
  /** The key at each place belongs to the record there. */
  #loading: { readonly keys: string[]; readonly records: number[] } = { keys: [], records: [] };

  constructor(spec: IndexSpec) {
    this.spec = spec;
    // A sparse index leaves out the elements without the field: one key may then stand for an array of several.
    this.multikey = spec.key.map(({ path }) => spec.sparse && path.includes('.'));
  }

  /** The keys of a document; none when a partial or sparse index leaves it out. */
  keysOf(stored: Stored): readonly string[] {
    const { key, sparse, collator } = this.spec;
    if (!this.#isFor(stored)) return [];
    const { keys } =
      collator || stored.isDecoded
        ? keysOfDocument(stored.partly(fieldsOfKey(key)), key, { sparse, collator })
        : keysOfBson(stored.bytes, key, { sparse });
    return keys;
  }

  /** Whether a partial index holds the document. */
  #isFor(stored: Stored): boolean {
    const { partialFilter, partialFields, presence } = this.spec;
    if (!partialFilter) return true;
    if (presence !== undefined && !stored.isDecoded) {
      const place = findPath(stored.bytes, presence);
      if (place?.type !== BSON.undefined) return place !== undefined;
    }
    return partialFilter.matches(stored.partly(partialFields));
  }

  /**
   * Whether a change has left all that the keys are made of as it was: what an update does not touch is the very same value
   * in both versions. False also where only the keys themselves would tell.
   */
  isUntouched(before: Stored, after: Stored): boolean {
    const { key, partial, partialFields } = this.spec;
    if (!before.isDecoded || !after.isDecoded || (partial && !partialFields)) return false;
    return same(fieldsOfKey(key), before, after) && (!partialFields || same(partialFields, before, after));
  }

  /** Adds the keys of a record; `stored` tells which fields are multikey. */
  add(keys: readonly string[], record: number, stored: Stored): void {
    for (const key of keys) this.entries.add(key, record);
    if (keys.length > 1) this.noteArrays(stored);
  }

  remove(keys: readonly string[], record: number): void {
    for (const key of keys) this.entries.remove(key, record);
  }

  /** Takes over a document from the data file; its keys are found from `loaded` on. */
  load(stored: Stored, record: number): void {
    const own = this.keysOf(stored);
    for (const key of own) {
      this.#loading.keys.push(key);
      this.#loading.records.push(record);
    }
    if (own.length > 1) this.noteArrays(stored);
  }

  loaded(): void {
    this.entries.fill(this.#loading.keys, this.#loading.records);
    this.#loading = { keys: [], records: [] };
  }

  /** Throws CommandError 11000 when another record holds one of the keys of a unique index. */
  checkUnique(keys: readonly string[], record: number | undefined, stored: Stored, namespace: string): void {
    if (!this.spec.unique) return;
    for (const key of keys) {
      const at = this.entries.seek(key);
      if (this.entries.keyAt(at) !== key) continue;
      if (this.entries.recordAt(at) === record) continue;
      throw duplicateKey(this.spec, key, stored.document, namespace);
    }
  }

  /** Remembers through which fields a document with several keys has them. */
  noteArrays(stored: Stored): void {
    if (this.multikey.every(Boolean)) return;
    this.spec.key.forEach((field, i) => {
      if (this.multikey[i]) return;
      if (!stored.isDecoded && findPath(stored.bytes, field.path)?.type !== BSON.array) return;
      this.multikey[i] = keysOfDocument(stored.partly(fieldsOfKey(this.spec.key)), [field]).keys.length > 1;
    });
  }
}

function duplicateKey(spec: IndexSpec, key: string, document: Document, namespace: string): CommandError {
  const keyValue = valuesOfKey(spec, key, document);
  const shown = Object.entries(keyValue).map(([path, value]) => `${path}: ${show(value)}`);
  return new CommandError(
    11000,
    `E11000 duplicate key error collection: ${namespace} index: ${spec.name} dup key: { ${shown.join(', ')} }`,
    { keyPattern: spec.keyPattern, keyValue },
  );
}

/** Which of the document's values made this key, by path: of an array, the one element that did. */
export function valuesOfKey({ key: fields, collator }: IndexSpec, key: string, document: Document): Document {
  const values: Document = {};
  let at = 0;
  for (const { path, direction } of fields) {
    for (const value of [...candidates(document, path.split('.')), null, undefined]) {
      const part = valueKey(value, collator, direction);
      if (!key.startsWith(part, at)) continue;
      values[path] = value ?? null;
      at += part.length;
      break;
    }
  }
  return values;
}

function candidates(value: unknown, path: readonly string[]): unknown[] {
  const [name, ...rest] = path;
  if (Array.isArray(value)) {
    if (name === undefined) return [...value, value];
    return [...value.flatMap((element) => candidates(element, path)), ...candidates(value[Number(name)], rest)];
  }
  if (name === undefined) return [value];
  return isDocument(value) ? candidates(getField(value, name), rest) : [];
}

function same(fields: ReadonlySet<string>, before: Stored, after: Stored): boolean {
  for (const field of fields) {
    if (!Object.is(getField(before.document, field), getField(after.document, field))) return false;
  }
  return true;
}
