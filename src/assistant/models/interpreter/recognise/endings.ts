// A time and, some words on, when it is to be over: "8am sharp, till 9:15", "at 4, we need to be out by 5:15".
import { MOVING } from './date-words.ts';
import type { Sketch } from './sketch.ts';

/** What may stand between the two. */
const BETWEEN =
  '((?:[ ,;.-]|#[dpb]\\d+|\\b(?:on|with|and|sharp|promptly|on the dot|start|in the|then|but|so|please|for|prompt)\\b)*?)[ ,;.(-]+';
const WHO =
  "(?:(?:we|i|it|they|he|she|you|that)(?:'ll|'d|'s|'re|'m)? )?(?:(?:will|would|should|needs? to|must|have to|has to|has got to|have got to|got to|want to|am|are|is|should all) )*";
const OVER =
  '(?:(?:be|needs? to be|have to be|has to be|must be|to be|all|should be) )*(?:done|out|over|finished|through|back|gone|free again|off|wrapped(?: up)?)(?: of there| of here| again| (?:at|in|to) (?:my|the|our) \\p{L}+| home)?(?: by| at| before| for)';
const ENDS =
  '(?:to )?(?:finish|end|stop|wrap|conclud|clos)(?:e|es|s|ing|ping|ped|ed)?(?: up| off)?(?: by| at| before| for| around)?';
const TILL =
  "(?:up )?(?:till?|until)(?: about| around| (?:i|we)(?:'m|'re| am| are) (?:back|done|free|out)(?: again)?(?: by| at)?)?";
const ENDING = new RegExp(
  `#t(\\d+)${BETWEEN}(?:(?:and|so|but|then|as|since|because) )*(?:${TILL}|${WHO}(?:${OVER}|${ENDS})) #t(\\d+)(?: at the latest| latest| sharp)?\\)?`,
  'giu',
);
const CANDIDATE =
  /\b(?:till?|until|done|out|over|finish\w*|through|back|gone|off|end\w*|stop\w*|wrap\w*|clos\w*|conclud\w*)\b/i;

/** Makes a stretch of the two; where a length is told as well, the end says nothing more if it leaves room for it. */
export function ended(sketch: Sketch): void {
  if (!CANDIDATE.test(sketch.text) || MOVING.test(sketch.text)) return;
  const [length, ...lengths] = sketch.all('u');
  if (lengths.length > 0) return;
  sketch.text = sketch.text.replace(ENDING, (all, i: string, between: string, j: string) => {
    const from = sketch.at('t', i);
    const to = sketch.at('t', j);
    if (!from || !to || from.zone !== to.zone || to.minute <= from.minute) return all;
    if (length) return from.minute + length.minutes <= to.minute ? `#t${i}${between}` : all;
    const { zone } = from;
    const item = { kind: 'r', from: from.minute, to: to.minute, sure: from.sure || to.sure } as const;
    const source = `${sketch.words(`#t${i}`)} to ${sketch.words(`#t${j}`)}`;
    sketch.items.push({ item: zone === undefined ? item : { ...item, zone }, source });
    return `#r${sketch.items.length - 1}${between}`;
  });
}
