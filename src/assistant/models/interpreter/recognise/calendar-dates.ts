// Dates as calendars write them: 15 Jan, 1/15, 15.1., ISO. chrono-node reads them; the year is the next that fits.
import { createRequire } from 'node:module';
import type { Chrono } from 'chrono-node/en';
import { type Day, dayOf, isDate, parseDay, partsOf, type Wall } from '../calendar.ts';
import { once } from '../once.ts';
import { MONTHS, monthIndex, single } from './date-words.ts';
import type { Sketch } from './sketch.ts';

/** Month first is American; the rest of the world writes the day first. */
export function dayFirst(locale: string, zone: string): boolean {
  return !/^en-US$/i.test(locale) || !MONTH_FIRST.test(zone);
}

/** Where the month comes first: the north of America, Japan, China, Korea, the Philippines; and zones of no place. */
const MONTH_FIRST =
  /^(?:America\/(?!Argentina|Asuncion|Bogota|Buenos_Aires|Cancun|Caracas|Chihuahua|Costa_Rica|El_Salvador|Fortaleza|Guatemala|Guayaquil|Havana|Hermosillo|La_Paz|Lima|Managua|Mazatlan|Mexico_City|Monterrey|Montevideo|Noronha|Panama|Recife|Santiago|Santo_Domingo|Sao_Paulo|Tegucigalpa|Tijuana|Bahia|Belem|Manaus|Cuiaba|Cayenne|Merida)|Pacific\/Honolulu|US\/|UTC|Etc\/|Asia\/(?:Tokyo|Seoul|Shanghai|Taipei|Manila|Chongqing|Harbin|Ulaanbaatar))/;

/** A third of the interpreter's loading time, for the messages that name a month or write a date in numbers. */
const chrono = once(() => createRequire(import.meta.url)('chrono-node/en') as typeof import('chrono-node/en'));
const calendars = new Map<boolean, Chrono>();

function calendar(littleEndian: boolean): Chrono {
  const known = calendars.get(littleEndian);
  if (known) return known;
  const wanted = /^(ENYearMonthDay|ISOFormat|SlashDateFormat|ENMonthName(?:Little|Middle)Endian)Parser$/;
  const { configuration, Chrono } = chrono();
  const { parsers } = configuration.createConfiguration(true, littleEndian);
  const made = new Chrono({ parsers: parsers.filter((parser) => wanted.test(parser.constructor.name)), refiners: [] });
  calendars.set(littleEndian, made);
  return made;
}

const DATED = new RegExp(`\\d[/.-]\\d|\\b(?:${MONTHS})\\b`, 'i');

/** "27.10 at 9.30", "until 8.01": no hour, or minutes at which nothing begins. */
const BARE_DOTTED =
  /(?<![\d.:$€£])(?<!\b(?:release|version|chapter|section) )\b(?:(2[4-9]|3[01])\.(0?[1-9]|1[0-2])|(0?[1-9]|[12]\d|3[01])\.(0[1-46-9]|1[12]))\b(?!\.?\d|%| ?(?:am|pm|km|eur|usd|k)\b)/gi;

function dotted(today: Day, date: string | undefined, month: string | undefined, year: string | undefined) {
  const at = dated(today, Number(month), Number(date), year);
  return at === null ? null : single(at);
}

/** `littleEndian`: 1/2 is the first of February. */
export function markCalendarDates(sketch: Sketch, now: Wall, littleEndian: boolean): void {
  const today = partsOf(now.day);
  sketch.mark(/\b(\d{4}-\d{2}-\d{2})(?:[T ](?=\d{1,2}:\d{2}))?/g, ([, iso]) => {
    const [year = 0, month = 0, date = 0] = (iso ?? '').split('-').map(Number);
    return isDate(year, month, date)
      ? single(parseDay(iso ?? ''))
      : { kind: 'd', from: now.day, to: now.day, wrong: `${iso} is not a date.` };
  });
  sketch.mark(
    /\b(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})?(?!\d)|(?<=\bon )(2[4-9]|3[01])\.(0?[1-9]|1[0-2])\b(?!\.?\d)/g,
    ([, d1, m1, year, d2, m2]) => dotted(now.day, d1 ?? d2, m1 ?? m2, year),
  );
  if (littleEndian) sketch.mark(BARE_DOTTED, ([, d1, m1, d2, m2]) => dotted(now.day, d1 ?? d2, m1 ?? m2, undefined));
  const spans = new RegExp(
    `\\b(${MONTHS})\\.? (\\d{1,2})(?:st|nd|rd|th)? ?(?:-|to|through) ?(\\d{1,2})(?:st|nd|rd|th)?\\b(?!:| ?[ap]m)|\\b(\\d{1,2})(?:st|nd|rd|th)? ?(?:-|to) ?(\\d{1,2})(?:st|nd|rd|th)? (?:of )?(${MONTHS})\\b`,
    'gi',
  );
  sketch.mark(spans, ([, m1, a1, b1, a2, b2, m2]) => {
    const month = monthIndex(m1 ?? m2);
    const from = dated(now.day, month, Number(a1 ?? a2), undefined);
    const to = dated(now.day, month, Number(b1 ?? b2), undefined);
    return from !== null && to !== null && to > from ? { kind: 'd', from, to } : null;
  });
  if (!DATED.test(sketch.text)) return;
  const found = calendar(littleEndian).parse(sketch.text, {
    instant: new Date(now.day * 86_400_000 + 43_200_000),
    timezone: 0,
  });
  for (const result of found) {
    if (!result.start.isCertain('day') || !result.start.isCertain('month') || result.end) continue;
    const year = result.start.isCertain('year') ? String(result.start.get('year')) : undefined;
    // "8 jan 1500" and "27 jan, 10 to 11" are a day and a time
    if (year !== undefined && year.length === 4 && !/^(?:19|20|21)/.test(year)) continue;
    if (/[\d\p{L}][, ]+\d\d$/u.test(result.text) && Math.abs(Number(year) - today.year) > 1) continue;
    // so is "26 may, 13.30", and "26 may, 30 minutes" a day and a length
    if (
      /[\d\p{L}][, ]+\d\d$/u.test(result.text) &&
      COUNTS_ON.test(sketch.text.slice(result.index + result.text.length))
    )
      continue;
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
    new RegExp(
      `\\b(?:(${MONTHS})\\.? (\\d{1,2})|(\\d{1,2})(?:st|nd|rd|th)? (?:of )?(${MONTHS}))(?:st|nd|rd|th)?\\b(?!:)`,
      'gi',
    ),
    ([all, m1, d1, d2, m2]) => {
      const at = dated(now.day, monthIndex(m1 ?? m2), Number(d1 ?? d2), undefined);
      return at === null
        ? { kind: 'd', from: now.day, to: now.day, wrong: `${all} is not a date in ${today.year}.` }
        : single(at);
    },
  );
}

/** What follows a number that is no year. */
const COUNTS_ON = /^(?:[.:h]\d|[- ]?(?:m|min|mins|minutes?|h|hrs?|hours?|am|pm|people|persons?|%)(?!\p{L}))/iu;

/** A date gone by no longer than this is meant as gone by, not as next year's. */
const RECENT_DAYS = 90;

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
    if (day >= today - RECENT_DAYS) return day;
  }
  return null;
}
