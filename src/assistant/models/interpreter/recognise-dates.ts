// Dates: chrono-node reads the calendar forms (15 Jan, 1/15, ISO); weekdays, offsets and holidays are read here,
// since what "next Tuesday" means must be our own, stated convention.
import {
  type Day,
  dayOf,
  mondayOf,
  monthEnd,
  monthStart,
  nthWeekday,
  partsOf,
  type Wall,
  weekdayOf,
} from './calendar.ts';
import { MONTHS, MOVING, monthIndex, NAMES, ORDINALS, single, weekdayIndex } from './date-words.ts';
import { markHolidays } from './holidays.ts';
import { numberOf } from './numbers.ts';
import { markCalendarDates } from './recognise-calendar-dates.ts';
import { markDayOffsets, markDaysBeside } from './recognise-day-offsets.ts';
import type { Item, Sketch } from './sketch.ts';

/** Marks every date in the sketch. `now` is the user's wall; `dayFirst` decides 1/2. */
export function recogniseDates(sketch: Sketch, now: Wall, littleEndian: boolean): void {
  const today = now.day;
  const coming = (weekday: number, from = today) => from + ((weekday - weekdayOf(from) + 7) % 7);
  const named = (name: string | undefined): Item => {
    const weekday = weekdayIndex(name);
    const day = coming(weekday);
    return day === today
      ? { kind: 'd', from: day, to: day, weekday, doubt: [today, today + 7] }
      : { kind: 'd', from: day, to: day, weekday };
  };

  markHolidays(sketch, today);
  markCalendarDates(sketch, now, littleEndian);
  const weekdays = `(${NAMES})`;
  markDayOffsets(sketch, today);
  sketch.mark(/\bthe day after tomorrow\b|\bday after tomorrow\b|\bovermorrow\b/gi, () => single(today + 2));
  sketch.mark(/\bday before yesterday\b/gi, () => single(today - 2));
  // offsets from a weekday: "a week from friday", "friday week", "week on tuesday"
  sketch.mark(
    new RegExp(
      `\\b(?:(a|one|two|three|\\d) )?weeks? (?:from|on|after) (?:this |next )?(?:${weekdays}|today|tomorrow)\\b`,
      'gi',
    ),
    ([all, n, name]) => {
      const weeks = numberOf(n ?? 'a');
      const base = name
        ? coming(weekdayIndex(name)) === today
          ? today
          : coming(weekdayIndex(name))
        : /tomorrow/i.test(all ?? '')
          ? today + 1
          : today;
      return single(base + 7 * weeks);
    },
  );
  sketch.mark(new RegExp(`\\b${weekdays} week\\b`, 'gi'), ([, name]) => single(coming(weekdayIndex(name)) + 7));
  sketch.mark(new RegExp(`\\b${weekdays} (?:in|after) (two|2|three|3) weeks(?: time)?\\b`, 'gi'), ([, name, n]) =>
    single(mondayOf(today) + 7 * numberOf(n) + ((weekdayIndex(name) + 6) % 7)),
  );
  sketch.mark(new RegExp(`\\b${weekdays},? (?:of )?(?:the )?week after next\\b`, 'gi'), ([, name]) =>
    single(mondayOf(today) + 14 + ((weekdayIndex(name) + 6) % 7)),
  );
  sketch.mark(
    new RegExp(`\\b${weekdays},? (?:of )?next week\\b|\\bnext week,? (?:on )?${weekdays}\\b`, 'gi'),
    ([, before, after]) => single(mondayOf(today) + 7 + ((weekdayIndex(before ?? after) + 6) % 7)),
  );
  sketch.mark(
    new RegExp(`\\b${weekdays},? (?:of )?this week\\b|\\bthis week,? (?:on )?${weekdays}\\b`, 'gi'),
    ([, before, after]) => single(mondayOf(today) + ((weekdayIndex(before ?? after) + 6) % 7)),
  );
  sketch.mark(
    new RegExp(
      `\\b(first|second|third|fourth|last|[1-4](?:st|nd|rd|th)) ${weekdays} (?:of|in) (?:(next|this) month|(${MONTHS}))(?: (\\d{4}))?\\b`,
      'gi',
    ),
    ([, nth, name, relative, month, year]) => {
      const start = relative
        ? monthStart(today, /next/i.test(relative) ? 1 : 0)
        : dayOf(year ? Number(year) : partsOf(today).year, monthIndex(month), 1);
      const day = nthWeekday(start, ORDINALS[(nth ?? '').toLowerCase()] ?? 1, weekdayIndex(name));
      return single(
        day < today && !relative && !year
          ? nthWeekday(monthStart(start, 12), ORDINALS[(nth ?? '').toLowerCase()] ?? 1, weekdayIndex(name))
          : day,
      );
    },
  );
  // a weekday with its date: they must agree
  sketch.mark(
    new RegExp(
      `\\b(?:(?:this|next|on) )?${weekdays}\\.?,? *(?:the )?#d(\\d+)|#d(\\d+) *\\(?,? *(?:a |is a )?${weekdays}\\b\\)?`,
      'gi',
    ),
    ([, before, i, j, after]) => {
      const date = sketch.at('d', i ?? j);
      if (!date || date.from !== date.to) return null;
      return agree(date, weekdayIndex(before ?? after));
    },
  );
  sketch.mark(
    new RegExp(`\\b(?:(?:this|next|on) )?${weekdays},? (?:the )?(\\d{1,2})(?:st|nd|rd|th)\\b`, 'gi'),
    ([, name, date]) => agree(single(ofMonth(today, Number(date))) as Extract<Item, { kind: 'd' }>, weekdayIndex(name)),
  );
  sketch.mark(
    /\b(?:the )?(\d{1,2})(?:st|nd|rd|th)(?: of (this|next) month| of the month)?\b(?! (?:floor|time|one|meeting|slot|option|street|quarter|avenue))/gi,
    ([, date, which]) => {
      const n = Number(date);
      if (n < 1 || n > 31) return null;
      return single(which ? monthStart(today, /next/i.test(which) ? 1 : 0) + n - 1 : ofMonth(today, n));
    },
  );
  // ranges of days
  sketch.mark(
    new RegExp(
      `\\b(?:the )?(first|second|third|fourth|last) week (?:of|in) (?:(next|this) month|(${MONTHS}))\\b`,
      'gi',
    ),
    ([, nth, relative, month]) => {
      const { year, month: thisMonth } = partsOf(today);
      const index = monthIndex(month);
      const start = relative
        ? monthStart(today, /next/i.test(relative) ? 1 : 0)
        : dayOf(year + (index < thisMonth ? 1 : 0), index, 1);
      const monday = nthWeekday(start, ORDINALS[(nth ?? '').toLowerCase()] ?? 1, 1);
      return { kind: 'd', from: monday, to: monday + 4 };
    },
  );
  sketch.mark(/\b(?:(?:over|on|at|during) )?the weekend\b|\bweekend\b(?= meetings)/gi, () => ({
    kind: 'd',
    from: mondayOf(today) + 5,
    to: mondayOf(today) + 6,
  }));
  sketch.mark(/\b(?:the )?week after next\b/gi, () => ({
    kind: 'd',
    from: mondayOf(today) + 14,
    to: mondayOf(today) + 18,
  }));
  sketch.mark(new RegExp(`\\b(?:the )?week of (?:#d(\\d+)|${weekdays})`, 'gi'), ([, i, name]) => {
    const monday = mondayOf(sketch.at('d', i)?.from ?? coming(weekdayIndex(name)));
    return { kind: 'd', from: monday, to: monday + 4 };
  });
  sketch.mark(/\b(?:early|beginning of|start of|first half of) next week\b/gi, () => ({
    kind: 'd',
    from: mondayOf(today) + 7,
    to: mondayOf(today) + 8,
  }));
  sketch.mark(/\b(?:late|later|end of|second half of) next week\b/gi, () => ({
    kind: 'd',
    from: mondayOf(today) + 10,
    to: mondayOf(today) + 11,
  }));
  sketch.mark(/\b(?:late|later|end of|the rest of|rest of|remainder of) (?:this|the) week\b/gi, () => ({
    kind: 'd',
    from: today,
    to: Math.max(today, mondayOf(today) + 4),
  }));
  sketch.mark(/\bnext weekend\b/gi, () => ({ kind: 'd', from: mondayOf(today) + 12, to: mondayOf(today) + 13 }));
  sketch.mark(/\b(?:this|the) weekend\b/gi, () => ({ kind: 'd', from: mondayOf(today) + 5, to: mondayOf(today) + 6 }));
  sketch.mark(/\bnext week\b(?! from)/gi, () => ({ kind: 'd', from: mondayOf(today) + 7, to: mondayOf(today) + 11 }));
  sketch.mark(/\bthis week\b/gi, () => ({ kind: 'd', from: today, to: Math.max(today, mondayOf(today) + 4) }));
  sketch.mark(/\blast week\b/gi, () => ({ kind: 'd', from: mondayOf(today) - 7, to: mondayOf(today) - 3 }));
  sketch.mark(/\bnext month\b/gi, () => ({ kind: 'd', from: monthStart(today, 1), to: monthEnd(today, 1) }));
  sketch.mark(/\b(?:the )?end of (?:the|this) month\b/gi, () => single(monthEnd(today)));
  sketch.mark(/\b(?:this|the rest of the|rest of the) month\b/gi, () => ({
    kind: 'd',
    from: today,
    to: monthEnd(today),
  }));
  sketch.mark(/\b(?:the )?(?:next|coming) (\d+|two|three|four|five) days\b/gi, ([, n]) => ({
    kind: 'd',
    from: today,
    to: today + numberOf(n),
  }));
  sketch.mark(
    /\b(?:in|over|within|during) the (?:next|coming) (?:(few|couple of) days|(week)|7 days)\b/gi,
    ([, few]) => ({
      kind: 'd',
      from: today,
      to: today + (few ? 3 : 7),
    }),
  );
  sketch.mark(
    new RegExp(`\\b(?:in )?(early|mid|late|(?:the )?(?:beginning|start|middle|end) of)[ -](${MONTHS})\\b`, 'gi'),
    ([, part, month]) => {
      const start = monthStartOf(today, monthIndex(month));
      if (/early|beginning|start/i.test(part ?? '')) return { kind: 'd', from: start, to: start + 9 };
      if (/mid/i.test(part ?? '')) return { kind: 'd', from: start + 10, to: start + 19 };
      return { kind: 'd', from: start + 20, to: monthEnd(start) };
    },
  );
  sketch.mark(/\bnext (two|2|three|3) weeks\b/gi, ([, n]) => ({ kind: 'd', from: today, to: today + 7 * numberOf(n) }));
  // relative days
  sketch.mark(
    /\b(?:in )?(a|an|one|two|three|four|five|six|\d+) (day|week|month)s?(?:'s?)?(?: time)?(?: from (?:now|today))?\b/gi,
    ([all, n, unit]) => {
      if (!/^in |from|time$/i.test(all ?? '')) return null;
      const count = numberOf(n);
      if (!(count < 400)) return null;
      if (/month/i.test(unit ?? '')) return single(sameDate(today, count));
      return single(today + count * (/week/i.test(unit ?? '') ? 7 : 1));
    },
  );
  sketch.mark(/\b(?:later )?today\b|\bthis (?=morning|afternoon|evening)|\btonight\b/gi, ([all]) =>
    /tonight/i.test(all ?? '') ? null : single(today),
  );
  sketch.mark(/\btonight\b/gi, () => single(today));
  sketch.mark(/\btomorrow\b|\btom\b(?= (?:at|morning|afternoon|evening|@|\d))/g, () => single(today + 1));
  sketch.mark(/\btomorrow\b/gi, () => single(today + 1));
  sketch.mark(/\byesterday\b/gi, () => single(today - 1));
  // weekdays
  const range = new RegExp(
    `\\b(?:from |between )?(next )?${weekdays} ?(?:-|to|through|thru|till|until|and) ?${weekdays}(?: or ${weekdays})?\\b`,
    'gi',
  );
  sketch.mark(range, ([all, next, from, to]) => {
    if (MOVING.test(sketch.text)) return null;
    if (
      / and /i.test(all ?? '') &&
      !/^between/i.test(all ?? '') &&
      (weekdayIndex(to) - weekdayIndex(from) + 7) % 7 !== 1
    )
      return null;
    const first = next ? mondayOf(today) + 7 + ((weekdayIndex(from) + 6) % 7) : coming(weekdayIndex(from));
    return { kind: 'd', from: first, to: first + ((weekdayIndex(to) - weekdayIndex(from) + 7) % 7) };
  });
  sketch.mark(new RegExp(`\\bnext ${weekdays}\\b`, 'gi'), ([, name]) => ({
    ...(single(mondayOf(today) + 7 + ((weekdayIndex(name) + 6) % 7)) as Extract<Item, { kind: 'd' }>),
    weekday: weekdayIndex(name),
  }));
  sketch.mark(new RegExp(`\\blast ${weekdays}\\b`, 'gi'), ([, name]) => single(coming(weekdayIndex(name)) - 7));
  sketch.mark(
    new RegExp(`\\b(?:this |coming |this coming |on )?${weekdays}(?='s\\b|\\b(?!'))(?! the company)`, 'gi'),
    ([all, name]) => {
      if (/^(sun|sat|mon|wed)$/i.test((all ?? '').trim()) && all !== all?.toLowerCase() && all === all?.toUpperCase())
        return null;
      return /coming/i.test(all ?? '') ? single(coming(weekdayIndex(name), today + 1)) : named(name);
    },
  );
  sketch.mark(
    new RegExp(`(?:\\b(?:in|all of|for|during) |(?<=\\bshow(?: me)? ))(${MONTHS})(?: (\\d{4}))?\\b(?! *\\d)`, 'gi'),
    ([, month, year]) => {
      if (/^may$/i.test(month ?? '') && month !== 'May') return null;
      const { year: thisYear, month: thisMonth } = partsOf(today);
      const index = monthIndex(month);
      const start = dayOf(year ? Number(year) : thisYear + (index < thisMonth ? 1 : 0), index, 1);
      return { kind: 'd', from: Math.max(start, today), to: monthEnd(start) };
    },
  );
  markDaysBeside(sketch);
  sketch.mark(/#d(\d+) *(?:to|-|through|until|till|thru) *#d(\d+)/gi, ([, i, j]) => {
    const from = sketch.at('d', i);
    const to = sketch.at('d', j);
    return from && to && to.to > from.from && from.from === from.to && !MOVING.test(sketch.text)
      ? { kind: 'd', from: from.from, to: to.to }
      : null;
  });
}

/** The first of the month that comes with this number, the running one included. */
function monthStartOf(today: Day, month: number): Day {
  const { year, month: thisMonth } = partsOf(today);
  return dayOf(year + (month < thisMonth ? 1 : 0), month, 1);
}

function ofMonth(today: Day, date: number): Day {
  for (let months = 0; months < 13; months++) {
    const day = monthStart(today, months) + date - 1;
    if (day >= today && day <= monthEnd(today, months)) return day;
  }
  return today;
}

function sameDate(today: Day, months: number): Day {
  return Math.min(monthStart(today, months) + partsOf(today).date - 1, monthEnd(today, months));
}

function agree(date: Extract<Item, { kind: 'd' }>, weekday: number): Item {
  const { doubt: _, ...rest } = date;
  if (date.wrong || weekdayOf(date.from) === weekday) return { ...rest, weekday };
  return { ...rest, weekday, wrong: 'The weekday and the date do not agree.' };
}
