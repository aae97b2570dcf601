// Times told by whom they suit: "the only slot she has is 4", "friday at 2 is the only time Priya can do, so book it". They
// become the plain time of the wish beside them, and whom they suit its guest.
import { MOVING } from './date-words.ts';
import type { Sketch } from './sketch.ts';

const WHEN = '((?:(?:on|at|in the|around) )?#[dtsr]\\d+(?:,? (?:(?:on|at|in the|around) )?#[dtrb]\\d+){0,2})';
const SOMEBODY = '(?:#p\\d+(?: and (?:#p\\d+|i))?|he|she|they|we|i|(?:both|all|each) of us|everyone|everybody)';
const MOMENT =
  "(?:(?:the|my|our|her|his|their|#p\\d+ ?'s) )?(?:only|best|single|one|earliest|soonest)(?: (?:other|possible|free|available|open|good|decent|real))*(?: (?:time|slot|gap|window|opening|moment|hour|day|option|thing|spot)(?: (?:left|free|open|available))?)?";
/** Why it is the only one: "that works for her", "he can do", "I have left". */
const SUITS = `(?: (?:that|which))?(?: (?:works?|suits?|fits?|remains|is (?:free|open|left|available|possible))| ${SOMEBODY}(?: (?:both|all))? (?:can|could) (?:(?:both|all) )?(?:do|make|manage|offer|spare|meet|talk)(?: it)?| ${SOMEBODY}(?:'s|'ve)?(?: still)?(?: (?:has|have))?(?: got)?(?: (?:free|left|open|available))?)?`;
const FOR =
  '(?: (?:for|with|by) (?:#p\\d+(?: and (?:#p\\d+|me|i|myself))?|him|her|them|me|us|both(?: of (?:us|them))?|all of us|everyone|everybody))?';
const START = '(^|[,.;:(] *|\\b(?:and|but|so|since|because|as) )';

/** "the only time that works for Priya is friday 2pm" … */
const NAMED_FIRST = new RegExp(`${START}${MOMENT}${SUITS}${FOR} (?:is|would be|will be|seems to be) ${WHEN}`, 'i');
/** … "friday 2pm is the only slot she has" … */
const TOLD_FIRST = new RegExp(
  `${START}${WHEN} (?:is|would be|will be|seems to be) ${MOMENT}${SUITS}${FOR}(?= *(?:$|[,.;!)]|\\b(?:and|so|please|then)\\b))`,
  'i',
);
/** … "she can only do 4", "he's only free at 4". */
const SOMEBODY_FIRST = new RegExp(
  `${START}${SOMEBODY}(?:(?:'s|'re|'m| is| are| am)? only (?:free|available|open|around)|(?: can| could)? only (?:has|have|got|do|does|make|makes|manage|spare)(?: got)?|(?: can| could) (?:do|make|manage) only) ${WHEN}(?: (?:free|open|left|available))?(?= *(?:$|[,.;!)]|\\b(?:and|so|please)\\b))`,
  'i',
);
const ORDER =
  /\b(?:book|schedule|set up|arrange|put|add|grab|take|get|need|reserve|block|do (?:it|that)|let's|pencil|slot|fit|squeeze|want|plan|organi[sz]e|lock|fix|make it|send)\b/i;
const LEAD = /^[ ,.;:!-]*(?:(?:so|and|then|please)\b[ ,]*)*/i;
/** "…, only slot she had": why it is at that time, and nothing more. */
const REMARK = new RegExp(
  `[,;(.-] *(?:(?:it|that)(?:'s| is| was) )?(?:the )?only (?:(?:time|slot|gap|window|opening|moment|option|one)(?: (?:left|free|open|available))?|(?:free|open) (?:time|slot))(?: ${SOMEBODY} (?:has|have|had|got|'s got|'ve got|can do|could do|could make|can make|could offer))?(?: (?:left|free|open))?\\)?(?= *(?:$|[,.;!)]))`,
  'i',
);
/** Without such a word none of the longer patterns has to be tried. */
const SINGLED_OUT = /\b(?:only|best|single|one|earliest|soonest)\b/i;
/** What is thought or asked is left as it stands. */
const OPEN = /\b(?:if|unless|whether|or|maybe|perhaps|might)\b|\?/i;

/** Puts such a time where the wish would have it: behind what is asked for. */
export function suited(sketch: Sketch): void {
  if (!SINGLED_OUT.test(sketch.text)) return;
  if (/#[trs]\d/.test(sketch.text)) sketch.text = sketch.text.replace(REMARK, '');
  const { text } = sketch;
  const found = [NAMED_FIRST, TOLD_FIRST, SOMEBODY_FIRST].map((pattern) => text.match(pattern)).find(Boolean);
  if (!found || OPEN.test(text)) return;
  const [said, , when = ''] = found;
  const at = found.index ?? 0;
  const before = text.slice(0, at).replace(/[ ,;:(]+$/, '');
  const after = text.slice(at + said.length).replace(/^\)/, '');
  if (!ORDER.test(`${before} ${after}`)) return;
  const others = `${before} ${after}`;
  const people = (said.match(/#p\d+/g) ?? []).filter((person) => !others.includes(person));
  const told = `${people.map((person) => `with ${person} `).join('')}${MOVING.test(before) ? 'to ' : ''}${when}`;
  const leads = before === '' && ORDER.test(after) && !/#[dtrs]\d/.test(after);
  // The earliest may be later as well, unless just that is asked for.
  if (/\b(?:earliest|soonest)\b/i.test(said) && !leads) return;
  sketch.text = leads
    ? after.replace(LEAD, '').replace(/^[^.!]+/, (order) => `${order} ${told}`)
    : `${before} ${told}${after}`;
  sketch.tidy();
}
