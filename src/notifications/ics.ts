// Meetings as iCalendar (RFC 5545, 5546, 7986): the invitation or cancellation in a mail, and a user's private feed.
import ical, {
  ICalAlarmType,
  ICalAttendeeRole,
  ICalAttendeeStatus,
  type ICalCalendar,
  ICalCalendarMethod,
  type ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { DateTime } from 'luxon';
import type { ReminderMinutes } from '../domain/accounts/accounts.ts';
import type { UserId } from '../domain/actor.ts';
import type { Attendee, ListedMeeting } from '../domain/meetings/meetings.ts';
import { trustedZone, zoneBlock } from './ics-zones.ts';
import { oneLine, severalLines, webAddress } from './safe-text.ts';

export interface IcsInvitation {
  /** `PUBLISH` for the organizer's own calendar. */
  readonly method: 'REQUEST' | 'CANCEL' | 'PUBLISH';
  /** Lines folded and ended by CRLF. */
  readonly content: string;
}

interface Organizer {
  readonly name: string;
  readonly email: string;
}

const METHODS = {
  REQUEST: ICalCalendarMethod.REQUEST,
  CANCEL: ICalCalendarMethod.CANCEL,
  PUBLISH: ICalCalendarMethod.PUBLISH,
};

/**
 * A meeting for calendars. UID is the meeting's for life, SEQUENCE its version, so that a calendar replaces what it has
 * and drops what arrives late. `only`: the one attendee whom a cancellation concerns. `alarms` in minutes before.
 */
export function invitation(options: {
  readonly meeting: ListedMeeting;
  readonly method: IcsInvitation['method'];
  readonly organizer: Organizer;
  readonly stamp: Date;
  readonly only?: string;
  readonly alarms?: ReminderMinutes;
}): IcsInvitation {
  const { meeting, method, organizer, stamp, only, alarms = [] } = options;
  const calendar = newCalendar({ method: METHODS[method] });
  const attending = only === undefined ? meeting.attendees : [attendeeBy(meeting, only)];
  calendar.createEvent({
    ...eventOf(meeting),
    ...(method === 'CANCEL' && { status: ICalEventStatus.CANCELLED }),
    stamp,
    organizer: named(organizer),
    attendees: attending.map((attendee) => attendeeOf(attendee, meeting, method)),
    ...(method !== 'CANCEL' && { alarms: alarms.map((minutes) => alarm(minutes)) }),
  });
  return { method, content: written(calendar) };
}

/**
 * A user's calendar to subscribe to: what is booked or asked for. The text depends on the meetings alone, so that an
 * unchanged calendar can be told by its hash.
 */
export function feedOf(
  meetings: readonly ListedMeeting[],
  user: UserId,
  options: { readonly name: string; readonly alarms?: ReminderMinutes },
): string {
  const { name, alarms = [] } = options;
  const calendar = newCalendar({ method: ICalCalendarMethod.PUBLISH, name: escaped(name), ttl: REFRESH_SECONDS });
  const shown = meetings.filter((meeting) => !GONE.includes(meeting.state));
  for (const meeting of shown) {
    const organizer = meeting.attendees.find((one) => one.kind === 'user' && one.userId === meeting.organizer);
    calendar.createEvent({
      ...eventOf(meeting),
      stamp: meeting.updatedAt,
      ...(organizer && { organizer: named(organizer) }),
      attendees: meeting.attendees.map((attendee) => attendeeOf(attendee, meeting, 'PUBLISH', user)),
      alarms: alarms.map((minutes) => alarm(minutes)),
    });
  }
  return written(calendar);
}

/** Google reads it once in hours whatever is asked for; others follow. */
const REFRESH_SECONDS = 15 * 60;
const GONE: readonly ListedMeeting['state'][] = ['cancelled', 'declined', 'expired'];

function newCalendar(options: { method: ICalCalendarMethod; name?: string; ttl?: number }): ICalCalendar {
  const { method, name, ttl } = options;
  const calendar = ical({ prodId: { company: 'Parley', product: 'Parley', language: 'EN' }, method });
  if (name) calendar.name(name);
  if (ttl) calendar.ttl(ttl);
  calendar.scale('gregorian');
  // The calendar itself has no zone: with one, stamps would be written in it, and they must be in UTC.
  calendar.timezone({ name: null, generator: zoneBlock });
  return calendar;
}

function eventOf(meeting: ListedMeeting): ICalEventData {
  const joinUrl = calendarAddress(meeting.conference.joinUrl);
  const description = [severalLines(meeting.description ?? ''), joinUrl ?? ''].filter(Boolean).join('\n\n');
  const location = oneLine(meeting.location ?? joinUrl ?? '', 1_000);
  const x = conferenceProperties(meeting, joinUrl);
  return {
    id: `${meeting.id}@parley`,
    sequence: meeting.version,
    ...timesOf(meeting),
    created: meeting.createdAt,
    lastModified: meeting.updatedAt,
    summary: oneLine(meeting.title),
    status: meeting.state === 'requested' ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.OPAQUE,
    ...(description && { description }),
    ...(location && { location }),
    ...(joinUrl && { url: joinUrl }),
    x,
  };
}

/** In the meeting's own zone, so that calendars show where it was arranged; in UTC where that cannot be said safely. */
function timesOf({ start, end, zone }: ListedMeeting) {
  const tzid = trustedZone(zone, [start, end]);
  if (!tzid) return { start, end };
  return {
    start: DateTime.fromJSDate(start, { zone: tzid }),
    end: DateTime.fromJSDate(end, { zone: tzid }),
    timezone: tzid,
  };
}

function attendeeOf(attendee: Attendee, meeting: ListedMeeting, method: IcsInvitation['method'], reader?: UserId) {
  const isOrganizer = attendee.kind === 'user' && attendee.userId === meeting.organizer;
  const comes = isOrganizer || (attendee.kind === 'user' && attendee.userId === reader);
  return {
    ...named(attendee),
    role: isOrganizer ? ICalAttendeeRole.CHAIR : ICalAttendeeRole.REQ,
    status: comes ? ICalAttendeeStatus.ACCEPTED : ICalAttendeeStatus.NEEDSACTION,
    rsvp: method === 'REQUEST' && attendee.kind === 'guest',
  };
}

/** The generator takes nobody without a name. */
function named({ name = '', email }: { readonly name?: string; readonly email: string }) {
  return { name: oneLine(name) || email, email };
}

/** Whom a cancellation names who is no attendee any more. */
function attendeeBy(meeting: ListedMeeting, email: string): Attendee {
  return meeting.attendees.find((one) => one.email === email) ?? { kind: 'guest', email };
}

function alarm(minutes: number) {
  return { type: ICalAlarmType.display, triggerBefore: minutes * 60 };
}

/** From what programs draw a button for joining: the standard's property, and those that Google and Outlook had before. */
function conferenceProperties({ conference }: ListedMeeting, joinUrl: string | undefined): [string, string][] {
  if (!joinUrl) return [];
  const standard: [string, string] = ['CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO', joinUrl];
  if (conference.kind === 'google_meet') return [standard, ['X-GOOGLE-CONFERENCE', joinUrl]];
  if (conference.kind === 'teams') return [standard, ['X-MICROSOFT-SKYPETEAMSMEETINGURL', joinUrl]];
  return [standard];
}

/** The generator escapes addresses as if they were text, and programs that do not undo that would break the link. */
function calendarAddress(url: string | undefined): string | undefined {
  return webAddress(url)?.replace(/[,;\\]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The one text that the generator takes as it is. */
function escaped(text: string): string {
  return oneLine(text).replace(/[\\;,]/g, (mark) => `\\${mark}`);
}

const ALARMS_BEFORE_PROPERTIES = /((?:\r\nBEGIN:VALARM\r\n(?:.*\r\n)*?END:VALARM)+)((?:\r\n(?!END:VEVENT).*)*)/g;

/** The generator puts alarms amid an event's properties; the standard's grammar, and strict readers, want them last. */
function written(calendar: ICalCalendar): string {
  return `${calendar.toString().replace(ALARMS_BEFORE_PROPERTIES, '$2$1')}\r\n`;
}
