// What is to stay beside what goes: "keep the pricing call but bin the other one", "clear thursday, but leave the 1:1".
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { wallOf } from '../calendar.ts';
import { eachOf } from '../decide/several.ts';
import type { Sketch } from '../recognise/sketch.ts';
import type { OfGroup } from './group.ts';
import { namedMeeting } from './named.ts';
import { findMeetings, fits, titleWords } from './resolve.ts';

const KEPT =
  /^(?:(?:please|just|do|but|only|(?:i|we) (?:only |just |really )*(?:want|need|would like) to|i'd like to|let's)\b ?)*(?:keep|leave|spare)\b(?!.*#u\d)(?! (?!(?:the|my|our|#[dpt]\d+ ?'s)(?!\w)).*#t)/i;
/** "keep it", "keep everything else": no meeting by itself. */
const NONE_NAMED = /\b(?:it|that|them|everything|all|the rest|the others?|calendar|day|free|clear|#b\d+)\b/i;
const STAYS =
  /^(?:(?:and|but)\b ?)*(?:the|my|our|#[pdt]\d+ ?'s) [^,]{1,40}? (?:(?:can |should |may |must )?(?:stays?|remains?)|(?:is|are) (?:fine|ok|okay|good))\b[^#]*$/i;

/** "but keep the review": nothing to do. */
export const isKept = (clause: string): boolean => KEPT.test(clause);

/** The meetings that a clause says are to stay. */
export function keptIn(clause: string, sketch: Sketch, situation: Situation): readonly SituationMeeting[] {
  if (!KEPT.test(clause) && !STAYS.test(clause)) return [];
  const which = clause.replace(KEPT, ' ').replace(/\b(?:as|where|how) (?:it|they) (?:is|are)\b|\balone\b/gi, ' ');
  const listed = eachOf(which, sketch, situation);
  if (listed.length > 1) return listed;
  const named = namedMeeting(sketch, which, situation);
  if (named) return [named];
  const { meetings, described, doubtful } = findMeetings(sketch, which, situation);
  return described && !doubtful ? meetings : [];
}

/** The first of the clauses that keeps a meeting nobody can tell. */
export const unknownKept = (clauses: readonly string[], sketch: Sketch, situation: Situation): string | undefined =>
  clauses.find((one) => KEPT.test(one) && !NONE_NAMED.test(one) && keptIn(one, sketch, situation).length === 0);

/** "everything else", "the rest of them", "all the others": whatever is not kept. */
const THE_REST =
  /\b(?:everything|all|anything|whatever) (?:else|other)(?: meetings?)?\b(?: (?:i|we)(?:'ve| have)(?: got)?\b)?|\ball (?:of )?(?:the |my )?other(?:s| ones| meetings| calls)?\b|\bthe (?:rest|others|remaining(?: ones| meetings| calls)?|other (?:ones|meetings|calls))\b(?: of (?:them|it|the day|my day|those))?/i;
const THE_OTHER =
  /\bthe other\b(?! #)(?: (?:one|meeting|call|thing|appointment)\b| (?!day|week|time|side)(\p{L}{3,}))?/iu;

/** The clause with what is left beside the meetings that stay; undefined where it speaks of nothing such. */
export function besideKept(
  sketch: Sketch,
  clause: string,
  kept: readonly SituationMeeting[],
  { meetings, zone, now }: Situation,
): OfGroup | undefined {
  const [first] = kept;
  if (!first) return undefined;
  const dayOf = ({ start }: SituationMeeting) => wallOf(start, zone).day;
  const left = meetings.filter((meeting) => !kept.includes(meeting) && meeting.own && meeting.start > now);
  const rest = clause.match(THE_REST)?.[0];
  if (rest !== undefined) {
    const day = dayOf(first);
    const sameDay = /#d\d/.test(sketch.text) && !/#d\d/.test(clause);
    const days = sameDay ? ` #d${sketch.items.push({ item: { kind: 'd', from: day, to: day }, source: '' }) - 1}` : '';
    return { text: clause.replace(rest, `all my meetings${days}`), among: left };
  }
  const [other, kind] = clause.match(THE_OTHER) ?? [];
  const one = other === undefined ? undefined : theOther(kind, kept, left, dayOf);
  return other !== undefined && one ? { text: clause.replace(other, 'it'), one } : undefined;
}

/** The other one of its kind and day; undefined where one is alike, and another that day. */
function theOther(
  kind: string | undefined,
  kept: readonly SituationMeeting[],
  left: readonly SituationMeeting[],
  dayOf: (meeting: SituationMeeting) => number,
): SituationMeeting | undefined {
  const words = kind === undefined ? kept.flatMap(({ title }) => titleWords(title)) : [kind.toLowerCase()];
  const alike = left.filter(({ title }) => words.some((word) => fits(title.toLowerCase(), word, false)));
  const thatDay = left.filter((meeting) => kept.some((one) => dayOf(one) === dayOf(meeting)));
  const both = alike.filter((meeting) => thatDay.includes(meeting));
  const either = alike.length === 0 && kind === undefined ? thatDay : thatDay.length === 0 ? alike : both;
  const [one, ...more] = [both, either, kind === undefined ? [] : alike, left].find(({ length }) => length > 0) ?? [];
  return more.length === 0 ? one : undefined;
}
