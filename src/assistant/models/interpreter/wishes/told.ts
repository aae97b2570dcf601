// What in a message asks for nothing: reasons, news, duties, thoughts, and what is to stay as it is.
import { isAside, partsOf, withoutAsides, withoutShortage } from '../text/asides.ts';
import { isOrder, tellsChange } from '../text/clauses.ts';
import { type Intent, intentOf, type Known } from './intent.ts';
import { likelyIntents } from './intent-model.ts';
import { isKept } from './kept.ts';
import { isTold, UNABLE } from './mood.ts';

/** What stands beside the wish of another clause: what is kept, why, or in which case. */
export const isBeside = (clause: string, has: Known): boolean =>
  !LASTING.includes(intentOf(clause, has)) &&
  (isKept(clause) ||
    THOUGHT.test(clause) ||
    NEWS.test(clause) ||
    (isAside(clause) && !tellsChange(clause) && !isOrder(clause)) ||
    (isTold(clause) && !tellsChange(clause) && !ORDERS.test(clause)) ||
    DUTY.test(clause) ||
    tellsWhy(clause) ||
    (UNABLE.test(clause) && !/\bcancel\b/i.test(clause)));

/** "my goal is to delegate more": told, and meant so. */
const LASTING: readonly Intent[] = ['goal', 'update_goal', 'settings', 'respond'];

/** The clause without what only tells, as far as its wish allows such a thing beside it. */
export function plainWish(said: string, has: Known): string {
  const clause = withoutShortage(said);
  const intent = intentOf(clause, has);
  if (intent === 'goal' || (intent === 'update_goal' && tellsMore(clause))) return clause;
  const core = withoutAsides(clause, !CHANGES.includes(intent), (sentence) => tells(sentence, has));
  // "30 min with kiri monday at 9, I'm on leave from tuesday"
  if (intent === 'settings')
    return ['book', 'unknown'].includes(intentOf(core, has)) && /#p\d/.test(core) && /#[tr]\d/.test(core)
      ? core
      : clause;
  return intentOf(core, has) === intent ? core : clause;
}

/** "hiring is at 80%, and the docs one is done": news of more than one goal. */
const tellsMore = (clause: string): boolean => partsOf(clause).filter(({ text }) => REACHED.test(text)).length > 1;
const REACHED = /\b(?:done|finished|achieved|reached|complete|completed|paused|dropped|half ?way|percent)\b|\d ?%/i;

const CHANGES: readonly Intent[] = ['move', 'cancel', 'swap', 'complete', 'people', 'respond', 'update_goal'];

/** A sentence about somebody that names no wish. */
const OF_SOMEBODY = /\b(?:i|we|he|she|they|it|there)(?:'\p{L}+)? \p{L}+/iu;
/** The intent model is as good as sure. */
const LIKELY = 0.5;

/** Whether a whole sentence only tells, by the words that it begins with or by what the intent model takes it for. */
function tells(sentence: string, has: Known): boolean {
  const known = intentOf(sentence, has);
  if (known !== 'unknown' && known !== 'chat' && known !== 'book') return false;
  const [best] = likelyIntents(sentence, { ...has, meeting: false });
  const likely = (best?.label === 'aside' || best?.label === 'chat') && best.probability >= LIKELY;
  return likely || (known === 'unknown' && OF_SOMEBODY.test(sentence));
}

/** "john wants to talk pricing, …": why something is wanted, and not yet what. */
const NEWS = /^#p\d+ (?:wants?|needs?|asked|asks|is asking|would like|said|says|wrote|mailed|pinged)\b(?!.*#[trs]\d)/i;

/** "we should get marta in front of the deck, so …": why, without a time. */
const DUTY =
  /^(?:(?:and|so|but|ok|well|hey)[ ,]+)*(?:i|we) (?:really |probably |finally )?(?:should|ought to|must|have to)\b(?!.*#[trs]\d)/i;

/** "bring the contract": what one takes along. */
const BRINGS =
  /^(?:please |and |also |don't forget to |remember to )*(?:bring|take|wear|have) (?:along )?(?:the|your|my|our|his|her|their|some|an?|any) (?!#)(?!.*\b(?:forward|back|up|earlier|later|off|out|call|meeting|review|sync|session|1:1|chat|demo|time|to|by|in)\b)[^#]{2,40}$/i;

/** "the review always runs over", "… needs more time": why it gets another length. */
const RUNS_OVER =
  /^(?!.*#[dtrsu]\d).*\b(?:(?:needs?|could use|takes?|wants?) (?:a (?:bit|little|lot) |some |much )?(?:more time|longer|extra time)|(?:run|runs|running) (?:long|over|late|short|out of time))\b[^#]{0,20}$/i;

/** "the agronomist has to be gone by 3". */
const LEAVES =
  /^(?!.*\b(?:move|cancel)\b).*\b(?:has|have|needs?|got) to (?:be (?:gone|out|off|away)|leave|head (?:off|out|home)|run|dash|catch|pick up|fly|drive)\b/i;

/** A reason for a change, or what to take along, with no word of the change. */
export const tellsWhy = (clause: string): boolean =>
  RUNS_OVER.test(clause) || BRINGS.test(clause) || (LEAVES.test(clause) && !ORDERS.test(clause));

/** What makes a clause of words alone a wish. */
export const ORDERS = /\b(?:book|schedule|set ?up|arrange|plan|create|make|add|find|meet|invite|organi[sz]e)\b/i;
/** "if i cancelled the coffee, …": the world in which something is asked. */
export const THOUGHT =
  /^(?:(?:and|so|but)\b ?)*(?:if|suppose|supposing|assuming|say) (?!i(?:'m| am) not (?:mistaken|wrong)\b|i (?:remember|recall)\b)(?:i|we|you|#p\d+|the|my)\b/i;
