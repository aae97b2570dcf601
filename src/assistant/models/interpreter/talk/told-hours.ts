// Somebody's working hours in words: the week, days in a row alike as one, then the days that are different.
import { z } from 'zod';
import { type Day, dayWords, parseDay, weekdayOf } from '../calendar.ts';
import type { Success } from './results.ts';

const block = z.object({ from: z.string(), to: z.string() });
const rulesSchema = z.object({
  zone: z.string(),
  hours: z.record(z.string(), z.array(block)),
  overrides: z.array(z.object({ date: z.string(), blocks: z.array(block) })),
  bufferMinutes: z.number(),
  noticeMinutes: z.number(),
});

/** `Mon–Fri 09:00–18:00; Sat–Sun off; Thu, Dec 24 – Fri, Jan 1 off; time zone Europe/Berlin`, or undefined if unreadable. */
export function hoursWords(data: Success, today: Day): string | undefined {
  const parsed = rulesSchema.safeParse(data);
  if (!parsed.success) return undefined;
  const { hours, overrides, bufferMinutes, noticeMinutes, zone } = parsed.data;
  const week = WEEK.map((name, day) => ({ day, name, hours: spans(hours[name.toLowerCase()] ?? []) }));
  const dates = overrides
    .map(({ date, blocks }) => ({ day: parseDay(date), hours: spans(blocks) }))
    .filter(({ day }) => day >= today)
    .map((date) => ({ ...date, name: dayWords(date.day, today) }));
  const isOff = (day: Day) => week[(weekdayOf(day) + 6) % 7]?.hours === OFF;
  return [
    ...inRuns(week, () => false).map(({ from, to, hours }) => `${range(from, to, '–')} ${hours}`),
    ...inRuns(dates, isOff).map(({ from, to, hours }) => `${range(from, to, ' – ')} ${hours}`),
    ...(bufferMinutes > 0 ? [`${bufferMinutes} minutes kept free around meetings`] : []),
    ...(noticeMinutes > 0 ? [`${noticeMinutes} minutes of notice`] : []),
    `time zone ${zone}`,
  ].join('; ');
}

const OFF = 'off';
const WEEK = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const spans = (blocks: readonly z.output<typeof block>[]) =>
  blocks.map(({ from, to }) => `${from}–${to}`).join(' and ') || OFF;
const range = (from: string, to: string, dash: string) => (from === to ? from : `${from}${dash}${to}`);

interface DayHours {
  readonly day: Day;
  readonly name: string;
  readonly hours: string;
}

/** Neighbours with the same hours become one. Days off do so across days that are `off` anyway, like a weekend. */
function inRuns(days: readonly DayHours[], off: (day: Day) => boolean) {
  const runs: { from: string; to: string; last: Day; hours: string }[] = [];
  for (const { day, name, hours } of days) {
    const run = runs.at(-1);
    if (run?.hours === hours && joined(run.last, day, hours === OFF ? off : () => false)) {
      run.to = name;
      run.last = day;
    } else runs.push({ from: name, to: name, last: day, hours });
  }
  return runs;
}

function joined(last: Day, next: Day, off: (day: Day) => boolean): boolean {
  for (let day = last + 1; day < next; day += 1) if (!off(day)) return false;
  return next > last;
}
