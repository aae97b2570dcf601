// Which of the meetings that we named an answer means: by place, by what describes it, or as the other one of two.
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { decide } from '../decide/decide.ts';
import type { Decision } from '../decide/decision.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { clausesOf } from '../text/clauses.ts';
import type { Intent } from '../wishes/intent.ts';
import { findMeetings } from '../wishes/resolve.ts';
import { atPlace, namesPlace } from './choices.ts';
import type { Talk } from './talk.ts';

/** A verb of its own: more than an answer. */
const ORDERS = /\b(?:cancel|move|push|book|schedule|delete|drop|make|change|list|show|when|what|who)\b/i;
/** "to Monday" says where it goes, and not which it is. */
const TARGET = /\bto (?:the )?#[dtrsb]/i;

/** "not the standup", "anything but the standup": what is named is what is not meant. */
const EXCLUDES =
  /^(?:(?:no|just|but|please|yes|ok)\b[ ,]*)*(?:not|except|without|anything but|all but|but not)\b(?! (?:at|on|to) #)(?![^,]*,? *but\b)/i;
/** "not the standup, the other". */
export const OTHER_ONE = /^(?:(?:no|not)\b[ ,]*[^,]*, )?(?:but )?the other(?: one)?\b/i;

/** The meeting that answers "which one?", or that is put in place of the one we named. */
export function meetingMeant(
  rest: Sketch,
  intent: Intent,
  { frame, named, said }: Talk,
  situation: Situation,
): SituationMeeting | undefined {
  const { text } = rest;
  const asksWhich = /\bwhich\b|\bdo you mean\b/i.test(said);
  if ((ORDERS.test(text) && !/^make it\b/i.test(text)) || TARGET.test(text)) return undefined;
  if (intent === 'availability' && /\?\s*$/.test(text)) return undefined;
  if (EXCLUDES.test(text)) return named.length > 1 ? otherOf(rest, named, situation) : undefined;
  if (named.length > 1 && asksWhich) {
    if (OTHER_ONE.test(text)) return otherOf(rest, named, situation);
    if (namesPlace(text) && !/#[dtp]\d/.test(text)) return atPlace(text, named);
  }
  const among = (meetings: readonly SituationMeeting[]) => {
    const found = findMeetings(rest, text, { ...situation, meetings });
    return found.described && !found.doubtful && found.meetings.length === 1 ? found.meetings[0] : undefined;
  };
  const first = asksWhich && named.length > 0 ? among(named) : undefined;
  // Of a move, days and times alone are where it goes; "the one on friday" and a title are the meeting.
  const describes =
    frame?.intent !== 'move' || asksWhich || /\bthe one\b|\p{L}{3}/iu.test(text.replace(/#[a-z]\d+/g, ' '));
  return first ?? (describes ? among(situation.meetings) : undefined);
}

const NOT_OTHER = /(?<=[\p{L}\d])[ ,.;]+(?:and )?(?:not|rather than|instead of|keep|leave) ([^,.;]{2,40}?)[ .!]*$/iu;

/** "the first one, not the roadmap": says no more than its first half, where the roadmap is another of those we named. */
export function withoutOthers(rest: Sketch, talk: Talk, situation: Situation): Sketch {
  const [phrase, other] = rest.text.match(NOT_OTHER) ?? [];
  if (phrase === undefined || other === undefined || !talk.asks || talk.named.length < 2) return rest;
  const { meetings, described, doubtful } = findMeetings(rest, other, { ...situation, meetings: talk.named });
  return described && !doubtful && meetings.length === 1 ? rest.part(rest.text.replace(phrase, '')) : rest;
}

/** "not the standup, the other". */
function otherOf(rest: Sketch, named: readonly SituationMeeting[], situation: Situation): SituationMeeting | undefined {
  const before = rest.text.replace(/\b(?:the )?other(?: one)?\b.*$/i, ' ').replace(/\bnot\b/gi, ' ');
  const { meetings, described } = findMeetings(rest, before, { ...situation, meetings: named });
  const left = described ? named.filter((meeting) => !meetings.includes(meeting)) : [];
  return left.length === 1 ? left[0] : undefined;
}

/** "cancel the second one" after a list, shown by a tool or told in words. */
export function ofList(rest: Sketch, intent: Intent, talk: Talk, situation: Situation): Decision | undefined {
  const place = rest.text.match(PLACE)?.[0];
  if (
    place === undefined ||
    clausesOf(rest.text).length > 1 ||
    !(intent === 'cancel' || intent === 'move' || intent === 'complete')
  )
    return undefined;
  const { listed } = talk;
  const shown = listed.length > 1 ? listed : talk.frame ? [] : talk.named;
  const meeting = shown.length < 2 ? undefined : atPlace(place, shown);
  if (!meeting?.own) return undefined;
  const part = rest.part(rest.text.replace(PLACE, 'it'));
  return decide({ intent, sketch: part, text: part.text, subject: meeting, pinned: true }, situation);
}

const PLACE =
  /\bthe (?:very )?(?:first|1st|second|2nd|third|3rd|fourth|4th|last|earlier|earliest|later|latest|middle)\b(?: (?:one|meeting|call)\b)?(?= *$|[,.!]| (?:to|by|at|on|please|back|up|forward|half|for|until|instead|#u)\b| #u)/i;
