// News that preferences ask for beside what everybody hears: one's own changes by mail, and announcements in a channel.
import type { Actor, UserId } from '../actor.ts';
import type { AuditAction } from '../audit.ts';
import type { MeetingEffect, MeetingOccasion } from '../effects.ts';
import { byOf, effect, effectTo } from './changes.ts';
import { attendeeKey, type Meeting } from './meeting.ts';
import type { Reader } from './timed-notices.ts';

const OWN: Partial<
  Record<AuditAction, { occasion: MeetingOccasion; kind: 'confirmation' | 'moved' | 'changed' | 'cancelled' }>
> = {
  booked: { occasion: 'invited', kind: 'confirmation' },
  moved: { occasion: 'moved', kind: 'moved' },
  changed: { occasion: 'changed', kind: 'changed' },
  cancelled: { occasion: 'cancelled', kind: 'cancelled' },
  left: { occasion: 'removed', kind: 'cancelled' },
};

/** What an announcement tells of; the rest concerns nobody else. */
const ANNOUNCED: readonly AuditAction[] = ['booked', 'moved', 'cancelled'];

/**
 * `before` is the meeting as it was, where it was. Whoever acts reads the answer in Slack, so only those who want mail
 * of such changes hear of their own.
 */
export function ownNews(
  actor: Actor,
  action: AuditAction,
  meeting: Meeting,
  before: Meeting | undefined,
  readers: ReadonlyMap<UserId, Reader>,
  at: Date,
): MeetingEffect[] {
  const own = OWN[action];
  if (!own) return [];
  const moved = before && before.start.getTime() !== meeting.start.getTime();
  const details = { ...byOf(actor), ...(moved && { previousStart: before.start }) };
  const effects: MeetingEffect[] = [];
  if (actor.kind === 'user' && readers.get(actor.userId)?.preferences.channels[own.kind].includes('mail')) {
    const self = [...meeting.attendees, ...(before?.attendees ?? [])].find(
      (attendee) => attendeeKey(attendee) === `user:${actor.userId}`,
    );
    if (self) effects.push(effect(self, own.occasion, meeting.version, at, details));
  }
  const channelId = readers.get(meeting.organizer)?.preferences.announceIn;
  if (channelId && ANNOUNCED.includes(action)) {
    effects.push(
      effectTo({ kind: 'channel', channelId }, `channel:${channelId}`, own.occasion, meeting.version, at, details),
    );
  }
  return effects;
}
