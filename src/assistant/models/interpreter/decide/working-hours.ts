// Working hours as people tell them: "8 to 4 on mondays", "9 to 5 except friday 10 to 2", "mon-thu 9-5, fri 9-1".
import { clock } from '../calendar.ts';
import { clockTime } from '../recognise/clock-time.ts';
import { NAMES, weekdayIndex } from '../recognise/date-words.ts';
import { act, ask, type Decision } from './decision.ts';

export const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const WEEK = [1, 2, 3, 4, 5];

const CLOCK = '(\\d{1,2})(?::(\\d{2}))? ?(am|pm)?';
const SPAN = new RegExp(
  `\\b(?:from |between )?${CLOCK} ?(?:-|to|till|until|(?:and )?(?:finish|end|stop)(?:ing|es|s)?(?: at)?|and) ?${CLOCK}\\b`,
  'gi',
);
/** Days that are left out of what stands before. */
const EXCEPT = /\b(?:except|but not|apart from|other than|not)(?: (?:on|for|every))? *$/i;

/** The days that nothing else is told of. */
const REST =
  /\b(?:the rest(?: of the (?:week|days))?|(?:the|all) other (?:days|weekdays)|otherwise|every other day)\b/i;

/** So many minutes after midnight, on which days of the week, 0 for Sunday. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly days: readonly number[];
}

/** The hours told, or undefined where the words tell none. Without days they hold from Monday to Friday. */
export function hours(words: string): Decision | undefined {
  const spans = [...words.matchAll(SPAN)];
  if (spans.length === 0 || !/\b(?:work|working|hours|start)\b/i.test(words)) return undefined;
  const stretches = paired(words, spans);
  if (!stretches) return ask('From when to when do you work, and on which days?', ['time', 'date']);
  return act('set_availability', {
    hours: stretches.map(({ days, from, to }) => ({
      days: days.flatMap((day) => DAYS[day] ?? []),
      from: clock(from),
      to: clock(to),
    })),
  });
}

/** Each span with its days: those behind it, or else before it; one without days holds for the rest of the week. */
function paired(words: string, spans: readonly RegExpExecArray[]): Stretch[] | undefined {
  const gaps = spans.map((span, at) => words.slice(endOf(spans[at - 1]), span.index));
  const last = words.slice(endOf(spans.at(-1)));
  const leading = weekdaysIn(gaps[0] ?? '').length > 0;
  const behind = (at: number) => gaps[at + 1] ?? last;
  const following = !leading && spans.every((_, at) => weekdaysIn(behind(at)).length > 0 || REST.test(behind(at)));
  const stretches: Stretch[] = [];
  for (const [at, span] of spans.entries()) {
    const minutes = minutesOf(span);
    if (!minutes) return undefined;
    const around = following || (spans.length === 1 && !leading) ? behind(at) : (gaps[at] ?? '');
    const named = weekdaysIn(around);
    const excepted = spans.length === 1 && EXCEPT.test(around.slice(0, around.search(new RegExp(NAMES, 'i'))));
    stretches.push({ ...minutes, days: excepted ? WEEK.filter((day) => !named.includes(day)) : named });
  }
  const taken = stretches.flatMap(({ days }) => days);
  const open = stretches.filter(({ days }) => days.length === 0);
  if (open.length > 1 || new Set(taken).size < taken.length) return undefined;
  return stretches.map((one) =>
    one.days.length > 0 ? one : { ...one, days: WEEK.filter((day) => !taken.includes(day)) },
  );
}

const endOf = (span: RegExpExecArray | undefined) => (span ? span.index + span[0].length : 0);

/** Beginning and end; without am or pm the beginning is in the morning. */
function minutesOf([, h1, m1, half1, h2, m2, half2]: RegExpExecArray): { from: number; to: number } | undefined {
  const until = half2 ?? (Number(h2) <= 12 && Number(h2) * 60 <= Number(h1) * 60 ? 'pm' : undefined);
  const from = clockTime(Number(h1), Number(m1 ?? 0), Number(h1) > 12 ? undefined : (half1 ?? 'am'));
  const to = clockTime(Number(h2), Number(m2 ?? 0), until);
  return from?.kind === 't' && to?.kind === 't' && to.minute > from.minute
    ? { from: from.minute, to: to.minute }
    : undefined;
}

/** The weekdays named, 0 for Sunday: a range, or each by itself. */
export function weekdaysIn(words: string): number[] {
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
