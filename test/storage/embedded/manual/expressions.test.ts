// Expressions as the pages of MongoDB's manual define them, most of them the pages' own examples:
// https://www.mongodb.com/docs/manual/reference/operator/aggregation/<name without $>/
import { inspect } from 'node:util';
import { Binary, BSONRegExp, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { describe, expect, it } from 'vitest';
import { compileExpression } from '../../../../src/storage/embedded/aggregate/expression.ts';
import type { Document } from '../../../../src/storage/embedded/values.ts';

const now = new Date('2026-03-04T05:06:07.008Z');
const decimal = (text: string) => Decimal128.fromString(text);
const utc = (text: string) => new Date(`${text}Z`);
const evaluate = (spec: unknown, doc: Document = {}) => compileExpression(spec).on(doc, { now });

/** What is refused, by its code. */
class Refused {
  readonly code: number;
  constructor(code: number) {
    this.code = code;
  }
}
const refused = (code: number) => new Refused(code);

type Case = readonly [page: string, spec: unknown, expected: unknown, doc?: Document];

function check(name: string, cases: readonly Case[]): void {
  describe(name, () => {
    for (const [page, spec, expected, doc] of cases) {
      it(`${page}: ${inspect(spec, { depth: 9, breakLength: Number.POSITIVE_INFINITY })}`, () => {
        if (expected instanceof Refused) {
          expect(() => evaluate(spec, doc)).toThrow(expect.objectContaining({ code: expected.code }));
        } else expect(evaluate(spec, doc)).toEqual(expected);
      });
    }
  });
}

const d = (value: number) => new Double(value);

check('sums', [
  ['add', { $add: [0.1, 0.2, 0.3] }, 0.6],
  ['add', { $add: [0.3, 0.2, 0.1] }, 0.6],
  ['add', { $add: [] }, 0],
  ['add', { $add: [1, d(2)] }, d(3)],
  ['add', { $add: [2147483647, 1] }, 2147483648n],
  ['add', { $add: [9223372036854775807n, 1] }, 2 ** 63],
  ['add', { $add: [9223372036854775807n, 1, -1] }, 9223372036854775807n],
  ['add', { $add: [utc('2026-01-01T00:00:00'), 1.6] }, utc('2026-01-01T00:00:00.002')],
  ['add', { $add: [utc('2026-01-01T00:00:00'), utc('2026-01-01T00:00:00')] }, refused(16612)],
  ['add', { $add: ['a', 1] }, refused(14)],
  ['add', { $add: [decimal('0.1'), decimal('0.2'), 1] }, decimal('1.3')],
  ['add', { $add: [Number.POSITIVE_INFINITY, 1] }, Number.POSITIVE_INFINITY],
  ['add', { $add: [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] }, Number.NaN],
  ['add', { $add: [9007199254740993n, d(0.5)] }, 9007199254740994],
  ['sum', { $sum: [[0.1, 0.2, 0.3]] }, 0.6],
  ['sum', { $sum: [1e100, 1, -1e100] }, d(1)],
  ['sum', { $sum: ['$list', 1] }, 1, { list: [1, 2] }],
  ['sum', { $sum: '$list' }, 3, { list: [1, 2, 'x', null] }],
  ['sum', { $sum: '$none' }, 0],
  ['avg', { $avg: [[0.1, 0.2, 0.3]] }, 0.19999999999999998],
  ['avg', { $avg: '$none' }, null],
  ['avg', { $avg: [decimal('1'), 2] }, decimal('1.5')],
  ['stdDevPop', { $stdDevPop: [[85, 90, 71]] }, 8.04155872120988],
  ['stdDevSamp', { $stdDevSamp: [[1]] }, null],
  ['stdDevSamp', { $stdDevSamp: [[2, 4, 4, 4, 5, 5, 7, 9]] }, 2.138089935299395],
]);

check('arithmetic', [
  ['subtract', { $subtract: [utc('2026-01-02T00:00:00'), 1000] }, utc('2026-01-01T23:59:59')],
  ['subtract', { $subtract: [1, utc('2026-01-02T00:00:00')] }, refused(14)],
  ['multiply', { $multiply: [decimal('1.1'), 3] }, decimal('3.3')],
  ['multiply', { $multiply: [4294967296n, 4294967296n] }, 2 ** 64],
  ['divide', { $divide: [80, 8] }, d(10)],
  ['divide', { $divide: [1, 0] }, refused(2)],
  ['divide', { $divide: [decimal('1'), decimal('3')] }, decimal('0.3333333333333333333333333333333333')],
  ['mod', { $mod: [-5, 3] }, -2],
  ['mod', { $mod: [5.5, 2] }, 1.5],
  ['mod', { $mod: [decimal('10.5'), decimal('0.1')] }, decimal('0.0')],
  ['mod', { $mod: [decimal('12345678901234567890123456789'), 10] }, decimal('9')],
  ['mod', { $mod: [9007199254740993n, 2] }, 1n],
  ['abs', { $abs: -2147483648 }, 2147483648n],
  ['abs', { $abs: decimal('-1.50') }, decimal('1.50')],
  ['ceil', { $ceil: 7.8 }, d(8)],
  ['ceil', { $ceil: -2.8 }, d(-2)],
  ['ceil', { $ceil: decimal('12345678901234567890.1') }, decimal('12345678901234567891')],
  ['floor', { $floor: decimal('-12345678901234567890.1') }, decimal('-12345678901234567891')],
  ['floor', { $floor: -2.3 }, d(-3)],
  ['round', { $round: [19.25, 1] }, 19.2],
  ['round', { $round: [28.73, 1] }, 28.7],
  ['round', { $round: [-14.65, 1] }, -14.6],
  ['round', { $round: [10.5] }, d(10)],
  ['round', { $round: [11.5] }, d(12)],
  ['round', { $round: [1234.5678, -2] }, d(1200)],
  ['round', { $round: [decimal('1.005'), 2] }, decimal('1.00')],
  ['round', { $round: [decimal('12345678901234567890.55'), 1] }, decimal('12345678901234567890.6')],
  ['round', { $round: [9007199254740995n, -1] }, 9007199254741000n],
  ['round', { $round: [15, -1] }, 20],
  ['round', { $round: [25, -1] }, 20],
  ['round', { $round: [-25, -1] }, -20],
  ['round', { $round: ['$none', 1] }, null],
  ['round', { $round: [1, 200] }, refused(51083)],
  ['trunc', { $trunc: [7.85, 1] }, 7.8],
  ['trunc', { $trunc: [-2.3] }, d(-2)],
  ['trunc', { $trunc: [decimal('9.99999999999999999999'), 2] }, decimal('9.99')],
  ['sqrt', { $sqrt: 25 }, d(5)],
  ['sqrt', { $sqrt: -1 }, refused(28714)],
  ['sqrt', { $sqrt: decimal('2') }, decimal('1.414213562373095048801688724209698')],
  ['sqrt', { $sqrt: decimal('1.44') }, decimal('1.2')],
  ['pow', { $pow: [5, 2] }, 25],
  ['pow', { $pow: [5, -2] }, 0.04],
  ['pow', { $pow: [-5, 0.5] }, Number.NaN],
  ['pow', { $pow: [3, 35] }, 50031545098999707n],
  ['pow', { $pow: [2n, 3] }, 8n],
  ['pow', { $pow: [2, 64] }, 2 ** 64],
  ['pow', { $pow: [decimal('1.1'), 2] }, decimal('1.21')],
  ['pow', { $pow: [0, -1] }, refused(28764)],
  ['pow', { $pow: [decimal('2'), 0.5] }, refused(115)],
  ['exp', { $exp: 0 }, d(1)],
  ['exp', { $exp: decimal('1') }, refused(115)],
  ['ln', { $ln: 1 }, d(0)],
  ['ln', { $ln: 0 }, refused(28766)],
  ['log10', { $log10: 100 }, d(2)],
  ['log', { $log: [100, 10] }, d(2)],
  ['sin', { $sin: decimal('1') }, refused(115)],
  ['bitAnd', { $bitAnd: [5, 3] }, 1],
  ['bitOr', { $bitOr: [5, 3n] }, 7n],
  ['bitNot', { $bitNot: 0 }, -1],
  ['bitNot', { $bitNot: 1.5 }, refused(5154)],
]);

check('conversions', [
  ['toInt', { $toInt: 1.99999 }, 1],
  ['toInt', { $toInt: '-2' }, -2],
  ['toInt', { $toInt: '2.5' }, refused(241)],
  ['toInt', { $toInt: 2147483648n }, refused(241)],
  ['toInt', { $toInt: true }, 1],
  ['toLong', { $toLong: '1.5' }, refused(241)],
  ['toLong', { $toLong: '-9223372036854775808' }, -9223372036854775808n],
  ['toLong', { $toLong: '9223372036854775808' }, refused(241)],
  ['toLong', { $toLong: 2 ** 63 }, refused(241)],
  ['toLong', { $toLong: 1.99999 }, 1n],
  ['toLong', { $toLong: decimal('5.5000') }, 5n],
  ['toLong', { $toLong: utc('2018-03-26T04:38:28.044') }, 1522039108044n],
  ['toDouble', { $toDouble: '-5.5' }, -5.5],
  ['toDouble', { $toDouble: utc('2018-03-27T05:04:47.890') }, 1522127087890],
  ['toDecimal', { $toDecimal: '-5.5' }, decimal('-5.5')],
  ['toDecimal', { $toDecimal: 9007199254740993n }, decimal('9007199254740993')],
  ['toDecimal', { $toDecimal: 0.1 }, decimal('0.100000000000000')],
  ['toBool', { $toBool: 'false' }, true],
  ['toBool', { $toBool: '' }, true],
  ['toBool', { $toBool: 0 }, false],
  ['toBool', { $toBool: '$none' }, null],
  ['toDate', { $toDate: 1522127087890n }, utc('2018-03-27T05:04:47.890')],
  ['toDate', { $toDate: 1 }, refused(241)],
  ['toDate', { $toDate: '2018-03-20' }, utc('2018-03-20T00:00:00')],
  ['toDate', { $toDate: '2018-03-20 11:00:06 +0500' }, utc('2018-03-20T06:00:06')],
  ['toDate', { $toDate: 'Friday' }, refused(241)],
  ['toDate', { $toDate: new ObjectId('5ab9c3da31c2ab715d421285') }, utc('2018-03-27T04:08:58')],
  ['toDate', { $toDate: new Timestamp({ t: 1637688118, i: 1 }) }, utc('2021-11-23T17:21:58')],
  ['toObjectId', { $toObjectId: '5ab9cbfa31c2ab715d42129e' }, new ObjectId('5ab9cbfa31c2ab715d42129e')],
  ['toObjectId', { $toObjectId: '5ab9cbfa31c2ab715d42129' }, refused(241)],
  ['toString', { $toString: 2.5 }, '2.5'],
  ['toString', { $toString: d(2) }, '2'],
  ['toString', { $toString: utc('2018-03-27T16:58:51.538') }, '2018-03-27T16:58:51.538Z'],
  ['toString', { $toString: [['a']] }, refused(241)],
  ['convert', { $convert: { input: '1', to: 16 } }, 1],
  ['convert', { $convert: { input: 1, to: '$none' } }, null],
  ['convert', { $convert: { input: null, to: 'int', onNull: 'none' } }, 'none'],
  ['convert', { $convert: { input: 'x', to: 'date', onError: '$$REMOVE' } }, undefined],
  ['convert', { $convert: { input: 'x', to: 'int', format: 'hex' } }, refused(9)],
  ['convert', { $convert: { input: 'x' } }, refused(9)],
  ['convert', { $convert: { input: 'x', to: 'array' } }, refused(2)],
  ['isNumber', { $isNumber: decimal('1') }, true],
  ['type', { $type: [[]] }, 'array'],
  ['type', { $type: '$none' }, 'missing'],
  ['type', { $type: new BSONRegExp('a') }, 'regex'],
  ['type', { $type: new MinKey() }, 'minKey'],
  ['type', { $type: new MaxKey() }, 'maxKey'],
  ['type', { $type: new Binary(Buffer.from('a')) }, 'binData'],
  ['type', { $type: d(1) }, 'double'],
  ['type', { $type: Long.fromNumber(1).toBigInt() }, 'long'],
]);

check('strings', [
  ['concat', { $concat: ['a', '$none'] }, null],
  ['toLower', { $toLower: 'ÀB' }, 'Àb'],
  ['toUpper', { $toUpper: null }, ''],
  ['strcasecmp', { $strcasecmp: ['a', 'A'] }, 0],
  ['strcasecmp', { $strcasecmp: [null, 'a'] }, -1],
  ['substrBytes', { $substrBytes: ['éclair', 0, 3] }, 'éc'],
  ['substrBytes', { $substrBytes: ['éclair', 0, 1] }, refused(28657)],
  ['substrBytes', { $substrBytes: ['éclair', 1, 3] }, refused(28656)],
  ['substrBytes', { $substrBytes: ['abc', 1, -1] }, 'bc'],
  ['substrBytes', { $substrBytes: ['abc', -1, 1] }, refused(50752)],
  ['substr', { $substr: [123, 0, 2] }, '12'],
  ['substrCP', { $substrCP: ['hamburger', 0, 3] }, 'ham'],
  ['substrCP', { $substrCP: ['寿司sushi', 0, 3] }, '寿司s'],
  ['substrCP', { $substrCP: ['abc', -1, 1] }, refused(34455)],
  ['substrCP', { $substrCP: ['abc', 0, -1] }, refused(34454)],
  ['strLenCP', { $strLenCP: 'éclair' }, 6],
  ['strLenBytes', { $strLenBytes: 'éclair' }, 7],
  ['strLenCP', { $strLenCP: null }, refused(34471)],
  ['split', { $split: ['June-15-2013', '-'] }, ['June', '15', '2013']],
  ['split', { $split: ['headphone jack', 7] }, refused(40086)],
  ['split', { $split: ['banana split', 'an'] }, ['b', '', 'a split']],
  ['trim', { $trim: { input: ' \n good  bye \t  ' } }, 'good  bye'],
  ['trim', { $trim: { input: ' ggggoodbyeeeee', chars: 'ge' } }, ' ggggoodby'],
  ['ltrim', { $ltrim: { input: ' ggggoodbyeeeee', chars: 'gd ' } }, 'oodbyeeeee'],
  ['rtrim', { $rtrim: { input: ' ggggoodbyeeeee    ', chars: 'e ' } }, ' ggggoodby'],
  ['indexOfCP', { $indexOfCP: ['cafétéria', 'é'] }, 3],
  ['indexOfCP', { $indexOfCP: ['foo.bar.fi', '.', 5] }, 7],
  ['indexOfCP', { $indexOfCP: ['vanilla', 'll', 0, 2] }, -1],
  ['indexOfCP', { $indexOfCP: [null, 'foo'] }, null],
  ['indexOfBytes', { $indexOfBytes: ['cafeteria', 'e'] }, 3],
  ['indexOfBytes', { $indexOfBytes: ['cafétéria', 't'] }, 5],
  [
    'replaceOne',
    { $replaceOne: { input: 'blue paint', find: 'blue paint', replacement: 'red $& paint' } },
    'red $& paint',
  ],
  ['replaceAll', { $replaceAll: { input: 'aXbX', find: 'X', replacement: null } }, null],
  ['regexMatch', { $regexMatch: { input: 'Tokyo', regex: '^to', options: 'i' } }, true],
]);

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

check('dates', [
  [
    'dateAdd',
    { $dateAdd: { startDate: utc('2021-01-31T00:00:00'), unit: 'month', amount: 1 } },
    utc('2021-02-28T00:00:00'),
  ],
  [
    'dateAdd',
    { $dateAdd: { startDate: utc('2020-10-25T00:00:00'), unit: 'hour', amount: 24, timezone: 'Europe/Paris' } },
    utc('2020-10-26T00:00:00'),
  ],
  [
    'dateAdd',
    { $dateAdd: { startDate: utc('2021-10-31T12:10:05'), unit: 'day', amount: 1, timezone: 'Europe/London' } },
    utc('2021-11-01T12:10:05'),
  ],
  ['dateAdd', { $dateAdd: { startDate: now, unit: 'day', amount: 1.5 } }, refused(5166405)],
  ['dateAdd', { $dateAdd: { startDate: now, unit: 'day', amount: 1, timezone: '$none' } }, null],
  [
    'dateSubtract',
    { $dateSubtract: { startDate: utc('2021-03-31T00:00:00'), unit: 'month', amount: 1 } },
    utc('2021-02-28T00:00:00'),
  ],
  [
    'dateDiff',
    { $dateDiff: { startDate: utc('2021-01-24T00:00:00'), endDate: utc('2021-01-25T00:00:00'), unit: 'week' } },
    0n,
  ],
  [
    'dateDiff',
    {
      $dateDiff: {
        startDate: utc('2021-01-24T00:00:00'),
        endDate: utc('2021-01-25T00:00:00'),
        unit: 'week',
        startOfWeek: 'Monday',
      },
    },
    1n,
  ],
  [
    'dateDiff',
    { $dateDiff: { startDate: utc('2020-12-31T23:59:59'), endDate: utc('2021-01-01T00:00:00'), unit: 'year' } },
    1n,
  ],
  [
    'dateDiff',
    { $dateDiff: { startDate: utc('2021-01-01T00:00:00'), endDate: utc('2020-12-31T00:00:00'), unit: 'quarter' } },
    -1n,
  ],
  // The night in which New York's clocks go back has 25 hours, and the one in which they go forward 23.
  [
    'dateDiff',
    {
      $dateDiff: {
        startDate: utc('2026-11-01T04:00:00'),
        endDate: utc('2026-11-02T05:00:00'),
        unit: 'hour',
        timezone: 'America/New_York',
      },
    },
    25n,
  ],
  [
    'dateDiff',
    {
      $dateDiff: {
        startDate: utc('2026-11-01T04:00:00'),
        endDate: utc('2026-11-02T05:00:00'),
        unit: 'day',
        timezone: 'America/New_York',
      },
    },
    1n,
  ],
  [
    'dateDiff',
    {
      $dateDiff: {
        startDate: utc('2026-03-08T05:00:00'),
        endDate: utc('2026-03-09T04:00:00'),
        unit: 'hour',
        timezone: 'America/New_York',
      },
    },
    23n,
  ],
  // In India an hour begins at half past of UTC's.
  [
    'dateDiff',
    {
      $dateDiff: {
        startDate: utc('2026-01-01T00:15:00'),
        endDate: utc('2026-01-01T00:45:00'),
        unit: 'hour',
        timezone: 'Asia/Kolkata',
      },
    },
    1n,
  ],
  [
    'dateDiff',
    { $dateDiff: { startDate: utc('2026-01-01T00:15:00'), endDate: utc('2026-01-01T00:45:00'), unit: 'hour' } },
    0n,
  ],
  [
    'dateTrunc',
    {
      $dateTrunc: {
        date: utc('2021-03-20T11:30:05'),
        unit: 'week',
        binSize: 2,
        timezone: 'America/Los_Angeles',
        startOfWeek: 'Monday',
      },
    },
    utc('2021-03-15T07:00:00'),
  ],
  [
    'dateTrunc',
    { $dateTrunc: { date: utc('2021-03-20T11:30:05'), unit: 'month', binSize: 1 } },
    utc('2021-03-01T00:00:00'),
  ],
  ['dateTrunc', { $dateTrunc: { date: utc('2021-03-20T11:30:05'), unit: 'quarter' } }, utc('2021-01-01T00:00:00')],
  [
    'dateTrunc',
    { $dateTrunc: { date: utc('2026-11-01T06:30:00'), unit: 'hour', timezone: 'America/New_York' } },
    utc('2026-11-01T06:00:00'),
  ],
  [
    'dateTrunc',
    { $dateTrunc: { date: utc('2026-11-01T05:30:00'), unit: 'hour', timezone: 'America/New_York' } },
    utc('2026-11-01T05:00:00'),
  ],
  [
    'dateTrunc',
    { $dateTrunc: { date: utc('2026-01-01T00:45:00'), unit: 'hour', timezone: 'Asia/Kolkata' } },
    utc('2026-01-01T00:30:00'),
  ],
  [
    'dateTrunc',
    { $dateTrunc: { date: utc('2026-03-08T20:00:00'), unit: 'day', timezone: 'America/New_York' } },
    utc('2026-03-08T05:00:00'),
  ],
  [
    'dateTrunc',
    { $dateTrunc: { date: utc('1999-12-31T23:00:00'), unit: 'day', binSize: 3 } },
    utc('1999-12-29T00:00:00'),
  ],
  ['dateTrunc', { $dateTrunc: { date: now, unit: 'day', binSize: 0 } }, refused(5439018)],
  ['dateTrunc', { $dateTrunc: { date: now, unit: 'day', binSize: 'x' } }, refused(5439017)],
  ['dateTrunc', { $dateTrunc: { date: now, unit: 'fortnight' } }, refused(5439013)],
  ['dateToString', { $dateToString: { date: utc('2014-01-01T08:15:39.736'), format: '%Y-%m-%d' } }, '2014-01-01'],
  [
    'dateToString',
    { $dateToString: { date: utc('2014-01-01T08:15:39.736'), format: '%H:%M:%S:%L%z', timezone: 'America/New_York' } },
    '03:15:39:736-0500',
  ],
  [
    'dateToString',
    { $dateToString: { date: utc('2014-01-01T08:15:39.736'), format: '%H:%M:%S:%L%z', timezone: '+04:30' } },
    '12:45:39:736+0430',
  ],
  [
    'dateToString',
    {
      $dateToString: {
        date: utc('2014-01-01T08:15:39.736'),
        format: 'minutes offset: %Z',
        timezone: 'America/New_York',
      },
    },
    'minutes offset: -300',
  ],
  ['dateToString', { $dateToString: { date: utc('2014-01-01T08:15:39.736') } }, '2014-01-01T08:15:39.736Z'],
  [
    'dateToString',
    { $dateToString: { date: utc('2014-01-01T08:15:39.736'), format: '%j %u %V %G %w %U' } },
    '001 3 01 2014 4 00',
  ],
  ['dateToString', { $dateToString: { date: now, format: 1 } }, refused(18533)],
  ['dateToString', { $dateToString: { date: null, onNull: 'never' } }, 'never'],
  ['dateFromString', { $dateFromString: { dateString: '2017-02-08T12:10:40.787' } }, utc('2017-02-08T12:10:40.787')],
  [
    'dateFromString',
    { $dateFromString: { dateString: '2017-02-08', timezone: 'America/New_York' } },
    utc('2017-02-08T05:00:00'),
  ],
  [
    'dateFromString',
    { $dateFromString: { dateString: '2017-02-08T12:10:40.787Z', timezone: 'America/New_York' } },
    refused(241),
  ],
  ['dateFromString', { $dateFromString: { dateString: '06-15-2018', format: '%m-%d-%Y' } }, utc('2018-06-15T00:00:00')],
  [
    'dateFromString',
    { $dateFromString: { dateString: '15-06-2018 10:20 +0200', format: '%d-%m-%Y %H:%M %z' } },
    utc('2018-06-15T08:20:00'),
  ],
  ['dateFromString', { $dateFromString: { dateString: '2018W24 1', format: '%GW%V %u' } }, utc('2018-06-11T00:00:00')],
  [
    'dateFromString',
    { $dateFromString: { dateString: '3 Feb 2020', format: '%d %b %Y', timezone: 'Europe/Paris' } },
    utc('2020-02-02T23:00:00'),
  ],
  ['dateFromString', { $dateFromString: { dateString: '31-02-2018', format: '%d-%m-%Y' } }, refused(241)],
  ['dateFromString', { $dateFromString: { dateString: '06/15/2018', format: '%m-%d-%Y' } }, refused(241)],
  ['dateFromString', { $dateFromString: { dateString: 'x', format: '%q' } }, refused(18536)],
  ['dateFromString', { $dateFromString: { dateString: 'x', onError: '$none' } }, null],
  ['dateFromString', { $dateFromString: { dateString: 1 } }, refused(241)],
  ['dateFromParts', { $dateFromParts: { year: 2017, month: 14, day: 1, hour: 12 } }, utc('2018-02-01T12:00:00')],
  ['dateFromParts', { $dateFromParts: { year: 2017, month: 0, day: 1, hour: 12 } }, utc('2016-12-01T12:00:00')],
  [
    'dateFromParts',
    { $dateFromParts: { isoWeekYear: 2017, isoWeek: 6, isoDayOfWeek: 3, hour: 12 } },
    utc('2017-02-08T12:00:00'),
  ],
  [
    'dateFromParts',
    {
      $dateFromParts: {
        year: 2016,
        month: 12,
        day: 31,
        hour: 23,
        minute: 46,
        second: 12,
        timezone: 'America/New_York',
      },
    },
    utc('2017-01-01T04:46:12'),
  ],
  ['dateFromParts', { $dateFromParts: { year: 99, month: 2, day: 3 } }, new Date('0099-02-03T00:00:00Z')],
  ['dateFromParts', { $dateFromParts: { year: 2017, month: 1.5 } }, refused(40515)],
  ['dateFromParts', { $dateFromParts: { year: 10000 } }, refused(40523)],
  ['dateFromParts', { $dateFromParts: { month: 1 } }, refused(40516)],
  ['dateFromParts', { $dateFromParts: { year: 2017, isoWeek: 1 } }, refused(9)],
  [
    'dateToParts',
    { $dateToParts: { date: utc('2017-01-01T01:29:09.123'), timezone: 'America/New_York' } },
    { year: 2016, month: 12, day: 31, hour: 20, minute: 29, second: 9, millisecond: 123 },
  ],
  [
    'dateToParts',
    { $dateToParts: { date: utc('2017-01-01T01:29:09.123'), iso8601: true } },
    { isoWeekYear: 2016, isoWeek: 52, isoDayOfWeek: 7, hour: 1, minute: 29, second: 9, millisecond: 123 },
  ],
  ['year', { $year: { date: utc('2015-12-31T23:30:00'), timezone: 'Europe/Paris' } }, 2016],
  ['hour', { $hour: { date: now, timezone: 'Mars/Olympus' } }, refused(40485)],
  ['week', { $week: utc('2016-01-04T00:00:00') }, 1],
  ['dayOfYear', { $dayOfYear: utc('2016-12-31T00:00:00') }, 366],
  ['isoWeekYear', { $isoWeekYear: utc('2016-01-01T00:00:00') }, 2015],
  ['month', { $month: new ObjectId('58c7cba47bbadf523cf2c313') }, 3],
  ['month', { $month: '2026' }, refused(16006)],
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
