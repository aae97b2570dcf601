import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { toInstant, toWall, zoneTable } from '../../src/domain/zones.ts';

const MINUTE = 60_000;
const DAY = 24 * 60;
const minuteOf = (text: string) => Date.parse(text) / MINUTE;

/** Every zone that the platform knows. */
const ZONES = Intl.supportedValuesOf('timeZone');

describe('the table of a zone', () => {
  it('agrees with luxon for every zone, on days spread over two years', () => {
    const start = minuteOf('2026-01-01T00:00:00Z');
    const end = minuteOf('2028-01-01T00:00:00Z');
    for (const zone of ZONES) {
      const table = zoneTable(zone, start, end);
      for (let minute = start; minute < end; minute += 11 * DAY + 607) {
        const expected = minute + DateTime.fromMillis(minute * MINUTE, { zone }).offset;
        if (toWall(table, minute) !== expected)
          expect([zone, minute, toWall(table, minute)]).toEqual([zone, minute, expected]);
        const instant = toInstant(table, expected, 'earlier');
        const other = toInstant(table, expected, 'later');
        expect(minute === instant || minute === other).toBe(true);
      }
    }
  });

  it('of a range far away leaves out the years between, whichever was asked for first', () => {
    const YEARS = 366 * DAY;
    const near = minuteOf('2026-01-01T00:00:00Z');
    const far = minuteOf('9998-01-01T00:00:00Z');
    for (const start of [near, far, near]) {
      const table = zoneTable('Europe/Madrid', start, start + DAY);
      expect(table.start).toBeLessThanOrEqual(start);
      expect(table.end - table.start).toBeLessThan(8 * YEARS);
      expect(toWall(table, start)).toBe(start + 60);
    }
    const both = zoneTable('Europe/Madrid', near + 3 * YEARS, near + 3 * YEARS + DAY);
    expect(both.start).toBeLessThan(near);
  });

  it('finds the exact minute of every change', () => {
    for (const zone of [
      'America/New_York',
      'Europe/Berlin',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
      'Pacific/Apia',
    ]) {
      const table = zoneTable(zone, minuteOf('2009-01-01T00:00:00Z'), minuteOf('2030-01-01T00:00:00Z'));
      expect(table.from.length).toBeGreaterThan(2);
      for (const change of table.from.slice(1)) {
        const before = DateTime.fromMillis((change - 1) * MINUTE, { zone }).offset;
        const after = DateTime.fromMillis(change * MINUTE, { zone }).offset;
        expect(before).not.toBe(after);
      }
    }
  });

  it('moves a wall time that does not exist to the first minute after the gap', () => {
    const table = zoneTable('Europe/Berlin', minuteOf('2026-01-01T00:00:00Z'), minuteOf('2027-01-01T00:00:00Z'));
    const gap = minuteOf('2026-03-29T01:00:00Z');
    for (const wall of ['2026-03-29T02:00:00Z', '2026-03-29T02:59:00Z']) {
      expect(toInstant(table, minuteOf(wall), 'earlier')).toBe(gap);
      expect(toInstant(table, minuteOf(wall), 'later')).toBe(gap);
    }
    expect(toInstant(table, minuteOf('2026-03-29T03:00:00Z'), 'earlier')).toBe(gap);
  });

  it('knows both instants of a wall time that exists twice', () => {
    const table = zoneTable('America/New_York', minuteOf('2026-01-01T00:00:00Z'), minuteOf('2027-01-01T00:00:00Z'));
    const wall = minuteOf('2026-11-01T01:30:00Z');
    expect(toInstant(table, wall, 'earlier')).toBe(minuteOf('2026-11-01T05:30:00Z'));
    expect(toInstant(table, wall, 'later')).toBe(minuteOf('2026-11-01T06:30:00Z'));
  });

  it('knows of a day that a country has skipped', () => {
    const table = zoneTable('Pacific/Apia', minuteOf('2011-12-01T00:00:00Z'), minuteOf('2012-02-01T00:00:00Z'));
    expect(toInstant(table, minuteOf('2011-12-30T12:00:00Z'), 'earlier')).toBe(minuteOf('2011-12-30T10:00:00Z'));
  });
});
