// Every collection by database and name; where they are made, renamed and dropped, and read from the file at start.
import { Collection, type RecordIds } from './collection.ts';
import { CommandError } from './errors.ts';
import { Index } from './index.ts';
import { parseIndexSpec } from './index-spec.ts';
import type { Journal } from './journal.ts';
import { Leftovers } from './leftovers.ts';
import type { Store } from './store.ts';
import { type Document, decode, encode } from './values.ts';

export class Catalog {
  readonly #databases = new Map<string, Map<string, Collection>>();
  /** What dropped collections have left in the file. */
  readonly leftovers: Leftovers;
  readonly #journal: Journal;
  #lastCollection = 0;
  #lastRecord = 0;
  readonly #recordIds: RecordIds = { next: () => ++this.#lastRecord };

  constructor(journal: Journal) {
    this.#journal = journal;
    this.leftovers = new Leftovers(journal);
  }

  find(db: string, name: string): Collection | undefined {
    return this.#databases.get(db)?.get(name);
  }

  /** The collection, made when it is missing: a write to a new name creates it. */
  ensure(db: string, name: string): Collection {
    const present = this.find(db, name);
    if (present?.options.viewOn !== undefined) {
      throw new CommandError(166, `Namespace ${db}.${name} is a view, not a collection`);
    }
    return present ?? this.create(db, name, {});
  }

  /** Throws CommandError 48 when the name is taken, 73 when it is too long or the server's own. */
  create(db: string, name: string, options: Document): Collection {
    if (this.find(db, name)) throw new CommandError(48, `Collection ${db}.${name} already exists.`);
    checkName(db, name);
    const collection = new Collection(++this.#lastCollection, db, name, options, this.#journal, this.#recordIds);
    this.#journal.apply(
      (store) => store.addCollection({ id: collection.id, db, name, options: encode(options) }),
      () => this.#add(collection),
      () => this.#delete(collection),
    );
    return collection;
  }

  drop(collection: Collection): void {
    const batch = this.#journal.apply(
      (store) => store.removeCollection(collection.id),
      () => this.#delete(collection),
      () => this.#add(collection),
    );
    const records = [...collection.records.keys()];
    // A drop that fails is undone, its documents stay.
    batch.done.then(
      () => this.leftovers.add(records),
      () => {},
    );
  }

  /** Throws CommandError 48 when the new name is taken. */
  rename(collection: Collection, db: string, name: string): void {
    if (this.find(db, name)) throw new CommandError(48, 'target namespace exists');
    checkName(db, name);
    const { db: oldDb, name: oldName } = collection;
    this.#delete(collection);
    try {
      collection.rename(db, name);
    } catch (error) {
      this.#add(collection);
      throw error;
    }
    this.#add(collection);
    this.#journal.apply(
      () => {},
      () => {},
      () => {
        this.#databases.get(db)?.delete(name);
        this.#database(oldDb).set(oldName, collection);
      },
    );
  }

  databases(): string[] {
    return [...this.#databases.keys()].sort();
  }

  collections(db?: string): Collection[] {
    if (db !== undefined) return [...(this.#databases.get(db)?.values() ?? [])];
    return [...this.#databases.values()].flatMap((database) => [...database.values()]);
  }

  /** Reads everything from the file; called once, before the first command. */
  load(store: Store): void {
    const byId = new Map<number, Collection>();
    for (const { id, db, name, options } of store.collections()) {
      const collection = new Collection(id, db, name, decode(options), this.#journal, this.#recordIds);
      byId.set(id, collection);
      this.#add(collection);
      this.#lastCollection = Math.max(this.#lastCollection, id);
    }
    for (const { collection, spec } of store.indexes()) {
      const parsed = parseIndexSpec(decode(spec));
      byId.get(collection)?.indexes.set(parsed.name, new Index(parsed));
    }
    const left: number[] = [];
    for (const [record, id, body] of store.documents()) {
      const collection = byId.get(id);
      if (collection) collection.load(record, body);
      else left.push(record);
      this.#lastRecord = record;
      // The number of a dropped collection is not given again while documents of it are left.
      this.#lastCollection = Math.max(this.#lastCollection, id);
    }
    this.leftovers.add(left);
    for (const collection of byId.values()) collection.loaded();
  }

  #add(collection: Collection): void {
    this.#database(collection.db).set(collection.name, collection);
  }

  #delete(collection: Collection): void {
    const database = this.#databases.get(collection.db);
    database?.delete(collection.name);
    if (database?.size === 0) this.#databases.delete(collection.db);
  }

  #database(db: string): Map<string, Collection> {
    let database = this.#databases.get(db);
    if (!database) {
      database = new Map();
      this.#databases.set(db, database);
    }
    return database;
  }
}

function checkName(db: string, name: string): void {
  if (name.startsWith('system.')) throw new CommandError(73, `Invalid system namespace: ${db}.${name}`);
  if (Buffer.byteLength(`${db}.${name}`) > 255) {
    throw new CommandError(73, `Fully qualified namespace is too long. Namespace: ${db}.${name} Max: 255`);
  }
}
