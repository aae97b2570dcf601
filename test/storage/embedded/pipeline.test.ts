// Pipelines as clients run them: on indexes, beside others, within their bounds, and written back whole or not at all.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningEngine, rejection, runEngine } from './engine.ts';

let running: RunningEngine;
let collections = 0;
const fresh = () => running.db.collection(`c${++collections}`);

beforeAll(async () => {
  running = await runEngine();
});
afterAll(() => running.close());

describe('a pipeline', () => {
  it('starts with an index for its leading $match, $sort and $limit', async () => {
    const collection = fresh();
    await collection.insertMany(Array.from({ length: 1000 }, (_, n) => ({ team: n % 10, n })));
    await collection.createIndex({ team: 1, n: 1 });
    const pipeline = [{ $match: { team: 3 } }, { $sort: { n: -1 } }, { $skip: 1 }, { $limit: 2 }];
    expect(
      await collection
        .aggregate(pipeline)
        .map(({ n }) => n)
        .toArray(),
    ).toEqual([983, 973]);
    const explained = await collection.aggregate([...pipeline, { $group: { _id: '$team' } }]).explain();
    expect(explained.stages).toHaveLength(2);
    expect(explained.stages[0].$cursor).toMatchObject({
      queryPlanner: { winningPlan: { stage: 'FETCH', inputStage: { stage: 'IXSCAN', indexName: 'team_1_n_1' } } },
      executionStats: { nReturned: 2, totalDocsExamined: 3 },
    });
  });

  it('joins by an index as it joins without', async () => {
    const [left, right] = [fresh(), fresh()];
    await left.insertMany([{ k: 1 }, { k: [1, 2] }, { k: null }, {}, { k: 'x' }, { k: /x/ }] as never[]);
    await right.insertMany([{ k: 1 }, { k: [2, 3] }, { k: null }, {}, { k: 'x' }, { k: 'xx' }] as never[]);
    const joined = () =>
      left
        .aggregate([
          { $lookup: { from: right.collectionName, localField: 'k', foreignField: 'k', as: 'rows' } },
          { $project: { _id: 0, rows: { $map: { input: '$rows', in: { $ifNull: ['$$this.k', 'none'] } } } } },
        ])
        .map(({ rows }) => rows.map(String).sort())
        .toArray();
    const without = await joined();
    expect(without).toEqual([['1'], ['1', '2,3'], ['none', 'none'], ['none', 'none'], ['x'], []]);
    await right.createIndex({ k: 1 });
    expect(await joined()).toEqual(without);
  });

  it('follows a graph by an index as it does without', async () => {
    const people = fresh();
    const links = Array.from({ length: 60 }, (_, n) => ({ _id: n, to: [(n * 7) % 60, (n * 11 + 3) % 60], odd: n % 2 }));
    await people.insertMany(links as never[]);
    const followed = () =>
      people
        .aggregate([
          {
            $graphLookup: {
              from: people.collectionName,
              startWith: '$to',
              connectFromField: 'to',
              connectToField: 'key',
              as: 'reached',
              maxDepth: 2,
              depthField: 'level',
              restrictSearchWithMatch: { odd: { $ne: 3 } },
            },
          },
          { $project: { reached: { $sortArray: { input: '$reached', sortBy: { _id: 1 } } } } },
        ])
        .toArray();
    await people.updateMany({}, [{ $set: { key: '$_id' } }]);
    const without = await followed();
    expect(without.some(({ reached }) => reached.length > 3)).toBe(true);
    await people.createIndex({ key: 1 });
    expect(await followed()).toEqual(without);
  });

  it('hands out its first documents before it has made the others', async () => {
    const collection = fresh();
    await collection.insertMany(Array.from({ length: 1000 }, (_, n) => ({ n })));
    const failing = [{ $project: { x: { $divide: [1, { $subtract: [500, '$n'] }] } } }];
    const cursor = collection.aggregate(failing, { batchSize: 200 });
    const read = async () => {
      let count = 0;
      for await (const _ of cursor) count++;
      return count;
    };
    expect(await cursor.next()).toMatchObject({ x: 1 / 500 });
    expect(await rejection(read())).toMatchObject({ code: 2 });
    const { cursor: begun } = await running.db.command({
      aggregate: collection.collectionName,
      pipeline: failing,
      cursor: { batchSize: 0 },
    });
    expect(begun).toMatchObject({ firstBatch: [] });
    const next = { getMore: begun.id, collection: collection.collectionName, batchSize: 100 };
    expect((await running.db.command(next)).cursor.nextBatch).toHaveLength(100);
  });

  it('sorts for a page, and keeps no more than is on it', async () => {
    const collection = fresh();
    await collection.insertMany(Array.from({ length: 3000 }, (_, n) => ({ n: (n * 7) % 3000, odd: n % 2 })));
    const page = [{ $match: { n: { $gte: 0 } } }, { $unwind: '$n' }, { $sort: { n: -1 } }, { $skip: 2 }, { $limit: 3 }];
    const found = collection.aggregate(page).map(({ n }) => n);
    expect(await found.toArray()).toEqual([2997, 2996, 2995]);
  });

  it('ends its cursor with the last document', async () => {
    const collection = fresh();
    await collection.insertMany([{ n: 1 }, { n: 2 }]);
    const command = { aggregate: collection.collectionName, pipeline: [{ $set: { m: 1 } }], cursor: { batchSize: 2 } };
    expect((await running.db.command(command)).cursor.id.toString()).toBe('0');
  });

  it('is written by $merge as it comes, unless it reads what it changes', async () => {
    const [source, target] = [fresh(), fresh()];
    await source.insertMany(Array.from({ length: 1000 }, (_, n) => ({ n })));
    const failing = { $set: { x: { $divide: [1, { $subtract: [500, '$n'] }] } } };
    const into = (name: string) => [{ $sort: { n: 1 } }, failing, { $merge: { into: name } }];
    expect(await rejection(source.aggregate(into(target.collectionName)).toArray())).toMatchObject({ code: 2 });
    expect(await target.countDocuments()).toBe(500);
    expect(await rejection(source.aggregate(into(source.collectionName)).toArray())).toMatchObject({ code: 2 });
    expect(await source.countDocuments({ x: { $exists: true } })).toBe(0);
  });

  it('keeps its deadline and lets others in while it groups and sorts', async () => {
    const collection = fresh();
    await collection.insertMany(Array.from({ length: 30_000 }, (_, n) => ({ n, text: `${n % 977}` })));
    const slow = [{ $group: { _id: '$n', all: { $push: '$text' } } }, { $sort: { all: 1, _id: -1 } }];
    expect(await rejection(collection.aggregate(slow, { maxTimeMS: 1 }).toArray())).toMatchObject({ code: 50 });
    const order: string[] = [];
    await Promise.all([
      collection
        .aggregate([...slow, { $limit: 1 }])
        .toArray()
        .then(() => order.push('pipeline')),
      running.db.command({ ping: 1 }).then(() => order.push('ping')),
    ]);
    expect(order).toEqual(['ping', 'pipeline']);
  });

  it('is refused when a stage holds more than 100 MB', async () => {
    const collection = fresh();
    const text = 'x'.repeat(1_000_000);
    await collection.insertMany(Array.from({ length: 11 }, (_, n) => ({ n, text })));
    const tenfold = [{ $unwind: '$copies' }, { $group: { _id: null, all: { $push: '$text' } } }];
    const copies = { $addFields: { copies: { $range: [0, 10] } } };
    expect(await rejection(collection.aggregate([copies, ...tenfold]).toArray())).toMatchObject({ code: 292 });
    const sorted = [copies, { $unwind: '$copies' }, { $sort: { copies: 1 } }, { $count: 'n' }];
    expect(await rejection(collection.aggregate(sorted).toArray())).toMatchObject({ code: 292 });
    expect(await collection.aggregate([copies, { $unwind: '$copies' }, { $count: 'n' }]).toArray()).toEqual([
      { n: 110 },
    ]);
  });

  it('groups as its collation compares', async () => {
    const collection = fresh();
    await collection.insertMany([{ name: 'Ada' }, { name: 'ada' }, { name: 'Bo' }]);
    const groups = [{ $group: { _id: '$name', n: { $sum: 1 } } }, { $sort: { n: -1 } }];
    const insensitive = { collation: { locale: 'en', strength: 2 } } as const;
    expect(
      await collection
        .aggregate(groups, insensitive)
        .map(({ n }) => n)
        .toArray(),
    ).toEqual([2, 1]);
    expect(await collection.aggregate(groups).toArray()).toHaveLength(3);
  });
});

describe('$out', () => {
  it('replaces the documents and keeps indexes and validator', async () => {
    const [source, target] = [fresh(), fresh()];
    await source.insertMany([{ n: 1 }, { n: 2 }]);
    await target.insertOne({ n: 9 });
    await target.createIndex({ n: 1 }, { unique: true });
    await source.aggregate([{ $project: { _id: 0, n: 1 } }, { $out: target.collectionName }]).toArray();
    expect(await target.distinct('n')).toEqual([1, 2]);
    expect(await rejection(target.insertOne({ n: 1 }))).toMatchObject({ code: 11000 });
  });

  it('leaves the target as it was when a unique key or the validator refuses a document', async () => {
    const [source, target] = [fresh(), fresh()];
    await source.insertMany([{ n: 1 }, { n: 1 }, { n: 'text' }]);
    await target.insertOne({ n: 9 });
    await target.createIndex({ n: 1 }, { unique: true });
    const out = { $out: target.collectionName };
    expect(await rejection(source.aggregate([{ $match: { n: 1 } }, out]).toArray())).toMatchObject({ code: 11000 });
    await running.db.command({ collMod: target.collectionName, validator: { n: { $type: 'number' } } });
    expect(await rejection(source.aggregate([{ $match: { n: 'text' } }, out]).toArray())).toMatchObject({ code: 121 });
    expect(await target.distinct('n')).toEqual([9]);
    const names = await running.db.listCollections({}, { nameOnly: true }).toArray();
    expect(names.filter(({ name }) => name.startsWith('tmp.'))).toEqual([]);
  });
});

describe('$merge', () => {
  it('asks for a unique index on what it joins by, and sees its own variables', async () => {
    const [source, target] = [fresh(), fresh()];
    await source.insertOne({ key: 'a', by: 2 });
    await target.insertOne({ key: 'a', n: 1 });
    const merge = {
      $merge: {
        into: target.collectionName,
        on: 'key',
        let: { more: '$by' },
        whenMatched: [{ $set: { n: { $add: ['$n', '$$more'] } } }],
      },
    };
    expect(await rejection(source.aggregate([merge]).toArray())).toMatchObject({ code: 51183 });
    await target.createIndex({ key: 1 }, { unique: true });
    await source.aggregate([merge]).toArray();
    expect(await target.distinct('n')).toEqual([3]);
  });
});
