// The table of states, held against the rules that any way through it must keep.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MEETING_STATES, type MeetingState } from '../../../src/domain/meetings/meeting.ts';
import { isOpen, mayBecome, nextTransitionAt, stateAt } from '../../../src/domain/meetings/states.ts';

const FINAL: readonly MeetingState[] = ['completed', 'cancelled', 'declined', 'expired', 'no_show'];
const state = fc.constantFrom(...MEETING_STATES);
const START = new Date('2026-01-08T19:00:00Z');
const END = new Date('2026-01-08T19:30:00Z');
const minute = fc.integer({ min: -60, max: 120 }).map((count) => new Date(START.getTime() + count * 60_000));

describe('states of a meeting', () => {
  it('are left by the ways of the table, and no others', () => {
    const ways = MEETING_STATES.flatMap((from) =>
      MEETING_STATES.filter((to) => mayBecome(from, to)).map((to) => `${from} ${to}`),
    );
    expect(ways).toEqual([
      ...['requested scheduled', 'requested cancelled', 'requested declined', 'requested expired'],
      ...['confirmed', 'active', 'completed', 'cancelled', 'no_show'].map((to) => `scheduled ${to}`),
      ...['active', 'completed', 'cancelled', 'no_show'].map((to) => `confirmed ${to}`),
      ...['completed', 'cancelled', 'no_show'].map((to) => `active ${to}`),
    ]);
  });

  it('are final or open, never both', () => {
    for (const one of MEETING_STATES) expect(isOpen({ state: one })).toBe(!FINAL.includes(one));
  });

  it('change with the clock along the table only, and settle at once', () => {
    fc.assert(
      fc.property(state, minute, (from, now) => {
        const meeting = { state: from, start: START, end: END };
        const to = stateAt(meeting, now);
        if (to === null) return;
        expect(mayBecome(from, to)).toBe(true);
        expect(stateAt({ ...meeting, state: to }, now)).toBeNull();
      }),
    );
  });

  it('are due for a look no later than they change', () => {
    fc.assert(
      fc.property(state, minute, (from, now) => {
        const meeting = { state: from, start: START, end: END };
        const next = nextTransitionAt(meeting);
        expect(stateAt(meeting, now) !== null).toBe(next !== undefined && next <= now);
      }),
    );
  });
});
