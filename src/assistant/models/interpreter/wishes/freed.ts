// The time that a meeting gives up: "cancel the roof visit, then use the slot for a call with Vic", "… and put focus time
// there instead". It becomes a day, a time and a length before anything else is read.
import type { Situation } from '../../../situation.ts';
import { wallOf } from '../calendar.ts';
import type { Wish } from '../decide/decision.ts';
import type { Item, Sketch } from '../recognise/sketch.ts';
import { withItems } from './refine.ts';

const OLD = '(?:old|same|now|newly|freed|free|open|empty|vacant|spare|resulting)(?: up)?';
const SLOT = `(?:(?:the|that|its|this|their|his|her|my|#p\\d+ ?'s) (?:${OLD} )*(?:slot|(?<!\\bthe )time(?! zone)|time ?slot|spot|hour|half hour|gap|window|space|place|stead)|what(?:'s| is) (?:freed|free)(?: up)?)`;
/** "use that slot for …", "give the hour to …": what is to be there is the object. */
const FILLED = new RegExp(
  `\\b(?:use|reuse|take|give|fill|book|block|reserve|hold|keep|grab|need|want|put)(?: me| up)? ${SLOT}(?: (?:up|instead))?(?: (?:for|to|with|on|as))\\b`,
  'i',
);
/** "in its place", "at that time": where something else is to be. */
const THERE = new RegExp(
  `,? *\\b(?:in|into|for|at|on|during|over|to)(?: to)? ${SLOT}(?: instead)?\\b|\\b(?:there|then) instead\\b`,
  'i',
);
const INSTEAD = /\binstead\b(?! of\b)/i;
const PUTS_IN =
  /\b(?:book|schedule|add|put|set up|block|reserve|arrange|have|do|get|squeeze|fit|slot|pencil|meet|see|invite)\b/i;

/** What stands somewhere else keeps its own length. */
const MOVED = /\b(?:move|push|shift|reschedule|bump|bring|pull|slide)\b/i;

/** What is given up: when it was, and how long. */
export interface Freed {
  readonly start: Date;
  readonly durationMinutes: number;
}

/** The clause with the freed time as markers, where it speaks of the time of the meeting just given up. */
export function freedBy(meeting: Freed | undefined, sketch: Sketch, clause: string, { zone }: Situation): string {
  if (!meeting || /#[trs]\d/.test(clause)) return clause;
  const way = [FILLED, THERE, INSTEAD].find((pattern) => pattern.test(clause));
  if (!way || (way === INSTEAD && (/#d\d/.test(clause) || !PUTS_IN.test(clause)))) return clause;
  const { day, minute } = wallOf(meeting.start, zone);
  const items: Item[] = [
    ...(/#d\d/.test(clause) ? [] : [{ kind: 'd', from: day, to: day } as const]),
    { kind: 't', minute, sure: true },
    ...(/#u\d/.test(clause) || MOVED.test(clause) ? [] : [{ kind: 'u', minutes: meeting.durationMinutes } as const]),
  ];
  const markers = items.map((item) => `#${item.kind}${sketch.items.push({ item, source: '' }) - 1}`).join(' ');
  const rest = clause
    .replace(/,? (?:for )?(?:the )?same (?:length|duration)\b/i, ' ')
    .replace(way, (found) => (way === FILLED ? `book ${/\b(?:to|with)$/i.test(found) ? 'with' : ''}` : ' '));
  return `${rest} ${markers}`.replace(/\s+/g, ' ').trim();
}

export const SAME_TIME = /\bsame time\b/i;

/** "book tim for the same time" takes the start of the meeting just spoken of. */
export function sameTime(wish: Wish, situation: Situation): Wish {
  if (wish.intent !== 'book' || !wish.subject || !SAME_TIME.test(wish.text) || /#[trs]\d/.test(wish.text)) return wish;
  const at = wallOf(wish.subject.start, situation.zone);
  const day = /#d\d/.test(wish.text) ? [] : [{ kind: 'd', from: at.day, to: at.day } as const];
  const sketch = withItems({ intent: 'book', sketch: wish.sketch.part(wish.text) }, [
    ...day,
    { kind: 't', minute: at.minute, sure: true },
  ]);
  return { ...wish, sketch, text: sketch.text };
}
