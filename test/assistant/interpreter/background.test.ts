// What of a long message only tells, and is left out: the story around the wish, never a part of it.
import { describe, expect, it } from 'vitest';
import { withoutBackground } from '../../../src/assistant/models/interpreter/text/background.ts';

describe('background', () => {
  it.each([
    [
      'The boiler man called. can you block #d0 #r1 for it? I will be at home.',
      'can you block #d0 #r1 for it?',
      'sentences before and behind',
    ],
    [
      'we close the books on #d0 and everybody is nervous, so please book #p1 #d2 at #t3',
      'please book #p1 #d2 at #t3',
      'the reason in front',
    ],
    [
      'my flight lands at #t0 on #d1 and i want to see #p2, can you book #p2 for #t3 #d1',
      'can you book #p2 for #t3 #d1',
      'a time that is told',
    ],
    ['please book #p0 #d1 at #t2 before the phones open', 'please book #p0 #d1 at #t2', 'an occasion'],
    ['Before I get out of the car: what is on #d0 ?', 'what is on #d0 ?', 'an occasion in front'],
    ['Quick one before I board: I need #u0 with #p1 #d2 at #t3', 'I need #u0 with #p1 #d2 at #t3', 'an opening'],
    [
      '#p0 can talk at #t1 on #d2. Please book #p0 for #u3',
      'Please book #p0 for #u3 #d2 at #t1',
      'a proposal, but for its time',
    ],
  ])('leaves out of "%s" what only tells', (text, rest) => {
    expect(withoutBackground(text)).toBe(rest);
  });

  it.each([
    ['book #p0 #d1 at #t2. It is about her invoice', 'what it is about'],
    ['book #p0 #d1 at #t2. I can only do #u3', 'how long'],
    ['book #p0 #d1 at #t2. Actually she prefers #t3', 'a correction'],
    ['book #p0 #d1 at #t2. We go unless it rains', 'a condition'],
    ['please cancel the demo. The lunch is cancelled', 'a change that is told'],
    ['The demo was bad. Please cancel it', 'what "it" points at'],
    ['#p0 called about the permit. please set up a call with them #d1 at #t2', 'whom "them" points at'],
    ['I have a dentist at #t0 on #d1. Please book #u2 with #p3', 'a time where the wish has none'],
  ])('keeps of "%s" %s', (text) => {
    expect(withoutBackground(text)).toBe(text);
  });

  it('leaves a message alone that only tells', () => {
    const told = 'We lost the pitch. The team is sad.';
    expect(withoutBackground(told)).toBe(told);
  });
});
