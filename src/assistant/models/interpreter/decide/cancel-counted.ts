// Several to cancel, told by their count or by their days: "the next two", "the last two calls of today", "the standup
// today and thursday".
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { numberOf } from '../recognise/numbers.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { findMeetings } from '../wishes/resolve.ts';

const COUNTED =
  /\b(?:(?:the|my|our) )?(next|first|last|following) (two|three|four|couple|[2-4])\b(?: of)?(?: (?:meetings|calls|appointments|ones|things|sessions|events))?/i;
const DAY_LIST = /(#d\d+)((?: ?,| ?,? and|,? &| plus|,? and on|,? on)+ (?:(?:the|my) )?(#d\d+))+(?! ?'s)/i;

/** The meetings that a count tells, in their order; undefined where none is told, or there are not so many. */
export function countedIn(sketch: Sketch, text: string, situation: Situation): readonly SituationMeeting[] | undefined {
  const [phrase, end = '', count = ''] = text.match(COUNTED) ?? [];
  if (phrase === undefined) return undefined;
  const rest = text.replace(phrase, ' meetings ');
  const { meetings, described, doubtful } = findMeetings(sketch, rest, situation);
  const among = (described ? meetings : situation.meetings).filter(({ own, start }) => own && start > situation.now);
  const many = /couple/i.test(count) ? 2 : numberOf(count);
  if (doubtful || among.length < many) return undefined;
  const inOrder = among.toSorted((a, b) => a.start.getTime() - b.start.getTime());
  return /last/i.test(end) ? inOrder.slice(-many) : inOrder.slice(0, many);
}

/** What the words fit on each of the days that they list, one meeting a day; undefined where a day has none or more. */
export function onEachDay(sketch: Sketch, text: string, situation: Situation): readonly SituationMeeting[] | undefined {
  const [list] = text.match(DAY_LIST) ?? [];
  if (list === undefined) return undefined;
  const each = (list.match(/#d\d+/g) ?? []).map((day) => {
    const { meetings, described, doubtful } = findMeetings(sketch, text.replace(list, day), situation);
    return described && !doubtful && meetings.length === 1 ? meetings[0] : undefined;
  });
  const found = each.filter((meeting) => meeting?.own === true).filter((meeting) => meeting !== undefined);
  return found.length === each.length ? found : undefined;
}
