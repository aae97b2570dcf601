// Moves a whole database to another server: documents, indexes and validators, verified at the end. Interrupted, it goes
// on where it was. Both sides are reached through the driver, so it works in either direction.
import { createHash } from 'node:crypto';
import type { Collection, CollectionInfo, Db, Document } from 'mongodb';
import { MongoServerError } from 'mongodb';

/** Where an unfinished move keeps what it has done, in the target; gone when the move is. */
const MARKER = 'parley_move';
const BATCH = 1_000;

export interface MovedCollection {
  readonly name: string;
  readonly documents: number;
  /** SHA-256 over the BSON of all documents in the order of their ids. */
  readonly hash: string;
}

interface Marker {
  readonly _id: string;
  readonly state: 'copying' | 'done';
}

/** Values keep their BSON types on the way: an int32 that became a double would be another document. */
const AS_STORED = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true } as const;

async function collectionsOf(db: Db): Promise<CollectionInfo[]> {
  const all = await db.listCollections<CollectionInfo>({}, { nameOnly: false }).toArray();
  return all
    .filter(({ name, type }) => type === 'collection' && name !== MARKER && !name.startsWith('system.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Copies every collection of `source` into `target` and verifies count and hash of each.
 * Rejects when the target holds collections that no earlier move began, or when a collection differs at the end.
 */
export async function moveDatabase(
  source: Db,
  target: Db,
  progress: (line: string) => void,
): Promise<MovedCollection[]> {
  const marker = target.collection<Marker>(MARKER);
  const begun = new Map((await marker.find().toArray()).map(({ _id, state }) => [_id, state]));
  const there = await collectionsOf(target);
  const strange = begun.size === 0 ? there : there.filter(({ name }) => !begun.has(name));
  if (strange.length > 0) {
    const names = strange.map(({ name }) => name).join(', ');
    throw new Error(`The target is not empty: it holds ${names}. Name an empty database, or drop these first.`);
  }
  const moved: MovedCollection[] = [];
  for (const info of await collectionsOf(source)) {
    if (begun.get(info.name) !== 'done') {
      await marker.updateOne({ _id: info.name }, { $set: { state: 'copying' } }, { upsert: true });
      await copyCollection(source, target, info, progress);
      await marker.updateOne({ _id: info.name }, { $set: { state: 'done' } });
    }
    moved.push(await verify(source, target, info.name));
    progress(`${info.name}: ${moved.at(-1)?.documents} documents, verified`);
  }
  await marker.drop();
  return moved;
}

async function copyCollection(source: Db, target: Db, info: CollectionInfo, progress: (line: string) => void) {
  const from = source.collection(info.name);
  const to = await createLike(target, info);
  // Ids come in order, so what is there already is a prefix: an interrupted copy goes on behind it.
  const [last] = await to.find({}, { projection: { _id: 1 }, sort: { _id: -1 }, limit: 1, ...AS_STORED }).toArray();
  const rest = last ? { _id: { $gt: last._id } } : {};
  let batch: Document[] = [];
  let copied = 0;
  for await (const document of from.find(rest, { sort: { _id: 1 }, batchSize: BATCH, ...AS_STORED })) {
    batch.push(document);
    if (batch.length < BATCH) continue;
    await to.insertMany(batch, { ordered: true });
    copied += batch.length;
    progress(`${info.name}: ${copied} copied`);
    batch = [];
  }
  if (batch.length > 0) await to.insertMany(batch, { ordered: true });
  await copyIndexes(from, to);
}

async function createLike(target: Db, { name, options }: CollectionInfo): Promise<Collection> {
  const { validator, validationLevel, validationAction } = options ?? {};
  try {
    return await target.createCollection(name, {
      ...(validator && { validator }),
      ...(validationLevel && { validationLevel }),
      ...(validationAction && { validationAction }),
    });
  } catch (error) {
    const exists = error instanceof MongoServerError && error.codeName === 'NamespaceExists';
    if (!exists) throw error;
    return target.collection(name);
  }
}

async function copyIndexes(from: Collection, to: Collection): Promise<void> {
  for (const { key, v: _version, ns: _namespace, ...options } of await from.listIndexes().toArray()) {
    if (options.name === '_id_') continue;
    await to.createIndex(key, options);
  }
}

async function verify(source: Db, target: Db, name: string): Promise<MovedCollection> {
  const [here, there] = await Promise.all([digest(source.collection(name)), digest(target.collection(name))]);
  if (here.documents !== there.documents || here.hash !== there.hash) {
    throw new Error(
      `${name} differs after the move: ${here.documents} documents here, ${there.documents} there. ` +
        'Was it changed meanwhile? Stop every process that uses either database and start over with an empty target.',
    );
  }
  const indexes = await Promise.all([source, target].map((db) => db.collection(name).listIndexes().toArray()));
  const [namesHere, namesThere] = indexes.map((list) => list.map((index) => index.name).sort());
  if (JSON.stringify(namesHere) !== JSON.stringify(namesThere)) {
    throw new Error(`${name} has other indexes after the move: ${namesHere} here, ${namesThere} there.`);
  }
  return { name, ...here };
}

async function digest(collection: Collection): Promise<{ documents: number; hash: string }> {
  const hash = createHash('sha256');
  let documents = 0;
  for await (const bytes of collection.find({}, { sort: { _id: 1 }, batchSize: BATCH, raw: true })) {
    hash.update(bytes as unknown as Uint8Array);
    documents++;
  }
  return { documents, hash: hash.digest('hex') };
}
