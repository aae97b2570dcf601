// Expressions of arrays and documents, and conditions, as the pages of MongoDB's manual define them, most of them the pages' own examples:
// https://www.mongodb.com/docs/manual/reference/operator/aggregation/<name without $>/
import { BSONRegExp, Decimal128, Double } from 'bson';
import { checkExpressions as check, refused } from '../support/expressions.ts';

const decimal = (text: string) => Decimal128.fromString(text);
const d = (value: number) => new Double(value);

check('arrays', [
  ['arrayElemAt', { $arrayElemAt: [[1, 2, 3], -2] }, 2],
  ['arrayElemAt', { $arrayElemAt: [[1, 2, 3], 15] }, undefined],
  ['arrayElemAt', { $arrayElemAt: [[1], 1.5] }, refused(28690)],
  ['first', { $first: [[]] }, undefined],
  ['slice', { $slice: [[1, 2, 3], 1, 1] }, [2]],
  ['slice', { $slice: [[1, 2, 3], -2] }, [2, 3]],
  ['slice', { $slice: [[1, 2, 3], 15, 2] }, []],
  ['slice', { $slice: [[1, 2, 3], -15, 2] }, [1, 2]],
  ['range', { $range: [0, 10, 2] }, [0, 2, 4, 6, 8]],
  ['range', { $range: [10, 0, -2] }, [10, 8, 6, 4, 2]],
  ['range', { $range: [0, 10, -2] }, []],
  ['indexOfArray', { $indexOfArray: [['a', 'abc', 'b'], 'b'] }, 2],
  ['indexOfArray', { $indexOfArray: [[1, 2, 3, 2, 1], 2, 2, 4] }, 3],
  ['indexOfArray', { $indexOfArray: [null, 'foo'] }, null],
  ['concatArrays', { $concatArrays: [[['a']], ['b']] }, [['a'], 'b']],
  ['concatArrays', { $concatArrays: [['a'], null] }, null],
  [
    'zip',
    { $zip: { inputs: [['a'], ['b', 'c']], useLongestLength: true, defaults: ['x', 'y'] } },
    [
      ['a', 'b'],
      ['x', 'c'],
    ],
  ],
  ['reverseArray', { $reverseArray: [[[1, 2, 3], [4]]] }, [[4], [1, 2, 3]]],
  [
    'sortArray',
    { $sortArray: { input: [20, 4, { a: 'Free' }, 6, 21, 5, 'Gratis', { a: null }, decimal('10.23')], sortBy: 1 } },
    [4, 5, 6, decimal('10.23'), 20, 21, 'Gratis', { a: null }, { a: 'Free' }],
  ],
  [
    'arrayToObject',
    {
      $arrayToObject: [
        [
          ['item', 'abc123'],
          ['qty', d(25)],
        ],
      ],
    },
    { item: 'abc123', qty: d(25) },
  ],
  [
    'objectToArray',
    { $objectToArray: { a: 1, b: { c: 2 } } },
    [
      { k: 'a', v: 1 },
      { k: 'b', v: { c: 2 } },
    ],
  ],
  ['filter', { $filter: { input: [1, 2, 3], as: 'n', cond: { $gte: ['$$n', 2] }, limit: 1 } }, [2]],
  ['filter', { $filter: { input: [1, 2], cond: true, limit: 0 } }, refused(327392)],
  ['filter', { $filter: { input: [1, 2] } }, refused(9)],
  ['filter', { $filter: { input: [1, 2], cond: true, limit: null } }, [1, 2]],
  ['map', { $map: { input: [1], in: '$$this', arrayIndexAs: 'i' } }, refused(9)],
  ['map', { $map: { input: [1] } }, refused(9)],
  ['map', { $map: { input: [1], as: 'Upper', in: 1 } }, refused(9)],
  [
    'reduce',
    {
      $reduce: {
        input: [1, 2, 3, 4],
        initialValue: { sum: 5, product: 2 },
        in: { sum: { $add: ['$$value.sum', '$$this'] }, product: { $multiply: ['$$value.product', '$$this'] } },
      },
    },
    { sum: 15, product: 48 },
  ],
  ['reduce', { $reduce: { input: [1], in: 1 } }, refused(9)],
  [
    'setUnion',
    {
      $setUnion: [
        ['a', 'b', 'a'],
        ['b', 'a'],
      ],
    },
    ['a', 'b'],
  ],
  ['setUnion', { $setUnion: [[1], [1n, d(1)]] }, [1]],
  ['setIntersection', { $setIntersection: [['a', 'b'], [['a', 'b']]] }, []],
  ['setDifference', { $setDifference: [['a', 'b', 'a'], ['b']] }, ['a']],
  [
    'setEquals',
    {
      $setEquals: [
        ['a', 'b', 'a'],
        ['b', 'a'],
      ],
    },
    true,
  ],
  ['setIsSubset', { $setIsSubset: [['a', 'b'], [['a', 'b']]] }, false],
  ['anyElementTrue', { $anyElementTrue: [[null, false, 0]] }, false],
  ['anyElementTrue', { $anyElementTrue: [[[false]]] }, true],
  ['allElementsTrue', { $allElementsTrue: [[]] }, true],
  ['in', { $in: ['abc', ['xyz', new BSONRegExp('abc')]] }, false],
  ['firstN', { $firstN: { input: [10, 20, 30], n: 2 } }, [10, 20]],
  ['maxN', { $maxN: { input: [1, null, 3], n: 2 } }, [3, 1]],
  ['minN', { $minN: { input: [1, null, 3], n: 3 } }, [1, 3]],
  ['size', { $size: '$none' }, refused(17124)],
]);

check('conditions', [
  // biome-ignore lint/suspicious/noThenProperty: MongoDB's name
  ['cond', { $cond: { if: 1, then: 2, else: 3, or: 4 } }, refused(17083)],
  ['cond', { $cond: [1, 2] }, refused(16020)],
  ['ifNull', { $ifNull: ['$a', '$b', 'Unspecified'] }, 'Unspecified'],
  ['ifNull', { $ifNull: ['$a'] }, refused(1257300)],
  // biome-ignore lint/suspicious/noThenProperty: MongoDB's name
  ['switch', { $switch: { branches: [{ case: false, then: 1 }] } }, refused(40066)],
  // biome-ignore lint/suspicious/noThenProperty: MongoDB's name
  ['switch', { $switch: { branches: [{ case: true, then: 1 }], other: 1 } }, refused(9)],
  ['cmp', { $cmp: ['$none', null] }, -1],
  ['gt', { $gt: ['$none', null] }, false],
  ['lt', { $lt: [null, 1] }, true],
  ['eq', { $eq: ['$none', null] }, false],
  ['eq', { $eq: [1, d(1)] }, true],
  ['and', { $and: [] }, true],
  ['or', { $or: [] }, false],
  ['not', { $not: [null] }, true],
  ['let', { $let: { vars: { total: { $add: [1, 2] } }, in: { $multiply: ['$$total', 2] } } }, 6],
  ['let', { $let: { vars: { x: 1 } } }, refused(9)],
  ['getField', { $getField: { field: { $literal: '$small' }, input: { $literal: { $small: 1 } } } }, 1],
  ['setField', { $setField: { field: 'a.b', input: '$$ROOT', value: 1 } }, { x: 2, 'a.b': 1 }, { x: 2 }],
  ['unsetField', { $unsetField: { field: 'x', input: '$$ROOT' } }, {}, { x: 2 }],
  ['mergeObjects', { $mergeObjects: [{ a: 1 }, null, { a: 2, b: 3 }] }, { a: 2, b: 3 }],
  ['median', { $median: { input: [1, 2], method: 'approximate' } }, d(1)],
  ['toHashedIndexKey', { $toHashedIndexKey: 'a' }, refused(168)],
]);
