// Whether a collection is the same on both sides: its options, its indexes, the number and the bytes of its documents.
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Collection, Db, Document } from 'mongodb';
import type { Report } from './copy.ts';
import { collectionsOf, type Described, indexesOf, viewsOf } from './structure.ts';

const BATCH = 1_000;
/** Comparing takes this long at most: what expires meanwhile may be gone from one side already. */
const EXPIRING_MS = 60 * 60_000;

/** Rejects when the target's options for this collection or view are others. */
export async function verifyOptions({ name, options }: Described, target: Db): Promise<void> {
  const there = [...(await collectionsOf(target)), ...(await viewsOf(target))].find((other) => other.name === name);
  const { uuid: _here, ...wanted } = options;
  const { uuid: _there, ...found } = there?.options ?? {};
  if (!isDeepStrictEqual(comparableOptions(wanted), comparableOptions(found))) {
    throw new Error(`${name} has other options after the move: ${shown(wanted)} here, ${shown(found)} there.`);
  }
}

/** Rejects when an index is missing, is another one, or is too many. */
export async function verifyIndexes(from: Collection, to: Collection): Promise<void> {
  const [here, there] = await Promise.all([indexesOf(from), indexesOf(to)]);
  // Text, since the order of a key's fields counts.
  const differing = [...here, ...there].filter((index) => {
    const same = ({ name }: Document) => name === index.name;
    return shown(comparable(here.find(same))) !== shown(comparable(there.find(same)));
  });
  if (differing.length > 0) {
    const names = [...new Set(differing.map(({ name }) => name))].join(', ');
    throw new Error(`${from.collectionName} has other indexes after the move: look at ${names}.`);
  }
}

function comparableOptions({ collation, ...options }: Document): Document {
  return { ...options, collation: comparison(collation) };
}

/** Servers fill a collation up with defaults of their own version. */
function comparison(collation: Document | undefined): unknown {
  return collation && [collation.locale, collation.strength];
}

function comparable(index: Document | undefined): Document {
  const { key, name, collation, ...rest } = index ?? {};
  const options = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1));
  return { name, key, options, collation: comparison(collation) };
}

/** Answers the count and hash that both sides have. Rejects when they differ. */
export async function verifyDocuments(
  from: Collection,
  to: Collection,
  now: Date,
  report: Report,
): Promise<{ documents: number; hash: string }> {
  const name = from.collectionName;
  const lasting = lastingOnly(await indexesOf(from), now);
  report(`${name}: verifying`);
  const [here, there] = await Promise.all([digest(from, lasting), digest(to, lasting)]);
  if (here.documents !== there.documents || here.hash !== there.hash) {
    throw new Error(
      `${name} differs after the move: ${here.documents} documents here, ${there.documents} there. ` +
        'Was it changed meanwhile? Stop every process that uses either database and start over with an empty target.',
    );
  }
  return here;
}

/** Leaves out what a TTL index of either side may remove just now. */
function lastingOnly(indexes: readonly Document[], now: Date): Document {
  const expiring = indexes.flatMap(({ key, expireAfterSeconds }) => {
    if (expireAfterSeconds === undefined) return [];
    const before = new Date(now.getTime() + EXPIRING_MS - expireAfterSeconds * 1_000);
    return Object.keys(key).map((field) => ({ [field]: { $lt: before } }));
  });
  return expiring.length > 0 ? { $nor: expiring } : {};
}

async function digest(collection: Collection, filter: Document): Promise<{ documents: number; hash: string }> {
  const hash = createHash('sha256');
  let documents = 0;
  for await (const bytes of collection.find(filter, { sort: { _id: 1 }, batchSize: BATCH, raw: true })) {
    hash.update(bytes as unknown as Uint8Array);
    documents++;
  }
  return { documents, hash: hash.digest('hex') };
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}
