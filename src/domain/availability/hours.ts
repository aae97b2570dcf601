// Working hours as instants: weekly rules and date overrides of one person over a range. In whole minutes.
import type { AvailabilityRules, TimeBlock } from '../accounts/accounts.ts';
import { toInstant, toWall, type ZoneTable } from '../zones.ts';

const DAY = 24 * 60;
/** 1970-01-01 was a Thursday: index 3 of a week that starts on Monday. */
const EPOCH_WEEKDAY = 3;

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Minutes since midnight of a wall time `HH:mm`. */
export function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

const spansOfBlocks = new WeakMap<readonly TimeBlock[], readonly Span[]>();

/** Blocks as minutes of their day; overnight ones end past 24:00. Parsed once per list of blocks. */
function spans(blocks: readonly TimeBlock[]): readonly Span[] {
  let known = spansOfBlocks.get(blocks);
  if (!known) {
    known = blocks.map(({ from, to }) => {
      const start = minuteOf(from);
      const end = minuteOf(to);
      return { from: start, to: end > start ? end : end + DAY };
    });
    spansOfBlocks.set(blocks, known);
  }
  return known;
}

/**
 * Working time within `[from, to)` as a flat list `[start, end, start, end, …]`, merged and in order.
 * The day before is looked at too: its overnight blocks reach in.
 */
export function workingMinutes(rules: AvailabilityRules, table: ZoneTable, from: number, to: number): number[] {
  const first = Math.floor(toWall(table, from) / DAY) - 1;
  const last = Math.floor(toWall(table, to) / DAY);
  const overrides = rules.overrides.length > 0 ? overridesByDay(rules) : undefined;
  const pairs: number[] = [];
  for (let day = first; day <= last; day++) {
    const weekday = (((day + EPOCH_WEEKDAY) % 7) + 7) % 7;
    const blocks = overrides?.get(day) ?? rules.weekly[weekday as 0 | 1 | 2 | 3 | 4 | 5 | 6];
    for (const span of spans(blocks)) {
      const start = Math.max(from, toInstant(table, day * DAY + span.from, 'earlier'));
      const end = Math.min(to, toInstant(table, day * DAY + span.to, 'later'));
      if (end > start) pairs.push(start, end);
    }
  }
  return mergePairs(pairs);
}

function overridesByDay(rules: AvailabilityRules): Map<number, readonly TimeBlock[]> {
  return new Map(
    rules.overrides.map(({ date, blocks }) => [Math.floor(Date.parse(`${date}T00:00:00Z`) / 86_400_000), blocks]),
  );
}

/** Joins what overlaps or touches. Sorts only what needs it. */
export function mergePairs(pairs: number[]): number[] {
  let sorted = true;
  for (let i = 2; i < pairs.length && sorted; i += 2) sorted = (pairs[i] ?? 0) > (pairs[i - 1] ?? 0);
  if (sorted) return pairs;
  const order = Array.from({ length: pairs.length / 2 }, (_, i) => i * 2).sort(
    (a, b) => (pairs[a] ?? 0) - (pairs[b] ?? 0),
  );
  const merged: number[] = [];
  for (const i of order) {
    const start = pairs[i] ?? 0;
    const end = pairs[i + 1] ?? 0;
    const previous = merged.length - 1;
    if (previous > 0 && start <= (merged[previous] ?? 0)) merged[previous] = Math.max(merged[previous] ?? 0, end);
    else merged.push(start, end);
  }
  return merged;
}
