// Times told by a meeting that stands: "right after sprint planning", "an hour before the demo". They become a day and
// a time before anything else is read, so that the meeting is not taken for what the clause is about.
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { wallOf } from '../calendar.ts';
import type { Item, Sketch } from '../recognise/sketch.ts';
import { namedMeeting } from './named.ts';
import { findMeetings } from './resolve.ts';

const BESIDE =
  /(?<!\w)(?:(right|straight|directly|immediately|just) |#u(\d+) )(after|before|following) ((?:(?!#u|\b(?:to|for|about|on zoom|please|and|then|with #p\d+ (?:for|about))\b)[^,.;!?])+)/i;

/** The clause with such a phrase as markers. Without "right" or a length, "after" leaves the time open and stays. */
export function besideMeeting(
  sketch: Sketch,
  clause: string,
  situation: Situation,
  spoken?: SituationMeeting | undefined,
): string {
  const found = clause.match(BESIDE);
  if (!found) return clause;
  const [phrase, , gap, way = '', described = ''] = found;
  const meeting = /^(?:it|that|this)\b/i.test(described)
    ? (situation.meetings.find(({ id }) => id === spoken?.id) ?? spoken)
    : meetingOf(sketch, described, situation);
  if (!meeting) return clause;
  const rest = clause.replace(phrase, ' ');
  const away = sketch.at('u', gap)?.minutes ?? 0;
  const length = sketch.all('u', rest)[0]?.minutes ?? situation.defaultDurationMinutes;
  const { day, minute } = wallOf(meeting.start, situation.zone);
  const before = /before/i.test(way);
  const start = before ? minute - away - (gap === undefined ? length : 0) : minute + meeting.durationMinutes + away;
  if (start < 0 || start >= 1440) return clause;
  const days = sketch.all('d', rest).length > 0 ? '' : marker(sketch, { kind: 'd', from: day, to: day });
  return clause
    .replace(phrase, ` ${days} ${marker(sketch, { kind: 't', minute: start, sure: true })} `)
    .replace(/\s+/g, ' ')
    .trim();
}

function meetingOf(sketch: Sketch, described: string, situation: Situation): SituationMeeting | undefined {
  const named = namedMeeting(sketch, described, situation);
  if (named) return named;
  const { meetings, described: narrowed, doubtful } = findMeetings(sketch, described, situation);
  return narrowed && !doubtful && meetings.length === 1 ? meetings[0] : undefined;
}

function marker(sketch: Sketch, item: Item): string {
  sketch.items.push({ item, source: '' });
  return `#${item.kind}${sketch.items.length - 1}`;
}
