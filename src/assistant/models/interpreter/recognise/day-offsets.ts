// Days said by their distance from another day: "the day after thanksgiving", "a week from friday", "two fridays from
// now", "first monday of march".
import { mondayOf, monthEnd, monthStart, nthWeekday, weekdayOf } from '../calendar.ts';
import { coming, type DateRule, inWeek, monthStartOf, monthsAhead, WEEKDAY, weekNumber } from './date-rules.ts';
import { days, MONTHS, monthIndex, ORDINALS, single, weekdayIndex } from './date-words.ts';
import { numberOf } from './numbers.ts';

const COUNT = '(a|one|two|three|four|[1-9])';
const NTH = '(first|second|third|fourth|last|[1-4](?:st|nd|rd|th))';
const BARE_WEEKDAY = new RegExp(`^ *(?:on )?${WEEKDAY}\\.? *$`, 'i');
const nthOf = (word: string | undefined) => ORDINALS[(word ?? '').toLowerCase()] ?? 1;

/** Those that hold a weekday, a week or a month of their own: before the plain words are read. */
export const OFFSETS: readonly DateRule[] = [
  [/\b(?:the )?day after tomorrow\b|\bovermorrow\b/gi, (_, { today }) => single(today + 2)],
  [
    /(?<!\b(?:the|next|every) )\bday after(?= +(?:at|by|from|in the)\b| *(?:$|[,.]))/gi,
    (_, { today }) => single(today + 2),
  ],
  // "tuesday of week 23", "wk 23 tuesday"
  [
    new RegExp(
      `\\b${WEEKDAY},? (?:of |in )?(?:calendar week|week|wk|cw|kw) ?(\\d{1,2})\\b(?! ?(?:am|pm|:))|\\b(?:calendar week|week|wk|cw|kw) ?(\\d{1,2}),? (?:on )?${WEEKDAY}\\b`,
      'gi',
    ),
    ([, before, n1, n2, after], { today }) => {
      const week = Number(n1 ?? n2);
      if (week < 1 || week > 53) return null;
      return single(weekNumber(today, week) + ((weekdayIndex(before ?? after) + 6) % 7));
    },
  ],
  [/(?<=\bthis (?:exact |very )?time )next week\b/gi, (_, { today }) => single(today + 7)],
  [new RegExp(`\\bnext[ -]to[ -]next ${WEEKDAY}\\b`, 'gi'), ([, name], { today }) => single(inWeek(2, name, today))],
  [/\b(?:the )?day before yesterday\b/gi, (_, { today }) => single(today - 2)],
  [
    new RegExp(`\\b${COUNT} weeks? (today|tomorrow)\\b`, 'gi'),
    ([, n, from], { today }) => single(today + (/tomorrow/i.test(from ?? '') ? 1 : 0) + 7 * numberOf(n)),
  ],
  // "thursday fortnight", "fortnight today", "in a fortnight"
  [
    new RegExp(
      `\\b${WEEKDAY} fortnight\\b|\\b(?:a )?fortnight (?:on |from |after )?(?:${WEEKDAY}|(today|now)|(tomorrow))\\b`,
      'gi',
    ),
    ([, before, after, , tomorrow], { today }) =>
      single(((before ?? after) ? coming(before ?? after, today) : today + (tomorrow ? 1 : 0)) + 14),
  ],
  [/\bin (?:a|one) fortnight(?:'s time)?\b/gi, (_, { today }) => single(today + 14)],
  [/\b(today|tomorrow) week\b/gi, ([, from], { today }) => single(today + (/tomorrow/i.test(from ?? '') ? 8 : 7))],
  [
    new RegExp(`\\b${COUNT} ${WEEKDAY}s? from (?:now|today)\\b`, 'gi'),
    ([, n, name], { today }) => single(coming(name, today + 1) + 7 * (numberOf(n) - 1)),
  ],
  [new RegExp(`\\b(?:the )?${WEEKDAY} after next\\b`, 'gi'), ([, name], { today }) => single(inWeek(2, name, today))],
  [
    new RegExp(`\\bin ${COUNT} weeks?,? (?:on )?${WEEKDAY}\\b`, 'gi'),
    ([, n, name], { today }) => single(inWeek(numberOf(n), name, today)),
  ],
  [
    new RegExp(
      `\\b(?:the )?last (?:(work|working|business|week) ?)?day of (?:(next|this|the) month|(${MONTHS}))\\b`,
      'gi',
    ),
    ([, working, which, month], { today }) => {
      const end = month ? monthEnd(monthStartOf(today, monthIndex(month))) : monthEnd(today, monthsAhead(which));
      const over = working ? [2, 0, 0, 0, 0, 0, 1][weekdayOf(end)] : 0;
      return single(end - (over ?? 0));
    },
  ],
  [
    /\bnext month,? (?:on )?the (\d{1,2})(?:st|nd|rd|th)\b/gi,
    ([, date], { today }) => {
      const day = monthStart(today, 1) + Number(date) - 1;
      return day <= monthEnd(today, 1) ? single(day) : null;
    },
  ],
  [
    new RegExp(`\\b(?:${COUNT} )?weeks? (?:from|on|after) (?:this |next )?(?:${WEEKDAY}|(today)|(tomorrow))\\b`, 'gi'),
    ([, n, name, , tomorrow], { today }) => {
      const base = name ? coming(name, today) : today + (tomorrow ? 1 : 0);
      return single(base + 7 * numberOf(n ?? 'a'));
    },
  ],
  [new RegExp(`\\b${WEEKDAY} week\\b`, 'gi'), ([, name], { today }) => single(coming(name, today) + 7)],
  [
    new RegExp(`\\b${WEEKDAY} (?:in|after) (two|2|three|3) weeks(?: time)?\\b`, 'gi'),
    ([, name, n], { today }) => single(inWeek(numberOf(n), name, today)),
  ],
  [
    new RegExp(`\\b${WEEKDAY},? (?:of )?(?:the )?week after next\\b`, 'gi'),
    ([, name], { today }) => single(inWeek(2, name, today)),
  ],
  [
    new RegExp(`\\b${WEEKDAY},? (?:of )?next week\\b|\\bnext week,? (?:on )?${WEEKDAY}\\b`, 'gi'),
    ([, before, after], { today }) => single(inWeek(1, before ?? after, today)),
  ],
  [
    new RegExp(`\\b${WEEKDAY},? (?:of )?this week\\b|\\bthis week,? (?:on )?${WEEKDAY}\\b`, 'gi'),
    ([, before, after], { today }) => single(inWeek(0, before ?? after, today)),
  ],
  [
    new RegExp(`\\b${NTH} ${WEEKDAY} (?:of|in) (?:(next|this|the) month|(${MONTHS}))(?: (\\d{4}))?\\b`, 'gi'),
    ([, nth, name, relative, month, year], { today }) => {
      const weekday = weekdayIndex(name);
      if (relative) return single(nthWeekday(monthStart(today, monthsAhead(relative)), nthOf(nth), weekday));
      const start = monthStartOf(today, monthIndex(month), year === undefined ? undefined : Number(year));
      const day = nthWeekday(start, nthOf(nth), weekday);
      return single(day < today && year === undefined ? nthWeekday(monthStart(start, 12), nthOf(nth), weekday) : day);
    },
  ],
  [
    new RegExp(
      `\\b(?:the )?(first|second|third|fourth|last) week (?:of|in) (?:(next|this) month|(${MONTHS}))\\b`,
      'gi',
    ),
    ([, nth, relative, month], { today }) => {
      const start = relative ? monthStart(today, monthsAhead(relative)) : monthStartOf(today, monthIndex(month));
      const monday = nthWeekday(start, nthOf(nth), 1);
      return { kind: 'd', from: monday, to: monday + 4 };
    },
  ],
];

/** Those that hang on a day already read. */
export const BESIDE_DAYS: readonly DateRule[] = [
  [
    /\b(?:the )?(day|week) (after|before|following) #d(\d+)\b/gi,
    ([, unit, way, index], { sketch }) => {
      const day = sketch.at('d', index);
      const by = (/before/i.test(way ?? '') ? -1 : 1) * (/week/i.test(unit ?? '') ? 7 : 1);
      return day && day.from === day.to && !day.wrong ? single(day.from + by) : null;
    },
  ],
  [
    // "the monday after thanksgiving"
    /(?:\bthe )?#d(\d+) (after|before|following) #d(\d+)\b/gi,
    ([, i, way, j], { sketch }) => {
      const weekday = sketch.at('d', i)?.weekday;
      const day = sketch.at('d', j);
      if (weekday === undefined || !day || day.from !== day.to || day.wrong) return null;
      const after = day.from + 1 + ((weekday - weekdayOf(day.from + 1) + 7) % 7);
      return single(/before/i.test(way ?? '') ? after - (after === day.from + 7 ? 14 : 7) : after);
    },
  ],
  // "2 days before christmas"
  [
    /\b(two|three|four|five|six|\d{1,2}) (day|week)s (before|after|following) #d(\d+)/gi,
    ([, n, unit, way, index], { sketch }) => {
      const day = sketch.at('d', index);
      const by = numberOf(n) * (/week/i.test(unit ?? '') ? 7 : 1) * (/before/i.test(way ?? '') ? -1 : 1);
      return day && day.from === day.to && !day.wrong ? single(day.from + by) : null;
    },
  ],
  // "the tuesday of thanksgiving week", "the week before thanksgiving, tuesday"
  [
    /(?:\bthe )?#d(\d+),? (?:of|in) (?:the )?#d(\d+)|#d(\d+),? (?:on )?#d(\d+)/gi,
    ([, i, j, k, l], { sketch }) => {
      const [weekday, week] = i === undefined ? [l, k] : [i, j];
      const named = sketch.at('d', weekday);
      const span = sketch.at('d', week);
      if (named?.weekday === undefined || named.doubt || !span || span.to - span.from < 4 || span.to - span.from > 6)
        return null;
      if (!BARE_WEEKDAY.test(sketch.items[Number(weekday)]?.source ?? '')) return null;
      return single(mondayOf(span.from) + ((named.weekday + 6) % 7));
    },
  ],
  // "next mon or the mon after"
  [
    /(?<=#d(\d+),? (?:or|and|&) )(?:on )?(?:the )?#d(\d+) after\b(?! (?:#d|that|the|we|i)\b)/gi,
    ([, index, other], { sketch }) => {
      const day = sketch.at('d', index);
      const same = day && sketch.at('d', other);
      return same && same.weekday !== undefined && same.weekday === weekdayOf(day.from) ? single(day.from + 7) : null;
    },
  ],
  // "tomorrow or the day after"
  [
    /(?<=#d(\d+),? (?:or|and|&) )(?:(?:on|maybe) )?the (?:(day|week) (after|before)|(?:next|following) (day|week))\b(?! (?:#d|that|the|we|i)\b)/gi,
    ([, index, one, way, other], { sketch }) => {
      const day = sketch.at('d', index);
      if (!day || day.wrong) return null;
      const by = (/before/i.test(way ?? '') ? -1 : 1) * (/week/i.test(one ?? other ?? '') ? 7 : 1);
      return days(day.from + by, day.to + by);
    },
  ],
  [
    /\b(?:the )?week of #d(\d+)/gi,
    ([, index], { sketch }) => {
      const monday = mondayOf(sketch.at('d', index)?.from ?? 0);
      return { kind: 'd', from: monday, to: monday + 4 };
    },
  ],
];
