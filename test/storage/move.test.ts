import { Binary, Decimal128, Int32, Long, type MongoClient, ObjectId } from 'mongodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkClaims } from '../../src/storage/check.ts';
import { moveDatabase } from '../../src/storage/move.ts';
import { embeddedServer, freshDatabase } from '../support/database.ts';
import { createWorld } from '../support/world.ts';

const quiet = () => {};

describe('moving a database', () => {
  let client: MongoClient;
  let count = 0;
  const empty = () => client.db(`target_${process.pid}_${count++}`);

  beforeEach(async () => {
    ({ client } = await embeddedServer());
  });

  it('carries documents with their types, indexes of every kind, and validators', async () => {
    const source = empty();
    const target = empty();
    await source.createCollection('odd', { validator: { $jsonSchema: { required: ['n'] } } });
    const odd = source.collection('odd');
    await odd.insertMany([
      { n: new Int32(1), list: [1, 2], sub: { a: 1 } },
      { n: Long.fromString('9007199254740993'), when: new Date(0), bytes: new Binary(Buffer.from([1, 2]), 4) },
      { n: Decimal128.fromString('1.10'), id: new ObjectId(), expires: new Date(9e12), re: /a/i },
    ]);
    await odd.createIndexes([
      { key: { n: 1, 'sub.a': -1 }, name: 'compound' },
      { key: { list: 1 }, name: 'multikey' },
      { key: { id: 1 }, name: 'unique', unique: true, partialFilterExpression: { id: { $exists: true } } },
      { key: { expires: 1 }, name: 'ttl', expireAfterSeconds: 60 },
      { key: { when: 1 }, name: 'sparse', sparse: true },
    ]);
    await source.collection('many').insertMany(Array.from({ length: 2_500 }, (_, n) => ({ n })));
    const moved = await moveDatabase(source, target, quiet);
    expect(moved.map(({ name, documents }) => [name, documents])).toEqual([
      ['many', 2_500],
      ['odd', 3],
    ]);
    const indexes = async (db: typeof source) =>
      (await db.collection('odd').listIndexes().toArray()).map(({ ns, ...i }) => i);
    expect(await indexes(target)).toEqual(await indexes(source));
    await expect(target.collection('odd').insertOne({ without: 'n' })).rejects.toThrow(/validation/);
    expect(await target.listCollections({ name: 'parley_move' }).toArray()).toEqual([]);
  });

  it('goes on where it was interrupted', async () => {
    const source = empty();
    const target = empty();
    await source.collection('first').insertOne({ n: 1 });
    await source.collection('many').insertMany(Array.from({ length: 3_500 }, (_, n) => ({ n })));
    const lines: string[] = [];
    const stop = (line: string) => {
      lines.push(line);
      if (line === 'many: 2000 copied') throw new Error('interrupted');
    };
    await expect(moveDatabase(source, target, stop)).rejects.toThrow('interrupted');
    expect(await target.collection('many').countDocuments()).toBe(2_000);
    const again: string[] = [];
    const moved = await moveDatabase(source, target, (line) => again.push(line));
    expect(again).not.toContain('many: 2000 copied');
    expect(moved.map(({ documents }) => documents)).toEqual([1, 3_500]);
  });

  it('refuses a target that is not empty, and names what is there', async () => {
    const source = empty();
    const target = empty();
    await source.collection('a').insertOne({});
    await target.collection('theirs').insertOne({});
    await expect(moveDatabase(source, target, quiet)).rejects.toThrow(/not empty: it holds theirs/);
    expect(await target.collection('a').countDocuments()).toBe(0);
  });

  it('notices a collection that differs', async () => {
    const source = empty();
    const target = empty();
    await source.collection('a').insertOne({ n: 1 });
    const meddle = async () => {
      await source.collection('a').insertOne({ n: 2 });
    };
    await source.collection('b').insertOne({ n: 1 });
    // The second look at a, after a resumed move, finds what came meanwhile.
    const failing = moveDatabase(source, target, (line) => {
      if (line.startsWith('a:')) throw new Error('interrupted');
    });
    await expect(failing).rejects.toThrow('interrupted');
    await meddle();
    await expect(moveDatabase(source, target, quiet)).rejects.toThrow(
      /a differs after the move: 2 documents here, 1 there/,
    );
  });

  it('leaves a working Parley behind', async () => {
    const source = await freshDatabase();
    const world = createWorld(source);
    const ada = await world.addUser('UADA', 'Ada Park');
    const wish = { start: new Date('2026-01-08T15:00:00Z'), durationMinutes: 30, attendees: ['john@acme.com'] };
    const { meeting } = await world.meetings.book(ada, wish, world.key());
    const target = empty();
    await moveDatabase(source, target, quiet);
    const there = createWorld(target);
    expect((await there.meetings.get(ada, meeting.id)).title).toBe(meeting.title);
    await expect(there.meetings.book(ada, wish, 'another key')).rejects.toMatchObject({ code: 'conflict' });
    expect(await checkClaims(target)).toEqual([]);
  });
});
