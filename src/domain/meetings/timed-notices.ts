// Messages that time brings: reminders before a meeting and the question after it. When each is due is worked out with
// every change, from the preferences of the people concerned; what is due becomes an effect.
import { type NotificationPreferences, quietTime } from '../accounts/accounts.ts';
import type { UserId } from '../actor.ts';
import type { MeetingEffect } from '../effects.ts';
import { effect } from './changes.ts';
import { type Attendee, attendeeKey, type Meeting, type TimedNotice } from './meeting.ts';
import { isOpen } from './states.ts';
import type { StoredMeeting } from './store.ts';

const MINUTE_MS = 60_000;

/** What is to be known of a user to write to them at the right time. */
export interface Reader {
  readonly zone: string;
  readonly preferences: NotificationPreferences;
}

/** When a reminder reaches its reader: out of quiet hours, at the last minute before them. */
function reminderAt(meeting: Meeting, minutes: number, reader?: Reader): Date {
  const wanted = new Date(meeting.start.getTime() - minutes * MINUTE_MS);
  const quiet = reader && quietTime(wanted, reader.preferences.quietHours, reader.zone);
  return quiet ? new Date(quiet.from.getTime() - MINUTE_MS) : wanted;
}

function remindersOf(attendee: Attendee, meeting: Meeting, readers: ReadonlyMap<UserId, Reader>): TimedNotice[] {
  const reader = attendee.kind === 'user' ? readers.get(attendee.userId) : undefined;
  if (attendee.kind === 'user' && (!reader || reader.preferences.channels.reminder.length === 0)) return [];
  const wanted = reader
    ? (meeting.reminders?.users ?? reader.preferences.reminders)
    : (meeting.reminders?.guests ?? readers.get(meeting.organizer)?.preferences.guestReminders ?? []);
  const targetKey = attendeeKey(attendee);
  return wanted.map((minutes) => {
    return { kind: 'reminder', targetKey, minutes, dueAt: reminderAt(meeting, minutes, reader) };
  });
}

/** The question how it was goes to those who met somebody: organizer and hosts, once their quiet hours are over. */
function followUpsOf(meeting: Meeting, readers: ReadonlyMap<UserId, Reader>): TimedNotice[] {
  if (meeting.attendees.length < 2) return [];
  return [...new Set([meeting.organizer, ...meeting.hosts])].flatMap((userId): TimedNotice[] => {
    const reader = readers.get(userId);
    const comes = meeting.attendees.some((attendee) => attendeeKey(attendee) === `user:${userId}`);
    if (!reader || !comes || reader.preferences.channels.follow_up.length === 0) return [];
    const quiet = quietTime(meeting.end, reader.preferences.quietHours, reader.zone);
    return [{ kind: 'follow_up', targetKey: `user:${userId}`, minutes: 0, dueAt: quiet?.to ?? meeting.end }];
  });
}

/** All that is still to come, soonest first: nothing is sent at once because its time has passed already. */
export function timedNotices(meeting: Meeting, readers: ReadonlyMap<UserId, Reader>, now: Date): TimedNotice[] {
  const over = meeting.state === 'completed';
  if (!isOpen(meeting) && !over) return [];
  const reminders = over ? [] : meeting.attendees.flatMap((attendee) => remindersOf(attendee, meeting, readers));
  return [...reminders, ...followUpsOf(meeting, readers)]
    .filter(({ kind, dueAt }) => (kind === 'reminder' ? dueAt > now && dueAt < meeting.start : dueAt >= now))
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}

/**
 * The effects of what is due at `now`, and what is left for later; null when nothing is due. Of several reminders to one
 * reader, after a downtime say, only the one nearest to the start is sent: the others are recorded as skipped.
 */
export function raiseDue(meeting: StoredMeeting, now: Date): { effects: MeetingEffect[]; left: TimedNotice[] } | null {
  const due = (meeting.timedNotices ?? []).filter(({ dueAt }) => dueAt <= now);
  if (due.length === 0) return null;
  const effects = due.flatMap((notice): MeetingEffect[] => {
    const attendee = meeting.attendees.find((one) => attendeeKey(one) === notice.targetKey);
    if (!attendee) return [];
    const { kind, targetKey, minutes, dueAt } = notice;
    const details = kind === 'reminder' ? { minutes } : {};
    const raised = {
      ...effect(attendee, kind, meeting.version, dueAt, details),
      id: `${meeting.version}:${kind}-${minutes}:${targetKey}`,
    };
    const nearer = due.some((other) => other.kind === kind && other.targetKey === targetKey && other.minutes < minutes);
    return [nearer ? { ...raised, state: 'skipped', settledAt: now } : raised];
  });
  return { effects, left: (meeting.timedNotices ?? []).filter(({ dueAt }) => dueAt > now) };
}
