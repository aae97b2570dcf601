// What is told beside a wish: reasons, regrets, news. "Cancel the 3pm, bob is ill" asks for nothing in its second half,
// so nothing there is weighed. What may change the wish (a condition, a choice, a time that suits) is no aside.

import { PLACE_NOUNS } from '../recognise/places.ts';

/** Where a part of a message may end. */
const JOINT =
  /(?:[,;!?]|[.:](?!\d)|(?:(?<=\s)|^)[-(](?=\s|\p{L})|\))+\s*|\s+(?=(?:because|since|cause|as (?:i|we|he|she|they|it|my|the|#p\d+)\b|due to|so (?:that )?(?:i|we|he|she|they|it)\b|or (?:i|we)'(?:ll|m))\b)|(?<=\p{L}{3,}(?<!\b(?:the|that|which|who|what|when|where|while|because|since|whether|how|and|but|or|unless|though|although|for|with|from|about|think|know|sure|until|before|after|if|tell|says?|said|as|than|like|has|have|is|are|half|all|most|some|both|everything|anything|something|nothing|whatever|meetings?|calls?|times?|slots?|ones?|of|only|even|not|just|also|to|at|on|in|over|via|by)))\s+(?=(?:the|my|our|his|her|their|#p\d+ ?'s) (?:[\p{L}-]+ ){1,2}(?:is|are|was|were|isn't|aren't|wasn't|has|have|hasn't|haven't|won't|can't|couldn't)\b|(?:he|she|they|we|i)(?:'(?:s|re|ve|m)\b| (?:is|are|was|were|am|can't|won't|couldn't)\b))/giu;

const LEAD =
  "(?:(?:and|but|so|because|since|as|cause|hi|hey|hello|good (?:#b\\d+|day)|#b\\d+|i(?:'m| am) afraid|as you know|quick update|small update|sorry|unfortunately|sadly|apparently|turns out|just|also|btw|fyi|oh|that|which means)[ ,]+)*";
const SOMEBODY =
  '(?:(?:half|most|some|all|none|both|one|neither) of (?:us|them|the team)|i|we|he|she|they|you|it|there|this|that|who|which|something|someone|somebody|nobody|everyone|everybody|both of (?:us|them))\\b';
const SOMETHING =
  "(?:(?:(?:half|most|all|some|none|part) (?:of )?)?(?:my|our|his|her|its|their|your|the|these|those|some|an?|#p\\d+ ?'s) (?:[\\p{L}'-]+ ){1,3}?|(?!(?:what|which|when|where|who|why|how|am|is|are|any|anything|please|kindly|can|could|would|will|let's|don't|just|also|only|then|to|not|no|with|for|at|on|make|take|get|go|let|keep|have|do)\\b)[\\p{L}-]+ )";
const ADVERB =
  "(?: ?(?:just|also|already|really|still|all|now|then|always|never|suddenly|unexpectedly|probably|not|had to|have to|has to|can't|cannot|can|could|couldn't|will|won't|would|might|may|do|does|did|don't|doesn't|didn't|to))*";
const TO_BE = "am|is|are|was|were|isn't|aren't|wasn't|weren't|has|have|had|hasn't|haven't|hadn't|got|gets|can't|won't";
const TO_DO = `${TO_BE}|get|went|goes|go|came|comes|come|fell|feel|feels|felt|said|says|say|told|tells|wrote|left|leaves|leave|lost|broke|hurts|made|makes|makes|need|needs|want|wants|take|takes|took|forgot|knows?|means?|meant|thought|think|hope|see|saw|let|run|runs|ran|caught|withdrew|fly|flies|drive|pick|can't|cannot|won't|couldn't|[\\p{L}]{2,}ed`;
/** "Ana's leaving", where "Ana's briefing" may be what it is about. */
const GOING =
  '(?:com|go|leav|runn|fly|work|mov|hav|try|be|land|arriv|travel|start|wait|look|play|feel|stay|pick|driv)ing';
const TOLD_OF_SOMEBODY = new RegExp(
  `^${LEAD}(?:${SOMEBODY}(?:'(?:m|re|s|ve|d|ll)\\b|${ADVERB} \\p{L}+)|#p\\d+ ?(?:'s (?:just|also|only|still|already|not|now|sick|ill|off|out|away|busy|late|back|here|there|at|in|on|up|with|got|been|gone|stuck|free|fine|ok|happy|keen|asking|${GOING})\\b|${ADVERB} ?\\b(?:${TO_DO})\\b))`,
  'iu',
);
const TOLD_OF_SOMETHING = new RegExp(`^${LEAD}${SOMETHING}${ADVERB} ?\\b(?:${TO_DO}|[\\p{L}]{3,}[^s'u]s)\\b`, 'iu');
/** Told without a subject: "running late", "too busy", "have to pick up the kids". */
const HEADLESS = new RegExp(
  `^${LEAD}(?:(?:still|just|again|currently|already)\\b ?)*(?:running|got(?! (?:any\\w*|time|an?|some\\w*)\\b)|have to|had to|gotta|stuck|double[- ]booked|too|very|not feeling|feeling|conflict|clash|emergency|sick|ill|busy|flight|train|traffic|delayed|long story|due to|because of|thanks to|don't feel|will explain|last[- ]minute|sorry|apologies|thanks|thank|cheers|ta|much appreciated|no rush|hope|promise|as (?:discussed|agreed|usual|promised))\\b`,
  'i',
);
/** What turns a statement into a part of the wish. */
const WISHING =
  /\b(?:if|unless|or|either|instead|rather|prefer|better|best|should|must|free|available|suits?|works?|possible|ideally|preferably|until|till|at least|at most|max|keep(?! \w+ing\b)|keeping|book|cancel|move|add|invite|remind|every|each|weekly|same|except|without|(?<!\b(?:can't|cannot|can not|couldn't|won't) )make it|make that|would like|i want|(?:i|we)(?: (?:just|only|really|still|also|do))* need(?! to (?:get (?:to|home|back|out)|be (?:at|in|home|out)|go|leave|catch|pick up|drive|run|head|travel|fly|deal with|sort out|take (?:my|the)|collect)\b)|(?<!\b(?:won't|not) )needs? (?:(?:about|around|at least|only|just|like|maybe) )*#u\d+|needs? to be|has to be|(?:ok|fine) with|(?:could|can) (?:do|make|only))\b|'d like\b/i;
/** The meeting itself is told of: where it is now, or where it should go. */
const OF_IT = /^(?:(?:and|but|so|that|which)[ ,]+)*(?:it|this|that|which|the meeting|the call)\b/i;
const OF_SOMEBODY = new RegExp(`^${LEAD}(?:i|we|he|she|they|#p\\d+)\\b`, 'i');
const TIMED = /#[trsu]\d/;
/** "the 10:30 stays", "the one on friday is fine": nothing to do. */
const STAYS =
  /^(?:(?:and|but)\b ?)*(?:the|my|our|#[pdt]\d+ ?'s) (?:(?!\b(?:if|unless)\b)[^,]){1,40} (?:(?:can |should |may )?(?:stays?|remains?)(?: (?:put|as (?:it )?is|where it is))?|(?:can|will|must|should|has to|have to) (?:wait|hold)|(?:is|are) (?:fine|ok|okay|good)(?: as (?:it )?is)?)(?: for now| till later| a bit)?[.! ]*$/i;
/** "no time until friday", "30 min won't be enough", "only slot she had": what there is too little of. */
const SHORTAGE =
  /^(?:(?:and|but|because|since|as|i have|i've got|there's|that's|it's|it was)\b ?)*(?:no (?:time|capacity|bandwidth|energy|headspace)\b(?! (?:on|at|for|#))|#u\d+ (?:(?:won't|wouldn't|will not|isn't|is not|was not|wasn't)(?: be)?(?: nearly| quite| really)? (?:enough|sufficient)|(?:is|was) (?:too|not))|(?:the )?only (?:slot|time|thing|day|gap|window) (?:that )?(?:i|we|he|she|they|#p\d+)\b)/i;
/** "it's about the reshoots": the title of what is booked. */
const ABOUT =
  /^(?:it|this|that)(?:'s| is|'ll be| will be)? (?:all |only |just )?(?:(?:about|regarding|re|for (?:the|our|my)|to discuss|to talk about|to go over)\b|(?:the|our|a|an|my|his|her|their) (?!(?:only|last|first|best|least|same|worst|bit|lot|mess|pain|shame|pity|problem|reason|deadline|holiday|day|time|week|must|surprise|long|big|bad|good|quick|tight|nightmare|pleasure)\b))/i;
/** "we're eating at Katz's Deli", "we'll be in the annex". */
const THERE =
  /^(?:we|it|this|that)(?:'re|'ll|'s| are| will| is)?(?: all| both)?(?: be)?(?: (?:eating|meeting|sitting|having|doing|going|gathering|held|happening|presential)(?: (?:it|that|this|lunch|dinner))?)? (?:at|in) (?!#)/i;
/** "only slot she had": why then. */
const ONLY_ONE =
  /^(?:(?:and|but|it's|it is|that's|that was|it was|sorry)[ ,]+)*(?:the |her |his |my |their |our )?only (?:slot|time|gap|opening|one|option|window|hour|chance)\b[^#]*$/i;

/** How a meeting is held. */
const MEANS = /\b(?:zoom|(?:on|over|via) teams|google meet|jitsi|phone|video|in person)\b/i;

/** "she wants to go over the lease", "he has questions on the invoice". */
const TOPIC_TOLD =
  /\b(?:i|we|you|he|she|they|#p\d+)(?:'d| would|'ll| will|'s|'ve)?(?: just| also| really| only| both)* (?:wants?|wanted|needs?|likes?|hopes?|wish(?:es)?|asked|have|has|had|got)(?: got)?(?: me| us)? (?:to (?:talk (?:about|through)|speak about|chat about|go (?:over|through)|run through|walk (?:me |us )?through|look at|discuss|review|catch up on|pick my brain (?:on|about)|ask (?:me |us )?about)|(?:an? |some |a few |a couple of |lots of |more )?(?:questions?|quer(?:y|ies)|concerns?|ideas?|thoughts|feedback|worries|updates?) (?:on|about|over|regarding))\b/i;

/** Whether it says what a meeting is about, and nothing of when. */
export const tellsTopic = (part: string): boolean =>
  (TOPIC_TOLD.test(part) ||
    /^so (?:that )?(?:i|we) can (?!make\b|be\b|get (?:to|home|away)\b|leave\b)\p{L}+ \p{L}/iu.test(part)) &&
  !/#[dtrsu]\d/.test(part);

/** Whether a part asks for nothing and only tells. Beside a booking, a noun and what may be its verb may be a title. */
export function isAside(part: string, booking = false): boolean {
  const text = part.trim();
  if (ONLY_ONE.test(text)) return true;
  if (/^(?:because|cause|due to)\b/i.test(text)) return !/\b(?:if|unless|or)\b/i.test(text);
  if (booking && (tellsTopic(text) || (STAYS.test(text) && MEANS.test(text)))) return false;
  if (STAYS.test(text) || SHORTAGE.test(text)) return true;
  if (/\?$/.test(text) || (OF_IT.test(text) && /#[a-z]\d/.test(text)) || WISHING.test(text)) return false;
  if (booking && (ABOUT.test(text) || MEANS.test(text) || THERE.test(text))) return false;
  if (TIMED.test(text)) return OF_SOMEBODY.test(text) && TOLD_OF_SOMEBODY.test(text);
  return TOLD_OF_SOMEBODY.test(text) || (!booking && (TOLD_OF_SOMETHING.test(text) || HEADLESS.test(text)));
}

/** "her flight only lands at ten": something does something, at whatever time. */
export const tellsOfSomething = (part: string): boolean =>
  TOLD_OF_SOMETHING.test(part) && !WISHING.test(part) && !OF_IT.test(part);

/** The clause without "…, only slot she had". */
export function withoutShortage(clause: string): string {
  const [first, ...rest] = partsOf(clause);
  const kept = rest.filter(({ text }) => !SHORTAGE.test(text));
  return !first || kept.length === rest.length
    ? clause
    : `${first.text}${kept.map(({ joint, text }) => `${joint}${text}`).join('')}`.trim();
}

/** The clause without what only tells; its first part stays. Of whole sentences, `tells` knows more than their words show. */
export function withoutAsides(clause: string, booking = false, tells?: (sentence: string) => boolean): string {
  const [first, ...rest] = partsOf(clause);
  const kept = rest.filter(
    ({ joint, text }) => !(isAside(text, booking) || (/[.!?]/.test(joint) && mayTell(text) && tells?.(text) === true)),
  );
  if (!first || kept.length === rest.length) return clause;
  return `${first.text}${kept.map(({ joint, text }) => `${joint}${text}`).join('')}`.trim();
}

/** "The usual place on Mill Road.": where, without a verb. */
const PLACE = new RegExp(
  `^(?!.*\\b(?:am|is|are|was|were|has|have|had|will|can|could|would|closed|'s)\\b)(?:[^,.]*\\b)?(?:${PLACE_NOUNS}|street|road|avenue|square)\\b`,
  'i',
);

/** Nothing in its words wishes or names a time. */
const mayTell = (sentence: string): boolean =>
  !TIMED.test(sentence) &&
  !WISHING.test(sentence) &&
  !tellsTopic(sentence) &&
  !PLACE.test(sentence) &&
  !/\?$|^(?:it|this|that)(?:'s| is) (?:all |only |just )?(?:about|regarding|re|for|to)\b/i.test(sentence.trim()) &&
  !ABOUT.test(sentence.trim());

export interface Part {
  /** What stood before it. */
  readonly joint: string;
  readonly text: string;
}

/** Inside quotation marks, or behind an initial: "Panel J. Weil". */
const isWithin = (text: string, at: number): boolean =>
  (text.slice(0, at).split('"').length % 2 === 0 && text.includes('"', at)) ||
  (text[at] === '.' && /(?:^|[^\p{L}\d])\p{Lu}$/u.test(text.slice(0, at)));

/** A clause cut where a part of it may end. */
export function partsOf(clause: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  let joint = '';
  for (const found of clause.matchAll(JOINT)) {
    if (isWithin(clause, found.index)) continue;
    parts.push({ joint, text: clause.slice(from, found.index) });
    joint = found[0];
    from = found.index + found[0].length;
  }
  return [...parts, { joint, text: clause.slice(from) }].filter(({ text }) => text.trim() !== '');
}
