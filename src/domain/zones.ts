// Wall time and instants by table: the offsets of a zone and the instants at which they change, found once.
// Everything in whole minutes since the epoch.
import { IANAZone } from 'luxon';

const MINUTE_MS = 60_000;
const DAY = 24 * 60;
/** Offsets are sampled this often: no zone has ever changed its clocks and back again within a week. */
const SAMPLE = 7 * DAY;
/** The table reaches this far beyond what was asked for, so that neighbouring questions find it made. */
const MARGIN = 400 * DAY;

export interface ZoneTable {
  /** Instants from which the offset of the same index holds; the first is before everything asked for. */
  readonly from: readonly number[];
  /** Minutes to add to UTC for wall time. */
  readonly offset: readonly number[];
  readonly start: number;
  readonly end: number;
}

function build(zone: string, start: number, end: number): ZoneTable {
  const iana = IANAZone.create(zone);
  const offsetAt = (minute: number) => Math.round(iana.offset(minute * MINUTE_MS));
  const from = [start];
  const offset = [offsetAt(start)];
  for (let low = start; low < end; low += SAMPLE) {
    if (offsetAt(low + SAMPLE) !== offset.at(-1)) bisect(low, low + SAMPLE);
  }
  return { from, offset, start, end };

  /** Finds the changes in (low, high] by halving. */
  function bisect(low: number, high: number): void {
    const before = offsetAt(low);
    let [a, b] = [low, high];
    while (b - a > 1) {
      const middle = Math.floor((a + b) / 2);
      if (offsetAt(middle) === before) a = middle;
      else b = middle;
    }
    from.push(b);
    offset.push(offsetAt(b));
    if (offsetAt(b) !== offsetAt(high)) bisect(b, high);
  }
}

const tables = new Map<string, ZoneTable>();

/** Further apart than this, two ranges share no table: it would hold all the years between. */
const FAR = 10 * 366 * DAY;

/** The table of a zone that covers the minutes `[start, end)`. */
export function zoneTable(zone: string, start: number, end: number): ZoneTable {
  const known = tables.get(zone);
  if (known && known.start <= start && known.end >= end) return known;
  const near = known && start - known.end < FAR && known.start - end < FAR ? known : undefined;
  const table = build(zone, Math.min(start - MARGIN, near?.start ?? start), Math.max(end + MARGIN, near?.end ?? end));
  tables.set(zone, table);
  return table;
}

/** Single times are looked up year by year: one that is far away must not make a table of all the years between. */
const YEAR = 366 * DAY;
const MAX_YEARS = 2_000;
const years = new Map<string, ZoneTable>();

/** Minutes to add to UTC for wall time at an instant. */
export function offsetAt(zone: string, minute: number): number {
  const year = Math.floor(minute / YEAR);
  const name = `${zone} ${year}`;
  let table = years.get(name);
  if (!table) {
    if (years.size >= MAX_YEARS) years.clear();
    table = build(zone, year * YEAR, (year + 1) * YEAR);
    years.set(name, table);
  }
  return table.offset[entryAt(table, minute)] ?? 0;
}

/** Index of the entry that holds at an instant. */
function entryAt(table: ZoneTable, minute: number): number {
  let low = 0;
  let high = table.from.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((table.from[middle] ?? 0) <= minute) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The offset that holds at an instant, and the instant at which it ends. */
export function periodAt(table: ZoneTable, minute: number): { offset: number; until: number } {
  const entry = entryAt(table, minute);
  return { offset: table.offset[entry] ?? 0, until: table.from[entry + 1] ?? Number.POSITIVE_INFINITY };
}

/** Wall minutes (as if UTC) of an instant. */
export function toWall(table: ZoneTable, minute: number): number {
  return minute + (table.offset[entryAt(table, minute)] ?? 0);
}

/**
 * The instant of a wall minute. One that exists twice is the `earlier` or the `later`; one that does not exist is the
 * first minute after the gap.
 */
export function toInstant(table: ZoneTable, wall: number, which: 'earlier' | 'later'): number {
  // No offset is further from UTC than a day, so the answer lies around this entry.
  const near = entryAt(table, wall - (table.offset[entryAt(table, wall)] ?? 0));
  let found: number | undefined;
  for (let index = Math.max(0, near - 1); index <= near + 1 && index < table.from.length; index++) {
    const instant = wall - (table.offset[index] ?? 0);
    const begins = index === 0 ? Number.NEGATIVE_INFINITY : (table.from[index] ?? 0);
    const ends = table.from[index + 1] ?? Number.POSITIVE_INFINITY;
    if (instant < begins || instant >= ends) continue;
    if (which === 'earlier' && found !== undefined) continue;
    found = instant;
  }
  if (found !== undefined) return found;
  // In a gap: before it by the old offset, so the change itself is the first minute after.
  for (let index = Math.max(1, near - 1); index <= near + 2 && index < table.from.length; index++) {
    const change = table.from[index] ?? 0;
    const before = table.offset[index - 1] ?? 0;
    const after = table.offset[index] ?? 0;
    if (wall >= change + before && wall < change + after) return change;
  }
  return wall - (table.offset[near] ?? 0);
}
