// Arithmetic on wall dates: a day is a whole number, so nothing here knows the zone of the process.
// Instants appear only where `now` comes in; everything else is the user's wall.
import { localTime } from '../../../domain/time.ts';

/** Days since 1970-01-01 on the wall. */
export type Day = number;

/** A wall time: a day and minutes since its midnight. */
export interface Wall {
  readonly day: Day;
  readonly minute: number;
}

const DAY_MS = 86_400_000;

export function dayOf(year: number, month: number, date: number): Day {
  return Date.UTC(year, month - 1, date) / DAY_MS;
}

/** Reads `YYYY-MM-DD…`. */
export function parseDay(iso: string): Day {
  return dayOf(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), Number(iso.slice(8, 10)));
}

export function isoDay(day: Day): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

export function partsOf(day: Day): { year: number; month: number; date: number } {
  const at = new Date(day * DAY_MS);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, date: at.getUTCDate() };
}

/** 0 is Sunday, 6 is Saturday. */
export function weekdayOf(day: Day): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** The Monday of the day's week. */
export function mondayOf(day: Day): Day {
  return day - ((weekdayOf(day) + 6) % 7);
}

/** The first day of the month that lies `months` after the day's. */
export function monthStart(day: Day, months = 0): Day {
  const { year, month } = partsOf(day);
  return dayOf(year, month + months, 1);
}

export function monthEnd(day: Day, months = 0): Day {
  return monthStart(day, months + 1) - 1;
}

/** The `nth` (1 to 5, or -1 for the last) weekday of the month that begins with `start`. */
export function nthWeekday(start: Day, nth: number, weekday: number): Day {
  const last = monthEnd(start);
  if (nth < 0) return last - ((weekdayOf(last) - weekday + 7) % 7);
  return start + ((weekday - weekdayOf(start) + 7) % 7) + 7 * (nth - 1);
}

/** False for 30 February and its like. */
export function isDate(year: number, month: number, date: number): boolean {
  const parts = partsOf(dayOf(year, month, date));
  return parts.month === month && parts.date === date;
}

/** `14:05`. */
export function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** `2026-01-08T14:00`; minutes outside the day carry over. */
export function isoWall({ day, minute }: Wall): string {
  const carried = day + Math.floor(minute / 1440);
  return `${isoDay(carried)}T${clock(((minute % 1440) + 1440) % 1440)}`;
}

/** Reading a zone is the dearest step of a sentence, and the same few instants are asked for over and over. */
const read = new WeakMap<Date, { readonly zone: string; readonly wall: Wall }>();

export function wallOf(instant: Date, zone: string): Wall {
  const known = read.get(instant);
  if (known?.zone === zone) return known.wall;
  const local = localTime(instant, zone);
  const wall = { day: parseDay(local), minute: Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16)) };
  read.set(instant, { zone, wall });
  return wall;
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** A date without a year is read as one that lies between these many days before and after today. */
const YEARLESS = { before: 80, after: 270 };

/** `Thu, Jan 8` for questions and buttons, with the year where it would else be read back as another one. */
export function dayWords(day: Day, today: Day): string {
  const { year, month, date } = partsOf(day);
  const yearless = day >= today - YEARLESS.before && day <= today + YEARLESS.after;
  return `${WEEKDAYS[weekdayOf(day)]}, ${MONTHS[month - 1]} ${date}${yearless ? '' : `, ${year}`}`;
}

/** `2:30 PM`. */
export function clockWords(minute: number): string {
  const hour = Math.floor(minute / 60) % 24;
  const rest = minute % 60;
  return `${hour % 12 || 12}${rest ? `:${String(rest).padStart(2, '0')}` : ''} ${hour < 12 ? 'AM' : 'PM'}`;
}
