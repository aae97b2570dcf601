// What the user has agreed to: calls that were held back in the last turn until they say yes. A model cannot confirm
// anything, and one person's yes is not another's.
import { z } from 'zod';
import type { UserId } from '../domain/actor.ts';
import { parseTime } from '../tools/times.ts';
import { ENDS } from './guards/change-words.ts';
import { turnsOf } from './history.ts';
import type { Message, ToolCall } from './models/model.ts';
import type { Situation } from './situation.ts';

export interface Consent {
  /** True for a call that the user has just said yes to. */
  covers(call: Pick<ToolCall, 'name' | 'arguments'>): boolean;
}

const refusedForNow = z.object({ error: z.object({ code: z.literal('confirmation_needed') }) });
const target = z.object({
  meetingId: z.string().optional().catch(undefined),
  start: z.string().optional().catch(undefined),
  slotId: z.string().optional().catch(undefined),
  timezone: z.string().optional().catch(undefined),
});

/** Short enough to be a title that any sentence holds. */
const SHORTEST_TITLE = 3;
const YES =
  /^\s*(?:y(?:es|ep|eah|up)?|sure|ok(?:ay)?|please|go ahead|do (?:it|that|so)|all(?: of them)?|both|correct|right|confirm(?:ed)?|ja|oui|s[ií]|👍|✅)(?![\p{L}\p{N}])/iu;
const NO = /^\s*(?:no|nope|nah|never ?mind|stop|do not|don['’]?t|please don['’]?t|cancel)\b/i;

/**
 * Consent is given by the answer to a question: the last turn was this user's, held calls back for want of a
 * confirmation, ended with a question, and `text` neither declines nor asks back. A plain yes agrees as well to
 * cancelling the meetings that a question about cancelling named.
 */
export function consentOf(
  messages: readonly Message[],
  text: string,
  userId: UserId,
  situation: Pick<Situation, 'meetings' | 'zone'>,
): Consent {
  const last = turnsOf(messages).at(-1);
  const [first] = last ?? [];
  const question = last?.at(-1);
  const asked = question?.role === 'assistant' && question.text.includes('?');
  if (!last || !asked || !isBy(first, userId) || NO.test(text) || text.trimEnd().endsWith('?')) {
    return { covers: () => false };
  }
  const heldBack = new Set(
    last.flatMap((message) => (message.role === 'tool' && isHeldBack(message.content) ? [message.callId] : [])),
  );
  const calls = last.flatMap((message) => (message.role === 'assistant' ? message.toolCalls : []));
  const pending = new Set(calls.filter(({ id }) => heldBack.has(id)).map((call) => aimOf(call, situation.zone)));
  if (YES.test(text) && ENDS.test(question.text)) {
    for (const { id } of namedIn(question.text, situation)) pending.add(`cancel_meeting ${id}`);
  }
  return { covers: (call) => pending.has(aimOf(call, situation.zone)) };
}

/** Messages of before their author was kept count as the user's own. */
export function isBy(message: Message | undefined, userId: UserId): boolean {
  return message?.role === 'user' && (message.by === undefined || message.by === userId);
}

function namedIn(question: string, { meetings }: Pick<Situation, 'meetings'>): Situation['meetings'] {
  return meetings.filter(({ title }) => title.length >= SHORTEST_TITLE && question.includes(title));
}

/** What a call is about: a meeting, or a start. How else it is worded may differ when it is made again. */
function aimOf({ name, arguments: json }: Pick<ToolCall, 'name' | 'arguments'>, zone: string): string {
  const { meetingId, start, slotId, timezone } = target.safeParse(parseJson(json)).data ?? {};
  return `${name} ${meetingId ?? slotId ?? (start === undefined ? json : instantOrText(start, timezone ?? zone))}`;
}

function instantOrText(start: string, zone: string): string {
  try {
    return parseTime(start, zone).toISOString();
  } catch {
    return start;
  }
}

function isHeldBack(content: string): boolean {
  return refusedForNow.safeParse(parseJson(content)).success;
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
