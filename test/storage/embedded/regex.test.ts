// Patterns: they match what PCRE matches, whose syntax MongoDB's are in, tell where, and none takes without bound.
// https://www.mongodb.com/docs/manual/reference/operator/query/regex/ and .../aggregation/regexFind/ say what is asked;
// the rules of PCRE are those of pcre2pattern(3).

import { BSONRegExp } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileExpression } from '../../../src/storage/embedded/aggregate/expression.ts';
import { compileAutomaton } from '../../../src/storage/embedded/match/pattern/automaton.ts';
import { parsePattern } from '../../../src/storage/embedded/match/pattern/parse.ts';
import { locate, matches } from '../../../src/storage/embedded/match/pattern/run.ts';
import { sourceOf } from '../../../src/storage/embedded/match/pattern/tree.ts';
import { compileMatcher } from '../../../src/storage/embedded/match/regex.ts';

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
    fc.constantFrom('^', '$', '\\b', '\\B', '\\A', '\\z', '\\Z'),
    fc
      .tuple(
        fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', '\\s', '\\S', '\\.'),
        fc.constantFrom('', '*', '+', '?', '{2}', '{1,2}', '{1,}', '*?', '+?', '??', '{0,2}?'),
      )
      .map((parts) => parts.join('')),
    fc
      .tuple(tie('pattern'), fc.constantFrom('', '*', '+', '?', '{0,2}', '*?'))
      .map(([inner, count]) => `(?:${inner})${count}`),
    tie('pattern').map((inner) => `(${inner})`),
  ),
}));

const text = fc
  .array(fc.constantFrom('a', 'b', 'A', ' ', '.', '\n', '😀'), { maxLength: 8 })
  .map((letters) => letters.join(''));

describe('the automaton', () => {
  const flags = fc.constantFrom('', 'i', 'm', 's', 'ims');

  it("agrees with JavaScript's own engine on whether", () => {
    fc.assert(
      fc.property(pattern, text, flags, (source, subject, options) => {
        // V8 also looks for a place without a boundary between the halves of one character.
        fc.pre(!source.includes('\\B') || !subject.includes('😀'));
        const { branches, ignoresCase } = parsePattern(source, options);
        const regex = new RegExp(sourceOf(branches), ignoresCase ? 'iu' : 'u');
        expect(matches(compileAutomaton(branches, ignoresCase), subject)).toBe(regex.test(subject));
      }),
      { numRuns: 5000 },
    );
  });

  it('and on where, with its groups', () => {
    fc.assert(
      fc.property(pattern, text, flags, (source, subject, options) => {
        fc.pre(!source.includes('\\B') || !subject.includes('😀'));
        // What an empty repetition captures is a matter of taste: PCRE and JavaScript differ.
        fc.pre(!/\)[*+?{]/.test(source));
        const { branches, ignoresCase } = parsePattern(source, options);
        const found = new RegExp(sourceOf(branches), ignoresCase ? 'diu' : 'du').exec(subject);
        const indices = (found as unknown as { indices: ([number, number] | undefined)[] } | null)?.indices;
        const expected = indices?.flatMap((pair) => pair ?? [-1, -1]);
        expect(locate(compileAutomaton(branches, ignoresCase), subject, 0)).toEqual(expected);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('a pattern', () => {
  it('is answered where backtracking would not in a lifetime', () => {
    const subject = 'a'.repeat(5000);
    for (const source of ['(a+)+$b', '(a|a)*b', 'a*a*a*a*a*a*b', 'a*a*b', 'a*b', '(.*)(.*)(.*)(.*)(.*)x']) {
      expect(compileMatcher(source, '').test(subject)).toBe(false);
      expect(compileMatcher(source, '').locate(subject, 0)).toBeUndefined();
    }
    expect(compileMatcher('(a+)+$', '').locate(`b${subject}`, 0)).toMatchObject({ index: 1, captures: [subject] });
  });

  it('does not explode on short texts either', () => {
    const choices = [`${'a?'.repeat(40)}b`, '(a?){40}b', '((a)?){40}b', `${'(a|a)'.repeat(40)}b`, '(a{0,2}){40}b'];
    for (const source of choices) expect(compileMatcher(source, '').test('a'.repeat(40))).toBe(false);
  });

  it('is refused for what only backtracking can do and might take without bound', () => {
    for (const source of ['(a+)\\1', '(?=a+)+b', '(?!(a?){40})a', 'a'.repeat(1025)]) {
      expect(() => compileMatcher(source, '')).toThrow(/MONGODB_URI/);
      expect(() => compileMatcher(source, '')).toThrow(expect.objectContaining({ code: 51091 }));
    }
    expect(compileMatcher('(?<=a)b(?!c)', '').locate('abcab', 0)).toMatchObject({ index: 4 });
  });

  it.each<[pattern: string, options: string, matching: string[], other: string[]]>([
    ['b$', '', ['ab', 'ab\n'], ['ab\n\n', 'b\na']],
    ['b\\Z', 'm', ['b\n'], ['b\na']],
    ['b\\z', 'm', ['ab'], ['b\n']],
    ['^b$', 'm', ['a\nb\nc', 'b'], ['a\rb', 'ab']],
    ['\\Ab', 'm', ['b'], ['a\nb']],
    ['\n^', 'm', ['a\nb'], ['a\n']],
    ['a.b', '', ['a\rb', 'a\u2028b', 'a😀b'], ['a\nb']],
    ['a.b', 's', ['a\nb'], ['ab']],
    ['a\\sb', '', ['a b', 'a\vb'], ['a\u00a0b', 'a\u2003b']],
    ['a\\hb', '', ['a\u00a0b', 'a\tb'], ['a\nb', 'ahb']],
    ['a\\Rb', '', ['a\r\nb', 'a\nb'], ['aRb']],
    ['a\\vb', '', ['a\nb', 'a\u2028b'], ['a b']],
    ['^[[:alpha:]]+$', '', ['abc'], ['ab1', ':']],
    ['^[[:digit:]x-]+$', '', ['1-x'], ['a']],
    ['^[]a]+$', '', ['a]'], ['b']],
    ['^[^]a]$', '', ['b'], [']', 'a']],
    ['^[\\w-.]+$', '', ['a-b.c'], ['a b']],
    ['^[a\\-c]+$', '', ['a-c'], ['b']],
    ['^[+--]+$', '', ['+,-'], ['.']],
    ['^[\\h]$', '', ['\t'], ['h']],
    ['\\Qa.b*\\E+', '', ['a.b**'], ['axb']],
    ['^a{,2}$', '', ['a{,2}'], ['aa']],
    ['^a{x}]}$', '', ['a{x}]}'], ['a']],
    ['^\\x41\\x{42}\\103$', '', [], ['ABC']],
    ['^\\x41\\x{42}\\o{103}\\e$', '', ['ABC\x1b'], ['ABC']],
    ['^\\p{Greek}\\pL\\P{Lu}$', '', ['αbc'], ['abc', 'αbC']],
    ['a b # comment', 'x', ['ab'], ['a b']],
    ['a [ #] b', 'x', ['a b', 'a#b'], ['ab']],
    ['(?x) a b', '', ['ab'], ['a b']],
    ['(?i)ab', '', ['AB'], ['AC']],
    ['a(?s).b|x.(?-s).', '', ['a\nb', 'x\nb'], ['xa\n']],
    ['a(?#comment)b', '', ['ab'], ['a#b']],
    ['(?P<n>a)(?<m>b)', '', ['ab'], ['n']],
    ['a\\-b\\/c', '', ['a-b/c'], ['a\\-b']],
  ])('%s with the options "%s" matches as PCRE does', (source, options, matching, other) => {
    if (matching.length === 0) {
      expect(() => compileMatcher(source, options)).toThrow(expect.objectContaining({ code: 51091 }));
      return;
    }
    for (const one of matching) expect([one, compileMatcher(source, options).test(one)]).toEqual([one, true]);
    for (const one of other) expect([one, compileMatcher(source, options).test(one)]).toEqual([one, false]);
  });

  it.each(['a++', '(?>a)', '(?|a|b)', '(?R)', '(*UCP)a', 'a(?i)b', '\\G', '\\X', '\\y', '[[:^alpha:]]', '(?(1)a)'])(
    '%s is refused by name',
    (source) => {
      const refused = expect.objectContaining({ code: 51091, message: expect.stringMatching(/MONGODB_URI/) });
      expect(() => compileMatcher(source, '')).toThrow(refused);
    },
  );

  it.each(['(', ')', '[a', '*', 'a{2,1}', '\\', '(?<n>a', '\\p{Nonsense}', '\\x{110000}', '[b-a]'])(
    '%s is invalid',
    (source) => {
      const refused = expect.objectContaining({ code: 51091, message: expect.stringMatching(/invalid/) });
      expect(() => compileMatcher(source, '')).toThrow(refused);
    },
  );
});

describe('$regexFind and $regexFindAll', () => {
  const evaluate = (spec: unknown) => compileExpression(spec).on({}, { now: new Date(0) });

  it.each<[operand: object, found: unknown]>([
    [{ input: 'cafétéria', regex: 'té' }, [{ match: 'té', idx: 4, captures: [] }]],
    [{ input: '😀a😀a', regex: 'a' }, [1, 3].map((idx) => ({ match: 'a', idx, captures: [] }))],
    [{ input: 'ab', regex: 'x*' }, [0, 1, 2].map((idx) => ({ match: '', idx, captures: [] }))],
    [{ input: '😀', regex: '' }, [0, 1].map((idx) => ({ match: '', idx, captures: [] }))],
    [{ input: 'Carol Moore', regex: 'c(ar)?o', options: 'i' }, [{ match: 'Caro', idx: 0, captures: ['ar'] }]],
    [{ input: 'ab', regex: '(?:(a)|(b))*' }, [{ match: 'ab', idx: 0, captures: ['a', 'b'] }].concat(empty(2))],
    [{ input: 'line1\nline2', regex: new BSONRegExp('^line(\\d)$', 'm') }, lines()],
    [{ input: 'aaa', regex: '(a+)+' }, [{ match: 'aaa', idx: 0, captures: ['aaa'] }]],
    [{ input: null, regex: 'a' }, []],
  ])('%j', (operand, found) => {
    expect(evaluate({ $regexFindAll: operand })).toEqual(found);
    expect(evaluate({ $regexFind: operand })).toEqual((found as unknown[])[0] ?? null);
  });

  it('refuses options that contradict each other or are none', () => {
    const refused = (operand: object, code: number) =>
      expect(() => evaluate({ $regexFind: { input: 'a', ...operand } })).toThrow(expect.objectContaining({ code }));
    refused({ regex: new BSONRegExp('a', 'i'), options: 'i' }, 51107);
    refused({ regex: 'a', options: 1 }, 51106);
    refused({ regex: 1 }, 51105);
    refused({ regex: 'a', options: 'q' }, 51108);
  });
});

function empty(idx: number) {
  return [{ match: '', idx, captures: [null, null] as unknown as string[] }];
}

function lines() {
  return ['1', '2'].map((digit, i) => ({ match: `line${digit}`, idx: i * 6, captures: [digit] }));
}
