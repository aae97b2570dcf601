// The day picker, in every zone and around every change of the clocks: nothing that is free is lost or shown twice.
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { clockTime, pickerOf, rangeOf } from '../../src/http/manage/picker.ts';

const ZONES = [
  'America/New_York',
  'America/St_Johns',
  'America/Santiago',
  'Europe/Berlin',
  'Europe/Dublin',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Asia/Tokyo',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'UTC',
];
const QUARTER_MS = 15 * 60_000;
const slot = (start: number) => ({ start: new Date(start), end: new Date(start + QUARTER_MS) });
const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });

describe('the picker', () => {
  it('shows each free start on one day, its own, and none beyond its range', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        instant,
        fc.nat(400),
        fc.array(fc.nat(3_000)),
        (zone, now, ahead, quarters) => {
          const meetingStart = new Date(now.getTime() + ahead * 24 * 3_600_000);
          const wish = { now, meetingStart, zone };
          const { from, to } = rangeOf(wish);
          const first = Math.ceil(from.getTime() / QUARTER_MS) * QUARTER_MS;
          const starts = [...new Set(quarters)]
            .map((quarter) => first + quarter * QUARTER_MS)
            .filter((at) => at < to.getTime());
          const slots = starts.sort((a, b) => a - b).map(slot);
          const { weeks, selected } = pickerOf({ ...wish, locale: 'en-US', slots });
          const days = weeks.flat();
          expect(days).toHaveLength(28);
          expect(DateTime.fromISO(days[0]?.date ?? '').weekday).toBe(1);
          expect(days.flatMap((day) => day.slots)).toEqual(slots);
          for (const day of days)
            for (const { start } of day.slots) expect(DateTime.fromJSDate(start, { zone }).toISODate()).toBe(day.date);
          expect(selected === undefined).toBe(slots.length === 0);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('leafs through all weeks to come without a gap, and back', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instant, (zone, now) => {
        const base = { now, meetingStart: now, zone, locale: 'de-DE', slots: [] };
        let from: string | undefined;
        const seen: string[] = [];
        for (let page = 0; page < 20; page++) {
          const picker = pickerOf({ ...base, from });
          seen.push(...picker.weeks.flat().map(({ date }) => date));
          if (!picker.next) break;
          const back = pickerOf({ ...base, from: picker.next }).previous;
          expect(back).toBe(picker.weeks[0]?.[0]?.date);
          from = picker.next;
        }
        const expected = seen.map((_, index) =>
          DateTime.fromISO(seen[0] ?? '', { zone: 'utc' })
            .plus({ days: index })
            .toISODate(),
        );
        expect(seen).toEqual(expected);
        expect(seen.length).toBeGreaterThan(52 * 7);
      }),
      { numRuns: 25 },
    );
  });

  it('begins with the meeting’s own week, never with one that is over', () => {
    const now = new Date('2026-01-07T15:00:00Z');
    const shown = (meetingStart: string, from?: string) =>
      pickerOf({ now, meetingStart: new Date(meetingStart), zone: 'UTC', locale: 'en-US', slots: [], from })
        .weeks[0]?.[0]?.date;
    expect(shown('2026-01-08T10:00:00Z')).toBe('2026-01-05');
    expect(shown('2026-03-20T10:00:00Z')).toBe('2026-03-16');
    expect(shown('2026-03-20T10:00:00Z', '2025-01-01')).toBe('2026-01-05');
    expect(shown('2026-03-20T10:00:00Z', '2099-01-01')).toBe('2027-03-01');
  });

  it('chooses the day that is asked for, else the first from the meeting’s own on', () => {
    const slots = ['2026-01-07T16:00:00Z', '2026-01-09T16:00:00Z', '2026-01-12T16:00:00Z'].map((at) =>
      slot(Date.parse(at)),
    );
    const wish = { now: new Date('2026-01-07T15:00:00Z'), meetingStart: new Date('2026-01-08T19:00:00Z'), zone: 'UTC' };
    const chosen = (day?: string) => pickerOf({ ...wish, locale: 'en-US', slots, day }).selected?.date;
    expect(chosen('2026-01-12')).toBe('2026-01-12');
    expect(chosen('2026-01-13')).toBe('2026-01-09');
    expect(chosen()).toBe('2026-01-09');
  });

  it('shows times as readers write them', () => {
    const at = new Date('2026-01-08T19:00:00Z');
    expect(clockTime(at, 'America/New_York', 'en-US')).toBe('2:00 PM');
    expect(clockTime(at, 'Europe/Berlin', 'de-DE')).toBe('20:00');
  });
});
