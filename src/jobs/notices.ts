// Makes the notice of an effect: what a channel needs to tell one reader of one meeting, as stored now.
import { createHash } from 'node:crypto';
import {
  type Accounts,
  languageOf,
  type NoticeChannel,
  type NoticeKind,
  type NotificationPreferences,
  type ReminderMinutes,
  type User,
} from '../domain/accounts/accounts.ts';
import type { JobActor } from '../domain/actor.ts';
import type { MeetingEffect, MeetingOccasion } from '../domain/effects.ts';
import { attendeeKey, type Meeting } from '../domain/meetings/meetings.ts';
import type { MeetingNotice, NoticeLinks, Recipient } from '../notifications/channel.ts';

export const KIND: Readonly<Record<MeetingOccasion, MeetingNotice['kind']>> = {
  invited: 'confirmation',
  moved: 'moved',
  changed: 'changed',
  cancelled: 'cancelled',
  removed: 'cancelled',
  left: 'left',
  reminder: 'reminder',
  follow_up: 'follow_up',
};

/** The person an effect goes to, or, for guests and channels, the organizer whose language is theirs. */
export interface Addressee {
  readonly user: User;
  readonly organizer: User;
  readonly preferences: NotificationPreferences;
}

export async function addresseeOf(
  accounts: Accounts,
  actor: JobActor,
  effect: MeetingEffect,
  meeting: Meeting,
): Promise<Addressee> {
  const { target } = effect;
  const organizer = await accounts.user(actor, meeting.organizer);
  const user =
    target.kind === 'colleague' && target.userId !== organizer.id
      ? await accounts.user(actor, target.userId)
      : organizer;
  const preferences = (await accounts.preferences(actor, [user])).get(user.id);
  if (!preferences) throw new Error(`User ${user.id} has no preferences.`);
  return { user, organizer, preferences };
}

/** The ways on which an effect is told; none when the reader wants none, has just done it themselves, or has left. */
export function channelsOf(effect: MeetingEffect, { user, preferences }: Addressee): readonly NoticeChannel[] {
  if (effect.target.kind === 'guest') return ['mail'];
  if (effect.target.kind === 'channel') return ['slack'];
  if (user.active === false) return [];
  const wanted = preferences.channels[KIND[effect.occasion]];
  // Who acts in Slack reads the answer there.
  return effect.details.by === user.id ? wanted.filter((channel) => channel !== 'slack') : wanted;
}

function recipientOf(effect: MeetingEffect, meeting: Meeting, { user, preferences }: Addressee): Recipient {
  const reader = { language: preferences.language ?? languageOf(user.locale), locale: user.locale };
  const { target } = effect;
  if (target.kind !== 'colleague') return { ...target, ...reader, zone: meeting.zone };
  return { kind: 'colleague', userId: user.id, name: user.name, email: user.email, ...reader, zone: user.zone };
}

/** Only somebody who still attends has a page of the meeting. */
async function addressesOf(
  links: NoticeLinks,
  meeting: Meeting,
  recipient: Recipient,
  kind: NoticeKind,
): Promise<Pick<MeetingNotice, 'manageUrl' | 'unsubscribeUrl'>> {
  const unsubscribeUrl = await links.unsubscribeUrl(meeting.tenant, recipient, kind);
  const attends =
    recipient.kind === 'guest' && meeting.attendees.some((one) => attendeeKey(one) === `guest:${recipient.email}`);
  return {
    ...(unsubscribeUrl && { unsubscribeUrl }),
    ...(attends && { manageUrl: await links.manageUrl(meeting, recipient.email) }),
  };
}

/** Details with the names of colleagues in place of their ids, and the time that is left. */
async function detailsOf(
  accounts: Accounts,
  actor: JobActor,
  effect: MeetingEffect,
  meeting: Meeting,
  now: Date,
): Promise<MeetingNotice['details']> {
  const { minutes, people, ...details } = effect.details;
  const minutesLeft = Math.round((meeting.start.getTime() - now.getTime()) / 60_000);
  const timed = minutes === undefined ? details : { ...details, minutesLeft };
  if (!people) return timed;
  const users = await accounts.users(actor, people);
  const names = new Map(users.map((user) => [user.id, user.name]));
  return { ...timed, people: people.map((person) => names.get(person) ?? person) };
}

/** A calendar rings when Parley would remind its reader. */
function alarmsOf(meeting: Meeting, recipient: Recipient, { preferences }: Addressee): ReminderMinutes {
  if (recipient.kind === 'colleague') return meeting.reminders?.users ?? preferences.reminders;
  return meeting.reminders?.guests ?? preferences.guestReminders;
}

export async function noticeOf(
  deps: { readonly accounts: Accounts; readonly links: NoticeLinks },
  actor: JobActor,
  effect: MeetingEffect,
  meeting: Meeting,
  addressee: Addressee,
  now: Date,
): Promise<Omit<MeetingNotice, 'deliveryId'>> {
  const kind = KIND[effect.occasion];
  const recipient = recipientOf(effect, meeting, addressee);
  return {
    tenant: meeting.tenant,
    kind,
    occasion: effect.occasion,
    meeting,
    recipient,
    ...(await addressesOf(deps.links, meeting, recipient, kind)),
    organizerName: addressee.organizer.name,
    organizerEmail: addressee.organizer.email,
    alarms: alarmsOf(meeting, recipient, addressee),
    details: await detailsOf(deps.accounts, actor, effect, meeting, now),
  };
}

/** What the notice says, in short: two of one digest would read the same. */
export function digestOf({ occasion, meeting, details }: Omit<MeetingNotice, 'deliveryId'>): string {
  const { title, start, end, location, conference, description, attendees } = meeting;
  const said = [occasion, title, start, end, location, conference, description, attendees.map(attendeeKey), details];
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 22);
}

/** How a delivery record calls the occasion: `24h`, `90m`, else the effect's own word. */
export function occasionOf({ occasion, details: { minutes } }: MeetingEffect): string {
  if (occasion !== 'reminder' || minutes === undefined) return occasion;
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}
