// Long messages tell a story around their wish: "I'm on a flight until 3. Could you book half an hour with Ana on friday
// at 2? She flies out at noon." What only tells is left out where the sentences that ask hold all that is needed.

import { tellsTopic } from './asides.ts';
import { isEcho } from './clauses.ts';

const LEAD =
  '(?:(?:please|pls|kindly|just|maybe|also|then|now|so|and|but|if possible|ideally|hi|hey|hello|ok|okay|yeah|yes|alright|right|well|anyway|parley|thanks|sorry|first|second|third)\\b[ ,!]*|#p\\d+[, ]+(?=please|can|could))*';
const ORDERS =
  'book|schedule|set ?up|set|put|add|block|reserve|arrange|organi[sz]e|plan|pencil|squeeze|slot|fit|get|grab|find|make|move|push|shift|reschedule|postpone|bump|delay|bring|pull|change|swap|switch|extend|shorten|cut|cancel|drop|delete|remove|scrap|call off|kill|clear|bin|accept|decline|approve|reject|turn|confirm|mark|tell|show|list|give|check|hold|keep|invite|remind|log|start|create|note|take|free up|carve|stick|pop|throw';
/** What somebody may like to do with a meeting; "I'd like to pull the files" is none of that. */
const WISHES =
  'book|schedule|set ?up|add|block|reserve|arrange|organi[sz]e|plan|move|reschedule|postpone|cancel|swap|extend|shorten|see|meet|talk|speak|have|know|catch up|find';
const ASKED = '(?:what|when|which|who|how|where|am|is|are|do|does|did|have|any)\\b';
const REQUEST = new RegExp(
  `^${LEAD}(?:(?:can|could|would|will|may) (?:you|we|i)\\b|(?:${ORDERS})\\b(?!'s)|i(?:'d| would) (?:really |also )?(?:like|love|appreciate) (?:an?|some|#|you|to (?:${WISHES}))|(?:i|we) (?:really |also |would )?(?:need|want)\\b|let's\\b|${ASKED}.*\\?$)|\\bplease (?:${ORDERS})\\b|[,;:] (?:can|could|would|will) (?:you|we|i)\\b|(?:^|, )you (?:can|may|could) (?:now |just |please )*(?:${ORDERS})\\b|[:;] *${ASKED}.*\\?$|\\bplease$`,
  'i',
);
const BOOKS =
  /\b(?:book|schedule|set ?up|put|add|block|reserve|arrange|organi[sz]e|plan|pencil|squeeze|slot|fit|get|grab|hold|have|need|like|carve|stick|pop|throw)\b/i;
const CHANGES =
  /\b(?:move|push|shift|reschedule|postpone|bump|delay|bring|pull|change|swap|switch|extend|shorten|cut|cancel|drop|delete|remove|scrap|call off|kill|clear|bin|accept|decline|approve|reject|turn|confirm|mark|goals?|take (?:out|off|it|that|this|him|her|them|#p\d+|the|my|our))\b/i;
/** What points at something told before. */
const POINTS = /\b(?:it|that|this|those|these|them|him|her|both|one|ones|same|instead|there|his|their)\b/i;

/** Words that open a sentence without saying anything. */
const OPENS =
  '(?:(?:and|but|so|because|since|as|also|well|oh|yes|yeah|no|sorry|anyway|unfortunately|sadly|apparently|right|ok|okay|alright|all right|look|listen|honestly|basically|hey|hi|hello|hm+|btw|fyi)\\b[ ,!.]*)*';
const SUBJECT =
  "(?:i|we|you|he|she|they|it|there|this|that|everyone|everybody|nobody|someone|somebody|one of|(?:my|our|his|her|its|their|your|the|these|those|some|an?) |#p\\d+|#d\\d+|[\\p{L}'-]+ )";
const FINITE =
  "(?:\\b(?:am|is|are|was|were|has|have|had|do|does|did|can|can't|cannot|could|will|won't|would|may|might|must|said|says|told|went|came|got|rang|wrote|left|run|ran|fell|made|think|thought|know|see|saw|fly|flew|hand|pack|keep|kept|hate|love|like|lost|found|met|hope|finally|apologi[sz]e)\\b|n't\\b|'(?:m|re|s|ve|d|ll)\\b|\\b\\p{L}{3,}(?:ed|s)\\b)";
const TOLD = new RegExp(`^${OPENS}${SUBJECT}.*?${FINITE}`, 'iu');
const TOLD_BY = new RegExp(
  `^${OPENS}(?:(?:i|we|you|he|she|they|it|there|this|that)\\b|(?:my|our|his|her|its|their|your|the|these|those|some|an?) |#[pd]\\d+).*?${FINITE}`,
  'iu',
);
const WANTS =
  /\b(?:need|want|wish|like|love|should|ought|let's|please|(?:have|has|had|got) to (?:see|meet|talk|speak|call|book|catch up)|(?:can|could|may|shall) (?:i|we|you))\b/i;

/** Somebody or something that is told of, and no word of a wish. */
export const tellsBy = (text: string): boolean => TOLD_BY.test(text) && !WANTS.test(text);

const GREETING =
  /^(?:dear [\p{L}\d#]+|(?:good |kia |buon |guten |bon)?(?:morning|afternoon|evening|#b\d+|ora|giorno|tag|jour)|(?:hi|hey|hello|hiya|howdy)(?: there| all| team| again)?|greetings|happy [\p{L}\d#]+|g'day)(?:[ ,]+(?:parley|there|all|team|again|everyone))?[ ,]*$/iu;

/** "Quick one before I board: …" */
const OPENING =
  /^(?:a )?(?:quick|small|little|tiny|one|another|last|next|favou?r|question|request)\b(?: (?!wrote|said|says|writes)[\p{L}'-]+){0,7}$/iu;

/** Somebody who was named before. */
const POINTS_AT = /\b(?:him|her|them)\b/i;

/** Told words that belong to the wish all the same: they correct, limit or forbid something … */
const CORRECTS =
  /\b(?:actually|no,|wait|scratch that|correction|rather|instead|(?<!\b(?:can't|cannot|won't|couldn't|can not|not|unable to|able to) )make (?:it|that)|better|not|never|if|unless|or|either|whether|except)\b/i;
/** … say something of the meeting itself … */
const OF_IT = /^(?:and |so |but )?(?:it|this|that)(?:'s|'ll| is| was| will| should| can| needs)\b|#u\d/i;
/** … or what it is about, how it is held or who comes … */
const INFORMS =
  /\b(?:about|regarding|(?<!')re|topic|agenda|subject|title|call(?:ed)? it|zoom|teams|google|jitsi|phone|video|in person|room|office|location|address|invite|include|bring|join\w*|attend\w*|optional|private|reminder|remind)\b/i;
const PAST = /\b(?:was|were|had|did|went|came|got|told|said|\p{L}{3,}ed)\b/iu;
/** … say when it suits … */
const SUITS =
  /\b(?:earliest|latest|must|has to|have to|should|needs? to|only|at least|at most|free|available|suits?|works?|prefer\w*|best|ideally|(?:can|could) (?:do|make|talk|meet))\b/i;
/** … or tell of a change. */
const TELLS_CHANGE =
  /\b(?:cancel\w*|mov(?:e|ed|es|ing)|reschedul\w*|postpone\w*|called off|is off|no longer|push\w*|drop\w*|need\w*|want\w*|book\w*|schedul\w*)\b/i;

/** Where one thing told or asked ends and the next begins: "…, so please book …", "…: can you book …". */
const JOINT = new RegExp(
  `((?<!\\b(?:dr|mr|mrs|ms|st|prof|vs|no|\\p{L})\\.?)[.!?]+\\s+(?=\\S)|\\s*;\\s+|[,;]? (?:and so|so|hence|therefore|which is why|but)[,: ]+(?=#d\\d+(?: at)? #t|${LEAD}(?:please|can|could|would|will|let's|i need|i'd like)\\b)|,? +(?=(?:can|could|would|will) you\\b)|(?<!#[a-z]\\d+) *: +(?=${LEAD}(?:please|can|could|would|will|let's|i need|i'd like|#u\\d+ with|(?:${ORDERS})\\b (?!with\\b))))`,
  'giu',
);
/** "so that we can go through it", "since we ran over": why. "before the phones open", "while they are fresh": a time
 * that says nothing beside a clock time. */
const REASON = subordinate(
  'so that(?! (?:i|we) can\\b)|since|because|(?<!\\b(?:same \\p{L}+|soon|long|far) )as|now that|given that|seeing as',
);
/** "before my train": beside a day and a time it says nothing more. */
const AHEAD_OF = /,? before (?:my|his|her|our|their) [\p{L}-]+(?= *(?:$|[,.;!?]))/giu;
const OCCASION = subordinate('while|whilst|before|after');
/** "Before I get out of the car: what's on today?" */
const AT_FIRST = new RegExp(
  `^(?:before|while|since|as|now that|because|given(?: that)?)(?: (?:[\\p{L}'-]+|#[pd]\\d+(?: ?'s)?)){2,10}(?: *[,:]| (?=(?:can|could|would) (?:you|we|i|the|my|our|#p)\\b|(?:\\p{L}+ ){0,3}\\p{L}+ (?:go|move) to\\b)) *(?=can |could |would |${LEAD}(?:please|can|could|would|will|let's|i need|i'd like|${ASKED}|${ORDERS})\\b)`,
  'iu',
);

/** "ok last thing for this year, …" */
const LAST_THING =
  /^(?:(?:ok(?:ay)?|right|so|and|alright|well|anyway)[ ,]+)*(?:(?:the |one )?(?:last|more|final|next|other|quick)|one) (?:thing|one|request|favou?r|bit)(?: (?:for|of|before|today|tonight|from|then|please)[^,.:;]{0,25})?[,:] ?(?=\p{L}|#)/iu;
/** "okay last one of the year book the …": before a plain order, without anything that could turn it. */
const NOISE =
  /^(?:ok(?:ay)?|right|so|yeah|alright|well|anyway)\b(?:(?!\b(?:should|if|not|never|did|what|how|why|don't|didn't|can't|won't|wouldn't|shouldn't)\b)[^#,.;:?!]){3,60}? (?=(?:book|schedule|set up|cancel|move) (?:the|an?|my|our)\b)/i;

function subordinate(joints: string): RegExp {
  const somebody =
    "(?:i|we|you|he|she|they|it|there) (?!(?:to|and|for|at|on|in|with|please|then)\\b)[\\p{L}']+|(?:the|my|our|his|her|their) [\\p{L}'-]+ [\\p{L}'-]+";
  return new RegExp(`[ ,]+(?:${joints}) (?:${somebody})(?: [\\p{L}'-]+){0,9}(?= *(?:[.!?,;]|$))`, 'giu');
}

interface Part {
  readonly text: string;
  /** What stands between it and the next. */
  readonly joint: string;
}

/** The text without what only tells, or as it is where none of it can be spared. */
export function withoutBackground(text: string): string {
  const parts = partsOf(text);
  const asking = parts.filter(({ text: said }) => REQUEST.test(said) || isWish(said));
  const asked = asking.map((part) => part.text).join(' ');
  if (asking.length === 0 || (hasWhen(text) && asking.every(({ text: said }) => isEcho(said.trim())))) return text;
  const books = (BOOKS.test(asked) || isWish(asked)) && !CHANGES.test(asked);
  const proposal =
    books && !/#[dtrs]\d/.test(asked) ? proposalIn(parts.filter((part) => !asking.includes(part))) : undefined;
  const kept = parts.filter((part) => asking.includes(part) || (part !== proposal && !isSpare(part.text, asked)));
  const spared = kept.length < parts.length;
  const said = kept.map((part) => `${books ? plain(part.text, asked, spared) : part.text}${part.joint}`);
  return [...said, ...(proposal ? whenIn(proposal.text) : [])].join('').trim();
}

/** "tennis with Marc, sunday 9:30": no verb, and all that a booking needs. */
const isWish = (text: string) => hasWhen(text) && !TOLD_BY.test(text);

const hasWhen = (text: string) => /#[ds]\d/.test(text) && /#[trs]\d/.test(text);

/** "Kim can talk at 9 on wednesday. Please book her": the one sentence that says when it suits. */
function proposalIn(told: readonly Part[]): Part | undefined {
  const [only, ...more] = told.filter(({ text }) => hasWhen(text));
  const plainly =
    only &&
    more.length === 0 &&
    !/#u\d/.test(only.text) &&
    SUITS.test(only.text) &&
    !CORRECTS.test(only.text) &&
    /#p\d/.test(only.text);
  return plainly && only.text.match(/#[dtrs]\d/g)?.length === 2 ? only : undefined;
}

const whenIn = (text: string) => [` ${text.match(/#d\d+/)?.[0] ?? ''} at ${text.match(/#[trs]\d+/)?.[0] ?? ''}`];

/** "can we do his 1:1 on friday instead": of one that stands. */
const OF_ONE = /\b(?:do|have|hold|make|say) (?:it|that|the|my|our|#[pd]\d+ ?'s)(?!\w)/i;
/** A sentence of a booking that says when it is, without what only gives the reason or the occasion. */
function plain(text: string, asked: string, spared: boolean): string {
  const why = text.replace(REASON, '');
  const said = hasWhen(asked) ? why.replace(OCCASION, '').replace(AHEAD_OF, '') : why;
  return spared && !OF_ONE.test(text) ? said.replace(/,? \binstead\b(?! of)/gi, '') : said;
}

function partsOf(text: string): Part[] {
  const pieces = text.split(JOINT);
  return pieces.flatMap((piece, at) => {
    const said = piece.replace(AT_FIRST, '').replace(LAST_THING, '').replace(NOISE, '');
    return at % 2 === 1 || said.trim() === '' ? [] : [{ text: said, joint: pieces[at + 1] ?? '' }];
  });
}

/** "the fundraising goal is achieved": news that asks to be noted. */
const NOTED =
  /\bgoals?\b|\d ?(?:%|percent\b)|#[dt]\d+ ?'s\b.*\b(?:done|over|off)\b|^(?:the|my|our) [^,]*\b(?:is|are|'s) (?:now |all )?(?:done|over|complete|completed|achieved|finished)\b/i;

const UNABLE = /\b(?:can't|cannot|won't|couldn't|can not|doesn't work|not able|unable)\b/i;
/** "can't sleep", "still waiting for the plumber": told without a subject, and without a day or time. */
const HEADLESS =
  /^(?:can't|couldn't|didn't|still|just got|been|finally|almost|stuck|waiting|sitting)\b(?!.*(?:#[dtrsup]|\b(?:make|do|attend|join|come|need|if|unless)\b))/i;

/** "make it two hours": of what was told before. */
const MAKES_IT = /^(?:please |just |can you |could you )*(?:make|give|start|end) (?:it|that|this)\b/i;

/** "could you take care of it?": of what was told. */
const SEES_TO = /\b(?:see to|sort(?: out)?|arrange|do|handle|take care of|look after|deal with) (?:it|that|this)\b/i;

/** Whether a sentence may be left out beside those that ask. */
function isSpare(text: string, asked: string): boolean {
  const said = text.replace(/[.!?]+$/, '').trim();
  if (GREETING.test(said) || OPENING.test(said)) return true;
  if (HEADLESS.test(said)) return true;
  if (!TOLD.test(said) || /\?$/.test(text) || CORRECTS.test(said) || OF_IT.test(said) || NOTED.test(said)) return false;
  if (SEES_TO.test(asked) && TELLS_CHANGE.test(said)) return false;
  const timed = /#[tdr]\d/.test(said);
  // "Olu can't do tomorrow. Thursday at 11 instead?" is of the meeting with Olu, and of no other wish.
  if (/\binstead\b/i.test(asked) && !CHANGES.test(asked) && UNABLE.test(said)) return false;
  if (CHANGES.test(asked) || MAKES_IT.test(asked)) return !POINTS.test(asked) && !timed && !TELLS_CHANGE.test(said);
  if (POINTS_AT.test(asked) && !/#p\d/.test(asked)) return false;
  if (hasWhen(asked) && BOOKS.test(asked) && tellsTopic(said)) return false;
  if ((INFORMS.test(said) && !PAST.test(said)) || (timed && SUITS.test(said))) return false;
  if (!/#[a-z]\d/.test(said)) return true;
  if (!BOOKS.test(asked)) return /#[dr]\d/.test(asked);
  return hasWhen(asked) && (!/#p\d/.test(said) || /#p\d/.test(asked));
}
