// How meetings, people and offered slots are told to a model: ids to act on, local times, nothing else.
import { z } from 'zod';
import type { Attendee, FreeSlot, ListedMeeting } from '../domain/meetings/meetings.ts';
import type { Person } from '../domain/people/people.ts';
import { shownSpan, showSpan } from './times.ts';
import type { ToolContext } from './tool.ts';

export const shownPerson = z.object({
  name: z.string().optional(),
  email: z.string().optional(),
  slackId: z.string().optional(),
});
export type ShownPerson = z.output<typeof shownPerson>;

export const shownMeeting = shownSpan.extend({
  meetingId: z.string(),
  title: z.string(),
  zone: z.string(),
  durationMinutes: z.int(),
  state: z.string(),
  attendees: z.array(shownPerson),
  /** False when the user is only invited: organizer and hosts move and cancel. */
  mayChange: z.boolean(),
  conference: z.string(),
  joinUrl: z.string().optional(),
  location: z.string().optional(),
  /** Of this meeting alone, where it has its own: whole minutes before it. */
  reminderMinutes: z.array(z.int()).optional(),
  guestReminderMinutes: z.array(z.int()).optional(),
});
export type ShownMeeting = z.output<typeof shownMeeting>;

export const shownSlot = shownSpan.extend({ slotId: z.string() });

export function showAttendee(attendee: Attendee): ShownPerson {
  if (attendee.kind === 'user') return { name: attendee.name, email: attendee.email, slackId: attendee.userId };
  return { email: attendee.email, ...(attendee.name && { name: attendee.name }) };
}

export function showPerson(person: Person): ShownPerson {
  if (person.kind === 'user') return { name: person.user.name, email: person.user.email, slackId: person.user.id };
  return { email: person.email, ...(person.name && { name: person.name }) };
}

/** The meeting as the user of this call sees it: in their zone, with everybody but themselves. */
export function showMeeting(context: ToolContext, meeting: ListedMeeting): ShownMeeting {
  const { user } = context;
  const others = meeting.attendees.filter((attendee) => attendee.kind !== 'user' || attendee.userId !== user.id);
  return {
    meetingId: meeting.id,
    title: meeting.title,
    ...showSpan(meeting, user.zone),
    zone: user.zone,
    durationMinutes: minutesOf(meeting),
    state: meeting.state,
    attendees: others.map(showAttendee),
    mayChange: context.services.meetings.allowed(context.actor, meeting).includes('update'),
    conference: meeting.conference.kind,
    ...(meeting.conference.joinUrl && { joinUrl: meeting.conference.joinUrl }),
    ...(meeting.location && { location: meeting.location }),
    ...(meeting.reminders?.users && { reminderMinutes: [...meeting.reminders.users] }),
    ...(meeting.reminders?.guests && { guestReminderMinutes: [...meeting.reminders.guests] }),
  };
}

/** How long an offered slot can be booked by its id. */
const OFFER_MS = 24 * 3_600_000;

/** A free start, signed so that it can be booked by its id. */
export function showSlot(context: ToolContext, slot: FreeSlot, zone: string): z.output<typeof shownSlot> {
  const { tenant, userId } = context.actor;
  const slotId = context.services.slots.sign({
    tenant,
    subject: userId,
    start: slot.start.getTime(),
    durationMinutes: minutesOf(slot),
    expiresAt: context.now.getTime() + OFFER_MS,
  });
  return { slotId, ...showSpan(slot, zone) };
}

export function minutesOf(span: { start: Date; end: Date }): number {
  return Math.round((span.end.getTime() - span.start.getTime()) / 60_000);
}
