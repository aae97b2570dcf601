// The final text, written from the results of the tools alone: nothing is said to be done that they do not show.
import { z } from 'zod';
import { timePoint, timeRange } from '../../../../domain/time.ts';
import type { Situation } from '../../../situation.ts';
import { ask, type Decision, say } from '../decide/decision.ts';
import { preferencesSchema, preferencesWords } from './preferences.ts';
import type { Outcome, Refusal, ShownMeeting, ShownPerson, ShownSpan, Success } from './results.ts';

type Spoken = Extract<Decision, { kind: 'ask' | 'say' }>;
type Reader = Pick<Situation, 'zone' | 'locale'>;

const MOST_LISTED = 10;
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
      return told(listed(data.meetings ?? [], reader));
    case 'set_availability':
      return told(`Your hours are now: ${hoursOf(data)}.`);
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
  return `${verb}: ${inFull(meeting, reader)}${length}${place}.${extra}`;
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

function freeTimes(data: Success, reader: Reader): string {
  const zone = data.zone ?? reader.zone;
  const free = data.free ?? [];
  if (free.length > 0) return `Free: ${free.map((span) => when(span, zone, reader)).join('; ')}.`;
  const later = (data.nextFree ?? []).map((slot) => point(slot, zone, reader));
  const next = later.length > 0 ? ` Next free: ${later.join('; ')}.` : '';
  return `${data.none ?? 'Nothing is free then.'}${next}`;
}

function listed(meetings: readonly ShownMeeting[], reader: Reader): string {
  if (meetings.length === 0) return 'You have no meetings then.';
  const lines = meetings.slice(0, MOST_LISTED).map((meeting) => {
    const state = ['scheduled', 'confirmed'].includes(meeting.state) ? '' : ` (${meeting.state})`;
    return `${inFull(meeting, reader)}${state}`;
  });
  const more = meetings.length > MOST_LISTED ? `; and ${meetings.length - MOST_LISTED} more` : '';
  const count = meetings.length === 1 ? 'one meeting' : `${meetings.length} meetings`;
  return `You have ${count}: ${lines.join('; ')}${more}.`;
}

const block = z.object({ from: z.string(), to: z.string() });
const rulesSchema = z.object({
  zone: z.string(),
  hours: z.record(z.string(), z.array(block)),
  overrides: z.array(z.object({ date: z.string(), blocks: z.array(block) })),
  bufferMinutes: z.number(),
  noticeMinutes: z.number(),
});

function hoursOf(data: Success): string {
  const parsed = rulesSchema.safeParse(data);
  if (!parsed.success) return 'saved';
  const { hours, overrides, bufferMinutes, noticeMinutes, zone } = parsed.data;
  const spans = (blocks: readonly z.output<typeof block>[]) =>
    blocks.map(({ from, to }) => `${from}–${to}`).join(' and ') || 'off';
  const days = Object.entries(hours).map(([day, blocks]) => [capital(day), spans(blocks)] as const);
  const runs: { from: string; to: string; span: string }[] = [];
  for (const [day, span] of days) {
    const run = runs.at(-1);
    if (run?.span === span) run.to = day;
    else runs.push({ from: day, to: day, span });
  }
  return [
    ...runs.map(({ from, to, span }) => `${from === to ? from : `${from}–${to}`} ${span}`),
    ...overrides.map(({ date, blocks }) => `${date} ${spans(blocks)}`),
    ...(bufferMinutes > 0 ? [`${bufferMinutes} minutes kept free around meetings`] : []),
    ...(noticeMinutes > 0 ? [`${noticeMinutes} minutes of notice`] : []),
    `time zone ${zone}`,
  ].join('; ');
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
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
