// Patterns that repeat in several places: they match what JavaScript says, and none takes without bound.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileAutomaton } from '../../../src/storage/embedded/match/automaton.ts';
import { compileMatcher, compileRegex } from '../../../src/storage/embedded/match/regex.ts';

const depth = fc.createDepthIdentifier();

/** Small patterns of everything that the automaton knows. */
const { pattern } = fc.letrec<{ pattern: string; sequence: string; item: string }>((tie) => ({
  pattern: fc.oneof(
    // JavaScript's own engine, with which this is compared, takes exponential time in the depth.
    { maxDepth: 2, depthIdentifier: depth },
    { weight: 3, arbitrary: tie('sequence') },
    { weight: 1, arbitrary: fc.tuple(tie('sequence'), tie('pattern')).map((parts) => parts.join('|')) },
  ),
  sequence: fc.array(tie('item'), { maxLength: 4 }).map((items) => items.join('')),
  item: fc.oneof(
    { maxDepth: 2, depthIdentifier: depth },
    fc.constantFrom('^', '$', '\\b', '\\B'),
    fc
      .tuple(
        fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', '\\s', '\\.'),
        fc.constantFrom('', '*', '+', '?', '{2}', '{1,2}', '{1,}', '*?'),
      )
      .map((parts) => parts.join('')),
    fc
      .tuple(tie('pattern'), fc.constantFrom('', '*', '+', '?', '{0,2}'))
      .map(([inner, count]) => `(?:${inner})${count}`),
  ),
}));

const text = fc
  .array(fc.constantFrom('a', 'b', 'A', ' ', '.', '\n', '😀'), { maxLength: 8 })
  .map((letters) => letters.join(''));

describe('the automaton', () => {
  it("agrees with JavaScript's own engine", () => {
    fc.assert(
      fc.property(pattern, text, fc.constantFrom('u', 'iu', 'mu', 'su'), (source, subject, flags) => {
        // V8 also looks for a place without a boundary between the halves of one character.
        fc.pre(!source.includes('\\B') || !subject.includes('😀'));
        expect(compileAutomaton(source, flags)(subject)).toBe(new RegExp(source, flags).test(subject));
      }),
      { numRuns: 5000 },
    );
  });

  it('answers where backtracking would not in a lifetime', () => {
    const subject = 'a'.repeat(5000);
    for (const source of ['(a+)+$b', '(a|a)*b', 'a*a*a*a*a*a*b', 'a*a*b', 'a*b', '(.*)(.*)(.*)(.*)(.*)x']) {
      expect(compileMatcher(source, '').test(subject)).toBe(false);
    }
  });

  it('does not explode on short texts either', () => {
    const choices = [`${'a?'.repeat(40)}b`, '(a?){40}b', '((a)?){40}b', `${'(a|a)'.repeat(40)}b`, '(a{0,2}){40}b'];
    for (const source of choices) expect(compileMatcher(source, '').test('a'.repeat(40))).toBe(false);
  });

  it('takes escapes that only PCRE allows', () => {
    expect(compileMatcher('^(a+\\-)+b$', '').test('aa-a-b')).toBe(true);
  });

  it('is no way around for what only backtracking can do, nor for places', () => {
    const refused = expect.objectContaining({ code: 51091 });
    for (const source of ['(a+)\\1', '(?=a+)+b', '(?!(a?){40})a']) {
      expect(() => compileMatcher(source, '')).toThrow(refused);
    }
    expect(() => compileRegex('(a+)+', '')).toThrow(refused);
    expect(() => compileRegex('a*a*b', '')('a'.repeat(5_000))).toThrow(refused);
    expect(compileRegex('a*a*b', '')('aab').exec('xaab')?.index).toBe(1);
  });
});
