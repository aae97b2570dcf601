// What users say of themselves: working hours, days off, buffers, time zone, usual length.
import { isZone } from '../../../../domain/time.ts';
import type { Situation } from '../../../situation.ts';
import { clock, isoDay, weekdayOf } from '../calendar.ts';
import { clockTime } from '../recognise/clock-time.ts';
import { NAMES, weekdayIndex } from '../recognise/date-words.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { ZONES } from '../recognise/zone-names.ts';
import { act, ask, type Decision } from './decision.ts';
import { messages } from './messages.ts';

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const WEEK = [1, 2, 3, 4, 5];
const MOST_DAYS_OFF = 31;

export function settings(sketch: Sketch, text: string, situation: Situation): Decision {
  const words = sketch.words(text);
  return (
    messages(sketch, text, situation) ??
    profile(sketch, text, words) ??
    buffer(sketch, text) ??
    hours(words) ??
    daysOff(sketch, text, words, situation) ??
    ask('What should I change: your hours, days off, time between meetings, or time zone?', ['text', 'time'])
  );
}

function profile(sketch: Sketch, text: string, words: string): Decision | undefined {
  if (/\bby default\b|\bdefault (?:meeting )?(?:length|duration)\b/i.test(text)) {
    const [length] = sketch.all('u', text);
    return length
      ? act('update_profile', { defaultDurationMinutes: length.minutes })
      : ask('How long should your meetings be?', ['duration']);
  }
  if (/\btime ?zone\b|\bi(?:'m| am) (?:in|based in|living in)\b|\bmoved to\b/i.test(words)) {
    const timezone = zoneIn(words);
    return timezone
      ? act('update_profile', { timezone })
      : ask('Which time zone? Name one like Europe/Berlin.', ['text']);
  }
  const name = words.match(/\bmy name is (\p{Lu}[\p{L}' -]{0,60})/u)?.[1];
  return name ? act('update_profile', { name: name.trim() }) : undefined;
}

function zoneIn(words: string): string | undefined {
  const written = words.match(/\b[A-Z][A-Za-z]+\/[A-Za-z_/]+/)?.[0];
  if (written && isZone(written)) return written;
  const low = words.toLowerCase();
  const named = Object.keys(ZONES)
    .sort((a, b) => b.length - a.length)
    .find((name) => new RegExp(`\\b${name}\\b`).test(low));
  return named === undefined ? undefined : ZONES[named];
}

function buffer(sketch: Sketch, text: string): Decision | undefined {
  const [length] = sketch.all('u', text);
  if (/\bnotice\b/i.test(text) && length) return act('set_availability', { noticeMinutes: length.minutes });
  if (!/\b(?:between|around|before and after|buffers?)\b/i.test(text) || !/\b(?:meetings|calls|buffers?)\b/i.test(text))
    return undefined;
  return length
    ? act('set_availability', { bufferMinutes: length.minutes })
    : ask('How many minutes should stay free between meetings?', ['duration']);
}

const CLOCK = '(\\d{1,2})(?::(\\d{2}))? ?(am|pm)?';
const SPAN = new RegExp(`\\b(?:from |between )?${CLOCK} ?(?:-|to|till|until|and) ?${CLOCK}\\b`, 'i');

/** "I work 8 to 4 on mondays": without days, Monday to Friday. */
function hours(words: string): Decision | undefined {
  const found = words.match(SPAN);
  if (!found || !/\b(?:work|working|hours)\b/i.test(words)) return undefined;
  const [, h1, m1, half1, h2, m2, half2] = found;
  const from = clockTime(Number(h1), Number(m1 ?? 0), half1 ?? 'am');
  const until = half2 ?? (Number(h2) <= 12 && Number(h2) * 60 <= Number(h1) * 60 ? 'pm' : undefined);
  const to = clockTime(Number(h2), Number(m2 ?? 0), until);
  const start = Number(h1) > 12 ? clockTime(Number(h1), Number(m1 ?? 0), undefined) : from;
  if (start?.kind !== 't' || to?.kind !== 't' || to.minute <= start.minute)
    return ask('From when to when do you work?', ['time']);
  const days = weekdaysIn(words);
  const chosen = (days.length > 0 ? days : WEEK).flatMap((day) => DAYS[day] ?? []);
  return act('set_availability', { hours: [{ days: chosen, from: clock(start.minute), to: clock(to.minute) }] });
}

function daysOff(sketch: Sketch, text: string, words: string, situation: Situation): Decision | undefined {
  if (
    !/\b(?:off|out|away|no (?:meetings|calls)|don't work|do not work|never work|holiday|vacation|leave|pto|ooo)\b/i.test(
      words,
    )
  )
    return undefined;
  if (/\b(?:before|after)\b/i.test(words)) return ask('From when to when do you work on those days?', ['time']);
  const always = /\b(?:every|each|on weekends)\b|days\b|\b(?:don't|do not|never) work\b/i.test(
    words.replace(/\bholidays\b/gi, ' '),
  );
  const days = weekdaysIn(words);
  if (always && days.length > 0) return act('set_availability', { off: days.flatMap((day) => DAYS[day] ?? []) });
  const dates = sketch.all('d', text);
  if (/#[btr]\d/.test(text))
    return ask('From when to when are you off? I can keep whole days free, or change your hours.', ['time', 'text']);
  const [date] = dates;
  if (!date || dates.length > 1) return ask('On which day are you off?', ['date']);
  if (date.wrong) return ask(`${date.wrong} Which day do you mean?`, ['date']);
  if (date.doubt) return ask('This week, or next week?', ['date'], date.doubt.map(isoDay));
  if (date.to - date.from > MOST_DAYS_OFF) return ask('From which day to which are you off?', ['date']);
  const span = Array.from({ length: date.to - date.from + 1 }, (_, index) => date.from + index);
  const working =
    span.length > 1 ? span.filter((day) => (situation.hours[(weekdayOf(day) + 6) % 7]?.length ?? 0) > 0) : span;
  return act('set_availability', { overrides: working.map((day) => ({ date: isoDay(day), off: true })) });
}

/** The weekdays named, 0 for Sunday: a range, or each by itself. */
function weekdaysIn(words: string): number[] {
  if (/\bweekends\b/i.test(words)) return [6, 0];
  const range = words.match(new RegExp(`\\b(${NAMES})s? ?(?:-|to|through|thru|till|until) ?(${NAMES})s?\\b`, 'i'));
  if (range) {
    const [from, to] = [weekdayIndex(range[1]), weekdayIndex(range[2])];
    return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, index) => (from + index) % 7);
  }
  return [
    ...new Set([...words.matchAll(new RegExp(`\\b(${NAMES})s?\\b`, 'gi'))].map(([, name]) => weekdayIndex(name))),
  ];
}
