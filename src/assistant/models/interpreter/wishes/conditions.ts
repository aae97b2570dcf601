// In which case something is to be done: "cancel the demo if Sam hasn't replied by noon", "once Priya agrees, move the
// review". Parley waits for nothing, so what is wanted is read without it, and asked about with it.
import type { Situation } from '../../../situation.ts';
import { decide } from '../decide/decide.ts';
import { ask, changesData, type Decision } from '../decide/decision.ts';
import { intended } from '../decide/phrase.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { type Intent, intentOf, type Known } from './intent.ts';

const SOMEBODY =
  "(?:i|we|he|she|they|it|that|this|there|nothing|something|nobody|no one|none|someone|somebody|everybody|everyone|anyone|anybody|all|both|(?:the|my|our|his|her|their) [\\p{L}'-]+|#p\\d+)(?: ?'\\p{L}+)?(?=[ ,])";
/** What is said for politeness is no condition. */
const POLITELY =
  "(?:it|that|this|there)(?: ?'s|'d| is| would be| does)? ?(?:not )?(?:too late|ok(?:ay)?|fine|possible|work\\w*|all ?right|cool|good|great|suit\\w*|too much|helpful|easier|any\\b)|i(?:'m not mistaken| remember| recall| may\\b| might\\b| could\\b)|we (?:can|could)\\b(?! only)";
const ANSWERS =
  '(?:says?|said|confirm\\w*|agree\\w*|accept\\w*|repl\\w+|answer\\w*|send\\w*|gets? back|ok(?:ay)?s|approve\\w*|sign\\w*|decide\\w*|writes?|responds?|is (?:fine|ok(?:ay)?|happy|in|back)|are (?:fine|ok(?:ay)?|happy|in|back)|has \\p{L}+(?:ed|t)|have \\p{L}+(?:ed|t))';
const LOOSELY = "(?: ?'(?:s|ve|re|d))?(?: (?:has|have|had|is|are|will))?(?: (?:finally|also|both|all))?";
const IN_CASE = `(?:only )?(?:(?:if|unless|provided(?: that)?|assuming(?: that)?|as long as|in case|in the event(?: that)?|on condition(?: that)?) (?!${POLITELY})(?:${SOMEBODY}|you (?:hear|get|see))|depending on (?:how|what|whether|if|when|who)\\b|(?:once|when|as soon as|after|until) ${SOMEBODY}${LOOSELY} ${ANSWERS}\\b|(?:once|as soon as) ${SOMEBODY}${LOOSELY} \\p{L}+(?:ed|id|[tnk])\\b)`;
/** "should May decline, …", "were he to cancel, …": a condition by its order alone. */
const INVERTED = `(?:should (?!i\\b|we\\b)${SOMEBODY} (?!be\\b)\\p{L}+|were ${SOMEBODY} to \\p{L}+|had ${SOMEBODY} \\p{L}+)`;
/** After these it is asked whether something is so. */
const NO_QUESTION =
  '(?<!\\b(?:know|see|check|tell me|ask|asks|asked|wonder\\w*|sure|out|curious|remind me|confirm|me|and|or))';
const VERBS =
  'book|schedule|set up|put|add|block|reserve|arrange|grab|move|push|shift|reschedule|postpone|bump|bring|pull|change|swap|extend|shorten|cut|cancel|drop|delete|remove|scrap|bin|accept|decline|mark|invite|make|find|give';
const FIRST = new RegExp(
  `(?<=^|[.;!?] |^(?:and|but|so|ok|hi|hey|please)[ ,]+)((?:${IN_CASE}|${INVERTED})[^.;!?,]{0,90}?)(?:, *(?:then )?| then | (?=(?:please |can you |could you )?(?:${VERBS})\\b))`,
  'iu',
);
const LAST = new RegExp(
  `${NO_QUESTION}(?:,| -)? \\b(?:but )?(${IN_CASE}[^.;!?]{0,90}?)(?= *(?:$|[.;!?]|,? (?:and|then|but) (?:${VERBS})\\b))`,
  'iu',
);
const WHEN = /#[dtrs]\d/;
const CHANGES: readonly Intent[] = ['book', 'move', 'swap', 'cancel', 'complete', 'people', 'respond', 'recurring'];

/** A clause that only sets a condition; what is said for politeness sets none. */
export const isCondition = (clause: string): boolean => CONDITION.test(clause);
const CONDITION = new RegExp(
  `^(?:(?:and|but|so|only|just|ok|well)\\b[ ,]*)*(?:(?:if|unless|in case|in the event|as long as|provided|assuming|on condition) (?!${POLITELY}|so\\b|yes\\b|not\\b|possible|you\\b)|depending on\\b|${INVERTED})`,
  'iu',
);

/** A wish and the case in which it is to be done. */
export interface Conditional {
  readonly text: string;
  readonly condition: string;
}

/** The message without the condition of what it wants changed; undefined where it sets none. */
export function conditionIn(text: string, has: Known): Conditional | undefined {
  const found = [FIRST, LAST].map((pattern) => text.match(pattern)).find((match) => match !== null);
  const [phrase, condition = ''] = found ?? [];
  if (phrase === undefined) return undefined;
  const rest = text.replace(phrase, ' ').replace(/ {2,}/g, ' ').trim();
  return CHANGES.includes(intentOf(rest, has)) && !/\?$/.test(rest) ? { text: rest, condition } : undefined;
}

const FREE = '(?:still |all |both |even )?(?:free|available|open|around|empty)\\b';
/** Nobody of ours is booked twice, whatever is said of it. */
const OWN_TIME = new RegExp(
  `^(?:only )?if (?:(?:i|we)(?: ?'m| ?'re| am| are)|(?:it|that|this)(?: ?'s| is)|(?:that|the|this|my) (?:slot|time|hour|spot|calendar)(?: ?'s| is)) ${FREE}`,
  'i',
);
/** "if there's nothing else then", "unless that clashes with something": so the domain has it anyway. */
const NO_CLASH =
  /^(?:(?:but )?(?:only )?(?:if|as long as|provided(?: that)?) (?:there(?: ?'s| is)(?: nothing| no\b)|there(?: isn't| is not)|nothing|(?:i|we)(?: ?'ve| have)(?: got)? nothing|(?:i|we) (?:don't have|have no|haven't got)|(?:that|it) (?:doesn't|does not|won't))|(?:but )?unless (?:that|it|this|there|i|we|something)\b.*\b(?:clash\w*|conflict\w*|overlap\w*|busy|booked|taken|something|anything|on)\b)(?!.*#[p])/i;
const THEIR_TIME = new RegExp(
  `^(?:only )?if (?:#p\\d+|he|she|they)(?: ?'s| ?'re| is| are)(?: and #p\\d+ are)? ${FREE}`,
  'i',
);

/** The decision about what is wanted, as the condition lets it stand: done, looked up first, or asked about. */
export function underCondition(
  decision: Decision,
  { text, condition }: Conditional,
  sketch: Sketch,
  situation: Situation,
): Decision {
  if (THEIR_TIME.test(condition) || ((OWN_TIME.test(condition) || NO_CLASH.test(condition)) && WHEN.test(condition))) {
    const named = text.match(WHEN.test(condition) ? /#[pu]\d+/g : /#[pudtrs]\d+/g) ?? [];
    const looked = [condition, ...new Set(named.filter((marker) => !condition.includes(marker)))].join(' ');
    return decide({ intent: 'availability', sketch, text: looked.replace(/^(?:only )?if\b/i, 'is') }, situation);
  }
  if (OWN_TIME.test(condition) || (NO_CLASH.test(condition) && !WHEN.test(condition)) || decision.kind === 'say')
    return decision;
  if (decision.kind === 'ask') {
    const missing = new Set([...decision.clarification.missing, 'confirm', 'text'] as const);
    return { ...decision, clarification: { ...decision.clarification, missing: [...missing] } };
  }
  if (!decision.calls.some(changesData)) return decision;
  return ask(
    `I cannot wait for "${sketch.words(condition)}". Shall I ${intended(decision.calls, situation)} now?`,
    ['confirm', 'text', 'attendees', 'time', 'meeting'],
    ['yes', 'no'],
  );
}
