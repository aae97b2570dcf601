// Queries and projections as the pages of MongoDB's manual define them:
// https://www.mongodb.com/docs/manual/reference/operator/query/<name>/ and .../projection/<name>/
// Each case: the documents, numbered from 0, and which of them a filter finds, or the code of the refusal.
import { inspect } from 'node:util';
import { Binary, BSONRegExp, Decimal128, Double, Timestamp } from 'bson';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Document } from '../../../../src/storage/embedded/values.ts';
import { type EngineInProcess, engineInProcess } from '../support/in-process.ts';

let engine: EngineInProcess;
beforeAll(() => {
  engine = engineInProcess();
});

async function find(documents: readonly Document[], command: Document): Promise<Document[] | number> {
  await engine.run({ drop: 'c' });
  await engine.run({ insert: 'c', documents: documents.map((doc, _id) => ({ _id, ...doc })) });
  const reply = await engine.run({ find: 'c', ...command }).catch((error: { code: number }) => error.code);
  return typeof reply === 'number' ? reply : (reply.cursor as { firstBatch: Document[] }).firstBatch;
}

const shown = (value: unknown) => inspect(value, { depth: 9, breakLength: Number.POSITIVE_INFINITY });
const d = (value: number) => new Double(value);
const values = (...list: unknown[]): Document[] => list.map((a) => (a === undefined ? {} : { a }));

type Found = readonly [page: string, documents: Document[], filter: Document, found: number[] | number];

const FOUND: Found[] = [
  ['eq', values(1, [1], [[1]], 2, d(1), 1n, '1'), { a: 1 }, [0, 1, 4, 5]],
  ['eq', values([1, 2], [[1, 2]], [2, 1], 1), { a: [1, 2] }, [0, 1]],
  ['eq', [{ a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } }, { a: { b: 1 } }], { a: { b: 1, c: 2 } }, [0]],
  ['eq', values(new BSONRegExp('^x'), 'xy'), { a: { $eq: new BSONRegExp('^x') } }, [0]],
  ['eq', values(new BSONRegExp('^x'), 'xy'), { a: new BSONRegExp('^x') }, [0, 1]],
  ['ne', values(1, [1, 2], undefined, null, 2), { a: { $ne: 1 } }, [2, 3, 4]],
  ['ne', values('a'), { a: { $ne: new BSONRegExp('a') } }, 2],
  ['gt', values(1, 5, [1, 7], '9', undefined, null, new Date(9)), { a: { $gt: 3 } }, [1, 2]],
  ['gt', values([1, 2], [2], 5, [[3]]), { a: { $gt: [1, 5] } }, [1, 3]],
  ['gte', values(null, undefined, 0), { a: { $gte: null } }, [0, 1]],
  ['lt', values(1, -1, Number.NaN, d(-0)), { a: { $lt: 0 } }, [1]],
  ['gt', values([1, 9]), { a: { $gt: 3, $lt: 5 } }, [0]],
  ['gt', values([1, 9], [4]), { a: { $elemMatch: { $gt: 3, $lt: 5 } } }, [1]],
  ['in', values('abc', 'xyz', null, undefined, ['xyz']), { a: { $in: [new BSONRegExp('^a'), 'xyz'] } }, [0, 1, 4]],
  ['in', values(null, undefined, 1), { a: { $in: [null] } }, [0, 1]],
  ['in', values(1), { a: { $in: 1 } }, 2],
  ['in', values(1), { a: { $in: [{ $gt: 1 }] } }, 2],
  ['nin', values(5, 6, undefined, [5]), { a: { $nin: [5] } }, [1, 2]],
  ['not', values(1.99, 2, undefined), { a: { $not: { $gt: 1.99 } } }, [0, 2]],
  ['not', values('px', 'x', 1), { a: { $not: new BSONRegExp('^p') } }, [1, 2]],
  ['not', values(1), { a: { $not: 1 } }, 2],
  ['nor', [{ a: 1, b: 2 }, { a: 2 }, {}], { $nor: [{ a: 1 }, { b: 3 }] }, [1, 2]],
  ['or', [{ a: 1 }], { $or: [] }, 2],
  ['exists', values(null, undefined, 1), { a: { $exists: true } }, [0, 2]],
  ['exists', values(null, undefined, 1), { a: { $exists: d(0) } }, [1]],
  ['exists', [{ a: [{ b: 1 }] }, { a: [1] }, { a: [] }], { 'a.b': { $exists: false } }, [1, 2]],
  [
    'type',
    values(1, d(1), 1n, Decimal128.fromString('1'), '1', [1], null),
    { a: { $type: 'number' } },
    [0, 1, 2, 3, 5],
  ],
  ['type', values([1], [[1]], 'x', []), { a: { $type: 'array' } }, [0, 1, 3]],
  ['type', values(1, 'x', null), { a: { $type: [2, 10] } }, [1, 2]],
  ['type', values(1), { a: { $type: 'nothing' } }, 2],
  ['type', values(1), { a: { $type: 99 } }, 2],
  ['mod', values(0, 5, 12, 4.9, -8, [12], '12', Number.NaN, 2 ** 70), { a: { $mod: [4, 0] } }, [0, 2, 3, 4, 5]],
  ['mod', values(0, 5, 12), { a: { $mod: [d(4.99), 0] } }, [0, 2]],
  ['mod', values(-3, 3), { a: { $mod: [2, -1] } }, [0]],
  ['mod', values(1), { a: { $mod: [4] } }, 2],
  ['mod', values(1), { a: { $mod: [4, 0, 0] } }, 2],
  ['mod', values(1), { a: { $mod: [0, 0] } }, 2],
  ['mod', values(1), { a: { $mod: [Number.NaN, 0] } }, 2],
  ['mod', values(1), { a: { $mod: [2 ** 64, 0] } }, 2],
  ['regex', values('abc', 'ABC', ['abc'], 1), { a: { $regex: 'b', $options: 'i' } }, [0, 1, 2]],
  ['regex', values('a'), { a: { $options: 'i' } }, 2],
  ['regex', values('First line\nSecond line', 'S'), { a: { $regex: '^S', $options: 'm' } }, [0, 1]],
  ['all', values(['ssl', 'security'], [['ssl', 'security']], 'ssl'), { a: { $all: [['ssl', 'security']] } }, [0, 1]],
  ['all', values(['ssl'], 'ssl', ['x']), { a: { $all: ['ssl'] } }, [0, 1]],
  [
    'all',
    [
      {
        q: [
          { s: 'M', n: 100 },
          { s: 'L', n: 40 },
        ],
      },
      { q: [{ s: 'M', n: 40 }] },
    ],
    { q: { $all: [{ $elemMatch: { s: 'M', n: { $gt: 50 } } }, { $elemMatch: { n: 40 } }] } },
    [0],
  ],
  ['all', values(1), { a: { $all: [] } }, []],
  ['elemMatch', values([82, 85, 88], [75, 88, 89]), { a: { $elemMatch: { $gte: 80, $lt: 85 } } }, [0]],
  ['elemMatch', values([[82]], [82]), { a: { $elemMatch: { $gte: 80 } } }, [1]],
  ['elemMatch', values([[82]], [[]]), { a: { $elemMatch: { '0': 82 } } }, [0]],
  ['size', values([1, 2], [[1, 2]], 2, []), { a: { $size: 2 } }, [0]],
  ['size', values([1]), { a: { $size: 1.5 } }, 2],
  ['size', values([1]), { a: { $size: -1 } }, 2],
  [
    'bitsAllSet',
    values(54, d(20), new Binary(Buffer.from('Zg==', 'base64')), 1.5, '1'),
    { a: { $bitsAllSet: [1, 5] } },
    [0, 2],
  ],
  [
    'bitsAllClear',
    values(54, d(20), new Binary(Buffer.from('Zg==', 'base64'))),
    { a: { $bitsAllClear: [0, 3] } },
    [0, 1, 2],
  ],
  ['bitsAnySet', values(54, 20, -1), { a: { $bitsAnySet: 35 } }, [0, 2]],
  ['bitsAnyClear', values(54, 20, -1), { a: { $bitsAnyClear: 4 } }, []],
  ['bitsAllSet', values(1), { a: { $bitsAllSet: -1 } }, 9],
  [
    'expr',
    [{ spent: 450, budget: 400 }, { spent: 100, budget: 100 }, { spent: 1 }, {}],
    { $expr: { $gt: ['$spent', '$budget'] } },
    [0, 2],
  ],
  ['expr', [{ a: null }, {}, { a: 0 }], { $expr: { $eq: ['$a', null] } }, [0]],
  [
    'jsonSchema',
    values(3, 5, 'x', undefined),
    { $jsonSchema: { properties: { a: { bsonType: 'int', minimum: 4 } } } },
    [1, 3],
  ],
  ['jsonSchema', values(0.3, 0.35), { $jsonSchema: { properties: { a: { multipleOf: 0.1 } } } }, [0]],
  ['jsonSchema', values([1, 1], [1, d(1)], [1, 2]), { $jsonSchema: { properties: { a: { uniqueItems: true } } } }, [2]],
  ['jsonSchema', [{ a: 1 }, { b: 1 }, { a: 1, b: 1 }], { $jsonSchema: { dependencies: { a: ['b'] } } }, [1, 2]],
  [
    'jsonSchema',
    [{ a: 1 }, { x1: 1 }],
    { $jsonSchema: { additionalProperties: false, properties: { _id: {} }, patternProperties: { '^x': {} } } },
    [1],
  ],
  ['jsonSchema', values(1), { $jsonSchema: { properties: { a: { minLength: 'x' } } } }, 14],
  ['jsonSchema', values(1), { $jsonSchema: { required: [] } }, 9],
  ['jsonSchema', values(1), { $jsonSchema: { format: 'x' } }, 9],
  ['jsonSchema', values(1), { $jsonSchema: { required: ['a', 'a'] } }, 9],
  ['jsonSchema', values(1), { $jsonSchema: { properties: { a: { enum: [] } } } }, 9],
  ['jsonSchema', values(1), { $jsonSchema: { properties: { a: { enum: [1, d(1)] } } } }, 9],
  ['jsonSchema', values(1), { $jsonSchema: { exclusiveMinimum: true } }, 9],
  ['jsonSchema', values(1), { $jsonSchema: { minimum: 1, exclusiveMinimum: 1 } }, 14],
  ['jsonSchema', values(1), { $jsonSchema: { type: 'object', bsonType: 'object' } }, 9],
  ['jsonSchema', values(1), { $jsonSchema: { title: 5 } }, 14],
  ['jsonSchema', values(1), { $jsonSchema: { uniqueItems: 1 } }, 14],
  ['jsonSchema', values(1), { $jsonSchema: { anyOf: [] } }, 2],
  ['jsonSchema', values(1), { $jsonSchema: { dependencies: { a: [] } } }, 9],
  [
    '../../tutorial/query-for-null-fields',
    [{ a: null }, {}, { a: 1 }, { a: [null] }, { a: [] }],
    { a: null },
    [0, 1, 3],
  ],
  [
    '../../tutorial/query-for-null-fields',
    [{ a: [{ b: null }] }, { a: [{}] }, { a: [] }, { a: 1 }, {}],
    { 'a.b': null },
    [0, 1, 3, 4],
  ],
  [
    '../../tutorial/query-array-of-documents',
    [{ a: [{ q: 5 }, { q: 15 }] }, { a: [{ q: 20 }] }],
    { 'a.0.q': { $lte: 10 } },
    [0],
  ],
  [
    '../../tutorial/query-array-of-documents',
    [
      {
        a: [
          { q: 5, w: 'A' },
          { q: 15, w: 'B' },
        ],
      },
    ],
    { 'a.q': 5, 'a.w': 'B' },
    [0],
  ],
  ['../../tutorial/query-arrays', values([[5]], [5]), { 'a.0': 5 }, [1]],
  [
    '../bson-type-comparison-order',
    values(new Timestamp({ t: 1, i: 1 }), new Date(1000)),
    { a: { $gt: new Date(0) } },
    [1],
  ],
  ['where', values(1), { $where: 'true' }, 2],
  ['', values(1), { $nothing: 1 }, 2],
  ['', values(1), { a: { $gt: 1, b: 1 } }, 2],
];

describe('a filter', () => {
  for (const [page, documents, filter, found] of FOUND) {
    it(`${page}: ${shown(filter)} among ${shown(documents)}`, async () => {
      const result = await find(documents, { filter });
      expect(typeof result === 'number' ? result : result.map(({ _id }) => _id)).toEqual(found);
      // An index gives the same answer, or none at all.
      if (typeof found === 'number') return;
      const key = Object.keys(filter)[0] as string;
      if (key.startsWith('$') || /\d/.test(key)) return;
      await engine.run({ createIndexes: 'c', indexes: [{ key: { [key]: 1 }, name: 'i' }] });
      const { cursor } = await engine.run({ find: 'c', filter, hint: 'i' });
      const ids = (cursor as { firstBatch: Document[] }).firstBatch.map(({ _id }) => _id as number);
      expect(ids.sort((x, y) => x - y)).toEqual(found);
    });
  }
});

type Sorted = readonly [documents: Document[], sort: Document, order: number[] | number];
const MIXED = values(1, 'x', null, undefined, [], [3, 0], { b: 1 }, new Date(0), true, d(0.5), [9]);

const SORTED: Sorted[] = [
  [MIXED, { a: 1 }, [4, 2, 3, 5, 9, 0, 10, 1, 6, 8, 7]],
  [MIXED, { a: -1 }, [7, 8, 6, 1, 10, 5, 0, 9, 2, 3, 4]],
  [
    [
      { a: 1, b: 2 },
      { a: 1, b: 1 },
      { a: 0, b: 3 },
    ],
    { a: 1, b: -1 },
    [2, 0, 1],
  ],
  [[{ a: [{ b: 3 }, { b: 1 }] }, { a: [{ b: 2 }] }], { 'a.b': 1 }, [0, 1]],
  [[{ a: [{ b: 3 }, { b: 1 }] }, { a: [{ b: 2 }] }], { 'a.b': -1 }, [0, 1]],
  [[{ a: [1], b: [2] }], { a: 1, b: 1 }, 2],
  [values(1), { a: 2 }, 15975],
  [values(1), { a: true }, 15974],
  [values(1), { a: 'asc' }, 15974],
];

describe('a sort', () => {
  for (const [documents, sort, order] of SORTED) {
    it(`sort: ${shown(sort)} of ${shown(documents)}`, async () => {
      const result = await find(documents, { sort });
      expect(typeof result === 'number' ? result : result.map(({ _id }) => _id)).toEqual(order);
    });
  }
});

type Projected = readonly [
  page: string,
  doc: Document,
  projection: Document,
  after: Document | number,
  filter?: Document,
];

const PROJECTED: Projected[] = [
  ['elemMatch', { a: { b: [1] } }, { 'a.b': { $elemMatch: { $gt: 0 } } }, 31275],
  ['positional', { a: [{ b: 1 }] }, { 'a.$.b': 1 }, 31394],
  ['slice', { a: [1, 2] }, { a: { $slice: ['$a', 1] } }, { _id: 0, a: [1] }],
  ['slice', { a: [1, 2] }, { a: { $slice: [1, 2, 3] } }, 28724],
  ['../../method/db.collection.find', { a: 1 }, { a: 0, b: '$a' }, 31310],
  ['../../method/db.collection.find', { a: 1 }, { a: 0, b: { $add: ['$a', 1] } }, 31252],
  ['slice', { a: [1, 2, 3], b: 1 }, { a: { $slice: 2 } }, { _id: 0, a: [1, 2], b: 1 }],
  ['slice', { a: [1, 2, 3], b: 1 }, { a: { $slice: -1 }, b: 1 }, { _id: 0, a: [3], b: 1 }],
  ['slice', { a: [1, 2, 3] }, { a: { $slice: [1, 1] } }, { _id: 0, a: [2] }],
  ['slice', { a: [1, 2, 3] }, { a: { $slice: [-5, 2] } }, { _id: 0, a: [1, 2] }],
  ['slice', { a: [1, 2, 3] }, { a: { $slice: [5, 2] } }, { _id: 0, a: [] }],
  ['slice', { a: [1, 2, 3], b: 2 }, { a: { $slice: 1 }, b: 0 }, { _id: 0, a: [1] }],
  ['slice', { a: { b: [1, 2], c: 1 }, d: 1 }, { 'a.b': { $slice: 1 } }, { _id: 0, a: { b: [1], c: 1 }, d: 1 }],
  ['slice', { a: [1] }, { a: { $slice: [1, -1] } }, 28724],
  [
    'elemMatch',
    {
      s: [
        { n: 1, a: 10 },
        { n: 1, a: 11 },
      ],
      z: 5,
    },
    { s: { $elemMatch: { n: 1, a: { $gt: 10 } } } },
    { _id: 0, s: [{ n: 1, a: 11 }] },
  ],
  ['elemMatch', { s: [{ n: 1 }], z: 5 }, { s: { $elemMatch: { n: 2 } } }, { _id: 0 }],
  [
    'elemMatch',
    { s: [5, 7], z: [1, 2] },
    { s: { $elemMatch: { $gt: 5 } }, z: { $slice: 1 } },
    { _id: 0, s: [7], z: [1] },
  ],
  ['positional', { g: [70, 87, 90], z: 1 }, { 'g.$': 1 }, { _id: 0, g: [87] }, { g: { $gte: 85 } }],
  [
    'positional',
    { g: [70, 87, 90], z: 1 },
    { 'g.$': 1, z: 1 },
    { _id: 0, g: [87], z: 1 },
    { g: { $elemMatch: { $gt: 70, $lt: 90 } } },
  ],
  ['positional', { g: [70], h: [1] }, { 'g.$': 1, 'h.$': 1 }, 31276, { g: 70 }],
  ['positional', { g: [70] }, { 'g.$': 0 }, 31395, { g: 70 }],
  ['positional', { g: [70] }, { 'g.$': 1 }, 51246, { _id: 0 }],
  ['../../tutorial/project-fields-from-query-results', { a: 1, b: 2, c: 3 }, { b: 1, a: 1 }, { _id: 0, a: 1, b: 2 }],
  [
    '../../tutorial/project-fields-from-query-results',
    { a: { x: 1, y: 2 }, b: 2 },
    { a: { x: 1 }, _id: 0 },
    { a: { x: 1 } },
  ],
  [
    '../../tutorial/project-fields-from-query-results',
    { a: [{ x: 1, y: 2 }, 3, { y: 4 }], b: 2 },
    { 'a.x': 1 },
    { _id: 0, a: [{ x: 1 }, {}] },
  ],
  [
    '../../tutorial/project-fields-from-query-results',
    { a: [{ x: 1, y: 2 }, 3] },
    { 'a.x': 0 },
    { _id: 0, a: [{ y: 2 }, 3] },
  ],
  [
    '../../tutorial/project-fields-from-query-results',
    { a: 1, b: 2 },
    { a: '$b', c: { $literal: 1 }, d: 'text' },
    { _id: 0, a: 2, c: 1, d: 'text' },
  ],
  ['../../tutorial/project-fields-from-query-results', { a: 1, b: 2 }, { a: 1, b: 0 }, 31254],
  ['../../tutorial/project-fields-from-query-results', { a: 1, b: 2 }, { a: 0, b: 1 }, 31253],
  ['../../tutorial/project-fields-from-query-results', { a: { b: 1 } }, { a: 1, 'a.b': 1 }, 31249],
  ['meta', { a: 1 }, { a: { $meta: 'textScore' } }, 2],
];

describe('a projection', () => {
  for (const [page, doc, projection, after, filter = {}] of PROJECTED) {
    it(`${page}: ${shown(projection)} of ${shown(doc)}`, async () => {
      const result = await find([doc], { filter, projection });
      expect(typeof result === 'number' ? result : result[0]).toEqual(after);
    });
  }
});
