// Delivers one effect: on every channel that its reader wants, once each, unless it has lost its point by now.
import type { Accounts, NoticeChannel } from '../domain/accounts/accounts.ts';
import { type JobActor, jobActor, type TenantId } from '../domain/actor.ts';
import type { DueEffect, Effect, Settlement } from '../domain/effects.ts';
import { DomainError } from '../domain/errors.ts';
import type { Meeting, Meetings } from '../domain/meetings/meetings.ts';
import type { Clock } from '../domain/time.ts';
import { type Channel, DeliveryError, type NoticeLinks } from '../notifications/channel.ts';
import type { Deliveries, DeliveryKey } from '../notifications/deliveries.ts';
import { nextAttemptAt } from './backoff.ts';
import { type Addressee, addresseeOf, channelsOf, digestOf, KIND, noticeOf, occasionOf } from './notices.ts';
import { heldUntil, isPointless } from './relevance.ts';

const DELIVERY_TIMEOUT_MS = 30_000;
/** What would say the same as a message of the last minute is not said again. */
const SAME_MS = 60_000;

export interface DeliverEffectDeps {
  readonly meetings: Meetings;
  readonly accounts: Accounts;
  readonly deliveries: Deliveries;
  readonly channels: Readonly<Record<NoticeChannel, Channel>>;
  readonly links: NoticeLinks;
  /** Whether a guest wants no reminders of this tenant. */
  readonly unsubscribed: (tenant: TenantId, email: string) => Promise<boolean>;
  /** Brings the cards of a meeting up to date without a sound, since no message does it now. Never rejects. */
  readonly repaint?: (tenant: TenantId, meetingId: string) => Promise<void>;
  readonly clock: Clock;
}

export async function deliverEffect(deps: DeliverEffectDeps, due: DueEffect, effect: Effect): Promise<Settlement> {
  const actor = jobActor(due.tenant, 'deliver-effects', `${due.meetingId}:${effect.id}`);
  try {
    const meeting = await deps.meetings.get(actor, due.meetingId);
    const addressee = await addresseeOf(deps.accounts, actor, effect, meeting);
    const outcomes: Settlement[] = [];
    const ways = await waysOf(deps, effect, meeting, addressee);
    for (const channel of ways) {
      const outcome = await deliverOn(deps, deps.channels[channel], actor, effect, meeting, addressee);
      if (outcome === 'changed') return deliverEffect(deps, due, effect);
      outcomes.push(outcome);
    }
    const result = together(outcomes);
    const silent = result.state === 'deferred' || !ways.includes('slack');
    if (silent && showsOnCards(effect, addressee)) await deps.repaint?.(due.tenant, due.meetingId);
    return result;
  } catch (error) {
    // Gone from the domain's view (pruned, or a colleague who is no longer there): nothing is left to tell.
    if (error instanceof DomainError && error.code === 'not_found') return { state: 'skipped' };
    return failed(effect, error, deps.clock());
  }
}

/** Something that others did: whoever acts in Slack has seen the cards change. */
function showsOnCards({ target, occasion, details }: Effect, { user }: Addressee): boolean {
  const told = target.kind === 'colleague' && details.by !== user.id;
  return told && occasion !== 'invited' && occasion !== 'reminder' && occasion !== 'follow_up';
}

async function waysOf(
  deps: DeliverEffectDeps,
  effect: Effect,
  meeting: Meeting,
  addressee: Addressee,
): Promise<readonly NoticeChannel[]> {
  const optional = effect.occasion === 'reminder' || effect.occasion === 'follow_up';
  const refused =
    effect.target.kind === 'guest' && optional && (await deps.unsubscribed(meeting.tenant, effect.target.email));
  return refused ? [] : channelsOf(effect, addressee);
}

/** `changed`: the meeting is another by now, and nothing has been sent. */
async function deliverOn(
  deps: DeliverEffectDeps,
  channel: Channel,
  actor: JobActor,
  effect: Effect,
  meeting: Meeting,
  addressee: Addressee,
): Promise<Settlement | 'changed'> {
  const { deliveries, clock } = deps;
  const key: DeliveryKey = {
    tenant: meeting.tenant,
    subject: meeting.id,
    version: effect.version,
    kind: KIND[effect.occasion],
    occasion: occasionOf(effect),
    recipient: effect.targetKey,
    channel: channel.name,
  };
  const pointless = isPointless(meeting, effect, clock());
  const later =
    !pointless && effect.target.kind === 'colleague'
      ? heldUntil(meeting, effect, addressee.preferences, addressee.user.zone, clock())
      : null;
  if (later) return { state: 'deferred', dueAt: later };
  const delivery = await deliveries.take(key, clock());
  if (delivery.state === 'dead') return { state: 'dead', error: delivery.error ?? 'given up' };
  if (delivery.state !== 'taken') return { state: delivery.state === 'sent' ? 'done' : 'skipped' };
  const notice = { ...(await noticeOf(deps, actor, effect, meeting, addressee, clock())), deliveryId: delivery.id };
  const digest = digestOf(notice);
  if (pointless || (await deliveries.lastSaid(key, new Date(clock().getTime() - SAME_MS))) === digest) {
    await deliveries.settle(key, 'skipped', clock());
    return { state: 'skipped' };
  }
  // The last thing before it leaves: whoever cancels or moves while all this is read wins.
  if ((await deps.meetings.get(actor, meeting.id)).version !== meeting.version) return 'changed';
  try {
    await channel.deliver(notice, AbortSignal.timeout(DELIVERY_TIMEOUT_MS));
  } catch (error) {
    const outcome = failed(effect, error, clock());
    if (outcome.state === 'dead') await deliveries.settle(key, 'dead', clock(), { error: outcome.error });
    return outcome;
  }
  await deliveries.settle(key, 'sent', clock(), { digest });
  return { state: 'done' };
}

/** One outcome of several channels: tried again as long as one may still succeed; what was sent is not sent again. */
function together(outcomes: readonly Settlement[]): Settlement {
  for (const state of ['pending', 'deferred', 'dead', 'done'] as const) {
    const found = outcomes.find((outcome) => outcome.state === state);
    if (found) return found;
  }
  return { state: 'skipped' };
}

/** Tried again with growing pauses; dead, for the host to see, where that cannot help. */
function failed(effect: Effect, error: unknown, now: Date): Settlement & { readonly error: string } {
  const message = error instanceof Error ? error.message : String(error);
  const permanent = error instanceof DeliveryError && error.permanent;
  const dueAt = permanent ? null : nextAttemptAt(effect.attempts, now);
  return dueAt ? { state: 'pending', error: message, dueAt } : { state: 'dead', error: message };
}
