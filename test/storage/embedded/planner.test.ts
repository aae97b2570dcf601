// Whatever way the planner takes, the answer is that of a look at every document; and it takes the ways it should.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Catalog } from '../../../src/storage/embedded/catalog.ts';
import { sortKey } from '../../../src/storage/embedded/compare.ts';
import { Index } from '../../../src/storage/embedded/index.ts';
import { parseIndexSpec } from '../../../src/storage/embedded/index-spec.ts';
import { createJournal } from '../../../src/storage/embedded/journal.ts';
import { compileFilter } from '../../../src/storage/embedded/match/filter.ts';
import { Pause } from '../../../src/storage/embedded/pause.ts';
import { planQuery } from '../../../src/storage/embedded/planner.ts';
import { Query } from '../../../src/storage/embedded/query.ts';
import { openStore } from '../../../src/storage/embedded/store.ts';
import { Stored } from '../../../src/storage/embedded/stored.ts';
import { type Document, encode } from '../../../src/storage/embedded/values.ts';
import { type RunningEngine, runEngine } from './engine.ts';

const pause = () =>
  new Pause(
    0,
    () => {},
    () => {},
  );
const NOW = new Date(0);

const scalar = fc.oneof(
  fc.integer({ min: 0, max: 4 }),
  fc.constantFrom('a', 'ab', 'b', '', null, true, 1.5, 2n, new Date(1), new Date(2)),
);
const value = fc.oneof(
  { weight: 5, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.record({ x: scalar, y: scalar }, { requiredKeys: [] }) },
  { weight: 1, arbitrary: fc.array(fc.record({ x: scalar, y: scalar }, { requiredKeys: [] }), { maxLength: 2 }) },
);
// Only one field may hold arrays: two in one index are refused as parallel.
const document = fc.record({ a: value, b: scalar, c: scalar }, { requiredKeys: [] });
const path = fc.constantFrom('a', 'b', 'c', 'a.x', 'a.y');

const condition: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: scalar },
  fc.dictionary(fc.constantFrom('$eq', '$gt', '$gte', '$lt', '$lte'), scalar, { minKeys: 1, maxKeys: 2 }),
  fc.record({ $in: fc.array(scalar, { maxLength: 3 }) }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $ne: scalar }),
  fc.record({ $elemMatch: fc.record({ $gte: scalar, $lt: scalar }) }),
  fc.record({ $elemMatch: fc.record({ x: scalar, y: scalar }) }),
  fc.constantFrom({ $regex: '^a' }, { $regex: '^ab' }, { $regex: '^a*' }),
  fc.array(scalar, { maxLength: 2 }),
);
const conjunction = fc.dictionary(path, condition, { maxKeys: 3 });
const filter: fc.Arbitrary<Document> = fc.oneof(
  { weight: 3, arbitrary: conjunction },
  fc.tuple(conjunction, fc.array(conjunction, { minLength: 1, maxLength: 3 })).map(([all, $or]) => ({ ...all, $or })),
  fc.array(conjunction, { minLength: 1, maxLength: 2 }).map(($and) => ({ $and })),
);
const direction = fc.constantFrom(1, -1);
const indexSpec: fc.Arbitrary<Document> = fc
  .tuple(
    fc.dictionary(path, direction, { minKeys: 1, maxKeys: 3 }),
    fc.constantFrom<Document>(
      {},
      {},
      { sparse: true },
      { partialFilterExpression: { b: { $exists: true } } },
      { partialFilterExpression: { c: { $gt: 1 } } },
    ),
  )
  .map(([key, options]) => ({ key, ...options }));
const sort = fc.dictionary(path, direction, { maxKeys: 2 });

describe('planned queries', () => {
  it('answer as a look at every document does, in the same order of sort keys', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { maxLength: 25 }),
        fc.array(indexSpec, { maxLength: 4 }),
        fc.array(fc.tuple(filter, sort, fc.integer({ min: 0, max: 4 })), { minLength: 1, maxLength: 8 }),
        fc.array(fc.tuple(fc.nat(), document), { maxLength: 8 }),
        async (documents, specs, queries, updates) => {
          const collection = collectionOf(documents, specs);
          const records = [...collection.records.keys()];
          for (const [which, changed] of updates) {
            const record = records[which % records.length];
            const before = record === undefined ? undefined : collection.get(record);
            if (record === undefined || !before) continue;
            const after = stored({ _id: before.document._id, ...changed });
            if (which % 5 === 0) collection.remove(record, before);
            else collection.replace(record, before, after);
          }
          for (const [wanted, order, limit] of queries) {
            const keys = Object.entries(order).map(([field, dir]) => ({ path: field, direction: dir as 1 | -1 }));
            const query = new Query(collection, { filter: wanted, sort: keys, limit, now: NOW });
            const found = (await query.all(pause())).map(({ stored: match }) => match.document);
            const matcher = compileFilter(wanted, { now: NOW });
            const all = [...collection.records.values()].map((bytes) => new Stored(bytes).document);
            const expected = all.filter((candidate) => matcher.matches(candidate));
            const sortKeys = (list: Document[]) => list.map((one) => sortKey(one, keys));
            const expectedKeys = sortKeys(expected).sort();
            expect(sortKeys(found)).toEqual(limit > 0 ? expectedKeys.slice(0, limit) : expectedKeys);
            const ids = found.map(({ _id }) => _id);
            expect(new Set(ids).size).toBe(ids.length);
            for (const one of found) expect(matcher.matches(one)).toBe(true);
            if (limit === 0) expect(ids.toSorted()).toEqual(expected.map(({ _id }) => _id).toSorted());
          }
        },
      ),
      { numRuns: Number(process.env.PLANNER_RUNS ?? 600) },
    );
  });
});

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

  it('counts few keys where few match', () => {
    const collection = collectionOf(
      Array.from({ length: 1_000 }, (_, i) => ({ b: i % 2, c: i })),
      [{ key: { b: 1 } }, { key: { c: 1 } }],
    );
    expect(planQuery(collection, { filter: { b: 1, c: { $lt: 10 } } }).stage.indexName).toBe('c_1');
    expect(planQuery(collection, { filter: { b: 7, c: { $lt: 10 } } }).stage.indexName).toBe('b_1');
  });
});
