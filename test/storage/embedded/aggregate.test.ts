// Pipelines and expressions by the rules of MongoDB's manual: stages, accumulators, result types, dates in zones.

import { inspect } from 'node:util';
import { Decimal128, Double, ObjectId } from 'bson';
import { describe, expect, it } from 'vitest';
import { compileExpression } from '../../../src/storage/embedded/aggregate/expression.ts';
import { type PipelineContext, runPipeline } from '../../../src/storage/embedded/aggregate/pipeline.ts';
import type { Document } from '../../../src/storage/embedded/values.ts';

const now = new Date('2026-03-04T05:06:07Z');
const others: Record<string, Document[]> = {
  items: [
    { _id: 1, sku: 'a', n: 10 },
    { _id: 2, sku: 'b', n: 20 },
    { _id: 3, n: 30 },
  ],
  tree: [
    { _id: 'root', parent: null },
    { _id: 'left', parent: 'root' },
    { _id: 'leaf', parent: 'left' },
  ],
};

function contextWith(variables: Document): PipelineContext {
  return {
    now,
    let: variables,
    pause: { due: () => false, rest: async () => {} },
    other: (name) => ({ all: () => others[name] ?? [], finder: () => undefined }),
  };
}

async function run(pipeline: Document[], documents: Document[], variables: Document = {}) {
  const results: Document[] = [];
  for await (const doc of runPipeline(pipeline, documents, contextWith(variables)).documents) results.push(doc);
  return results;
}

const evaluate = (spec: unknown, doc: Document = {}) => compileExpression(spec).on(doc, { now });

const decimal = (text: string) => Decimal128.fromString(text);
const utc = (text: string) => new Date(text);
const id = new ObjectId();

describe('a pipeline', () => {
  const PIPELINES: [name: string, pipeline: Document[], documents: Document[], result: Document[]][] = [
    [
      '$match, $sort, $skip, $limit',
      [{ $match: { a: { $gt: 1 } } }, { $sort: { a: -1 } }, { $skip: 1 }, { $limit: 1 }],
      [{ a: 1 }, { a: 2 }, { a: 4 }, { a: 3 }],
      [{ a: 3 }],
    ],
    ['$project', [{ $project: { _id: 0, b: 1, c: { $add: ['$a', 1] } } }], [{ _id: 1, a: 1, b: 2 }], [{ b: 2, c: 2 }]],
    [
      '$addFields into arrays',
      [{ $addFields: { 'a.x': 1 } }],
      [{ a: [{ y: 2 }, 3] }],
      [{ a: [{ y: 2, x: 1 }, { x: 1 }] }],
    ],
    ['$addFields removes', [{ $set: { a: '$$REMOVE' } }], [{ a: 1, b: 2 }], [{ b: 2 }]],
    ['$unset', [{ $unset: ['a.b', 'c'] }], [{ a: { b: 1, d: 2 }, c: 3 }], [{ a: { d: 2 } }]],
    [
      '$group sums longs exactly',
      [{ $group: { _id: '$k', n: { $sum: '$n' } } }],
      [
        { k: 1, n: 9007199254740993n },
        { k: 1n, n: 1 },
        { k: 2, n: 'x' },
      ],
      [
        { _id: 1, n: 9007199254740994n },
        { _id: 2, n: 0 },
      ],
    ],
    [
      '$group by ids and dates',
      [{ $group: { _id: '$k', n: { $count: {} } } }],
      [{ k: id }, { k: new ObjectId(id.toHexString()) }, { k: utc('2026-01-01') }, { k: utc('2026-01-01') }],
      [
        { _id: id, n: 2 },
        { _id: utc('2026-01-01'), n: 2 },
      ],
    ],
    [
      '$avg is a double',
      [{ $group: { _id: null, a: { $avg: '$n' } } }],
      [{ n: 1 }, { n: 3 }, {}],
      [{ _id: null, a: new Double(2) }],
    ],
    [
      '$min, $max, $first, $last, $push, $addToSet',
      [
        {
          $group: {
            _id: null,
            i: { $min: '$n' },
            x: { $max: '$n' },
            f: { $first: '$n' },
            l: { $last: '$n' },
            p: { $push: '$n' },
            s: { $addToSet: '$n' },
          },
        },
      ],
      [{ n: 2 }, { n: 1 }, { n: 2 }, {}],
      [{ _id: null, i: 1, x: 2, f: 2, l: null, p: [2, 1, 2], s: [2, 1] }],
    ],
    [
      '$topN',
      [{ $group: { _id: null, t: { $topN: { n: 2, sortBy: { n: -1 }, output: '$n' } } } }],
      [{ n: 1 }, { n: 3 }, { n: 2 }],
      [{ _id: null, t: [3, 2] }],
    ],
    ['$count of nothing is nothing', [{ $match: { x: 1 } }, { $count: 'n' }], [{ x: 2 }], []],
    [
      '$unwind',
      [{ $unwind: { path: '$a', includeArrayIndex: 'i' } }],
      [{ a: [7, 8] }, { a: 9 }, { a: [] }, {}],
      [
        { a: 7, i: 0n },
        { a: 8, i: 1n },
        { a: 9, i: null },
      ],
    ],
    [
      '$unwind that preserves',
      [{ $unwind: { path: '$a', preserveNullAndEmptyArrays: true } }],
      [{ a: [] }, { a: null }, { b: 1 }],
      [{}, { a: null }, { b: 1 }],
    ],
    [
      '$sortByCount',
      [{ $sortByCount: '$k' }],
      [{ k: 'x' }, { k: 'y' }, { k: 'y' }],
      [
        { _id: 'y', count: 2 },
        { _id: 'x', count: 1 },
      ],
    ],
    [
      '$bucket',
      [{ $bucket: { groupBy: '$n', boundaries: [0, 10, 20], default: 'other' } }],
      [{ n: 5 }, { n: 10 }, { n: 99 }, { n: 6 }],
      [
        { _id: 0, count: 2 },
        { _id: 10, count: 1 },
        { _id: 'other', count: 1 },
      ],
    ],
    [
      '$facet',
      [{ $facet: { a: [{ $match: { n: 1 } }], b: [{ $count: 'c' }] } }],
      [{ n: 1 }, { n: 2 }],
      [{ a: [{ n: 1 }], b: [{ c: 2 }] }],
    ],
    [
      '$lookup by fields, null for missing',
      [{ $lookup: { from: 'items', localField: 'sku', foreignField: 'sku', as: 'i' } }],
      [{ sku: ['a', 'b'] }, {}],
      [
        {
          sku: ['a', 'b'],
          i: [
            { _id: 1, sku: 'a', n: 10 },
            { _id: 2, sku: 'b', n: 20 },
          ],
        },
        { i: [{ _id: 3, n: 30 }] },
      ],
    ],
    [
      '$lookup by pipeline',
      [
        {
          $lookup: {
            from: 'items',
            let: { least: '$least' },
            pipeline: [{ $match: { $expr: { $gte: ['$n', '$$least'] } } }, { $project: { n: 1, _id: 0 } }],
            as: 'i',
          },
        },
      ],
      [{ least: 20 }],
      [{ least: 20, i: [{ n: 20 }, { n: 30 }] }],
    ],
    [
      '$graphLookup',
      [
        {
          $graphLookup: {
            from: 'tree',
            startWith: '$parent',
            connectFromField: 'parent',
            connectToField: '_id',
            as: 'up',
            depthField: 'd',
          },
        },
      ],
      [{ _id: 'leaf', parent: 'left' }],
      [
        {
          _id: 'leaf',
          parent: 'left',
          up: [
            { _id: 'left', parent: 'root', d: 0n },
            { _id: 'root', parent: null, d: 1n },
          ],
        },
      ],
    ],
    [
      '$unionWith',
      [{ $unionWith: { coll: 'items', pipeline: [{ $match: { n: 10 } }] } }],
      [{ n: 1 }],
      [{ n: 1 }, { _id: 1, sku: 'a', n: 10 }],
    ],
    [
      '$replaceRoot',
      [{ $replaceRoot: { newRoot: { $mergeObjects: [{ x: 0 }, '$a'] } } }],
      [{ a: { y: 1 } }],
      [{ x: 0, y: 1 }],
    ],
    [
      '$redact',
      [{ $redact: { $cond: [{ $eq: ['$level', 5] }, '$$PRUNE', '$$DESCEND'] } }],
      [{ level: 1, a: { level: 5 }, b: { level: 2 } }],
      [{ level: 1, b: { level: 2 } }],
    ],
    ['$documents', [{ $documents: [{ a: 1 }] }], [], [{ a: 1 }]],
    [
      'a sort over types',
      [{ $sort: { a: 1 } }, { $project: { _id: 0 } }],
      [{ a: 'x' }, { a: decimal('1.5') }, { a: 2n }, {}, { a: 1 }, { a: [9, 0] }],
      [{}, { a: [9, 0] }, { a: 1 }, { a: decimal('1.5') }, { a: 2n }, { a: 'x' }],
    ],
  ];
  for (const [name, pipeline, documents, result] of PIPELINES) {
    it(name, async () => expect(await run(pipeline, documents)).toEqual(result));
  }

  it('gives $out and $merge to the caller', () => {
    expect(runPipeline([{ $out: 'x' }], [{ a: 1 }], contextWith({}))).toEqual({
      documents: [{ a: 1 }],
      write: { stage: '$out', into: { collection: 'x' } },
    });
    expect(runPipeline([{ $merge: { into: 'x' } }], [], contextWith({})).write).toEqual({
      stage: '$merge',
      merge: { into: { collection: 'x' }, on: ['_id'], whenMatched: 'merge', whenNotMatched: 'insert', variables: [] },
    });
  });

  const REFUSED: [pipeline: Document[], code: number][] = [
    [[{ $foo: 1 }], 40324],
    [[{ $setWindowFields: {} }], 40414],
    [[{ $geoNear: {} }], 40324],
    [[{ $facet: { a: [{ $out: 'x' }] } }], 40600],
    [[{ $changeStream: {} }], 40573],
    [[{ $out: 'x' }, { $match: {} }], 40601],
    [[{ $match: {}, $sort: {} }], 40323],
    [[{ $project: { a: 1, b: 0 } }], 31254],
    [[{ $project: { a: { $nothing: 1 } } }], 168],
    [[{ $group: { a: { $sum: 1 } } }], 15955],
  ];
  for (const [pipeline, code] of REFUSED) {
    it(`is refused with ${code}: ${inspect(pipeline)}`, async () => {
      await expect(run(pipeline, [])).rejects.toMatchObject({ code });
    });
  }
});

describe('an expression', () => {
  const VALUES: [spec: unknown, value: unknown, doc?: Document][] = [
    ['$a.b', [1, 2], { a: [{ b: 1 }, { c: 0 }, { b: 2 }] }],
    ['$a.b', undefined, { a: 1 }],
    ['$$ROOT', { a: 1 }, { a: 1 }],
    ['$$NOW', now],
    [{ x: ['$nothing', 1] }, { x: [null, 1] }],
    [{ $add: [1, 2n] }, 3n],
    [{ $add: [2147483647, 1] }, 2147483648n],
    [{ $add: [decimal('0.1'), decimal('0.2')] }, decimal('0.3')],
    [{ $add: ['$d', 1000] }, utc('2026-01-01T00:00:01Z'), { d: utc('2026-01-01') }],
    [{ $add: [1, null] }, null],
    [{ $subtract: ['$d', '$e'] }, 86400000n, { d: utc('2026-01-02'), e: utc('2026-01-01') }],
    [{ $divide: [4, 2] }, new Double(2)],
    [{ $divide: [decimal('1'), decimal('8')] }, decimal('0.125')],
    [{ $mod: [-7, 3] }, -1],
    [{ $round: [2.5] }, new Double(2)],
    [{ $round: [1.255, 1] }, 1.3],
    [{ $trunc: [-1.7] }, new Double(-1)],
    [{ $pow: [2, 10] }, 1024],
    [{ $abs: -5n }, 5n],
    [{ $gt: ['a', 1] }, true],
    [{ $and: [1, 'x', []] }, true],
    // biome-ignore lint/suspicious/noThenProperty: MongoDB's name
    [{ $cond: { if: 0, then: 1, else: 2 } }, 2],
    [{ $ifNull: ['$x', null, 3] }, 3],
    // biome-ignore lint/suspicious/noThenProperty: MongoDB's name
    [{ $switch: { branches: [{ case: false, then: 1 }], default: 2 } }, 2],
    [{ $in: [2n, [1, 2]] }, true],
    [{ $size: [[1, 2]] }, 2],
    [{ $arrayElemAt: [[1, 2, 3], -1] }, 3],
    [{ $slice: [[1, 2, 3], 1, 2] }, [2, 3]],
    [{ $range: [0, 6, 2] }, [0, 2, 4]],
    [{ $concatArrays: [[1], [2]] }, [1, 2]],
    [{ $sortArray: { input: [3, 1, 2], sortBy: -1 } }, [3, 2, 1]],
    [{ $arrayToObject: [[['a', 1]]] }, { a: 1 }],
    [{ $objectToArray: { a: 1 } }, [{ k: 'a', v: 1 }]],
    [{ $map: { input: [1, 2], as: 'n', in: { $multiply: ['$$n', 2] } } }, [2, 4]],
    [{ $filter: { input: [1, 2, 3], cond: { $gt: ['$$this', 1] }, limit: 1 } }, [2]],
    [{ $reduce: { input: ['a', 'b'], initialValue: '', in: { $concat: ['$$value', '$$this'] } } }, 'ab'],
    [{ $let: { vars: { x: 1 }, in: { $add: ['$$x', 1] } } }, 2],
    [
      {
        $setUnion: [
          [2, 1],
          [1n, 3],
        ],
      },
      [1, 2, 3],
    ],
    [
      { $zip: { inputs: [[1, 2], ['a']], useLongestLength: true } },
      [
        [1, 'a'],
        [2, null],
      ],
    ],
    [{ $concat: ['a', null] }, null],
    [{ $toUpper: 'éa' }, 'éA'],
    [{ $substrCP: ['héllo', 1, 3] }, 'éll'],
    [{ $split: ['a-b', '-'] }, ['a', 'b']],
    [{ $trim: { input: '  x ' } }, 'x'],
    [{ $strLenCP: '😀' }, 1],
    [{ $indexOfCP: ['a😀b', 'b'] }, 2],
    [{ $replaceAll: { input: 'aXbX', find: 'X', replacement: '&' } }, 'a&b&'],
    [{ $regexMatch: { input: 'Hello', regex: '^h', options: 'i' } }, true],
    [{ $type: '$x' }, 'missing'],
    [{ $type: 1n }, 'long'],
    [{ $toString: decimal('1.50') }, '1.50'],
    [{ $toString: id }, id.toHexString()],
    [{ $toInt: '12' }, 12],
    [{ $toLong: '9007199254740993' }, 9007199254740993n],
    [{ $toDate: '2026-03-04T05:06:07Z' }, now],
    [{ $convert: { input: 'x', to: 'int', onError: -1 } }, -1],
    [{ $year: '$$NOW' }, 2026],
    [{ $dayOfWeek: '$$NOW' }, 4],
    [{ $isoWeek: '$$NOW' }, 10],
    [{ $hour: { date: '$$NOW', timezone: 'America/New_York' } }, 0],
    [
      { $dateToString: { date: '$$NOW', format: '%Y-%m-%d %H:%M %z', timezone: 'Asia/Kolkata' } },
      '2026-03-04 10:36 +0530',
    ],
    [{ $dateAdd: { startDate: utc('2026-01-31'), unit: 'month', amount: 1 } }, utc('2026-02-28')],
    [
      { $dateAdd: { startDate: utc('2026-03-07T15:00:00Z'), unit: 'day', amount: 1, timezone: 'America/New_York' } },
      utc('2026-03-08T14:00:00Z'),
    ],
    [{ $dateDiff: { startDate: utc('2025-12-31T23:00:00Z'), endDate: utc('2026-01-01T01:00:00Z'), unit: 'year' } }, 1n],
    [{ $dateTrunc: { date: '$$NOW', unit: 'week', startOfWeek: 'monday' } }, utc('2026-03-02')],
    [
      { $dateFromParts: { year: 2026, month: 7, day: 1, hour: 9, timezone: 'Europe/Paris' } },
      utc('2026-07-01T07:00:00Z'),
    ],
  ];
  for (const [spec, value, doc] of VALUES) {
    it(`${inspect(spec, { depth: 9 })} is ${inspect(value)}`, () => expect(evaluate(spec, doc)).toEqual(value));
  }

  it('keeps fixed text fixed', () => {
    expect(evaluate({ $literal: '$a' }, { a: 1 })).toBe('$a');
  });
});
