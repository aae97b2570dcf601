// One collection in memory: its documents as BSON by record id, and the indexes over them. Each change goes through the
// journal in one step that nothing interrupts: unique keys are checked, the file is written, then memory follows.
import { CommandError } from './errors.ts';
import { Index } from './index.ts';
import { describeIndex, ID_INDEX, type IndexSpec, idIndexOf } from './index-spec.ts';
import type { Journal } from './journal.ts';
import { compileFilter, type Filter } from './match/filter.ts';
import { checkSize } from './raw.ts';
import { Records } from './records.ts';
import { Stored } from './stored.ts';
import { type Document, encode, isDocument } from './values.ts';

export type RecordIds = { next(): number };

type KeyChange = { readonly index: Index; readonly before: readonly string[]; readonly after: readonly string[] };

const NO_KEYS: readonly string[] = [];

export class Collection {
  readonly id: number;
  readonly records = new Records();
  readonly indexes = new Map<string, Index>();
  /** Raised with every change of a document. */
  version = 0;
  #db: string;
  #name: string;
  #options: Document;
  #validator: Filter | undefined;
  readonly #journal: Journal;
  readonly #recordIds: RecordIds;

  constructor(id: number, db: string, name: string, options: Document, journal: Journal, recordIds: RecordIds) {
    this.id = id;
    this.#db = db;
    this.#name = name;
    this.#options = options;
    this.indexes.set(ID_INDEX.name, new Index(idIndexOf(this.collation)));
    this.#validator = compileValidator(options);
    this.#journal = journal;
    this.#recordIds = recordIds;
  }

  get db(): string {
    return this.#db;
  }

  get name(): string {
    return this.#name;
  }

  /** All documents together, in bytes. */
  get dataSize(): number {
    return this.records.dataSize;
  }

  get namespace(): string {
    return `${this.#db}.${this.#name}`;
  }

  /** What `create` and `collMod` set: `{validator, validationLevel, validationAction, collation}`, or what a view shows. */
  get options(): Document {
    return this.#options;
  }

  /** How strings compare where a command or an index does not say otherwise; undefined for byte order. */
  get collation(): Document | undefined {
    return isDocument(this.#options.collation) ? this.#options.collation : undefined;
  }

  get idIndex(): Index {
    return this.indexes.get(ID_INDEX.name) as Index;
  }

  get(record: number): Stored | undefined {
    const bytes = this.records.get(record);
    return bytes && new Stored(bytes);
  }

  /** Whether a record still holds the version that a reader found. */
  isCurrent(record: number, found: Stored): boolean {
    return this.records.isCurrent(record, found.bytes);
  }

  /**
   * Adds a document that has its `_id` first. Throws CommandError 11000 for a taken unique key, 121 when the validator
   * refuses it, 10334 when it is too large; nothing has changed then.
   */
  insert(stored: Stored, bypassValidation = false): number {
    checkSize(stored.bytes);
    if (!bypassValidation) this.#validate(stored);
    const record = this.#recordIds.next();
    const changes = this.#keyChanges(record, undefined, stored);
    this.#journal.apply(
      (store) => store.addDocument(record, this.id, stored.bytes),
      () => this.#put(record, stored, changes),
      () => this.#put(record, undefined, this.#keyChanges(record, stored, undefined)),
    );
    return record;
  }

  /** Puts another version in a record's place; errors as in `insert`. */
  replace(record: number, before: Stored, after: Stored, bypassValidation = false): void {
    checkSize(after.bytes);
    if (!bypassValidation && this.#mustStayValid(before)) this.#validate(after);
    const changes = this.#keyChanges(record, before, after);
    this.#journal.apply(
      (store) => store.changeDocument(record, after.bytes),
      () => this.#put(record, after, changes),
      () => this.#put(record, before, this.#keyChanges(record, after, before, false)),
    );
  }

  remove(record: number, before: Stored): void {
    const changes = this.#keyChanges(record, before, undefined);
    this.#journal.apply(
      (store) => store.removeDocument(record),
      () => this.#put(record, undefined, changes),
      () => this.#put(record, before, this.#keyChanges(record, undefined, before, false)),
    );
  }

  /** Takes over what the data file holds, before anything else; `loaded` follows. */
  load(record: number, bytes: Uint8Array): void {
    this.records.set(record, bytes);
    // All its keys at once, as long as the document is at hand.
    const stored = new Stored(bytes);
    for (const index of this.indexes.values()) index.load(stored, record);
  }

  loaded(): void {
    for (const index of this.indexes.values()) index.loaded();
  }

  /** Adds a built index; see `build-index.ts` for how one is built beside running writes. */
  addIndex(index: Index): void {
    this.#journal.apply(
      (store) =>
        store.putIndex({ collection: this.id, name: index.spec.name, spec: encode(describeIndex(index.spec)) }),
      () => this.indexes.set(index.spec.name, index),
      () => this.indexes.delete(index.spec.name),
    );
  }

  dropIndex(name: string): void {
    const index = this.indexes.get(name) as Index;
    this.#journal.apply(
      (store) => store.removeIndex(this.id, name),
      () => this.indexes.delete(name),
      () => this.indexes.set(name, index),
    );
  }

  /** Changes what collMod may change of an index: its expiry, and whether it is hidden. */
  changeIndex(index: Index, spec: IndexSpec): void {
    const before = index.spec;
    this.#journal.apply(
      (store) => store.putIndex({ collection: this.id, name: spec.name, spec: encode(describeIndex(spec)) }),
      () => {
        index.spec = spec;
      },
      () => {
        index.spec = before;
      },
    );
  }

  /** Throws whatever the validator's own expression is refused with; nothing has changed then. */
  changeOptions(options: Document): void {
    compileValidator(options);
    this.#change(this.#db, this.#name, options);
  }

  rename(db: string, name: string): void {
    this.#change(db, name, this.#options);
  }

  #change(db: string, name: string, options: Document): void {
    const [oldDb, oldName, oldOptions] = [this.#db, this.#name, this.#options];
    const set = (newDb: string, newName: string, newOptions: Document) => {
      this.#db = newDb;
      this.#name = newName;
      this.#options = newOptions;
      this.#validator = compileValidator(newOptions);
    };
    this.#journal.apply(
      (store) => store.changeCollection({ id: this.id, db, name, options: encode(options) }),
      () => set(db, name, options),
      () => set(oldDb, oldName, oldOptions),
    );
  }

  #keyChanges(record: number, before: Stored | undefined, after: Stored | undefined, check = true): KeyChange[] {
    const changes: KeyChange[] = [];
    for (const index of this.indexes.values()) {
      // An update keeps the _id, so its index stays as it is.
      if (before && after && (index.spec.name === ID_INDEX.name || index.isUntouched(before, after))) continue;
      const change = {
        index,
        before: before ? index.keysOf(before) : NO_KEYS,
        after: after ? index.keysOf(after) : NO_KEYS,
      };
      if (sameKeys(change.before, change.after)) continue;
      if (check && after) index.checkUnique(change.after, record, after, this.namespace);
      changes.push(change);
    }
    return changes;
  }

  #put(record: number, after: Stored | undefined, changes: readonly KeyChange[]): void {
    this.version++;
    for (const { index, before: old, after: now } of changes) {
      index.remove(old, record);
      if (after) index.add(now, record, after);
    }
    if (after) this.records.set(record, after.bytes);
    else this.records.delete(record);
  }

  #validate(stored: Stored): void {
    if (!this.#validator || this.#options.validationLevel === 'off' || this.#options.validationAction === 'warn')
      return;
    if (this.#validator.matches(stored.document)) return;
    throw new CommandError(121, 'Document failed validation', {
      errInfo: {
        failingDocumentId: stored.document._id,
        details: { operatorName: '$validator', specifiedAs: this.#options.validator },
      },
    });
  }

  /** `moderate` lets documents that were invalid already stay so. */
  #mustStayValid(before: Stored): boolean {
    if (!this.#validator || this.#options.validationLevel !== 'moderate') return true;
    return this.#validator.matches(before.document);
  }
}

function compileValidator({ validator, collation }: Document): Filter | undefined {
  if (!isDocument(validator)) return undefined;
  return compileFilter(validator, isDocument(collation) ? { collation } : {});
}

function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, i) => key === b[i]);
}
