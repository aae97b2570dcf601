// Commands as the pages of MongoDB's manual define them: https://www.mongodb.com/docs/manual/reference/command/<name>/
// Each case: the command, asked of a collection `c` of five documents, and fields of its reply or the code of the refusal.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Document } from '../../../../src/storage/embedded/values.ts';
import { ask, checkCommands as check, engineWithFive } from '../support/commands.ts';
import type { EngineInProcess } from '../support/in-process.ts';

let engine: EngineInProcess;
beforeEach(async () => {
  engine = await engineWithFive();
});

const asked = (command: Document) => ask(engine, command);

const batch = (...ids: number[]) => ({ cursor: { firstBatch: ids.map((_id) => ({ _id })), id: 0n } });
const find = (fields: Document) => ({ find: 'c', ...fields });

check('find', [
  [find({ limit: 2 }), batch(1, 2)],
  [find({ skip: 3, sort: { _id: -1 } }), batch(2, 1)],
  [find({ batchSize: 2, singleBatch: true }), batch(1, 2)],
  [find({ filter: { $expr: { $eq: ['$n', '$$x'] } }, let: { x: { $add: [1, 2] } } }), batch(3)],
  [find({ limit: -2 }), 51024],
  [find({ skip: -1 }), 51024],
  [find({ batchSize: -1 }), 51024],
  [find({ limit: 'x' }), 14],
  [find({ filter: 1 }), 14],
  [find({ sort: 'n' }), 14],
  [find({ projection: 1 }), 14],
  [find({ singleBatch: 'x' }), 14],
  [find({ other: 1 }), 40415],
  [find({ awaitData: true }), 9],
  [find({ hint: 5 }), 9],
  [find({ hint: 'none' }), 2],
  [find({ min: { n: 1 } }), 51173],
  [find({ maxTimeMS: -1 }), 51024],
  [find({ let: { x: '$n' } }), 4890500],
  [find({ let: { X: 1 } }), 9],
  [find({ let: { '1x': 1 } }), 9],
  [find({ let: 5 }), 14],
  [find({ collation: { locale: 'xx' } }), 2],
  [find({ collation: { locale: 'en', strength: 9 } }), 2],
  [find({ collation: { strength: 1 } }), 40414],
  [find({ collation: { locale: 'root' }, limit: 1 }), batch(1)],
  [find({ collation: { locale: 'de@collation=phonebook' }, limit: 1 }), batch(1)],
  [find({ collation: { locale: 'zh_Hant' }, limit: 1 }), batch(1)],
  [{ find: 1 }, 73],
  [{ find: '' }, 73],
  [{ find: 'a$b' }, 73],
]);

check('concerns', [
  [find({ readConcern: { level: 'majority' }, limit: 1 }), batch(1)],
  [find({ readConcern: {}, limit: 1 }), batch(1)],
  [find({ readConcern: { level: 'linearizable' } }), 123],
  [find({ readConcern: { level: 'snapshot' } }), 123],
  [find({ readConcern: { level: 'none' } }), 9],
  [find({ readConcern: { other: 1 } }), 72],
  [find({ readConcern: 1 }), 14],
  [{ insert: 'c', documents: [{}], writeConcern: { w: 'majority', j: true, wtimeout: 5 } }, { n: 1 }],
  [{ insert: 'c', documents: [{}], writeConcern: { w: 2 } }, 2],
  [{ insert: 'c', documents: [{}], writeConcern: { w: 'rack' } }, 2],
  [{ insert: 'c', documents: [{}], writeConcern: { w: 51 } }, 9],
  [{ insert: 'c', documents: [{}], writeConcern: { w: -1 } }, 9],
  [{ insert: 'c', documents: [{}], writeConcern: { j: 'x' } }, 14],
  [{ insert: 'c', documents: [{}], writeConcern: { other: 1 } }, 40415],
]);

const aggregate = (fields: Document) => ({ aggregate: 'c', pipeline: [], cursor: {}, ...fields });

check('aggregate', [
  [aggregate({ pipeline: [{ $match: { n: 1 } }] }), batch(1)],
  [aggregate({ pipeline: [{ $limit: 2 }], cursor: { batchSize: 5 } }), batch(1, 2)],
  [aggregate({ aggregate: 1, pipeline: [{ $documents: [{ a: 1 }] }] }), { cursor: { firstBatch: [{ a: 1 }] } }],
  [aggregate({ pipeline: [{ $documents: [] }] }), 73],
  [aggregate({ aggregate: 1, pipeline: [{ $match: {} }] }), 73],
  [aggregate({ aggregate: 1 }), 73],
  [aggregate({ aggregate: 2 }), 9],
  [aggregate({ aggregate: '' }), 73],
  [aggregate({ pipeline: {} }), 14],
  [aggregate({ pipeline: [5] }), 14],
  [aggregate({ pipeline: [{}] }), 40323],
  [aggregate({ pipeline: [{ $nothing: 1 }] }), 40324],
  [{ aggregate: 'c', cursor: {} }, 40414],
  [{ aggregate: 'c', pipeline: [] }, 9],
  [aggregate({ cursor: 5 }), 14],
  [aggregate({ cursor: { batchSize: -1 } }), 51024],
  [aggregate({ cursor: { batchSize: 'x' } }), 14],
  [aggregate({ cursor: { other: 1 } }), 40415],
  [aggregate({ other: 1 }), 40415],
  [aggregate({ hint: 'none' }), 2],
]);

check('count and distinct', [
  [{ count: 'c', query: { n: { $gt: 1 } }, limit: -2 }, { n: 2 }],
  [{ count: 'c', skip: 2 }, { n: 3 }],
  [{ count: 'c', skip: 9 }, { n: 0 }],
  [{ count: 'c', hint: { _id: 1 }, skip: 1, limit: 2 }, { n: 2 }],
  [{ count: 'none', query: { $x: 1 } }, 2],
  [{ count: 'c', skip: -1 }, 51024],
  [{ count: 'c', hint: 'none' }, 2],
  [{ distinct: 'c', key: 'list' }, { values: ['x', 'y'] }],
  [{ distinct: 'c', key: 'list.1' }, { values: ['y'] }],
  [{ distinct: 'c', key: 's', collation: { locale: 'en', strength: 2 } }, { values: ['A'] }],
  [{ distinct: 'c', key: 'n', query: { n: { $gt: 3 } }, hint: { _id: 1 } }, { values: [4, 5] }],
  [{ distinct: 'c' }, 40414],
  [{ distinct: 'c', key: 5 }, 14],
  [{ distinct: 'c', key: 'a\0b' }, 31032],
]);

describe('getMore and killCursors', () => {
  async function opened(): Promise<bigint> {
    const { cursor } = await engine.run({ find: 'c', batchSize: 2 });
    return (cursor as { id: bigint }).id;
  }

  it('refuse what is not a cursor of that collection, and leave the cursor as it is', async () => {
    const id = await opened();
    for (const [fields, code] of [
      [{ collection: 'other' }, 13],
      [{ collection: 'c', batchSize: -1 }, 51024],
      [{ collection: 5 }, 14],
      [{ collection: '' }, 73],
      [{}, 40414],
    ] as const) {
      expect(await asked({ getMore: id, ...fields })).toBe(code);
    }
    expect(await asked({ getMore: 'x', collection: 'c' })).toBe(14);
    expect(await asked({ getMore: 1n, collection: 'c' })).toBe(43);
    expect(await asked({ getMore: id, collection: 'c', batchSize: 2 })).toMatchObject({
      cursor: { nextBatch: [{ _id: 3 }, { _id: 4 }], id },
    });
    expect(await asked({ getMore: id, collection: 'c' })).toMatchObject({
      cursor: { nextBatch: [{ _id: 5 }], id: 0n },
    });
    expect(await asked({ getMore: id, collection: 'c' })).toBe(43);
  });

  it('takes no time limit: the command that opened the cursor has one', async () => {
    expect(await asked({ getMore: await opened(), collection: 'c', maxTimeMS: 5 })).toBe(2);
  });

  it('tells which cursors it has closed', async () => {
    const id = await opened();
    expect(await asked({ killCursors: 'c', cursors: [id, 1n] })).toMatchObject({
      cursorsKilled: [id],
      cursorsNotFound: [1n],
      cursorsAlive: [],
      cursorsUnknown: [],
    });
    expect(await asked({ killCursors: 'c' })).toBe(40414);
    expect(await asked({ killCursors: 'c', cursors: ['x'] })).toBe(14);
    expect(await asked({ killCursors: 5, cursors: [] })).toBe(73);
  });
});

const insert = (...documents: unknown[]) => ({ insert: 'c', documents });
const failed = (n: number, ...writeErrors: Document[]) => ({ n, writeErrors });

check('insert', [
  [insert({ _id: 6 }, { _id: 7 }), { n: 2 }],
  [insert({ _id: 1 }, { _id: 7 }), failed(0, { index: 0, code: 11000, keyPattern: { _id: 1 }, keyValue: { _id: 1 } })],
  [{ ...insert({ _id: 1 }, { _id: 7 }), ordered: false }, failed(1, { index: 0, code: 11000 })],
  [insert({ $a: 1 }, { 'a.b': 1 }, { '': 1 }), { n: 3 }],
  [insert({ _id: [1] }), failed(0, { code: 53 })],
  [insert({ _id: /x/ }), failed(0, { code: 53 })],
  [insert({ _id: { $a: 1 } }), failed(0, { code: 52 })],
  [insert(), 16],
  [insert(5), 14],
  [{ insert: 'c' }, 40414],
  [{ ...insert({}), ordered: 'x' }, 14],
]);

const update = (...updates: Document[]) => ({ update: 'c', updates });

check('update', [
  [update({ q: { _id: 1 }, u: { $set: { n: 9 } } }), { n: 1, nModified: 1 }],
  [
    update({ q: { _id: 9 }, u: { $set: { n: 9 } }, upsert: true }),
    { n: 1, nModified: 0, upserted: [{ index: 0, _id: 9 }] },
  ],
  [update({ q: {}, u: { $set: { last: 1 } }, sort: { n: -1 } }), { n: 1 }],
  [update({ q: { _id: 1 }, u: [{ $set: { n: '$$x' } }], c: { x: '$n' } }), { n: 1, nModified: 1 }],
  [{ ...update({ q: { _id: 1 }, u: [{ $set: { n: '$$x' } }] }), let: { x: 7 } }, { nModified: 1 }],
  [update({ q: { _id: 1 }, u: { $set: { n: 1 } }, c: { x: 1 } }), failed(0, { code: 51198 })],
  [update({ q: {}, u: { n: 1 }, multi: true }), failed(0, { code: 9 })],
  [update({ q: {}, u: { $set: { n: 1 } }, multi: true, sort: { n: 1 } }), failed(0, { code: 9 })],
  [update({ q: {}, u: { $bad: { n: 1 } } }), failed(0, { code: 9 })],
  [update({ u: {} }), 40414],
  [update({ q: {} }), 40414],
  [update({ q: 5, u: {} }), 14],
  [update({ q: {}, u: 5 }), 9],
  [update({ q: {}, u: {}, arrayFilters: 5 }), 14],
  [update({ q: {}, u: {}, other: 1 }), 40415],
  [update(), 16],
  [{ update: 'c' }, 40414],
]);

const remove = (...deletes: Document[]) => ({ delete: 'c', deletes });

check('delete', [
  [remove({ q: { s: 'A' }, limit: 0 }), { n: 3 }],
  [remove({ q: { s: 'A' }, limit: 1 }), { n: 1 }],
  [remove({ q: {}, limit: 1, hint: 'none' }), failed(0, { code: 2 })],
  [remove({ limit: 1 }), 40414],
  [remove({ q: {} }), 40414],
  [remove({ q: {}, limit: 2 }), 9],
  [remove({ q: {}, limit: 'x' }), 9],
  [remove({ q: {}, limit: 1, other: 1 }), 40415],
]);

const modify = (fields: Document) => ({ findAndModify: 'c', ...fields });

check('findAndModify', [
  [
    modify({ query: { _id: 1 }, update: { $inc: { n: 1 } } }),
    { value: { n: 1 }, lastErrorObject: { n: 1, updatedExisting: true } },
  ],
  [modify({ query: { _id: 1 }, update: { $inc: { n: 1 } }, new: true }), { value: { n: 2 } }],
  [modify({ sort: { n: -1 }, remove: true }), { value: { _id: 5 }, lastErrorObject: { n: 1 } }],
  [modify({ query: { _id: 9 }, update: {} }), { value: null, lastErrorObject: { n: 0, updatedExisting: false } }],
  [modify({ query: { _id: 9 }, update: {}, upsert: true }), { value: null, lastErrorObject: { n: 1, upserted: 9 } }],
  [modify({ query: { _id: 9 }, update: {}, upsert: true, new: true }), { value: { _id: 9 } }],
  [
    modify({ query: { list: 'y' }, update: { $set: { 'list.$': 'z' } }, new: true, fields: { list: 1, _id: 0 } }),
    { value: { list: ['x', 'z'] } },
  ],
  [modify({ query: { _id: 1 }, update: { $set: { _id: 2 } } }), 66],
  [modify({}), 9],
  [modify({ remove: true, update: {} }), 9],
  [modify({ remove: true, upsert: true }), 9],
  [modify({ remove: true, new: true }), 9],
  [modify({ remove: true, arrayFilters: [{ x: 1 }] }), 9],
  [modify({ update: 5 }), 9],
  [modify({ query: 5, update: {} }), 14],
  [modify({ update: [{ $set: { n: 1 } }], arrayFilters: [{ x: 1 }] }), 9],
  [modify({ update: {}, hint: 'none' }), 2],
  [modify({ update: {}, other: 1 }), 40415],
]);

const bulk = (...ops: Document[]) => ({ bulkWrite: 1, ops, nsInfo: [{ ns: 'test.c' }] });
const taken = { ok: 0, code: 11000, keyPattern: { _id: 1 }, keyValue: { _id: 1 }, n: 0 };

check('bulkWrite', [
  [
    bulk({ insert: 0, document: { _id: 6 } }),
    { nErrors: 0, nInserted: 1, cursor: { firstBatch: [{ ok: 1, idx: 0, n: 1 }] } },
  ],
  [bulk({ update: 0, filter: { n: 1 }, updateMods: { $set: { n: 9 } } }), { nMatched: 1, nModified: 1 }],
  [
    bulk({ update: 0, filter: { _id: 9 }, updateMods: { $set: { n: 9 } }, upsert: true }),
    { nUpserted: 1, cursor: { firstBatch: [{ upserted: { _id: 9 } }] } },
  ],
  [bulk({ update: 0, filter: { _id: 1 }, updateMods: [{ $set: { n: '$$x' } }], constants: { x: 1 } }), { nMatched: 1 }],
  [bulk({ delete: 0, filter: { s: 'A' }, multi: true }), { nDeleted: 3 }],
  [
    bulk({ insert: 0, document: { _id: 1 } }, { insert: 0, document: { _id: 6 } }),
    { nErrors: 1, nInserted: 0, cursor: { firstBatch: [{ idx: 0, ...taken }] } },
  ],
  [
    {
      ...bulk({ insert: 0, document: { _id: 1 } }, { insert: 0, document: { _id: 6 } }),
      ordered: false,
      errorsOnly: true,
    },
    { nErrors: 1, nInserted: 1, cursor: { firstBatch: [{ idx: 0, ...taken }] } },
  ],
  [bulk({ insert: 1, document: {} }), 2],
  [bulk({ insert: 0 }), 40414],
  [bulk({ update: 0, updateMods: {} }), 40414],
  [bulk({ update: 0, filter: {} }), 40414],
  [bulk({ delete: 0 }), 40414],
  [bulk({ replace: 0 }), 40415],
  [bulk({ insert: 0, document: {}, other: 1 }), 40415],
  [bulk({ insert: 'x', document: {} }), 14],
  [bulk(), 16],
  [{ ...bulk({ delete: 0, filter: {} }), nsInfo: [{ ns: 'bad' }] }, 73],
  [{ ...bulk({ delete: 0, filter: {} }), nsInfo: [{}] }, 40414],
]);

it('carries nothing out of a command of which one statement is not written as one', async () => {
  expect(await asked(update({ q: { _id: 1 }, u: { $set: { n: 9 } } }, { q: {} }))).toBe(40414);
  expect(await asked(remove({ q: { _id: 1 }, limit: 1 }, { q: {}, limit: 2 }))).toBe(9);
  expect(await asked(bulk({ delete: 0, filter: {} }, { delete: 0 }))).toBe(40414);
  expect(await asked({ count: 'c', query: { n: { $lt: 6 } } })).toMatchObject({ n: 5 });
  expect(await asked(find({ filter: { n: 9 } }))).toMatchObject(batch());
});
