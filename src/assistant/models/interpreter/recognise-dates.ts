// Dates: chrono-node reads the calendar forms (15 Jan, 1/15, ISO); weekdays, offsets and holidays are read here,
// since what "next Tuesday" means must be our own, stated convention.
import { Chrono, configuration } from 'chrono-node/en';
import {
  type Day,
  dayOf,
  isDate,
  mondayOf,
  monthEnd,
  monthStart,
  parseDay,
  partsOf,
  type Wall,
  weekdayOf,
} from './calendar.ts';
import type { Item, Sketch } from './sketch.ts';

const NAMES =
  'sunday|monday|tuesday|wednesday|thursday|friday|saturday|sun|mon|tues|tue|weds|wed|thurs|thur|thu|fri|sat';
const ORDER = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MONTHS =
  'january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec';
const MONTH_ORDER = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const COUNTS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  'a couple of': 2,
};
const ORDINALS: Readonly<Record<string, number>> = {
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

const weekdayIndex = (name: string | undefined) => ORDER.indexOf((name ?? '').slice(0, 3).toLowerCase());
const monthIndex = (name: string | undefined) => MONTH_ORDER.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1;
const countOf = (word: string | undefined) => COUNTS[(word ?? '').toLowerCase()] ?? Number(word);
const single = (day: Day): Item => ({ kind: 'd', from: day, to: day });

/** Month first is American; the rest of the world writes the day first. */
export function dayFirst(locale: string, zone: string): boolean {
  if (/^en-US$/i.test(locale)) return !/^(America|Pacific\/Honolulu|US|UTC|Etc)\b/.test(zone) && zone !== 'UTC';
  return true;
}

const calendars = new Map<boolean, Chrono>();

function calendar(littleEndian: boolean): Chrono {
  const known = calendars.get(littleEndian);
  if (known) return known;
  const wanted = /^(ENYearMonthDay|ISOFormat|SlashDateFormat|ENMonthName(?:Little|Middle)Endian)Parser$/;
  const { parsers } = configuration.createConfiguration(true, littleEndian);
  const made = new Chrono({ parsers: parsers.filter((parser) => wanted.test(parser.constructor.name)), refiners: [] });
  calendars.set(littleEndian, made);
  return made;
}

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

  markCalendarDates(sketch, now, littleEndian);
  const weekdays = `(${NAMES})`;
  sketch.mark(/\bthe day after tomorrow\b|\bday after tomorrow\b|\bovermorrow\b/gi, () => single(today + 2));
  sketch.mark(/\bday before yesterday\b/gi, () => single(today - 2));
  // offsets from a weekday: "a week from friday", "friday week", "week on tuesday"
  sketch.mark(
    new RegExp(
      `\\b(?:(a|one|two|three|\\d) )?weeks? (?:from|on|after) (?:this |next )?(?:${weekdays}|today|tomorrow)\\b`,
      'gi',
    ),
    ([all, n, name]) => {
      const weeks = countOf(n ?? 'a');
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
    single(mondayOf(today) + 7 * countOf(n) + ((weekdayIndex(name) + 6) % 7)),
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
    to: today + countOf(n),
  }));
  sketch.mark(/\bnext (two|2|three|3) weeks\b/gi, ([, n]) => ({ kind: 'd', from: today, to: today + 7 * countOf(n) }));
  // relative days
  sketch.mark(
    /\b(?:in )?(a|an|one|two|three|four|five|six|\d+) (day|week|month)s?(?:'s?)?(?: time)?(?: from (?:now|today))?\b/gi,
    ([all, n, unit]) => {
      if (!/^in |from|time$/i.test(all ?? '')) return null;
      const count = countOf(n);
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
  markHolidays(sketch, today);
  // weekdays
  const range = new RegExp(
    `\\b(?:from )?(next )?${weekdays} ?(?:-|to|through|thru|till|until|and) ?${weekdays}(?: or ${weekdays})?\\b`,
    'gi',
  );
  sketch.mark(range, ([all, next, from, to]) => {
    if (/ and /i.test(all ?? '') && (weekdayIndex(to) - weekdayIndex(from) + 7) % 7 !== 1) return null;
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
  sketch.mark(new RegExp(`\\bin (${MONTHS})(?: (\\d{4}))?\\b`, 'gi'), ([, month, year]) => {
    const { year: thisYear, month: thisMonth } = partsOf(today);
    const index = monthIndex(month);
    const start = dayOf(year ? Number(year) : thisYear + (index < thisMonth ? 1 : 0), index, 1);
    return { kind: 'd', from: Math.max(start, today), to: monthEnd(start) };
  });
  sketch.mark(/#d(\d+) *(?:to|-|through|until|till|thru) *#d(\d+)/gi, ([, i, j]) => {
    const from = sketch.at('d', i);
    const to = sketch.at('d', j);
    return from && to && to.to > from.from && from.from === from.to ? { kind: 'd', from: from.from, to: to.to } : null;
  });
}

function markCalendarDates(sketch: Sketch, now: Wall, littleEndian: boolean): void {
  const today = partsOf(now.day);
  sketch.mark(/\b(\d{4}-\d{2}-\d{2})(?:[T ](?=\d{1,2}:\d{2}))?/g, ([, iso]) => {
    const [year = 0, month = 0, date = 0] = (iso ?? '').split('-').map(Number);
    return isDate(year, month, date)
      ? single(parseDay(iso ?? ''))
      : { kind: 'd', from: now.day, to: now.day, wrong: `${iso} is not a date.` };
  });
  sketch.mark(/\b(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})?(?!\d)/g, ([, date, month, year]) => {
    const at = dated(now.day, Number(month), Number(date), year);
    return at === null ? null : single(at);
  });
  const months = new RegExp(`\\d[/.-]\\d|\\b(?:${MONTHS})\\b`, 'i');
  if (!months.test(sketch.text)) return;
  const found = calendar(littleEndian).parse(sketch.text, {
    instant: new Date(now.day * 86_400_000 + 43_200_000),
    timezone: 0,
  });
  for (const result of found) {
    if (!result.start.isCertain('day') || !result.start.isCertain('month') || result.end) continue;
    const year = result.start.isCertain('year') ? String(result.start.get('year')) : undefined;
    const month = result.start.get('month') ?? 1;
    const date = result.start.get('day') ?? 1;
    const source = result.text.replace(/^on /i, '');
    if (/^\d+[.-]\d+$|^\d+\/\d+\/?$/.test(source) && /^\d+[.-]/.test(source)) continue;
    const at = dated(now.day, month, date, year);
    let taken = false;
    sketch.mark(
      new RegExp(`(?:\\bthe )?(?<![\\d/])${source.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\d/])`, 'g'),
      () => {
        if (taken) return null;
        taken = true;
        return at === null ? { kind: 'd', from: now.day, to: now.day, wrong: `${source} is not a date.` } : single(at);
      },
    );
  }
  sketch.mark(
    new RegExp(`\\b(?:(${MONTHS})\\.? (\\d{1,2})|(\\d{1,2}) (?:of )?(${MONTHS}))(?:st|nd|rd|th)?\\b(?!:)`, 'gi'),
    ([all, m1, d1, d2, m2]) => {
      const at = dated(now.day, monthIndex(m1 ?? m2), Number(d1 ?? d2), undefined);
      return at === null
        ? { kind: 'd', from: now.day, to: now.day, wrong: `${all} is not a date in ${today.year}.` }
        : single(at);
    },
  );
}

/** The next such date, or the one of the year named; null when there is none. */
function dated(today: Day, month: number, date: number, year: string | undefined): Day | null {
  const thisYear = partsOf(today).year;
  if (year !== undefined) {
    const full = year.length === 2 ? 2000 + Number(year) : Number(year);
    return isDate(full, month, date) ? dayOf(full, month, date) : null;
  }
  for (const candidate of [thisYear, thisYear + 1]) {
    if (!isDate(candidate, month, date)) continue;
    const day = dayOf(candidate, month, date);
    if (day >= today) return day;
  }
  return null;
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

function nthWeekday(start: Day, nth: number, weekday: number): Day {
  const last = monthEnd(start);
  if (nth < 0) return last - ((weekdayOf(last) - weekday + 7) % 7);
  return start + ((weekday - weekdayOf(start) + 7) % 7) + 7 * (nth - 1);
}

function agree(date: Extract<Item, { kind: 'd' }>, weekday: number): Item {
  const { doubt: _, ...rest } = date;
  if (date.wrong || weekdayOf(date.from) === weekday) return { ...rest, weekday };
  return { ...rest, weekday, wrong: 'The weekday and the date do not agree.' };
}

function markHolidays(sketch: Sketch, today: Day): void {
  const { year } = partsOf(today);
  const next = (at: (year: number) => Day): Item => single(at(year) >= today ? at(year) : at(year + 1));
  const fixed = (month: number, date: number) => () => next((y) => dayOf(y, month, date));
  sketch.mark(/\bchristmas eve\b|\bxmas eve\b/gi, fixed(12, 24));
  sketch.mark(/\bchristmas(?: day)?\b|\bxmas\b/gi, fixed(12, 25));
  sketch.mark(/\bboxing day\b/gi, fixed(12, 26));
  sketch.mark(/\bnew year'?s eve\b|\bnye\b/gi, fixed(12, 31));
  sketch.mark(/\bnew year'?s(?: day)?\b/gi, fixed(1, 1));
  sketch.mark(/\bvalentine'?s(?: day)?\b/gi, fixed(2, 14));
  sketch.mark(/\bst\.? patrick'?s(?: day)?\b/gi, fixed(3, 17));
  sketch.mark(/\bhalloween\b/gi, fixed(10, 31));
  sketch.mark(/\b(?:4th of july|july 4th|independence day)\b/gi, fixed(7, 4));
  sketch.mark(/\bthanksgiving\b/gi, () => next((y) => nthWeekday(dayOf(y, 11, 1), 4, 4)));
  sketch.mark(/\blabou?r day\b/gi, () => next((y) => nthWeekday(dayOf(y, 9, 1), 1, 1)));
  sketch.mark(/\bmemorial day\b/gi, () => next((y) => nthWeekday(dayOf(y, 5, 1), -1, 1)));
  sketch.mark(/\bmlk day\b|\bmartin luther king(?: jr\.?)? day\b/gi, () =>
    next((y) => nthWeekday(dayOf(y, 1, 1), 3, 1)),
  );
  sketch.mark(/\bgood friday\b/gi, () => next((y) => easter(y) - 2));
  sketch.mark(/\beaster monday\b/gi, () => next((y) => easter(y) + 1));
  sketch.mark(/\beaster(?: sunday)?\b/gi, () => next(easter));
}

/** Easter Sunday by the anonymous Gregorian algorithm. */
function easter(year: number): Day {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return dayOf(year, month, ((h + l - 7 * m + 114) % 31) + 1);
}
