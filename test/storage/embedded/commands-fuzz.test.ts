// Valid BSON in known commands with values of the wrong type or of odd shape: whoever sends it reads one of MongoDB's
// codes and a sentence, never of a fault of ours.
import fc from 'fast-check';
import {
  Binary,
  BSONRegExp,
  Decimal128,
  type Document,
  Long,
  MaxKey,
  MinKey,
  MongoServerError,
  ObjectId,
  Timestamp,
} from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningEngine, runEngine } from './engine.ts';
import { PROBED, PROBES } from './support/probes.ts';

let running: RunningEngine;

beforeAll(async () => {
  running = await runEngine();
  await running.db
    .collection('c')
    .insertMany([{ a: 1, b: [1, { c: 'x' }] }, { a: 'two', b: { c: new Date(0) } }, { a: null }]);
  await running.db.collection('probe').insertMany(PROBED);
  await running.db.collection('c').createIndex({ a: 1 });
});
afterAll(() => running.close());

const odd = fc.constantFrom<unknown>(
  null,
  true,
  0,
  -1,
  1.5,
  NaN,
  Infinity,
  2 ** 31,
  Long.MAX_VALUE,
  Decimal128.fromString('NaN'),
  '',
  '$',
  '$a',
  '$$b',
  'a.b',
  'a..b',
  '__proto__',
  'constructor',
  [],
  [[]],
  [null],
  [1, 'x'],
  {},
  { '': 1 },
  { a: { $gt: {} } },
  { $a: 1 },
  JSON.parse('{ "__proto__": { "x": 1 } }'),
  { 'a.$[x].b': 1 },
  { a: -2 },
  { $slice: 'x' },
  new Date(0),
  new ObjectId(),
  new Binary(Buffer.from('x')),
  new BSONRegExp('(', 'i'),
  new Timestamp({ t: 1, i: 1 }),
  new MinKey(),
  new MaxKey(),
);

const operators = [
  ...['$eq', '$gt', '$in', '$nin', '$all', '$elemMatch', '$size', '$mod', '$regex', '$type', '$exists', '$not'],
  ...['$bitsAllSet', '$expr', '$and', '$or', '$nor', '$jsonSchema', '$options', '$comment'],
];
const updates = [
  ...['$set', '$unset', '$inc', '$mul', '$min', '$max', '$rename', '$currentDate', '$bit', '$push', '$addToSet'],
  ...['$pop', '$pull', '$pullAll', '$setOnInsert'],
];
const stages = [
  ...['$match', '$sort', '$limit', '$skip', '$count', '$group', '$sortByCount', '$unwind', '$sample', '$bucket'],
  ...['$bucketAuto', '$setWindowFields', '$densify', '$fill', '$facet', '$redact', '$lookup', '$graphLookup'],
  ...['$unionWith', '$project', '$addFields', '$unset', '$replaceRoot', '$replaceWith', '$out', '$merge'],
];
const parts = [
  ...['_id', 'n', 'path', 'groupBy', 'buckets', 'boundaries', 'default', 'output', 'size', 'from', 'as', 'let', 'on'],
  ...['localField', 'foreignField', 'pipeline', 'startWith', 'connectFromField', 'connectToField', 'into', 'range'],
  ...['field', 'step', 'bounds', 'unit', 'partitionBy', 'sortBy', 'window', 'documents', 'newRoot', 'whenMatched'],
];
const expressions = [
  ...['$add', '$divide', '$sum', '$avg', '$min', '$push', '$first', '$topN', '$cond', '$switch', '$map', '$filter'],
  ...[
    '$reduce',
    '$let',
    '$dateToString',
    '$dateAdd',
    '$dateTrunc',
    '$dateFromParts',
    '$convert',
    '$toString',
    '$concat',
  ],
  ...['$slice', '$zip', '$range', '$arrayElemAt', '$getField', '$setField', '$regexMatch', '$split', '$substrCP'],
  ...['$sortArray', '$arrayToObject', '$objectToArray', '$mergeObjects', '$rank', '$shift', '$locf', '$literal', '$in'],
  ...['$bsonSize', '$indexOfArray', '$setUnion', '$trim', '$replaceOne', '$toDate', '$toObjectId', '$dateDiff', '$let'],
];

/** Documents of any keywords over odd values, a few levels deep. */
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 2, arbitrary: odd },
    {
      weight: 3,
      arbitrary: fc
        .array(fc.tuple(fc.constantFrom('a', 'b', 'b.c', ...operators, ...expressions, ...parts), tie('value')), {
          minLength: 1,
          maxLength: 3,
        })
        .map((entries) => Object.fromEntries(entries)),
    },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
  ),
}));
const list = (item: fc.Arbitrary<unknown>) => fc.oneof({ weight: 5, arbitrary: fc.array(item, { maxLength: 3 }) }, odd);
const keyed = (names: readonly string[]) =>
  fc.tuple(fc.constantFrom(...names), value).map(([name, operand]) => ({ [name]: operand }));
const filter = fc.oneof(keyed(['a', 'b', 'b.c', ...operators]), value);
const update = fc.oneof(
  fc
    .tuple(fc.constantFrom(...updates), fc.oneof(keyed(['a', 'b', 'b.0', 'b.$', 'b.$[x]', '_id']), odd))
    .map(([name, by]) => ({ [name]: by })),
  list(keyed(stages)),
  value,
);
const options = fc.dictionary(
  fc.constantFrom(
    'sort',
    'skip',
    'limit',
    'projection',
    'hint',
    'collation',
    'let',
    'batchSize',
    'maxTimeMS',
    'arrayFilters',
    'upsert',
    'multi',
    'ordered',
    'fields',
    'new',
    'cursor',
    'lsid',
    'validator',
    'unknown',
  ),
  fc.oneof(odd, value),
  { maxKeys: 2 },
);

const command = fc.oneof(
  fc.tuple(filter, options).map(([by, more]) => ({ find: 'c', filter: by, ...more })),
  fc.tuple(filter, options).map(([by, more]) => ({ count: 'c', query: by, ...more })),
  fc.tuple(filter, odd, options).map(([by, key, more]) => ({ distinct: 'c', key, query: by, ...more })),
  fc.tuple(list(keyed(stages)), options).map(([pipeline, more]) => ({ aggregate: 'c', pipeline, cursor: {}, ...more })),
  fc.tuple(value, options).map(([expression, more]) => ({
    aggregate: 'c',
    pipeline: [{ $project: { x: expression } }],
    cursor: {},
    ...more,
  })),
  fc.tuple(filter, update, options).map(([q, u, more]) => ({ update: 'w', updates: [{ q, u, ...more }] })),
  fc.tuple(filter, update, options).map(([q, u, more]) => ({ findAndModify: 'w', query: q, update: u, ...more })),
  fc.tuple(filter, odd).map(([q, limit]) => ({ delete: 'w', deletes: [{ q, limit }] })),
  list(value).map((documents) => ({ insert: 'w', documents })),
  fc.tuple(value, value, options).map(([key, partialFilterExpression, more]) => ({
    createIndexes: 'w',
    indexes: [{ key, name: 'x', partialFilterExpression, ...more }],
  })),
  fc.tuple(odd, options).map(([name, more]) => ({ create: name, ...more })),
  fc
    .tuple(
      fc.constantFrom(
        'drop',
        'listIndexes',
        'dropIndexes',
        'collMod',
        'getMore',
        'killCursors',
        'explain',
        'listCollections',
        'renameCollection',
        'collStats',
        'endSessions',
        'bulkWrite',
        'hello',
        'getParameter',
      ),
      value,
      options,
    )
    .map(([name, target, more]) => ({ [name]: target, ...more })),
);

/** The code of a fault of ours. */
const INTERNAL_ERROR = 1;

it('are answered with a code and a sentence', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(command, (sent) => expectNoFault(sent as Document)),
    { numRuns: 4000 },
  );
  expect(await running.db.collection('c').countDocuments({ a: 1 })).toBeGreaterThanOrEqual(0);
  expect(running.engine.state()).toEqual({ writable: true });
});

/** A command with the value at one of its places replaced. */
function replaced(sent: unknown, place: number, by: unknown): unknown {
  let left = place;
  const walk = (at: unknown, top: boolean): unknown => {
    if (!top && left-- === 0) return by;
    if (Array.isArray(at)) return at.map((element) => walk(element, false));
    if (typeof at !== 'object' || at === null || Object.getPrototypeOf(at) !== Object.prototype) return at;
    return Object.fromEntries(Object.entries(at).map(([key, inner]) => [key, walk(inner, false)]));
  };
  return walk(sent, true);
}

it('are refused by name where one value of a good command is odd', { timeout: 60_000 }, async () => {
  // Without the database there would be nothing to stumble over.
  const probes = Object.values(PROBES).flatMap((row) =>
    Object.values(row).filter((probe) => !('dropDatabase' in probe)),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...probes), fc.nat({ max: 12 }), odd, async (probe, place, by) => {
      await expectNoFault(replaced(probe, place, by) as Document);
    }),
    { numRuns: 8000 },
  );
});

async function expectNoFault(sent: Document): Promise<void> {
  const reply = await running.db.command(sent, { ignoreUndefined: true }).catch((error: unknown) => error);
  // What the driver itself refuses never left this process.
  if (!(reply instanceof MongoServerError)) return;
  expect(reply.message).not.toBe('');
  expect(reply.code, reply.message).not.toBe(INTERNAL_ERROR);
}
