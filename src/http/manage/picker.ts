// The day picker of the manage page: four weeks as a guest's calendar shows them, with what is free on each day. Pure.
import { DateTime } from 'luxon';
import type { FreeSlot } from '../../domain/meetings/meetings.ts';

const WEEKS = 4;
/** How far ahead one can leaf: further than any horizon that is usual. */
const FURTHEST_WEEKS = 60;

export interface PickerRange {
  readonly from: Date;
  readonly to: Date;
}

export interface PickerDay {
  /** `YYYY-MM-DD` in the guest's zone. */
  readonly date: string;
  /** Day of the month; the month too where it begins. */
  readonly label: string;
  readonly month?: string;
  /** For those who hear the page: `Thursday, January 8`. */
  readonly name: string;
  readonly slots: readonly FreeSlot[];
}

export interface Picker {
  /** Monday to Sunday, short and whole. */
  readonly weekdays: readonly { readonly short: string; readonly long: string }[];
  readonly title: string;
  readonly weeks: readonly (readonly PickerDay[])[];
  readonly selected?: PickerDay;
  /** First dates of the neighbouring weeks, where there are any to look at. */
  readonly previous?: string;
  readonly next?: string;
}

export interface PickerWish {
  readonly now: Date;
  /** Where to begin when nothing is asked for. */
  readonly meetingStart: Date;
  readonly zone: string;
  /** `YYYY-MM-DD`: a day of the first week to show. */
  readonly from?: string | undefined;
}

/** Midnight of the first Monday that is shown: never before this week, never further than one can leaf. */
function firstMonday({ now, meetingStart, zone, from }: PickerWish): DateTime {
  const thisWeek = DateTime.fromJSDate(now, { zone }).startOf('week');
  const asked = from === undefined ? DateTime.fromJSDate(meetingStart, { zone }) : DateTime.fromISO(from, { zone });
  if (!asked.isValid) return thisWeek;
  const furthest = thisWeek.plus({ weeks: FURTHEST_WEEKS });
  return DateTime.min(furthest, DateTime.max(thisWeek, asked.startOf('week')));
}

/** What is to be known to show the picker: free starts within this range. */
export function rangeOf(wish: PickerWish): PickerRange {
  const monday = firstMonday(wish);
  return { from: monday.toJSDate(), to: monday.plus({ weeks: WEEKS }).toJSDate() };
}

/** `day` is chosen when something is free on it; else the first day that has something, from the meeting's own on. */
export function pickerOf(
  wish: PickerWish & {
    readonly day?: string | undefined;
    readonly locale: string;
    readonly slots: readonly FreeSlot[];
  },
): Picker {
  const monday = firstMonday(wish).setLocale(wish.locale);
  const { zone } = wish;
  const byDay = Map.groupBy(wish.slots, ({ start }) => DateTime.fromJSDate(start, { zone }).toISODate());
  const days = Array.from({ length: WEEKS * 7 }, (_, index): PickerDay => {
    const day = monday.plus({ days: index });
    const date = day.toISODate() ?? '';
    return {
      date,
      label: String(day.day),
      ...((day.day === 1 || index === 0) && { month: day.toFormat('LLL') }),
      name: day.toLocaleString({ weekday: 'long', month: 'long', day: 'numeric' }),
      slots: byDay.get(date) ?? [],
    };
  });
  const free = days.filter(({ slots }) => slots.length > 0);
  const own = DateTime.fromJSDate(wish.meetingStart, { zone }).toISODate() ?? '';
  const selected = free.find(({ date }) => date === wish.day) ?? free.find(({ date }) => date >= own) ?? free[0];
  const thisWeek = DateTime.fromJSDate(wish.now, { zone }).startOf('week');
  const earlier = DateTime.max(thisWeek, monday.minus({ weeks: WEEKS }));
  const later = monday.plus({ weeks: WEEKS });
  return {
    weekdays: Array.from({ length: 7 }, (_, index) => {
      const day = monday.plus({ days: index });
      return { short: day.toFormat('ccc'), long: day.toFormat('cccc') };
    }),
    title: titleOf(monday, monday.plus({ days: WEEKS * 7 - 1 })),
    weeks: Array.from({ length: WEEKS }, (_, week) => days.slice(week * 7, week * 7 + 7)),
    ...(selected && { selected }),
    ...(monday > thisWeek && { previous: earlier.toISODate() ?? '' }),
    ...(later < thisWeek.plus({ weeks: FURTHEST_WEEKS }) && { next: later.toISODate() ?? '' }),
  };
}

/** `January – February 2026` */
function titleOf(from: DateTime, to: DateTime): string {
  const last = to.toFormat('LLLL yyyy');
  if (from.hasSame(to, 'month')) return last;
  return `${from.toFormat(from.hasSame(to, 'year') ? 'LLLL' : 'LLLL yyyy')} – ${last}`;
}

/** A start as the slots show it: `2:00 PM`. */
export function clockTime(start: Date, zone: string, locale: string): string {
  const at = DateTime.fromJSDate(start, { zone }).setLocale(locale);
  const text = at.toLocaleString({ hour: 'numeric', minute: '2-digit' });
  return text.replaceAll('\u202f', ' ');
}
