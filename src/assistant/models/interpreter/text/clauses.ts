// Several wishes in one message: a new clause starts where a new verb does, or where a list repeats person and time.

import { withoutReasonFirst } from './reason-first.ts';
import { CHANGES, repeated } from './repeated.ts';
import { withToldTime } from './told-when.ts';
import { withToldPeople } from './told-who.ts';

const POLITE =
  "(?:please |also |then |so |therefore |instead |you (?:can|may|could) (?:now |just )?|can you |could you |would you |will you |just |only |simply |rather |and |but |go ahead and |let's |(?:i|we|you)(?:'d| had) better |(?:i|we)(?:'d| would) like (?:you )?to |(?:i|we) (?:only |just )?(?:need|want|have) (?:you )?to |if (?:so|yes|i am|it is|they are|possible),? )*";
const VERBS =
  "cancel|get rid|take (?:out|off) (?:only |just )*(?:the|my|our)|(?:the )?(?:next|another|second) one(?= ?[:,])|move|book|schedule|reschedule|push|shift|set up|add|invite|drop|delete|list|show|accept|decline|approve|reject|coach (?:me|us)|yes to|no to|no,? (?:thanks|thank you) to|ok to|say (?:yes|no) to|turn (?:it |that |them |this )?down|turn down|tell (?:#p\\d+|(?:(?:the|my|our|that) )?\\p{L}+(?: \\p{L}+)?) (?:yes|no)|tell me|what's|what is|am i|find|bump|postpone|extend|shorten|mark|put|call off|block|(?:need|want) (?:the|my|our|it|that)|(?:do|have|hold) (?:the|my|our)|keep(?! (?:the )?(?:same )?(?:end|time|length|duration|title)\\b)|water|remind|pause|resume|freeze|tick off|(?:log|flag) (?:it|that|this) as|order|send|email|buy|make (?:it|that|the|my|our|(?!sure|time|room|space)\\p{L}+(?: \\p{L}+)? #u\\d+)|scrap|remove|swap|rename|annul|unmark|kill|clear|extend|call (?:it|that|this) off|do (?:it )?(?:at )?#[tr]\\d+(?= *(?:instead|please|$))|start (?:it|that|an? (?:new )?goal)|pass on (?:the|this|that|it|#p\\d+)|(?:pass|take|get|throw|send|stick|put|do|have|bring|place) (?:it|that|this|them)(?: one)? (?:off|out|away|(?:to|at|on|for) (?:the )?#[dtr]\\d+)";
/** "the lunch is cancelled", "the review moves to 4": a change that is told. */
const TOLD =
  "[\\p{L}\\d#]+ ?'s (?:is )?(?:an? (?:yes|no)|fine|ok(?:ay)?)\\b|(?:everything else|(?:all )?(?:the )?(?:rest|others?|other ones?)) (?:can|should|must|may|has to|have to|needs? to) (?:go\\b|be )|(?:everything|all of it|both) (?:(?!if\\b)[\\p{L}\\d:'#-]+ ){0,6}?(?:is off|(?:has|have|needs?) to go)|(?:the|my|our|#p\\d+ ?'s|#d\\d+ ?'s) (?:(?:[\\p{L}\\d:'-]+|#[btp]\\d+) ){1,5}?(?:(?:is|are|can be|gets?|was) (?:off|cancel|dropped|removed|moved|no longer|not needed|not necessary)|(?:isn't|aren't) (?:needed|necessary|happening)|you (?:can|may|could) (?:cancel|bin|drop|move|push|delete|remove|scrap|kill|ditch|clear)|(?:moves?|goes|shifts?|slides?|slips?|bumps?|jumps?|hops?|switch(?:es)?|is moving|is now|gets? (?:moved|pushed|bumped)) (?:back |forward |over |up )?(?:to|by)\\b)";
const GOES =
  '#p\\d+ (?:(?:will|would|may)? ?(?:has|have|needs?) to|must|should|can|could|will|had better) (?:move|slide|shift|go|switch|jump|slip|wait|be (?:moved|pushed|bumped)) (?:back |forward |over |up )?(?:to|by|until|till)\\b';
/** "Thursday at 11 instead?". */
const ANOTHER_TIME =
  '(?:how about |what about |maybe )?#[dtr]\\d+(?:,? (?:at )?#[dtr]\\d+)? (?:instead(?! of)|works better|would be better)';
const LOOKS =
  "my (?:new )?goal is|(?:a |another )?new goal|(?:i|we) (?:won't|don't|do not|will not|no longer) need (?:the|my|our|that|this|it)|tick|when (?:am|are) (?:i|we)|do i have|what (?:do|have) i|pause|resume|freeze|tick|let me know|(?:what|which|how many) (?:meetings?|calls?|appointments?|else) (?:do|have|am|are|is)|see (?:if|whether|when|what)|find out|who's|how(?:'s| is) my";
/** Verbs that are nouns or parts of titles as well: a wish begins with one only where what it acts on follows. */
const LOOSE =
  'bin|axe|ditch|chuck|nix|ax|skip|trash|erase|void|abort|lose|switch|trade|bring|pull|nudge|slide|delay|change|make|set|use|give|take|get|grab|reserve|arrange|pencil|slot|squeeze|fit|create|plan|free up|fix|stick|throw|pop|cut|trim|lengthen|shave|knock|stretch|double|halve|exchange|wrap up|swap|rename|invite|loop in|check|confirm|log|complete|close|update|tack|tag|whack';
const OBJECT =
  "(?:the|my|our|that|this|it|me|us|him|her|them|an?|another|one|some|#[a-z]\\d+|#p\\d+ ?'s|\\p{L}+'s|if|whether|when|in|for)\\b";
/** "Could you see to that?" asks for what the sentence before tells. */
const SEES_TO =
  '(?:please |kindly |just )?(?:see to|sort(?: out)?|arrange|do|handle|manage|take care of|look after|make) (?:it|that|this)\\b';
const BREAK = new RegExp(
  `(?<!\\b(?:goals?|go ahead) *)(?<!(?<!\\b(?:yes|no|ok|okay) )\\bto \\p{L}+ )(?:[.;,!?+]+|\\band then\\b|\\band\\b|\\bthen\\b|\\bbut\\b|\\bplus\\b|\\bso\\b|\\bwhich means(?: that)?\\b|\\bmeaning(?: that)?\\b|:|(?<=\\S+ \\S+ \\S+) (?=(?:can|could|would|will) you\\b))\\s*(?=(?<=[.;!?]\\s)(?:(?:can|could|would|will|shall) (?:you|we|i)\\b(?! ${SEES_TO})|${ANOTHER_TIME})|(?<=; )(?:#u\\d+ with\\b|#p\\d+[^;]*#[tr]\\d|(?:(?:the|my|our) )?\\p{L}[\\p{L} ':-]{2,30} to #[tr]\\d)|${POLITE}(?:(?:${VERBS}|${LOOKS})\\b|(?:${LOOSE}) ${OBJECT}|${TOLD}|${GOES}))`,
  'iu',
);
const ORDER = new RegExp(`^${POLITE}(?:(?:${VERBS})\\b|(?:${LOOSE}) ${OBJECT})`, 'iu');

/** It begins with a verb that asks for something: what else it holds is a reason at most. */
export const isOrder = (clause: string): boolean => ORDER.test(clause);

/** "Two changes for tomorrow:", "a few things please:". */
const ANNOUNCED =
  /^(?:(?:slight |small |quick )?change of plans?[,:.] *|(?:[\p{L}\d' ]{0,25}\b)?(?:changes|things|updates|requests|favou?rs|tasks|items)\b(?:(?! (?:to|with|in) )[^:.#]|#d\d+){0,25}[:.] *)/iu;
/** "ok last thing for this year, …", "one more: …". */
const LAST_OF_ALL =
  /^(?:(?:ok(?:ay)?|so|right|and|oh|hey)\b[ ,]*)*(?:one )?(?:last|more|final) (?:thing|one|item|favou?r|ask|request)?(?: (?:for|of|before) (?:this|the|#d\d+)[^,.:#]{0,20})?(?:[,:.-]+ +)(?=\S)/i;
const NUMBERED =
  /(?<=^|[,.;:!] *|\band *)(?:firstly|secondly|thirdly|(?:first|second|third) (?:thing|one|up),?|first|second|third|finally|lastly)(?:(?: ?[,:]| is) (?=(?:please )?(?:[\p{L}'-]+|#[a-z]))| (?=(?:please )?\p{L}+ (?:the|my|our|#p)))/giu;
const TOLD_CHANGE = new RegExp(`^(?:and |also )*(?:${TOLD}|${GOES})`, 'iu');

/** "the team lunch is cancelled": told, and nothing but a reason only where no meeting is of that name. */
export const tellsChange = (clause: string): boolean => TOLD_CHANGE.test(clause);

/** "demo: cancel": the verb comes behind. */
const TOPIC_FIRST =
  /(?<=^|[.;,!] *)((?:the |my |our )?[\p{L}' -]{3,30}): *(cancel|delete|drop|skip|remove)\b(?! *(?:the|my|our|it|that|#))/giu;

/** "tell nora yes and jeff no". */
const EACH_TOLD = /\btell (\S+) (yes|no),? (?:and|but) (?:tell )?(\S+) (yes|no)\b/gi;

const EMPTY_CLAUSE = /^(?:#p\d+[ ,]*)?(?:(?:please|also|then|and|hi|hey|ok|thanks|thank you|so)[ ,]*)*$/i;
const LEADING = /^(?:[,.;:!?]|\b(?:and|then|but|also|plus|so|therefore)\b|\s)+/i;

export function clausesOf(text: string): string[] {
  return withoutReasonFirst(text)
    .replace(/\bwhile (?:you're|you are|your|we're) at it\b,? ?/i, '')
    .replace(LAST_OF_ALL, '')
    .replace(ANNOUNCED, '')
    .replace(TOPIC_FIRST, '$2 $1')
    .replace(NUMBERED, '')
    .replace(EACH_TOLD, 'tell $1 $2; tell $3 $4')
    .split(BREAK)
    .map((clause) => clause.replace(LEADING, '').trim())
    .filter((clause) => clause.length > 1 && !EMPTY_CLAUSE.test(clause))
    .reduce(withLeadingTime, [])
    .reduce(withoutEcho, [])
    .reduce(withoutEchoedChange, [])
    .reduce(withToldTime, [])
    .reduce(withGuests, [])
    .reduce(withToldPeople, [])
    .reduce(withProposal, [])
    .flatMap(repeated)
    .reduce(withSharedDay, []);
}

/** "tomorrow after 3, what's open": when, before what is asked. */
const ONLY_WHEN =
  /^(?:#[dtrbs]\d+|\b(?:on|at|in|from|after|before|until|till|between|and|or|by|around|past|this|the|so|ok|hey|hi)\b|[ ,])*#[dtrbs]\d+[ ,:]*$/i;
const LOOKS_UP =
  /^(?:(?:please|can you|could you)\b ?)*(?:what|when|who|how|show|list|tell me|am i|are we|do i|is there|find|see|check)\b/i;

function withLeadingTime(clauses: string[], clause: string): string[] {
  const last = clauses.at(-1);
  const leads = last !== undefined && ONLY_WHEN.test(last) && LOOKS_UP.test(clause) && !/#[dtrsb]\d/.test(clause);
  return leads ? [...clauses.slice(0, -1), `${clause.replace(/[?.! ]+$/, '')} ${last}`] : [...clauses, clause];
}

/** "and add a zoom link", "and send him the invite": belongs to the booking before it. */
const EXTRAS =
  /^(?:please |also |just )*(?:add|include|attach|send|share|use|make it|put)\b(?!.*#[dtrs]\d).*\b(?:link|links|invite|invites|invitation|invitations|zoom|teams|google meet|phone|agenda|details)\b/i;

/** ", put it in", "please block that": asks for what came before it. */
const ECHO =
  /^(?:(?:please|so|and|could you|can you|would you|will you|you can|you may|just) )*(?:book|put|add|schedule|set up|make|block|reserve|save|note|enter|log|keep|give|get(?! rid)|stick|pop|pencil)\b(?:(?!#).)*\b(?:it|that|this)\b(?!.*(?:\b(?:goal|percent|as (?:done|completed?|finished|over))\b|%))((?:(?!#[^up]).)*)$/i;
/** "…, ok to book", "…, block an hour", "please book on teams": the verb and at most a length or the means. */
const BARE_ECHO =
  /^(?:(?:please|so|and|could you|can you|would you|just|go ahead and|(?:is it )?(?:ok(?:ay)?|fine|good) to)\b ?)*(?:book|block|schedule|reserve|pencil in|set up|put in|add|arrange)(?: (?:me|us|out|off|for|please|on zoom|on teams|on google meet|via zoom))*((?: (?:for )?#u\d+)*)[ .!?]*$/i;
/** "…, mark me busy": the time that was told is to be blocked. */
const BUSY =
  /^(?:(?:please|so|and|can you|could you|just)\b ?)*(?:mark|show|set|put) (?:me|it|that|the time|that time)(?: down)?(?: as)? (?:busy|out|unavailable|away|blocked|occupied)[ .!]*$/i;
/** How an echo says it is held. */
const MEANS =
  /\b(?:(?:not|no|on|via|over|by|in|instead of|rather than)(?: (?:on|over|the|a))* )*(?:zoom|(?:ms |microsoft )?teams|google meet|(?<=(?:on|via|over) )meet|jitsi|phone|video|(?<=in )person)\b/gi;
/** "i have the plumber coming …": told first, and asked for by an echo. */
const TOLD_FIRST =
  /^(?:(?:so|hey|hi|ok)[ ,]+)*(?:i|we|there)(?:'ve| have|'ll be| will be|'m| am|'re| are| agreed| is|'s)(?: got| on)?\b|^(?:(?:so|hey|hi|ok)[ ,]+)*i (?:just )?(?:promised|owe|told|said i'd see)\b/i;

/** "on monday I should sit down with Ana. Put that in": no thought any more. */
const DUTY = /\b(?:i|we) (?:should|ought to|must|have to|need to) (?=(?:sit|meet|see|talk|speak|catch|have|do|get)\b)/i;
/** "the plumber is coming …": who is told to come. */
const COMES =
  /^(?:(?:so|hey|hi|ok)[ ,]+)*((?:the|my|our|an?) (?:[\p{L}'-]+ ){1,3}?)(?:(?:is|are|'s|will be) )?(?:(?:coming|due|arriving|visiting|comes|arrives|visits)\b(?: (?:by|over|round|in|here))?|(?<=\b(?:is|are|'s) )(?=#[dt]\d))/iu;

/** "…, and keep it to 25 minutes": how long the booking before it lasts. */
const LASTING =
  /^(?:please |also |just |so )*(?:(?:keep|make|limit) (?:it|that|this)(?: down)?|(?:give|allow|allot)(?: (?:us|it|me|them|him|her|that))?) (?:to |at |under |for )?(?:just |about |around |only |a |an )*(#u\d+)\b/i;

/** "move it to wednesday, and keep it at two": the hour on the new day. */
const SENDS = /\b(?:move|push|shift|reschedule|bump|postpone|bring|pull|put|slide|switch)\b/i;
const KEPT_AT =
  /^(?:please |but |also |just )*(?:keep|leave|have|make) (?:it|that)(?: still)? at (?:the same time,? )?(#t\d+)[ .!]*$/i;

/** Whether it only asks for what is told beside it: "please put that in". */
export const isEcho = (clause: string): boolean =>
  BARE_ECHO.test(clause) || (ECHO.test(clause) && !/#[dtrs]\d/.test(clause));

function withoutEcho(clauses: string[], clause: string): string[] {
  const last = clauses.at(-1);
  if (last === undefined) return [clause];
  const hour = clause.match(KEPT_AT)?.[1];
  if (hour && SENDS.test(last) && /#d\d/.test(last) && !/#[trs]\d/.test(last))
    return [...clauses.slice(0, -1), `${last} at ${hour}`];
  const lasting = clause.match(LASTING)?.[1];
  if (lasting && /#[trs]\d/.test(last) && !/#[ur]\d/.test(last) && !CHANGES.test(last))
    return [...clauses.slice(0, -1), `${last} ${lasting}${clause.slice(clause.indexOf(lasting) + lasting.length)}`];
  if (EXTRAS.test(clause)) return [...clauses.slice(0, -1), `${last} ${clause}`];
  if (BUSY.test(clause) && /#[trs]\d/.test(last) && !CHANGES.test(last))
    return [...clauses.slice(0, -1), `block ${last}`];
  const echo = clause.match(ECHO) ?? clause.match(BARE_ECHO);
  if (!echo || !/#[trs]\d/.test(last) || CHANGES.test(last))
    return echo && !/#/.test(clause) ? clauses : [...clauses, clause];
  const means =
    clause
      .match(MEANS)
      ?.map((one) => `, ${one}`)
      .join('') ?? '';
  const added = (echo[1]?.match(/#[up]\d+/g) ?? []).map((one) => (one.startsWith('#p') ? `with ${one}` : one));
  return [
    ...clauses.slice(0, -1),
    [last.replace(TOLD_FIRST, 'block').replace(DUTY, '').replace(COMES, 'block $1'), ...added, means].join(' ').trim(),
  ];
}

/** ". Please change it", "…, can you update that": the change that the clause before told. */
const CHANGE_IT =
  /^(?:(?:please|pls|so|and|can you|could you|would you|kindly|just)\b[ ,]*)*(?:change|update|move|adjust|fix|amend|edit|correct|reschedule|lengthen|extend|shorten) (?:it|that|this|(?:my|the) (?:calendar|diary|schedule|agenda))(?: accordingly| for me| please| to match| then| in (?:the|my) (?:calendar|diary))*[ .!]*$/i;
/** A meeting, its time and where it is now. */
const TELLS_NOW =
  /^(?:the |my |our )?[^,]{2,60}\b(?:is|are|will be|starts?|moved|has moved|been (?:moved|pushed|changed|shifted|bumped|rescheduled)|should be|ought to be|needs to be|needs|has to be|must be|to (?:be|begin|start|end|finish|last|take|go))\b.*#[dtu]\d/i;

function withoutEchoedChange(clauses: string[], clause: string): string[] {
  const last = clauses.at(-1);
  return last !== undefined && CHANGE_IT.test(clause) && TELLS_NOW.test(last)
    ? [...clauses.slice(0, -1), last]
    : [...clauses, clause];
}

/** "move Bev to 2 and put Marc in at 3, both tomorrow": the day of every change. */
const DAY_OF_ALL = /,? (?:both|all)(?: of (?:them|these))?(?: on)? (#d\d+)(?= *[.!]*$| *, (?!#))/i;

function withSharedDay(clauses: string[], clause: string): string[] {
  const day = clause.match(DAY_OF_ALL)?.[1];
  const all = [...clauses, clause.replace(DAY_OF_ALL, '')];
  const isWhole = (one: string) =>
    !/#d\d/.test(one) && (CHANGES.test(one) ? /#[tu]\d/.test(one) : /#p\d/.test(one) && /#[tr]\d/.test(one));
  return day !== undefined && all.length > 1 && all.every(isWhole)
    ? all.map((one) => `${one} ${day}`)
    : [...clauses, clause];
}

/** "…, and invite Tim too" names a guest of the booking before it. */
function withGuests(clauses: string[], clause: string): string[] {
  const last = clauses.at(-1);
  const guests =
    /^(?:please |also )*(?:invite|add|include|cc|loop in|bring) +(#p\d+(?:(?: ?,| and| our| my| also)* #p\d+)*)(?: too| also| as well| along| please)*[.! ]*$/i;
  const names = clause.match(guests)?.[1];
  if (!last || !names || !/#[trs]\d/.test(last) || CHANGES.test(last)) return [...clauses, clause];
  return [...clauses.slice(0, -1), `${last} with ${names}`];
}

/** "I have to speak with Hiroshi, please take tuesday 17:00": whom one needs to see, and then when. */
const NEEDS = /\b(?:see|meet|speak|talk|chat|catch up|sit down|sync)\b[^#]*#p\d+/i;
const ORDERED =
  /^(?:(?:please|so|then|hi|hey|can you|could you|would you|(?:i|we) (?:need|want|have|would like|'d like) (?:you )?to|let's|help me)\b[ ,]*)*(?:book|schedule|set ?up|arrange|organi[sz]e|plan|get|put|add|fix|sort out|line up)\b.*#p\d/i;
const PROPOSES =
  /^(?:(?:please|so|then|maybe|can you|could you|would you|you can)\b[ ,]*)*(?:(?:book|put|schedule|set|place|get|have|do|fix|arrange) (?:it|that|this|them|us)(?: (?:in|down|up))?|take|use|pick|make it|say|try|go (?:with|for)|let's (?:do|say|take|try|make it|aim for|go (?:with|for)))\b (?=.*#[trs]\d)(?!.*#p\d)/i;

function withProposal(clauses: string[], clause: string): string[] {
  const last = clauses.at(-1);
  if (
    !last ||
    !(NEEDS.test(last) || ORDERED.test(last)) ||
    /#[dtrs]\d/.test(last) ||
    CHANGES.test(last) ||
    !PROPOSES.test(clause)
  )
    return [...clauses, clause];
  return [...clauses.slice(0, -1), `${last}, ${clause.replace(PROPOSES, '')}`];
}
