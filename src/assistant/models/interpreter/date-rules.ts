// How the readers of dates are written: tables of rules, tried in their order, each a pattern and what it means.
import { type Day, dayOf, mondayOf, monthEnd, monthStart, partsOf, weekdayOf } from './calendar.ts';
import { NAMES, weekdayIndex } from './date-words.ts';
import type { Item, Sketch } from './sketch.ts';

/** What a rule may look at besides its match. */
export interface Ground {
  readonly sketch: Sketch;
  readonly today: Day;
}

/** The groups of the match come after the match itself; null leaves the words as they are. */
export type Rule = readonly [
  pattern: RegExp,
  read: (match: readonly (string | undefined)[], on: Ground) => Item | null,
];

export function markByRules(rules: readonly Rule[], on: Ground): void {
  for (const [pattern, read] of rules) on.sketch.mark(pattern, (match) => read(match, on));
}

/** A capturing group of the names of weekdays. */
export const WEEKDAY = `(${NAMES})`;

/** The next such weekday, today included. */
export function coming(name: string | undefined, from: Day): Day {
  return from + ((weekdayIndex(name) - weekdayOf(from) + 7) % 7);
}

/** That weekday of the week that lies `weeks` after the running one; weeks begin on Monday. */
export function inWeek(weeks: number, name: string | undefined, today: Day): Day {
  return mondayOf(today) + 7 * weeks + ((weekdayIndex(name) + 6) % 7);
}

/** The first of the month that comes with this number, the running one included. */
export function monthStartOf(today: Day, month: number, year?: number): Day {
  const { year: thisYear, month: thisMonth } = partsOf(today);
  return dayOf(year ?? thisYear + (month < thisMonth ? 1 : 0), month, 1);
}

/** The next day of that number in any month. */
export function ofMonth(today: Day, date: number): Day {
  for (let months = 0; months < 13; months++) {
    const day = monthStart(today, months) + date - 1;
    if (day >= today && day <= monthEnd(today, months)) return day;
  }
  return today;
}

/** 1 for "next month", 0 for "this month". */
export const monthsAhead = (words: string | undefined): number => (/next/i.test(words ?? '') ? 1 : 0);
