// What a notice says, in plain text, from the meeting as stored: one source for mail and Slack.
import { localeOf } from '../domain/accounts/accounts.ts';
import type { Attendee, Meeting } from '../domain/meetings/meetings.ts';
import { timePoint, timeRange } from '../domain/time.ts';
import type { AgendaNotice, MeetingNotice, Notice, Recipient } from './channel.ts';
import { distanceText, weekText } from './dates.ts';
import { oneLine, severalLines, within } from './safe-text.ts';
import { type Doer, stringsOf } from './strings/strings.ts';

export interface Wording {
  /** One line, for a subject or a notification. */
  readonly headline: string;
  /** One or two sentences above the facts. */
  readonly lead: string;
}

/** The meeting's time in the reader's zone: weekday, date, time and zone. */
function whenText(notice: MeetingNotice): string {
  const { meeting, recipient } = notice;
  return timeRange(meeting.start, meeting.end, recipient.zone, localeOf(recipient));
}

/**
 * Harmless wherever plain text is shown; a place with a markup of its own escapes it. `timesApart`: what the meeting's
 * times are and were stands beside it anyway.
 */
export function wordingOf(notice: Notice, timesApart = false): Wording {
  return notice.kind === 'weekly_agenda' ? agendaWording(notice) : meetingWording(notice, timesApart);
}

function meetingWording(notice: MeetingNotice, timesApart: boolean): Wording {
  const { details, meeting, recipient } = notice;
  const strings = stringsOf(recipient.language);
  const title = titleOf(meeting);
  const by = doerOf(notice);
  switch (notice.occasion) {
    case 'invited':
      if (by?.kind === 'reader') return strings.booked(title);
      return recipient.kind === 'channel'
        ? strings.announced(title, organizerOf(notice))
        : strings.invited(title, organizerOf(notice));
    case 'moved': {
      const before = timesApart ? undefined : details.previousStart;
      return strings.moved(title, by, before && timePoint(before, recipient.zone, localeOf(recipient)));
    }
    case 'changed':
      return strings.changed(title, by);
    case 'cancelled':
      return strings.cancelled(title, by, details.reason && severalLines(details.reason, 1_000));
    case 'removed':
      return strings.removed(title, timesApart ? undefined : whenText(notice));
    case 'left':
      return strings.left(title, details.people?.map((name) => within(name)).join(', ') || undefined);
    case 'reminder':
      return strings.reminder(title, distanceText(meeting.start, details.minutesLeft, recipient));
    case 'follow_up':
      return strings.followUp(title);
  }
}

function agendaWording({ from, meetings, recipient }: AgendaNotice): Wording {
  const first = meetings[0] && timePoint(meetings[0].start, recipient.zone, localeOf(recipient));
  return stringsOf(recipient.language).agenda(weekText(from, recipient), meetings.length, first);
}

export function titleOf(meeting: Pick<Meeting, 'title'>): string {
  return within(meeting.title) || '—';
}

export function nameOf(attendee: Attendee): string {
  return within(attendee.name ?? '', 100) || oneLine(attendee.email);
}

export function organizerOf({ organizerName, organizerEmail }: MeetingNotice): string {
  return within(organizerName, 100) || oneLine(organizerEmail);
}

/** Whether this is the person whom `by` names: a user's id or a guest's address. */
export function isReader(recipient: Recipient, by: string | undefined): boolean {
  if (by === undefined || recipient.kind === 'channel') return false;
  return recipient.kind === 'colleague' ? recipient.userId === by : recipient.email === by;
}

function doerOf({ details, meeting, recipient }: MeetingNotice): Doer {
  if (details.by === undefined) return undefined;
  if (isReader(recipient, details.by)) return { kind: 'reader' };
  const known = meeting.attendees.find((one) => (one.kind === 'user' ? one.userId : one.email) === details.by);
  return known && { kind: 'other', name: nameOf(known) };
}
