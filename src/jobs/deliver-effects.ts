// Delivers what changes and time have left to do outside: takes due effects target by target, each under a lease, in the
// order in which they came.
import type { DueEffect, Effect, EffectQueue, Settlement } from '../domain/effects.ts';
import { TakenOverError } from '../notifications/channel.ts';
import { deliverAgenda } from './deliver-agenda.ts';
import { type DeliverEffectDeps, deliverEffect } from './deliver-effect.ts';

const BATCH = 100;
/** Targets worked on at once: enough to overlap slow servers, few enough for Slack's one message a second a channel. */
const PARALLEL = 8;
/** How long a dead process holds up its targets: a living one renews in time, so a lease lost means a process lost. */
export const LEASE_MS = 15_000;
const RENEW_MS = 5_000;
/** A lease that lasts for longer than this is not doubted: nobody else can have it yet. */
const CERTAIN_MS = 5_000;

export interface DeliverEffectsDeps extends DeliverEffectDeps {
  readonly effects: EffectQueue;
  /** Names this process among several. */
  readonly owner: string;
  readonly onDead: (due: DueEffect, effect: Effect, error: string) => void;
}

/**
 * Works until nothing is due or `stop` is aborted: other processes may never let it come to the end. What has been begun
 * is finished. Answers how many effects it settled. Safe to run in several processes at once.
 */
export async function deliverEffects(deps: DeliverEffectsDeps, stop?: AbortSignal): Promise<number> {
  let settled = 0;
  for (;;) {
    const due = await deps.effects.due(deps.clock(), BATCH);
    const queue = [...due];
    let progress = 0;
    const worker = async () => {
      for (let next = queue.shift(); next && !stop?.aborted; next = queue.shift()) {
        const count = await deliverTarget(deps, next, stop);
        progress += count;
      }
    };
    await Promise.all(Array.from({ length: Math.min(PARALLEL, queue.length) }, worker));
    settled += progress;
    // That was all, and whoever adds to it wakes the next look. Targets leased elsewhere stay due: another round would
    // only spin.
    if (due.length < BATCH || progress === 0 || stop?.aborted) return settled;
  }
}

/** Delivers the effects of one document towards one target, in order, while the lease holds. */
async function deliverTarget(deps: DeliverEffectsDeps, due: DueEffect, stop?: AbortSignal): Promise<number> {
  let count = 0;
  for (;;) {
    if (stop?.aborted) return count;
    const now = deps.clock();
    const effect = await deps.effects.lease(due, deps.owner, now, new Date(now.getTime() + LEASE_MS));
    if (!effect) return count;
    const outcome = await holding(deps, due, now, (stillOurs) => deliverOne({ ...deps, stillOurs }, due, effect));
    if (!outcome) return count;
    if (outcome.state === 'dead') deps.onDead(due, effect, outcome.error);
    const settled = await deps.effects.settle(due, deps.owner, effect.id, outcome, deps.clock());
    if (settled === 'lost') return count;
    count++;
    if (settled === 'last' || outcome.state === 'pending' || outcome.state === 'deferred') return count;
  }
}

function deliverOne(deps: DeliverEffectsDeps, due: DueEffect, effect: Effect): Promise<Settlement> {
  return effect.occasion === 'weekly_agenda' ? deliverAgenda(deps, due, effect) : deliverEffect(deps, due, effect);
}

/**
 * Renews the lease, taken at `since`, while `work` goes on, and when it asks in doubt. Nothing when it was lost by then;
 * a loss of which nobody has asked shows when the outcome is settled.
 */
async function holding<T>(
  deps: DeliverEffectsDeps,
  due: DueEffect,
  since: Date,
  work: (stillOurs: () => Promise<void>) => Promise<T>,
): Promise<T | undefined> {
  let until = since.getTime() + LEASE_MS;
  let lost = false;
  const renew = async () => {
    const next = deps.clock().getTime() + LEASE_MS;
    if (await deps.effects.renew(due, deps.owner, new Date(next))) until = next;
    else lost = true;
  };
  const stillOurs = async () => {
    if (until - deps.clock().getTime() < CERTAIN_MS) await renew();
    if (lost) throw new TakenOverError();
  };
  // A failure now leaves two more tries before the lease ends.
  const renewal = setInterval(() => renew().catch(() => undefined), RENEW_MS).unref();
  try {
    const outcome = await work(stillOurs);
    return lost ? undefined : outcome;
  } finally {
    clearInterval(renewal);
  }
}
