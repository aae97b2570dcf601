// An answer that means several of the meetings we named: "the last two", "the first and the third", "all but the standup".
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { actAll, ask, type Decision } from '../decide/decision.ts';
import { numberOf } from '../recognise/numbers.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { findMeetings } from '../wishes/resolve.ts';
import { atPlace } from './choices.ts';
import type { Talk } from './talk.ts';

const LEAD = '^(?:(?:yes|ok|okay|sure|please|cancel|just|only|drop|delete)\\b[ ,]*)*';
const EXCEPT = new RegExp(
  `${LEAD}(?:(?:all|both|everything|any)(?: of (?:them|these|those))?|them all)?,? *\\b(?:except(?: for)?|but not|but|apart from|besides|other than) (.+?)[ .!]*$`,
  'i',
);
const COUNTED = new RegExp(
  `${LEAD}the (first|last|earlier|later|latter|top|bottom|other) (two|three|[23])\\b[ .!]*$`,
  'i',
);
const AT_THE_END = /last|later|latter|bottom/i;

/** The meetings of ours that the answer means, two or more; empty where it means none such. */
export function severalMeant(
  rest: Sketch,
  named: readonly SituationMeeting[],
  situation: Situation,
): readonly SituationMeeting[] {
  if (named.length < 2) return [];
  const [, spared] = rest.text.match(EXCEPT) ?? [];
  if (spared !== undefined) {
    const out = oneOf(rest, spared, named, situation);
    return out ? named.filter((meeting) => meeting !== out) : [];
  }
  const [, end = '', count] = rest.text.match(COUNTED) ?? [];
  if (count !== undefined && end !== 'other') {
    const many = numberOf(count);
    return AT_THE_END.test(end) ? named.slice(-many) : named.slice(0, many);
  }
  const parts = rest.text.replace(new RegExp(LEAD, 'i'), '').split(/ *(?:,? and |,|&|\+) */i);
  const each = parts.map((part) => oneOf(rest, part, named, situation));
  const found = [...new Set(each)].filter((meeting) => meeting !== undefined);
  return parts.length > 1 && found.length === parts.length ? found : [];
}

/** The one that a part of the answer tells by its place, its number, or what describes it. */
function oneOf(
  rest: Sketch,
  part: string,
  named: readonly SituationMeeting[],
  situation: Situation,
): SituationMeeting | undefined {
  const place = atPlace(part, named);
  if (place) return place;
  const number = rest.words(part).match(/^(?:(?:the|number|no\.?|#) ?)?([1-9])[ .!]*$/i)?.[1];
  if (number) return named[Number(number) - 1];
  const { meetings, described, doubtful } = findMeetings(rest, part, { ...situation, meetings: named });
  return described && !doubtful && meetings.length === 1 ? meetings[0] : undefined;
}

/** What the answer comes to, where a cancellation waits for which. */
export function cancelThose(rest: Sketch, talk: Talk, situation: Situation): Decision | undefined {
  // Read only where it waits for an answer: the parts of a talk take their time.
  if (!talk.asks || talk.frame?.intent !== 'cancel') return undefined;
  const meant = severalMeant(rest, talk.named, situation);
  if (meant.length === 0)
    return COUNTED.test(rest.text) ? ask('Which of them should I cancel?', ['meeting', 'confirm']) : undefined;
  const own = meant.filter((meeting) => meeting.own);
  return actAll(own.map(({ id }) => ({ tool: 'cancel_meeting', arguments: { meetingId: id } })));
}
