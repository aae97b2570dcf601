// What a database has beside its documents: collections with their options, indexes, views.
import { type Collection, type CollectionInfo, type Db, type Document, MongoServerError } from 'mongodb';

/** Where an unfinished move keeps what it has done, in the target; gone when the move is. */
export const MARKER = 'parley_move';

export interface Described {
  readonly name: string;
  /** As they are given to `create`. */
  readonly options: Document;
}

async function list(db: Db): Promise<CollectionInfo[]> {
  const all = await db.listCollections<CollectionInfo>({}, { nameOnly: false }).toArray();
  const own = all.filter(({ name }) => name !== MARKER && !name.startsWith('system.'));
  const other = own.find(({ type }) => type !== 'collection' && type !== 'view');
  if (other) throw new Error(`${other.name} is a ${other.type} collection, and those are not moved.`);
  return own.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function named(db: Db, wanted: 'collection' | 'view'): Promise<Described[]> {
  return (await list(db))
    .filter(({ type }) => type === wanted)
    .map(({ name, options }) => ({ name, options: options ?? {} }));
}

export const collectionsOf = (db: Db) => named(db, 'collection');
export const viewsOf = (db: Db) => named(db, 'view');

/** Creates an empty collection, or a view; one that is there from an interrupted move stays. */
export async function createLike(target: Db, { name, options }: Described): Promise<void> {
  const { uuid: _uuid, ...wanted } = options;
  try {
    await target.command({ create: name, ...wanted });
  } catch (error) {
    const exists = error instanceof MongoServerError && error.codeName === 'NamespaceExists';
    if (!exists) throw error;
  }
}

/** Every index but the one on `_id`, in a form that both servers list alike. */
export async function indexesOf(collection: Collection): Promise<Document[]> {
  const listed = await collection.listIndexes().toArray();
  return listed
    .filter(({ name }) => name !== '_id_')
    .map(({ v: _version, ns: _namespace, background: _background, ...index }) => index);
}

/**
 * Making an index again that is there changes nothing. One that is listed without a collation compares bytes, also where
 * the collection has a collation of its own, which it would be given without a word.
 */
export async function copyIndexes(source: Db, target: Db, name: string): Promise<void> {
  const listed = await indexesOf(source.collection(name));
  const indexes = listed.map((index) => ({ collation: { locale: 'simple' }, ...index }));
  if (indexes.length > 0) await target.command({ createIndexes: name, indexes });
}
