// What a meeting may be made of: checks that name what was received.
import { checkReminders } from '../accounts/accounts.ts';
import { DomainError } from '../errors.ts';
import { BUCKET_MINUTES, timePoint } from '../time.ts';
import type { Attendee, MeetingReminders } from './meeting.ts';

export const MAX_TITLE = 200;
export const MAX_LOCATION = 300;
export const MAX_DESCRIPTION = 4_000;
const MAX_MINUTES = 720;
const BUCKET_MS = BUCKET_MINUTES * 60_000;

/**
 * Throws `past_time`, or `invalid_input` for a start off the five-minute grid, with `details.nearest`: the starts on it
 * before and after, as far as they are ahead. `zone` is the reader's.
 */
export function checkStart(start: Date, now: Date, zone: string): void {
  if (Number.isNaN(start.getTime())) throw new DomainError('invalid_input', 'The start is not a time.');
  if (start <= now) {
    throw new DomainError('past_time', 'That time is in the past: name a later one.', { start: start.toISOString() });
  }
  const over = start.getTime() % BUCKET_MS;
  if (over === 0) return;
  const before = start.getTime() - over;
  const nearest = [before, before + BUCKET_MS].map((time) => new Date(time)).filter((time) => time > now);
  const times = nearest.map((time) => timePoint(time, zone)).join(' or ');
  const message = `Meetings start on multiples of ${BUCKET_MINUTES} minutes. The nearest: ${times}.`;
  throw new DomainError('invalid_input', message, { nearest });
}

/** 5 to 720 minutes in steps of 5; throws `invalid_input`. */
export function checkDuration(minutes: number): number {
  if (
    Number.isInteger(minutes) &&
    minutes >= BUCKET_MINUTES &&
    minutes <= MAX_MINUTES &&
    minutes % BUCKET_MINUTES === 0
  ) {
    return minutes;
  }
  throw new DomainError(
    'invalid_input',
    `A meeting of ${minutes} minutes cannot be: it takes ${BUCKET_MINUTES} to ${MAX_MINUTES} minutes, in steps of ${BUCKET_MINUTES}.`,
  );
}

/** Text without control characters, outer and repeated blanks; undefined when nothing is left. Line breaks stay in long texts. */
export function checkText(field: string, text: string | undefined, max: number): string | undefined {
  const control = max > MAX_LOCATION ? /[^\P{Cc}\n\t]+/gu : /\p{Cc}+/gu;
  const clean = text?.replace(control, ' ').replace(/ {2,}/g, ' ').trim();
  if (!clean) return undefined;
  if (clean.length <= max) return clean;
  throw new DomainError('invalid_input', `The ${field} has ${clean.length} characters; at most ${max} are possible.`);
}

/** The reminders of one meeting, without what is not given; undefined for none. Throws `invalid_input`. */
export function checkMeetingReminders(given: MeetingReminders | undefined): MeetingReminders | undefined {
  if (!given?.users && !given?.guests) return undefined;
  return {
    ...(given.users && { users: checkReminders(given.users) }),
    ...(given.guests && { guests: checkReminders(given.guests) }),
  };
}

function nameOf(attendee: Attendee): string {
  if (attendee.name) return attendee.name;
  const local = attendee.email.split('@')[0] ?? attendee.email;
  return local.charAt(0).toUpperCase() + local.slice(1);
}

/** `Meeting with Sarah Chen and John`, or `Focus time` alone. */
export function defaultTitle(others: readonly Attendee[]): string {
  if (others.length === 0) return 'Focus time';
  const names = others.map(nameOf);
  const shown = names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} others`] : names;
  return `Meeting with ${new Intl.ListFormat('en').format(shown)}`.slice(0, MAX_TITLE);
}
