// Stages of a wish about meetings that stand, each alone: what only tells, what tells which and where, what was taken back.
import { describe, expect, it } from 'vitest';
import { isAside, withoutAsides } from '../../../src/assistant/models/interpreter/text/asides.ts';
import { withoutSlips } from '../../../src/assistant/models/interpreter/text/corrections.ts';
import { neighbourIn } from '../../../src/assistant/models/interpreter/wishes/positions.ts';
import { aims, splitsOf } from '../../../src/assistant/models/interpreter/wishes/roles.ts';

describe('asides', () => {
  it.each([
    'his train is delayed',
    'they went with a competitor',
    'candidate withdrew',
    'have to pick up the kids',
    'something came up',
    'I have a dentist at #t3',
    'because half the team is out',
  ])('"%s" only tells', (part) => expect(isAside(part)).toBe(true));

  it.each([
    'unless #p1 objects',
    '#p1 is free at #t2',
    "it's at #t4 now",
    'he can only do #t3',
    'make it #u3',
    'not the 1:1',
    'please take it out of my calendar',
  ])('"%s" is part of the wish', (part) => expect(isAside(part)).toBe(false));

  it('leaves the wish', () => expect(withoutAsides('cancel the 3pm, bob is ill, thanks')).toBe('cancel the 3pm'));
});

describe('days and times of a change', () => {
  it.each([
    ["move #d0 's review from #t1 to #d2 at #t3", "move #d0 's review from #t1 to at", '#d2 at #t3'],
    ['the #t0 moves to #t1', 'the #t0 moves to', '#t1'],
  ])('"%s" has one reading', (text, which, target) => {
    const [first, ...others] = splitsOf(text);
    expect(others).toEqual([]);
    expect(first?.which).toBe(which);
    expect(first?.where).toContain(target);
  });

  it('leaves open what the words do not show', () => {
    expect(splitsOf('move standup #d0 #t1')).toHaveLength(4);
    expect(aims('move standup #d0 #t1')).toBe(false);
    expect(aims('move it to #d0')).toBe(true);
  });
});

it('keeps the meeting that was named last, and a target said before', () => {
  expect(withoutSlips('cancel the sync. wait no, the one with #p1')).toBe('cancel the one with #p1');
  expect(withoutSlips('move the demo to #t0, no, the review')).toBe('move the review to #t0');
  expect(withoutSlips('cancel the sync')).toBe('cancel the sync');
});

it('finds what stands beside another', () => {
  expect(neighbourIn('cancel the one right after the demo')).toEqual({ after: true, anchor: 'the demo' });
  expect(neighbourIn('and the meeting before')).toEqual({ after: false, anchor: '' });
  expect(neighbourIn('cancel the demo')).toBeUndefined();
});
