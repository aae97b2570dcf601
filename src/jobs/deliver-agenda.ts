// Delivers the agenda of somebody's week: their meetings as stored now, in their zone, where they want to read them.
import { DateTime } from 'luxon';
import {
  type Accounts,
  languageOf,
  type NoticeChannel,
  type NotificationPreferences,
  type User,
} from '../domain/accounts/accounts.ts';
import { type JobActor, jobActor, type UserActor } from '../domain/actor.ts';
import type { AgendaEffect, DueEffect, Settlement } from '../domain/effects.ts';
import type { Meetings } from '../domain/meetings/meetings.ts';
import type { AgendaNotice } from '../notifications/channel.ts';
import type { DeliveryKey } from '../notifications/deliveries.ts';
import { type HandOverDeps, handOver, taken, together, unmade } from './hand-over.ts';

/** On Tuesday nobody needs to be told how Monday looked. */
const POINTLESS_MS = 16 * 3_600_000;
const LISTED = 50;

export interface DeliverAgendaDeps extends HandOverDeps {
  readonly accounts: Accounts;
  readonly meetings: Meetings;
}

export async function deliverAgenda(
  deps: DeliverAgendaDeps,
  due: DueEffect,
  effect: AgendaEffect,
): Promise<Settlement> {
  const actor = jobActor(due.tenant, 'deliver-effects', `${due.id}:${effect.id}`);
  try {
    const user = await deps.accounts.user(actor, due.id);
    const preferences = (await deps.accounts.preferences(actor, [user])).get(user.id);
    const notice = preferences && (await agendaOf(deps, actor, user, preferences, effect));
    if (!notice) return { state: 'skipped' };
    const outcomes: Settlement[] = [];
    for (const name of preferences.channels.weekly_agenda) {
      outcomes.push(await deliverOn(deps, name, due, effect, notice));
    }
    return together(outcomes);
  } catch (error) {
    return unmade(effect, error, deps.clock());
  }
}

/** Null when it has no point: nobody is there to read it, the Monday is over, or the week is empty. */
async function agendaOf(
  { meetings, clock }: DeliverAgendaDeps,
  job: JobActor,
  user: User,
  preferences: NotificationPreferences,
  { wantedAt }: AgendaEffect,
): Promise<Omit<AgendaNotice, 'deliveryId'> | null> {
  if (user.active === false || clock().getTime() - wantedAt.getTime() > POINTLESS_MS) return null;
  const monday = DateTime.fromJSDate(wantedAt, { zone: user.zone }).startOf('week');
  const actor: UserActor = { ...job, kind: 'user', userId: user.id, role: 'member' };
  const ofWeek = await meetings.list(actor, {
    from: monday.toJSDate(),
    to: monday.plus({ weeks: 1 }).toJSDate(),
    states: ['requested', 'scheduled', 'confirmed', 'active'],
    limit: LISTED,
  });
  if (ofWeek.length === 0) return null;
  const { id, name, email, zone, locale } = user;
  return {
    tenant: user.tenant,
    kind: 'weekly_agenda',
    week: monday.toFormat("kkkk-'W'WW"),
    from: monday.toJSDate(),
    meetings: ofWeek,
    recipient: {
      ...{ kind: 'colleague', userId: id, name, email, zone, locale },
      language: preferences.language ?? languageOf(locale),
    },
  };
}

async function deliverOn(
  deps: DeliverAgendaDeps,
  name: NoticeChannel,
  { id: subject }: DueEffect,
  effect: AgendaEffect,
  notice: Omit<AgendaNotice, 'deliveryId'>,
): Promise<Settlement> {
  const channel = deps.channels[name];
  const { tenant, recipient, week } = notice;
  const key: DeliveryKey = {
    tenant,
    subject,
    version: 0,
    kind: 'weekly_agenda',
    occasion: week,
    recipient: effect.targetKey,
    channel: channel.name,
  };
  const delivery = await taken(deps, key);
  if ('before' in delivery) return delivery.before;
  const unsubscribeUrl = await deps.links.unsubscribeUrl(tenant, recipient, 'weekly_agenda');
  const complete = { ...notice, deliveryId: delivery.id, ...(unsubscribeUrl && { unsubscribeUrl }) };
  return handOver(deps, channel, key, effect, complete);
}
