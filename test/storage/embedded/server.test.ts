// The engine as its clients meet it: the official driver, over the socket.
import { connect, type Socket } from 'node:net';
import { Binary, Decimal128, Long, MongoClient, ObjectId } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningEngine, rejection, runEngine } from './engine.ts';

let running: RunningEngine;
let collections = 0;
const fresh = () => running.db.collection(`c${++collections}`);

beforeAll(async () => {
  running = await runEngine();
});
afterAll(() => running.close());

describe('documents', () => {
  it('come back as they were written, _id first', async () => {
    const collection = fresh();
    const document = {
      text: 'grüezi',
      long: Long.fromString('9007199254740993'),
      decimal: Decimal128.fromString('0.1'),
      bytes: new Binary(Buffer.from([1, 2, 3])),
      when: new Date('2026-03-29T01:30:00Z'),
      list: [1, [2, { three: null }]],
    };
    const { insertedId } = await collection.insertOne(document);
    const read = await collection.findOne({ _id: insertedId }, { promoteValues: true, promoteLongs: false });
    expect(Object.keys(read ?? {})[0]).toBe('_id');
    expect(read?.long.toString()).toBe('9007199254740993');
    expect(read?.decimal.toString()).toBe('0.1');
    expect(read?.list).toEqual([1, [2, { three: null }]]);
    expect(read?.when).toEqual(document.when);
  });

  it('are updated, replaced, handed out and deleted', async () => {
    const collection = fresh();
    await collection.insertMany([
      { _id: 1 as never, n: 1 },
      { _id: 2 as never, n: 2 },
    ]);
    expect(await collection.updateMany({ n: { $gte: 1 } }, { $inc: { n: 10 } })).toMatchObject({ modifiedCount: 2 });
    expect(await collection.updateOne({ n: 99 }, { $set: { x: 1 } }, { upsert: true })).toMatchObject({
      upsertedCount: 1,
    });
    const after = await collection.findOneAndUpdate({ n: 12 }, { $set: { n: 13 } }, { returnDocument: 'after' });
    expect(after).toEqual({ _id: 2, n: 13 });
    expect(await collection.findOneAndReplace({ n: 13 }, { n: 14 })).toEqual({ _id: 2, n: 13 });
    expect(await collection.findOneAndDelete({ n: 14 })).toEqual({ _id: 2, n: 14 });
    expect(await collection.deleteMany({})).toMatchObject({ deletedCount: 2 });
    expect(await collection.countDocuments()).toBe(0);
  });

  it('are read through cursors of any batch size, also while others write', async () => {
    const collection = fresh();
    await collection.insertMany(Array.from({ length: 500 }, (_, n) => ({ n })));
    const read: number[] = [];
    for await (const { n } of collection.find({}, { batchSize: 7 }).sort({ _id: 1 })) {
      read.push(n);
      if (n % 50 === 0) await collection.deleteOne({ n: n + 25 });
    }
    expect(read).toHaveLength(490);
    expect(await collection.find().skip(3).limit(5).toArray()).toHaveLength(5);
  });

  it('take 16 MB, and no more', async () => {
    const collection = fresh();
    await collection.insertOne({ bytes: new Binary(Buffer.alloc(15 * 1024 * 1024)) });
    await expect(collection.insertOne({ bytes: new Binary(Buffer.alloc(16 * 1024 * 1024 + 1)) })).rejects.toThrow();
    expect(await collection.countDocuments()).toBe(1);
  });
});

describe('indexes', () => {
  it('refuse a second unique key with its pattern and value', async () => {
    const collection = fresh();
    await collection.createIndex({ tenant: 1, name: 1 }, { unique: true });
    await collection.insertOne({ tenant: 't', name: 'a' });
    const error = await rejection(collection.insertOne({ tenant: 't', name: 'a' }));
    expect(error).toMatchObject({
      code: 11000,
      keyPattern: { tenant: 1, name: 1 },
      keyValue: { tenant: 't', name: 'a' },
    });
    expect(error.message).toBe(
      `E11000 duplicate key error collection: test.${collection.collectionName} index: tenant_1_name_1 ` +
        'dup key: { tenant: "t", name: "a" }',
    );
  });

  it('let exactly one of 200 concurrent inserts have a claim', async () => {
    const collection = fresh();
    await collection.createIndex(
      { tenant: 1, claims: 1 },
      { unique: true, partialFilterExpression: { claims: { $exists: true } } },
    );
    const results = await Promise.allSettled(
      Array.from({ length: 200 }, (_, i) =>
        collection.insertOne({ tenant: 't', claims: [`u${i}:1`, 'shared:7', `u${i}:2`] }),
      ),
    );
    const lost = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason);
    expect(lost).toHaveLength(199);
    for (const { code, keyValue } of lost) {
      expect(code).toBe(11000);
      expect(keyValue).toEqual({ tenant: 't', claims: 'shared:7' });
    }
    // Without claims a document is not in the index; its own claims may repeat.
    await collection.insertMany([{ tenant: 't' }, { tenant: 't' }, { tenant: 't', claims: ['a', 'a'] }]);
    await collection.updateOne({ claims: 'shared:7' }, { $unset: { claims: '' } });
    await collection.insertOne({ tenant: 't', claims: ['shared:7'] });
  });

  it('over duplicates fail and leave nothing', async () => {
    const collection = fresh();
    await collection.insertMany([{ a: 1 }, { a: 1 }]);
    expect(await rejection(collection.createIndex({ a: 1 }, { unique: true }))).toMatchObject({ code: 11000 });
    expect(await collection.indexes()).toHaveLength(1);
    await collection.insertOne({ a: 1 });
  });

  it('are built while others write', async () => {
    const collection = fresh();
    await collection.insertMany(Array.from({ length: 20_000 }, (_, n) => ({ n })));
    const building = collection.createIndex({ n: 1 });
    await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        collection.updateOne({ _id: new ObjectId(), n: i }, { $set: { m: 1 } }, { upsert: true }),
      ),
    );
    await collection.deleteMany({ n: { $gte: 10_000, $lt: 10_100 } });
    await building;
    const explained = await collection.find({ n: { $lt: 200 } }).explain();
    expect(explained.executionStats).toMatchObject({ nReturned: 300, totalDocsExamined: 300 });
    expect(await collection.countDocuments({ n: { $gte: 9_990, $lt: 10_110 } })).toBe(20);
  });

  it('with other options under the same name or keys are refused', async () => {
    const collection = fresh();
    await collection.createIndex({ a: 1 }, { name: 'mine' });
    expect(await collection.createIndex({ a: 1 }, { name: 'mine' })).toBe('mine');
    expect(await rejection(collection.createIndex({ a: 1 }, { name: 'mine', unique: true }))).toMatchObject({
      code: 86,
    });
    expect(await rejection(collection.createIndex({ a: 1 }, { name: 'other' }))).toMatchObject({ code: 85 });
    expect(await rejection(collection.createIndex({ b: 1 }, { name: 'mine' }))).toMatchObject({ code: 86 });
    expect(await rejection(collection.createIndex({ a: 'text' }))).toMatchObject({ code: 115 });
  });

  it('survive a restart with their documents', async () => {
    const first = await runEngine();
    const collection = first.db.collection('kept');
    await collection.createIndex({ a: 1 }, { unique: true, partialFilterExpression: { a: { $gt: 0 } } });
    await collection.insertMany([{ a: 1 }, { a: 2 }]);
    await collection.updateOne({ a: 2 }, { $set: { a: 3 } });
    await collection.deleteOne({ a: 1 });
    const second = await first.restart();
    const again = second.db.collection('kept');
    expect(await again.find({}, { projection: { _id: 0 } }).toArray()).toEqual([{ a: 3 }]);
    expect(await rejection(again.insertOne({ a: 3 }))).toMatchObject({ code: 11000 });
    await second.close();
  });
});

describe('refusals', () => {
  it.each([
    [{ fnord: 1 }, 59],
    [{ find: 'x', fnord: 1 }, 40415],
    [{ find: 'x', filter: 1 }, 14],
    [{ find: 'x', batchSize: -1 }, 51024],
    [{ insert: 'x', documents: [] }, 16],
    [{ getMore: Long.fromNumber(77), collection: 'x' }, 43],
    [{ find: 'a$b' }, 73],
    [{ aggregate: 'x', pipeline: [{ $changeStream: {} }], cursor: {} }, 40573],
    [{ find: 'x', hint: 'nope' }, undefined],
  ])('%j with code %j', async (command, code) => {
    const result = running.db.command(command);
    if (code === undefined) expect(await result).toMatchObject({ ok: 1 });
    else expect(await rejection(result)).toMatchObject({ code });
  });

  it('a transaction', async () => {
    const session = running.client.startSession();
    session.startTransaction();
    expect(await rejection(fresh().insertOne({ a: 1 }, { session }))).toMatchObject({ code: 115 });
    await session.abortTransaction().catch(() => {});
    await session.endSession();
  });

  it('a document that the validator does not know, until it is told to bypass', async () => {
    const collection = await running.db.createCollection('validated', { validator: { n: { $type: 'number' } } });
    expect(await rejection(collection.insertOne({ n: 'one' }))).toMatchObject({ code: 121 });
    await collection.insertOne({ n: 'one' }, { bypassDocumentValidation: true });
    await collection.insertOne({ n: 1 });
    expect(await rejection(collection.updateOne({ n: 1 }, { $set: { n: 'two' } }))).toMatchObject({ code: 121 });
  });

  it('a query that takes longer than it may', async () => {
    const collection = fresh();
    await collection.insertMany(Array.from({ length: 50_000 }, (_, n) => ({ n, text: 'x'.repeat(50) })));
    const slow = collection.find({ text: { $regex: 'y$' } }, { maxTimeMS: 1 }).toArray();
    expect(await rejection(slow)).toMatchObject({ code: 50 });
  });
});

describe('the wire', () => {
  const path = () => decodeURIComponent(running.engine.uri.slice('mongodb://'.length));
  const closed = (socket: Socket) => new Promise((resolve) => socket.once('close', resolve));

  it.each([
    ['a length of nothing', Buffer.alloc(16)],
    ['an absurd length', Buffer.from('ffffff7f00000000000000000000000000000000', 'hex')],
    ['an unknown opcode', message(9999, Buffer.alloc(10))],
    ['a compressed message', message(2012, Buffer.alloc(20))],
    ['a cut section', message(2013, Buffer.from('0000000001ff000000', 'hex'))],
    ['a wrong checksum', message(2013, Buffer.from('010000000005000000000000000000', 'hex'))],
    ['a document longer than its message', message(2013, Buffer.from('00000000002000000000', 'hex'))],
  ])('closes the connection on %s and serves the others', async (_name, bytes) => {
    const socket = connect(path());
    socket.on('error', () => {});
    socket.write(bytes);
    await closed(socket);
    expect(await running.db.command({ ping: 1 })).toMatchObject({ ok: 1 });
  });

  it('answers messages that arrive byte by byte, and several at once, in their order', async () => {
    const socket = connect(path());
    const ping = message(2013, Buffer.concat([Buffer.from('0000000000', 'hex'), pingBody()]));
    for (const byte of ping) {
      socket.write(Buffer.from([byte]));
      await new Promise((resolve) => setImmediate(resolve));
    }
    socket.write(Buffer.concat([ping, ping, ping]));
    let received = Buffer.alloc(0);
    for await (const chunk of socket) {
      received = Buffer.concat([received, chunk]);
      if (received.length >= 4 * received.readInt32LE(0)) break;
    }
    expect(received.length).toBe(4 * received.readInt32LE(0));
    socket.destroy();
  });

  it('serves many clients at once', async () => {
    const clients = Array.from({ length: 20 }, () => new MongoClient(running.engine.uri));
    const collection = fresh().collectionName;
    await Promise.all(clients.map((client, i) => client.db('test').collection(collection).insertOne({ i })));
    expect(await running.db.collection(collection).countDocuments()).toBe(20);
    await Promise.all(clients.map((client) => client.close()));
  });
});

function message(opCode: number, body: Buffer): Buffer {
  const header = Buffer.alloc(16);
  header.writeInt32LE(16 + body.length, 0);
  header.writeInt32LE(opCode, 12);
  return Buffer.concat([header, body]);
}

/** `{ping: 1, $db: 'admin'}` */
function pingBody(): Buffer {
  const body = Buffer.from('\0\0\0\0\x10ping\0\x01\0\0\0\x02$db\0\x06\0\0\0admin\0\0', 'latin1');
  body.writeInt32LE(body.length, 0);
  return body;
}
