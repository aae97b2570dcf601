// The calendar as it will be once the clauses before have been done: "extend the review by 15 and put Kim right after it".
import { instantOf } from '../../../../domain/time.ts';
import type { Situation, SituationMeeting } from '../../../situation.ts';
import type { Call } from '../decide/decision.ts';

/** The user's meetings with the starts and lengths that the calls give them; `start` is a wall time of the user's zone. */
export function moved(calls: readonly Call[], { meetings, zone }: Situation): readonly SituationMeeting[] {
  const changes = calls.filter(({ tool }) => tool === 'update_meeting');
  return changes.length === 0 ? meetings : meetings.map((meeting) => changed(meeting, changes, zone));
}

/** What the last of the calls books, as a meeting that stands; undefined where that changes one. */
export function bookedBy(calls: readonly Call[], zone: string): SituationMeeting | undefined {
  const last = calls.at(-1);
  const { title, start, durationMinutes } = last?.arguments ?? {};
  if (last?.tool !== 'book_meeting' || typeof start !== 'string' || typeof durationMinutes !== 'number')
    return undefined;
  return {
    id: '',
    title: String(title ?? ''),
    start: instantOf(start, zone),
    durationMinutes,
    attendees: [],
    own: true,
  };
}

function changed(meeting: SituationMeeting, changes: readonly Call[], zone: string): SituationMeeting {
  const own = changes.filter(({ arguments: given }) => given.meetingId === meeting.id);
  const start = own.findLast(({ arguments: given }) => given.start !== undefined)?.arguments.start;
  const length = own.findLast(({ arguments: given }) => given.durationMinutes !== undefined)?.arguments.durationMinutes;
  return {
    ...meeting,
    ...(typeof start === 'string' ? { start: instantOf(start, zone) } : {}),
    ...(typeof length === 'number' ? { durationMinutes: length } : {}),
  };
}
