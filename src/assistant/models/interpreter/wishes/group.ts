// Several meetings told of before one of them, or all, are asked about: "I have two interviews tomorrow. Drop the later
// one", "everything after 2 has to go, please cancel those".
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { wallOf } from '../calendar.ts';
import { eachOf } from '../decide/several.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { atPlace } from '../talk/choices.ts';
import { findMeetings } from './resolve.ts';

const SEVERAL =
  /\b(?:two|three|four|both|several|a few|a couple|all|everything|meetings|calls|interviews|1:1s|appointments|sessions|demos|reviews|syncs|chats|things|ones|stuff)\b/i;
const MOST = 8;

/** The meetings that a clause tells of; none where it is about one, or tells of none. */
export function groupIn(sketch: Sketch, clause: string, situation: Situation): readonly SituationMeeting[] {
  const listed = eachOf(clause, sketch, situation).toSorted((a, b) => a.start.getTime() - b.start.getTime());
  if (listed.length > 1) return listed;
  if (!SEVERAL.test(clause)) return [];
  const { meetings, described, doubtful } = findMeetings(sketch, clause.replace(SEVERAL, ' '), situation);
  return described && !doubtful && meetings.length > 1 && meetings.length <= MOST ? meetings : [];
}

const OF_THEM = '(?: (?:ones?|meetings?|calls?|slots?|of (?:them|those|these|the two)))?';
const ENDS = '(?= *$| *[,.!?]| (?:to|by|at|on|please|back|up|forward|half|for|until|instead)\\b| #[udt])';
/** Which of them: "the later one", "the second". */
const ONE_OF_THEM = new RegExp(
  `\\bthe (?:very )?(?:first|1st|second|2nd|third|3rd|last|earlier|earliest|later|latest|latter|former|middle)${OF_THEM}${ENDS}`,
  'i',
);
const THE_OTHER = new RegExp(`\\bthe other${OF_THEM}${ENDS}`, 'i');
const ALL_OF_THEM =
  /\b(?:all of |both of )?(?:them|those|these)(?: (?:all|both|two|three|ones|meetings))?\b|\bboth\b(?! (?:the|my|our|of|#[pdt]|\p{L}+s\b))/iu;
/** "the one of friday": one of those told of. */
const THE_ONE = /\bthe (?:#[dtb]\d+ )?one (?:on|of|at|with|for|from|in)? ?#[dtpb]|\bthe #[dtb]\d+ one\b/i;
/** It names a meeting itself. */
const NAMES = /\b(?:the|my|our) #[dtp]|#[dtp]\d+ ?'s\b|\bwith #p/i;

/** Whether the clause speaks of all the meetings told of before. */
export const isOfAll = (clause: string): boolean => ALL_OF_THEM.test(clause) && !NAMES.test(clause);

/** Whether it tells which one by its place alone: "the later one". */
export const isOnePlaced = (clause: string): boolean => ONE_OF_THEM.test(clause) && !NAMES.test(clause);

/** Whether it may speak of meetings told of before. */
export const pointsAtGroup = (clause: string): boolean =>
  ALL_OF_THEM.test(clause) || ONE_OF_THEM.test(clause) || THE_OTHER.test(clause) || THE_ONE.test(clause);

/** A clause with what it means by "those" or by "the later one" in plain words, and the one meeting if it is one. */
export interface OfGroup {
  readonly text: string;
  readonly one?: SituationMeeting | undefined;
  /** Nothing else is meant. */
  readonly among?: readonly SituationMeeting[];
}

/** The clause as it is about the meetings told of before; undefined where it stands for itself. */
export function ofGroup(
  sketch: Sketch,
  clause: string,
  { group, spoken }: { readonly group: readonly SituationMeeting[]; readonly spoken: SituationMeeting | undefined },
  { zone }: Situation,
): OfGroup | undefined {
  const [first, ...others] = group;
  const last = others.at(-1);
  if (!first || !last) return undefined;
  if (THE_ONE.test(clause)) return { text: clause, among: group };
  if (NAMES.test(clause)) return undefined;
  const place = clause.match(ONE_OF_THEM)?.[0];
  if (place !== undefined) return only(clause, place, atPlace(place, group));
  const other = clause.match(THE_OTHER)?.[0];
  const left = group.filter((meeting) => meeting !== spoken);
  if (other !== undefined) return only(clause, other, left.length === 1 ? left[0] : undefined);
  if (!isOfAll(clause)) return undefined;
  const [from, to] = [wallOf(first.start, zone).day, wallOf(last.start, zone).day];
  const days = `#d${sketch.items.push({ item: { kind: 'd', from, to }, source: '' }) - 1}`;
  const all = others.length === 1 ? 'both' : 'all';
  return { text: clause.replace(ALL_OF_THEM, `${all} ${days} 's meetings`), among: group };
}

const only = (clause: string, place: string, one: SituationMeeting | undefined): OfGroup | undefined =>
  one && { text: clause.replace(place, 'it'), one };
