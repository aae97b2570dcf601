// A model's text is passed on by whole sentences, and no more of it once it says what is not true.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentencesOf } from '../../src/assistant/sentence-stream.ts';

function shownOf(deltas: readonly string[], mayShow: (text: string) => boolean = () => true): string[] {
  const shown: string[] = [];
  const hear = sentencesOf((text) => {
    if (!mayShow(text)) return false;
    shown.push(text);
    return true;
  });
  for (const delta of deltas) hear(delta);
  return shown;
}

describe('text from a model', () => {
  it('is shown sentence by sentence', () => {
    expect(shownOf(['You have ', 'two meetings. The', ' first is at 3 PM.', ' Any', 'thing else?'])).toEqual([
      'You have two meetings.',
      'You have two meetings. The first is at 3 PM.',
    ]);
  });

  it('is shown no further once a sentence may not be', () => {
    const shown = shownOf(['Hello. I have booked it. Bye. ', 'More. '], (text) => !text.includes('booked'));
    expect(shown).toEqual([]);
    const later = shownOf(['Hello. ', 'I have booked it. ', 'Bye. '], (text) => !text.includes('booked'));
    expect(later).toEqual(['Hello.']);
  });

  it('never shows a part of a sentence, nor anything twice, however it is cut', () => {
    const text = 'One is free. Two (at 2:30) is not!\nThree?  Four: yes. Five';
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(text.length), { maxLength: 12 }), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), text.length];
        const shown = shownOf(at.slice(1).map((end, index) => text.slice(at[index], end)));
        expect(new Set(shown).size).toBe(shown.length);
        for (const part of shown) {
          expect(text.startsWith(part)).toBe(true);
          expect(part).toMatch(/[.!?:]$/);
        }
        expect(shown.at(-1)).toBe('One is free. Two (at 2:30) is not!\nThree?  Four: yes.');
      }),
    );
  });
});
