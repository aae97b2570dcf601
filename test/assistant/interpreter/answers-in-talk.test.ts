// Answers as people give them: with their reasons, without units, and with a word too few.
import { describe, expect, it } from 'vitest';
import { sketchOf } from '../../../src/assistant/models/interpreter/recognise/recognise.ts';
import { inUnits } from '../../../src/assistant/models/interpreter/talk/bare-numbers.ts';
import { withoutReasons } from '../../../src/assistant/models/interpreter/talk/reasons.ts';
import { situationOf } from './ask.ts';

const situation = situationOf('2026-03-10T09:20:00+01:00', 'Europe/Berlin');
const sketched = (text: string) => sketchOf(text, situation);

describe('reasons beside an answer', () => {
  it.each([
    ['half past eleven, her flight only lands at ten', 'half past eleven'],
    ['the second one please, the first clashes with physio', 'the second one please'],
    ['9, before I lose my nerve', '9'],
    ['2pm, he is teaching until 1', '2pm'],
    ["well I'm back from the school run by ten so half past ten", 'half past ten'],
  ])('are left out of "%s"', (text, answer) => {
    const sketch = sketched(text);
    expect(sketch.words(withoutReasons(sketch.text))).toBe(answer);
  });

  it.each(['friday, unless she is away', 'not thursday, we could meet friday', 'thursday. the topic is hiring'])(
    'are no reasons where they say more: "%s"',
    (text) => {
      const sketch = sketched(text);
      expect(withoutReasons(sketch.text)).toBe(sketch.text);
    },
  );
});

describe('a number without its unit', () => {
  it.each([
    ['45 should do', 45],
    ['thirty', 30],
    ['let’s say 20', 20],
    ['2', 120],
  ])('is a length after "how long": %s', (text, minutes) => {
    const answer = inUnits(sketched(text), 'How long should it be?', situation);
    expect(answer.all('u')).toEqual([{ kind: 'u', minutes }]);
  });

  it.each([
    ['three', 900],
    ['1530', 930],
  ])('is a time after "at what time": %s', (text, minute) => {
    const answer = inUnits(sketched(text), 'At what time on Friday, March 13?', situation);
    expect(answer.all('t')).toEqual([expect.objectContaining({ minute })]);
  });

  it('is none where a unit stands already', () => {
    const sketch = sketched('an hour');
    expect(inUnits(sketch, 'How long should it be?', situation)).toBe(sketch);
  });
});
