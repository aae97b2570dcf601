// Meetings: booking, changing, cancelling, listing, completing.
import { z } from 'zod';
import {
  type Changed,
  CONFERENCES,
  MEETING_STATES,
  type MeetingReminders,
  type Notice,
  type UpdateMeeting,
} from '../domain/meetings/meetings.ts';
import { remindersArgument } from './profile.ts';
import { showMeeting, shownMeeting } from './shown.ts';
import { dateArgument, dayRange, durationArgument, localTimeArgument, parseTime, zoneArgument } from './times.ts';
import { defineTool, type ToolContext, type ToolResult } from './tool.ts';

const LISTED = 20;

const meetingId = z.string().min(1);
const people = z.array(z.string().min(1)).max(50);
const conference = z.enum(CONFERENCES);
const confirmed = z.boolean().optional().describe('only after the user said yes to your question');

const NOTICES: Record<Notice | 'left', string> = {
  left: 'The user has left this meeting; it goes on without them.',
  outside_own_hours: "This is outside the user's own working hours.",
  short_notice: 'This is at shorter notice than the user asks of others.',
  conference_replaced: 'The wanted conference is not connected, so another one was chosen.',
  unchanged: 'Nothing was different: the meeting stays as it is.',
};

type Told = Pick<Changed, 'meeting'> & { readonly notices: readonly (keyof typeof NOTICES)[] };

const reminders = {
  reminderMinutes: remindersArgument.optional().describe('for everybody of the workspace'),
  guestReminderMinutes: remindersArgument.optional(),
};

/** Undefined where nothing is said of either. */
function remindersOf(users?: readonly number[], guests?: readonly number[]): MeetingReminders | undefined {
  return users || guests ? { ...(users && { users }), ...(guests && { guests }) } : undefined;
}

const changedOutput = z.object({ meeting: shownMeeting, notices: z.array(z.string()) });

function told(context: ToolContext, { meeting, notices }: Told): ToolResult {
  return {
    ok: true,
    changed: true,
    changedMeetings: [meeting.id],
    data: { meeting: showMeeting(context, meeting), notices: notices.map((notice) => NOTICES[notice]) },
  };
}

export const bookMeeting = defineTool({
  name: 'book_meeting',
  description: 'Books a meeting. The user always attends and is not named.',
  input: z
    .strictObject({
      start: localTimeArgument.optional(),
      slotId: z.string().optional().describe('instead of start, from an offered slot'),
      durationMinutes: durationArgument.optional(),
      title: z.string().max(200).optional(),
      attendees: people.default([]).describe('mail addresses, Slack ids or names'),
      conference: conference.optional(),
      location: z.string().max(500).optional(),
      description: z.string().max(4_000).optional(),
      ...reminders,
      timezone: zoneArgument.optional(),
      confirmed,
    })
    .refine((input) => !input.start !== !input.slotId, 'give either start or slotId'),
  changes: true,
  status: 'Booking…',
  output: changedOutput,
  async run(context, { start, slotId, timezone, reminderMinutes, guestReminderMinutes, ...input }) {
    const slot = slotId === undefined ? undefined : openSlot(context, slotId);
    const wish = {
      ...input,
      start: slot?.start ?? parseTime(start ?? '', timezone ?? context.user.zone),
      durationMinutes: input.durationMinutes ?? slot?.durationMinutes ?? context.user.defaultDurationMinutes,
      zone: timezone,
      reminders: remindersOf(reminderMinutes, guestReminderMinutes),
      confirmed: input.confirmed && context.mayConfirm,
    };
    return told(context, await context.services.meetings.book(context.actor, wish, context.key));
  },
});

/** A slot is for the one to whom it was offered. */
function openSlot({ services, actor, now }: ToolContext, slotId: string): { start: Date; durationMinutes: number } {
  const reader = { tenant: actor.tenant, subject: actor.userId };
  const { start, durationMinutes } = services.slots.open(slotId, reader, now.getTime());
  return { start: new Date(start), durationMinutes };
}

export const updateMeeting = defineTool({
  name: 'update_meeting',
  description: 'Moves or changes a meeting. Only what is given changes. Removing the user alone leaves it.',
  input: z
    .strictObject({
      meetingId,
      start: localTimeArgument.optional(),
      durationMinutes: durationArgument.optional(),
      title: z.string().max(200).optional(),
      addAttendees: people.optional(),
      removeAttendees: people.optional(),
      conference: conference.optional(),
      location: z.string().max(500).optional(),
      ...reminders,
      timezone: zoneArgument.optional(),
      confirmed,
    })
    .refine(
      ({ meetingId: _id, timezone: _zone, confirmed: _confirmed, ...change }) =>
        Object.values(change).some((value) => value !== undefined),
      'say what should change',
    ),
  changes: true,
  status: 'Updating the meeting…',
  output: changedOutput,
  async run(context, { meetingId: id, start, timezone, reminderMinutes, guestReminderMinutes, ...input }) {
    const wish = {
      ...input,
      start: start === undefined ? undefined : parseTime(start, timezone ?? context.user.zone),
      reminders: remindersOf(reminderMinutes, guestReminderMinutes),
      confirmed: input.confirmed && context.mayConfirm,
    };
    if (await isLeaving(context, wish)) return leave(context, id);
    return told(context, await context.services.meetings.update(context.actor, id, wish, context.key));
  },
});

/** Those who are only invited may not change a meeting, but they may step out of it. */
async function isLeaving({ services, actor }: ToolContext, wish: UpdateMeeting): Promise<boolean> {
  const { removeAttendees: refs, confirmed: _, ...others } = wish;
  if (refs?.length !== 1 || Object.values(others).some((value) => value !== undefined)) return false;
  const [who] = await services.people.resolve(actor, refs);
  return who?.kind === 'found' && who.person.kind === 'user' && who.person.user.id === actor.userId;
}

async function leave(context: ToolContext, id: string): Promise<ToolResult> {
  const { meeting } = await context.services.meetings.leave(context.actor, id, context.key);
  return told(context, { meeting, notices: ['left'] });
}

export const cancelMeeting = defineTool({
  name: 'cancel_meeting',
  description: 'Cancels a meeting for everybody.',
  input: z.strictObject({ meetingId, reason: z.string().max(500).optional() }),
  changes: true,
  status: 'Cancelling…',
  output: changedOutput,
  async run(context, input) {
    const { meetings } = context.services;
    return told(context, await meetings.cancel(context.actor, input.meetingId, input.reason, context.key));
  },
});

export const completeMeeting = defineTool({
  name: 'complete_meeting',
  description: 'Marks a meeting as completed.',
  input: z.strictObject({ meetingId, notes: z.string().max(4_000).optional() }),
  changes: true,
  status: 'Completing the meeting…',
  output: changedOutput,
  async run(context, input) {
    const { meetings } = context.services;
    return told(context, await meetings.complete(context.actor, input.meetingId, input.notes, context.key));
  },
});

export const listMeetings = defineTool({
  name: 'list_meetings',
  description: "The user's meetings. Default: those ahead.",
  input: z.strictObject({
    from: dateArgument.optional(),
    to: dateArgument.optional().describe('inclusive'),
    status: z.enum(MEETING_STATES).optional(),
    query: z.string().max(200).optional().describe('words in title or names'),
  }),
  changes: false,
  status: 'Looking at your meetings…',
  output: z.object({ zone: z.string(), meetings: z.array(shownMeeting), none: z.string().optional() }),
  async run(context, input) {
    const { zone } = context.user;
    const range = input.to && input.from ? dayRange(input.from, input.to, zone) : undefined;
    const found = await context.services.meetings.list(context.actor, {
      from: range?.from ?? (input.from ? dayRange(input.from, input.from, zone).from : context.now),
      to: range?.to ?? (input.to ? dayRange(input.to, input.to, zone).to : undefined),
      states: input.status && [input.status],
      query: input.query,
      limit: LISTED,
    });
    return {
      ok: true,
      changed: false,
      listedMeetings: found.map(({ id }) => id),
      data: {
        zone,
        meetings: found.map((meeting) => showMeeting(context, meeting)),
        ...(found.length === 0 && { none: 'There are no such meetings.' }),
      },
    };
  },
});
