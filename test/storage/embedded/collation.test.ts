// Collations: equality and order of strings by a language's rules.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSort, sortKey } from '../../../src/storage/embedded/compare.ts';
import { collatorOf } from '../../../src/storage/embedded/match/collation.ts';
import type { Document } from '../../../src/storage/embedded/values.ts';

function sorted(words: string[], collation: Document) {
  const spec = parseSort({ w: 1 });
  const collator = collatorOf(collation);
  const key = (w: string) => sortKey({ w }, spec, collator);
  return [...words].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

describe('a collation', () => {
  const CASES: [name: string, collation: Document, words: string[]][] = [
    ['byte order without one', { locale: 'simple' }, ['Z', 'a', 'é', 'z'].sort()],
    ['accents and case after letters', { locale: 'en' }, ['a', 'A', 'á', 'ab', 'b', 'B', 'z']],
    ['Swedish letters after z', { locale: 'sv' }, ['a', 'z', 'å', 'ä', 'ö']],
    ['German ones with their vowels', { locale: 'de' }, ['a', 'ä', 'b', 'o', 'ö', 'z']],
    ['Czech ch behind h', { locale: 'cs' }, ['cz', 'ha', 'cha', 'Cha', 'i']],
    ['Danish aa as å', { locale: 'da', strength: 1 }, ['az', 'z', 'aal', 'åm']],
    ['numbers by value', { locale: 'en', numericOrdering: true }, ['a2', 'a10', 'a100']],
    ['punctuation before digits before letters', { locale: 'en' }, ['_x', '1x', 'ax']],
  ];
  for (const [name, collation, words] of CASES) {
    it(`sorts ${name}`, () => expect(sorted([...words].reverse(), collation)).toEqual(words));
  }

  it('sorts as it compares', () => {
    const words = ['cote', 'côte', 'coté', 'Cote', 'co-te', 'cot', 'cotes', 'x y', 'xy', 'X Y'];
    for (const strength of [1, 2, 3]) {
      const collator = collatorOf({ locale: 'en', strength });
      const byCompare = [...words].sort(collator?.compare);
      expect(sorted(words, { locale: 'en', strength })).toEqual(byCompare);
    }
  });

  it('compares letters that are two', () => {
    expect(collatorOf({ locale: 'de', strength: 1 })?.compare('Straße', 'strasse')).toBe(0);
    expect(collatorOf({ locale: 'de', strength: 2 })?.compare('Straße', 'strasse')).toBe(1);
    expect(collatorOf({ locale: 'da', strength: 1 })?.compare('Aarhus', 'Århus')).toBe(0);
  });

  it('agrees with the comparison that the language has', () => {
    const words = fc.string({ unit: fc.constantFrom(...'abcehszABCé ßöæñ'), maxLength: 4 });
    for (const locale of ['en', 'de', 'sv', 'da', 'cs', 'es', 'pl', 'sk']) {
      const collator = collatorOf({ locale });
      const language = new Intl.Collator(locale);
      fc.assert(
        fc.property(words, words, (a, b) => {
          expect(Math.sign(collator?.compare(a, b) ?? Number.NaN)).toBe(Math.sign(language.compare(a, b)));
        }),
        { numRuns: 500 },
      );
    }
  });

  it('is refused when its locale is missing or unknown', () => {
    expect(() => collatorOf({ strength: 1 })).toThrow(expect.objectContaining({ code: 40414 }));
    expect(() => collatorOf({ locale: 'no such!' })).toThrow(expect.objectContaining({ code: 2 }));
  });

  it.each([
    [{ strength: 7 }, 2],
    [{ caseFirst: 'both' }, 2],
    [{ unknown: 1 }, 40415],
    [{ caseLevel: true }, 115],
    [{ strength: 5 }, 115],
    [{ backwards: true }, 115],
    [{ maxVariable: 'space' }, 115],
  ])('with %j is refused', (options, code) => {
    expect(() => collatorOf({ locale: 'en', ...options })).toThrow(expect.objectContaining({ code }));
  });
});
