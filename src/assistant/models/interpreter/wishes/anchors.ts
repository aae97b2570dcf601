// Days and times told by a meeting that stands: "the day after the board call at 10", "at the same time as the demo, but
// on friday", "lunch after the board call, at 12". They become plain days and times, like those of `beside.ts`.
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { mondayOf, wallOf } from '../calendar.ts';
import type { Item, Sketch } from '../recognise/sketch.ts';
import { namedMeeting } from './named.ts';

const NAMED = '((?:(?!#[dtrbsu]|\\b(?:and|or|to|for|please|then|at|on|but|instead|with)\\b)[^,.;!?])+?)';
const END = '(?= *(?:$|[,.;!?)]|#|\\b(?:and|or|to|for|please|then|at|on|but|instead|with)\\b))';
const DAY_BESIDE = new RegExp(`\\b(?:on )?(the )?(day|week) (after|before|following|of) ${NAMED}${END}`, 'i');
const SAME_TIME_AS = new RegExp(
  `\\b(?:at )?(?:the )?same (?:time|hour|slot) as ${NAMED}${END}(?:,? (?:but|only|just))?`,
  'i',
);
const AROUND = new RegExp(`,? *\\b(?:sometime )?(after|before|following|ahead of|prior to) ${NAMED}${END}`, 'i');
/** Words that may begin any of them. */
const TOLD =
  /\b(?:same (?:time|hour|slot) as|(?:day|week) (?:after|before|following|of)|after|before|following|ahead of|prior to)\b/i;
const MOVES = /\b(?:move|push|shift|reschedule|bump|cancel|delete|drop|swap)\b/i;

/** The clause with the days and times of the meetings that it is told by. */
export function anchored(sketch: Sketch, clause: string, situation: Situation): string {
  if (situation.meetings.length === 0 || !TOLD.test(clause)) return clause;
  return besideTime(sketch, sameTimeAs(sketch, besideDay(sketch, clause, situation), situation), situation);
}

const marked = (sketch: Sketch, item: Item) => `#${item.kind}${sketch.items.push({ item, source: '' }) - 1}`;
const day = (from: number, to = from): Item => ({ kind: 'd', from, to });

function besideDay(sketch: Sketch, clause: string, situation: Situation): string {
  const [phrase, , unit = '', way = '', described = ''] = clause.match(DAY_BESIDE) ?? [];
  const meeting = phrase === undefined ? undefined : namedMeeting(sketch, described, situation);
  if (phrase === undefined || !meeting) return clause;
  const at = wallOf(meeting.start, situation.zone).day;
  const by = /of/i.test(way) ? 0 : /before/i.test(way) ? -1 : 1;
  const monday = mondayOf(at) + 7 * by;
  return clause.replace(phrase, marked(sketch, /week/i.test(unit) ? day(monday, monday + 4) : day(at + by)));
}

function sameTimeAs(sketch: Sketch, clause: string, situation: Situation): string {
  const [phrase, described = ''] = clause.match(SAME_TIME_AS) ?? [];
  const meeting = phrase === undefined ? undefined : namedMeeting(sketch, described, situation);
  if (phrase === undefined || !meeting || /#[trs]\d/.test(clause)) return clause;
  return clause.replace(phrase, `at ${timeOf(sketch, clause, meeting, situation)}`);
}

/** "after the board call, at 12": where the time told fits it, it tells the day at most. */
function besideTime(sketch: Sketch, clause: string, situation: Situation): string {
  const [time, ...others] = [...sketch.all('t', clause), ...sketch.all('r', clause)];
  const [phrase, way = '', described = ''] = clause.match(AROUND) ?? [];
  if (!time || others.length > 0 || phrase === undefined || MOVES.test(clause)) return clause;
  const meeting = namedMeeting(sketch, described, situation);
  if (!meeting) return clause;
  const at = wallOf(meeting.start, situation.zone);
  const told = sketch.all('d', clause);
  if (told.some(({ from, to }) => from !== at.day || to !== at.day)) return clause;
  const minute = time.kind === 't' ? time.minute : time.from;
  const fits = /before|ahead|prior/i.test(way) ? minute <= at.minute : minute >= at.minute + meeting.durationMinutes;
  const days = told.length > 0 ? '' : ` ${marked(sketch, day(at.day))}`;
  return fits ? clause.replace(phrase, days).replace(/\s+/g, ' ').trim() : clause;
}

function timeOf(sketch: Sketch, clause: string, meeting: SituationMeeting, { zone }: Situation): string {
  const at = wallOf(meeting.start, zone);
  const days = /#d\d/.test(clause) ? '' : ` ${marked(sketch, day(at.day))}`;
  return `${marked(sketch, { kind: 't', minute: at.minute, sure: true })}${days}`;
}
