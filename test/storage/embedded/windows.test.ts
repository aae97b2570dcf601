// The stages that look at neighbours: $setWindowFields, $fill, $densify, $bucketAuto. The cases are those of the manual.

import { describe, expect, it } from 'vitest';
import { runPipeline } from '../../../src/storage/embedded/aggregate/pipeline.ts';
import type { Document } from '../../../src/storage/embedded/values.ts';

async function run(pipeline: Document[], documents: Document[]) {
  const context = {
    now: new Date('2026-03-04T05:06:07Z'),
    pause: { due: () => false, rest: async () => {} },
    other: () => ({ all: () => [], finder: () => undefined }),
  };
  const results: Document[] = [];
  for await (const doc of runPipeline(pipeline, documents, context).documents) results.push(doc);
  return results;
}

const SALES = [
  { state: 'CA', day: 3, n: 30 },
  { state: 'CA', day: 1, n: 10 },
  { state: 'WA', day: 2, n: 5 },
  { state: 'CA', day: 2, n: 10 },
];

/** The field `x` of each document, by partition and day. */
async function windowed(operator: Document, sortBy: Document = { day: 1 }) {
  const stage = { $setWindowFields: { partitionBy: '$state', sortBy, output: { x: operator } } };
  return (await run([stage], SALES)).map(({ state, x }) => [state, x]);
}

describe('$setWindowFields', () => {
  it.each<[name: string, operator: Document, california: unknown[]]>([
    ['a running total', { $sum: '$n', window: { documents: ['unbounded', 'current'] } }, [10, 20, 50]],
    ['what is still to come', { $sum: '$n', window: { documents: ['current', 'unbounded'] } }, [50, 40, 30]],
    ['neighbours', { $sum: '$n', window: { documents: [-1, 1] } }, [20, 50, 40]],
    ['rows before only', { $sum: '$n', window: { documents: [-2, -1] } }, [0, 10, 20]],
    ['the whole partition', { $max: '$n' }, [30, 30, 30]],
    ['a range of values', { $sum: '$n', window: { range: [-1, 0] } }, [10, 20, 40]],
    ['$push', { $push: '$n', window: { documents: ['unbounded', 'current'] } }, [[10], [10, 10], [10, 10, 30]]],
    ['$count', { $count: {}, window: { documents: [0, 1] } }, [2, 2, 1]],
    ['$documentNumber', { $documentNumber: {} }, [1, 2, 3]],
    ['$shift', { $shift: { output: '$n', by: -1, default: 'none' } }, ['none', 10, 10]],
  ])('computes %s', async (_name, operator, california) => {
    const rows = await windowed(operator);
    expect(rows.filter(([state]) => state === 'CA').map(([, x]) => x)).toEqual(california);
    expect(rows.filter(([state]) => state === 'WA')).toHaveLength(1);
  });

  it('ranks equal ones alike', async () => {
    const rank = async (name: string) => (await windowed({ [name]: {} }, { n: 1 })).slice(0, 3).map(([, x]) => x);
    expect(await rank('$rank')).toEqual([1, 1, 3]);
    expect(await rank('$denseRank')).toEqual([1, 1, 2]);
  });

  it('measures ranges of dates in units', async () => {
    const documents = ['2026-01-31', '2026-02-28', '2026-03-30'].map((day) => ({ at: new Date(day), n: 1 }));
    const output = { sum: { $sum: '$n', window: { range: [-1, 0], unit: 'month' } } };
    const rows = await run([{ $setWindowFields: { sortBy: { at: 1 }, output } }], documents);
    expect(rows.map(({ sum }) => sum)).toEqual([1, 2, 2]);
  });

  it.each([
    [{ $rank: {}, window: { documents: [0, 1] } }, 5371601],
    [{ $sum: '$n', window: { documents: [1, 0] } }, 5339900],
    [{ $sum: '$n', window: { rows: [0, 1] } }, 9],
    [{ $derivative: { input: '$n' } }, 9],
    [{ $nothing: 1 }, 9],
  ])('refuses %j', async (operator, code) => {
    await expect(windowed(operator)).rejects.toThrow(expect.objectContaining({ code }));
  });
});

it('$fill fills by the last value, by the line between neighbours, and by a value', async () => {
  const documents = [
    { t: 1, a: 'x', n: 10 },
    { t: 2, a: null },
    { t: 4, n: 40, b: 1 },
  ];
  const output = { a: { method: 'locf' }, n: { method: 'linear' }, b: { value: 0 } };
  expect(
    await run([{ $fill: { sortBy: { t: 1 }, output } }, { $project: { n: { $toInt: '$n' }, a: 1, b: 1 } }], documents),
  ).toEqual([
    { a: 'x', n: 10, b: 0 },
    { a: 'x', n: 20, b: 0 },
    { a: 'x', n: 40, b: 1 },
  ]);
});

describe('$densify', () => {
  const COFFEE = [
    { variety: 'Arabica', altitude: 600 },
    { variety: 'Arabica', altitude: 750 },
    { variety: 'Arabica', altitude: 950 },
    { variety: 'Robusta', altitude: 1250 },
    { variety: 'Robusta', altitude: 1700 },
  ];
  const altitudes = async (bounds: unknown) => {
    const stage = { $densify: { field: 'altitude', partitionByFields: ['variety'], range: { bounds, step: 200 } } };
    const rows = await run([stage], COFFEE);
    return ['Arabica', 'Robusta'].map((wanted) =>
      rows.filter(({ variety }) => variety === wanted).map(({ altitude }) => altitude),
    );
  };

  it('spans the full range in every partition, or the range of each', async () => {
    expect(await altitudes('full')).toEqual([
      [600, 750, 800, 950, 1000, 1200, 1400, 1600],
      [600, 800, 1000, 1200, 1250, 1400, 1600, 1700],
    ]);
    expect(await altitudes('partition')).toEqual([
      [600, 750, 800, 950],
      [1250, 1450, 1650, 1700],
    ]);
  });

  it('adds times in units between bounds, the upper one left out', async () => {
    const hour = (h: number) => new Date(Date.UTC(2026, 4, 18, h));
    const range = { step: 2, unit: 'hour', bounds: [hour(0), hour(6)] };
    expect(await run([{ $densify: { field: 'at', range } }], [{ at: hour(2), t: 1 }])).toEqual([
      { at: hour(0) },
      { at: hour(2), t: 1 },
      { at: hour(4) },
    ]);
  });

  it('refuses steps that lead nowhere and values that are no numbers', async () => {
    const densify = (range: Document, documents: Document[]) => run([{ $densify: { field: 'a', range } }], documents);
    await expect(densify({ step: 0, bounds: 'full' }, [])).rejects.toMatchObject({ code: 5733401 });
    await expect(densify({ step: 1, bounds: 'full' }, [{ a: 'x' }])).rejects.toMatchObject({ code: 5733201 });
    await expect(densify({ step: 1, bounds: [0, 1e9] }, [])).rejects.toMatchObject({ code: 5897900 });
  });
});

describe('$bucketAuto', () => {
  it('makes groups of about one size and keeps equal values together', async () => {
    const documents = [1, 1, 1, 2, 3, 4, 5, 6].map((n) => ({ n }));
    expect(await run([{ $bucketAuto: { groupBy: '$n', buckets: 4 } }], documents)).toEqual([
      { _id: { min: 1, max: 2 }, count: 3 },
      { _id: { min: 2, max: 4 }, count: 2 },
      { _id: { min: 4, max: 6 }, count: 2 },
      { _id: { min: 6, max: 6 }, count: 1 },
    ]);
  });

  it('accumulates what is asked for', async () => {
    const stage = { $bucketAuto: { groupBy: '$n', buckets: 1, output: { all: { $push: '$n' } } } };
    expect(await run([stage], [{ n: 2 }, { n: 1 }])).toEqual([{ _id: { min: 1, max: 2 }, all: [1, 2] }]);
  });
});
