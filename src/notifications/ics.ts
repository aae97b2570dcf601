// A meeting as an iCalendar invitation or cancellation (RFC 5545, RFC 5546). Times are written in UTC, which every
// calendar shows in its reader's own zone.
import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import type { Attendee, Meeting } from '../domain/meetings/meetings.ts';

export interface IcsInvitation {
  readonly method: 'REQUEST' | 'CANCEL';
  readonly content: string;
}

/** Line breaks would end a property early in careless readers; the generator escapes the rest. */
function plain(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}

function nameOf(attendee: Attendee): string {
  return plain(attendee.name ?? attendee.email);
}

/**
 * The invitation for `recipient`, or its cancellation. UID is the meeting's for life, SEQUENCE its version, so that a
 * calendar replaces what it has and drops what arrives late.
 */
export function invitation(options: {
  meeting: Meeting;
  method: IcsInvitation['method'];
  organizer: { name: string; email: string };
  stamp: Date;
}): IcsInvitation {
  const { meeting, method, organizer, stamp } = options;
  const calendar = ical({
    prodId: { company: 'Parley', product: 'Parley', language: 'EN' },
    method: method === 'CANCEL' ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
  });
  const joinUrl = meeting.conference.joinUrl;
  const description = [meeting.description, joinUrl && `Join: ${joinUrl}`].filter(Boolean).join('\n\n');
  calendar.createEvent({
    id: `${meeting.id}@parley`,
    sequence: meeting.version,
    stamp,
    start: meeting.start,
    end: meeting.end,
    summary: plain(meeting.title),
    status: method === 'CANCEL' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.OPAQUE,
    organizer: { name: plain(organizer.name), email: organizer.email },
    attendees: meeting.attendees.map((attendee) => ({
      name: nameOf(attendee),
      email: attendee.email,
      role: ICalAttendeeRole.REQ,
      status:
        attendee.kind === 'user' && attendee.userId === meeting.organizer
          ? ICalAttendeeStatus.ACCEPTED
          : ICalAttendeeStatus.NEEDSACTION,
      rsvp: attendee.kind === 'guest',
    })),
    ...(description && { description }),
    ...((meeting.location ?? joinUrl) && { location: plain(meeting.location ?? joinUrl ?? '') }),
    ...(joinUrl && { url: joinUrl }),
  });
  return { method, content: calendar.toString() };
}
