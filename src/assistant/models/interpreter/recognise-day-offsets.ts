// Days said by their distance from another day: "the day after thanksgiving", "a week today", "two fridays from now".
import { type Day, mondayOf, monthEnd, monthStart, weekdayOf } from './calendar.ts';
import { MONTHS, monthIndex, NAMES, single, weekdayIndex } from './date-words.ts';
import { numberOf } from './numbers.ts';
import type { Sketch } from './sketch.ts';

const COUNT = '(a|one|two|three|four|[1-9])';
const WEEKDAY = `(${NAMES})`;

/** Those that hold a weekday, a week or a month of their own: before the plain words are read. */
export function markDayOffsets(sketch: Sketch, today: Day): void {
  const coming = (name: string | undefined) => today + ((weekdayIndex(name) - weekdayOf(today) + 7) % 7);
  const inWeek = (weeks: number, name: string | undefined) =>
    mondayOf(today) + 7 * weeks + ((weekdayIndex(name) + 6) % 7);
  sketch.mark(new RegExp(`\\b${COUNT} weeks? (today|tomorrow)\\b`, 'gi'), ([, n, from]) =>
    single(today + (/tomorrow/i.test(from ?? '') ? 1 : 0) + 7 * numberOf(n)),
  );
  sketch.mark(/\b(today|tomorrow) week\b/gi, ([, from]) => single(today + (/tomorrow/i.test(from ?? '') ? 8 : 7)));
  sketch.mark(new RegExp(`\\b${COUNT} ${WEEKDAY}s? from (?:now|today)\\b`, 'gi'), ([, n, name]) => {
    const first = coming(name);
    return single((first === today ? first + 7 : first) + 7 * (numberOf(n) - 1));
  });
  sketch.mark(new RegExp(`\\b(?:the )?${WEEKDAY} after next\\b`, 'gi'), ([, name]) => single(inWeek(2, name)));
  sketch.mark(new RegExp(`\\bin ${COUNT} weeks?,? (?:on )?${WEEKDAY}\\b`, 'gi'), ([, n, name]) =>
    single(inWeek(numberOf(n), name)),
  );
  sketch.mark(
    new RegExp(`\\b(?:the )?last day of (?:(next|this|the) month|(${MONTHS}))\\b`, 'gi'),
    ([, which, month]) =>
      single(month ? endOf(today, monthIndex(month)) : monthEnd(today, /next/i.test(which ?? '') ? 1 : 0)),
  );
  sketch.mark(/\bnext month,? (?:on )?the (\d{1,2})(?:st|nd|rd|th)\b/gi, ([, date]) => {
    const day = monthStart(today, 1) + Number(date) - 1;
    return day <= monthEnd(today, 1) ? single(day) : null;
  });
}

/** Those that hang on a day already read. */
export function markDaysBeside(sketch: Sketch): void {
  sketch.mark(/\b(?:the )?(day|week) (after|before|following) #d(\d+)\b/gi, ([, unit, way, index]) => {
    const day = sketch.at('d', index);
    const days = (/before/i.test(way ?? '') ? -1 : 1) * (/week/i.test(unit ?? '') ? 7 : 1);
    return day && day.from === day.to && !day.wrong ? single(day.from + days) : null;
  });
}

function endOf(today: Day, month: number): Day {
  const ends = Array.from({ length: 12 }, (_, months) => monthEnd(today, months));
  return ends.find((day) => new Date(day * 86_400_000).getUTCMonth() + 1 === month) ?? today;
}
