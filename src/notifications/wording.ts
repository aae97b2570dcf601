// What a notification says, in plain text, from the meeting as stored: one source for mail and Slack.
import type { Meeting } from '../domain/meetings/meetings.ts';
import { timePoint, timeRange } from '../domain/time.ts';
import type { Notice } from './channel.ts';

export interface Wording {
  /** One line, for a subject or a notification. */
  readonly headline: string;
  /** One or two sentences above the facts. */
  readonly lead: string;
}

/** The zone in which times are told to the recipient: a colleague's own, for a guest the meeting's. */
export function readerZone(notice: Notice): string {
  return notice.recipient.kind === 'colleague' ? notice.recipient.zone : notice.meeting.zone;
}

export function readerLocale(notice: Notice): string {
  return notice.recipient.kind === 'colleague' ? notice.recipient.locale : 'en-US';
}

/** The meeting's time in the reader's zone: weekday, date, time and zone. */
export function whenText(notice: Notice): string {
  return timeRange(notice.meeting.start, notice.meeting.end, readerZone(notice), readerLocale(notice));
}

export function wordingOf(notice: Notice): Wording {
  const { title } = notice.meeting;
  const name = notice.organizerName;
  const reason = notice.details.reason ? ` Reason: ${notice.details.reason}` : '';
  switch (notice.occasion) {
    case 'invited':
      return { headline: `Invitation: ${title}`, lead: `${name} invites you to ${title}.` };
    case 'moved': {
      const before = notice.details.previousStart;
      const was = before ? ` It was ${timePoint(before, readerZone(notice), readerLocale(notice))}.` : '';
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
  }
}

function leavers(notice: Notice): string {
  return notice.details.people?.join(', ') || 'Somebody';
}

/** `Ada Park, Sarah Chen, john@acme.com` */
export function peopleText(meeting: Meeting): string {
  return meeting.attendees.map((attendee) => attendee.name ?? attendee.email).join(', ');
}
