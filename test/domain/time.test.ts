import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../src/domain/errors.ts';
import {
  instantOf,
  isZone,
  localDate,
  localTime,
  startOfDay,
  timeLines,
  timePoint,
  timeRange,
  timeThere,
  weekday,
  withOffset,
} from '../../src/domain/time.ts';

const MINUTE = 60_000;
const ZONES = Intl.supportedValuesOf('timeZone');

const minute = (from: string, to: string) =>
  fc
    .integer({ min: Date.parse(from) / MINUTE, max: Date.parse(to) / MINUTE })
    .map((minutes) => new Date(minutes * MINUTE));

function refusal(run: () => unknown): DomainError {
  try {
    run();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('what is read off the wall', () => {
  it('is what luxon reads, in every zone and any year', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.oneof(
          minute('1975-01-01T00:00:00Z', '2085-01-01T00:00:00Z'),
          minute('1990-01-01T00:00:00Z', '2050-01-01T00:00:00Z'),
          minute('2085-01-01T00:00:00Z', '9999-12-30T00:00:00Z'),
        ),
        (zone, instant) => {
          const at = DateTime.fromJSDate(instant, { zone });
          expect(localTime(instant, zone)).toBe(at.toFormat("yyyy-MM-dd'T'HH:mm"));
          expect(localDate(instant, zone)).toBe(at.toISODate());
          expect(withOffset(instant, zone)).toBe(
            at.toISO({ suppressMilliseconds: true, extendedZone: false })?.replace('Z', '+00:00'),
          );
          expect(weekday(instant, zone)).toBe(at.setLocale('en').weekdayLong);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the start of a day', () => {
  it('is the first instant with its date, in every zone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        minute('1985-01-01T00:00Z', '2060-01-01T00:00Z'),
        fc.integer({ min: 0, max: 3 }),
        (zone, instant, days) => {
          const date = instant.toISOString().slice(0, 10);
          const found = startOfDay(date, days, zone);
          const expected = DateTime.fromISO(date, { zone }).plus({ days }).startOf('day');
          expect(found.toISOString()).toBe(expected.toUTC().toISO());
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('is where the clocks end up when they skip midnight', () => {
    expect(startOfDay('2026-09-06', 0, 'America/Santiago').toISOString()).toBe('2026-09-06T04:00:00.000Z');
    expect(startOfDay('2026-09-05', 1, 'America/Santiago').toISOString()).toBe('2026-09-06T04:00:00.000Z');
  });
});

describe('a wall time', () => {
  it('leads back to its instant, in every zone; the earlier one where it exists twice', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.oneof(
          minute('1990-01-01T00:00:00Z', '2050-01-01T00:00:00Z'),
          minute('1960-01-01T00:00:00Z', '9999-12-30T00:00:00Z'),
        ),
        (zone, instant) => {
          const local = localTime(instant, zone);
          const found = instantOf(local, zone);
          expect(localTime(found, zone)).toBe(local);
          expect(found.getTime()).toBeLessThanOrEqual(instant.getTime());
          expect(localTime(new Date(found.getTime() - 30 * MINUTE), zone)).not.toBe(local);
          expect(localTime(new Date(found.getTime() - 60 * MINUTE), zone)).not.toBe(local);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30:00.000Z'],
    ['Europe/Berlin', '2026-10-25T02:00', '2026-10-25T00:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45:00.000Z'],
    ['Asia/Kathmandu', '2026-01-08T14:00', '2026-01-08T08:15:00.000Z'],
    ['Pacific/Apia', '2011-12-31T00:00', '2011-12-30T10:00:00.000Z'],
  ])('in %s, %s is %s', (zone, local, instant) => {
    expect(instantOf(local, zone).toISOString()).toBe(instant);
  });

  it.each([
    ['America/New_York', '2026-03-08T02:00', '2026-03-08T03:00'],
    ['America/New_York', '2026-03-08T02:59', '2026-03-08T03:00'],
    ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-04T02:30'],
    ['Africa/Casablanca', '2026-03-22T02:30', '2026-03-22T03:00'],
    ['Africa/Cairo', '2026-04-24T00:30', '2026-04-24T01:00'],
    ['Pacific/Apia', '2011-12-30T00:00', '2011-12-31T00:00'],
    ['Pacific/Apia', '2011-12-30T23:59', '2011-12-31T00:00'],
    ['Asia/Manila', '1844-12-31T12:00', '1845-01-01T00:00'],
  ])('that the clocks of %s skip (%s) is refused, and the next is named: %s', (zone, local, next) => {
    const error = refusal(() => instantOf(local, zone));
    expect(error.code).toBe('nonexistent_time');
    expect(error.details).toEqual({ next });
    expect(localTime(instantOf(next, zone), zone)).toBe(next);
  });

  it.each([
    '2026-02-30T10:00',
    '2026-13-01T10:00',
    '2026-01-08T24:00',
    '2026-01-08T25:00',
    '2026-01-08T10:60',
    '2026-01-08',
    '2026-01-08 10:00',
    '2026-01-08T10:00Z',
    '',
  ])('that nobody can mean is refused: "%s"', (local) => {
    const error = refusal(() => instantOf(local, 'Europe/Berlin'));
    expect(error.code).toBe('invalid_input');
    expect(error.message).toContain(`"${local}"`);
  });

  it('in a zone that does not exist is refused, naming the zone', () => {
    const error = refusal(() => instantOf('2026-01-08T10:00', 'Mars/Olympus'));
    expect(error.code).toBe('invalid_input');
    expect(error.message).toContain('Mars/Olympus');
  });
});

describe('a zone', () => {
  it('is any that the platform knows', () => {
    expect(ZONES.filter((zone) => !isZone(zone))).toEqual([]);
    expect(isZone('UTC')).toBe(true);
  });

  it.each(['', 'local', 'system', '+05:00', 'Mars/Olympus', 'New York'])('is not "%s"', (name) => {
    expect(isZone(name)).toBe(false);
  });
});

describe('an instant', () => {
  const evening = new Date('2026-01-09T04:30:00Z');

  it('is told with the date, weekday and offset of the zone', () => {
    expect(withOffset(evening, 'America/New_York')).toBe('2026-01-08T23:30:00-05:00');
    expect(withOffset(evening, 'Asia/Kolkata')).toBe('2026-01-09T10:00:00+05:30');
    expect(localDate(evening, 'America/New_York')).toBe('2026-01-08');
    expect(weekday(evening, 'America/New_York')).toBe('Thursday');
    expect(weekday(evening, 'Asia/Kolkata')).toBe('Friday');
  });

  it('keeps its value through the text with its offset', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        minute('1990-01-01T00:00:00Z', '2050-01-01T00:00:00Z'),
        (zone, instant) => {
          expect(Date.parse(withOffset(instant, zone))).toBe(instant.getTime());
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the text of a time', () => {
  const from = new Date('2026-01-08T19:00:00Z');
  const to = new Date('2026-01-08T19:30:00Z');

  it('has weekday, date and zone', () => {
    expect(timeRange(from, to, 'America/New_York')).toBe('Thu, January 8, 2026, 2:00 PM – 2:30 PM EST (New York)');
    expect(timePoint(from, 'America/Argentina/Buenos_Aires')).toBe(
      'Thu, January 8, 2026, 4:00 PM GMT-3 (Buenos Aires)',
    );
  });

  it('names the day of an end that is another one', () => {
    expect(timeRange(from, to, 'Asia/Baghdad')).toBe('Thu, January 8, 2026, 10:00 PM – 10:30 PM GMT+3 (Baghdad)');
    expect(timeRange(from, new Date('2026-01-08T22:00:00Z'), 'Asia/Baghdad')).toBe(
      'Thu, January 8, 2026, 10:00 PM – Fri, Jan 9, 1:00 AM GMT+3 (Baghdad)',
    );
  });

  it('names both times of a zone whose clocks change in between', () => {
    expect(timeRange(new Date('2026-11-01T05:30:00Z'), new Date('2026-11-01T06:15:00Z'), 'America/New_York')).toBe(
      'Sun, November 1, 2026, 1:30 AM EDT – 1:15 AM EST (New York)',
    );
  });

  it('says nothing misleading where the name of a zone is no place', () => {
    expect(timePoint(from, 'UTC')).toBe('Thu, January 8, 2026, 7:00 PM UTC');
    expect(timePoint(from, 'Etc/GMT+5')).toBe('Thu, January 8, 2026, 2:00 PM GMT-5');
  });

  it('is short for somebody elsewhere', () => {
    expect(timeThere(from, 'Asia/Tokyo')).toBe('Fri, 4:00 AM in Tokyo');
    expect(timeThere(from, 'UTC')).toBe('Thu, 7:00 PM UTC');
  });

  it('of several stretches has a line a day, and days in a row with the same hours share one', () => {
    const span = (start: string, end: string) => ({ start: new Date(start), end: new Date(end) });
    const spans = [
      span('2026-01-08T14:00Z', '2026-01-08T15:30Z'),
      span('2026-01-08T19:00Z', '2026-01-08T23:00Z'),
      span('2026-01-09T14:00Z', '2026-01-09T17:00Z'),
      span('2026-01-10T14:00Z', '2026-01-10T17:00Z'),
      span('2026-01-12T14:00Z', '2026-01-12T17:00Z'),
      span('2026-01-14T03:00Z', '2026-01-14T06:00Z'),
    ];
    expect(timeLines(spans, 'America/New_York')).toEqual([
      'Thu, Jan 8: 9:00 AM – 10:30 AM, 2:00 PM – 6:00 PM',
      'Fri, Jan 9 – Sat, Jan 10: 9:00 AM – 12:00 PM',
      'Mon, Jan 12: 9:00 AM – 12:00 PM',
      'Tue, Jan 13: 10:00 PM – Wed, Jan 14, 1:00 AM',
    ]);
    expect(timeLines([], 'America/New_York')).toEqual([]);
  });

  it('has the zone in every language', () => {
    for (const locale of [
      'en-US',
      'en-GB',
      'de',
      'fr',
      'es',
      'ja',
      'zh-CN',
      'ko',
      'ar',
      'he',
      'hi',
      'th',
      'fa',
      'bg',
    ]) {
      expect(timeRange(from, to, 'Europe/Berlin', locale)).toMatch(/ \p{L}\S* \(Berlin\)$/u);
    }
    expect(timePoint(from, 'Europe/Berlin', 'de')).toBe('Do., 8. Januar 2026, 20:00 MEZ (Berlin)');
    expect(timePoint(from, 'America/New_York', 'fr')).toContain('UTC−5 (New York)');
  });
});
