// The words of which dates are made: weekdays, months, counts and ordinals.
import type { Day } from '../calendar.ts';
import type { ItemOf } from './sketch.ts';

export const NAMES =
  'sunday|monday|tuesday|wednesday|thursday|friday|saturday|sun|mon|tues|tue|weds|wed|thurs|thur|thu|fri|sat';
export const ORDER = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
export const MONTHS =
  'january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec';
export const MONTH_ORDER = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
export const ORDINALS: Readonly<Record<string, number>> = {
  first: 1,
  '1st': 1,
  second: 2,
  '2nd': 2,
  third: 3,
  '3rd': 3,
  fourth: 4,
  '4th': 4,
  last: -1,
};

/** Verbs under which two times or days are from and to, never a stretch. */
export const MOVING =
  /\b(?:mov(?:e|ed|es|ing)|push(?:ed|ing)?|shift(?:ed|ing)?|reschedul(?:e|ed|ing)|chang(?:e|ed|ing)|bump(?:ed|ing)?|switch|postpon(?:e|ed|ing)|swap|rebook|slide|nudge|revert|bring forward)\b/i;

export const weekdayIndex = (name: string | undefined) => ORDER.indexOf((name ?? '').slice(0, 3).toLowerCase());
export const monthIndex = (name: string | undefined) => MONTH_ORDER.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1;
export const single = (day: Day): ItemOf<'d'> => ({ kind: 'd', from: day, to: day });
export const days = (from: Day, to: Day): ItemOf<'d'> => ({ kind: 'd', from, to });
