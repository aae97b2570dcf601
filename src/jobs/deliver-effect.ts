// Delivers what a meeting tells one of its people: on every channel that they want, once each, unless it has lost its
// point by now.
import type { Accounts, NoticeChannel } from '../domain/accounts/accounts.ts';
import { type JobActor, jobActor, type TenantId } from '../domain/actor.ts';
import type { DueEffect, MeetingEffect, Settlement } from '../domain/effects.ts';
import type { Meeting, Meetings } from '../domain/meetings/meetings.ts';
import type { Channel } from '../notifications/channel.ts';
import type { DeliveryKey } from '../notifications/deliveries.ts';
import { type HandOverDeps, handOver, taken, together, unmade } from './hand-over.ts';
import { type Addressee, addresseeOf, channelsOf, digestOf, KIND, noticeOf, occasionOf } from './notices.ts';
import { heldUntil, isPointless } from './relevance.ts';

/** What would say the same as a message of the last minute is not said again. */
const SAME_MS = 60_000;

export interface DeliverEffectDeps extends HandOverDeps {
  readonly meetings: Meetings;
  readonly accounts: Accounts;
  /** Whether a guest wants no reminders of this tenant. */
  readonly unsubscribed: (tenant: TenantId, email: string) => Promise<boolean>;
  /** Brings the cards of a meeting up to date without a sound, since no message does it now. Never rejects. */
  readonly repaint?: (tenant: TenantId, meetingId: string) => Promise<void>;
}

export async function deliverEffect(
  deps: DeliverEffectDeps,
  due: DueEffect,
  effect: MeetingEffect,
): Promise<Settlement> {
  const actor = jobActor(due.tenant, 'deliver-effects', `${due.id}:${effect.id}`);
  try {
    const meeting = await deps.meetings.get(actor, due.id);
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
    if (silent && showsOnCards(effect, addressee)) await deps.repaint?.(due.tenant, due.id);
    return result;
  } catch (error) {
    return unmade(effect, error, deps.clock());
  }
}

/** Something that others did: whoever acts in Slack has seen the cards change. */
function showsOnCards({ target, occasion, details }: MeetingEffect, { user }: Addressee): boolean {
  const told = target.kind === 'colleague' && details.by !== user.id;
  return told && occasion !== 'invited' && occasion !== 'reminder' && occasion !== 'follow_up';
}

async function waysOf(
  deps: DeliverEffectDeps,
  effect: MeetingEffect,
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
  effect: MeetingEffect,
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
  const delivery = await taken(deps, key);
  if ('before' in delivery) return delivery.before;
  const notice = { ...(await noticeOf(deps, actor, effect, meeting, addressee, clock())), deliveryId: delivery.id };
  const digest = digestOf(notice);
  if (pointless || (await deliveries.lastSaid(key, new Date(clock().getTime() - SAME_MS))) === digest) {
    await deliveries.settle(key, 'skipped', clock());
    return { state: 'skipped' };
  }
  // The last thing before it leaves: whoever cancels or moves while all this is read wins.
  if ((await deps.meetings.get(actor, meeting.id)).version !== meeting.version) return 'changed';
  return handOver(deps, channel, key, effect, notice, digest);
}
