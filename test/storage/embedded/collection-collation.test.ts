// A collection's own collation, as https://www.mongodb.com/docs/manual/reference/collation/ and
// https://www.mongodb.com/docs/manual/core/views/specify-collation/ describe it: what names no other one has it.
import type { Collection, Db } from 'mongodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../support/database.ts';

const simple = { locale: 'simple' };
const collation = { locale: 'en', strength: 2 };

type Word = { _id: string; word: string; list: string[] };

describe('a collection with a collation', () => {
  let db: Db;
  let words: Collection<Word>;

  beforeEach(async () => {
    db = await freshDatabase();
    words = await db.createCollection<Word>('words', { collation });
    await words.insertMany([
      { _id: 'one', word: 'ada', list: ['B', 'a'] },
      { _id: 'two', word: 'ADA', list: ['b', 'C'] },
      { _id: 'three', word: 'Bob', list: ['x'] },
    ]);
  });

  const ids = (found: readonly { _id: string }[]) => found.map(({ _id }) => _id);

  it('finds, counts, sorts and tells apart by it, unless asked otherwise', async () => {
    expect(ids(await words.find({ word: 'Ada' }).toArray())).toEqual(['one', 'two']);
    expect(await words.find({ word: 'Ada' }).collation(simple).toArray()).toEqual([]);
    expect(await words.countDocuments({ word: 'BOB' })).toBe(1);
    expect(await words.countDocuments({ word: 'BOB' }, { collation: simple })).toBe(0);
    expect(ids(await words.find().sort({ word: -1, _id: 1 }).toArray())).toEqual(['three', 'one', 'two']);
    expect(ids(await words.find().sort({ word: 1 }).collation(simple).toArray())).toEqual(['two', 'three', 'one']);
    expect(await words.distinct('word')).toEqual(['ada', 'Bob']);
    expect(await words.distinct('word', {}, { collation: simple })).toEqual(['ADA', 'Bob', 'ada']);
    expect(await words.findOne({ _id: 'ONE' })).toMatchObject({ word: 'ada' });
    expect(await words.findOne({ list: { $elemMatch: { $eq: 'A' } } }, { projection: { list: 1 } })).toMatchObject({
      _id: 'one',
    });
    const elements = { projection: { list: { $elemMatch: { $eq: 'A' } } } };
    expect(await words.findOne({ _id: 'one' }, elements)).toEqual({ _id: 'one', list: ['a'] });
  });

  it('changes by it', async () => {
    const after = { returnDocument: 'after' } as const;
    expect((await words.updateMany({ word: 'aDa' }, { $set: { seen: true } } as object)).modifiedCount).toBe(2);
    expect(await words.findOneAndUpdate({ word: 'BOB' }, { $addToSet: { list: 'X' } }, after)).toMatchObject({
      list: ['x'],
    });
    expect(await words.findOneAndUpdate({ word: 'BOB' }, { $pull: { list: 'X' } }, after)).toMatchObject({ list: [] });
    const filtered = { arrayFilters: [{ one: 'A' }], ...after };
    const update = { $set: { 'list.$[one]': 'z' } };
    expect(await words.findOneAndUpdate({ _id: 'one' }, update, filtered)).toMatchObject({ list: ['B', 'z'] });
    await words.bulkWrite([{ updateOne: { filter: { word: 'bob' }, update: { $set: { word: 'Rob' } } } }]);
    expect((await words.deleteMany({ word: 'ROB' })).deletedCount).toBe(1);
    expect((await words.deleteMany({ word: 'Ada' }, { collation: simple })).deletedCount).toBe(0);
  });

  it('aggregates by it, also what it joins and merges', async () => {
    const grouped = await words.aggregate([{ $group: { _id: '$word', n: { $sum: 1 } } }, { $sort: { _id: 1 } }]);
    expect((await grouped.toArray()).map(({ n }) => n)).toEqual([2, 1]);
    const plain = await words.aggregate([{ $group: { _id: '$word' } }], { collation: simple }).toArray();
    expect(plain).toHaveLength(3);
    await db.collection('plain').insertMany([{ word: 'ADA' }, { word: 'bob' }]);
    const lookup = { from: 'plain', localField: 'word', foreignField: 'word', as: 'same' };
    const joined = await words.aggregate([{ $sort: { _id: 1 } }, { $lookup: lookup }]).toArray();
    expect(joined.map(({ same }) => same.length)).toEqual([1, 1, 1]);
    const back = { ...lookup, from: 'words' };
    const unlike = await db
      .collection('plain')
      .aggregate([{ $match: { word: 'bob' } }, { $lookup: back }])
      .toArray();
    expect(unlike[0]?.same).toEqual([]);
    await words.deleteOne({ _id: 'two' });
    await words.createIndex({ word: 1 }, { unique: true });
    const merge = [{ $project: { _id: 0, word: 1, merged: 'yes' } }, { $merge: { into: 'words', on: 'word' } }];
    await db.collection('plain').aggregate(merge, { collation }).toArray();
    expect(await words.countDocuments({ merged: 'yes' })).toBe(2);
    await expect(db.collection('plain').aggregate(merge).toArray()).rejects.toMatchObject({ code: 51183 });
  });

  it('has indexes that compare as it does, unless they name another collation', async () => {
    await words.createIndex({ word: 1 });
    await words.createIndex({ word: 1 }, { name: 'plain', collation: simple });
    const specs = await words.indexes();
    expect(specs.map(({ name, collation: own }) => [name, own?.strength])).toEqual([
      ['_id_', 2],
      ['word_1', 2],
      ['plain', undefined],
    ]);
    const plan = async (options: object) =>
      JSON.stringify(await words.find({ word: 'bob' }, options).explain('executionStats'));
    expect(await plan({})).toContain('"indexName":"word_1"');
    expect(await plan({ collation: simple })).toContain('"indexName":"plain"');
    expect(await words.find({ word: 'BOB' }).hint('word_1').toArray()).toHaveLength(1);
    await expect(words.createIndex({ _id: 1 }, { collation: simple })).rejects.toMatchObject({ code: 2 });
    await words.createIndex({ _id: 1 });
    await expect(words.createIndex({ _id: 1 }, { sparse: true })).rejects.toMatchObject({ code: 197 });
  });

  it('has unique keys, that of _id too, which are equal by it', async () => {
    await words.deleteOne({ _id: 'two' });
    await words.createIndex({ word: 1 }, { unique: true });
    await expect(words.insertOne({ _id: 'four', word: 'ADA', list: [] })).rejects.toMatchObject({
      code: 11000,
      keyValue: { word: 'ADA' },
    });
    await expect(words.insertOne({ _id: 'ONE', word: 'new', list: [] })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { _id: 1 },
    });
  });

  it('validates by it, and keeps it under another name and in $out', async () => {
    await db.command({ collMod: 'words', validator: { word: { $gte: 'B' } } });
    await words.insertOne({ _id: 'four', word: 'bee', list: [] });
    await expect(words.insertOne({ _id: 'five', word: 'ANNA', list: [] })).rejects.toMatchObject({ code: 121 });
    await words.aggregate([{ $match: { word: 'BEE' } }, { $out: 'words' }]).toArray();
    await db.renameCollection('words', 'other');
    const [listed] = await db.listCollections({ name: 'other' }).toArray();
    expect(listed).toMatchObject({ options: { collation: { locale: 'en', strength: 2 } } });
    expect(await db.collection('other').countDocuments({ word: 'BEE' })).toBe(1);
  });

  it('is made once more in the same shape only', async () => {
    await expect(db.createCollection('words', { collation: { locale: 'de' } })).rejects.toMatchObject({ code: 48 });
    await expect(db.createCollection('bad', { collation: { locale: 'no such!' } })).rejects.toMatchObject({ code: 2 });
    await db.command({ create: 'words', collation });
    await db.command({ create: 'plain', collation: simple });
    expect((await db.listCollections({ name: 'plain' }).toArray())[0]).toMatchObject({ options: {} });
  });

  it('lends a view nothing: that has its own collation, which no command overrides', async () => {
    await db.createCollection('plain', { viewOn: 'words', pipeline: [] });
    await db.createCollection('collated', { viewOn: 'words', pipeline: [{ $project: { word: 1 } }], collation });
    const [plain, collated] = [db.collection('plain'), db.collection('collated')];
    expect(await plain.countDocuments({ word: 'Ada' })).toBe(0);
    expect(await collated.countDocuments({ word: 'Ada' })).toBe(2);
    expect(await collated.distinct('word')).toEqual(['ada', 'Bob']);
    expect(await collated.countDocuments({ word: 'Ada' }, { collation })).toBe(2);
    for (const asked of [collated.find({}, { collation: simple }), plain.find({}, { collation })]) {
      await expect(asked.toArray()).rejects.toMatchObject({ code: 167 });
    }
    await expect(db.createCollection('on', { viewOn: 'collated', pipeline: [] })).rejects.toMatchObject({ code: 167 });
    const joined = words.aggregate([{ $lookup: { from: 'plain', localField: 'word', foreignField: 'word', as: 'x' } }]);
    await expect(joined.toArray()).rejects.toMatchObject({ code: 167 });
  });
});
