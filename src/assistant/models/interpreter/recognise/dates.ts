// Dates: chrono-node reads the calendar forms (15 Jan, 1/15, ISO); weekdays, offsets and holidays are read here,
// since what "next Tuesday" means must be our own, stated convention.
import { mondayOf, monthEnd, monthStart, partsOf, type Wall, weekdayOf } from '../calendar.ts';
import { markCalendarDates } from './calendar-dates.ts';
import { coming, type DateRule, type Ground, inWeek, monthsAhead, ofMonth, WEEKDAY } from './date-rules.ts';
import { single, weekdayIndex } from './date-words.ts';
import { spreadDays } from './day-lists.ts';
import { BESIDE_DAYS, OFFSETS } from './day-offsets.ts';
import { JOINED_DAYS, MONTH_SPANS, SPANS, WEEKDAY_SPANS } from './day-spans.ts';
import { markHolidays } from './holidays.ts';
import { numberOf } from './numbers.ts';
import { markByRules } from './rules.ts';
import type { Item, ItemOf, Sketch } from './sketch.ts';

/** A weekday with its date must agree; a day of the month is the next one. */
const DATED: readonly DateRule[] = [
  [
    new RegExp(
      `\\b(?:(?:this|next|on) )?${WEEKDAY}\\.?,? *(?:the )?#d(\\d+)|#d(\\d+) *\\(?,? *(?:a |is a )?${WEEKDAY}\\b\\)?`,
      'gi',
    ),
    ([, before, i, j, after], { sketch }) => {
      const date = sketch.at('d', i ?? j);
      return date && date.from === date.to ? agree(date, weekdayIndex(before ?? after)) : null;
    },
  ],
  [
    new RegExp(`\\b(?:(?:this|next|on) )?${WEEKDAY},? (?:the )?(\\d{1,2})(?:st|nd|rd|th)\\b`, 'gi'),
    ([, name, date], { today }) => agree(single(ofMonth(today, Number(date))), weekdayIndex(name)),
  ],
  [
    /\b(?:the )?(\d{1,2})(?:st|nd|rd|th)(?: of (this|next) month| of the month)?\b(?! (?:floor|time|one|meeting|slot|option|street|quarter|avenue))/gi,
    ([, date, which], { today }) => {
      const n = Number(date);
      if (n < 1 || n > 31) return null;
      if (which === undefined) return single(ofMonth(today, n));
      const day = monthStart(today, monthsAhead(which)) + n - 1;
      return day <= monthEnd(day - n + 1) ? single(day) : { ...single(today), wrong: `That month has no ${n}th.` };
    },
  ],
  // "the weekend of the 23rd", "memorial day week"
  [
    /\b(?:the )?weekend of (?:the )?#d(\d+)/gi,
    ([, index], { sketch }) => {
      const saturday = mondayOf(sketch.at('d', index)?.from ?? 0) + 5;
      return { kind: 'd', from: saturday, to: saturday + 1 };
    },
  ],
  [
    /(?:\bthe )?#d(\d+) week\b(?! (?:from|after))/gi,
    ([, index], { sketch }) => {
      const monday = mondayOf(sketch.at('d', index)?.from ?? 0);
      return { kind: 'd', from: monday, to: monday + 4 };
    },
  ],
];

const RELATIVE: readonly DateRule[] = [
  [
    /\b(?:in )?(a|an|one|two|three|four|five|six|\d+) (day|week|month)s?(?:'s?)?(?: time)?(?: from (?:now|today))?\b/gi,
    ([all, n, unit], { today }) => {
      const count = numberOf(n);
      if (!/^in |from|time$/i.test(all ?? '') || !(count < 400)) return null;
      if (/month/i.test(unit ?? ''))
        return single(Math.min(monthStart(today, count) + partsOf(today).date - 1, monthEnd(today, count)));
      return single(today + count * (/week/i.test(unit ?? '') ? 7 : 1));
    },
  ],
  [/\b(?:later )?today\b|\bthis (?=morning|afternoon|evening)|\btonight\b/gi, (_, { today }) => single(today)],
  [/\btomorrow\b/gi, (_, { today }) => single(today + 1)],
  // "3pm tom" is tomorrow, "with tom at 3" and "tom, friday at 3" name somebody
  [
    /(?<!\b(?:with|and|book|meet|call|invite|see|to|cc|from|is|ask|tell|get|put|schedule) |[,&+@] ?|^)\btom\b(?= *(?:$|[,.]|(?:at|morning|afternoon|evening|@|\d)))/g,
    (_, { sketch, today }) => (/#d\d/.test(sketch.text) ? null : single(today + 1)),
  ],
  [/\byesterday\b/gi, (_, { today }) => single(today - 1)],
];

const WEEKDAYS: readonly DateRule[] = [
  [
    new RegExp(`\\bnext ${WEEKDAY}\\b`, 'gi'),
    ([, name], { today }) => ({ ...single(inWeek(1, name, today)), weekday: weekdayIndex(name) }),
  ],
  [new RegExp(`\\blast ${WEEKDAY}\\b`, 'gi'), ([, name], { today }) => single(coming(name, today) - 7)],
  [
    new RegExp(`\\b(?:this |coming |this coming |on )?${WEEKDAY}(?='s\\b|\\b(?!'))(?! the company)`, 'gi'),
    ([all = '', name], { today }) => {
      if (/^(sun|sat|mon|wed)$/i.test(all.trim()) && all !== all.toLowerCase() && all === all.toUpperCase())
        return null;
      return /coming/i.test(all) ? single(coming(name, today + 1)) : named(name, today);
    },
  ],
];

/** Marks every date in the sketch. `now` is the user's wall in `zone`; `littleEndian` decides 1/2. */
export function recogniseDates(sketch: Sketch, now: Wall, littleEndian: boolean, zone: string): void {
  const on: Ground = { sketch, today: now.day };
  sketch.text = spreadDays(sketch.text);
  markHolidays(sketch, now.day, zone);
  markCalendarDates(sketch, now, littleEndian);
  for (const rules of [OFFSETS, DATED, SPANS, RELATIVE, WEEKDAY_SPANS, WEEKDAYS, MONTH_SPANS, BESIDE_DAYS, JOINED_DAYS])
    markByRules(rules, on);
}

/** A weekday alone: said on that very day it may be today or in a week. */
function named(name: string | undefined, today: number): Item {
  const weekday = weekdayIndex(name);
  const day = coming(name, today);
  return day === today ? { ...single(day), weekday, doubt: [today, today + 7] } : { ...single(day), weekday };
}

function agree(date: ItemOf<'d'>, weekday: number): Item {
  const { doubt: _, ...rest } = date;
  if (date.wrong || weekdayOf(date.from) === weekday) return { ...rest, weekday };
  return { ...rest, weekday, wrong: 'The weekday and the date do not agree.' };
}
