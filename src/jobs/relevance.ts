// Whether a message still has its point at the moment of sending, and whether now is the moment.
import type { NotificationPreferences } from '../domain/accounts/accounts.ts';
import { quietTime } from '../domain/accounts/accounts.ts';
import type { MeetingEffect } from '../domain/effects.ts';
import { attendeeKey, type Meeting } from '../domain/meetings/meetings.ts';

/** A question about a meeting that ended longer ago than this would only puzzle. */
const FOLLOW_UP_MS = 24 * 3_600_000;

/**
 * What has lost its point: an effect that a later one to the same target tells better, news for who does not come any
 * more, or of a meeting that is over or cancelled (but for the cancellation itself), a reminder of a time that holds no
 * longer.
 */
export function isPointless(meeting: Meeting, effect: MeetingEffect, now: Date): boolean {
  if (effect.occasion === 'cancelled' || effect.occasion === 'removed') return false;
  if (meeting.state === 'cancelled' || !concerns(meeting, effect)) return true;
  if (effect.occasion === 'follow_up') return isFollowUpPointless(meeting, now);
  if (effect.occasion === 'reminder') return isReminderPointless(meeting, effect, now);
  return meeting.end <= now || isSuperseded(meeting, effect);
}

/** By one of the same kind, which its reader wants to hear as much. */
function isSuperseded(meeting: Meeting, effect: MeetingEffect): boolean {
  // A first invitation is never merged away: what follows would speak of a meeting that the reader never heard of.
  if (effect.occasion !== 'moved' && effect.occasion !== 'changed') return false;
  return meeting.effects.some(
    (other) =>
      other.targetKey === effect.targetKey &&
      other.version > effect.version &&
      other.state === 'pending' &&
      other.occasion === effect.occasion,
  );
}

function concerns(meeting: Meeting, { target, targetKey }: MeetingEffect): boolean {
  return target.kind === 'channel' || meeting.attendees.some((attendee) => attendeeKey(attendee) === targetKey);
}

/** By the audit: a change of the title leaves the reminder true, another start does not. */
function hasMovedSince(meeting: Meeting, version: number): boolean {
  return meeting.audit.some((entry) => entry.version > version && entry.changes.start !== undefined);
}

/** What was held up is not said beside the next reminder, which is due as well by now. */
function hasNearer(meeting: Meeting, { targetKey, details: { minutes = 0 } }: MeetingEffect): boolean {
  return meeting.effects.some(
    (other) =>
      other.targetKey === targetKey &&
      other.occasion === 'reminder' &&
      other.state === 'pending' &&
      (other.details.minutes ?? 0) < minutes,
  );
}

function isReminderPointless(meeting: Meeting, effect: MeetingEffect, now: Date): boolean {
  return meeting.start <= now || hasMovedSince(meeting, effect.version) || hasNearer(meeting, effect);
}

function isFollowUpPointless(meeting: Meeting, now: Date): boolean {
  const held = meeting.state === 'completed' || meeting.state === 'active' || meeting.state === 'scheduled';
  const age = now.getTime() - meeting.end.getTime();
  return !held || age < 0 || age > FOLLOW_UP_MS;
}

/**
 * When a message that comes in quiet hours is sent: at their end, or null for now, because it would be too late by then.
 * Reminders and questions have been moved out of them when they were planned.
 */
export function heldUntil(
  meeting: Meeting,
  effect: MeetingEffect,
  preferences: NotificationPreferences,
  zone: string,
  now: Date,
): Date | null {
  if (effect.occasion === 'reminder' || effect.occasion === 'follow_up') return null;
  const quiet = quietTime(now, preferences.quietHours, zone);
  if (!quiet) return null;
  const first = Math.min(meeting.start.getTime(), effect.details.previousStart?.getTime() ?? Number.POSITIVE_INFINITY);
  return first > quiet.to.getTime() ? quiet.to : null;
}
