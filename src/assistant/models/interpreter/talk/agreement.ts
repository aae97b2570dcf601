// The words of a yes and of a no, wherever an answer begins with them.

const YES_WORDS = [
  'y|yes(?: please)?|ja|yebo|aye|yessir|righto|roger(?: that)?|sure|ok(?:ay)?|k|right|correct|exactly|absolutely|definitely|certainly|of course|indeed|fine|please|perfect|great|cool|good|nice|lovely|alright|all right|amen|super|brilliant|excellent|done deal',
  "(?:that(?:'s| is)|all|looks?|sounds?)(?: about| just| all| really)? (?:right|correct|good|great|perfect|fine|ok|okay|it)",
  '(?:that |it )?works(?: for me| great| well)?|confirm(?:ed)?|agreed|all the same|why not|no problem',
  '(?:please |just )*(?:do (?:it|that|so|this)|go ahead(?: and (?:book|do|take|cancel|move)(?: it| that)?)?|go for it|go on|proceed)',
  '(?:please )?(?:(?:book|take|grab|reserve|schedule|snag|confirm) (?:it|that|this)(?: one| slot| time)?|(?:lock|put|pencil|slot) (?:it|that|this) (?:in|down)|set (?:it|that) up)',
  'thanks|thank you',
].join('|');
const YES = new RegExp(`^(?:(?:${YES_WORDS})\\b[ ,.!]*)+`, 'i');
/** Politeness alone agrees to nothing. */
const THANKS = /^(?:(?:thanks|thank you)\b[ ,.!]*)+$/i;
/** Words that take what was told to be free, though nothing was asked. */
const TAKES =
  /\b(?:(?:book|take|grab|reserve|schedule|snag|do) (?:it|that|this)|(?:lock|put|pencil|slot) (?:it|that|this) (?:in|down)|set (?:it|that) up|go ahead)\b/i;

const NO_WORDS = [
  "no|nope|not (?:now|yet|really|this|that(?: one)?)|never ?mind|forget (?:it|that|about it)|leave (?:it|that|them|everything)(?: (?:as (?:it|they) (?:is|are)|be|alone|there|in))?|don't(?: (?:do|cancel|move|book|change|delete|touch) (?:it|that|this|them|anything|any(?: of (?:them|these|those))?|either(?: of them)?))?|stop|cancel that|rather not|i'd rather not|better not|hold on|hold off|wait|abort",
  'keep (?:it|that|them|both|all|everything)(?: (?:there|as (?:it|they) (?:is|are)))?|please|thanks|thank you|sorry|none|neither|changed my mind|i|for now|after all|actually|then|just|ok(?:ay)?|hm+|oh|ah|well|do nothing',
].join('|');
const NO = new RegExp(`^(?:(?:${NO_WORDS})\\b[ ,.!]*)+`, 'i');
const SAYS_NO =
  /\b(?:no|nope|not|none|neither|never ?mind|forget|leave|don't|stop|cancel that|better not|rather not|hold o(?:n|ff)|abort|keep|do nothing)\b/i;
/** "no, with Tim": only these of them open an answer that goes on. */
const OPENS =
  /^(?:(?:no|nope|never ?mind|sorry|wait|hold on|oh|ah|hm+|well)\b[ ,.!]*)*(?:no|nope|never ?mind|(?:actually )?don't(?=[,.;]))\b[ ,.!]*(?:(?:thanks|thank you|sorry|please|wait)\b[ ,.!]*)*/i;

/** The words of agreement at the beginning, or undefined. */
export const yesIn = (text: string): string | undefined => (THANKS.test(text) ? undefined : text.match(YES)?.[0]);

export const takesIt = (text: string): boolean => TAKES.test(text);

/** The no at the beginning, or undefined. */
export const noIn = (text: string): string | undefined => text.match(OPENS)?.[0] || undefined;

/** Nothing but a no: "no no, leave it as it is". */
export function onlyNo(text: string): boolean {
  return SAYS_NO.test(text) && text.replace(NO, '').trim() === '';
}

/** Whoever looks or asks somebody first has not decided yet. */
const DEFERS =
  /^(?:(?:hm+|ok(?:ay)?|well|oh|no|wait|hold on|hang on|one (?:sec|second|moment|minute)|just|sorry|actually|thanks|and|but)\b[ ,.!-]*)*(?:(?:please )?(?:let me|i(?:'ll| will| need to| have to| must|'d better| want to)|gotta|need to|have to|lemme) (?:just |quickly |first |have to |need to |better )*(?:check|ask|think|see|find out|talk to|speak (?:to|with)|confirm with|get back to you|look(?! at \w+ meetings)|sleep on it|let you know|come back to)\b(?!.*[?])|(?:i )?(?:don't|do not) know(?: yet)?[.! ]*$|not sure(?: yet)?[.! ]*$|(?:give|gimme) me (?:a|one) (?:sec|second|moment|minute)|(?:one|just a) (?:sec|second|moment|minute)[.! ]*$)/i;

/** "hold on, let me check with her first": neither a yes nor a no. */
export const defers = (text: string): boolean => DEFERS.test(text) && !/#[dtrsu]\d/.test(text);
