// When messages become due: for any person in any zone, with any preferences, around every change of the clocks.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES, quietTime, type TimeBlock } from '../../../src/domain/accounts/accounts.ts';
import { tenantId } from '../../../src/domain/actor.ts';
import type { Meeting, TimedNotice } from '../../../src/domain/meetings/meetings.ts';
import type { StoredMeeting } from '../../../src/domain/meetings/store.ts';
import { type Reader, raiseDue, timedNotices } from '../../../src/domain/meetings/timed-notices.ts';
import { times } from '../../support/counts.ts';
import { wallTimes, zonedMinutes } from '../../support/zones.ts';

const RUNS = { numRuns: times(800, 30_000) };
const MINUTE_MS = 60_000;
const earlier = (at: Date, minutes: number) => new Date(at.getTime() - minutes * MINUTE_MS);

const ADA = { kind: 'user', userId: 'UADA', name: 'Ada', email: 'ada@parley.example' } as const;
const TIM = { kind: 'user', userId: 'UTIM', name: 'Tim', email: 'tim@parley.example' } as const;
const JOHN = { kind: 'guest', email: 'john@acme.com' } as const;

function meetingAt(start: Date, change: Partial<StoredMeeting> = {}): StoredMeeting {
  return {
    tenant: tenantId('T1'),
    id: 'm1',
    title: 'Demo',
    organizer: 'UADA',
    hosts: ['UADA'],
    attendees: [ADA, TIM, JOHN],
    start,
    end: new Date(start.getTime() + 30 * MINUTE_MS),
    zone: 'UTC',
    state: 'scheduled',
    conference: { kind: 'none' },
    version: 3,
    audit: [],
    effects: [],
    createdAt: start,
    updatedAt: start,
    keys: [],
    revision: 1,
    ...change,
  };
}

function readerIn(zone: string, preferences: Partial<Reader['preferences']> = {}): Reader {
  return { zone, preferences: { ...DEFAULT_PREFERENCES, ...preferences } };
}

const reminders = fc.uniqueArray(
  fc.integer({ min: 1, max: 600 }).map((five) => five * 5),
  { maxLength: 5 },
);
const quietHours: fc.Arbitrary<TimeBlock | undefined> = fc.option(
  fc.record({ from: wallTimes, to: wallTimes }).filter(({ from, to }) => from !== to),
  { nil: undefined },
);

describe('reminders', () => {
  it('come as long before the start as wanted, or at the last minute before the quiet hours that this falls into', () => {
    fc.assert(
      fc.property(zonedMinutes(), reminders, quietHours, fc.nat(4_000), ({ zone, at: start }, wanted, quiet, ahead) => {
        const now = earlier(start, ahead);
        const reader = readerIn(zone, { reminders: wanted, ...(quiet && { quietHours: quiet }) });
        const planned = timedNotices(meetingAt(start), new Map([['UTIM', reader]]), now).filter(
          ({ targetKey }) => targetKey === 'user:UTIM',
        );
        for (const { kind, minutes, dueAt } of planned) {
          expect(kind).toBe('reminder');
          expect(dueAt > now && dueAt < start).toBe(true);
          const wish = earlier(start, minutes);
          if (dueAt.getTime() === wish.getTime()) {
            expect(quietTime(wish, quiet, zone)).toBeNull();
            continue;
          }
          // All that lies between is quiet.
          expect(dueAt < wish).toBe(true);
          expect(quietTime(new Date(dueAt.getTime() + MINUTE_MS), quiet, zone)).toEqual(quietTime(wish, quiet, zone));
          expect(quietTime(new Date(dueAt.getTime() + MINUTE_MS), quiet, zone)).not.toBeNull();
        }
        // None is missing but those whose time has passed.
        const missing = wanted.filter((minutes) => !planned.some((notice) => notice.minutes === minutes));
        for (const minutes of missing) {
          const quietBefore = quietTime(earlier(start, minutes), quiet, zone);
          expect(earlier(start, minutes) <= now || (quietBefore && earlier(quietBefore.from, 1) <= now)).toBeTruthy();
        }
      }),
      RUNS,
    );
  });

  it('are planned soonest first, each once', () => {
    fc.assert(
      fc.property(zonedMinutes(), reminders, reminders, quietHours, ({ zone, at: start }, own, guests, quiet) => {
        const readers = new Map([
          ['UADA', readerIn(zone, { reminders: own, guestReminders: guests, ...(quiet && { quietHours: quiet }) })],
          ['UTIM', readerIn('UTC', { reminders: own })],
        ]);
        const planned = timedNotices(meetingAt(start), readers, earlier(start, 5_000));
        const due = planned.map(({ dueAt }) => dueAt.getTime());
        expect(due).toEqual(due.toSorted((a, b) => a - b));
        const names = planned.map(({ kind, targetKey, minutes }) => `${kind} ${targetKey} ${minutes}`);
        expect(new Set(names).size).toBe(names.length);
      }),
      RUNS,
    );
  });

  const START = new Date('2026-03-30T12:00:00Z');
  const planned = (meeting: Meeting, readers: [string, Reader][], now = earlier(START, 10_000)) =>
    timedNotices(meeting, new Map(readers), now).map(({ kind, targetKey, minutes }: TimedNotice) =>
      kind === 'reminder' ? `${targetKey} ${minutes}` : `${targetKey} after`,
    );

  it('are for users what each has chosen, for guests what the organizer has, and what the meeting says above both', () => {
    const readers: [string, Reader][] = [
      ['UADA', readerIn('UTC', { reminders: [30], guestReminders: [120] })],
      ['UTIM', readerIn('UTC', { reminders: [60, 10], guestReminders: [5] })],
    ];
    expect(planned(meetingAt(START), readers)).toEqual([
      'guest:john@acme.com 120',
      'user:UTIM 60',
      'user:UADA 30',
      'user:UTIM 10',
      'user:UADA after',
    ]);
    expect(planned(meetingAt(START, { reminders: { users: [15], guests: [] } }), readers)).toEqual([
      'user:UADA 15',
      'user:UTIM 15',
      'user:UADA after',
    ]);
  });

  it('are none for who has turned them off, is not known any more, or whose meeting is off', () => {
    const off = { channels: { ...DEFAULT_PREFERENCES.channels, reminder: [], follow_up: [] } };
    expect(planned(meetingAt(START), [['UTIM', readerIn('UTC', off)]])).toEqual([]);
    const both: [string, Reader][] = [
      ['UADA', readerIn('UTC')],
      ['UTIM', readerIn('UTC')],
    ];
    for (const state of ['cancelled', 'declined', 'expired', 'no_show'] as const) {
      expect(planned(meetingAt(START, { state }), both)).toEqual([]);
    }
  });

  it('ask nobody how it was with nobody', () => {
    const alone = meetingAt(START, { attendees: [ADA] });
    expect(planned(alone, [['UADA', readerIn('UTC')]])).toEqual(['user:UADA 1440', 'user:UADA 60']);
  });

  it('ask after the quiet hours that a meeting ends in', () => {
    const late = new Date('2026-03-30T20:00:00Z');
    const reader = readerIn('Europe/Berlin', { quietHours: { from: '18:00', to: '08:00' } });
    const after = timedNotices(meetingAt(late), new Map([['UADA', reader]]), late);
    expect(after).toEqual([
      { kind: 'follow_up', targetKey: 'user:UADA', minutes: 0, dueAt: new Date('2026-03-31T06:00:00Z') },
    ]);
  });
});

describe('what is due', () => {
  const START = new Date('2026-03-30T12:00:00Z');
  const notice = (minutes: number, targetKey = 'user:UTIM'): TimedNotice => {
    return { kind: 'reminder', targetKey, minutes, dueAt: earlier(START, minutes) };
  };

  it('becomes one effect for each reader; after a downtime only the nearest is sent, the rest is recorded as skipped', () => {
    const timed = [notice(1_440), notice(60), notice(60, 'guest:john@acme.com'), notice(10)];
    const raised = raiseDue(meetingAt(START, { timedNotices: timed }), earlier(START, 30));
    expect(raised?.effects).toMatchObject([
      { occasion: 'reminder', targetKey: 'user:UTIM', details: { minutes: 1_440 }, state: 'skipped', version: 3 },
      { occasion: 'reminder', targetKey: 'user:UTIM', details: { minutes: 60 }, state: 'pending' },
      { occasion: 'reminder', targetKey: 'guest:john@acme.com', details: { minutes: 60 }, state: 'pending' },
    ]);
    expect(new Set(raised?.effects.map(({ id }) => id)).size).toBe(3);
    expect(raised?.left).toEqual([notice(10)]);
  });

  it('is nothing before its time, and nothing for who does not come any more', () => {
    const meeting = meetingAt(START, { timedNotices: [notice(60)] });
    expect(raiseDue(meeting, earlier(START, 61))).toBeNull();
    expect(raiseDue(meeting, earlier(START, 60))?.effects).toHaveLength(1);
    expect(raiseDue({ ...meeting, attendees: [ADA] }, earlier(START, 60))).toEqual({ effects: [], left: [] });
  });
});
