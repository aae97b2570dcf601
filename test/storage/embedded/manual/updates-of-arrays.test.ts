// Updates of arrays and positions in them as the pages of MongoDB's manual define them: https://www.mongodb.com/docs/manual/reference/operator/update/<name>/
import { Double } from 'bson';
import { checkUpdates as check } from '../support/updates.ts';

const d = (value: number) => new Double(value);

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
