// A domain's no as a result that a model can act on: people by name, free times with their weekday and a slotId.
import { z } from 'zod';
import type { DomainError } from '../domain/errors.ts';
import { type ShownPerson, shownPerson, showPerson, showSlot } from './shown.ts';
import { showTime } from './times.ts';
import type { ToolContext, ToolResult } from './tool.ts';

const slots = z.array(z.object({ start: z.date(), end: z.date() }));
const times = z.array(z.date()).nonempty();
const userIds = z.array(z.string());
const candidates = z.array(shownPerson);

const ASK: Partial<Record<DomainError['code'], string>> = {
  ambiguous_person: 'Ask the user which one is meant.',
  unknown_person: 'Ask the user for the mail address.',
  confirmation_needed: 'Ask the user; only after a yes repeat the call with confirmed: true.',
};

/** Never throws: what cannot be told more nearly is told as the domain's own sentence. */
export async function refusal(
  context: ToolContext,
  error: DomainError,
  onError: (error: unknown) => void,
): Promise<ToolResult> {
  const { code, message } = error;
  const next = ASK[code];
  try {
    const details = await detailsOf(context, error);
    return { ok: false, error: { code, message, ...details, ...(next && { next }) } };
  } catch (failure) {
    onError(failure);
    return { ok: false, error: { code, message } };
  }
}

async function detailsOf(context: ToolContext, { details }: DomainError): Promise<Record<string, unknown>> {
  const { zone } = context.user;
  const free = slots.safeParse(details.alternatives);
  const nearest = times.safeParse(details.nearest);
  const people = candidates.safeParse(details.candidates);
  const [taken, outsideHours] = await Promise.all([
    namesOf(context, details.busy),
    namesOf(context, details.outsideHours),
  ]);
  return {
    ...(free.success && { alternatives: free.data.map((slot) => showSlot(context, slot, zone)), zone }),
    ...(nearest.success && { nearest: nearest.data.map((time) => showTime(time, zone)) }),
    ...(people.success && { candidates: people.data }),
    ...(taken && { taken }),
    ...(outsideHours && { outsideHours }),
    ...(typeof details.ref === 'string' && { person: details.ref }),
    ...(typeof details.next === 'string' && { nextTime: details.next }),
  };
}

/** Colleagues behind user ids; the user themselves is `you`. */
async function namesOf(context: ToolContext, ids: unknown): Promise<ShownPerson[] | undefined> {
  const parsed = userIds.safeParse(ids);
  if (!parsed.success || parsed.data.length === 0) return undefined;
  const users = await context.services.accounts.users(context.actor, parsed.data);
  return users.map((user) => (user.id === context.user.id ? { name: 'you' } : showPerson({ kind: 'user', user })));
}
