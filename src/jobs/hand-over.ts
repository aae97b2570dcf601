// Hands one message over to a channel, and makes of how that ended what becomes of its effect.
import type { NoticeChannel } from '../domain/accounts/accounts.ts';
import type { Effect, Settlement } from '../domain/effects.ts';
import { DomainError } from '../domain/errors.ts';
import type { Clock } from '../domain/time.ts';
import {
  type Channel,
  DeliveryError,
  type Notice,
  type NoticeLinks,
  TakenOverError,
} from '../notifications/channel.ts';
import type { Deliveries, DeliveryKey } from '../notifications/deliveries.ts';
import { nextAttemptAt } from './backoff.ts';

const TIMEOUT_MS = 30_000;

export interface HandOverDeps {
  readonly deliveries: Deliveries;
  readonly channels: Readonly<Record<NoticeChannel, Channel>>;
  readonly links: NoticeLinks;
  readonly clock: Clock;
  /** See {@link Channel.deliver}. */
  readonly stillOurs?: () => Promise<void>;
}

/** Takes the delivery: its id when it may go out, else how it ended before. */
export async function taken(
  { deliveries, clock }: HandOverDeps,
  key: DeliveryKey,
): Promise<{ readonly id: string } | { readonly before: Settlement }> {
  const { id, state, error } = await deliveries.take(key, clock());
  if (state === 'taken') return { id };
  if (state === 'dead') return { before: { state, error: error ?? 'given up' } };
  return { before: { state: state === 'sent' ? 'done' : 'skipped' } };
}

/** `digest` stands for what the notice says. */
export async function handOver(
  { deliveries, clock, stillOurs }: HandOverDeps,
  channel: Channel,
  key: DeliveryKey,
  effect: Effect,
  notice: Notice,
  digest?: string,
): Promise<Settlement> {
  try {
    await channel.deliver(notice, AbortSignal.timeout(TIMEOUT_MS), stillOurs);
  } catch (error) {
    if (error instanceof TakenOverError) throw error;
    const outcome = failed(effect, error, clock());
    if (outcome.state === 'dead') await deliveries.settle(key, 'dead', clock(), { error: outcome.error });
    return outcome;
  }
  await deliveries.settle(key, 'sent', clock(), digest === undefined ? {} : { digest });
  return { state: 'done' };
}

/** One outcome of several channels: tried again as long as one may still succeed; what was sent is not sent again. */
export function together(outcomes: readonly Settlement[]): Settlement {
  for (const state of ['pending', 'deferred', 'dead', 'done'] as const) {
    const found = outcomes.find((outcome) => outcome.state === state);
    if (found) return found;
  }
  return { state: 'skipped' };
}

/** What becomes of an effect that could not even be made into a message. */
export function unmade(effect: Effect, error: unknown, now: Date): Settlement {
  // Gone from the domain's view (pruned, or a colleague who is no longer there): nothing is left to tell.
  if (error instanceof DomainError && error.code === 'not_found') return { state: 'skipped' };
  return failed(effect, error, now);
}

/** Tried again with growing pauses; dead, for the host to see, where that cannot help. */
function failed(effect: Effect, error: unknown, now: Date): Settlement & { readonly error: string } {
  const message = error instanceof Error ? error.message : String(error);
  const { permanent, waitMs } = error instanceof DeliveryError ? error : { permanent: false, waitMs: 0 };
  const dueAt = permanent ? null : nextAttemptAt(effect.attempts, now, waitMs);
  return dueAt ? { state: 'pending', error: message, dueAt } : { state: 'dead', error: message };
}
