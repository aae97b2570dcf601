// A command's collation holds for all that it compares: expressions, groups, joins and updates. As
// https://www.mongodb.com/docs/manual/reference/collation/ lists the operations that take one.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningEngine, runEngine } from './engine.ts';

let running: RunningEngine;
const collation = { locale: 'en', strength: 2 };

beforeAll(async () => {
  running = await runEngine();
  await running.db.collection<{ _id: number }>('words').insertMany([
    { _id: 1, word: 'ada', list: ['B', 'a'] },
    { _id: 2, word: 'ADA', list: ['b', 'C'] },
    { _id: 3, word: 'Bob', list: ['x'] },
  ] as never[]);
});
afterAll(() => running.close());

const evaluate = async (expression: unknown, options: object = { collation }) => {
  const pipeline = [{ $documents: [{}] }, { $project: { value: expression } }];
  const [found] = await running.db.aggregate(pipeline, options).toArray();
  return found?.value;
};

describe('under a collation', () => {
  it.each<[name: string, expression: object, collated: unknown, plain: unknown]>([
    ['$eq', { $eq: ['a', 'A'] }, true, false],
    ['$gt', { $gt: ['a', 'B'] }, false, true],
    ['$cmp', { $cmp: ['b', 'A'] }, 1, 1],
    ['$in', { $in: ['a', ['A']] }, true, false],
    ['$indexOfArray', { $indexOfArray: [['x', 'A'], 'a'] }, 1, -1],
    [
      '$setEquals',
      {
        $setEquals: [
          ['a', 'B'],
          ['A', 'b'],
        ],
      },
      true,
      false,
    ],
    ['$setIsSubset', { $setIsSubset: [['a'], ['A']] }, true, false],
    ['$setIntersection', { $size: { $setIntersection: [['a'], ['A']] } }, 1, 0],
    ['$setDifference', { $setDifference: [['a', 'c'], ['A']] }, ['c'], ['a', 'c']],
    ['$setUnion', { $size: { $setUnion: [['a'], ['A']] } }, 1, 2],
    ['$max', { $max: ['B', 'a'] }, 'B', 'a'],
    ['$sortArray', { $sortArray: { input: ['b', 'C', 'a'], sortBy: 1 } }, ['a', 'b', 'C'], ['C', 'a', 'b']],
    ['$minN', { $minN: { input: ['B', 'a'], n: 1 } }, ['a'], ['B']],
    ['$cond', { $cond: [{ $eq: ['a', 'A'] }, 1, 2] }, 1, 2],
    ['$strcasecmp, which has its own way', { $strcasecmp: ['ä', 'a'] }, 1, 1],
  ])('%s compares by it', async (_name, expression, collated, plain) => {
    expect(await evaluate(expression)).toEqual(collated);
    expect(await evaluate(expression, {})).toEqual(plain);
  });

  it('$expr compares by it, in filters and in stages', async () => {
    const words = running.db.collection('words');
    const filter = { $expr: { $eq: ['$word', 'Ada'] } };
    expect(await words.countDocuments(filter, { collation })).toBe(2);
    expect(await words.countDocuments(filter)).toBe(0);
    expect(await words.find(filter).collation(collation).toArray()).toHaveLength(2);
  });

  it('groups and joins go by it', async () => {
    const words = running.db.collection('words');
    const grouped = words.aggregate(
      [{ $group: { _id: '$word', set: { $addToSet: '$word' }, most: { $max: '$word' } } }, { $sort: { _id: 1 } }],
      { collation },
    );
    expect((await grouped.toArray()).map(({ set }) => set.length)).toEqual([1, 1]);
    const joined = words.aggregate(
      [
        { $match: { _id: 1 as never } },
        { $lookup: { from: 'words', localField: 'word', foreignField: 'word', as: 'same' } },
      ],
      { collation },
    );
    expect((await joined.toArray())[0]?.same).toHaveLength(2);
  });

  it('updates compare by it', async () => {
    const changed = running.db.collection<{ _id: number; list: string[]; least: string }>('changed');
    const changedBy = async (update: object) => {
      await changed.replaceOne({ _id: 1 }, { list: ['B', 'a'], least: 'B' }, { upsert: true });
      return changed.findOneAndUpdate({ _id: 1 }, update, { collation, returnDocument: 'after' });
    };
    expect(await changedBy({ $addToSet: { list: 'b' } })).toMatchObject({ list: ['B', 'a'] });
    expect(await changedBy({ $pull: { list: 'A' } })).toMatchObject({ list: ['B'] });
    expect(await changedBy({ $pullAll: { list: ['A', 'b'] } })).toMatchObject({ list: [] });
    expect(await changedBy({ $push: { list: { $each: [], $sort: 1 } } })).toMatchObject({ list: ['a', 'B'] });
    expect(await changedBy({ $min: { least: 'a' } })).toMatchObject({ least: 'a' });
    expect(await changedBy([{ $set: { least: { $eq: ['$least', 'b'] } } }])).toMatchObject({ least: true });
  });
});
