// The final text, written from the results of the tools alone: nothing is said to be done that they do not show.
import { z } from 'zod';
import type { Message } from '../model.ts';
import { ask, type Decision, say } from './decision.ts';

const resultSchema = z.union([
  z.object({ ok: z.literal(true), data: z.record(z.string(), z.unknown()) }),
  z.object({ ok: z.literal(false), error: z.looseObject({ code: z.string(), message: z.string() }) }),
]);

const timeSchema = z.looseObject({
  start: z.string().optional(),
  local: z.string().optional(),
  when: z.string().optional(),
  weekday: z.string().optional(),
  zone: z.string().optional(),
});
const personSchema = z.union([
  z.string(),
  z.looseObject({ name: z.string().optional(), email: z.string().optional() }),
]);

const DONE: Readonly<Record<string, string>> = {
  book_meeting: 'Booked',
  update_meeting: 'Changed',
  cancel_meeting: 'Cancelled',
  complete_meeting: 'Completed',
  respond_to_request: 'Answered',
};

/** One or two plain sentences for each result, in order; a result that needs an answer makes the whole a question. */
export function answer(results: readonly Extract<Message, { role: 'tool' }>[]): Decision {
  const parts = results.map(({ name, content }) => sentence(name, content));
  const text = parts.map((part) => part.text).join(' ');
  const question = parts.find((part) => part.kind === 'ask');
  return question?.kind === 'ask' ? { ...question, text } : say(text);
}

function sentence(name: string, content: string): Extract<Decision, { kind: 'ask' | 'say' }> {
  const unreadable = say('That did not work: I could not read the answer.') as Extract<Decision, { kind: 'say' }>;
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    return unreadable;
  }
  const parsed = resultSchema.safeParse(json);
  if (!parsed.success) return unreadable;
  if (!parsed.data.ok) return refusal(parsed.data.error);
  const { data } = parsed.data;
  const listed = data.slots ?? data.free ?? data.meetings;
  if (Array.isArray(listed)) {
    const shown = listed
      .slice(0, 8)
      .map(describe)
      .filter((words) => words !== '');
    const noun = data.meetings === listed ? 'You have' : 'Free';
    const none =
      data.meetings === listed
        ? 'You have no meetings then.'
        : `Nothing is free then.${typeof data.reason === 'string' ? ` Reason: ${data.reason.replaceAll('_', ' ')}.` : ''}`;
    return say(shown.length > 0 ? `${noun}: ${shown.join('; ')}.` : none) as Extract<Decision, { kind: 'say' }>;
  }
  const done = DONE[name];
  const what = describe(data.meeting ?? data);
  return say(done && what ? `${done}: ${what}.` : 'Done.') as Extract<Decision, { kind: 'say' }>;
}

function refusal(error: {
  code: string;
  message: string;
  [detail: string]: unknown;
}): Extract<Decision, { kind: 'ask' | 'say' }> {
  const details = { ...(typeof error.details === 'object' ? error.details : {}), ...error } as Record<string, unknown>;
  const options = (list: unknown) =>
    Array.isArray(list)
      ? list
          .slice(0, 4)
          .map(describe)
          .filter((words) => words !== '')
      : [];
  const free = options(details.alternatives);
  const question = (text: string, missing: Parameters<typeof ask>[1], likely: readonly string[]) =>
    ask(text, missing, likely) as Extract<Decision, { kind: 'ask' }>;
  if (error.code === 'conflict' && free.length > 0)
    return question(`That time is taken. Free: ${free.join(', ')}. Shall I take one?`, ['time'], free);
  const candidates = options(details.candidates);
  if (error.code === 'ambiguous_person' && candidates.length > 0)
    return question(`Whom do you mean: ${candidates.join(' or ')}?`, ['attendees'], candidates);
  if (error.code === 'confirmation_needed')
    return question(`${error.message} Shall I book it all the same?`, ['confirm'], ['yes', 'no']);
  if (error.code === 'past_time' || error.code === 'nonexistent_time')
    return question(error.message, ['time', 'date'], []);
  return say(error.message) as Extract<Decision, { kind: 'say' }>;
}

/** A meeting, a slot or a person in words, from whichever of the known fields are there. */
function describe(value: unknown): string {
  if (typeof value === 'string') return value;
  const read = timeSchema.safeParse(value);
  if (!read.success) return '';
  const item = read.data;
  const title =
    typeof item.title === 'string'
      ? item.title
      : typeof item.name === 'string'
        ? item.name
        : typeof item.email === 'string'
          ? item.email
          : '';
  const start = item.when ?? item.local ?? item.start ?? '';
  const local = start.match(/^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/);
  const when = local
    ? `${item.weekday ? `${item.weekday} ` : ''}${local[1]} ${local[2]}${item.zone ? ` (${item.zone})` : ''}`
    : start;
  const people = z.array(personSchema).safeParse(item.attendees);
  const names = people.success
    ? people.data
        .map((person) => (typeof person === 'string' ? person : (person.name ?? person.email ?? '')))
        .filter(Boolean)
    : [];
  return [title, when, names.length > 0 ? `with ${names.join(', ')}` : ''].filter((part) => part !== '').join(', ');
}
