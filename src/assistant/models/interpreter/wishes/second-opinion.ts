// Where the grammar's reading and the intent model's meet: what is known of a clause beside its words.
import type { Situation } from '../../../situation.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { namedMeeting } from './named.ts';
import { findMeetings } from './resolve.ts';

/** Whether the clause names a meeting that stands, or describes some by their day, time or people. */
export function describesMeeting(sketch: Sketch, clause: string, situation: Situation): boolean {
  if (situation.meetings.length === 0) return false;
  if (namedMeeting(sketch, clause, situation)) return true;
  const { meetings, described, doubtful } = findMeetings(sketch, clause, situation);
  return described && !doubtful && meetings.length > 0;
}
