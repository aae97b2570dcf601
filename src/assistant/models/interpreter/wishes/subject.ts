// The meeting that a clause speaks of, for the clauses after it: "my call with Mia on Thursday, move it to 4".
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { beside } from '../decide/changes.ts';
import type { Decision } from '../decide/decision.ts';
import { MOVING } from '../recognise/date-words.ts';
import { samePerson } from '../recognise/people.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { isOrder, tellsChange } from '../text/clauses.ts';
import { namedMeeting } from './named.ts';
import { neighbourIn } from './positions.ts';
import { findMeetings } from './resolve.ts';
import { splitsOf } from './roles.ts';

/** The meeting that later clauses mean by "it" and "the same time". */
export function mentioned(
  clause: string,
  text: string,
  sketch: Sketch,
  decision: Decision,
  situation: Situation,
): SituationMeeting | undefined {
  const id =
    decision.kind === 'act' && decision.calls.length === 1 ? decision.calls[0]?.arguments.meetingId : undefined;
  if (id !== undefined) return situation.meetings.find((meeting) => meeting.id === id);
  const near = neighbourIn(clause) ? beside({ sketch, text: clause }, situation) : undefined;
  if (near) return near;
  const told = text === '' ? clause : text;
  const [{ which } = { which: told }] = MOVING.test(told) ? splitsOf(told) : [];
  const found = findMeetings(sketch, which, situation);
  const all = found.described ? found : findMeetings(sketch, clause, situation);
  return all.described && !all.doubtful && all.meetings.length === 1 ? all.meetings[0] : undefined;
}

/** "Kim says our call is in the middle of her night": the only meeting with whom such words tell of. */
export function withThem(clause: string, sketch: Sketch, { meetings }: Situation): SituationMeeting | undefined {
  const people = sketch.all('p', clause);
  if (people.length === 0) return undefined;
  const [only, ...others] = meetings.filter(({ attendees }) =>
    people.every(({ person }) => attendees.some((attendee) => samePerson(attendee, person))),
  );
  return others.length === 0 ? only : undefined;
}

/** A meeting that is spoken of as one that stands: "my thing with Priya", "thursday's call", "the 4pm". */
const DEFINITE = /(?:\b(?:my|the|our|that)|#[pdt]\d+ ?'s) (?:#d\d+ )?(?!new\b)(?:[\p{L}\d:'-]+|#t\d+)|\binstead\b/iu;

/** The one meeting that the clause describes as one that stands, by whom, when or what. */
export function definiteMeeting(sketch: Sketch, clause: string, situation: Situation): SituationMeeting | undefined {
  if (!DEFINITE.test(clause)) return undefined;
  if (neighbourIn(clause)) return beside({ sketch, text: clause }, situation);
  const fitting = splitsOf(clause).flatMap(({ which }) => {
    const { meetings, described, doubtful } = findMeetings(sketch, which, situation);
    return described && !doubtful && meetings.length === 1 ? meetings : [];
  });
  const [only, ...others] = new Set(fitting);
  return others.length === 0 ? only : undefined;
}

const PRONOUN = /\b(?:it|that|this|that one|this one)\b/i;
const REFERENCE =
  /^(?:(?:hi|hey|hello|please|so|and|ok|about|regarding|re|for|concerning|take|look at|you know|as for|remember)\b[ ,]*)*(?:my|the|our|#[pdt]\d+ ?'s)\b/i;
const ANEW = /\b(?:book|schedule|set ?up|arrange|need|want|create|add|put|plan|find)\b/i;

/** "Trip planning with Tom: bring it forward": a few words and whom it is with, and nothing that could be a wish. */
const BARE_NAME =
  /^(?!.*#[dtrsub]\d)(?!.*\b(?:am|is|are|was|were|has|have|can|could|will|would|should|let's|please)\b)[\p{L}\d:'&/-]+(?: (?:[\p{L}\d:'&/-]+|#p\d+)){0,5}$/iu;

/** A clause that only names the meeting of which the next one asks something: "the call on friday, move it to 3". */
export function onlyNames(
  clause: string,
  next: string | undefined,
  sketch: Sketch,
  situation: Situation,
): SituationMeeting | undefined {
  if (next === undefined || !PRONOUN.test(next) || ANEW.test(clause)) return undefined;
  if (!REFERENCE.test(clause))
    return BARE_NAME.test(clause) && !isOrder(clause) ? namedMeeting(sketch, clause, situation) : undefined;
  if (tellsChange(clause)) return undefined;
  return definiteMeeting(sketch, clause, situation);
}
