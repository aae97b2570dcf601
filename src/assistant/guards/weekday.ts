// A date that contradicts the weekday in the user's message: models count days wrongly more than anything else.
import { DateTime } from 'luxon';
import { localDate } from '../../domain/time.ts';
import { parseTime } from '../../tools/times.ts';
import type { Guard, GuardedCall, GuardedTurn } from './guard.ts';

const NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const STEMS: Readonly<Record<string, number>> = { mon: 1, tue: 2, wed: 3, thu: 4, fri: 5, sat: 6, sun: 7 };
const WEEKDAY = /\b(?:next )?(mon|tues?|weds?|wednes|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?\b/g;

/**
 * Whoever says anything else about days may mean a day beside the weekday: "tomorrow", "by Friday", "the 15th", "not on
 * Monday", "a week later", "in its old slot", "or else the next free one".
 */
const OTHER_DAYS = new RegExp(
  [
    String.raw`\b(?:today|tonight|tomorrow|tmr\w*|tmw|yesterday|days?|week\w*|fortnight|month|date)\b`,
    String.raw`\b(?:before|after|until|till?|by|through|thru|between|since|around|later|earlier|sooner|next)\b`,
    String.raw`\b(?:another|other|otherwise|else|or|if|any|not|no|except|but|instead of|every|each)\b|n['’]t\b`,
    String.raw`\b(?:old|former|freed|vacated|its|their) (?:slot|spot|time|place)\b|['’]s (?:slot|spot|place)\b`,
    String.raw`\d(?:st|nd|rd|th)\b|\b\d{1,2}[./-]\d{1,2}\b`,
    String.raw`\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)`,
  ].join('|'),
);

const EARLIEST_MS = -12 * 3_600_000;
const LATEST_MS = 14 * 3_600_000;

/**
 * Refuses a start or a date on another weekday than the only ones that the message names. Words in titles of the
 * user's meetings and in addresses name no day.
 */
export const weekday: Guard = (call, turn) => {
  const said = withoutNames(turn);
  const named = new Set([...said.matchAll(WEEKDAY)].map(([, stem = '']) => STEMS[stem.slice(0, 3)] ?? 0));
  if (named.size === 0 || OTHER_DAYS.test(said.replaceAll(WEEKDAY, ' '))) return undefined;
  const day = dayOf(call, turn);
  if (!day || staysOn(day.date, call, turn) || day.possible.some((one) => named.has(one))) return undefined;
  const wanted = [...named].map((one) => NAMES[one - 1] ?? '');
  return {
    ok: false,
    error: {
      code: 'invalid_input',
      message: `${day.date} is a ${NAMES[(day.possible[0] ?? 1) - 1]}, but the message says ${wanted.join(' and ')}.`,
      dates: [...named].flatMap((one) => nextTwo(one, turn)),
      next: 'Use one of these dates, or ask which day is meant.',
    },
  };
};

/** A meeting that only changes its hour takes no day from the message: the weekday belongs to another wish. */
function staysOn(date: string, { tool, input }: GuardedCall, { situation, context }: GuardedTurn): boolean {
  const meeting =
    tool.name === 'update_meeting' ? situation.meetings.find(({ id }) => id === input.meetingId) : undefined;
  return meeting !== undefined && localDate(meeting.start, context.user.zone) === date;
}

function withoutNames({ text, situation }: GuardedTurn): string {
  const named = situation.meetings.map(({ title }) => title.toLowerCase()).filter((title) => title.match(WEEKDAY));
  return named
    .reduce((left, title) => left.replaceAll(title, ' '), text.toLowerCase())
    .replaceAll(/<[^>]*>|\S+@\S+/g, ' ');
}

/** The call's day as ISO weekdays, the likeliest first: somebody who speaks of another zone may mean the day there. */
function dayOf({ tool, input }: GuardedCall, turn: GuardedTurn): { date: string; possible: number[] } | undefined {
  if (typeof input.date === 'string' && tool.name === 'check_availability') {
    return { date: input.date, possible: [DateTime.fromISO(input.date, { zone: 'utc' }).weekday] };
  }
  const start = startOf(input, turn);
  if (!start) return undefined;
  const zone = typeof input.timezone === 'string' ? input.timezone : turn.context.user.zone;
  const local = DateTime.fromJSDate(start, { zone });
  const elsewhere = SPEAKS_OF_ZONE.test(turn.text)
    ? [EARLIEST_MS, LATEST_MS].map((offset) => new Date(start.getTime() + offset).getUTCDay() || 7)
    : [];
  return { date: local.toFormat('yyyy-MM-dd'), possible: [local.weekday, ...elsewhere] };
}

const SPEAKS_OF_ZONE = /\b(?:[A-Z]{2,4}T|UTC|GMT|[ECMP]T|time|timezone|zone)\b/;

function startOf(input: GuardedCall['input'], { context }: GuardedTurn): Date | undefined {
  const { user, actor, services, now } = context;
  try {
    if (typeof input.slotId === 'string') {
      const reader = { tenant: actor.tenant, subject: actor.userId };
      return new Date(services.slots.open(input.slotId, reader, now.getTime()).start);
    }
    const zone = typeof input.timezone === 'string' ? input.timezone : user.zone;
    return typeof input.start === 'string' ? parseTime(input.start, zone) : undefined;
  } catch {
    // The tool says what is wrong with it.
    return undefined;
  }
}

function nextTwo(weekday: number, { context, situation }: GuardedTurn): string[] {
  const today = DateTime.fromJSDate(context.now, { zone: situation.zone });
  const first = today.plus({ days: (weekday - today.weekday + 7) % 7 });
  return [first, first.plus({ days: 7 })].map((day) => day.toFormat('cccc yyyy-MM-dd', { locale: 'en-US' }));
}
