// What the tools answered, read back from the conversation: the one place that knows the shape of their results.
import { z } from 'zod';
import type { Message } from '../../model.ts';
import { once } from '../once.ts';

const span = z.looseObject({ start: z.string(), end: z.string() });
const person = z.looseObject({
  name: z.string().optional(),
  email: z.string().optional(),
  slackId: z.string().optional(),
});
const slot = span.extend({ slotId: z.string() });
const meeting = span.extend({
  meetingId: z.string(),
  title: z.string(),
  zone: z.string(),
  durationMinutes: z.number(),
  state: z.string(),
  attendees: z.array(person),
  location: z.string().optional(),
  reminderMinutes: z.array(z.number()).optional(),
  guestReminderMinutes: z.array(z.number()).optional(),
});

const success = z.object({
  ok: z.literal(true),
  data: z.looseObject({
    zone: z.string().optional(),
    meeting: meeting.optional(),
    notices: z.array(z.string()).optional(),
    meetings: z.array(meeting).optional(),
    free: z.array(span).optional(),
    slots: z.array(slot).optional(),
    nextFree: z.array(slot).optional(),
    none: z.string().optional(),
    durationMinutes: z.number().optional(),
  }),
});
const refused = z.object({
  ok: z.literal(false),
  error: z.looseObject({
    code: z.string(),
    message: z.string(),
    zone: z.string().optional(),
    alternatives: z.array(slot).optional(),
    candidates: z.array(person).optional(),
    nextTime: z.string().optional(),
  }),
});
const resultSchema = z.union([success, refused]);

export type Result = z.output<typeof resultSchema>;
export type Refusal = z.output<typeof refused>['error'];
export type Success = z.output<typeof success>['data'];
export type ShownMeeting = z.output<typeof meeting>;
export type ShownPerson = z.output<typeof person>;
export type ShownSpan = z.output<typeof span>;
export type ToolMessage = Extract<Message, { role: 'tool' }>;

/** A call and what came of it; `result` is null when it cannot be read. */
export interface Outcome {
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly result: Result | null;
}

export function readResult(content: string): Result | null {
  const parsed = resultSchema.safeParse(parseJson(content));
  return parsed.success ? parsed.data : null;
}

/** Every call of these messages that has a result, in order. */
export function outcomesOf(messages: readonly Message[]): Outcome[] {
  const calls = new Map(
    messages.flatMap((message) =>
      message.role === 'assistant' ? message.toolCalls.map((call) => [call.id, call.arguments] as const) : [],
    ),
  );
  return messages.flatMap((message) =>
    message.role === 'tool' ? [outcomeOf(message, calls.get(message.callId))] : [],
  );
}

/** Both sides are read when they are asked for: of most turns of a conversation they never are. */
function outcomeOf({ name, content }: ToolMessage, given: string | undefined): Outcome {
  const result = once(() => readResult(content));
  const called = once(() => argumentsOf(given));
  return {
    tool: name,
    get arguments() {
      return called();
    },
    get result() {
      return result();
    },
  };
}

function argumentsOf(json: string | undefined): Readonly<Record<string, unknown>> {
  const parsed = z.record(z.string(), z.unknown()).safeParse(parseJson(json ?? '{}'));
  return parsed.success ? parsed.data : {};
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
