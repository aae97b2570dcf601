// Updates by the rules of MongoDB's manual: every operator, positions in arrays, conflicts, types, upserts.

import { inspect } from 'node:util';
import { Decimal128, Double, Timestamp } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFilter } from '../../../src/storage/embedded/match/filter.ts';
import { compileUpdate } from '../../../src/storage/embedded/mutate/update.ts';
import { upsertBase } from '../../../src/storage/embedded/mutate/upsert.ts';
import { clone, type Document } from '../../../src/storage/embedded/values.ts';

const now = () => new Date('2026-03-04T05:06:07Z');

function update(
  doc: Document,
  change: Document | Document[],
  more: { filter?: Document; arrayFilters?: Document[]; inserting?: boolean; let?: Document } = {},
) {
  const { filter = {}, inserting = false, ...options } = more;
  const before = clone(doc);
  const result = compileUpdate(change, { ...options, now }).apply(doc, {
    inserting,
    position: compileFilter(filter).positions(doc),
  });
  expect(doc).toEqual(before);
  expect(result.changed).toBe(result.doc !== doc);
  return result.doc;
}

const CASES: [
  name: string,
  doc: Document,
  change: Document | Document[],
  after: Document,
  more?: Parameters<typeof update>[2],
][] = [
  ['$set creates documents on the way', { a: 1 }, { $set: { 'b.c': 2 } }, { a: 1, b: { c: 2 } }],
  ['$set pads an array', { a: [1] }, { $set: { 'a.3': 4 } }, { a: [1, null, null, 4] }],
  ['$set keeps key order', { b: 1, a: 1 }, { $set: { a: 2, b: 2, c: 3 } }, { b: 2, a: 2, c: 3 }],
  ['$unset of a field', { a: 1, b: { c: 1, d: 2 } }, { $unset: { a: '', 'b.c': 1, x: 1 } }, { b: { d: 2 } }],
  ['$unset leaves a place to null', { a: [1, 2] }, { $unset: { 'a.0': 1 } }, { a: [null, 2] }],
  ['$inc creates', {}, { $inc: { 'a.b': 2 } }, { a: { b: 2 } }],
  ['$inc keeps an int', { a: 1 }, { $inc: { a: 2 } }, { a: 3 }],
  ['$inc overflows into a long', { a: 2147483647 }, { $inc: { a: 1 } }, { a: 2147483648n }],
  ['$inc of a long is exact', { a: 9007199254740993n }, { $inc: { a: 1 } }, { a: 9007199254740994n }],
  ['$inc by a double', { a: 1 }, { $inc: { a: 0.5 } }, { a: 1.5 }],
  ['$inc to a whole double stays double', { a: 1.5 }, { $inc: { a: 0.5 } }, { a: new Double(2) }],
  [
    '$inc of a decimal',
    { a: Decimal128.fromString('0.1') },
    { $inc: { a: Decimal128.fromString('0.2') } },
    { a: Decimal128.fromString('0.3') },
  ],
  ['$mul of nothing is zero of the type', {}, { $mul: { a: 5n } }, { a: 0n }],
  ['$mul', { a: 3 }, { $mul: { a: 2.5 } }, { a: 7.5 }],
  ['$min and $max across types', { a: 5, b: 5 }, { $min: { a: 3, c: 1 }, $max: { b: 'x' } }, { a: 3, b: 'x', c: 1 }],
  ['$rename', { a: { b: 1 }, c: 2 }, { $rename: { 'a.b': 'd.e', x: 'y' } }, { a: {}, c: 2, d: { e: 1 } }],
  ['$setOnInsert when updating', { a: 1 }, { $set: { a: 2 }, $setOnInsert: { b: 1 } }, { a: 2 }],
  ['$setOnInsert when inserting', { _id: 1 }, { $setOnInsert: { b: 1 } }, { _id: 1, b: 1 }, { inserting: true }],
  [
    '$currentDate',
    {},
    { $currentDate: { a: true, b: { $type: 'timestamp' } } },
    { a: now(), b: new Timestamp({ t: 1772600767, i: 1 }) },
  ],
  ['$push creates', {}, { $push: { a: [1] } }, { a: [[1]] }],
  ['$push each, position', { a: [1, 4] }, { $push: { a: { $each: [2, 3], $position: 1 } } }, { a: [1, 2, 3, 4] }],
  ['$push position from the end', { a: [1, 4] }, { $push: { a: { $each: [3], $position: -1 } } }, { a: [1, 3, 4] }],
  [
    '$push sort and slice',
    { a: [{ x: 3 }, { x: 1 }] },
    { $push: { a: { $each: [{ x: 2 }], $sort: { x: -1 }, $slice: 2 } } },
    { a: [{ x: 3 }, { x: 2 }] },
  ],
  ['$push slice from the end', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: -2 } } }, { a: [2, 3] }],
  ['$addToSet', { a: [1] }, { $addToSet: { a: { $each: [1n, 2, 2] } } }, { a: [1, 2] }],
  ['$pop', { a: [1, 2, 3], b: [1, 2] }, { $pop: { a: 1, b: -1 } }, { a: [1, 2], b: [2] }],
  [
    '$pull by value, operators and documents',
    { a: [1, 2], b: [1, 5, 9], c: [{ x: 1, y: 1 }, { x: 2 }] },
    { $pull: { a: 1, b: { $gt: 4 }, c: { x: 1 } } },
    { a: [2], b: [1], c: [{ x: 2 }] },
  ],
  [
    '$pull with $elemMatch',
    { a: [{ b: [{ q: 2 }] }, { b: [{ q: 9 }] }] },
    { $pull: { a: { b: { $elemMatch: { q: { $gt: 5 } } } } } },
    { a: [{ b: [{ q: 2 }] }] },
  ],
  ['$pullAll', { a: [1, 2, 3, 1] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
  ['$bit', { a: 13, b: 5n }, { $bit: { a: { and: 10 }, b: { or: 2 } } }, { a: 8, b: 7n }],
  ['the positional $', { a: [1, 5, 5] }, { $set: { 'a.$': 6 } }, { a: [1, 6, 5] }, { filter: { a: 5 } }],
  ['$[]', { a: [{ x: 1 }, { x: 2 }] }, { $inc: { 'a.$[].x': 10 } }, { a: [{ x: 11 }, { x: 12 }] }],
  [
    '$[name]',
    { a: [{ x: 1 }, { x: 2 }] },
    { $set: { 'a.$[e].y': 0 } },
    { a: [{ x: 1 }, { x: 2, y: 0 }] },
    { arrayFilters: [{ 'e.x': 2 }] },
  ],
  [
    'nested $[name] with $or',
    {
      a: [
        { t: 'q', b: [1, 5, 9] },
        { t: 'h', b: [5] },
      ],
    },
    { $inc: { 'a.$[q].b.$[s]': 2 } },
    {
      a: [
        { t: 'q', b: [3, 5, 11] },
        { t: 'h', b: [5] },
      ],
    },
    { arrayFilters: [{ 'q.t': 'q' }, { $or: [{ s: { $lt: 2 } }, { s: { $gt: 8 } }] }] },
  ],
  ['a replacement keeps _id first', { _id: 7, a: 1 }, { b: 2 }, { _id: 7, b: 2 }],
  [
    'a pipeline',
    { _id: 1, a: 2, b: 3 },
    [{ $set: { c: { $add: ['$a', '$b', '$$n'] } } }, { $unset: 'a' }],
    { _id: 1, b: 3, c: 15 },
    { let: { n: 10 } },
  ],
  ['a pipeline that replaces', { _id: 1, a: { x: 1 } }, [{ $replaceWith: '$a' }], { _id: 1, x: 1 }],
];

describe('an update', () => {
  for (const [name, doc, change, after, more] of CASES) {
    it(name, () => {
      const result = update(doc, change, more);
      expect(result).toEqual(after);
      expect(Object.keys(result)).toEqual(Object.keys(after));
    });
  }

  const SAME: [doc: Document, change: Document][] = [
    [{ a: 1 }, { $set: { a: 1 } }],
    [{ a: 1 }, { $unset: { b: 1 } }],
    [{ a: 1 }, { $unset: { 'a.b.c': 1 } }],
    [{ a: 1 }, { $inc: { a: 0 } }],
    [{ a: [1] }, { $addToSet: { a: 1 } }],
    [{ a: [1] }, { $pull: { a: 2 } }],
    [{ a: 1 }, { $min: { a: 1n } }],
    [{ a: 1 }, { $pop: { b: 1 } }],
    [{ _id: 1, a: 1 }, { a: 1 }],
    [{ a: 1 }, { $setOnInsert: { a: 2 } }],
  ];
  for (const [doc, change] of SAME) {
    it(`returns the same document when nothing changes: ${inspect(change)}`, () => {
      expect(update(doc, change)).toBe(doc);
    });
  }

  it('tells an int from a double of the same value', () => {
    expect(update({ a: 1 }, { $set: { a: new Double(1) } })).toEqual({ a: new Double(1) });
  });

  const REFUSED: [doc: Document, change: Document | Document[], code: number, more?: Parameters<typeof update>[2]][] = [
    [{}, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
    [{}, { $set: { a: 1, 'a.b': 1 } }, 40],
    [{}, { $set: { 'a.b': 1 }, $unset: { a: 1 } }, 40],
    [{}, { $rename: { a: 'b' }, $set: { b: 1 } }, 40],
    [{ a: 'x' }, { $inc: { a: 1 } }, 14],
    [{ a: 1 }, { $inc: { a: 'x' } }, 14],
    [{ a: 2n ** 63n - 1n }, { $inc: { a: 1 } }, 2],
    [{ a: 1 }, { $push: { a: 1 } }, 2],
    [{ a: 1 }, { $addToSet: { a: 1 } }, 2],
    [{ a: 1 }, { $pop: { a: 1 } }, 14],
    [{ a: 1 }, { $set: { 'a.b': 1 } }, 28],
    [{ a: [1] }, { $set: { 'a.b': 1 } }, 28],
    [{ _id: 1 }, { $set: { _id: 2 } }, 66],
    [{ _id: 1 }, { $unset: { _id: 1 } }, 66],
    [{ _id: 1 }, { _id: 2 }, 66],
    [{ a: [1] }, { $set: { 'a.$': 1 } }, 2],
    [{ a: 1 }, { $set: { 'a.$[]': 1 } }, 2],
    [{ a: [1] }, { $set: { 'a.$[x]': 1 } }, 2],
    [{ a: [1] }, { $set: { a: 1 } }, 9, { arrayFilters: [{ x: 1 }] }],
    [{}, { $foo: { a: 1 } }, 9],
    [{}, { $set: 1 }, 9],
    [{}, { $set: { '': 1 } }, 56],
    [{}, { $set: { $a: 1 } }, 52],
    [{}, [{ $match: {} }], 72],
  ];
  for (const [doc, change, code, more] of REFUSED) {
    it(`is refused with ${code}: ${inspect(change)} on ${inspect(doc)}`, () => {
      expect(() => update(doc, change, more)).toThrow(expect.objectContaining({ code }));
    });
  }

  it('$inc sums as integers do, whatever their types', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }),
        fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }),
        (a, b) => {
          const { n } = update({ n: a }, { $inc: { n: b } });
          expect(n).toBe(a + b);
        },
      ),
    );
  });
});

describe('an upsert', () => {
  const BASES: [filter: Document, base: Document][] = [
    [
      { a: 1, b: { $gt: 2 }, 'c.d': 3 },
      { a: 1, c: { d: 3 } },
    ],
    [{ $and: [{ a: 1 }, { b: { $eq: 2 } }] }, { a: 1, b: 2 }],
    [{ $or: [{ a: 1 }] }, { a: 1 }],
    [{ $or: [{ a: 1 }, { b: 1 }] }, {}],
    [
      { a: { $all: [1] }, b: { $in: [2] }, c: { $in: [1, 2] } },
      { a: 1, b: 2 },
    ],
  ];
  for (const [filter, base] of BASES) {
    it(`takes ${inspect(base)} from ${inspect(filter)}`, () => expect(upsertBase(filter)).toEqual(base));
  }

  it('refuses two values for one path', () => {
    expect(() => upsertBase({ $and: [{ a: 1 }, { a: 2 }] })).toThrow(expect.objectContaining({ code: 54 }));
  });
});
