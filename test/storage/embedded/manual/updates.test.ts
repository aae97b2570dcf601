// Updates as the pages of MongoDB's manual define them: https://www.mongodb.com/docs/manual/reference/operator/update/<name>/
// Each case: the document before, the update with its options, and the document after or the code of the refusal.
import { inspect } from 'node:util';
import { Decimal128, Double } from 'bson';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Document } from '../../../../src/storage/embedded/values.ts';
import { type EngineInProcess, engineInProcess } from '../support/in-process.ts';

const NOW = 1_780_000_000_000;
let engine: EngineInProcess;
beforeAll(() => {
  engine = engineInProcess(() => NOW);
});

type Options = { q?: Document; arrayFilters?: Document[]; upsert?: boolean; multi?: boolean; collation?: Document };
type Case = readonly [
  page: string,
  before: Document | null,
  u: Document | Document[],
  after: Document | number,
  Options?,
];

async function updated(before: Document | null, u: Document | Document[], options: Options = {}) {
  await engine.run({ drop: 'c' });
  if (before) await engine.run({ insert: 'c', documents: [{ _id: 1, ...before }] });
  const { writeErrors } = await engine.run({ update: 'c', updates: [{ q: { _id: 1 }, u, ...options }] });
  const failed = (writeErrors as Document[] | undefined)?.[0];
  if (failed) return failed.code;
  const { cursor } = await engine.run({ find: 'c', filter: {} });
  const [{ _id, ...after } = {}] = (cursor as { firstBatch: Document[] }).firstBatch;
  return after;
}

function check(name: string, cases: readonly Case[]): void {
  describe(name, () => {
    for (const [page, before, update, after, options] of cases) {
      const title = inspect([before, update, options ?? {}], { depth: 9, breakLength: Number.POSITIVE_INFINITY });
      it(`${page}: ${title}`, async () => expect(await updated(before, update, options)).toEqual(after));
    }
  });
}

const d = (value: number) => new Double(value);
const decimal = (text: string) => Decimal128.fromString(text);

check('fields', [
  ['set', { a: { b: 1 } }, { $set: { 'a.c': 2, d: 3 } }, { a: { b: 1, c: 2 }, d: 3 }],
  ['set', { tags: ['x', 'y'] }, { $set: { 'tags.1': 'z', 'tags.3': 'n' } }, { tags: ['x', 'z', null, 'n'] }],
  ['set', { a: 1 }, { $set: { 'a.b': 1 } }, 28],
  ['set', { a: null }, { $set: { 'a.b': 1 } }, 28],
  ['set', { a: [1] }, { $set: { 'a.b': 1 } }, 28],
  ['set', { a: 1 }, { $set: {} }, { a: 1 }],
  ['set', { a: 1 }, { $set: { _id: 2 } }, 66],
  ['set', {}, { $set: { a: 1, 'a.b': 2 } }, 40],
  ['set', {}, { $set: { '': 1 } }, 56],
  ['set', {}, { $set: { 'a..b': 1 } }, 56],
  ['set', {}, { $set: { $a: 1 } }, 52],
  ['set', {}, { $set: { z: 1, a: 2, '10': 3, '9': 4 } }, { '9': 4, '10': 3, a: 2, z: 1 }],
  ['unset', { a: { b: 1, c: 2 } }, { $unset: { 'a.b': '' } }, { a: { c: 2 } }],
  ['unset', { a: [1, 2, 3] }, { $unset: { 'a.1': '' } }, { a: [1, null, 3] }],
  ['unset', { a: 1 }, { $unset: { 'a.b': '', x: '' } }, { a: 1 }],
  ['rename', { nmae: { first: 'george' }, x: 1 }, { $rename: { nmae: 'name' } }, { name: { first: 'george' }, x: 1 }],
  [
    'rename',
    { name: { first: 'a', last: 'b' } },
    { $rename: { 'name.first': 'name.fname' } },
    { name: { last: 'b', fname: 'a' } },
  ],
  [
    'rename',
    { name: { first: 'a' } },
    { $rename: { 'name.first': 'contact.fname' } },
    { name: {}, contact: { fname: 'a' } },
  ],
  ['rename', { a: 1 }, { $rename: { none: 'b' } }, { a: 1 }],
  ['rename', { a: 1, b: 2 }, { $rename: { a: 'b' } }, { b: 1 }],
  ['rename', { a: [{ b: 1 }] }, { $rename: { 'a.0.b': 'c' } }, 2],
  ['rename', { a: 1, b: [1] }, { $rename: { a: 'b.0' } }, 2],
  ['rename', { a: 1 }, { $rename: { a: 'a' } }, 2],
  ['rename', { a: 1 }, { $rename: { a: 'a.b' } }, 40],
  ['rename', { a: 1 }, { $rename: { _id: 'b' } }, 66],
  ['rename', { a: 1 }, { $rename: { a: 1 } }, 2],
  ['inc', { n: 1 }, { $inc: { n: d(0.5) } }, { n: 1.5 }],
  ['inc', { n: 2147483647 }, { $inc: { n: 1 } }, { n: 2147483648n }],
  ['inc', { n: 9223372036854775807n }, { $inc: { n: 1 } }, 2],
  ['inc', { n: decimal('0.1') }, { $inc: { n: decimal('0.2') } }, { n: decimal('0.3') }],
  ['inc', {}, { $inc: { 'a.b': -2 } }, { a: { b: -2 } }],
  ['inc', { n: null }, { $inc: { n: 1 } }, 14],
  ['inc', { n: 1 }, { $inc: { n: '1' } }, 14],
  ['mul', { price: 10.99 }, { $mul: { price: 1.25, qty: 2 } }, { price: 13.7375, qty: 0 }],
  ['mul', {}, { $mul: { n: 100n } }, { n: 0n }],
  ['mul', {}, { $mul: { n: decimal('2') } }, { n: decimal('0') }],
  ['mul', { n: 5 }, { $mul: { n: d(2) } }, { n: d(10) }],
  ['min', { a: 5 }, { $min: { a: 'x', b: 1 } }, { a: 5, b: 1 }],
  ['min', { a: 5 }, { $min: { a: null } }, { a: null }],
  ['max', { a: 5 }, { $max: { a: d(5) } }, { a: 5 }],
  ['max', { a: 5 }, { $max: { a: new Date(0) } }, { a: new Date(0) }],
  [
    'currentDate',
    {},
    { $currentDate: { at: true, 'a.b': { $type: 'date' } } },
    { a: { b: new Date(NOW) }, at: new Date(NOW) },
  ],
  ['currentDate', {}, { $currentDate: { at: 1 } }, 2],
  ['setOnInsert', { a: 1 }, { $setOnInsert: { b: 1 } }, { a: 1 }],
  ['setOnInsert', null, { $set: { a: 1 }, $setOnInsert: { 'b.c': 2 } }, { a: 1, b: { c: 2 } }, { upsert: true }],
  ['bit', { n: 13 }, { $bit: { n: { and: 10 } } }, { n: 8 }],
  ['bit', { n: 3 }, { $bit: { n: { or: 5n } } }, { n: 7n }],
  ['bit', {}, { $bit: { n: { xor: 5 } } }, { n: 5 }],
  ['bit', { n: 1.5 }, { $bit: { n: { and: 1 } } }, 2],
  ['bit', { n: 1 }, { $bit: { n: { and: 1.5 } } }, 2],
  ['bit', { n: 1 }, { $bit: { n: { nand: 1 } } }, 2],
  ['', { a: 1 }, { $foo: { a: 1 } }, 9],
  ['', { a: 1 }, { $set: 1 }, 9],
  ['', { a: 1 }, { $set: { b: 1 }, c: 1 }, 9],
]);

check('arrays', [
  ['push', { s: [1] }, { $push: { s: { $each: [90, 92, 85] } } }, { s: [1, 90, 92, 85] }],
  ['push', { s: [1] }, { $push: { s: [2, 3] } }, { s: [1, [2, 3]] }],
  ['push', {}, { $push: { s: 1 } }, { s: [1] }],
  ['push', { s: null }, { $push: { s: 1 } }, 2],
  [
    'push',
    {
      s: [
        { wk: 1, n: 10 },
        { wk: 2, n: 8 },
      ],
    },
    {
      $push: {
        s: {
          $each: [
            { wk: 5, n: 8 },
            { wk: 6, n: 7 },
          ],
          $sort: { n: -1 },
          $slice: 3,
        },
      },
    },
    {
      s: [
        { wk: 1, n: 10 },
        { wk: 2, n: 8 },
        { wk: 5, n: 8 },
      ],
    },
  ],
  ['slice', { s: [40, 50, 60] }, { $push: { s: { $each: [80, 78, 86], $slice: -5 } } }, { s: [50, 60, 80, 78, 86] }],
  ['slice', { s: [89, 90] }, { $push: { s: { $each: [], $slice: -1 } } }, { s: [90] }],
  ['slice', { s: [89, 90] }, { $push: { s: { $each: [1], $slice: 0 } } }, { s: [] }],
  ['position', { s: [100] }, { $push: { s: { $each: [50, 60], $position: 0 } } }, { s: [50, 60, 100] }],
  [
    'position',
    { s: [50, 60, 100, 20] },
    { $push: { s: { $each: [90, 80], $position: -2 } } },
    { s: [50, 60, 90, 80, 100, 20] },
  ],
  ['position', { s: [1] }, { $push: { s: { $each: [2], $position: 20 } } }, { s: [1, 2] }],
  ['position', { s: [1] }, { $push: { s: { $each: [2], $position: -20 } } }, { s: [2, 1] }],
  ['position', { s: [1] }, { $push: { s: { $each: [2], $position: 1.5 } } }, 2],
  ['sort', { s: [89, 70, 'x', null] }, { $push: { s: { $each: [40], $sort: 1 } } }, { s: [null, 40, 70, 89, 'x'] }],
  [
    'sort',
    { s: [{ a: { b: 2 } }, { a: { b: 1 } }] },
    { $push: { s: { $each: [], $sort: { 'a.b': 1 } } } },
    { s: [{ a: { b: 1 } }, { a: { b: 2 } }] },
  ],
  ['sort', { s: [1] }, { $push: { s: { $each: [], $sort: 2 } } }, 2],
  ['push', { s: [1] }, { $push: { s: { $each: [2], $other: 1 } } }, 2],
  ['push', { s: [1] }, { $push: { s: { $each: 2 } } }, 2],
  ['addToSet', { s: ['a', 'b'] }, { $addToSet: { s: ['c', 'd'] } }, { s: ['a', 'b', ['c', 'd']] }],
  ['addToSet', { s: ['a'] }, { $addToSet: { s: { $each: ['a', 'b', 'b'] } } }, { s: ['a', 'b'] }],
  [
    'addToSet',
    { s: [{ a: 1, b: 2 }] },
    { $addToSet: { s: { b: 2, a: 1 } } },
    {
      s: [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    },
  ],
  ['addToSet', { s: [1] }, { $addToSet: { s: d(1) } }, { s: [1] }],
  ['addToSet', { s: 'x' }, { $addToSet: { s: 1 } }, 2],
  ['pop', { s: [8, 9, 10] }, { $pop: { s: -1 } }, { s: [9, 10] }],
  ['pop', { s: [8, 9, 10] }, { $pop: { s: 1 } }, { s: [8, 9] }],
  ['pop', { s: [] }, { $pop: { s: 1 } }, { s: [] }],
  ['pop', { s: 1 }, { $pop: { s: 1 } }, 14],
  ['pop', { s: [1] }, { $pop: { s: 2 } }, 9],
  ['pull', { f: ['a', 'b', 'c', 'a'] }, { $pull: { f: { $in: ['a', 'c'] } } }, { f: ['b'] }],
  ['pull', { v: [3, 5, 6, 7, 7, 8] }, { $pull: { v: { $gte: 6 } } }, { v: [3, 5] }],
  [
    'pull',
    {
      r: [
        { item: 'A', score: 5 },
        { item: 'B', score: 8, c: 1 },
      ],
    },
    { $pull: { r: { score: 8, item: 'B' } } },
    { r: [{ item: 'A', score: 5 }] },
  ],
  [
    'pull',
    {
      r: [
        {
          item: 'A',
          answers: [
            { q: 1, a: 4 },
            { q: 2, a: 6 },
          ],
        },
        { item: 'B', answers: [{ q: 2, a: 9 }] },
      ],
    },
    { $pull: { r: { answers: { $elemMatch: { q: 2, a: { $gte: 8 } } } } } },
    {
      r: [
        {
          item: 'A',
          answers: [
            { q: 1, a: 4 },
            { q: 2, a: 6 },
          ],
        },
      ],
    },
  ],
  ['pull', { a: [[1, 2], [3], 4] }, { $pull: { a: [3] } }, { a: [[1, 2], 4] }],
  ['pull', { a: [[1, 2], [3], 4] }, { $pull: { a: { $gte: 3 } } }, { a: [[1, 2]] }],
  ['pull', { a: [{ x: 1 }, 1] }, { $pull: { a: { x: { $exists: false } } } }, { a: [{ x: 1 }, 1] }],
  ['pull', { a: 1 }, { $pull: { a: 1 } }, 2],
  ['pull', { a: [null, 1] }, { $pull: { a: null } }, { a: [1] }],
  ['pullAll', { s: [0, 2, 5, 5, 1, 0] }, { $pullAll: { s: [0, 5] } }, { s: [2, 1] }],
  ['pullAll', { s: [{ a: 1, b: 2 }] }, { $pullAll: { s: [{ b: 2, a: 1 }] } }, { s: [{ a: 1, b: 2 }] }],
  ['pullAll', { s: [1] }, { $pullAll: { s: 1 } }, 2],
]);

check('positions', [
  ['positional', { g: [85, 80, 80] }, { $set: { 'g.$': 82 } }, { g: [85, 82, 80] }, { q: { _id: 1, g: 80 } }],
  [
    'positional',
    {
      g: [
        { n: 80, mean: 75 },
        { n: 85, mean: 90 },
      ],
    },
    { $set: { 'g.$.std': 6 } },
    {
      g: [
        { n: 80, mean: 75 },
        { n: 85, mean: 90, std: 6 },
      ],
    },
    { q: { 'g.n': 85 } },
  ],
  [
    'positional',
    {
      g: [
        { n: 80, mean: 75 },
        { n: 85, mean: 90 },
      ],
    },
    { $set: { 'g.$.std': 6 } },
    {
      g: [
        { n: 80, mean: 75 },
        { n: 85, mean: 90, std: 6 },
      ],
    },
    { q: { g: { $elemMatch: { n: { $lte: 90 }, mean: { $gt: 80 } } } } },
  ],
  ['positional', { g: [1] }, { $set: { 'g.$': 2 } }, 2],
  [
    'positional',
    { a: [[1, 2], [3]] },
    { $set: { 'a.$.0': 9 } },
    { a: [[1, 2], [9]] },
    { q: { a: { $elemMatch: { $elemMatch: { $eq: 3 } } } } },
  ],
  ['positional-all', { g: [85, 82] }, { $inc: { 'g.$[]': 10 } }, { g: [95, 92] }],
  [
    'positional-all',
    { g: [{ q: [10, 8, 5] }, { q: [10] }] },
    { $inc: { 'g.$[].q.$[]': 1 } },
    { g: [{ q: [11, 9, 6] }, { q: [11] }] },
  ],
  ['positional-all', { g: 1 }, { $inc: { 'g.$[]': 1 } }, 2],
  ['positional-all', {}, { $inc: { 'g.$[]': 1 } }, 2],
  [
    'positional-filtered',
    { g: [95, 102, 90] },
    { $set: { 'g.$[e]': 100 } },
    { g: [95, 100, 90] },
    { arrayFilters: [{ e: { $gte: 100 } }] },
  ],
  [
    'positional-filtered',
    {
      g: [
        { n: 80, q: [{ s: 1 }, { s: 9 }] },
        { n: 90, q: [{ s: 9 }] },
      ],
    },
    { $set: { 'g.$[g].q.$[q].s': 0 } },
    {
      g: [
        { n: 80, q: [{ s: 1 }, { s: 0 }] },
        { n: 90, q: [{ s: 9 }] },
      ],
    },
    { arrayFilters: [{ 'g.n': { $lt: 90 } }, { 'q.s': { $gt: 5 } }] },
  ],
  [
    'positional-filtered',
    {
      g: [
        { t: 'a', n: 1 },
        { t: 'b', n: 2 },
      ],
    },
    { $set: { 'g.$[e].x': 1 } },
    {
      g: [
        { t: 'a', n: 1, x: 1 },
        { t: 'b', n: 2, x: 1 },
      ],
    },
    { arrayFilters: [{ $or: [{ 'e.t': 'a' }, { 'e.n': 2 }] }] },
  ],
  ['positional', { g: [[1]] }, { $set: { 'g.$.$': 2 } }, 2, { q: { g: [1] } }],
  ['positional-filtered', { g: [1] }, { $set: { 'g.$[E]': 1 } }, 2, { arrayFilters: [{ E: 1 }] }],
  ['positional-filtered', { g: [1] }, { $set: { 'g.$[e]': 1 } }, 2],
  ['positional-filtered', { g: [1] }, { $set: { g: 1 } }, 9, { arrayFilters: [{ e: 1 }] }],
  ['positional-filtered', { g: [1] }, { $set: { 'g.$[e]': 1 } }, 9, { arrayFilters: [{ e: 1 }, { e: 2 }] }],
  [
    'positional-filtered',
    { g: [[1, 5], [9]] },
    { $set: { 'g.$[].$[e]': 0 } },
    { g: [[1, 0], [0]] },
    { arrayFilters: [{ e: { $gte: 5 } }] },
  ],
]);

const UPDATE = '../../method/db.collection.update';
check('upserts and replacements', [
  [
    UPDATE,
    null,
    { $set: { d: 1 } },
    { a: 1, b: { c: 2 }, d: 1 },
    { q: { a: 1, 'b.c': { $eq: 2 }, e: { $gt: 5 } }, upsert: true },
  ],
  [
    UPDATE,
    null,
    { $set: { d: 1 } },
    { a: 1, d: 1 },
    { q: { $and: [{ a: 1 }, { $or: [{ x: 1 }, { y: 1 }] }] }, upsert: true },
  ],
  [UPDATE, null, { $set: { d: 1 } }, { a: 7, d: 1 }, { q: { a: { $in: [7] } }, upsert: true }],
  [UPDATE, null, { $set: { 'a.b': 1 } }, { a: { c: 2, b: 1 } }, { q: { 'a.c': 2 }, upsert: true }],
  [UPDATE, null, { $push: { a: 1 } }, 2, { q: { a: 5 }, upsert: true }],
  [UPDATE, null, { x: 1 }, { x: 1 }, { q: { a: 5 }, upsert: true }],
  [UPDATE, null, { x: 1 }, 111, { q: { '_id.a': 5 }, upsert: true }],
  [UPDATE, null, { _id: 2, x: 1 }, 66, { q: { _id: 1 }, upsert: true }],
  [UPDATE, null, [{ $set: { x: { $add: ['$a', 1] } } }], { a: 5, x: 6 }, { q: { a: 5 }, upsert: true }],
  [UPDATE, { a: 1 }, { b: 2 }, { b: 2 }],
  [UPDATE, { a: 1 }, {}, {}],
  [UPDATE, { a: 1 }, { b: 2 }, 9, { multi: true }],
  [UPDATE, { a: 1 }, { b: 1, $set: { c: 1 } }, 52],
  [UPDATE, { a: 1 }, { _id: 2, b: 1 }, 66],
  [UPDATE, { a: 1 }, [{ $set: { at: '$$NOW', b: '$a' } }, { $unset: 'a' }], { at: new Date(NOW), b: 1 }],
  [UPDATE, { a: 1 }, [{ $match: { a: 1 } }], 72],
  [UPDATE, { a: [1, 2] }, [{ $set: { 'a.b': 1 } }], { a: [{ b: 1 }, { b: 1 }] }],
]);
