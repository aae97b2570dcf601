// Index keys: their order is that of the values, and which keys a document has.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareForSort, compareValues, parseSort } from '../../../src/storage/embedded/compare.ts';
import { Index } from '../../../src/storage/embedded/index.ts';
import { parseIndexSpec } from '../../../src/storage/embedded/index-spec.ts';
import {
  decodeFields,
  EVERYTHING_AFTER,
  type KeySpec,
  keyOf,
  keyPrefix,
  keysOfBson,
  keysOfDocument,
  typeBracket,
} from '../../../src/storage/embedded/keys.ts';
import { Stored } from '../../../src/storage/embedded/stored.ts';
import { type Document, decode, encode, KIND, kindOf } from '../../../src/storage/embedded/values.ts';
import { documents, values } from './support/arbitrary.ts';

const RUNS = { numRuns: 3000 };
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

describe('a key', () => {
  it('orders as its values do, and is equal where they are', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const expected = Math.sign(compareValues(a, b));
        expect(order(keyPrefix(a, 1), keyPrefix(b, 1))).toBe(expected);
        expect(order(keyPrefix(a, -1), keyPrefix(b, -1))).toBe(-expected || 0);
      }),
      RUNS,
    );
  });

  it('orders several values by the first that differs, each in its direction', () => {
    const spec: KeySpec = [
      { path: 'a', direction: 1 },
      { path: 'b', direction: -1 },
      { path: 'c', direction: 1 },
    ];
    const triples = fc.tuple(values, values, values);
    fc.assert(
      fc.property(triples, triples, (left, right) => {
        const [a, b, c] = left.map((value, index) => Math.sign(compareValues(value, right[index])));
        expect(order(keyOf(left, spec), keyOf(right, spec))).toBe(a || -(b as number) || c);
      }),
      RUNS,
    );
  });

  it('begins no other key, so that a prefix finds exactly its values', () => {
    fc.assert(
      fc.property(values, values, fc.constantFrom<1 | -1>(1, -1), (a, b, direction) => {
        const prefix = keyPrefix(a, direction);
        const key = keyPrefix(b, direction) + keyPrefix(1, 1);
        expect(key >= prefix && key < prefix + EVERYTHING_AFTER).toBe(compareValues(a, b) === 0);
      }),
      RUNS,
    );
  });

  it('lies in the bracket of its type alone', () => {
    fc.assert(
      fc.property(values, values, fc.constantFrom<1 | -1>(1, -1), (a, b, direction) => {
        const { low, high } = typeBracket(a, direction);
        const key = keyPrefix(b, direction);
        expect(key >= low && key < high).toBe(kindOf(a) === kindOf(b));
      }),
      RUNS,
    );
  });
});

describe("a document's keys", () => {
  const spec = (sort: Document) => parseSort(sort);
  const parts = (...lists: unknown[][]) =>
    lists.map((list) => list.map((value) => keyPrefix(value, 1)).join('')).sort();

  const CASES: [name: string, doc: Document, spec: Document, keys: unknown[][], multikey: boolean][] = [
    ['a scalar', { a: 5 }, { a: 1 }, [[5]], false],
    ['missing is null', {}, { a: 1, 'b.c': 1 }, [[null, null]], false],
    ['each element, once', { a: [1, 2, 1] }, { a: 1 }, [[1], [2]], true],
    ['an empty array is undefined', { a: [] }, { a: 1 }, [[undefined]], true],
    ['below an empty array is null', { a: [] }, { 'a.b': 1 }, [[null]], true],
    ['documents in an array', { a: [{ b: 1 }, { b: [2, 3] }, {}, 7] }, { 'a.b': 1 }, [[1], [2], [3], [null]], true],
    [
      'two paths of one array',
      { a: [{ b: 1, c: 2 }, { b: 3 }] },
      { 'a.b': 1, 'a.c': 1 },
      [
        [1, 2],
        [3, null],
      ],
      true,
    ],
    [
      'an array beside a scalar',
      { t: 'x', a: [1, 2] },
      { t: 1, a: 1 },
      [
        ['x', 1],
        ['x', 2],
      ],
      true,
    ],
    ['an array in an array is a value', { a: [[1, 2], 3] }, { a: 1 }, [[[1, 2]], [3]], true],
    ['a place in an array', { a: [5, { b: 6 }] }, { 'a.0': 1 }, [[5], [null]], true],
  ];
  for (const [name, doc, sort, keys, multikey] of CASES) {
    it(name, () => {
      const found = keysOfDocument(doc, spec(sort));
      if (name !== 'a place in an array') expect([...found.keys].sort()).toEqual(parts(...keys));
      else expect(found.keys).toContain(parts([5])[0]);
      expect(found.multikey).toBe(multikey);
    });
  }

  it('leaves a document without any of the fields out of a sparse index', () => {
    expect(keysOfDocument({ c: 1 }, spec({ a: 1, b: 1 }), { sparse: true }).keys).toEqual([]);
    expect(keysOfDocument({ b: 1 }, spec({ a: 1, b: 1 }), { sparse: true }).keys).toHaveLength(1);
    expect(keysOfDocument({ a: null }, spec({ a: 1 }), { sparse: true }).keys).toHaveLength(1);
  });

  it('refuses two different arrays', () => {
    expect(() => keysOfDocument({ a: [1], b: [2] }, spec({ a: 1, b: 1 }))).toThrow(
      expect.objectContaining({ code: 171 }),
    );
  });

  it('come from bytes as from the document', () => {
    const specs = fc.constantFrom<Document>(
      { a: 1 },
      { a: -1, 'b.c': 1 },
      { 'a.b': 1 },
      { 'a.0': 1, c: -1 },
      { 'é.a': 1 },
      { constructor: 1 },
      { c: 1, a: -1, b: 1 },
      { a: 1, 'a.b': 1 },
    );
    fc.assert(
      fc.property(documents, specs, fc.boolean(), (doc, sort, sparse) => {
        const outcome = (find: () => unknown) => {
          try {
            return find();
          } catch (error) {
            return String(error);
          }
        };
        const fromBytes = outcome(() => keysOfBson(encode(doc), spec(sort), { sparse }));
        expect(fromBytes).toEqual(outcome(() => keysOfDocument(doc, spec(sort), { sparse })));
      }),
      RUNS,
    );
  });
});

describe('a partial index for the documents that have a field', () => {
  it('holds the same ones by their bytes as decoded', () => {
    const index = new Index(
      parseIndexSpec({ key: { b: 1 }, name: 'b', partialFilterExpression: { a: { $exists: true } } }),
    );
    fc.assert(
      fc.property(documents, (doc) => {
        const bytes = encode(doc);
        expect(index.keysOf(new Stored(bytes))).toEqual(index.keysOf(new Stored(bytes, decode(bytes))));
      }),
      RUNS,
    );
  });
});

describe('fields decoded by name', () => {
  it.each<[names: string[], expected: object]>([
    [['a'], { a: 1 }],
    [['b', 'a', 'none'], { a: 1, b: { c: 'x' } }],
    [['é', 'a'], { a: 1, é: 3 }],
    [[''], { '': 4 }],
    [[], {}],
  ])('%j', (names, expected) => {
    const bytes = encode({ a: 1, ab: [1], b: { c: 'x' }, é: 3, '': 4 });
    expect(decodeFields(bytes, new Set(names))).toEqual(expected);
  });
});

describe('a sort', () => {
  it('takes the smallest element ascending, the largest descending, and null for missing', () => {
    const up = parseSort({ a: 1 });
    const down = parseSort({ a: -1 });
    expect(compareForSort({ a: [9, 1] }, { a: 2 }, up)).toBeLessThan(0);
    expect(compareForSort({ a: [9, 1] }, { a: 8 }, down)).toBeLessThan(0);
    expect(compareForSort({}, { a: null }, up)).toBe(0);
    expect(compareForSort({ a: [] }, { a: null }, up)).toBeLessThan(0);
  });

  it('refuses parallel arrays', () => {
    expect(() => compareForSort({ a: [1], b: [1] }, {}, parseSort({ a: 1, b: 1 }))).toThrow(
      expect.objectContaining({ code: 2 }),
    );
  });

  it('never confuses types', () => {
    expect(kindOf({ _bsontype: 'ObjectId' })).toBe(KIND.object);
  });
});
