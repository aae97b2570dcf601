// One line of `npm run interpret`, and the situation and conversation that it stands for.
import { DateTime } from 'luxon';
import { z } from 'zod';
import { isZone } from '../domain/time.ts';
import type { Message } from './models/model.ts';
import { assembleSituation, type Situation, type SituationPerson } from './situation.ts';

const time = z
  .string()
  .refine((text) => /T.*(Z|[+-]\d{2}:?\d{2})$/.test(text) && DateTime.fromISO(text).isValid, {
    error: ({ input }) => `"${String(input)}" is not a time with its offset, like 2026-01-07T10:12:00-05:00`,
  })
  .transform((text) => DateTime.fromISO(text).toJSDate());
const ref = z.union([z.string().min(1), z.number()]).transform(String);
const minutes = z.number().positive();
const person = z.object({ name: z.string().optional(), email: z.string().optional(), slackId: z.string().optional() });
const personOrText = z.union([z.string().transform(toPerson), person]);

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  now: time,
  zone: z
    .string()
    .refine(isZone, { error: ({ input }) => `"${String(input)}" is not an IANA zone, like Europe/Berlin` }),
  text: z.string(),
  context: z
    .object({
      meetings: z
        .array(
          z.object({
            ref,
            title: z.string().default(''),
            start: time,
            durationMinutes: minutes,
            attendees: z.array(personOrText).default([]),
          }),
        )
        .default([]),
      requests: z
        .array(
          z.object({ ref, from: z.string(), title: z.string().default(''), start: time, durationMinutes: minutes }),
        )
        .default([]),
      goals: z.array(z.object({ ref, text: z.string() })).default([]),
      history: z.array(z.object({ role: z.enum(['user', 'assistant']), text: z.string() })).default([]),
      people: z.array(person).default([]),
    })
    .prefault({}),
});

export type Line = z.output<typeof lineSchema>;

/** A line that cannot be used; `id` is there when the line had one. */
export class LineError extends Error {
  readonly id: Line['id'] | undefined;

  constructor(message: string, id?: Line['id']) {
    super(message);
    this.name = 'LineError';
    this.id = id;
  }
}

/** Throws {@link LineError}, naming each field that is wrong. */
export function parseLine(text: string): Line {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new LineError('The line is not valid JSON.');
  }
  const parsed = lineSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const id = lineSchema.shape.id.safeParse(typeof json === 'object' && json !== null && 'id' in json ? json.id : null);
  const problems = parsed.error.issues.map(({ path, message }) =>
    path.length ? `${path.join('.')}: ${message}` : message,
  );
  throw new LineError(problems.join('; '), id.data);
}

const OFFICE = [{ from: '09:00', to: '18:00' }];

/** The situation of a line: the same that a user with these meetings, requests and goals would have. */
export function situationFromContext({ now, zone, context }: Line): Situation {
  return assembleSituation({
    now,
    zone,
    hours: [OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, [], []],
    user: {},
    meetings: context.meetings.map(({ ref: id, ...meeting }) => ({
      ...meeting,
      id,
      attendees: meeting.attendees.map(known),
      own: true,
    })),
    requests: context.requests.map(({ ref: id, ...request }) => ({ id, ...request })),
    goals: context.goals.map(({ ref: id, text }) => ({ id, text })),
    people: context.people.map(known),
  });
}

export function messagesOf({ text, context }: Line): Message[] {
  const history = context.history.map(
    (message): Message =>
      message.role === 'user' ? { role: 'user', text: message.text } : { ...message, role: 'assistant', toolCalls: [] },
  );
  return [...history, { role: 'user', text }];
}

function toPerson(text: string): z.output<typeof person> {
  if (text.includes('@') && !text.startsWith('<@')) return { email: text };
  const slackId = /^<?@?([UW][A-Z0-9]{2,})(?:\|[^>]*)?>?$/.exec(text)?.[1];
  return slackId ? { slackId } : { name: text };
}

/** Without the fields that are not there: absent and undefined are different things to the types. */
function known({ name, email, slackId }: z.output<typeof person>): SituationPerson {
  return { ...(name && { name }), ...(email && { email }), ...(slackId && { slackId }) };
}
