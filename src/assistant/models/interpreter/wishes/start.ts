// When a wish is to start: the one day and time that its sketch holds, or the question that has to come first.
import { DomainError } from '../../../../domain/errors.ts';
import { instantOf } from '../../../../domain/time.ts';
import type { Situation } from '../../../situation.ts';
import { clockWords, type Day, dayWords, isoWall, type Wall, wallOf } from '../calendar.ts';
import { ask, type Decision } from '../decide/decision.ts';
import type { ItemOf, Sketch } from '../recognise/sketch.ts';

/** A start that can be acted on, or the question that has to come first. */
export type Start = { readonly start: Wall; readonly durationMinutes?: number } | { readonly question: Decision };

/** No afternoon lasts until then. */
const LATE = 20 * 60;

/** Where the text names no date or time, these stand in. */
export interface Fallback {
  readonly day?: Day;
  readonly minute?: number;
}

/** "to prep for friday's demo" beside another day is about that day, not on it. */
function dayless(text: string): string {
  return /#d\d+(?!\d| ?'s)/.test(text) ? text.replace(/#d\d+ ?'s (?=\p{L})/gu, ' ') : text;
}

/** "this week, friday at 11": a stretch that holds the one day named beside it says nothing more. */
function narrowest(dates: readonly ItemOf<'d'>[]): readonly ItemOf<'d'>[] {
  const single = dates.filter(({ from, to }) => from === to);
  const [day] = single;
  const around = dates.every(({ from, to }) => day !== undefined && from <= day.from && day.from <= to);
  return single.length > 0 && around ? single : dates;
}

export function startOf(sketch: Sketch, text: string, situation: Situation, fallback: Fallback = {}): Start {
  const now = wallOf(situation.now, situation.zone);
  const question = (words: string, missing: Parameters<typeof ask>[1], options: readonly string[] = []) => ({
    question: ask(words, missing, options),
  });
  const [offset] = sketch.all('s', text);
  if (offset) return { start: offset.wall };
  const dates = narrowest(sketch.all('d', dayless(text)));
  const times = sketch.all('t', text);
  const ranges = sketch.all('r', text);
  const [range] = ranges;
  const [part] = sketch.all('b', text);
  const date = dates[0];
  if (date?.wrong) return question(`${date.wrong} Which day do you mean?`, ['date']);
  if (dates.length > 1 && dates.some((one) => one.from !== date?.from))
    return question(
      'Which of these days should it be?',
      ['date'],
      dates.slice(0, 4).map((one) => dayWords(one.from, now.day)),
    );
  const local = (time: (typeof times)[number]) =>
    time.zone && date ? inZone({ day: date.from, minute: time.minute }, time.zone, situation.zone).minute : time.minute;
  if (times.length > 1 && new Set(times.map(local)).size > 1)
    return question(
      'Which of these times should it be?',
      ['time'],
      times.slice(0, 4).map((time) => clockWords(time.minute)),
    );
  if (ranges.length > 1 && new Set(ranges.map(({ from }) => from)).size > 1)
    return question(
      'Which of these times should it be?',
      ['time'],
      ranges.slice(0, 4).map(({ from, to }) => `${clockWords(from)} to ${clockWords(to)}`),
    );
  if (!range && /(?:(?<![:\w])\d{1,2}|#t\d+) *(?:to|or|-|until|till?) *#t\d/i.test(text))
    return question('Which of these times do you mean?', ['time']);
  if (range && ranges.length === 1 && times.some(({ minute }) => minute !== range.from && minute === range.to))
    return question('Which of these times should it be?', ['time']);
  const time = range ? { minute: range.from, sure: range.sure, zone: range.zone } : times[0];
  const other = times[0]?.or;
  if (time && other !== undefined)
    return question(
      `${clockWords(other)} or ${clockWords(time.minute)}?`,
      ['time', 'confirm'],
      [clockWords(other), clockWords(time.minute)],
    );
  const away = range ? range.elsewhere : times[0]?.elsewhere;
  if (time && away !== undefined) {
    const place = away.split('/').at(-1)?.replaceAll('_', ' ') ?? away;
    return question(`Is that ${place} time, or your usual one?`, ['time', 'confirm'], [`${place} time`, 'my time']);
  }
  const day = date?.from ?? fallback.day;
  if (day === undefined && !time && fallback.minute === undefined)
    return question('Which day and time should it be?', ['date', 'time']);
  if (date && date.from !== date.to) return question(`Which day, and at what time?`, ['date', 'time']);
  if (!time && fallback.minute === undefined)
    return question(`At what time${day === undefined ? '' : ` on ${dayWords(day, now.day)}`}?`, ['time']);
  let minute = time?.minute ?? fallback.minute ?? 0;
  if (time && !time.sure) {
    if (part?.part === 'morning' && minute >= 720 && minute < 780 + 360) minute -= 720;
    else if ((part?.part === 'evening' || part?.part === 'afternoon') && minute < 720) minute += 720;
    if (part?.part === 'afternoon' && minute >= LATE)
      return question(
        `${clockWords(minute)}, or another time in the afternoon?`,
        ['time', 'confirm'],
        [clockWords(minute)],
      );
    if (
      part === undefined &&
      minute >= 7 * 60 &&
      minute < 10 * 60 &&
      /\b(?:dinner|drinks|beers|pub|party)\b/i.test(text)
    )
      minute += 720;
    else if (part === undefined && minute >= 7 * 60 && minute < 8 * 60 && !/\bbreakfast\b/i.test(text)) {
      return question(
        `${clockWords(minute)} or ${clockWords(minute + 720)}?`,
        ['time'],
        [clockWords(minute), clockWords(minute + 720)],
      );
    }
  }
  if (day === undefined)
    return question(
      `On which day at ${clockWords(minute)}?`,
      ['date'],
      minute > now.minute && !time?.zone ? ['today', 'tomorrow'] : ['tomorrow'],
    );
  const zoned = time?.zone ?? sketch.all('z', text)[0]?.zone;
  const start = zoned && time ? inZone({ day, minute }, zoned, situation.zone) : { day, minute };
  if (date?.doubt && start.day === date.doubt[0]) {
    if (start.minute > now.minute)
      return question(
        `Today, or next week on ${dayWords(date.doubt[1], now.day)}?`,
        ['date', 'confirm'],
        ['today', dayWords(date.doubt[1], now.day)],
      );
    return {
      start: { day: date.doubt[1], minute: start.minute },
      ...(range ? { durationMinutes: range.to - range.from } : {}),
    };
  }
  if (start.day < now.day || (start.day === now.day && start.minute <= now.minute)) {
    return question(
      `${dayWords(start.day, now.day)}, ${clockWords(start.minute)} has already passed. When should it be?`,
      ['date', 'time', 'confirm'],
    );
  }
  const gap = skipped(start, situation.zone);
  if (gap) return question(`${gap} When should it be?`, ['time', 'date']);
  return { start, ...(range ? { durationMinutes: range.to - range.from } : {}) };
}

/** What is wrong with a wall time that clocks skip. */
function skipped(start: Wall, zone: string): string | undefined {
  try {
    instantOf(isoWall(start), zone);
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error.message;
    throw error;
  }
}

/** A wall time of another zone on the user's wall. A time that its zone skips is read after the gap. */
export function inZone(wall: Wall, from: string, to: string): Wall {
  try {
    return wallOf(instantOf(isoWall(wall), from), to);
  } catch {
    return wallOf(instantOf(isoWall({ day: wall.day, minute: wall.minute + 60 }), from), to);
  }
}
