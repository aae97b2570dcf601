// Times told by a meeting that stands: "right after sprint planning", "an hour before the demo". They become a day and
// a time before anything else is read, so that the meeting is not taken for what the clause is about.
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { type Day, wallOf } from '../calendar.ts';
import type { Item, Sketch } from '../recognise/sketch.ts';
import { namedMeeting } from './named.ts';
import { findMeetings } from './resolve.ts';

const BESIDE =
  /(?<!\w)(?:(right|straight|directly|immediately|just) |#u(\d+) )(after|before|following) ((?:(?!#u|\b(?:to|for|about|on zoom|please|instead|rather|and|then|with #p\d+ (?:for|about))\b)[^,.;!?])+)/i;

/** Other words for the same: "as soon as the demo is over", "off the back of the demo", "half an hour ahead of it". */
const LIKE: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:as soon as|once|when|(?:from )?the (?:minute|moment)) ((?:(?!#[dtru])[^,.;!?]){2,50}?) (?:is (?:over|done|finished|through)|finishes|ends|wraps(?: up)?)\b/gi,
    'right after $1',
  ],
  [/\b(?:off the back of|on the (?:heels|back) of|back[- ]to[- ]back with|following on from)\b/gi, 'right after'],
  [/(?<=\b(?:right|straight|directly|immediately|just) |#u\d+ )(?:ahead of|prior to)\b/gi, 'before'],
];

/** What stands is put somewhere else, and keeps its length. */
const PLACES =
  /\b(?:move|push|put|have|do|start|shift|bring|pull|slot|stick|place|reschedule) (?:the|my|our|#[dp]\d+ ?'s)\b/i;

const ALONE = /\b(right|straight|directly|immediately) (after|before)(?:wards|hand)?(?= *(?:$|[,.;!?]|(?:for )?#u))/gi;

/** "then put Felix in straight afterwards", behind a booking: right after that. */
export const besideThat = (clause: string): string => clause.replace(ALONE, '$1 $2 it');
/** "is there an hour before the demo": so long, within what the meeting bounds. */
const ASKS_FOR_ROOM =
  /^(?:(?:and|so|ok)\b[ ,]*)*(?:is there|are there|any|got|do (?:i|we)|have (?:i|we)|can (?:i|we)|could (?:i|we)|where|when)\b/i;

/** The clause with such a phrase as markers. Without "right" or a length, "after" leaves the time open and stays. */
export function besideMeeting(
  sketch: Sketch,
  written: string,
  situation: Situation,
  spoken: () => SituationMeeting | undefined,
): string {
  const clause = LIKE.reduce((text, [pattern, plain]) => text.replace(pattern, plain), written);
  const found = clause.match(BESIDE);
  if (!found) return written;
  const [phrase, , gap, way = '', described = ''] = found;
  const meeting = POINTS.test(described) ? standing(spoken(), situation) : meetingOf(sketch, described, situation);
  if (!meeting) return written;
  if (gap !== undefined && ASKS_FOR_ROOM.test(clause)) return written;
  // "the hour before the demo", "block an hour before it": as long as that, and ends or begins with it.
  const whole =
    gap !== undefined &&
    /(?:\bthe |\b(?:block|hold|reserve|keep|buffer of)(?: (?:me|off|out|for me))? )$/i.test(
      clause.slice(0, found.index),
    );
  const rest = clause.replace(phrase, whole ? ` #u${gap} ` : ' ');
  const away = sketch.at('u', gap)?.minutes ?? 0;
  const placed = PLACES.test(rest) ? namedMeeting(sketch, rest, situation) : undefined;
  const length = sketch.all('u', rest)[0]?.minutes ?? placed?.durationMinutes ?? situation.defaultDurationMinutes;
  const { day, minute } = wallOf(meeting.start, situation.zone);
  const before = /before/i.test(way);
  const start = before
    ? minute - away - (gap === undefined ? length : 0)
    : minute + meeting.durationMinutes + (whole ? 0 : away);
  if (start < 0 || start >= 1440) return written;
  const days = sketch.all('d', rest).length > 0 ? '' : marker(sketch, { kind: 'd', from: day, to: day });
  return clause
    .replace(phrase, `${whole ? ` #u${gap}` : ''} ${days} ${marker(sketch, { kind: 't', minute: start, sure: true })} `)
    .replace(/\s+/g, ' ')
    .trim();
}

/** "right after it", "just before that session". */
const POINTS =
  /^(?:it|that|this)\b(?! (?!(?:meeting|call|session|one|interview|demo|review|sync|chat|1:1|appointment|lunch|workshop)\b)\p{L})/iu;

/** As it stands in the calendar now, which may have changed since it was spoken of. */
const standing = (spoken: SituationMeeting | undefined, { meetings }: Situation) =>
  meetings.find(({ id }) => id === spoken?.id) ?? spoken;

const NAMED = '((?:(?!#[dtrbu]|\\b(?:and|or|to|for|please|then|at|on)\\b)[^,.;!?])+?)';
const DAY = '(?: (?:on )?(#d\\d+))?';
const ENDS = `${DAY}(?= *(?:$|[,.;!?)]|#|\\b(?:and|or|to|for|please|at|on)\\b))`;
const BETWEEN = new RegExp(`\\b(?:between|from) (#t\\d+|${NAMED}) (?:and|to|until|till) (#t\\d+|${NAMED})${ENDS}`, 'i');
const ONE_SIDE = new RegExp(`\\b(before|until|till|ahead of|prior to|after|following|since) ${NAMED}${ENDS}`, 'i');

/**
 * A look at free time with the times of the meetings that bound it: "between the standup and the demo", "before the
 * review". What names no meeting stays as it is.
 */
export function boundedByMeetings(sketch: Sketch, text: string, situation: Situation): string {
  const between = text.match(BETWEEN);
  const [side, way = '', described = '', sideDay] = text.match(ONE_SIDE) ?? [];
  const bound = (word: 'after' | 'before', meeting: SituationMeeting): readonly [Day, string] => {
    const { day, minute } = wallOf(meeting.start, situation.zone);
    const at = word === 'after' ? minute + meeting.durationMinutes : minute;
    return [day, `${word} ${marker(sketch, { kind: 't', minute: at, sure: true })}`];
  };
  const named = (words: string, day: string | undefined) =>
    meetingOf(sketch, `${words} ${day ?? ''}`.trim(), situation) ?? meetingOf(sketch, words, situation);
  const dated = (day: Day, phrase: string, bounds: string) =>
    text.replace(
      phrase,
      bounds + (sketch.all('d', text).length > 0 ? '' : ` ${marker(sketch, { kind: 'd', from: day, to: day })}`),
    );
  if (between) {
    const [phrase, from = '', first, to = '', second, day] = between;
    const begins = first && named(first, day);
    const ends = second && named(second, day);
    if (!(begins || ends) || !(begins || from.startsWith('#')) || !(ends || to.startsWith('#'))) return text;
    const [dayOfFirst, after] = begins ? bound('after', begins) : [undefined, `after ${from}`];
    const [dayOfLast, before] = ends ? bound('before', ends) : [undefined, `before ${to}`];
    return dated(dayOfFirst ?? dayOfLast ?? 0, phrase, `${after} ${before} ${day ?? ''}`);
  }
  const meeting = side && named(described, sideDay);
  if (!side || !meeting) return text;
  const [day, told] = bound(/after|following|since/i.test(way) ? 'after' : 'before', meeting);
  return dated(day, side, `${told} ${sideDay ?? ''}`);
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
