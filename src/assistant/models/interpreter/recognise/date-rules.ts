// What the tables of date rules share: the ground they stand on, and the arithmetic of weekdays and months.
import { type Day, dayOf, mondayOf, monthEnd, monthStart, partsOf, weekdayOf } from '../calendar.ts';
import { NAMES, weekdayIndex } from './date-words.ts';
import type { Rule } from './rules.ts';
import type { Sketch } from './sketch.ts';

/** What a date rule may look at besides its match. */
export interface Ground {
  readonly sketch: Sketch;
  readonly today: Day;
}

export type DateRule = Rule<Ground>;

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

/** Monday of the ISO week of that number: the coming one. */
export function weekNumber(today: number, week: number): number {
  const { year } = partsOf(today);
  const first = (of: number) => mondayOf(dayOf(of, 1, 4));
  const monday = first(year) + 7 * (week - 1);
  return monday + 6 < today ? first(year + 1) + 7 * (week - 1) : monday;
}
