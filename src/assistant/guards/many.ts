// The question before many changes at once: what each of them would do, in the user's own times.
import { z } from 'zod';
import { timePoint } from '../../domain/time.ts';
import { parseTime } from '../../tools/times.ts';
import type { ToolCall } from '../models/model.ts';
import type { Situation, SituationMeeting } from '../situation.ts';

type Reader = Pick<Situation, 'meetings' | 'zone' | 'locale'>;

const told = z.object({
  meetingId: z.string().optional().catch(undefined),
  title: z.string().optional().catch(undefined),
  start: z.string().optional().catch(undefined),
  timezone: z.string().optional().catch(undefined),
  attendees: z.array(z.string()).optional().catch(undefined),
});

/** `That would be 6 changes: book "Demo" with Bob, Thu, …; cancel "Sync", Fri, …. Shall I make all of them?` */
export function manyQuestion(calls: readonly ToolCall[], reader: Reader): string {
  const list = calls.map((call) => describe(call, reader)).join('; ');
  return `That would be ${calls.length} changes: ${list}. Shall I make all of them?`;
}

function describe({ name, arguments: json }: ToolCall, reader: Reader): string {
  const { meetingId, title, start, timezone, attendees = [] } = read(json);
  const at = start === undefined ? undefined : timeOf(start, timezone, reader);
  const meeting = reader.meetings.find(({ id }) => id === meetingId);
  if (name === 'book_meeting') {
    const whom = attendees.length > 0 ? ` with ${attendees.join(', ')}` : '';
    return `book ${title ? `"${title}"` : 'a meeting'}${whom}${at ? `, ${at}` : ''}`;
  }
  if (meetingId === undefined) return name.replaceAll('_', ' ');
  const verb = name === 'cancel_meeting' ? 'cancel' : name === 'complete_meeting' ? 'complete' : at ? 'move' : 'change';
  return `${verb} ${nameOf(meeting, reader)}${at ? ` to ${at}` : ''}`;
}

function nameOf(meeting: SituationMeeting | undefined, { zone, locale }: Reader): string {
  return meeting ? `"${meeting.title}" (${timePoint(meeting.start, zone, locale)})` : 'a meeting';
}

function timeOf(start: string, timezone: string | undefined, { zone, locale }: Reader): string {
  try {
    return timePoint(parseTime(start, timezone ?? zone), zone, locale);
  } catch {
    return start;
  }
}

function read(json: string): z.output<typeof told> {
  try {
    return told.parse(JSON.parse(json));
  } catch {
    return {};
  }
}
