// Where the engine draws its lines: depth, sizes, numbers of statements and cursors, and names of every kind.
import { connect } from 'node:net';
import { BSON, type Document, MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Cursors } from '../../../src/storage/embedded/cursors.ts';
import { type RunningEngine, rejection, runEngine } from './engine.ts';
import { engineInProcess } from './support/in-process.ts';

let running: RunningEngine;
let collections = 0;
const fresh = () => running.db.collection(`c${++collections}`);

beforeAll(async () => {
  running = await runEngine();
});
afterAll(() => running.close());

/** A document with documents inside of it, so many levels in all. */
function nested(levels: number): Document {
  let doc: Document = { end: 1 };
  for (let level = 1; level < levels; level++) doc = { a: doc };
  return doc;
}

describe('depth', () => {
  it('of 100 levels is stored, read, matched and updated', async () => {
    const collection = fresh();
    await collection.insertOne(nested(100));
    const path = [...Array(99).fill('a'), 'end'].join('.');
    expect(await collection.updateOne({ [path]: 1 }, { $inc: { [path]: 1 } })).toMatchObject({ modifiedCount: 1 });
    expect(await collection.countDocuments({ [path]: 2 })).toBe(1);
  });

  it('of 180 levels below the document is stored, one more is refused, as MongoDB stores them', async () => {
    // https://www.mongodb.com/docs/manual/reference/limits/ promises 100 levels. The server reads 200 and leaves 20 of
    // them to what is put around a stored document (BSONDepth::getMaxDepthForUserStorage).
    const collection = fresh();
    await collection.insertOne(nested(181));
    expect(await rejection(collection.insertOne(nested(182)))).toMatchObject({ code: 22 });
    const wrapped = collection.updateOne({}, { $set: { b: nested(180) } });
    expect(await wrapped).toMatchObject({ modifiedCount: 1 });
  });

  it('of 1,000 levels is refused, in documents, filters and expressions, and the others are served', async () => {
    const collection = fresh();
    let expression: unknown = 1;
    for (let level = 0; level < 1000; level++) expression = { $not: [expression] };
    for (const attempt of [
      () => collection.insertOne(nested(1000)),
      () => collection.find({ a: nested(1000) }).toArray(),
      () => collection.aggregate([{ $project: { x: expression } }]).toArray(),
    ]) {
      expect((await rejection(attempt())).code).toSatisfy((code) => code === 15 || code === 22);
    }
    expect(await running.db.command({ ping: 1 })).toMatchObject({ ok: 1 });
  });

  it('is bounded too where updates and pipelines build it', async () => {
    const collection = fresh();
    await collection.insertOne({ _id: 1 as never });
    const deep = Array(300).fill('a').join('.');
    expect(await rejection(collection.updateOne({}, { $set: { [deep]: 1 } }))).toMatchObject({ code: 15 });
    const wrap = Array.from({ length: 300 }, () => ({ $project: { a: '$$ROOT' } }));
    expect(await rejection(collection.aggregate(wrap).toArray())).toMatchObject({ code: 15 });
  });
});

describe('size', () => {
  it('of a document grown past 16 MB by an update is refused and changes nothing', async () => {
    const collection = fresh();
    const half = 'x'.repeat(9 * 1024 * 1024);
    await collection.insertOne({ half });
    expect(await rejection(collection.updateOne({}, { $set: { other: half } }))).toMatchObject({ code: 10334 });
    expect(await collection.countDocuments({ other: { $exists: true } })).toBe(0);
  });

  it('of a message above 48 MB closes the connection that announces it', async () => {
    const socket = connect(decodeURIComponent(running.engine.uri.slice('mongodb://'.length)));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => {});
    const header = Buffer.alloc(16);
    header.writeInt32LE(48_000_001, 0);
    header.writeInt32LE(2013, 12);
    socket.write(header);
    await closed;
    expect(await running.db.command({ ping: 1 })).toMatchObject({ ok: 1 });
  });

  it('of a write is 100,000 statements at most', async () => {
    const statements = (count: number) => Array.from({ length: count }, () => ({ q: { _id: 1 }, limit: 1 }));
    const command = (count: number) => running.db.command({ delete: 'none', deletes: statements(count) });
    expect(await rejection(command(100_001))).toMatchObject({ code: 16 });
    expect(await command(1)).toMatchObject({ ok: 1, n: 0 });
  });
});

describe('a sort', () => {
  it('of more than 100 MB is refused, unless only its first documents are wanted', async () => {
    const engine = engineInProcess();
    const text = 'x'.repeat(15 * 1024 * 1024);
    for (const n of [4, 8, 1, 6, 2, 7, 3, 5]) await engine.run({ insert: 'large', documents: [{ _id: n, n, text }] });
    const sort = { find: 'large', sort: { n: 1 }, projection: { n: 1, _id: 0 } };
    expect(await rejection(engine.run(sort))).toMatchObject({ code: 292 });
    const { cursor } = await engine.run({ ...sort, skip: 1, limit: 2 });
    expect(cursor).toMatchObject({ firstBatch: [{ n: 2 }, { n: 3 }] });
    const stages = [{ $set: { m: { $multiply: ['$n', -1] } } }, { $sort: { m: 1 } }];
    const within = (more: object[]) => engine.run({ aggregate: 'large', pipeline: [...stages, ...more], cursor: {} });
    const page = [{ $skip: 1 }, { $limit: 2 }, { $project: { n: 1, _id: 0 } }];
    expect((await within(page)).cursor).toMatchObject({ firstBatch: [{ n: 7 }, { n: 6 }] });
    expect(await rejection(within([{ $match: {} }, { $limit: 2 }]))).toMatchObject({ code: 292 });
  });
});

describe('cursors', () => {
  it('of one connection are bounded, others go on', async () => {
    const collection = fresh();
    await collection.insertMany([{}, {}]);
    const client = new MongoClient(running.engine.uri, { maxPoolSize: 1 });
    const open = () => client.db('test').command({ find: collection.collectionName, batchSize: 1 });
    const first = await open();
    for (let opened = 1; opened < 1000; opened++) await open();
    expect(await rejection(open())).toMatchObject({ code: 292 });
    expect(await collection.find({}, { batchSize: 1 }).toArray()).toHaveLength(2);
    await client.db('test').command({ killCursors: collection.collectionName, cursors: [first.cursor.id] });
    expect(await open()).toMatchObject({ ok: 1 });
    await client.close();
  });

  it('are given up after ten idle minutes', () => {
    let now = 0;
    const cursors = new Cursors(() => now);
    const { id } = cursors.open(
      'a.b',
      { next: async () => ({ documents: [], done: true }) },
      { session: undefined, connection: 1 },
    );
    now = 600_000;
    cursors.sweep();
    expect(cursors.size).toBe(1);
    now = 600_001;
    cursors.sweep();
    expect(() => cursors.take(id, 'a.b')).toThrow(expect.objectContaining({ code: 43 }));
  });
});

describe('names', () => {
  const NAMES = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', '', ' ', 'é', '😀'];

  it.each(NAMES)('%j is a field like any other', async (name) => {
    const collection = fresh();
    const document = JSON.parse(`{ "_id": 1, ${JSON.stringify(name)}: { "x": 1 } }`);
    await collection.insertOne(document);
    const [read] = await collection.find({}, { raw: true }).toArray();
    expect(read).toEqual(Buffer.from(BSON.serialize(document)));
    if (name === '') return;
    expect(await collection.countDocuments(JSON.parse(`{ ${JSON.stringify(`${name}.x`)}: 1 }`))).toBe(1);
    expect(await collection.updateOne({}, { $set: { [`${name}.y`]: 2 } })).toMatchObject({ modifiedCount: 1 });
    const grouped = collection.aggregate([{ $group: { _id: `$${name}.y`, n: { $sum: 1 } } }]);
    expect(await grouped.toArray()).toEqual([{ _id: 2, n: 1 }]);
    expect(({} as Document).y).toBeUndefined();
  });

  it('may name collections, not reach beyond them', async () => {
    for (const name of ['__proto__', 'constructor']) {
      expect(await running.db.collection(name).findOne()).toBeNull();
      await running.db.collection(name).insertOne({ a: 1 });
      expect(await running.db.collection(name).countDocuments({ a: 1 })).toBe(1);
    }
    expect(await rejection(running.db.command({ find: 'a\0b' }))).toMatchObject({ code: 73 });
    expect(await rejection(running.client.db('x').command({ constructor: 1 }))).toMatchObject({ code: 59 });
  });

  it('with dots and dollars are stored where MongoDB stores them', async () => {
    const collection = fresh();
    await collection.insertOne({ 'a.b': 1, $c: 2 });
    expect(await collection.findOne({}, { projection: { _id: 0 } })).toEqual({ 'a.b': 1, $c: 2 });
    expect(await rejection(collection.insertOne({ _id: { $x: 1 } as never }))).toMatchObject({ code: 52 });
    expect(await rejection(collection.updateOne({}, { $set: { 'a..b': 1 } }))).toMatchObject({ code: 56 });
  });

  it('of wrong command fields stand in the refusal', async () => {
    const { message } = await rejection(running.db.command({ find: 'x', limit: 'two' }));
    expect(message).toBe("BSON field 'find.limit' is the wrong type 'string', expected type 'long'");
  });
});
