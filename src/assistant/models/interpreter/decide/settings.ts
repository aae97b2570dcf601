// What users say of themselves: working hours, days off, buffers, time zone, usual length.
import { isZone } from '../../../../domain/time.ts';
import type { Situation } from '../../../situation.ts';
import { isoDay, weekdayOf } from '../calendar.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { ZONES } from '../recognise/zone-names.ts';
import { act, ask, type Decision } from './decision.ts';
import { messages } from './messages.ts';
import { DAYS, hours, weekdaysIn } from './working-hours.ts';

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

function daysOff(sketch: Sketch, text: string, words: string, situation: Situation): Decision | undefined {
  if (
    !/\b(?:off|out|away|no (?:meetings|calls)|don't (?:work|do)|do not (?:work|do)|never (?:work|do)|holiday|vacation|leave|pto|ooo)\b/i.test(
      words,
    )
  )
    return undefined;
  if (/\b(?:before|after)\b/i.test(words)) return ask('From when to when do you work on those days?', ['time']);
  const always = /\b(?:every|each|on weekends)\b|days\b|\b(?:don't|do not|never) (?:work|do)\b/i.test(
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
