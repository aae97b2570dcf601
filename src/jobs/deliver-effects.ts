// Delivers what changes have left to do outside: takes due effects target by target, checks the stored meeting at the
// moment of sending, hands a notice to the right channel, and records how it went.

import { type Accounts, languageOf, type NoticeKind, preferencesOf } from '../domain/accounts/accounts.ts';
import { jobActor } from '../domain/actor.ts';
import type { DueEffect, Effect, EffectOccasion, EffectQueue, Settlement } from '../domain/effects.ts';
import { DomainError } from '../domain/errors.ts';
import type { Meeting, Meetings } from '../domain/meetings/meetings.ts';
import type { Clock } from '../domain/time.ts';
import { type Channel, DeliveryError, type MeetingNotice, type Recipient } from '../notifications/channel.ts';
import type { Deliveries, DeliveryKey } from '../notifications/deliveries.ts';

const BATCH = 100;
/** Targets worked on at once: enough to overlap slow servers, few enough for Slack's one message a second a channel. */
const PARALLEL = 8;
/** How long a dead process holds up its targets: a living one renews in time, so a lease lost means a process lost. */
export const LEASE_MS = 15_000;
const RENEW_MS = 5_000;
const DELIVERY_TIMEOUT_MS = 30_000;
const MAX_ATTEMPTS = 8;

const KIND: Readonly<Record<EffectOccasion, Exclude<NoticeKind, 'weekly_agenda'>>> = {
  invited: 'confirmation',
  moved: 'moved',
  changed: 'changed',
  cancelled: 'cancelled',
  removed: 'cancelled',
  left: 'left',
  reminder: 'reminder',
  follow_up: 'follow_up',
};

export interface DeliverEffectsDeps {
  readonly effects: EffectQueue;
  readonly meetings: Meetings;
  readonly accounts: Accounts;
  readonly deliveries: Deliveries;
  readonly channels: { readonly slack: Channel; readonly mail: Channel };
  /** Names this process among several. */
  readonly owner: string;
  readonly clock: Clock;
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
    // Targets leased elsewhere stay due: another round would only spin.
    if (progress === 0 || stop?.aborted) return settled;
  }
}

/** Delivers the effects of one meeting towards one target, in order, while the lease holds. */
async function deliverTarget(deps: DeliverEffectsDeps, due: DueEffect, stop?: AbortSignal): Promise<number> {
  let count = 0;
  for (;;) {
    if (stop?.aborted) return count;
    const now = deps.clock();
    const effect = await deps.effects.lease(due, deps.owner, now, new Date(now.getTime() + LEASE_MS));
    if (!effect) return count;
    const outcome = await holding(deps, due, () => attempt(deps, due, effect));
    if (outcome.state === 'dead') deps.onDead(due, effect, outcome.error);
    const kept = await deps.effects.settle(due, deps.owner, effect.id, outcome, deps.clock());
    if (!kept) return count;
    count++;
    if (outcome.state === 'pending') return count;
  }
}

/** Renews the lease while `work` goes on. What is lost shows when it is settled. */
async function holding<T>(deps: DeliverEffectsDeps, due: DueEffect, work: () => Promise<T>): Promise<T> {
  const renewal = setInterval(() => {
    const until = new Date(deps.clock().getTime() + LEASE_MS);
    // A failure now leaves two more tries before the lease ends.
    deps.effects.renew(due, deps.owner, until).catch(() => undefined);
  }, RENEW_MS).unref();
  try {
    return await work();
  } finally {
    clearInterval(renewal);
  }
}

async function attempt(deps: DeliverEffectsDeps, due: DueEffect, effect: Effect): Promise<Settlement> {
  const actor = jobActor(due.tenant, 'deliver-effects', `${due.meetingId}:${effect.id}`);
  try {
    const meeting = await deps.meetings.get(actor, due.meetingId);
    const channel = effect.target.kind === 'guest' ? deps.channels.mail : deps.channels.slack;
    const key: DeliveryKey = {
      tenant: due.tenant,
      subject: due.meetingId,
      version: effect.version,
      kind: 'meeting',
      occasion: effect.occasion,
      recipient: effect.targetKey,
      channel: channel.name,
    };
    const delivery = await deps.deliveries.take(key, deps.clock());
    if (delivery.state !== 'taken') return { state: delivery.state === 'sent' ? 'done' : 'skipped' };
    if (isPointless(meeting, effect, deps.clock())) {
      await deps.deliveries.settle(key, 'skipped', deps.clock());
      return { state: 'skipped' };
    }
    const organizer = await deps.accounts.user(actor, meeting.organizer);
    const notice: MeetingNotice = {
      tenant: due.tenant,
      kind: KIND[effect.occasion],
      occasion: effect.occasion,
      meeting,
      recipient: await recipientOf(deps, effect, meeting, actor),
      organizerName: organizer.name,
      organizerEmail: organizer.email,
      details: await detailsOf(deps, effect, meeting, actor),
      deliveryId: delivery.id,
    };
    try {
      await channel.deliver(notice, AbortSignal.timeout(DELIVERY_TIMEOUT_MS));
    } catch (error) {
      const outcome = failed(effect, error, deps.clock());
      if (outcome.state === 'dead') await deps.deliveries.settle(key, 'dead', deps.clock(), outcome.error);
      return outcome;
    }
    await deps.deliveries.settle(key, 'sent', deps.clock());
    return { state: 'done' };
  } catch (error) {
    // Gone from the domain's view (pruned, or a colleague who is no longer there): nothing is left to tell.
    if (error instanceof DomainError && error.code === 'not_found') return { state: 'skipped' };
    return failed(effect, error, deps.clock());
  }
}

/**
 * What has lost its point: an effect that a later one to the same target tells better, and news of a meeting that is
 * over or cancelled (but for the cancellation itself).
 */
function isPointless(meeting: Meeting, effect: Effect, now: Date): boolean {
  const farewell = effect.occasion === 'cancelled' || effect.occasion === 'removed';
  const superseded = meeting.effects.some(
    (other) => other.targetKey === effect.targetKey && other.version > effect.version && other.state === 'pending',
  );
  // A first invitation is never merged away: what follows would speak of a meeting that the reader never heard of.
  if (superseded && !farewell && effect.occasion !== 'invited' && effect.occasion !== 'left') return true;
  if (meeting.end <= now && !farewell) return true;
  return meeting.state === 'cancelled' && effect.occasion !== 'cancelled' && effect.occasion !== 'removed';
}

async function recipientOf(
  deps: DeliverEffectsDeps,
  effect: Effect,
  meeting: Meeting,
  actor: ReturnType<typeof jobActor>,
): Promise<Recipient> {
  const { target } = effect;
  const user = await deps.accounts.user(actor, target.kind === 'colleague' ? target.userId : meeting.organizer);
  const language = preferencesOf(user.notifications).language ?? languageOf(user.locale);
  const reader = { language, locale: user.locale };
  if (target.kind !== 'colleague') return { ...target, ...reader, zone: meeting.zone };
  return { kind: 'colleague', userId: user.id, name: user.name, email: user.email, ...reader, zone: user.zone };
}

/** Details with the names of colleagues in place of their ids. */
async function detailsOf(
  deps: DeliverEffectsDeps,
  effect: Effect,
  meeting: Meeting,
  actor: ReturnType<typeof jobActor>,
): Promise<MeetingNotice['details']> {
  const { minutes, people, ...details } = effect.details;
  const minutesLeft = Math.round((meeting.start.getTime() - deps.clock().getTime()) / 60_000);
  const timed = minutes === undefined ? details : { ...details, minutesLeft };
  if (!people) return timed;
  const users = await deps.accounts.users(actor, people);
  const names = new Map(users.map((user) => [user.id, user.name]));
  return { ...timed, people: people.map((person) => names.get(person) ?? person) };
}

/** Backoff of 15 s, 30 s, 1 min … about an hour in all; then dead, for the host to see. */
function failed(effect: Effect, error: unknown, now: Date): Settlement {
  const message = error instanceof Error ? error.message : String(error);
  const permanent = error instanceof DeliveryError && error.permanent;
  if (permanent || effect.attempts + 1 >= MAX_ATTEMPTS) return { state: 'dead', error: message };
  const delay = 15_000 * 2 ** effect.attempts;
  return { state: 'pending', error: message, dueAt: new Date(now.getTime() + delay) };
}
