// Small stages of pipelines, and the accumulators of percentiles, as the pages of MongoDB's manual define them:
// https://www.mongodb.com/docs/manual/reference/operator/aggregation/<name>/
import { Double } from 'bson';
import type { Document } from '../../../../src/storage/embedded/values.ts';
import { checkPipelines } from '../support/pipelines.ts';

const d = (value: number) => new Double(value);
const list = (name: string, ...values: unknown[]): Document[] => values.map((value) => ({ [name]: value }));

checkPipelines('small stages', [
  ['limit', list('n', 1, 2), { $limit: 1 }, list('n', 1)],
  ['limit', [], { $limit: 0 }, 15958],
  ['count', [], { $count: 'n' }, []],
  ['count', [], { $count: '' }, 40157],
  ['count', [], { $count: 1 }, 40156],
  ['count', [], { $count: '$n' }, 40158],
  ['count', [], { $count: 'a.b' }, 40160],
  ['sample', [], { $sample: { size: 'x' } }, 28746],
  ['sample', [], { $sample: { size: -1 } }, 28747],
  ['sample', [], { $sample: {} }, 28749],
  ['unwind', [{ a: [1, 2] }], { $unwind: '$a' }, list('a', 1, 2)],
  ['unwind', [{ a: [1] }], { $unwind: { path: '$a', includeArrayIndex: 'i' } }, [{ a: 1, i: 0n }]],
  [
    'unwind',
    [{}, { a: null }, { a: [] }],
    { $unwind: { path: '$a', preserveNullAndEmptyArrays: true } },
    [{}, { a: null }, {}],
  ],
  ['unwind', [], { $unwind: 1 }, 15981],
  ['unwind', [], { $unwind: {} }, 28812],
  ['unwind', [], { $unwind: 'a' }, 28818],
  ['unwind', [], { $unwind: { path: 1 } }, 28808],
  ['unwind', [], { $unwind: { path: '$a', preserveNullAndEmptyArrays: 1 } }, 28809],
  ['unwind', [], { $unwind: { path: '$a', includeArrayIndex: 1 } }, 28810],
  ['unwind', [], { $unwind: { path: '$a', includeArrayIndex: '' } }, 28810],
  ['unwind', [], { $unwind: { path: '$a', includeArrayIndex: '$i' } }, 28822],
  ['unwind', [], { $unwind: { path: '$a', other: 1 } }, 28811],
  ['group', [], { $group: 1 }, 15947],
  ['group', [], { $group: {} }, 15955],
  ['group', [], { $group: { _id: 1, a: 1 } }, 40234],
  ['group', [], { $group: { _id: 1, 'a.b': { $sum: 1 } } }, 40235],
  ['group', [], { $group: { _id: 1, $a: { $sum: 1 } } }, 40236],
  ['group', [], { $group: { _id: 1, a: { $sum: 1, $max: 1 } } }, 40238],
  ['group', [], { $group: { _id: 1, a: { $nothing: 1 } } }, 15952],
  ['sort', [], { $sort: {} }, 15976],
  ['sort', [], { $sort: { a: 2 } }, 15975],
  ['sort', [], { $sort: { a: 'up' } }, 15974],
  ['sort', [], { $sort: 1 }, 15973],
  ['project', [], { $project: {} }, 51272],
  ['project', [], { $project: 1 }, 15969],
  ['replaceRoot', list('n', 1), { $replaceRoot: { newRoot: '$n' } }, 40228],
  ['replaceRoot', [], { $replaceRoot: {} }, 40414],
  ['replaceRoot', [], { $replaceRoot: 1 }, 40229],
  ['replaceRoot', [], { $replaceRoot: { newRoot: '$a', other: 1 } }, 40415],
  [
    'percentile',
    list('n', 1, 2, 3, 4, 'x'),
    { $group: { _id: null, p: { $percentile: { input: '$n', p: [0.5, 1], method: 'approximate' } } } },
    [{ _id: null, p: [d(2), d(4)] }],
  ],
  ['median', [], { $group: { _id: null, m: { $median: { input: '$n', method: 'exact' } } } }, 2],
  [
    'median',
    list('n', 'x'),
    { $group: { _id: null, m: { $median: { input: '$n', method: 'approximate' } } } },
    [{ _id: null, m: null }],
  ],
  [
    'median',
    list('n', [3, 1, 2]),
    { $project: { m: { $median: { input: '$n', method: 'approximate' } } } },
    [{ m: d(2) }],
  ],
  ['percentile', [], { $project: { m: { $percentile: { input: '$n', p: [2], method: 'approximate' } } } }, 7750303],
  ['percentile', [], { $project: { m: { $percentile: { input: '$n', p: 'x', method: 'approximate' } } } }, 7750301],
]);
