// Random collections, indexes and questions for the planner: few values and few paths, so that much matches and keys
// collide, and every kind of index and condition among them.
import { BSONRegExp } from 'bson';
import fc from 'fast-check';
import type { Document } from '../../../../src/storage/embedded/values.ts';

export type Options = {
  readonly filter: Document;
  readonly collation?: Document;
  /** Counts through `$natural` forwards and backwards and the indexes that are not hidden; undefined for no hint. */
  readonly hint: number | undefined;
};

export type Paging = { readonly sort: Document; readonly skip: number; readonly limit: number };

export type Question = Options &
  (
    | ({ readonly ask: 'find' | 'aggregate' } & Paging & { readonly batchSize: number })
    | ({ readonly ask: 'count' } & Omit<Paging, 'sort'>)
    | ({ readonly ask: 'between'; readonly values: readonly (readonly [unknown, unknown])[] } & Pick<Paging, 'sort'>)
    | { readonly ask: 'distinct'; readonly key: string }
    | { readonly ask: 'update'; readonly update: Document; readonly multi: boolean }
    | { readonly ask: 'delete'; readonly limit: 0 | 1 }
    | ({ readonly ask: 'findAndModify'; readonly update: Document | undefined } & Pick<Paging, 'sort'>)
  );

export type Plot = {
  readonly documents: readonly Document[];
  readonly indexes: readonly Document[];
  readonly questions: readonly Question[];
};

const STRINGS = ['a', 'a', 'A', 'ab', 'ä'];

const scalar = fc.oneof(
  { weight: 10, arbitrary: fc.constantFrom(0, 1, 1, 2, 3) },
  { weight: 8, arbitrary: fc.constantFrom(...STRINGS) },
  fc.constantFrom(null, null, true, false, 1.5, 2n, Number.NaN, new Date(1), new Date(2), new BSONRegExp('^a')),
);
const pair = fc.record({ x: scalar, y: scalar }, { requiredKeys: [] });
const deep = fc.record({ x: fc.oneof(scalar, fc.array(scalar, { maxLength: 3 })), y: scalar }, { requiredKeys: [] });
const array = fc.oneof(
  { weight: 3, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 3, arbitrary: fc.array(fc.oneof({ weight: 3, arbitrary: deep }, scalar), { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(fc.array(scalar, { maxLength: 2 }), { maxLength: 2 }) },
);
const plain = fc.oneof({ weight: 5, arbitrary: scalar }, { weight: 1, arbitrary: pair });
const any = fc.oneof({ weight: 3, arbitrary: scalar }, { weight: 2, arbitrary: array }, { weight: 1, arbitrary: deep });

/** What one collection's indexes and questions are about. */
const TOPICS = [
  ['a', 'b', 'c'],
  ['a', 'c'],
  ['a.x', 'a.y'],
  ['a.x', 'a.y', 'c'],
  ['a', 'a.x', 'b'],
  ['b', 'b.x', 'c'],
];
const direction = fc.constantFrom(1, -1);
const pattern = fc.constantFrom('^a', '^ab', '^a*', '^(a|b)', 'b$', '^');
const comparable = scalar.filter((value) => !(value instanceof BSONRegExp));
const range = fc.dictionary(fc.constantFrom('$eq', '$gt', '$gte', '$lt', '$lte'), comparable, {
  minKeys: 1,
  maxKeys: 2,
});

/** What partial indexes hold, and what is asked for: some of these imply others, some nearly do. */
const bound = fc.constantFrom<unknown>(
  ...[{ $gt: 0 }, { $gt: 1 }, { $gte: 1 }, { $lt: 3 }, { $gte: 1, $lt: 3 }, { $lte: 1 }],
  ...[1, 'a', { $gte: 'a' }, { $gt: 'A' }, { $in: [1, 2, 'a'] }, { $in: [1, 'a'] }],
  ...[{ $exists: true }, { $type: 'string' }, { $type: 'number' }],
);

const condition: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 8, arbitrary: range },
  { weight: 4, arbitrary: fc.record({ $in: fc.array(scalar, { minLength: 1, maxLength: 4, size: 'max' }) }) },
  { weight: 9, arbitrary: bound },
  { weight: 2, arbitrary: fc.record({ $exists: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ $elemMatch: range }) },
  { weight: 2, arbitrary: fc.record({ $elemMatch: fc.record({ x: range, y: range }, { requiredKeys: ['x'] }) }) },
  fc.record({ $nin: fc.array(scalar, { maxLength: 2 }) }),
  fc.record({ $ne: comparable }),
  fc.record({ $not: range }),
  fc.record({ $all: fc.array(scalar, { minLength: 1, maxLength: 2 }) }),
  fc.record({ $size: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ $type: fc.constantFrom('string', 'number', 'array', 'null', 'object') }),
  pattern.map(($regex) => ({ $regex })),
  pattern.map(($regex) => ({ $regex, $options: 'i' })),
  fc.array(scalar, { maxLength: 2 }),
  pair,
);

function filterOn(path: fc.Arbitrary<string>, indexes: readonly Document[]): fc.Arbitrary<Document> {
  const some = (count: number) => fc.dictionary(path, condition, { minKeys: count, maxKeys: count });
  const conjunction = fc.oneof(
    { weight: 1, arbitrary: fc.constant({}) },
    { weight: 8, arbitrary: some(1) },
    { weight: 6, arbitrary: some(2) },
  );
  const branches = fc.array(conjunction, { minLength: 1, maxLength: 3, size: 'max' });
  return fc.oneof(
    { weight: 10, arbitrary: conjunction },
    { weight: 10, arbitrary: fc.constantFrom(...indexes).chain(fitting) },
    { weight: 3, arbitrary: fc.tuple(conjunction, branches).map(([all, $or]) => ({ ...all, $or })) },
    { weight: 3, arbitrary: branches.map(($or) => ({ $or })) },
    { weight: 2, arbitrary: branches.map(($and) => ({ $and })) },
    fc.tuple(conjunction, branches).map(([all, $nor]) => ({ ...all, $nor })),
    fc.tuple(branches, branches).map(([first, second]) => ({ $and: [{ $or: first }, { $or: second }] })),
    fc.tuple(path, comparable).map(([name, bound]) => ({ $expr: { $gt: [`$${name}`, { $literal: bound }] } })),
  );
}

/** A filter that the index may well answer: on its first field, and on what it holds if that is but a part. */
function fitting({ key, partialFilterExpression }: Document): fc.Arbitrary<Document> {
  const [first = ''] = Object.keys(key as Document);
  const [[held, part] = [first, undefined]] = Object.entries((partialFilterExpression ?? {}) as Document);
  return fc
    .tuple(condition, fc.oneof(bound, fc.constant(part)))
    .map(([one, other]) => ({ [first]: one, ...(other !== undefined && { [held]: other }) }));
}

function updateOn(path: fc.Arbitrary<string>): fc.Arbitrary<Document> {
  return fc.oneof(
    fc.tuple(path, scalar).map(([name, value]) => ({ $set: { [name]: value } })),
    fc.tuple(path, any).map(([name, value]) => ({ $set: { [name]: value } })),
    path.map((name) => ({ $unset: { [name]: 1 } })),
    fc.tuple(path, fc.constantFrom(1, -2, 0.5)).map(([name, by]) => ({ $inc: { [name]: by } })),
    fc.tuple(path, scalar).map(([name, value]) => ({ $min: { [name]: value } })),
    fc.tuple(path, scalar).map(([name, value]) => ({ $push: { [name]: value } })),
    fc.tuple(path, fc.constantFrom(...STRINGS)).map(([name, value]) => ({ $addToSet: { [name]: value } })),
    fc.tuple(path, fc.constantFrom(...STRINGS)).map(([name, value]) => ({ $pull: { [name]: value } })),
    fc.constantFrom({ $rename: { b: 'c' } }, { $pop: { a: 1 } }),
    fc.record({ a: any, b: scalar, c: scalar }, { requiredKeys: [] }),
  );
}

/** Often the order of an index or its reverse, from some field of it to another. */
function sortOn(path: fc.Arbitrary<string>, indexes: readonly Document[]): fc.Arbitrary<Document> {
  const keys = indexes.map(({ key }) => Object.entries(key as Record<string, number>));
  const part = fc.tuple(fc.constantFrom(...keys), direction, fc.nat({ max: 2 }), fc.integer({ min: 1, max: 3 }));
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.dictionary(path, direction, { minKeys: 1, maxKeys: 3 }) },
    {
      weight: 4,
      arbitrary: part.map(([key, turn, from, length]) =>
        Object.fromEntries(key.slice(from, from + length).map(([name, way]) => [name, way * turn])),
      ),
    },
  );
}

const INSENSITIVE = { locale: 'en', strength: 2 };
const collation = fc.constantFrom(undefined, undefined, undefined, INSENSITIVE, { locale: 'de' });
const page = { skip: fc.constantFrom(0, 0, 0, 1, 5), limit: fc.constantFrom(0, 0, 1, 3, 10) };

function questionOn(path: fc.Arbitrary<string>, indexes: readonly Document[]): fc.Arbitrary<Question> {
  const asked = { filter: filterOn(path, indexes), collation, hint: fc.option(fc.nat(), { freq: 4, nil: undefined }) };
  const sort = sortOn(path, indexes);
  const update = updateOn(path);
  const read = { ...asked, sort, ...page, batchSize: fc.nat({ max: 8 }) };
  const ends = fc.array(fc.tuple(scalar, scalar), { minLength: 3, maxLength: 3 });
  const modify = { ...asked, sort, update: fc.option(update, { nil: undefined }) };
  return fc.oneof(
    { weight: 14, arbitrary: fc.record({ ask: fc.constant('find'), ...read }) },
    { weight: 3, arbitrary: fc.record({ ask: fc.constant('aggregate'), ...read }) },
    { weight: 2, arbitrary: fc.record({ ask: fc.constant('between'), ...asked, sort, values: ends }) },
    { weight: 2, arbitrary: fc.record({ ask: fc.constant('count'), ...asked, ...page }) },
    { weight: 2, arbitrary: fc.record({ ask: fc.constant('distinct'), ...asked, key: path }) },
    { weight: 4, arbitrary: fc.record({ ask: fc.constant('update'), ...asked, update, multi: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ ask: fc.constant('delete'), ...asked, limit: fc.constantFrom(1, 1, 1, 0) }) },
    { weight: 1, arbitrary: fc.record({ ask: fc.constant('findAndModify'), ...modify }) },
  ) as fc.Arbitrary<Question>;
}

function optionsOn(path: fc.Arbitrary<string>): fc.Arbitrary<Document> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant({}) },
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        { sparse: true },
        { hidden: true },
        { collation: INSENSITIVE },
        { collation: INSENSITIVE, sparse: true },
      ),
    },
    {
      weight: 4,
      arbitrary: fc
        .tuple(path, bound, fc.constantFrom({}, {}, {}, { collation: INSENSITIVE }))
        .map(([name, held, own]) => ({ partialFilterExpression: { [name]: held }, ...own })),
    },
  );
}

function indexesOn(paths: readonly string[]): fc.Arbitrary<Document[]> {
  const options = optionsOn(fc.constantFrom(...paths));
  const index = fc
    .tuple(fc.shuffledSubarray([...paths], { minLength: 1 }), fc.tuple(direction, direction, direction), options)
    .map(([names, directions, own]) => ({
      key: Object.fromEntries(names.map((name, i) => [name, directions[i] ?? 1])),
      ...own,
    }));
  return fc
    .array(index, { minLength: 2, maxLength: 5, size: 'max' })
    .map((list) => list.map((spec, i) => ({ ...spec, name: `i${i}` })))
    .filter(areDistinct);
}

/** Mostly one field holds arrays: a document with two in one index is refused. */
const documents = fc.constantFrom('a', 'a', 'a', 'b', 'both', 'none').chain((arrays) => {
  const a = arrays === 'b' || arrays === 'none' ? plain : any;
  const b = arrays === 'a' || arrays === 'none' ? plain : any;
  const full = fc.record({ a, b, c: scalar });
  const partial = fc.record({ a, b, c: scalar }, { requiredKeys: [] });
  return fc.array(fc.oneof({ weight: 3, arbitrary: full }, { weight: 1, arbitrary: partial }), {
    minLength: 5,
    maxLength: 50,
    size: 'max',
  });
});

/** A few paths each, so that the questions are about what the indexes hold. */
export const plots: fc.Arbitrary<Plot> = fc
  .constantFrom(...TOPICS)
  .chain((paths) => fc.tuple(fc.constant(paths), indexesOn(paths)))
  .chain(([paths, indexes]) =>
    fc.record({
      documents,
      indexes: fc.constant(indexes),
      questions: fc.array(questionOn(fc.constantFrom(...paths), indexes), { maxLength: 40, size: 'max' }),
    }),
  );

/** Two indexes may not have the same keys and options. */
function areDistinct(indexes: readonly Document[]): boolean {
  return new Set(indexes.map(({ key, collation: own }) => JSON.stringify([key, own]))).size === indexes.length;
}
