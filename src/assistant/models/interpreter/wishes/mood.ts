// Whether a clause asks for something, asks about something, or only plays with the thought: only the first may act.

import { isOrder } from '../text/clauses.ts';

export type Mood = 'plain' | 'question' | 'hedged';

const HEDGES = [
  '(?:is|would) it (?:be )?(?:ok(?:ay)?|all ?right|fine|cool) (?:to|if (?:i|we)) (?:move|push|shift|bump|swap|postpone|cancel|reschedule|extend|shorten)',
  'maybe',
  'perhaps',
  'probably',
  '(?:i|we) should\\b',
  'possibly',
  'might',
  'should (?:i|we|#p\\d+)\\b(?! book it)',
  'what if|(?:how|what) about (?:moving|pushing|shifting|cancell?ing|rescheduling|changing|swapping|we|if)',
  'unless',
  '(?:if|once|when|after|as soon as) (?:#p\\d+|he|she|they) (?:says?|agrees?|confirms?|wants?|repl(?:y|ies)|gets? back)',
  'if (?:i|we|you) (?:were|moved|move|cancel\\w*|book\\w*|push\\w*|shift\\w*|did|had|could)',
  'would (?:it|that|this|there|i|we|#p\\d+|#d\\d+|#t\\d+)\\b(?! (?:be (?:great|good|nice|awesome|helpful|lovely|cool) if|like|love|appreciate|prefer))',
  'could (?:we|i)\\b(?!.*\\bplease\\b)(?! (?:also |just |quickly )*(?:get|have|do|grab|book|schedule|set up|add|put|arrange|gather|organi[sz]e|hold|fit|squeeze|pencil|block|reserve|lock|move|push|shift|bring|pull|reschedule|postpone|bump|make it|extend|shorten|cut|swap|cancel|drop|start|begin|kick off|run|switch|change|slide|nudge|trim|delay)\\b)',
  "(?:why don't|can't|couldn't|shouldn't) (?:we|i)\\b",
  "(?:i'm|i am|i was|we're|just|been)? ?(?:thinking|wondering|considering|debating)",
  'not (?:really |quite |yet )?(?:sure|certain|decided)',
  'unsure',
  'tempted',
  "don't know (?:if|whether)",
  'supposing|suppose',
  'hypothetically',
  'theoretically',
].join('|');
/** What is told of the past or of others asks for nothing. */
const TOLD = [
  'thanks?(?: you)?(?: so much| a lot)? for \\w+ing',
  "(?<!\\b(?:did|have|can|could|would|will) )you(?:'ve| have)? (?:just |already )?(?:booked|moved|cancell?ed|scheduled|rescheduled|deleted|invited|added|pushed)",
  '(?:went|was|were|felt) (?:really |so |very |super |pretty |quite |kind of )?(?:great|good|fine|well|bad|boring|amazing|awful|nice|fun|rough|ok|okay|long|terrible|productive|useful|awesome|delayed|perfect|tough)',
  "(?:i|we|#p\\d+|he|she|they)(?:'d| had)? (?:just |already )?(?:had|met|missed|forgot|saw|went|attended|enjoyed|hated|loved)",
  "(?:#p\\d+|he|she|they)(?:'s|'ve|'d| has| have| had)? (?:just |already )?(?:booked|moved|cancell?ed|scheduled|rescheduled|deleted|invited|added|pushed)",
  '(?<!\\b(?:when|where|than|as|what) (?:it|we|i|they) )(?:was|were) (?:just |really |actually )?(?:going|about) to|(?:almost|nearly) (?!there)|used to',
  "(?:just|has|have|'s) (?:just )?(?:ended|wrapped(?: up)?|concluded|happened)",
  'i wish|fyi|heads up|just so you know|note to self|for the record',
  "i(?:'ve| have)? (?:already |just )?(?:moved|cancell?ed|booked|pushed|rescheduled|changed|deleted)",
  '(?<!\\b(?:can|could|should|may|will|would|have|let|make|want|need|like) )(?:my|our|his|her|the|their) (?![\\p{L} ]*\\b(?:goals?|hours|zone|timezone|time|name|buffers?|default|length|working|meetings|calls|week|day)\\b)\\p{L}[\\p{L} ]{1,30} (?<!\\b(?:can|could|should|must|may|to|will|might|would|please) )(?:lands?|leaves?|departs?|arrives?|starts?|begins?|ends?|closes?|opens?|takes off|gets in|(?:is|are)(?! now\\b| moved))',
  "it(?:'s| is) my|remind(?:er)? to (?:self|myself)",
  '(?:ignore|disregard) (?:that|this|it|him|her|them)',
].join('|');
const HEDGED = new RegExp(`\\b(?:${HEDGES})`, 'i');
const TOLD_OF = new RegExp(`(?<![#\\w])(?:${TOLD})\\b`, 'iu');
/** "have the meeting start an hour later". */
const CAUSES = /^(?:please |can you |could you |let's )*(?:have|let|make|get) (?:the|my|our|#)/i;
const PERMISSION =
  /\b(?:can|could|would|will) you\b|\bplease\b|\bwould you mind\b|\bi(?:'d| would) (?:like|love|prefer)\b/i;

const SUBJECT =
  '(?:i|you|we|they|he|she|it|my|the|our|this|that|these|those|there|#p\\d+|#[dtb]\\d+|any|all|anything|everything)\\b';
const FACTUAL = new RegExp(
  `^(?:(?:hey|hi|hello|so|and|but|ok|okay|wait|um|sorry|parley)\\b[ ,]*)*(?:(?:did|have|has|had|was|were|is|are|am|do|does|didn't|haven't|isn't|wasn't) ${SUBJECT}|(?:why|who|when|where|which|how|what)(?:'s)?\\b)`,
  'i',
);

/** "I can't make the 2pm": a reason for a change, and no word of which. */
export const UNABLE =
  /\b(?:can't|cannot|won't|couldn't|can not|(?:not|n't) be able to|not able to|unable to) (?:make|do|attend|join|come)\b/i;

const QUOTED = [
  /\b(?:said|wrote|writes|replied|typed|posted|says|texted|emailed|mailed|asked)\b[^"]{0,40}(?<=[\s:,])["']/i,
  /"[^"]*"[^"]{0,20}\b(?:is what|was what|said|wrote|he says|she says|they said)\b/i,
  /^(?:>|fwd?:|forwarded)/i,
  /"\s*(?:(?:dear|hey|hi|hello|ok)\b,? *)?(?:system|assistant|parley|bot|ai|slackbot)\b[^"]*"/i,
  /"(?:(?:please|can you|could you|assistant|you (?:must|should|have to)|now|all)\b[ ,:]*)*(?:book|cancel|move|delete|schedule|reschedule|push|drop|clear|wipe|remove|invite|send|forward)\b[^"]*"/i,
  /\b(?:wrote|writes|replied|says|example|e\.g\.) ?: /i,
];

/** The words of somebody else, repeated: not a wish of the user's. */
export const isReported = (message: string): boolean => QUOTED.some((pattern) => pattern.test(message));

/** Told of the past, of others, or of how things are. */
export const isTold = (clause: string): boolean => TOLD_OF.test(clause) && !isOrder(clause) && !CAUSES.test(clause);

/** "scrap that, he can't make it". */
const CALLS_OFF =
  /\b(?:cancel|scrap|delete|remove|drop|kill|bin|axe|call (?:it|that|this) off|say no|decline|turn (?:it|that|this) down|pass on)\b/i;

/** "can't make Wanda today, same slot next week instead": where it goes is said as well. */
const GOES_ELSEWHERE =
  /^(?=.*(?:#[dt]\d|\bsame (?:time|slot)\b))(?=.*(?:\binstead\b(?! of)|\b(?:moves? to|push|shift|reschedule|bump)\b)).*/i;

/** "how about coffee with Kim on friday at 10?": not asked about, but not yet asked for. */
const PROPOSED =
  /^(?:(?:so|and|hey|ok|well)\b[ ,]*)*(?:(?:how|what) about|why (?:not|don't we))\b(?=.*#p\d)(?=.*#[trs]\d)/i;

/** The mood of a clause; with `news`, what it tells is what is to be noted. */
export function moodOf(clause: string, news = false): Mood {
  if (!news && isTold(clause)) return 'hedged';
  if (HEDGED.test(clause) && !(PERMISSION.test(clause) && !/\b(?:maybe|perhaps|might|not sure)\b/i.test(clause)))
    return 'hedged';
  if (UNABLE.test(clause) && !CALLS_OFF.test(clause) && !GOES_ELSEWHERE.test(clause)) return 'hedged';
  if (PROPOSED.test(clause)) return 'hedged';
  if (/^(?:do|have) (?:(?:the|my|our|this|that)\b|#[pd]\d+ ?'s |#p\d+ (?:(?:at|on) )?#[dt])[^?]*$/i.test(clause))
    return 'plain';
  return FACTUAL.test(clause) ? 'question' : 'plain';
}
