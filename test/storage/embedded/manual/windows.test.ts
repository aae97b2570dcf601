// $setWindowFields and $fill as the pages of MongoDB's manual define them:
// https://www.mongodb.com/docs/manual/reference/operator/aggregation/<name>/
import { Decimal128, Double } from 'bson';
import type { Document } from '../../../../src/storage/embedded/values.ts';
import { checkPipelines, type PipelineCase } from '../support/pipelines.ts';

/** A double, also where an int32 would look the same. */
const d = (value: number) => (Number.isInteger(value) ? new Double(value) : value);
const decimal = (text: string) => Decimal128.fromString(text);
const at = (second: number) => new Date(1_600_000_000_000 + second * 1000);

/** What a window function gives for the documents in order of `t`. */
function windowed(page: string, documents: Document[], output: Document, expected: unknown[] | number): PipelineCase {
  const stages = [{ $setWindowFields: { sortBy: { t: 1 }, output: { x: output } } }, { $project: { x: 1 } }];
  return [page, documents, stages, typeof expected === 'number' ? expected : expected.map((x) => ({ x }))];
}

const values = (...list: unknown[]): Document[] => list.map((n, t) => ({ t, n }));
const places = (...list: [t: unknown, n: unknown][]): Document[] => list.map(([t, n]) => ({ t, n }));

checkPipelines('which rows a window holds', [
  windowed('setWindowFields', values(1, 2, 3), { $sum: '$n', window: {} }, [6, 6, 6]),
  windowed('setWindowFields', values(1, 2, 3), { $sum: '$n', window: { documents: [1, 2] } }, [5, 3, 0]),
  windowed('setWindowFields', values(1, 2, 3), { $avg: '$n', window: { documents: [-3, -2] } }, [null, null, d(1)]),
  windowed('setWindowFields', values(1, 2), { $sum: '$n', window: { documents: [{ $add: [-2, 1] }, 0] } }, [1, 3]),
  // The current row is one row, zero all that are sorted with it.
  windowed(
    'setWindowFields',
    places([1, 1], [1, 2], [2, 4]),
    { $sum: '$n', window: { range: ['unbounded', 'current'] } },
    [1, 3, 7],
  ),
  windowed(
    'setWindowFields',
    places([1, 1], [1, 2], [2, 4]),
    { $sum: '$n', window: { range: ['unbounded', 0] } },
    [3, 3, 7],
  ),
  windowed(
    'setWindowFields',
    places([0.25, 1], [0.5, 2], [0.75, 4]),
    { $sum: '$n', window: { range: [0, 0.25] } },
    [3, 6, 4],
  ),
  windowed(
    'setWindowFields',
    places([at(0), 1], [at(60), 2], [at(180), 4]),
    { $sum: '$n', window: { range: [-1, 0], unit: 'minute' } },
    [1, 3, 4],
  ),
  windowed('setWindowFields', places([at(0), 1]), { $sum: '$n', window: { range: [-1, 0] } }, 5429413),
  windowed('setWindowFields', places(['x', 1]), { $sum: '$n', window: { range: [-1, 0] } }, 5429414),
  windowed('setWindowFields', values(1), { $sum: '$n', window: { range: [-1, 0], unit: 'hour' } }, 5429513),
  windowed('setWindowFields', [], { $sum: '$n', window: { documents: [1, -1] } }, 5339900),
  windowed('setWindowFields', [], { $sum: '$n', window: { range: ['current', -1] } }, 5339900),
  windowed('setWindowFields', [], { $sum: '$n', window: { documents: [0.5, 1] } }, 9),
  windowed('setWindowFields', [], { $sum: '$n', window: { documents: ['$t', 1] } }, 9),
  windowed('setWindowFields', [], { $sum: '$n', window: { documents: [{ $literal: 'current' }, 1] } }, 9),
  windowed('setWindowFields', [], { $sum: '$n', window: { documents: [0] } }, 9),
  windowed('setWindowFields', [], { $sum: '$n', window: { documents: [0, 1], range: [0, 1] } }, 9),
  windowed('setWindowFields', [], { $sum: '$n', window: { documents: [0, 1], unit: 'day' } }, 9),
  windowed('setWindowFields', [], { $sum: '$n', window: { range: [0, 1], unit: 'fortnight' } }, 9),
  windowed('setWindowFields', [], { $sum: '$n', window: { range: [0, 0.5], unit: 'day' } }, 9),
  windowed('setWindowFields', [], { $sum: '$n', window: 'all' }, 9),
]);

const stage = (spec: Document) => ({ $setWindowFields: spec });
const total = { x: { $sum: '$n', window: { documents: ['unbounded', 'current'] } } };

checkPipelines('$setWindowFields', [
  [
    'setWindowFields',
    [
      { p: 2, t: 1, n: 1 },
      { p: 1, t: 2, n: 2 },
      { p: 1, t: 1, n: 4 },
      { t: 1, n: 8 },
    ],
    [stage({ partitionBy: '$p', sortBy: { t: 1 }, output: total }), { $project: { p: 1, x: 1 } }],
    [{ x: 8 }, { p: 1, x: 4 }, { p: 1, x: 6 }, { p: 2, x: 1 }],
  ],
  ['setWindowFields', [{ n: 1 }], stage({ output: { 'a.b': { $sum: '$n' } } }), [{ n: 1, a: { b: 1 } }]],
  ['setWindowFields', [{ n: 1 }], stage({ output: {} }), [{ n: 1 }]],
  ['setWindowFields', [{ p: [1] }], stage({ partitionBy: '$p', output: {} }), 14],
  ['setWindowFields', [], stage({ sortBy: 'n', output: {} }), 14],
  ['setWindowFields', [], stage({ output: 1 }), 14],
  ['setWindowFields', [], stage({}), 40414],
  ['setWindowFields', [], stage({ output: {}, other: 1 }), 40415],
  ['setWindowFields', [], { $setWindowFields: 1 }, 9],
  ['setWindowFields', [], stage({ output: { a: { $sum: 1 }, 'a.b': { $sum: 1 } } }), 6307900],
  ['setWindowFields', [], stage({ output: { a: {} } }), 9],
  ['setWindowFields', [], stage({ output: { a: { sum: 1 } } }), 9],
  ['setWindowFields', [], stage({ output: { a: { $mergeObjects: '$a' } } }), 9],
  ['setWindowFields', [], stage({ output: { a: { $sum: 1, by: 1 } } }), 9],
  ['setWindowFields', [], stage({ output: { a: { $sum: 1, window: { documents: [0, 1] } } } }), 5339901],
  ['setWindowFields', [], stage({ output: { a: { $sum: 1, window: { range: [0, 1] } } } }), 5339902],
  ['setWindowFields', [], stage({ sortBy: { t: -1 }, output: { a: { $sum: 1, window: { range: [0, 1] } } } }), 8947401],
]);

checkPipelines('functions of the order', [
  windowed('documentNumber', places([1, 0], [1, 0], [2, 0]), { $documentNumber: {} }, [1, 2, 3]),
  windowed('rank', places([1, 0], [1, 0], [2, 0]), { $rank: {} }, [1, 1, 3]),
  windowed('denseRank', places([1, 0], [1, 0], [2, 0]), { $denseRank: {} }, [1, 1, 2]),
  windowed('rank', [], { $rank: 1 }, 5371603),
  windowed('rank', [], { $rank: {}, window: {} }, 5371601),
  ['rank', [], stage({ sortBy: { a: 1, b: 1 }, output: { x: { $rank: {} } } }), 5371602],
  ['documentNumber', [], stage({ output: { x: { $documentNumber: {} } } }), 5371602],
  windowed('shift', values(1, 2, 3), { $shift: { output: '$n', by: 1 } }, [2, 3, null]),
  windowed('shift', values(1, 2), { $shift: { output: '$n', by: -1, default: { $add: [1, 1] } } }, [2, 1]),
  windowed('shift', [], { $shift: { output: '$n', by: 1, default: '$n' } }, 9),
  windowed('shift', [], { $shift: { output: '$n', by: '1' } }, 9),
  windowed('shift', [], { $shift: { output: '$n' } }, 9),
  windowed('shift', [], { $shift: { by: 1 } }, 9),
  ['shift', [], stage({ output: { x: { $shift: { output: '$n', by: 1 } } } }), 9],
]);

checkPipelines('functions that fill', [
  windowed('locf', values(null, 1, null, 2, null), { $locf: '$n' }, [null, 1, 1, 2, 2]),
  windowed('locf', [], { $locf: '$n', window: { documents: [0, 1] } }, 9),
  windowed('linearFill', values(null, 1, null, 4, null), { $linearFill: '$n' }, [null, 1, d(2.5), 4, null]),
  windowed('linearFill', places([0, 0], [1, null], [4, 8]), { $linearFill: '$n' }, [0, d(2), 8]),
  windowed('linearFill', places([at(0), 0], [at(1), null], [at(4), 8]), { $linearFill: '$n' }, [0, d(2), 8]),
  windowed('linearFill', values(decimal('1'), null, decimal('2')), { $linearFill: '$n' }, [
    decimal('1'),
    decimal('1.5'),
    decimal('2'),
  ]),
  windowed('linearFill', values('x'), { $linearFill: '$n' }, 14),
  windowed('linearFill', places(['x', 1]), { $linearFill: '$n' }, 14),
  windowed('linearFill', places([1, 1], [at(0), null]), { $linearFill: '$n' }, 14),
  windowed('linearFill', places([1, 1], [1, null]), { $linearFill: '$n' }, 6050106),
  ['linearFill', [], stage({ output: { x: { $linearFill: '$n' } } }), 605001],
]);

const slope = (window: Document, unit?: string) => ({ $derivative: { input: '$n', ...(unit && { unit }) }, window });

checkPipelines('functions that reckon', [
  windowed('derivative', values(1, 2, 4), slope({ documents: [-1, 0] }), [null, d(1), d(2)]),
  windowed('derivative', values(1, 2, 4), slope({ documents: [5, 6] }), [null, null, null]),
  windowed('derivative', places([at(0), 0], [at(30), 1]), slope({ documents: [-1, 0] }, 'minute'), [null, d(2)]),
  windowed('derivative', places([0, 10], [10, 12], [11, 15]), slope({ range: [-10, 0] }), [null, d(0.2), d(3)]),
  windowed('derivative', [], { $derivative: { input: '$n' } }, 9),
  windowed('derivative', [], slope({ documents: [-1, 0] }, 'month'), 5490710),
  windowed('derivative', values(1), slope({ documents: [-1, 0] }, 'day'), 5624900),
  windowed('derivative', places([at(0), 1]), slope({ documents: [-1, 0] }), 5624901),
  windowed('derivative', places(['x', 1]), slope({ documents: [-1, 0] }), 5624902),
  windowed('derivative', values(null, 1), slope({ documents: [-1, 0] }), 5624903),
  ['derivative', [], stage({ output: { x: slope({}) } }), 9],
  windowed('integral', values(1, 2, 1, 4), { $integral: { input: '$n' }, window: { documents: [-1, 0] } }, [
    0,
    d(1.5),
    d(1.5),
    d(2.5),
  ]),
  windowed('integral', values(1, 2), { $integral: { input: '$n' } }, [d(1.5), d(1.5)]),
  windowed(
    'integral',
    places([at(0), 0], [at(4), 2.4]),
    { $integral: { input: '$n', unit: 'second' }, window: { documents: [-1, 0] } },
    [d(0), 4.8],
  ),
  windowed('integral', values(1, Number.NaN), { $integral: { input: '$n' } }, [Number.NaN, Number.NaN]),
  windowed('integral', values('x'), { $integral: { input: '$n' } }, 5423900),
  windowed('integral', values(1), { $integral: { input: '$n', unit: 'hour' } }, 5423901),
  windowed('integral', places([at(0), 1]), { $integral: { input: '$n' } }, 5423902),
  windowed('expMovingAvg', values(13, 15.4, 12), { $expMovingAvg: { input: '$n', N: 2 } }, [
    d(13),
    14.6,
    12.866666666666667,
  ]),
  windowed('expMovingAvg', values(13, null, 15.4), { $expMovingAvg: { input: '$n', alpha: 0.75 } }, [
    d(13),
    d(13),
    14.8,
  ]),
  windowed('expMovingAvg', values('x'), { $expMovingAvg: { input: '$n', N: 2 } }, [null]),
  windowed('expMovingAvg', [], { $expMovingAvg: { input: '$n', N: 1.5 } }, 9),
  windowed('expMovingAvg', [], { $expMovingAvg: { input: '$n', N: 0 } }, 9),
  windowed('expMovingAvg', [], { $expMovingAvg: { input: '$n', alpha: 1 } }, 9),
  windowed('expMovingAvg', [], { $expMovingAvg: { input: '$n', N: 2, alpha: 0.5 } }, 9),
  windowed(
    'covariancePop',
    values(1, 2, 3),
    { $covariancePop: ['$t', '$n'] },
    [0.6666666666666666, 0.6666666666666666, 0.6666666666666666],
  ),
  windowed('covarianceSamp', values(1, 2, 'x', 9), { $covarianceSamp: ['$t', '$n'], window: { documents: [-1, 0] } }, [
    null,
    0.5,
    null,
    null,
  ]),
  windowed('covariancePop', values(1), { $covariancePop: ['$t', '$n'] }, [d(0)]),
  windowed('covariancePop', values(1), { $covariancePop: '$n' }, [null]),
]);

const fill = (spec: Document) => ({ $fill: spec });

checkPipelines('$fill', [
  ['fill', [{ a: null }, { a: 1 }, {}], fill({ output: { a: { value: 0 } } }), [{ a: 0 }, { a: 1 }, { a: 0 }]],
  [
    'fill',
    places([2, null], [1, 5], [3, 9]),
    fill({ sortBy: { t: 1 }, output: { n: { method: 'linear' } } }),
    places([1, 5], [2, d(7)], [3, 9]),
  ],
  [
    'fill',
    [
      { p: 'a', t: 1, n: 1 },
      { p: 'b', t: 1 },
      { p: 'a', t: 2 },
    ],
    fill({ partitionByFields: ['p'], sortBy: { t: 1 }, output: { n: { method: 'locf' } } }),
    [
      { p: 'a', t: 1, n: 1 },
      { p: 'a', t: 2, n: 1 },
      { p: 'b', t: 1, n: null },
    ],
  ],
  ['fill', [], { $fill: 'a' }, 9],
  ['fill', [], fill({}), 40414],
  ['fill', [], fill({ output: {} }), 6050203],
  ['fill', [], fill({ output: { a: 'locf' } }), 6050200],
  ['fill', [], fill({ output: { a: { method: 'locf', value: 1 } } }), 6050201],
  ['fill', [], fill({ output: { a: { method: 'cubic' } } }), 6050202],
  ['fill', [], fill({ output: { a: { method: 'locf', by: 1 } } }), 40415],
  ['fill', [], fill({ output: { a: { value: 1 } }, other: 1 }), 40415],
  ['fill', [], fill({ output: { a: { value: 1 } }, partitionBy: '$p', partitionByFields: ['p'] }), 6050204],
  ['fill', [], fill({ output: { a: { method: 'linear' } } }), 605001],
]);
