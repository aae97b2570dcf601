// Monday morning: everybody's meetings of the week, in their zone, where they want to read them.
import { DateTime } from 'luxon';
import { type Accounts, languageOf, type NoticeChannel, nextAgendaAt } from '../domain/accounts/accounts.ts';
import { jobActor, type TenantId, type UserActor, type UserId } from '../domain/actor.ts';
import { DomainError } from '../domain/errors.ts';
import type { Meetings } from '../domain/meetings/meetings.ts';
import type { Clock } from '../domain/time.ts';
import { type AgendaNotice, type Channel, DeliveryError, type NoticeLinks } from '../notifications/channel.ts';
import type { Deliveries, DeliveryKey } from '../notifications/deliveries.ts';
import { nextAttemptAt } from './backoff.ts';

const BATCH = 100;
/** Longer than both channels may take, and than two clocks differ. */
const LEASE_MS = 3 * 60_000;
const DELIVERY_TIMEOUT_MS = 30_000;
/** On Tuesday nobody needs to be told how Monday looked. */
const POINTLESS_MS = 16 * 3_600_000;
const LISTED = 50;

/** When each user next reads their week. Implemented by storage over the users. */
export interface AgendaQueue {
  /** Users whose agenda is due and on whom nobody works, the longest waiting first, over all tenants. */
  due(now: Date, limit: number): Promise<{ readonly tenant: TenantId; readonly id: UserId }[]>;
  /** Takes the right to work on one; null when somebody else has it or nothing is due any more. */
  lease(
    of: { readonly tenant: TenantId; readonly id: UserId },
    owner: string,
    now: Date,
    until: Date,
  ): Promise<{ readonly dueAt: Date; readonly attempts: number } | null>;
  /** Gives it back, due at `next` after so many failed attempts. */
  settle(
    of: { readonly tenant: TenantId; readonly id: UserId },
    owner: string,
    next: Date,
    attempts: number,
  ): Promise<void>;
  /** Sets when the next one is due, unless one is due already. */
  plan(tenant: TenantId, id: UserId, next: Date, now: Date): Promise<void>;
}

export interface WeeklyAgendaDeps {
  readonly agendas: AgendaQueue;
  readonly accounts: Accounts;
  readonly meetings: Meetings;
  readonly deliveries: Deliveries;
  readonly channels: Readonly<Record<NoticeChannel, Channel>>;
  readonly links: NoticeLinks;
  readonly owner: string;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** Works until nothing is due. Answers how many agendas were settled. */
export async function sendWeeklyAgendas(deps: WeeklyAgendaDeps, stop?: AbortSignal): Promise<number> {
  const { agendas, clock, owner } = deps;
  let settled = 0;
  for (;;) {
    const due = await agendas.due(clock(), BATCH);
    let progress = 0;
    for (const user of due) {
      if (stop?.aborted) return settled;
      const now = clock();
      const taken = await agendas.lease(user, owner, now, new Date(now.getTime() + LEASE_MS));
      if (!taken) continue;
      const retryAt = await sendOne(deps, user, taken.dueAt, taken.attempts);
      await agendas.settle(user, owner, retryAt ?? (await nextOf(deps, user)), retryAt ? taken.attempts + 1 : 0);
      progress++;
    }
    settled += progress;
    if (progress === 0) return settled;
  }
}

async function nextOf({ accounts, clock, newId }: WeeklyAgendaDeps, { tenant, id }: { tenant: TenantId; id: UserId }) {
  const actor = jobActor(tenant, 'weekly-agenda', newId());
  const [user] = await accounts.users(actor, [id]);
  const preferences = user && (await accounts.preferences(actor, [user])).get(id);
  return nextAgendaAt(clock(), user?.zone ?? 'UTC', preferences?.quietHours);
}

/** When to try again; null when it is done with, in whatever way. */
async function sendOne(
  deps: WeeklyAgendaDeps,
  { tenant, id }: { tenant: TenantId; id: UserId },
  dueAt: Date,
  attempts: number,
): Promise<Date | null> {
  const { accounts, clock } = deps;
  const job = jobActor(tenant, 'weekly-agenda', deps.newId());
  const [user] = await accounts.users(job, [id]);
  const preferences = user && (await accounts.preferences(job, [user])).get(id);
  if (!user || user.active === false || !preferences || clock().getTime() - dueAt.getTime() > POINTLESS_MS) return null;
  const monday = DateTime.fromJSDate(dueAt, { zone: user.zone }).startOf('week');
  const actor: UserActor = { ...job, kind: 'user', userId: id, role: 'member' };
  const meetings = await deps.meetings.list(actor, {
    from: monday.toJSDate(),
    to: monday.plus({ weeks: 1 }).toJSDate(),
    states: ['requested', 'scheduled', 'confirmed', 'active'],
    limit: LISTED,
  });
  if (meetings.length === 0) return null;
  const language = preferences.language ?? languageOf(user.locale);
  const recipient = { kind: 'colleague', userId: id, name: user.name, email: user.email } as const;
  const notice: Omit<AgendaNotice, 'deliveryId'> = {
    tenant,
    kind: 'weekly_agenda',
    week: monday.toFormat("kkkk-'W'WW"),
    from: monday.toJSDate(),
    meetings,
    recipient: { ...recipient, zone: user.zone, locale: user.locale, language },
  };
  let retryAt: Date | null = null;
  for (const channel of preferences.channels.weekly_agenda) {
    retryAt = (await deliverOn(deps, deps.channels[channel], notice, attempts)) ?? retryAt;
  }
  return retryAt;
}

async function deliverOn(
  deps: WeeklyAgendaDeps,
  channel: Channel,
  notice: Omit<AgendaNotice, 'deliveryId'>,
  attempts: number,
): Promise<Date | null> {
  const { deliveries, clock } = deps;
  const { tenant, recipient } = notice;
  if (recipient.kind !== 'colleague') throw new TypeError('A weekly agenda is for a colleague.');
  const key: DeliveryKey = {
    tenant,
    subject: recipient.userId,
    version: 0,
    kind: 'weekly_agenda',
    occasion: notice.week,
    recipient: `user:${recipient.userId}`,
    channel: channel.name,
  };
  const delivery = await deliveries.take(key, clock());
  if (delivery.state !== 'taken') return null;
  try {
    const unsubscribeUrl = await deps.links.unsubscribeUrl(tenant, recipient, 'weekly_agenda');
    const complete = { ...notice, deliveryId: delivery.id, ...(unsubscribeUrl && { unsubscribeUrl }) };
    await channel.deliver(complete, AbortSignal.timeout(DELIVERY_TIMEOUT_MS));
  } catch (error) {
    const permanent = error instanceof DomainError || (error instanceof DeliveryError && error.permanent);
    const retryAt = permanent ? null : nextAttemptAt(attempts, clock());
    if (retryAt) return retryAt;
    const message = error instanceof Error ? error.message : String(error);
    await deliveries.settle(key, 'dead', clock(), { error: message });
    return null;
  }
  await deliveries.settle(key, 'sent', clock());
  return null;
}
