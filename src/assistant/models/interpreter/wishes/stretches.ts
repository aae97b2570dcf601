// A stretch of days or times that says from where to where: "move my 1:1 from 2 to 4", "onboarding from tuesday to
// wednesday at 9:30" where the onboarding is on Tuesday.
import type { Situation } from '../../../situation.ts';
import { clock, isoDay, wallOf } from '../calendar.ts';
import { ENDS } from '../decide/length.ts';
import { MOVING } from '../recognise/date-words.ts';
import { type ItemOf, Sketch } from '../recognise/sketch.ts';
import { moodOf } from './mood.ts';
import { namedMeeting } from './named.ts';
import { findMeetings } from './resolve.ts';

/** The clause with two days for such a stretch: the meeting that it names stands on the first of them. */
export function fromDayToDay(sketch: Sketch, clause: string, situation: Situation): string {
  const [all = '', index] = clause.match(/#d(\d+)/) ?? [];
  const date = sketch.at('d', index);
  const source = sketch.items[Number(index)]?.source ?? '';
  if (!date || date.from === date.to || !/(?:\bto\b|\buntil\b|->)/.test(source)) return clause;
  const meeting = namedMeeting(sketch, clause, situation);
  if (!meeting || wallOf(meeting.start, situation.zone).day !== date.from) return clause;
  const half = (day: number) => {
    sketch.items.push({ item: { kind: 'd', from: day, to: day }, source: isoDay(day) });
    return `#d${sketch.items.length - 1}`;
  };
  return clause.replace(all, `from ${half(date.from)} to ${half(date.to)}`);
}

/** The end that lies nearer to the beginning: "from 9:30 to 9" ends in the morning. */
const nearer = ({ from, to, sure }: ItemOf<'r'>): number => (!sure && to - from > 360 ? to - 720 : to);

/** In "from 2pm to 4pm" a move names two times, not a stretch; without "from" only where a meeting stands at the first. */
export function fromTimeToTime(sketch: Sketch, text: string, { meetings, zone }: Situation): Sketch {
  const found = text.match(/(?<!\b(?:to|for|at|on|until|it|instead|#d\d+|'s [\p{L}-]+) *)#r(\d+)(?! *instead)/u);
  const range = sketch.at('r', found?.[1]);
  const source = sketch.items[Number(found?.[1])]?.source ?? '';
  if (!found || !range || /\b(?:start|begin|end|finish|stop)/i.test(source)) return sketch.part(text);
  const starts = meetings.map(({ start }) => wallOf(start, zone).minute);
  const both = MOVING.test(text) && /^ *from\b/i.test(source);
  if (!both && !starts.some((minute) => minute === range.from || (!range.sure && minute === (range.from + 720) % 1440)))
    return sketch.part(text);
  const { items } = sketch;
  const half = (minute: number) => ({ item: { kind: 't', minute, sure: range.sure } as const, source: clock(minute) });
  return new Sketch(text.replace(found[0], `from #t${items.length} to #t${items.length + 1}`), [
    ...items,
    half(range.from),
    half(nearer(range)),
  ]);
}

const INSTEAD =
  /(?:\b(?:at|on|to|for|from|the) )*(#([dt])\d+(?: ?,? ?(?:(?:at|on) )?#[dt]\d+)?),? instead of (?:(?:at|on|the) )*(#\2\d+)/i;
const ANEW = /\b(?:book|schedule|set ?up|arrange|add|invite|another|new|reserve|block|pencil)\b/i;

/** "tim at 3 instead of 2 on friday" as a move from there, where his only meeting of such a description stands at 2. */
export function fromOldToNew(sketch: Sketch, clause: string, situation: Situation): string {
  const [found, to = '', , from = ''] = clause.match(INSTEAD) ?? [];
  if (!found || MOVING.test(clause) || ENDS.test(clause) || ANEW.test(clause) || moodOf(clause) !== 'plain')
    return clause;
  const rest = clause.replace(found, ' ');
  const whose = rest.replace(/(?:\b(?:at|on|for|the)\b *)*#[dt]\d+/gi, ' ');
  const beside = (rest.match(/#[dt]\d+/g) ?? []).join(' ');
  const stands = (words: string) => {
    const { meetings, described, doubtful } = findMeetings(sketch, words, situation);
    return described && !doubtful && meetings.length === 1 && meetings[0]?.own === true;
  };
  const plain = (words: string) => `move ${words}`.replace(/\s+/g, ' ').trim();
  if (stands(`${whose} ${from} ${beside}`)) return plain(`${whose} from the ${from} ${beside} to ${to}`);
  return stands(`${whose} ${from}`) ? plain(`${whose} from the ${from} to ${to} ${beside}`) : clause;
}
