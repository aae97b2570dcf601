// Lists of days that share a week or a month: "mon or weds next week", "23rd or 24th of april". What they share is said of
// each before any day is read.
import { MONTHS, NAMES } from './date-words.ts';

/** Each of its spaces can be read in one way only: else a long list takes time without end. */
const JOINT = '(?: ?, ?(?:(?:or|and|&|/) ?)?| ?(?:or|and|&|/) ?)';
/** A list of more days names no week. */
const MORE = '{1,6}';
const WEEK = 'next week|this week|(?:the )?week after next';
const PART = '(?: (?:in the |early |late )?(?:morning|afternoon|evening|am\\b|pm\\b)s?)?';
const WEEKDAYS = new RegExp(
  `\\b((?:${NAMES})${PART}(?:${JOINT}(?:on )?(?:${NAMES})${PART}){0,6}),? (?:of |in |on )?(${WEEK})\\b`,
  'gi',
);
/** "next week, tuesday and thursday". */
const WEEK_FIRST = new RegExp(
  `\\b(${WEEK})[,:]? (?:on )?((?:${NAMES})${PART}(?:${JOINT}(?:on )?(?:${NAMES})${PART}){1,6})\\b(?! (?:${WEEK}))`,
  'gi',
);
/** "next mon or tue". */
const NEXT = new RegExp(
  `\\bnext ((?:${NAMES})(?: ?(?:, ?)?(?:or|and|&|/) ?(?:${NAMES}))${MORE})\\b(?! (?:next|this) )`,
  'gi',
);
const NUMBERED = '\\d{1,2}(?:st|nd|rd|th)';
const DATES_FIRST = new RegExp(`\\b(${NUMBERED}(?:${JOINT}(?:the )?${NUMBERED})${MORE})(?: of)? (${MONTHS})\\b`, 'gi');
const MONTH_FIRST = new RegExp(`\\b(${MONTHS}) (${NUMBERED}(?:${JOINT}(?:the )?${NUMBERED})${MORE})\\b`, 'gi');
/** "4, 5 or 6 jan". */
const BARE_FIRST = new RegExp(
  `(?<!\\b(?:at|by|until|till|from|after|before) |@ ?|[\\d:./-])\\b(\\d{1,2}(?:, ?\\d{1,2}){0,5}(?:,? (?:or|and|&) | ?/ ?)\\d{1,2}) (?:of )?(${MONTHS})\\b(?! \\d{1,2}\\b)`,
  'gi',
);
/** Bare numbers behind a month may be times as well. */
const BARE = new RegExp(
  `\\b(${MONTHS}) (\\d{1,2}) (or|and|&) (\\d{1,2})\\b(?! ?(?:[ap]m|min|m\\b|h|:|people|persons|/|-|\\.\\d|%))`,
  'gi',
);
const EACH_WEEKDAY = new RegExp(`\\b(?:${NAMES})\\b`, 'gi');

/** Without a week, "next" or a month there is nothing to share. */
const LISTED = new RegExp(`\\b(?:week|next|${MONTHS})\\b`, 'i');

/** The text with the week or month beside each of the days. */
export function spreadDays(text: string): string {
  if (!LISTED.test(text)) return text;
  return text
    .replace(WEEKDAYS, (_, days: string, week: string) => days.replace(EACH_WEEKDAY, `$& ${week}`))
    .replace(WEEK_FIRST, (_, week: string, days: string) => days.replace(EACH_WEEKDAY, `$& ${week}`))
    .replace(NEXT, (_, days: string) => days.replace(EACH_WEEKDAY, 'next $&'))
    .replace(DATES_FIRST, (_, dates: string, month: string) =>
      dates.replace(new RegExp(NUMBERED, 'gi'), `$& of ${month}`),
    )
    .replace(MONTH_FIRST, (_, month: string, dates: string) =>
      dates.replace(new RegExp(NUMBERED, 'gi'), `$& of ${month}`).replace(/\bthe /gi, ''),
    )
    .replace(BARE_FIRST, (all: string, dates: string, month: string) => {
      const listed = (dates.match(/\d+/g) ?? []).map(Number);
      const rising = listed.every((date, index) => date > (listed[index - 1] ?? 0) && date < 32);
      return rising ? dates.replace(/\d+/g, `$& ${month}`) : all;
    })
    .replace(BARE, (all: string, month: string, one: string, joint: string, other: string) =>
      Number(other) > Number(one) && Number(other) < 32 ? `${month} ${one} ${joint} ${month} ${other}` : all,
    );
}
