// Views, as https://www.mongodb.com/docs/manual/core/views/ describes them.
import type { Db } from 'mongodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../support/database.ts';

describe('a view', () => {
  let db: Db;

  beforeEach(async () => {
    db = await freshDatabase();
    await db.collection('numbers').insertMany(
      Array.from({ length: 10 }, (_, n) => ({
        _id: n as never,
        n,
        parity: n % 2 ? 'odd' : 'even',
        tags: [n, n + 1],
      })),
    );
    await db.collection('numbers').createIndex({ n: 1 });
    await db.createCollection('odd', { viewOn: 'numbers', pipeline: [{ $match: { parity: 'odd' } }] });
    await db.createCollection('big', { viewOn: 'odd', pipeline: [{ $match: { n: { $gt: 4 } } }, { $unset: 'tags' }] });
  });

  it('is read like a collection: find, count, distinct, aggregate', async () => {
    const odd = db.collection('odd');
    const found = await odd
      .find({ n: { $lt: 8 } }, { sort: { n: -1 }, skip: 1, limit: 2, projection: { n: 1, _id: 0 } })
      .toArray();
    expect(found).toEqual([{ n: 5 }, { n: 3 }]);
    expect(await odd.countDocuments({ n: { $gt: 3 } })).toBe(3);
    expect(await odd.estimatedDocumentCount()).toBe(5);
    expect(await odd.distinct('tags', { n: { $lt: 4 } })).toEqual([1, 2, 3, 4]);
    expect(await odd.aggregate([{ $group: { _id: null, sum: { $sum: '$n' } } }]).toArray()).toEqual([
      { _id: null, sum: 25 },
    ]);
    expect(await odd.find({}, { batchSize: 2 }).toArray()).toHaveLength(5);
  });

  it('follows what it shows, and stands on other views', async () => {
    await db.collection('numbers').insertOne({ n: 11, parity: 'odd' });
    expect((await db.collection('big').find().toArray()).map(({ n }) => n)).toEqual([5, 7, 9, 11]);
    expect(await db.collection('big').findOne({ n: 5 })).not.toHaveProperty('tags');
  });

  it('is joined like a collection', async () => {
    const joined = await db
      .collection('numbers')
      .aggregate([{ $match: { n: 5 } }, { $lookup: { from: 'big', localField: 'n', foreignField: 'n', as: 'same' } }])
      .toArray();
    expect(joined[0]?.same).toHaveLength(1);
  });

  it('cannot be changed', async () => {
    const odd = db.collection<{ n: number }>('odd');
    const refused = { code: 166 };
    await expect(odd.insertOne({ n: 13 })).rejects.toMatchObject(refused);
    await expect(odd.updateOne({ n: 1 }, { $set: { n: 2 } })).rejects.toMatchObject(refused);
    await expect(odd.deleteMany({})).rejects.toMatchObject(refused);
    await expect(odd.findOneAndDelete({})).rejects.toMatchObject(refused);
    await expect(odd.createIndex({ n: 1 })).rejects.toMatchObject(refused);
    expect(await db.collection('numbers').countDocuments()).toBe(10);
  });

  it('is listed as what it is, dropped, and made again', async () => {
    const [listed] = await db.listCollections({ name: 'odd' }).toArray();
    expect(listed).toMatchObject({ type: 'view', options: { viewOn: 'numbers' }, info: { readOnly: true } });
    await db.collection('odd').drop();
    expect(await db.collection('numbers').countDocuments()).toBe(10);
    await db.createCollection('odd', { viewOn: 'numbers', pipeline: [] });
    expect(await db.collection('odd').countDocuments()).toBe(10);
  });

  it('may not stand on itself, nor write', async () => {
    await expect(db.createCollection('self', { viewOn: 'self', pipeline: [] })).rejects.toMatchObject({ code: 5 });
    await expect(db.createCollection('bad', { viewOn: 'numbers', pipeline: [{ $out: 'x' }] })).rejects.toThrow(/view/);
    await expect(db.createCollection('bad', { viewOn: 'numbers', pipeline: [{ $no: 1 }] })).rejects.toMatchObject({
      code: 40324,
    });
    await expect(db.createCollection('bad', { pipeline: [] })).rejects.toMatchObject({ code: 72 });
  });

  it('can be explained', async () => {
    const plan = await db
      .collection('big')
      .aggregate([{ $match: { n: 7 } }])
      .explain();
    expect(JSON.stringify(plan)).toContain('queryPlanner');
    expect(
      await db
        .collection('big')
        .aggregate([{ $match: { n: 7 } }])
        .toArray(),
    ).toHaveLength(1);
  });
});
