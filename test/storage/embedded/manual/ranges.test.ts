// Stages that make ranges ($densify, $bucket, $bucketAuto) as the pages of MongoDB's manual define them:
// https://www.mongodb.com/docs/manual/reference/operator/aggregation/<name>/
import { Decimal128, Double } from 'bson';
import type { Document } from '../../../../src/storage/embedded/values.ts';
import { checkPipelines } from '../support/pipelines.ts';

const d = (value: number) => new Double(value);
const list = (name: string, ...values: unknown[]): Document[] => values.map((value) => ({ [name]: value }));
const day = (n: number) => new Date(Date.UTC(2026, 0, n));

const densify = (range: Document, more: Document = {}) => ({ $densify: { field: 'n', range, ...more } });
const full = { step: 1, bounds: 'full' };

checkPipelines('$densify', [
  ['densify', list('n', 1, 4), densify(full), list('n', 1, 2, 3, 4)],
  ['densify', list('n', 1, 2.5), densify({ step: 1, bounds: 'full' }), list('n', 1, 2, 2.5)],
  ['densify', list('n', null, 1, 3), densify(full), list('n', null, 1, 2, 3)],
  ['densify', list('n', 2), densify({ step: 2, bounds: [0, 6] }), list('n', 0, 2, 4)],
  ['densify', list('n', -1, 9), densify({ step: 2, bounds: [0, 4] }), list('n', -1, 0, 2, 9)],
  ['densify', [], densify({ step: 2, bounds: [0, 4] }), list('n', 0, 2)],
  [
    'densify',
    list('n', day(1), day(3)),
    densify({ step: 1, unit: 'day', bounds: 'full' }),
    list('n', day(1), day(2), day(3)),
  ],
  [
    'densify',
    [
      { p: 'a', n: 1 },
      { p: 'a', n: 3 },
      { p: 'b', n: 5 },
    ],
    densify({ step: 1, bounds: 'partition' }, { partitionByFields: ['p'] }),
    [
      { p: 'a', n: 1 },
      { p: 'a', n: 2 },
      { p: 'a', n: 3 },
      { p: 'b', n: 5 },
    ],
  ],
  [
    'densify',
    [{ a: { n: 1 } }, { a: { n: 3 } }],
    { $densify: { field: 'a.n', range: full } },
    list('a', { n: 1 }, { n: 2 }, { n: 3 }),
  ],
  ['densify', list('n', 'x'), densify(full), 5733201],
  ['densify', list('n', day(1)), densify(full), 6053600],
  ['densify', list('n', 1), densify({ ...full, unit: 'day' }), 6053600],
  ['densify', [], densify({ step: 1 }), 40414],
  ['densify', [], densify({ bounds: 'full' }), 40414],
  ['densify', [], { $densify: { range: full } }, 40414],
  ['densify', [], densify(full, { other: 1 }), 40415],
  ['densify', [], { $densify: { field: 1, range: full } }, 14],
  ['densify', [], densify({ step: 'x', bounds: 'full' }), 14],
  ['densify', [], densify(full, { partitionByFields: 'p' }), 14],
  ['densify', [], densify({ ...full, unit: 1 }), 14],
  ['densify', [], densify(full, { partitionByFields: ['n'] }), 8993000],
  ['densify', [], { $densify: { field: 'a.n', partitionByFields: ['a'], range: full } }, 9554500],
  ['densify', [], { $densify: { field: '$n', range: full } }, 16410],
  ['densify', [], densify({ step: 0, bounds: 'full' }), 5733401],
  ['densify', [], densify({ step: 1, bounds: [2, 1] }), 5733402],
  ['densify', [], densify({ step: 1, bounds: [1] }), 5733403],
  ['densify', [], densify({ step: 1, bounds: 3 }), 5733404],
  ['densify', [], densify({ step: 1, bounds: 'all' }), 5946802],
  ['densify', [], densify({ step: 1, bounds: ['a', 'b'] }), 5946800],
  ['densify', [], densify({ step: 1, bounds: 'partition' }), 5733408],
  ['densify', [], densify({ step: 1, bounds: [1, 2], unit: 'day' }), 5733409],
  ['densify', [], densify({ step: 1, bounds: [1, day(1)] }), 5733406],
  ['densify', [], densify({ step: 1, bounds: [day(1), day(2)] }), 5733410],
  ['densify', [], densify({ step: 1.5, bounds: [day(1), day(2)], unit: 'day' }), 6586400],
  ['densify', [], densify({ step: 0.5, bounds: [1, 2] }), 5876900],
  ['densify', [], { $densify: 1 }, 9],
]);

const bucket = (spec: Document) => ({ $bucket: { groupBy: '$n', boundaries: [0, 5, 10], ...spec } });
const counts = (...groups: [unknown, number][]) => groups.map(([_id, count]) => ({ _id, count }));

checkPipelines('$bucket', [
  ['bucket', list('n', 1, 5, 7), bucket({}), counts([0, 1], [5, 2])],
  ['bucket', list('n', 1, 50), bucket({ default: 'more' }), counts([0, 1], ['more', 1])],
  ['bucket', list('n', 1, 2), bucket({ output: { all: { $push: '$n' } } }), [{ _id: 0, all: [1, 2] }]],
  ['bucket', list('n', 7), bucket({ boundaries: [{ $add: [2, 3] }, 10] }), counts([5, 1])],
  ['bucket', list('n', 50), bucket({}), 40066],
  ['bucket', [], bucket({ boundaries: ['$n', 1] }), 40191],
  ['bucket', [], bucket({ boundaries: [1] }), 40192],
  ['bucket', [], bucket({ boundaries: [1, 'a'] }), 40193],
  ['bucket', [], bucket({ boundaries: [5, 1] }), 40194],
  ['bucket', [], bucket({ default: '$n' }), 40195],
  ['bucket', [], bucket({ output: 1 }), 40196],
  ['bucket', [], bucket({ other: 1 }), 40197],
  ['bucket', [], { $bucket: { groupBy: '$n' } }, 40198],
  ['bucket', [], bucket({ default: 7 }), 40199],
  ['bucket', [], bucket({ boundaries: 1 }), 40200],
  ['bucket', [], { $bucket: 1 }, 40201],
  ['bucket', [], bucket({ groupBy: 'n' }), 40202],
]);

const auto = (spec: Document) => ({ $bucketAuto: { groupBy: '$n', buckets: 2, ...spec } });
const ranges = (...groups: [min: unknown, max: unknown, count: number][]) =>
  groups.map(([min, max, count]) => ({ _id: { min, max }, count }));
const upTo = (count: number) => list('n', ...Array.from({ length: count }, (_, at) => at));

checkPipelines('$bucketAuto', [
  ['bucketAuto', list('n', 4, 1, 2, 3), auto({}), ranges([1, 3, 2], [3, 4, 2])],
  ['bucketAuto', list('n', 1, 1, 1, 2), auto({}), ranges([1, 2, 3], [2, 2, 1])],
  ['bucketAuto', list('n', 1), auto({ buckets: 5 }), ranges([1, 1, 1])],
  ['bucketAuto', [], auto({}), []],
  ['bucketAuto', [{}, { n: 1 }], auto({}), ranges([null, 1, 1], [1, 1, 1])],
  // The groups of the page's example, of the numbers from 0 to 99.
  [
    'bucketAuto',
    upTo(100),
    auto({ buckets: 5, granularity: 'R20' }),
    ranges([0, d(20), 20], [d(20), d(40), 20], [d(40), d(63), 23], [d(63), d(90), 27], [d(90), d(100), 10]),
  ],
  [
    'bucketAuto',
    upTo(100),
    auto({ buckets: 5, granularity: 'E24' }),
    ranges([0, d(20), 20], [d(20), d(43), 23], [d(43), d(68), 25], [d(68), d(91), 23], [d(91), d(100), 9]),
  ],
  [
    'bucketAuto',
    upTo(100),
    auto({ buckets: 5, granularity: '1-2-5' }),
    ranges([0, d(20), 20], [d(20), d(50), 30], [d(50), d(100), 50]),
  ],
  [
    'bucketAuto',
    upTo(100),
    auto({ buckets: 5, granularity: 'POWERSOF2' }),
    ranges([0, 32, 32], [32, 64, 32], [64, 128, 36]),
  ],
  ['bucketAuto', list('n', 0, 0, 3), auto({ buckets: 2, granularity: 'R5' }), ranges([0, 2.5, 2], [2.5, d(4), 1])],
  [
    'bucketAuto',
    list('n', 0.03, 0.8),
    auto({ buckets: 2, granularity: 'POWERSOF2' }),
    ranges([0.015625, 0.03125, 1], [0.03125, 1, 1]),
  ],
  [
    'bucketAuto',
    list('n', Decimal128.fromString('7')),
    auto({ granularity: 'E6' }),
    ranges([Decimal128.fromString('6.80000000000000'), Decimal128.fromString('10'), 1]),
  ],
  ['bucketAuto', list('n', 'x'), auto({ granularity: 'R5' }), 40258],
  ['bucketAuto', list('n', Number.NaN), auto({ granularity: 'R5' }), 40259],
  ['bucketAuto', list('n', -1), auto({ granularity: 'R5' }), 40260],
  ['bucketAuto', [], auto({ granularity: 'R6' }), 40257],
  ['bucketAuto', [], auto({ granularity: 5 }), 40261],
  ['bucketAuto', [], auto({ groupBy: 'n' }), 40239],
  ['bucketAuto', [], { $bucketAuto: 1 }, 40240],
  ['bucketAuto', [], auto({ buckets: 'x' }), 40241],
  ['bucketAuto', [], auto({ buckets: 1.5 }), 40242],
  ['bucketAuto', [], auto({ buckets: 0 }), 40243],
  ['bucketAuto', [], auto({ output: 1 }), 40244],
  ['bucketAuto', [], auto({ other: 1 }), 40245],
  ['bucketAuto', [], { $bucketAuto: { buckets: 2 } }, 40246],
]);
