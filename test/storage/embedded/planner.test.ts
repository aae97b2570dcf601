// The planner takes the ways that it should; that each of them leads to the same answer, planner-property.test.ts shows.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Catalog } from '../../../src/storage/embedded/catalog.ts';
import { Index } from '../../../src/storage/embedded/index.ts';
import { parseIndexSpec } from '../../../src/storage/embedded/index-spec.ts';
import { createJournal } from '../../../src/storage/embedded/journal.ts';
import { planQuery } from '../../../src/storage/embedded/planner.ts';
import { openStore } from '../../../src/storage/embedded/store.ts';
import { Stored } from '../../../src/storage/embedded/stored.ts';
import { type Document, encode } from '../../../src/storage/embedded/values.ts';
import { type RunningEngine, runEngine } from './engine.ts';

function stored(fields: Document): Stored {
  return new Stored(encode(fields));
}

/** A collection in memory with these documents; their order of insertion is their _id. */
function collectionOf(documents: readonly Document[], specs: readonly Document[]) {
  const store = openStore(':memory:');
  const journal = createJournal(store, () => {});
  const collection = new Catalog(journal).create('test', 'planned', {});
  for (const spec of specs) {
    const index = new Index(parseIndexSpec(spec));
    collection.indexes.set(index.spec.name, index);
  }
  documents.forEach((fields, _id) => {
    collection.insert(stored({ _id, ...fields }));
  });
  return collection;
}

describe('the plan', () => {
  let running: RunningEngine;
  beforeAll(async () => {
    running = await runEngine();
    const collection = running.db.collection('meetings');
    await collection.createIndex({ tenant: 1, attendees: 1, start: 1 });
    await collection.createIndex({ tenant: 1, status: 1 });
    await collection.createIndex({ tenant: 1, start: 1 });
    await collection.createIndex({ due: 1 }, { partialFilterExpression: { due: { $exists: true } } });
    await collection.createIndex({ rare: 1 }, { sparse: true });
    await collection.insertMany(
      Array.from({ length: 3_000 }, (_, i) => ({
        tenant: 't',
        attendees: [`u${i % 30}`, `v${i % 7}`],
        status: i % 100 === 0 ? 'requested' : 'scheduled',
        start: i,
        ...(i % 50 === 0 ? { due: i } : {}),
      })),
    );
  });
  afterAll(() => running.close());

  type Case = [
    name: string,
    filter: Document,
    sort: Record<string, 1 | -1>,
    limit: number,
    index: string,
    keys: number,
  ];
  it.each<Case>([
    [
      'reads a range in index order',
      { tenant: 't', start: { $gte: 100, $lt: 120 } },
      { start: 1 },
      0,
      'tenant_1_start_1',
      20,
    ],
    ['reads an index backwards', { tenant: 't', start: { $lt: 500 } }, { start: -1 }, 5, 'tenant_1_start_1', 5],
    [
      'sorts behind an element of an array',
      { tenant: 't', attendees: 'u3' },
      { start: 1 },
      10,
      'tenant_1_attendees_1_start_1',
      10,
    ],
    [
      'takes the selective index',
      { tenant: 't', status: 'requested', start: { $gte: 0 } },
      {},
      0,
      'tenant_1_status_1',
      30,
    ],
    ['uses a partial index when the filter implies it', { due: { $lte: 200 } }, { due: 1 }, 0, 'due_1', 5],
    ['looks _id up', { _id: 1, tenant: 't' }, {}, 0, '_id_', 0],
    ['takes several points', { tenant: 't', start: { $in: [1, 5, 9] } }, { start: 1 }, 0, 'tenant_1_start_1', 3],
  ])('%s', async (_name, wanted, order, limit, index, keys) => {
    const cursor = running.db.collection('meetings').find(wanted).sort(order).limit(limit);
    const { queryPlanner, executionStats } = await cursor.explain();
    expect(queryPlanner.winningPlan).toMatchObject({
      stage: 'FETCH',
      inputStage: { stage: 'IXSCAN', indexName: index },
    });
    expect(executionStats.totalKeysExamined).toBe(keys);
  });

  it('joins the branches of $or, and scans what no index holds', async () => {
    const collection = running.db.collection('meetings');
    const both = await collection.find({ $or: [{ due: 50 }, { tenant: 't', start: 7 }] }).explain();
    expect(both.queryPlanner.winningPlan.inputStage.stage).toBe('OR');
    expect(both.executionStats).toMatchObject({ nReturned: 2, totalDocsExamined: 2 });
    const none = await collection.find({ due: null }).explain();
    expect(none.queryPlanner.winningPlan.stage).toBe('COLLSCAN');
    const sparse = await collection.find({ rare: null }).explain();
    expect(sparse.queryPlanner.winningPlan.stage).toBe('COLLSCAN');
  });

  it('finds NaN without a partial index of lower numbers, which does not hold it', async () => {
    const odd = running.db.collection('odd');
    await odd.createIndex({ n: 1 }, { name: 'low', partialFilterExpression: { n: { $lt: 3 } } });
    await odd.insertMany([{ n: Number.NaN }, { n: 1 }, { n: 5 }]);
    for (const filter of [{ n: Number.NaN }, { n: { $lte: Number.NaN } }, { n: { $gte: Number.NaN } }])
      expect(await odd.find(filter).toArray()).toMatchObject([{ n: Number.NaN }]);
    const { queryPlanner } = await odd.find({ n: { $lt: 2 } }).explain();
    expect(queryPlanner.winningPlan.inputStage.indexName).toBe('low');
  });

  it('sorts by the lowest of an array, also where a sparse index leaves the elements without the field out', async () => {
    const lists = running.db.collection<{ _id: number; a: unknown }>('lists');
    await lists.createIndex({ 'a.y': 1 }, { sparse: true });
    await lists.insertMany([
      { _id: 1, a: [{ y: 2 }] },
      { _id: 2, a: [{ y: 2 }, null] },
    ]);
    expect(await lists.find({ 'a.y': 2 }).sort({ 'a.y': 1 }).toArray()).toMatchObject([{ _id: 2 }, { _id: 1 }]);
  });

  it('obeys a hint, and refuses one that names no index', async () => {
    const collection = running.db.collection('meetings');
    const hinted = await collection.find({ tenant: 't', start: 1 }, { hint: { tenant: 1, status: 1 } }).explain();
    expect(hinted.queryPlanner.winningPlan.inputStage.indexName).toBe('tenant_1_status_1');
    await expect(collection.find({}, { hint: 'nope' }).toArray()).rejects.toMatchObject({ code: 2 });
  });

  it('leaves hidden indexes out', async () => {
    const { db } = running;
    await db.collection('hidden').createIndex({ a: 1 });
    await db.command({ collMod: 'hidden', index: { name: 'a_1', hidden: true } });
    const { queryPlanner } = await db.collection('hidden').find({ a: 1 }).explain();
    expect(queryPlanner.winningPlan.stage).toBe('COLLSCAN');
  });

  it('takes an index with a collation for queries with the same, and others where no string is compared', async () => {
    const names = running.db.collection('names');
    const collation = { locale: 'en', strength: 2 };
    await names.createIndex({ name: 1 }, { collation, name: 'insensitive', unique: true });
    await names.createIndex({ name: 1, n: 1 });
    await names.insertMany([
      { name: 'Ada', n: 1 },
      { name: 'Émile', n: 2 },
      { name: 'bob', n: 3 },
    ]);
    const same = names.find({ name: 'ADA' }).collation(collation);
    expect((await same.explain()).queryPlanner.winningPlan.inputStage.indexName).toBe('insensitive');
    expect(await same.toArray()).toMatchObject([{ name: 'Ada' }]);
    const sorted = names.find({}).sort({ name: 1 }).collation(collation);
    expect((await sorted.explain()).queryPlanner.winningPlan.inputStage.indexName).toBe('insensitive');
    expect((await sorted.toArray()).map(({ name }) => name)).toEqual(['Ada', 'bob', 'Émile']);
    const other = await names.find({ name: 'ADA' }).collation({ locale: 'de', strength: 1 }).explain();
    expect(other.queryPlanner.winningPlan.stage).toBe('COLLSCAN');
    const id = await names
      .find({ _id: 7 as never })
      .collation(collation)
      .explain();
    expect(id.queryPlanner.winningPlan.inputStage.indexName).toBe('_id_');
    await expect(names.insertOne({ name: 'ADA' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { name: 1 },
      keyValue: { name: 'ADA' },
    });
    const listed = await names.indexes();
    expect(listed).toContainEqual(expect.objectContaining({ collation: expect.objectContaining(collation) }));
  });

  it('reads a sparse index that a hint names, also where it leaves documents out', async () => {
    // As in https://www.mongodb.com/docs/manual/core/index-sparse/, under "Sparse Index On A Collection Cannot Return
    // Complete Results".
    const scores = running.db.collection('scores');
    await scores.createIndex({ score: 1 }, { sparse: true });
    await scores.insertMany([{ user: 'newbie' }, { user: 'abby', score: 82 }, { user: 'nina', score: 90 }]);
    const inOrder = scores.find().sort({ score: -1 });
    expect(await inOrder.toArray()).toHaveLength(3);
    const hinted = scores.find().sort({ score: -1 }).hint({ score: 1 });
    expect((await hinted.toArray()).map(({ user }) => user)).toEqual(['nina', 'abby']);
    expect(await running.db.command({ count: 'scores', hint: 'score_1' })).toMatchObject({ n: 2 });
  });

  it('does not look for what is missing in a sparse index, which lacks the keys of elements without the field', async () => {
    const sparse = running.db.collection('elements');
    await sparse.createIndex({ 'a.x': 1 }, { sparse: true });
    await sparse.insertOne({ a: [{}, { x: 3 }] });
    expect(await sparse.countDocuments({ $and: [{ 'a.x': null }, { 'a.x': { $gt: 1 } }] })).toBe(1);
    expect(await sparse.countDocuments({ 'a.x': null }, { hint: 'a.x_1' })).toBe(1);
  });

  it('sorts without an index, and keeps no more than is wanted', async () => {
    const cursor = running.db.collection('meetings').find({}).sort({ status: 1, start: -1 }).skip(1).limit(3);
    expect(await cursor.map(({ start }) => start).toArray()).toEqual([2800, 2700, 2600]);
  });

  it('counts by the keys alone where they tell all that was asked', async () => {
    const explained = async (query: Document) => {
      const { queryPlanner, executionStats } = await running.db.command({ explain: { count: 'meetings', query } });
      const { nReturned, totalDocsExamined } = executionStats;
      return { stage: queryPlanner.winningPlan.inputStage.stage, nReturned, totalDocsExamined };
    };
    const covered = { tenant: 't', status: { $in: ['requested', 'x'] } };
    expect(await explained(covered)).toEqual({ stage: 'COUNT_SCAN', nReturned: 30, totalDocsExamined: 0 });
    const between = { tenant: 't', start: { $gte: 10, $lt: 20 } };
    expect(await explained(between)).toEqual({ stage: 'COUNT_SCAN', nReturned: 10, totalDocsExamined: 0 });
    // NaN is below no number, but its key is; and a null may stand for nothing at all.
    expect(await explained({ tenant: 't', start: { $lt: 20 } })).toMatchObject({ stage: 'FETCH', nReturned: 20 });
    expect(await explained({ tenant: 't', status: null })).toMatchObject({ stage: 'FETCH', nReturned: 0 });
    expect(await explained({ tenant: 't', attendees: 'u3' })).toMatchObject({ stage: 'FETCH', nReturned: 100 });
    expect(await running.db.collection('meetings').countDocuments(covered)).toBe(30);
  });

  it('counts few keys where few match', () => {
    const collection = collectionOf(
      Array.from({ length: 1_000 }, (_, i) => ({ b: i % 2, c: i })),
      [{ key: { b: 1 } }, { key: { c: 1 } }],
    );
    expect(planQuery(collection, { filter: { b: 1, c: { $lt: 10 } } }).stage.indexName).toBe('c_1');
    expect(planQuery(collection, { filter: { b: 7, c: { $lt: 10 } } }).stage.indexName).toBe('b_1');
  });
});
