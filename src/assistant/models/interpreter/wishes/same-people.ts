// Guests told by a meeting that stands: "with the same people as the design review", "everybody from the retro".
import type { Situation, SituationMeeting } from '../../../situation.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { namedMeeting } from './named.ts';
import { findMeetings } from './resolve.ts';

const PEOPLE =
  '(?:people|folks|crew|group|team|attendees|guests|invitees|participants|lot|bunch|panel|persons|cast|faces)';
const MEETING =
  "((?:the|my|our|that|this|last|#[dtp]\\d+ ?'s) (?:(?! (?:at|on|for|from|about|to|and|in|over|via|please)\\b)[^,.;!?]){2,60}?)(?: (?:meeting|call|session))?";
const SAME = new RegExp(
  `\\b(?:with |invite |for )?(?:the |all (?:the )?)?(?:(?:exact )?same ${PEOPLE} (?:as (?:in|on|at|for)?|from|of|in|on|at|(?:who|that) (?:are|were|come|came|will be) (?:in|on|at|to)) ?|(?:everyone|everybody|all) (?:who(?:'s| is| was) |that(?:'s| is| was) )?(?:from|in|on|at|of) )${MEETING}(?= *(?:$|[,.;!?]|#[dtrsu]\\d+(?! ?'s)| (?:at|on|for|from|about|to|and|plus|with|&|in|over|via|please)\\b))`,
  'i',
);
const CREW = new RegExp(
  `\\b(?:with |book |invite )(the |my |our )((?:(?!#)[\\p{L}\\d:'-]+ ){1,4}?)${PEOPLE}\\b(?! (?:meeting|call|session))`,
  'iu',
);

/** The clause with the attendees of that meeting in the place of the words, where it is one that is known. */
export function samePeople(sketch: Sketch, clause: string, situation: Situation): string {
  const [phrase = '', described = ''] = clause.match(SAME) ?? [];
  const [crew = '', article = '', name = ''] = phrase === '' ? (clause.match(CREW) ?? []) : [];
  const meeting = meetingOf(sketch, phrase === '' ? article + name : described, situation);
  if (!meeting || meeting.attendees.length === 0) return clause;
  const markers = meeting.attendees.map(
    (person) => `#p${sketch.items.push({ item: { kind: 'p', person }, source: '' }) - 1}`,
  );
  const verb = crew.match(/^(?:book|invite)/i)?.[0] ?? '';
  return clause
    .replace(phrase === '' ? crew : phrase, ` ${verb} with ${markers.join(' , ')} `)
    .replace(/\s+/g, ' ')
    .trim();
}

function meetingOf(sketch: Sketch, described: string, situation: Situation): SituationMeeting | undefined {
  if (described === '') return undefined;
  const named = namedMeeting(sketch, described, situation);
  if (named) return named;
  const { meetings, described: narrowed, doubtful } = findMeetings(sketch, described, situation);
  return narrowed && !doubtful && meetings.length === 1 ? meetings[0] : undefined;
}
