// Options of find beside filter and sort: bounds of an index, its keys, record ids, variables and the time in projections.
// As https://www.mongodb.com/docs/manual/reference/command/find/ and the pages of cursor.min(), cursor.max() and
// cursor.returnKey() describe them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningEngine, rejection, runEngine } from './engine.ts';

let running: RunningEngine;
const products = () => running.db.collection<{ _id: number }>('products');

beforeAll(async () => {
  running = await runEngine();
  await products().insertMany([
    { _id: 6, item: 'apple', type: 'cortland', price: 1.29 },
    { _id: 2, item: 'apple', type: 'fuji', price: 1.99 },
    { _id: 1, item: 'apple', type: 'honey crisp', price: 1.99 },
    { _id: 3, item: 'apple', type: 'jonagold', price: 1.29 },
    { _id: 7, item: 'orange', type: 'cara cara', price: 2.99 },
    { _id: 9, item: 'orange', type: 'satsuma', price: 1.99 },
    { _id: 8, item: 'orange', type: 'valencia', price: 0.99, tags: ['a', 'b'] },
  ] as never[]);
  await products().createIndex({ item: 1, type: 1 });
  await products().createIndex({ item: 1, type: -1 });
  await products().createIndex({ price: 1 });
  await products().createIndex({ tags: 1 });
});
afterAll(() => running.close());

const idsOf = (found: { _id: number }[]) => found.map(({ _id }) => _id);

describe('min and max', () => {
  it('bound the index that the hint names: from min on, before max', async () => {
    const from = { item: 'apple', type: 'jonagold' };
    const both = { item: 1, type: 1 } as const;
    expect(idsOf(await products().find().min(from).hint(both).toArray())).toEqual([3, 7, 9, 8]);
    expect(idsOf(await products().find().max(from).hint(both).toArray())).toEqual([6, 2, 1]);
    const between = products().find().min({ price: 1.39 }).max({ price: 1.99 }).hint({ price: 1 });
    expect(await between.toArray()).toEqual([]);
    const wider = products().find().min({ price: 1.29 }).max({ price: 2 }).hint('price_1').sort({ _id: 1 });
    expect(idsOf(await wider.toArray())).toEqual([1, 2, 3, 6, 9]);
  });

  it('go with a filter, and in the direction of a sort', async () => {
    const upTo = products().find({ price: 1.99 }).max({ price: 2 }).hint({ price: 1 });
    expect(idsOf(await upTo.sort({ price: -1 }).toArray()).sort()).toEqual([1, 2, 9]);
    const descending = products().find().min({ item: 'apple', type: 'fuji' }).max({ item: 'apple', type: 'd' });
    expect(idsOf(await descending.hint({ item: 1, type: -1 }).toArray())).toEqual([2]);
    const { queryPlanner } = await products().find().max({ price: 2 }).hint({ price: 1 }).explain();
    expect(queryPlanner.winningPlan.inputStage).toMatchObject({ stage: 'IXSCAN', indexName: 'price_1' });
  });

  it.each([
    ['without a hint', { min: { price: 1 } }, 51173],
    ['with a hint of no index', { min: { price: 1 }, hint: { $natural: 1 } }, 51173],
    ['for another index', { min: { item: 'a' }, hint: { item: 1, type: 1 } }, 51174],
    ['in another order of fields', { min: { type: 'a', item: 'a' }, hint: { item: 1, type: 1 } }, 51174],
    [
      'with other strings',
      { min: { item: 'a', type: 'a' }, hint: 'item_1_type_1', collation: { locale: 'de' } },
      51174,
    ],
    ['with nothing between them', { min: { price: 2 }, max: { price: 2 }, hint: { price: 1 } }, 51175],
    ['with different fields', { min: { price: 2 }, max: { item: 2 }, hint: { price: 1 } }, 51176],
    ['with a hint that names nothing', { min: { price: 2 }, hint: 'nothing' }, 2],
    ['of the wrong type', { min: 5, hint: { price: 1 } }, 14],
  ])('are refused %s', async (_name, options, code) => {
    expect(await rejection(running.db.command({ find: 'products', ...options }))).toMatchObject({ code });
  });

  it('are refused on a view', async () => {
    await running.db.createCollection('all', { viewOn: 'products' });
    const onView = running.db.command({ find: 'all', min: { price: 1 }, hint: { price: 1 } });
    expect(await rejection(onView)).toMatchObject({ code: 168 });
  });
});

describe('returnKey', () => {
  it('gives the keys of the index that was used, whatever the projection, and nothing without one', async () => {
    const keys = (filter: object) =>
      products()
        .find(filter, { projection: { type: 1 } })
        .returnKey(true)
        .toArray();
    expect(await keys({ item: 'orange', type: { $gt: 'r' } })).toEqual([
      { item: 'orange', type: 'satsuma' },
      { item: 'orange', type: 'valencia' },
    ]);
    expect(await keys({ tags: 'b' })).toEqual([{ tags: 'b' }]);
    expect(await keys({ unknown: null, _id: { $exists: true } })).toHaveLength(7);
    const natural = products()
      .find({}, { sort: { $natural: 1 } })
      .returnKey(true)
      .limit(2);
    expect(await natural.toArray()).toEqual([{}, {}]);
  });
});

describe('showRecordId', () => {
  it('adds a number that stays with the document', async () => {
    const shown = () => running.db.command({ find: 'products', filter: { _id: 6 }, showRecordId: true });
    const [before] = (await shown()).cursor.firstBatch;
    await products().updateOne({ _id: 6 }, { $set: { price: 1.29, seen: true } });
    const [after] = (await shown()).cursor.firstBatch;
    expect(after).toEqual({ ...before, seen: true });
    expect(Number(before.$recordId)).toBeGreaterThan(0);
  });
});

describe('a projection', () => {
  it('computes with variables, the time and the collation', async () => {
    const projection = {
      _id: 0,
      dear: { $gt: ['$price', '$$limit'] },
      now: { $type: '$$NOW' },
      same: { $eq: ['$item', 'APPLE'] },
    };
    const options = { projection, let: { limit: 1.5 }, collation: { locale: 'en', strength: 2 } };
    const expected = { dear: true, now: 'date', same: true };
    expect(await products().findOne({ _id: 2 }, options)).toEqual(expected);
    expect(await products().findOneAndUpdate({ _id: 2 }, { $set: { seen: true } }, options)).toEqual(expected);
  });
});
