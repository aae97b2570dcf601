// Collections, indexes, explain and statistics as the pages of MongoDB's manual define them:
// https://www.mongodb.com/docs/manual/reference/command/<name>/
import { expect, it } from 'vitest';
import type { Document } from '../../../../src/storage/embedded/values.ts';
import { ask, checkCommands as check, engineWithFive } from '../support/commands.ts';

const create = (options: Document) => ({ create: 'made', ...options });
const INTS = { create: 'made', validator: { n: { $type: 'int' } } };
const insert = (...documents: Document[]) => ({ insert: 'made', documents });
const refused = { n: 0, writeErrors: [{ code: 121 }] };

check('create', [
  [create({}), { ok: 1 }],
  // The same once more changes nothing, another is refused.
  [INTS, { ok: 1 }, [INTS]],
  [create({}), 48, [INTS]],
  [insert({ n: 'x' }), refused, [INTS]],
  [insert({ n: 1 }), { n: 1 }, [INTS]],
  [{ ...insert({ n: 'x' }), bypassDocumentValidation: true }, { n: 1 }, [INTS]],
  [insert({ n: 'x' }), { n: 1 }, [{ ...INTS, validationAction: 'warn' }]],
  [insert({ n: 'x' }), { n: 1 }, [{ ...INTS, validationLevel: 'off' }]],
  [insert({ n: 'x' }), refused, [{ ...INTS, validationLevel: 'moderate' }]],
  [create({ capped: true, size: 100 }), 115],
  [create({ timeseries: { timeField: 't' } }), 115],
  [create({ size: 100 }), 72],
  [create({ validator: 5 }), 14],
  [create({ validator: { $bad: 1 } }), 2],
  [create({ validationLevel: 'some' }), 2],
  [create({ validationAction: 'tell' }), 2],
  [create({ collation: { locale: 'xx' } }), 2],
  [create({ other: 1 }), 40415],
  [{ create: '' }, 73],
  [{ create: 5 }, 73],
  [{ create: 'a$b' }, 73],
  [{ create: 'system.made' }, 73],
  [{ create: 'a'.repeat(300) }, 73],
  [
    { insert: 'system.made', documents: [{}] },
    { n: 0, writeErrors: [{ code: 73 }] },
  ],
]);

const INDEX = { createIndexes: 'c', indexes: [{ key: { n: 1 }, name: 'n_1' }] };
const change = (index: Document) => ({ collMod: 'c', index });

check('collMod', [
  [{ collMod: 'made', validator: { n: { $gt: 1 } } }, { ok: 1 }, [create({})]],
  [insert({ n: 1 }), refused, [create({}), { collMod: 'made', validator: { n: { $gt: 1 } } }]],
  [insert({ n: 'x' }), { n: 1 }, [INTS, { collMod: 'made', validator: {} }]],
  [
    { update: 'made', updates: [{ q: {}, u: { $set: { b: 1 } } }] },
    { nModified: 1 },
    [
      create({}),
      insert({ n: 'x' }),
      { collMod: 'made', validator: { n: { $type: 'int' } }, validationLevel: 'moderate' },
    ],
  ],
  [change({ name: 'n_1', hidden: true }), { hidden_old: false, hidden_new: true }, [INDEX]],
  [change({ keyPattern: { n: 1 }, expireAfterSeconds: 5 }), { expireAfterSeconds_new: 5 }, [INDEX]],
  [change({ name: 'none', hidden: true }), 27],
  [change({ hidden: true }), 72],
  [change({ name: 'n_1' }), 72, [INDEX]],
  [change({ name: 'n_1', keyPattern: { n: 1 }, hidden: true }), 72, [INDEX]],
  [change({ name: 'n_1', expireAfterSeconds: 'x' }), 14, [INDEX]],
  [change({ name: 'n_1', expireAfterSeconds: -1 }), 72, [INDEX]],
  [change({ name: '_id_', hidden: true }), 2],
  [change({ name: '_id_', expireAfterSeconds: 5 }), 72],
  [change({ name: 'n_1', prepareUnique: true }), 115, [INDEX]],
  [change({ name: 'n_1', other: true }), 40415, [INDEX]],
  [{ collMod: 'c', cappedSize: 5 }, 115],
  [{ collMod: 'none' }, 26],
  [{ collMod: 'c', other: 1 }, 40415],
]);

const VIEW = { create: 'v', viewOn: 'c', pipeline: [{ $match: { n: { $gt: 3 } } }] };

check('views', [
  [{ find: 'v', sort: { n: -1 }, limit: 1 }, { cursor: { firstBatch: [{ _id: 5 }] } }, [VIEW]],
  [{ find: 'v', hint: 'none' }, 2, [VIEW]],
  [{ find: 'v', hint: { _id: 1 } }, { cursor: { firstBatch: [{ _id: 4 }, { _id: 5 }] } }, [VIEW]],
  [{ find: 'v', sort: { $natural: -1 } }, 168, [VIEW]],
  [{ find: 'v', singleBatch: true }, 168, [VIEW]],
  [{ find: 'v', limit: 1, singleBatch: true }, { cursor: { firstBatch: [{ _id: 4 }], id: 0n } }, [VIEW]],
  [{ aggregate: 'c', pipeline: [{ $out: 'v' }], cursor: {} }, 166, [VIEW]],
  [{ aggregate: 'c', pipeline: [{ $merge: 'v' }], cursor: {} }, 166, [VIEW]],
  [{ renameCollection: 'test.v', to: 'test.w' }, 166, [VIEW]],
  [{ collStats: 'v' }, 166, [VIEW]],
  [{ ...VIEW, validator: {} }, 72],
  [{ ...VIEW, pipeline: 5 }, 14],
  [{ create: 'v', pipeline: [] }, 72],
]);

check('renaming and dropping', [
  [{ renameCollection: 'test.c', to: 'test.d' }, { ok: 1 }],
  [{ renameCollection: 'test.c', to: 'other.c' }, { ok: 1 }],
  [{ renameCollection: 'test.c', to: 'test.made' }, 48, [create({})]],
  [{ renameCollection: 'test.c', to: 'test.made', dropTarget: true }, { ok: 1 }, [create({})]],
  [{ renameCollection: 'test.c', to: 'test.c' }, 20],
  [{ renameCollection: 'test.none', to: 'test.d' }, 26],
  [{ renameCollection: 'test.c', to: 'd' }, 73],
  [{ renameCollection: 'test.c', to: 'test.system.d' }, 73],
  [{ renameCollection: 'test.c' }, 40414],
  [{ drop: 'c' }, { nIndexesWas: 1, ns: 'test.c' }],
  [{ drop: 'none' }, { ok: 1 }],
  [{ drop: 5 }, 73],
  [{ dropDatabase: 1 }, { dropped: 'test' }],
  [{ dropDatabase: 2 }, 5255100],
]);

const index = (spec: Document) => ({ createIndexes: 'c', indexes: [{ name: 'made', ...spec }] });
const partial = (filter: unknown) => index({ key: { n: 1 }, partialFilterExpression: filter });

check('createIndexes', [
  [INDEX, { numIndexesBefore: 1, numIndexesAfter: 2, createdCollectionAutomatically: false }],
  [INDEX, { note: 'all indexes already exist' }, [INDEX]],
  [{ ...INDEX, createIndexes: 'new' }, { createdCollectionAutomatically: true }],
  [index({ key: { n: 1 } }), 85, [INDEX]],
  [index({ key: { s: 1 }, name: 'n_1' }), 86, [INDEX]],
  [index({ key: { n: 1 }, name: 'n_1', unique: true }), 86, [INDEX]],
  [index({ key: { n: 1 }, name: 'n_1', expireAfterSeconds: 5 }), 85, [INDEX]],
  [index({ key: { s: 1 }, unique: true }), 11000],
  [{ createIndexes: 'c', indexes: [{ key: { n: 1 } }] }, 9],
  [{ createIndexes: 'c', indexes: [{ name: 'n_1' }] }, 9],
  [index({ key: { n: 1 }, name: '' }), 67],
  [index({ key: { n: 1 }, name: '*' }), 2],
  [index({ key: { n: 1 }, name: 5 }), 14],
  [index({ key: { n: 1 }, v: 3 }), 67],
  [index({ key: {} }), 67],
  [index({ key: { n: 0 } }), 67],
  [index({ key: { n: 'up' } }), 67],
  [index({ key: { $n: 1 } }), 67],
  [index({ key: { 'a..b': 1 } }), 67],
  [index({ key: { n: 1 }, other: 1 }), 197],
  [index({ key: { n: 1 }, unique: 'x' }), 14],
  [index({ key: { n: 1 }, expireAfterSeconds: -1 }), 67],
  [index({ key: { n: 1, s: 1 }, expireAfterSeconds: 1 }), 67],
  [index({ key: { _id: 1 }, unique: true }), 197],
  [index({ key: { n: 1 }, collation: { locale: 'xx' } }), 2],
  [partial({ $or: [{ n: { $in: [1] } }, { s: { $type: 'string' }, n: { $exists: true } }] }), { numIndexesAfter: 2 }],
  [partial({ n: { $ne: 1 } }), 67],
  [partial({ n: { $exists: false } }), 67],
  [partial({ n: /x/ }), 67],
  [partial({ $nor: [{ n: 1 }] }), 67],
  [partial({ n: { $not: { $gt: 1 } } }), 67],
  [partial(5), 14],
  [index({ key: { n: 1 }, sparse: true, partialFilterExpression: { n: 1 } }), 67],
  [{ ...INDEX, commitQuorum: 1 }, 2],
  [{ createIndexes: 'c', indexes: [] }, 2],
  [{ createIndexes: 'c' }, 40414],
]);

check('dropIndexes and listIndexes', [
  [{ dropIndexes: 'c', index: 'n_1' }, { nIndexesWas: 2 }, [INDEX]],
  [{ dropIndexes: 'c', index: { n: 1 } }, { nIndexesWas: 2 }, [INDEX]],
  [{ dropIndexes: 'c', index: ['n_1'] }, { nIndexesWas: 2 }, [INDEX]],
  [{ dropIndexes: 'c', index: '*' }, { nIndexesWas: 2 }, [INDEX]],
  [{ dropIndexes: 'c', index: 'none' }, 27],
  [{ dropIndexes: 'c', index: '_id_' }, 72],
  [{ dropIndexes: 'c', index: 5 }, 14],
  [{ dropIndexes: 'c' }, 40414],
  [{ dropIndexes: 'none', index: '*' }, 26],
  [{ listIndexes: 'c' }, { cursor: { firstBatch: [{ v: 2, key: { _id: 1 }, name: '_id_' }] } }],
  [{ listIndexes: 'none' }, 26],
]);

const explain = (command: Document, verbosity?: string) => ({ explain: command, ...(verbosity && { verbosity }) });
const byIndex = {
  queryPlanner: { winningPlan: { stage: 'FETCH', inputStage: { stage: 'IXSCAN', indexName: 'n_1' } } },
};

check('explain', [
  [
    explain({ find: 'c', filter: { s: 'a' } }, 'executionStats'),
    {
      queryPlanner: { winningPlan: { stage: 'COLLSCAN' } },
      executionStats: { nReturned: 2, totalDocsExamined: 5, totalKeysExamined: 0 },
    },
  ],
  [
    explain({ find: 'c', filter: { n: { $lt: 3 } } }),
    { ...byIndex, executionStats: { nReturned: 2, totalDocsExamined: 2 } },
    [INDEX],
  ],
  [explain({ update: 'c', updates: [{ q: { n: 1 }, u: { $set: { s: 1 } } }] }, 'queryPlanner'), byIndex, [INDEX]],
  [explain({ delete: 'c', deletes: [{ q: { n: 1 }, limit: 1 }] }, 'queryPlanner'), byIndex, [INDEX]],
  [explain({ findAndModify: 'c', query: { n: 1 }, remove: true }, 'queryPlanner'), byIndex, [INDEX]],
  [explain({ count: 'c', query: { n: 1 } }), { queryPlanner: { winningPlan: { stage: 'COUNT' } } }, [INDEX]],
  [explain({ aggregate: 'c', pipeline: [{ $match: { n: 1 } }], cursor: {} }, 'queryPlanner'), byIndex, [INDEX]],
  [{ aggregate: 'c', pipeline: [{ $match: { n: 1 } }], explain: true }, byIndex, [INDEX]],
  [explain({ find: 'none' }), { queryPlanner: { winningPlan: { stage: 'EOF' } } }],
  [explain({ find: 'c', sort: { s: 1 } }, 'queryPlanner'), { queryPlanner: { winningPlan: { stage: 'SORT' } } }],
  [explain({ find: 'c' }, 'all'), 9],
  [explain({ find: 'c', other: 1 }), 40415],
  [explain({ find: 'c', filter: { $bad: 1 } }), 2],
  [explain({ insert: 'c', documents: [{}] }), 20],
  [explain({ none: 1 }), 59],
  [{ explain: 5 }, 14],
]);

it('explain carries out no change', async () => {
  const engine = await engineWithFive();
  await engine.run(explain({ delete: 'c', deletes: [{ q: {}, limit: 0 }] }));
  await engine.run(explain({ update: 'c', updates: [{ q: {}, u: { $set: { n: 9 } }, multi: true }] }));
  await engine.run(explain({ aggregate: 'c', pipeline: [{ $out: 'd' }], cursor: {} }));
  expect(await engine.run({ count: 'c', query: { n: { $lt: 9 } } })).toMatchObject({ n: 5 });
  expect(await engine.run({ count: 'd' })).toMatchObject({ n: 0 });
});

check('statistics', [
  [{ collStats: 'c' }, { ns: 'test.c', count: 5, nindexes: 1, capped: false, scaleFactor: 1 }],
  [
    { collStats: 'c', scale: 1024 },
    { size: 0, scaleFactor: 1024 },
  ],
  [{ collStats: 'none' }, { count: 0, size: 0 }],
  [{ collStats: 'c', scale: 0 }, 51024],
  [{ collStats: 'c', scale: 'x' }, 14],
  [{ dbStats: 1 }, { db: 'test', collections: 1, views: 0, objects: 5, indexes: 1, scaleFactor: 1 }],
  [{ dbStats: 1, scale: 0 }, 51024],
]);

it.each([
  ['renameCollection', { renameCollection: 'test.c', to: 'test.d' }],
  ['listDatabases', { listDatabases: 1 }],
  ['bulkWrite', { bulkWrite: 1, ops: [{ delete: 0, filter: {} }], nsInfo: [{ ns: 'test.c' }] }],
] as [string, Document][])('%s is asked of the database admin', async (_name, command) => {
  expect(await ask(await engineWithFive(), command, 'test')).toBe(13);
});
