// Answers to requests that no verb shows to be so, where the person or the topic is that of a request: "Nadia's a yes",
// "the grant review is fine by me", "skip tom's".
import type { Situation } from '../../../situation.ts';
import { requestsIn } from '../decide/requests.ts';
import type { Sketch } from '../recognise/sketch.ts';
import type { Intent } from './intent.ts';
import { namedMeeting } from './named.ts';

const TELLS = '(?:tell|let|reply|answer|write|message|text)\\b.*';
const GOOD = '(?:fine|ok(?:ay)?|good|great|perfect|alright|cool)';

/** A yes in whatever words. */
export const AGREES = new RegExp(
  [
    `\\b${TELLS}\\b(?:${GOOD}|works?|suits?|happy|in|yes|sure|see (?:him|her|them|you) then)\\b`,
    `\\b(?:is|are|sounds|looks|be)(?: all| just| totally| perfectly)? ${GOOD}(?: (?:by|with|for) (?:me|us))?[.! ]*$`,
    "'s (?:an? yes|fine|ok(?:ay)?|good)\\b",
    '\\b(?:is|be) an? yes\\b',
    '\\b(?:can|may|should) go ahead\\b',
    '\\b(?:happy|glad|keen|pleased) to (?:meet|see|talk|speak|do|have|join|host)\\b',
    '\\b(?:works|suits)(?: well| fine)? (?:for )?(?:me|us)\\b',
    "^(?:(?:ok|okay|sure|yes|fine|and|but|also|please|i'll|let's)\\b[ ,]*)*(?:take|do|have|keep) (?:the \\p{L}|\\p{L}+ ?'s\\b|#p\\d+ ?'s)",
  ].join('|'),
  'iu',
);
/** A no in whatever words. */
export const REFUSES = new RegExp(
  [
    `\\b${TELLS}\\b(?:no|not|busy|away|out|can't|cannot|won't|sorry|unavailable)\\b`,
    '\\blet (?:#p\\d+|\\p{L}+|him|her|them) down\\b',
    '\\bnot (?:really )?interested\\b',
    "\\b(?:rather|'d better) not\\b",
    "'s an? no\\b|\\b(?:is|be) an? no\\b",
    '\\b(?:no thanks|no thank you)\\b',
    "^(?:(?:and|but|also|please|i'll|let's|just|gonna)\\b[ ,]*)*(?:skip|ignore|pass on|ditch|bin|refuse)\\b",
  ].join('|'),
  'iu',
);

const OPEN: readonly Intent[] = ['unknown', 'book', 'chat', 'availability', 'list', 'cancel', 'move', 'people'];
/** Asked, or about when else. */
const ASKS =
  /\?\s*$|^(?:what|when|who|which|where|how|is|are|am|do|does|(?:can|could)(?! you\b))\b|\b(?:if|unless|instead|rather do|move)\b/i;

/** The intent of a clause, where that of its words is another once it is known which requests there are. */
export function aboutRequest(intent: Intent, clause: string, sketch: Sketch, situation: Situation): Intent {
  if (
    situation.requests.length === 0 ||
    !OPEN.includes(intent) ||
    ASKS.test(clause) ||
    /#[tru]\d.*#[dp]|#d.*#[tru]/.test(clause)
  )
    return intent;
  if (AGREES.test(clause) === REFUSES.test(clause)) return intent;
  return requestsIn(sketch, clause, situation).length === 1 && !namedMeeting(sketch, clause, situation)
    ? 'respond'
    : intent;
}
