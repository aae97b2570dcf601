// What stands, sent somewhere with a verb that books as well: "get Derek to 5 tomorrow", "have Ana at 3 instead". Where
// exactly one meeting is described, that is a move of it.
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { wallOf } from '../calendar.ts';
import { samePerson } from '../recognise/people.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { findMeetings } from './resolve.ts';
import { ofSeries } from './series.ts';

const LEAD =
  "^(?:(?:please|pls|can you|could you|would you|can we|could we|let's|just|and|also|so|then|ok|hey|actually)\\b[ ,]*)*";
const WHICH = "(?<which>#p\\d+(?: ?'s(?: [\\p{L}\\d:'-]+){1,4}?)?|(?:the|my|our|#[dt]\\d+ ?'s) [^,.;?!]{1,50}?)";
const WHERE = '(?<where>#[dtr]\\d+(?:,? (?:(?:at|on) )?#[dtb]\\d+)?)';
const SENT = [
  `${LEAD}(?:get|put|bring|take|send|slot|stick|pop|place|throw|shove|kick|have|make) ${WHICH}(?: (?:over|back|forward|up|along))? to (?:the )?${WHERE}(?<rest>[ .!?]*| (?:please|instead|then|if possible)\\b.*)$`,
  `${LEAD}(?:have|do|put|make|meet|see|get|slot) ${WHICH} (?:(?:at|on) )?${WHERE} instead(?! of)(?<rest>.*)$`,
  `${LEAD}(?:make|start) (?<which>#p\\d+) ?'s (?:at )?${WHERE}(?<rest>[ .!?]*| (?:please|instead|then|if possible)\\b.*)$`,
  `${LEAD}(?<which>#p\\d+(?: ?'s(?: [\\p{L}\\d:'-]+){1,3}?)?) to (?:the )?${WHERE}(?<rest>[ .!?]*| (?:please|instead|then|if possible)\\b.*)$`,
  `${LEAD}(?:keep|leave) (?<which>[^,.;?!#]{2,50} (?:on )?#d\\d+),? (?:but|just|only) (?:(?:at|make it|do it|have it|change it|move it|to)\\b ?)+(?<where>#t\\d+)(?<rest>[ .!?]*| (?:please|instead|then|if possible)\\b.*)$`,
].map((pattern) => new RegExp(pattern, 'iu'));
/** "let's give Nadia an hour and a half". */
const GIVEN = new RegExp(
  `${LEAD}(?:give|allow) (?<which>#p\\d+(?: ?'s(?: [\\p{L}\\d:'-]+){1,4}?)?) (?<length>#u\\d+)(?<rest>[ .!?]*| (?:please|instead|then|if possible)\\b.*)$`,
  'iu',
);

/** "standup tomorrow at 10 instead": of several of that name, tomorrow's. */
const OF_SERIES =
  /^(?!(?:book|schedule|add|another|new|set up)\b)(?<which>(?:the |my |our )?[^#,.;?!]{2,40}?) (?<where>#d\d+ (?:at )?#t\d+|#t\d+ #d\d+) instead(?! of)[ .!]*$/i;

/** The clause as the plain order of such a move, or as it is. */
export function sentOn(sketch: Sketch, clause: string, situation: Situation): string {
  if (situation.meetings.length === 0) return clause;
  const series = clause.match(OF_SERIES)?.groups ?? {};
  if (series.which && series.where && ofSeries(sketch, { which: series.which, where: series.where }, situation))
    return `move ${series.which} to ${series.where}`;
  const isOne = (which: string) => {
    const { meetings, described, doubtful } = findMeetings(sketch, which, situation);
    return described && !doubtful && meetings.length === 1 && meetings[0]?.own === true;
  };
  for (const pattern of SENT) {
    const { which = '', where = '', rest = '' } = clause.match(pattern)?.groups ?? {};
    if (which !== '' && isOne(which)) return `move ${which} to ${where}${rest}`;
  }
  const { which = '', length = '', rest = '' } = clause.match(GIVEN)?.groups ?? {};
  return which !== '' && isOne(which) ? `make ${which} ${length}${rest}` : clause;
}

/** "put Ana at 3 tomorrow": in at that time, or moved there. */
const PUT =
  /^(?:(?:please|can you|could you|just|let's)\b[ ,]*)*(?:put|slot|stick|pop|place) (#p\d+) (?:at |on )?#[dtr]\d/i;

/** The meeting with somebody who is put elsewhere on its own day, where the clause may mean that one or another. */
export function putElsewhere(
  sketch: Sketch,
  clause: string,
  { meetings, zone }: Situation,
): SituationMeeting | undefined {
  const [who] = sketch.all('p', clause.match(PUT)?.[1] ?? '');
  const [date, ...dates] = sketch.all('d', clause);
  if (!who || !date || dates.length > 0) return undefined;
  const [only, ...others] = meetings.filter(
    ({ start, attendees }) =>
      wallOf(start, zone).day === date.from && attendees.some((attendee) => samePerson(attendee, who.person)),
  );
  return others.length === 0 && only?.own ? only : undefined;
}
