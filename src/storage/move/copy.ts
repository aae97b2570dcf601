// Copies the documents of one collection in the order of their ids, from wherever an earlier attempt ended.
import { BSON, type Collection, type Document } from 'mongodb';

/** Told of what takes long, one line at a time. */
export type Report = (line: string) => void;

const REPORT_EVERY = 5_000;
const BATCH_DOCUMENTS = 1_000;
const BATCH_BYTES = 8 * 1024 * 1024;

/** Values keep their BSON types on the way: an int32 that became a double would be another document. */
const AS_STORED = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true } as const;

export async function copyDocuments(from: Collection, to: Collection, report: Report): Promise<void> {
  const total = await from.estimatedDocumentCount();
  let copied = await to.estimatedDocumentCount();
  if (copied > 0) report(`${from.collectionName}: going on behind ${copied} of ${total}`);
  let batch: Document[] = [];
  let bytes = 0;

  async function flush(): Promise<void> {
    await to.insertMany(batch, { ordered: true });
    const before = copied;
    copied += batch.length;
    batch = [];
    bytes = 0;
    const passed = Math.floor(copied / REPORT_EVERY) > Math.floor(before / REPORT_EVERY);
    if (passed) report(`${from.collectionName}: ${copied} of ${total} copied`);
  }

  const rest = await behindLast(to);
  for await (const document of from.find(rest, { sort: { _id: 1 }, batchSize: BATCH_DOCUMENTS, ...AS_STORED })) {
    batch.push(document);
    bytes += BSON.calculateObjectSize(document);
    if (batch.length >= BATCH_DOCUMENTS || bytes >= BATCH_BYTES) await flush();
  }
  if (batch.length > 0) await flush();
}

/**
 * What is there already is a prefix in the order of ids. By `$expr`, since `$gt` alone finds ids of one type only, and
 * ids of several types have an order too.
 */
async function behindLast(to: Collection): Promise<Document> {
  const [last] = await to.find({}, { projection: { _id: 1 }, sort: { _id: -1 }, limit: 1, ...AS_STORED }).toArray();
  return last ? { $expr: { $gt: ['$_id', { $literal: last._id }] } } : {};
}
