// Quiet hours as instants: wall times of a person, every day of the year.
import { toInstant, toWall, zoneTable } from '../zones.ts';
import type { TimeBlock } from './accounts.ts';

const MINUTE_MS = 60_000;
const DAY = 24 * 60;

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/**
 * The quiet time `[from, to)` that an instant falls into, or null. Where the clocks change in it, its ends stay at their
 * wall times; one that does not exist is the first minute after the gap.
 */
export function quietTime(at: Date, hours: TimeBlock | undefined, zone: string): { from: Date; to: Date } | null {
  if (!hours) return null;
  const minute = Math.floor(at.getTime() / MINUTE_MS);
  const table = zoneTable(zone, minute - 2 * DAY, minute + 2 * DAY);
  const today = Math.floor(toWall(table, minute) / DAY);
  const [from, to] = [minutesOf(hours.from), minutesOf(hours.to)];
  // Overnight ones have begun yesterday.
  for (const day of [today - 1, today]) {
    const begins = toInstant(table, day * DAY + from, 'earlier');
    const ends = toInstant(table, day * DAY + (to > from ? to : to + DAY), 'later');
    if (begins <= minute && minute < ends) {
      return { from: new Date(begins * MINUTE_MS), to: new Date(ends * MINUTE_MS) };
    }
  }
  return null;
}
