// Every language has all words, and no word was left in another language.
import { describe, expect, it } from 'vitest';
import { cardWords } from '../../src/bot/cards/words/words.ts';
import { botWords } from '../../src/bot/words/words.ts';
import { wordsOf } from '../../src/http/words/words.ts';

/** Written alike in both languages. */
const ALIKE = ['Google Meet', 'Microsoft Teams', 'Zoom', 'Jitsi'];

/** Each text by its path; those with gaps are filled alike. */
function texts(words: unknown, path = ''): [path: string, text: string][] {
  if (typeof words === 'string') return [[path, words]];
  if (typeof words === 'function') return [[path, String(words(7, 'x', 'y'))]];
  return Object.entries(words as object).flatMap(([name, inner]) => texts(inner, `${path}.${name}`));
}

/** What a function makes of a list is not told by a number. */
const withoutLists = <T extends { sentences: object }>(words: T) => ({
  ...words,
  sentences: { ...words.sentences, freeInstead: '', refusals: {} },
});

describe.each([
  ['cards', cardWords('en'), cardWords('de')],
  ['forms and sentences', withoutLists(botWords('en')), withoutLists(botWords('de'))],
  ['pages', wordsOf('en'), wordsOf('de')],
])('the words of %s', (_, en, de) => {
  it('are there in both languages, and differ', () => {
    const german = new Map(texts(de));
    expect([...german.keys()]).toEqual(texts(en).map(([path]) => path));
    const same = texts(en).filter(([path, text]) => text !== '' && german.get(path) === text && !ALIKE.includes(text));
    expect(same).toEqual([]);
  });

  it('fit where they are shown', () => {
    const titles = [...texts(en), ...texts(de)].filter(([path]) =>
      /(settings\.(own|workspace)|calendar|guestPages|reschedule)\.title$/.test(path),
    );
    expect(titles.filter(([, text]) => text.length > 24)).toEqual([]);
  });
});
