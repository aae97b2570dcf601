// An answer and what is told beside it: "half past eleven, her flight only lands at ten", "that's too late, 11 please".
// Who answers may tell more than who asks for something: what was asked says which part is the answer.
import { isAside, type Part, partsOf, tellsOfSomething } from '../text/asides.ts';

/** "on reflection, …": said of the answer itself. */
const AFTERTHOUGHT =
  /\b(?:on (?:second thoughts?|reflection|balance)|come to think of it|thinking about it|now that i think (?:about|of) it|to be honest|tbh|in that case|that being said)\b,?/gi;
/** "I'm back by ten, so half past": the answer comes last. */
const CONCLUDES =
  /(?<=[\p{L}\d]{2}) ?,? (?:and )?so (?=(?:(?:let's|say|make it|maybe|rather|at|on|around|it's|then|how about)\b ?)*#[dtr]\d)/giu;
/** "9, before I lose my nerve". */
const MEANWHILE =
  /^(?:before|after|while|when|once|as) (?:i|we|he|she|they|it|#p\d+|my|our|his|her|their|the)\b(?:(?!#).)*$/i;
/** "we could meet friday" is an answer, however it is told. */
const OFFERS_TIME =
  /\b(?:i|we|you)(?:'d|'ll)?\b(?: \w+)? (?:can|could|would|will|may|might|should|want|need|have to|mean|meant|said|say|think|guess)\b(?!n't| not)|\b(?:i|we)'(?:d|ll)\b/i;
/** "he's teaching until 1": of somebody else, whose times are not the meeting's. */
const OF_OTHERS = /^(?:(?:and|but|so|as|since|because)\b ?)*(?:he|she|they|his|her|their|#p\d+)\b/i;
/** "topic is hiring": what the meeting is about. */
const OF_MEETING = /^(?:(?:the|its) )?(?:topic|subject|agenda|title|location|place|place is)\b/i;
const INTERJECTION = /^(?:(?:hm+|oh|ah|uh|um|ugh|well|oops|ok(?:ay)?|right)\b[ ,.!]*)+/i;
const MARKED = /#[dtrsu]\d/;
const CONDITION = /\b(?:if|unless|or|either|except|without|only if|otherwise)\b/i;

/** The answer without what only tells why; all of it where nothing else is left. */
export function withoutReasons(text: string): string {
  const parts = partsOf(text.replace(AFTERTHOUGHT, ' ').replace(CONCLUDES, ', '));
  const kept = parts.filter((part) => !isReason(part));
  if (kept.length === 0 || kept.length === parts.length) return text;
  const core = kept.map(({ joint, text: words }, index) => (index === 0 ? words : `${joint}${words}`)).join('');
  return /\?$/.test(text) && kept.at(-1) === parts.at(-1) ? `${core}?` : core;
}

function isReason({ text }: Part): boolean {
  const part = text.trim().replace(INTERJECTION, '');
  if (part === '') return true;
  if (/\?$/.test(part) || CONDITION.test(part) || OF_MEETING.test(part)) return false;
  if (MARKED.test(part) && OFFERS_TIME.test(part)) return false;
  const told = OF_OTHERS.test(part) ? part.replace(/\b(?:until|till) #t\d+/gi, ' ') : part;
  return isAside(told) || MEANWHILE.test(part) || tellsOfSomething(told);
}
