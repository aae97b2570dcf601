// Projections of find by the rules of MongoDB's manual.

import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFilter } from '../../../src/storage/embedded/match/filter.ts';
import { plainProjection } from '../../../src/storage/embedded/project/plain.ts';
import { compileProjection } from '../../../src/storage/embedded/project/projection.ts';
import { type Document, decode, encode } from '../../../src/storage/embedded/values.ts';
import { documents } from './support/arbitrary.ts';

const meeting = {
  _id: 1,
  title: 'Sync',
  guest: { name: 'Ada', mail: 'a@b.c' },
  slots: [{ n: 1, s: 'x' }, { n: 2, s: 'y' }, 7],
  tags: [1, 2, 3, 4],
};

describe('a projection of plain fields', () => {
  const OPERANDS = fc.constantFrom<unknown>(1, 0, true, false, -0, 2n);
  const specs = fc.dictionary(fc.constantFrom('_id', 'a', 'b', 'c', 'ab', 'é', 'a.b'), OPERANDS, { minKeys: 1 });

  it('makes of the bytes what any projection makes of the document', () => {
    let plain = 0;
    fc.assert(
      fc.property(documents, specs, fc.boolean(), (fields, spec, identified) => {
        const doc = identified ? { _id: 7, ...fields } : fields;
        const project = plainProjection(spec);
        if (!project) return;
        plain++;
        expect(project(encode(doc))).toEqual(encode(compileProjection(spec)(decode(encode(doc)))));
      }),
      { numRuns: 2000 },
    );
    expect(plain).toBeGreaterThan(100);
  });

  it.each([{}, { 'a.b': 1 }, { é: 1 }, { $a: 1 }, { a: 1, b: 0 }, { a: { $slice: 1 } }, { a: 'x' }])(
    '%j is none',
    (spec) => {
      expect(plainProjection(spec)).toBeUndefined();
    },
  );
});

describe('a projection', () => {
  const CASES: [name: string, spec: Document, result: Document, filter?: Document][] = [
    ['of nothing is the document', {}, meeting],
    ['includes, with _id', { title: 1, 'guest.name': true }, { _id: 1, title: 'Sync', guest: { name: 'Ada' } }],
    ['includes below arrays, without scalars', { _id: 0, 'slots.n': 1 }, { slots: [{ n: 1 }, { n: 2 }] }],
    ['includes nested documents', { _id: 0, guest: { mail: 1 } }, { guest: { mail: 'a@b.c' } }],
    ['keeps the order of the document', { tags: 1, title: 1, _id: 0 }, { title: 'Sync', tags: [1, 2, 3, 4] }],
    ['excludes', { guest: 0, slots: 0, tags: 0 }, { _id: 1, title: 'Sync' }],
    [
      'excludes below arrays',
      { _id: 0, 'slots.s': 0, title: 0, guest: 0, tags: 0 },
      { slots: [{ n: 1 }, { n: 2 }, 7] },
    ],
    ['of _id alone', { _id: 1 }, { _id: 1 }],
    ['without _id alone', { _id: 0, title: 0, guest: 0, slots: 0 }, { tags: [1, 2, 3, 4] }],
    [
      'slices, beside everything else',
      { tags: { $slice: 2 }, guest: 0, slots: 0 },
      { _id: 1, title: 'Sync', tags: [1, 2] },
    ],
    ['slices from the end', { _id: 0, title: 1, tags: { $slice: -1 } }, { title: 'Sync', tags: [4] }],
    ['slices by skip and limit', { _id: 0, title: 1, tags: { $slice: [1, 2] } }, { title: 'Sync', tags: [2, 3] }],
    [
      'of the first element that matches',
      { _id: 0, slots: { $elemMatch: { n: { $gt: 1 } } } },
      { slots: [{ n: 2, s: 'y' }] },
    ],
    ['of no element that matches', { slots: { $elemMatch: { n: 9 } } }, { _id: 1 }],
    ["of the query's element", { _id: 0, 'slots.$': 1 }, { slots: [{ n: 2, s: 'y' }] }, { 'slots.n': 2 }],
    [
      'computes',
      { _id: 0, who: '$guest.name', twice: { $concat: ['$title', '$title'] } },
      { who: 'Ada', twice: 'SyncSync' },
    ],
    [
      'computes below documents',
      { _id: 0, title: 1, 'guest.at': { $literal: 3 } },
      { title: 'Sync', guest: { at: 3 } },
    ],
    ['of fixed text', { _id: 0, kind: 'meeting' }, { kind: 'meeting' }],
  ];
  for (const [name, spec, result, filter = {}] of CASES) {
    it(name, () => {
      const projected = compileProjection(spec, compileFilter(filter))(meeting);
      expect(projected).toEqual(result);
      expect(Object.keys(projected)).toEqual(Object.keys(result));
    });
  }

  const REFUSED: [spec: Document, code: number][] = [
    [{ a: 1, b: 0 }, 31254],
    [{ a: 0, b: 1 }, 31253],
    [{ a: 1, 'a.b': 1 }, 31249],
    [{ 'a.b': 1, a: 1 }, 31250],
    [{ a: { $slice: 'x' } }, 28667],
    [{ a: { $elemMatch: 1 } }, 31274],
    [{ a: { $meta: 'textScore' } }, 2],
    [{ $a: 1 }, 16410],
  ];
  for (const [spec, code] of REFUSED) {
    it(`is refused with ${code}: ${inspect(spec)}`, () => {
      expect(() => compileProjection(spec)).toThrow(expect.objectContaining({ code }));
    });
  }
});
