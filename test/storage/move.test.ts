import { Binary, Decimal128, Int32, Long, type MongoClient, ObjectId } from 'mongodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkClaims } from '../../src/storage/check.ts';
import { moveDatabase } from '../../src/storage/move/move.ts';
import { embeddedServer, freshDatabase } from '../support/database.ts';
import { createWorld, NOW } from '../support/world.ts';

const quiet = () => {};
const clock = () => NOW;

describe('moving a database', () => {
  let client: MongoClient;
  let count = 0;
  const empty = () => client.db(`target_${process.pid}_${count++}`);

  beforeEach(async () => {
    ({ client } = await embeddedServer());
  });

  it('carries documents with their types, indexes of every kind, validators and views', async () => {
    const source = empty();
    const target = empty();
    await source.createCollection('odd', {
      validator: { $jsonSchema: { required: ['n'] } },
      validationLevel: 'moderate',
      validationAction: 'error',
    });
    await source.createCollection('even', { viewOn: 'numbered', pipeline: [{ $match: { n: { $mod: [2, 0] } } }] });
    await source.createCollection('numbered', { viewOn: 'many', pipeline: [{ $project: { n: 1 } }] });
    await source.createCollection('words', { collation: { locale: 'de', strength: 2 } });
    await source.collection('words').createIndex({ word: 1 });
    await source.collection('words').createIndex({ word: 1 }, { name: 'bytes', collation: { locale: 'simple' } });
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
      { key: { bytes: 1 }, name: 'hidden', hidden: true },
      { key: { name: 1, n: 1 }, name: 'collation', collation: { locale: 'de', strength: 2 } },
    ]);
    await source.collection('many').insertMany(Array.from({ length: 2_500 }, (_, n) => ({ n })));
    const moved = await moveDatabase(source, target, clock, quiet);
    expect(moved.map(({ name, documents }) => [name, documents])).toEqual([
      ['many', 2_500],
      ['odd', 3],
      ['words', 0],
    ]);
    const indexes = async (db: typeof source, name: string) =>
      (await db.collection(name).listIndexes().toArray()).map(({ ns, ...i }) => i);
    for (const name of ['odd', 'words']) expect(await indexes(target, name)).toEqual(await indexes(source, name));
    expect(await target.collection('even').countDocuments()).toBe(1_250);
    await expect(target.collection('odd').insertOne({ without: 'n' })).rejects.toThrow(/validation/);
    expect(await target.listCollections({ name: 'parley_move' }).toArray()).toEqual([]);
  });

  it('goes on where it was interrupted, whatever the ids are', async () => {
    const source = empty();
    const target = empty();
    await source.collection('first').insertOne({ n: 1 });
    const many = source.collection<{ _id: number | string; n: number }>('many');
    await many.insertMany(Array.from({ length: 12_000 }, (_, n) => ({ _id: n < 6_000 ? n : `id ${n}`, n })));
    const lines: string[] = [];
    for (const until of ['many: 5000 of 12000 copied', 'many: 10000 of 12000 copied']) {
      const stop = (line: string) => {
        lines.push(line);
        if (line === until) throw new Error('interrupted');
      };
      await expect(moveDatabase(source, target, clock, stop)).rejects.toThrow('interrupted');
    }
    expect(await target.collection('many').countDocuments()).toBe(10_000);
    const moved = await moveDatabase(source, target, clock, (line) => lines.push(line));
    expect(lines).toContain('many: going on behind 10000 of 12000');
    expect(lines.filter((line) => line === 'many: 5000 of 12000 copied')).toHaveLength(1);
    expect(moved.map(({ documents }) => documents)).toEqual([1, 12_000]);
  });

  it('refuses a target that is not empty, and names what is there', async () => {
    const source = empty();
    const target = empty();
    await source.collection('a').insertOne({});
    await target.collection('theirs').insertOne({});
    await expect(moveDatabase(source, target, clock, quiet)).rejects.toThrow(/not empty: it holds theirs/);
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
    const failing = moveDatabase(source, target, clock, (line) => {
      if (line.startsWith('a:')) throw new Error('interrupted');
    });
    await expect(failing).rejects.toThrow('interrupted');
    await meddle();
    await expect(moveDatabase(source, target, clock, quiet)).rejects.toThrow(
      /a differs after the move: 2 documents here, 1 there/,
    );
  });

  it('notices an index and options that differ', async () => {
    const source = empty();
    const target = empty();
    await source.createCollection('a', { validator: { n: { $exists: true } } });
    await source.collection('a').insertOne({ n: 1 });
    await source.collection('a').createIndex({ n: 1, m: 1 }, { name: 'pair' });
    await source.collection('b').insertOne({ n: 1 });
    // After a was moved, before the move looks at it again.
    const interrupted = moveDatabase(source, target, clock, (line) => {
      if (line.startsWith('b:')) throw new Error('interrupted');
    });
    await expect(interrupted).rejects.toThrow('interrupted');
    await target.collection('a').dropIndex('pair');
    await target.collection('a').createIndex({ m: 1, n: 1 }, { name: 'pair' });
    await expect(moveDatabase(source, target, clock, quiet)).rejects.toThrow(/a has other indexes .*: look at pair\./);
    await target.collection('a').drop();
    await target.createCollection('a', { validator: { m: { $exists: true } } });
    await expect(moveDatabase(source, target, clock, quiet)).rejects.toThrow(
      /a has other options after the move: {"val/,
    );
  });

  it('does not mind what a TTL index removes meanwhile', async () => {
    const source = empty();
    const target = empty();
    const mails = source.collection('mails');
    const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
    await mails.insertMany([{ at: at(-500) }, { at: at(-5) }, { at: at(5_000) }, { at: 'unknown' }]);
    await mails.createIndex({ at: 1 }, { expireAfterSeconds: 3_600 });
    const interrupted = moveDatabase(source, target, clock, (line) => {
      if (line === 'mails: verifying') throw new Error('interrupted');
    });
    await expect(interrupted).rejects.toThrow('interrupted');
    await source.collection('mails').deleteOne({ at: at(-500) });
    const [moved] = await moveDatabase(source, target, clock, quiet);
    expect(moved?.documents).toBe(2);
  });

  it('leaves a working Parley behind', async () => {
    const source = await freshDatabase();
    const world = createWorld(source);
    const ada = await world.addUser('UADA', 'Ada Park');
    const wish = { start: new Date('2026-01-08T15:00:00Z'), durationMinutes: 30, attendees: ['john@acme.com'] };
    const { meeting } = await world.meetings.book(ada, wish, world.key());
    const target = empty();
    await moveDatabase(source, target, clock, quiet);
    const there = createWorld(target);
    expect((await there.meetings.get(ada, meeting.id)).title).toBe(meeting.title);
    await expect(there.meetings.book(ada, wish, 'another key')).rejects.toMatchObject({ code: 'conflict' });
    expect(await checkClaims(target)).toEqual([]);
  });
});
