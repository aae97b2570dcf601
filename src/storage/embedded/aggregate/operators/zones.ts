// Wall clocks of zones. A wall time is held in a Date whose UTC parts read as the clock on the wall does.

import { CommandError } from '../../errors.ts';

const UNITS = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second', 'millisecond'] as const;

export type Unit = (typeof UNITS)[number];

export function isUnit(value: unknown): value is Unit {
  return UNITS.some((unit) => unit === value);
}

const MS: Readonly<Partial<Record<Unit, number>>> = {
  week: 604_800_000,
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
};
const MONTHS: Readonly<Partial<Record<Unit, number>>> = { year: 12, quarter: 3, month: 1 };

/** How many milliseconds a unit has; undefined where they vary. */
export function lengthOf(unit: Unit): number | undefined {
  return MS[unit];
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    try {
      format = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        era: 'short',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
    } catch {
      throw new CommandError(40485, `unrecognized time zone identifier: "${zone}"`);
    }
    formats.set(zone, format);
  }
  return format;
}

/** As Date.UTC, which takes the years before 100 for those of the last century. */
export function utc(year: number, month: number, day: number, ...time: number[]): Date {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  const [hour = 0, minute = 0, second = 0, millisecond = 0] = time;
  date.setUTCHours(hour, minute, second, millisecond);
  return date;
}

/** What the clock on the wall shows at an instant. */
export function wallOf(at: Date, zone: string): Date {
  return new Date(at.getTime() + offset(at.getTime(), zone));
}

/** How far, in milliseconds, a zone's clock is ahead of UTC at an instant. */
function offset(at: number, zone: string): number {
  if (zone === 'UTC') return 0;
  const fixed = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (fixed) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3] ?? 0)) * 60_000;
  const parts: Record<string, string> = {};
  for (const { type, value } of formatOf(zone).formatToParts(at)) parts[type] = value;
  const year = parts.era === 'BC' ? 1 - Number(parts.year) : Number(parts.year);
  const wall = utc(
    year,
    Number(parts.month) - 1,
    Number(parts.day),
    Number(parts.hour),
    Number(parts.minute),
    Number(parts.second),
  ).getTime();
  return wall - Math.floor(at / 1000) * 1000;
}

/** The instant at which the clock shows a wall time; in a gap, the instant that the clock would have shown it. */
export function fromWall(wall: Date, zone: string): Date {
  const time = wall.getTime();
  const first = time - offset(time, zone);
  const second = time - offset(first, zone);
  return new Date(second === first || offset(second, zone) === time - second ? second : Math.max(first, second));
}

/** Days and longer units move the wall clock, and end at a month's last day at the latest; shorter ones are exact. */
export function addUnits(at: Date, unit: Unit, amount: number, zone: string): Date {
  const months = MONTHS[unit];
  if (months === undefined && unit !== 'day' && unit !== 'week')
    return new Date(at.getTime() + amount * (MS[unit] as number));
  const wall = wallOf(at, zone);
  if (months === undefined) return fromWall(new Date(wall.getTime() + amount * (MS[unit] as number)), zone);
  const target = new Date(wall);
  target.setUTCDate(1);
  target.setUTCMonth(target.getUTCMonth() + amount * months);
  const last = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  target.setUTCDate(Math.min(wall.getUTCDate(), last));
  return fromWall(target, zone);
}

/** How many boundaries of the unit lie between two instants; an hour that a change of clocks adds or takes counts. */
export function countUnits(from: Date, to: Date, unit: Unit, zone: string, weekStart: number): number {
  const [start, end] = [wallOf(from, zone), wallOf(to, zone)];
  const exact = MS[unit];
  if (exact === undefined || unit === 'day' || unit === 'week') {
    return ordinal(end, unit, weekStart) - ordinal(start, unit, weekStart);
  }
  const shift = start.getTime() - from.getTime() - (end.getTime() - to.getTime());
  return Math.floor(end.getTime() / exact) - Math.floor(start.getTime() / exact) + Math.trunc(shift / exact);
}

function ordinal(wall: Date, unit: Unit, weekStart: number): number {
  const months = MONTHS[unit];
  if (months !== undefined) return Math.floor((wall.getUTCFullYear() * 12 + wall.getUTCMonth()) / months);
  const day = Math.floor(wall.getTime() / 86_400_000);
  // 1 January 1970 was a Thursday.
  return unit === 'day' ? day : Math.floor((day + 4 - weekStart) / 7);
}

/**
 * The start of the unit, or of `bin` units counted from 2000-01-01 in the zone, in which an instant lies. Hours and
 * shorter units are as long as they are, whatever the clocks do.
 */
export function truncate(at: Date, unit: Unit, bin: number, zone: string, weekStart: number): Date {
  const exact = MS[unit];
  if (exact !== undefined && unit !== 'day' && unit !== 'week') {
    const first = fromWall(new Date(Date.UTC(2000, 0, 1)), zone).getTime();
    return new Date(first + Math.floor((at.getTime() - first) / (exact * bin)) * exact * bin);
  }
  const wall = wallOf(at, zone);
  const origin = new Date(Date.UTC(2000, 0, 1));
  const months = MONTHS[unit];
  if (months !== undefined) {
    const units = Math.floor((ordinal(wall, unit, 0) - ordinal(origin, unit, 0)) / bin) * bin;
    return fromWall(new Date(Date.UTC(2000, units * months, 1)), zone);
  }
  // 1 January 2000 was a Saturday: weeks count from the first one that starts on the given day.
  const start = unit === 'week' ? origin.getTime() + ((weekStart + 1) % 7) * 86_400_000 : origin.getTime();
  const length = bin * (MS[unit] as number);
  const truncated = start + Math.floor((wall.getTime() - start) / length) * length;
  return fromWall(new Date(truncated), zone);
}

export function isoWeek(wall: Date): { year: number; week: number } {
  const thursday = new Date(wall.getTime() + (4 - (wall.getUTCDay() || 7)) * 86_400_000);
  const year = thursday.getUTCFullYear();
  return { year, week: Math.floor((thursday.getTime() - utc(year, 0, 1).getTime()) / 604_800_000) + 1 };
}

/** Formats as `$dateToString` does, with its `%` letters. */
export function formatWall(at: Date, zone: string, format: string): string {
  const wall = wallOf(at, zone);
  const pad = (value: number, length: number) => String(value).padStart(length, '0');
  const shift = Math.round(offset(at.getTime(), zone) / 60_000);
  const minutes = Math.abs(shift);
  const letters: Readonly<Record<string, () => string>> = {
    Y: () => pad(wall.getUTCFullYear(), 4),
    m: () => pad(wall.getUTCMonth() + 1, 2),
    d: () => pad(wall.getUTCDate(), 2),
    H: () => pad(wall.getUTCHours(), 2),
    M: () => pad(wall.getUTCMinutes(), 2),
    S: () => pad(wall.getUTCSeconds(), 2),
    L: () => pad(wall.getUTCMilliseconds(), 3),
    j: () => pad(Math.floor((wall.getTime() - utc(wall.getUTCFullYear(), 0, 1).getTime()) / 86_400_000) + 1, 3),
    w: () => String(wall.getUTCDay() + 1),
    u: () => String(wall.getUTCDay() || 7),
    U: () =>
      pad(
        Math.floor(
          (Math.floor((wall.getTime() - utc(wall.getUTCFullYear(), 0, 1).getTime()) / 86_400_000) +
            7 -
            wall.getUTCDay()) /
            7,
        ),
        2,
      ),
    V: () => pad(isoWeek(wall).week, 2),
    G: () => pad(isoWeek(wall).year, 4),
    b: () => new Intl.DateTimeFormat('en-US', { month: 'short', timeZone: 'UTC' }).format(wall),
    B: () => new Intl.DateTimeFormat('en-US', { month: 'long', timeZone: 'UTC' }).format(wall),
    z: () => `${shift < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60), 2)}${pad(minutes % 60, 2)}`,
    Z: () => String(shift),
    '%': () => '%',
  };
  return format.replace(/%(.?)/g, (_, letter: string) => {
    const write = letters[letter];
    if (!write) throw new CommandError(18536, `Invalid format character '%${letter}' in format string`);
    return write();
  });
}
