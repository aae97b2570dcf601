// Meetings that a wish leaves out: "everything on friday except the coffee", "the interview with Tim, not the 1:1".
import type { Situation, SituationMeeting } from '../../../situation.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { CHANGES } from '../text/repeated.ts';
import { findMeetings } from './resolve.ts';

const SPARED =
  /,? *\b(?:except(?:ing)?(?: for)?|apart from|other than|besides|excluding|save for|(?:and |but )?(?:not|rather than|instead of)(?= (?:(?:the|my|our|with|for)\b|#[dp]\d+ ?'s\b))|(?<=\b(?:all|everything|every|meetings)\b.*)but(?: not)?)\b([^,.;!?]+)/i;

export interface Spared {
  readonly text: string;
  readonly meetings: readonly SituationMeeting[];
}

/** The clause without its exception, and the meetings that this names; all of it where nobody can tell which. */
export function sparedIn(sketch: Sketch, clause: string, situation: Situation): Spared {
  const found = clause.match(SPARED);
  const { meetings, described, doubtful } = findMeetings(sketch, found?.[1] ?? '', situation);
  if (!found || !described || doubtful || meetings.length === 0 || meetings.length === situation.meetings.length)
    return { text: clause, meetings: [] };
  // "meet tim friday instead of the budget call": a booking leaves no meeting out, it takes the place of one.
  if (/instead|rather/i.test(found[0]) && !CHANGES.test(clause)) return { text: clause, meetings: [] };
  return { text: clause.replace(found[0], ' ').replace(/ {2,}/g, ' ').trim(), meetings };
}
