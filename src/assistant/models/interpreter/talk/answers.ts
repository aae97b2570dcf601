// The final text, written from the results of the tools alone: nothing is said to be done that they do not show.
import { z } from 'zod';
import { timePoint, timeRange } from '../../../../domain/time.ts';
import { wallOf } from '../calendar.ts';
import { ask, type Decision, say } from '../decide/decision.ts';
import { meetingReminderWords, preferencesSchema, preferencesWords } from './preferences.ts';
import type { Outcome, Refusal, ShownMeeting, ShownPerson, ShownSpan, Success } from './results.ts';
import { hoursWords } from './told-hours.ts';
import { freeTimes, listed, type Reader } from './told-times.ts';

type Spoken = Extract<Decision, { kind: 'ask' | 'say' }>;

const MOST_OFFERED = 4;
const NOTHING_DIFFERENT = /^Nothing was different/;

/** A sentence or two for each result, in order; a result that needs an answer makes the whole a question. */
export function answer(outcomes: readonly Outcome[], reader: Reader): Decision {
  const parts = outcomes.map((outcome) => spoken(outcome, reader));
  const text = [...new Set(parts.map((part) => part.text))].join(parts.length > 1 ? '\n' : ' ');
  const question = parts.find((part) => part.kind === 'ask');
  return question?.kind === 'ask' ? { ...question, text } : say(text);
}

function spoken({ tool, arguments: given, result }: Outcome, reader: Reader): Spoken {
  if (result === null) return told('That did not work: the answer could not be read.');
  if (!result.ok) return refusal(result.error, reader);
  const { data } = result;
  switch (tool) {
    case 'check_availability':
      return told(freeTimes(data, reader));
    case 'list_meetings':
      return told(listed(data.meetings ?? [], reader, (meeting) => statedInFull(meeting, reader)));
    case 'set_availability':
      return told(hours(data, reader));
    case 'update_profile':
      return told(profile(data));
    default:
      return told(data.meeting ? changed(tool, given, data.meeting, data.notices ?? [], reader) : 'That went through.');
  }
}

const told = (text: string): Spoken => ({ kind: 'say', text });
const question = (...of: Parameters<typeof ask>): Spoken => {
  const asked = ask(...of);
  return asked.kind === 'ask' ? asked : told(of[0]);
};

function changed(
  tool: string,
  given: Outcome['arguments'],
  meeting: ShownMeeting,
  notices: readonly string[],
  reader: Reader,
): string {
  if (notices.some((notice) => NOTHING_DIFFERENT.test(notice)))
    return `Nothing was different: ${inFull(meeting, reader)} stays as it is.`;
  const extra = notices.map((notice) => ` ${toTheUser(notice)}`).join('');
  const verbs: Readonly<Record<string, string>> = {
    book_meeting: 'Booked',
    update_meeting: given.start === undefined ? 'Updated' : 'Moved',
    cancel_meeting: 'Cancelled',
    complete_meeting: 'Completed',
  };
  const verb = verbs[tool] ?? 'Saved';
  const length = tool === 'update_meeting' && given.durationMinutes ? `, ${meeting.durationMinutes} minutes` : '';
  const place = meeting.location && tool !== 'cancel_meeting' ? `, ${meeting.location}` : '';
  const wishes = given.reminderMinutes !== undefined || given.guestReminderMinutes !== undefined;
  const reminded = wishes ? ` ${meetingReminderWords(meeting)}` : '';
  return `${verb}: ${inFull(meeting, reader)}${length}${place}.${reminded}${extra}`;
}

/** Tools speak of the user; the user is spoken to. */
function toTheUser(notice: string): string {
  return notice
    .replace(/\bthe user's own\b/g, 'your')
    .replace(/\bthe user's\b/g, 'your')
    .replace(/\bthe user asks\b/g, 'you ask');
}

/** `Demo with John, Thu, January 8, 2026, 2:00 PM – 2:30 PM EST (New York)`. */
function inFull(meeting: ShownMeeting, reader: Reader): string {
  const people = meeting.attendees.map(nameOf).filter((name) => name !== '' && !mentions(meeting.title, name));
  const whom = people.length > 0 ? ` with ${enumerate(people)}` : '';
  return `${meeting.title}${whom}, ${when(meeting, meeting.zone, reader)}`;
}

const when = (span: ShownSpan, zone: string, { locale }: Reader) =>
  timeRange(new Date(span.start), new Date(span.end), zone, locale);
const point = (span: ShownSpan, zone: string, { locale }: Reader) => timePoint(new Date(span.start), zone, locale);
const nameOf = (person: ShownPerson) => person.name ?? person.email ?? person.slackId ?? '';
const mentions = (title: string, name: string) => title.toLowerCase().includes(name.toLowerCase());

function enumerate(words: readonly string[], last = 'and'): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** With the state, where it is not the usual one. */
function statedInFull(meeting: ShownMeeting, reader: Reader): string {
  const state = ['scheduled', 'confirmed'].includes(meeting.state) ? '' : ` (${meeting.state})`;
  return `${inFull(meeting, reader)}${state}`;
}

function hours(data: Success, { now, zone }: Reader): string {
  const words = hoursWords(data, wallOf(now, zone).day);
  return words ? `Your hours are now: ${words}.` : 'Your hours are saved.';
}

const profileSchema = z.object({
  name: z.string(),
  timezone: z.string(),
  defaultDurationMinutes: z.number(),
  preferences: preferencesSchema.optional(),
});

function profile(data: Success): string {
  const parsed = profileSchema.safeParse(data);
  if (!parsed.success) return 'Your profile was read, but its answer could not be shown.';
  const { name, timezone, defaultDurationMinutes, preferences } = parsed.data;
  if (preferences) return preferencesWords(preferences);
  return `Your profile is now: ${name}, time zone ${timezone}, meetings of ${defaultDurationMinutes} minutes unless you say otherwise.`;
}

function refusal(error: Refusal, reader: Reader): Spoken {
  const zone = error.zone ?? reader.zone;
  const free = (error.alternatives ?? []).slice(0, MOST_OFFERED).map((slot) => point(slot, zone, reader));
  const candidates = (error.candidates ?? []).slice(0, MOST_OFFERED);
  switch (error.code) {
    case 'conflict':
      return free.length > 0
        ? question(`${error.message} Free: ${free.join('; ')}. Which one shall I take?`, ['time'], free)
        : question(`${error.message} When should it be instead?`, ['time']);
    case 'ambiguous_person': {
      if (candidates.length === 0) return question(error.message, ['attendees']);
      const names = candidates.map(({ name, email }) => `${name ?? email ?? ''}${name && email ? ` (${email})` : ''}`);
      const likely = candidates.map((one) => one.email ?? nameOf(one));
      return question(`Whom do you mean: ${enumerate(names, 'or')}?`, ['attendees'], likely);
    }
    case 'unknown_person':
      return question(`${error.message} What is the mail address?`, ['attendees']);
    case 'confirmation_needed':
      return question(`${error.message} Shall I go ahead all the same?`, ['confirm'], ['yes', 'no']);
    case 'past_time':
      return question(`${error.message} When should it be?`, ['time', 'date']);
    case 'nonexistent_time':
      return error.nextTime
        ? question(`${error.message} Is that time fine?`, ['time'], [error.nextTime.slice(11)])
        : question(error.message, ['time']);
    default:
      return told(error.message);
  }
}
