// What a notification says, in plain text, from the meeting as stored: one source for mail and Slack.
import type { Meeting } from '../domain/meetings/meetings.ts';
import { timePoint, timeRange } from '../domain/time.ts';
import type { MeetingNotice } from './channel.ts';

export interface Wording {
  /** One line, for a subject or a notification. */
  readonly headline: string;
  /** One or two sentences above the facts. */
  readonly lead: string;
}

/** The meeting's time in the reader's zone: weekday, date, time and zone. */
export function whenText(notice: MeetingNotice): string {
  return timeRange(notice.meeting.start, notice.meeting.end, notice.recipient.zone, notice.recipient.locale);
}

export function wordingOf(notice: MeetingNotice): Wording {
  const { title } = notice.meeting;
  const name = notice.organizerName;
  const reason = notice.details.reason ? ` Reason: ${notice.details.reason}` : '';
  switch (notice.occasion) {
    case 'invited':
      return { headline: `Invitation: ${title}`, lead: `${name} invites you to ${title}.` };
    case 'moved': {
      const before = notice.details.previousStart;
      const was = before ? ` It was ${timePoint(before, notice.recipient.zone, notice.recipient.locale)}.` : '';
      return { headline: `Moved: ${title}`, lead: `${title} has a new time.${was}` };
    }
    case 'changed':
      return { headline: `Changed: ${title}`, lead: `${title} has changed.` };
    case 'cancelled':
      return { headline: `Cancelled: ${title}`, lead: `${title} is cancelled.${reason}` };
    case 'removed':
      return { headline: `Cancelled for you: ${title}`, lead: `You are no longer expected at ${title}.` };
    case 'left':
      return { headline: `Declined: ${title}`, lead: `${leavers(notice)} will not come to ${title}.` };
    case 'reminder':
      return { headline: `Reminder: ${title}`, lead: `${title} begins soon.` };
    case 'follow_up':
      return { headline: `How was ${title}?`, lead: `${title} is over.` };
  }
}

function leavers(notice: MeetingNotice): string {
  return notice.details.people?.join(', ') || 'Somebody';
}

/** `Ada Park, Sarah Chen, john@acme.com` */
export function peopleText(meeting: Meeting): string {
  return meeting.attendees.map((attendee) => attendee.name ?? attendee.email).join(', ');
}
