// Fourth stage: what a clause wants, read from its verbs over the sketch.
import { isAboutMessages } from '../decide/messages.ts';

export type Intent =
  | 'book'
  | 'move'
  | 'swap'
  | 'cancel'
  | 'list'
  | 'availability'
  | 'complete'
  | 'people'
  | 'respond'
  | 'recurring'
  | 'goal'
  | 'update_goal'
  | 'list_goals'
  | 'settings'
  | 'refuse'
  | 'chat'
  | 'unknown';

/** What the situation holds that words may be about. */
export interface Known {
  readonly requests: boolean;
  readonly goals: boolean;
}

const any = (...alternatives: string[]) => new RegExp(alternatives.join('|'), 'i');

const REFUSE = any(
  '\\b(?:ignore|disregard|forget|override)\\b.*\\b(?:rules?|instructions?|prompt|previous|above)\\b',
  '\\bsystem prompt\\b|^system ?:|\\byou are now\\b',
  "\\b(?:everyone|everybody|all users?|other people|others?|someone else|somebody else|(?:my )?(?:boss|manager|colleague|coworker))(?:'s)? (?:private |personal |whole )?(?:calendars?|meetings?|schedules?|passwords?)\\b",
  '\\bother workspaces?\\b',
  '\\b(?:delete|drop|wipe|dump)(?: the)? (?:database|db|all users|users? tables?|tables?)\\b',
  '\\b(?:api keys?|passwords?|secrets?|tokens?)\\b',
  '\\bprivate (?:calendar|meetings?|events?|details)\\b',
  '\\bmeetings? (?:of|for) (?:everyone|everybody|other people|all users)\\b',
  '\\b(?:[5-9]\\d|\\d{3,})\\b(?: \\w+)? (?:meetings|invites|times|calls|invitations)\\b',
  "\\bwhat #p\\d+ (?:has|is doing)\\b.*\\b(?:calendar|titles?)\\b|#p\\d+(?:'s)? (?:calendar|salary|meetings?)\\b.*\\b(?:details|read|everything|titles)\\b",
  "\\b(?:cancel|delete|move) (?:all )?(?:of )?#p\\d+'s (?:meetings?|calls)\\b.*\\b(?:other|with)\\b",
);

const SMALL_TALK = [
  'hi|hey|hello|yo|hiya|howdy|thanks?(?: you)?(?: so much| a lot| a bunch)?|cheers|great|good (?:job|bot|night|day)|good #b\\d+|#b\\d+|morning',
  "ok(?:ay)?|k|cool|perfect|awesome|nice(?: one)?|lol|haha+|hehe|bye|see you|later|that's all|never ?mind|no worries|got it|sounds good|wow|oh|ah|sweet|yay|brilliant",
  "you(?:'re| are) (?:great|the best|awesome|a lifesaver|a star|amazing|so helpful)|a lifesaver|much appreciated|appreciate it|how are you(?: doing)?(?: #d\\d+)?|how's it going|what can you do|who are you|what are you|what's up|help|there|parley|again|all good|for now|for (?:your|the) help|i'm good|love it|that's (?:great|perfect|it)|works for me|you rock|team|everyone|all|tell me a joke|(?:very|so) (?:helpful|kind)|welcome|please|leave it|forget it|no|yes|sorry|my bad",
].join('|');
const SMALL = new RegExp(`^(?:(?:${SMALL_TALK})(?:[\\s,.!?]+|$))+$`, 'i');
/** Questions about Parley itself, or about the clock. */
const HOW_TO =
  /^(?:(?:so|and|hey|ok|parley)\b[ ,]*)*(?:how (?:do|does|can|would|should) (?:i|you|we|this|that|it|one|parley)\b(?!.*(?:#[dtp]|\blook\b))|(?:can|do) you (?:(?:also|even) )?(?:book|cancel|move|schedule|do|handle|manage) (?:meetings|things|calls|stuff|calendars)\b|who (?:made|built|created|are) you|are you (?:a |an )?(?:human|robot|bot|ai|real|person|machine)|what's your name|what (?:time|day|date|year|month) is (?:it|today|#d)|what's (?:the )?(?:date|time)(?: (?:today|now|#d\d+))?\??$)/i;
const OFF_TOPIC =
  /\b(?:weather|joke|cricket|football|soccer|news|recipe|capital of|meaning of life|stock price|who won|how old|poem|song|translate)\b/i;

const RESPOND =
  /\b(?:accept|approve|decline|reject|deny|turn down|turning down|say (?:yes|no) to|yes to|no to|ok to|okay to|confirm|tell #p\d+ (?:yes|no)|tell (?:the )?\w+ (?:yes|no))\b/i;
const GOAL_NEWS =
  /\b(?:goals?|progress|percent|done with|achieved|finished|half ?way|pause|resume|hit|completed?|abandon|reached|give up|gave up|giving up)\b|\d ?%/i;
const NEW_GOAL = any(
  '\\b(?:set|add|create|new|make|track)\\b[^.]{0,20}\\bgoals?\\b',
  '\\b(?:my|a new|another) (?:new )?goal (?:is|:|for|should|will)|^(?:new )?goal ?[:,-]',
  '\\bi want to (?:finish|reach|learn|read|run|write|get better|improve|become|lose|save|launch|ship)\\b',
);
const EVERY =
  '(?:every|each) (?:other |second |two |2 |three |3 |four |\\d+ )?(?:weeks?|days?|month|weekday|#d|#b|mon|tue|wed|thu|fri|sat|sun)';
const RECURRING = any(
  `\\b${EVERY}`,
  '\\b(?:weekly|biweekly|fortnightly|daily) (?:coaching|check[- ]?ins?|session|catch)',
  '\\b(?:weekly|biweekly|fortnightly|daily|monthly)\\b.*#[tr]\\d|\\b(?:once|twice) a (?:week|month)\\b|\\bmonthly (?:coaching|check)',
  '^(?:weekly|biweekly|fortnightly|daily|monthly)\\b',
  '\\b(?:coach(?:ing)?|check-?ins?|recurring|check in)\\b.*\\b(?:every|weekly|biweekly|fortnightly|each|recurring|mondays|tuesdays|wednesdays|thursdays|fridays)\\b',
  '\\b(?:recurring|repeating)\\b',
);
const SETTINGS = any(
  '\\bmy (?:working |work |office )?hours (?:are|to|should)\\b|\\b(?:set|change) my (?:working |work |office )?hours\\b',
  "\\bi (?:only |usually |normally )?(?:work|start work|am working)\\b(?! with)|\\bi (?:don't|do not|never) work\\b",
  '\\bno (?:meetings|calls) (?:on|before|after|every|#)',
  "\\bi(?:'m| am|'ll be| will be) (?:off|out(?: of office)?|away|on (?:holiday|vacation|leave|pto)|ooo)\\b",
  '\\b(?:keep|leave|need|want|put)\\b.{0,20}\\b(?:between|around|before and after) (?:my )?(?:meetings|calls)\\b|\\bbuffers?\\b',
  "\\bmy time ?zone\\b|\\btime ?zone (?:is|to)\\b|\\bi(?:'m| am) (?:in|based in|living in) [a-z ]+ now\\b|\\bi(?:'ve| have)? ?moved to\\b",
  '\\bby default\\b|\\bdefault (?:meeting )?(?:length|duration)\\b|\\bmy name is\\b',
);
const COMPLETE = any(
  '\\b(?:mark|set)\\b.*\\b(?:as )?(?:done|completed?|finished|over)\\b',
  '\\b(?:complete|wrap up|close out)\\b.*\\b(?:meeting|call|session|1:1|sync|#)',
);
const CANCEL = any(
  '\\b(?:cancel(?:l?ing)?|call off|delete|drop|scrap|kill|scratch|nix|bin|remove|rm|axe|ditch|wipe|nuke)\\b',
  '(?<!\\b(?:is|are|be|look|looks|looking|all|keep|stay) (?:(?:my|the|it|that|all|really|totally|#[a-z]\\d+) ){0,3})\\bclear\\b(?! (?:on|at|for me|\\?))',
  "\\bget rid of\\b|\\b(?:can't|cannot|won't) (?:make|attend)\\b|\\bcall\\b.{1,30}\\boff\\b",
  '\\btake\\b.{1,30}\\boff (?:my|the) (?:calendar|schedule|cal)',
);
const MOVE = any(
  '\\b(?:moves?|moving|push(?:ing)?|shift|reschedul(?:e|ing)|bump|postpone|delay|rearrange|extend|shorten|lengthen|slide|change|rebook|cut|rename|retitle|switch|moved|update|nudge|trim|mv|resize|revert)\\b',
  '\\b(?:bring|pull)\\b(?! up (?:my|the|#d))',
  '\\badd(?: an?(?:other)?)? (?:extra )?#u\\d+ (?:more )?(?:to|on)\\b',
  '\\bput\\b.{1,40}\\b(?:off|back)\\b',
  '\\bmake\\b(?! (?:an?|another|one|some|new|time|meetings?|calls?|appointments?)\\b).*(?:#[tud]|longer|shorter|earlier|later)',
  '\\b(?:should be|needs to be)\\b.*(?:#[tud]|instead|longer|shorter)',
  '\\binstead of\\b',
  '\\bdo\\b.*#u\\d+ (?:earlier|later)\\b|#u\\d+ (?:earlier|later)\\b|\\bsame time (?:next|#d)',
);
const LIST = any(
  "\\bwhat(?:'s| is| do i have| have i got| meetings| am i| does)?\\b.*\\b(?:on|have|scheduled|meetings?|agenda|calendar|schedule|coming up|planned|booked|next|left|look(?:s|ing)? like)\\b",
  '\\b(?:show|list|see(?!.*#p.*#[tr]|.*#[tr].*#p)|tell me|tell my|give me(?! #u|.*#[tr])|pull up|view)\\b.*(?:\\b(?:meetings?|schedule|calendar|agenda|appointments?|day|week|calls|everything|weekend)\\b|#d)',
  '(?<!\\b(?:saved|made|ruined) )\\b(?:my|the) (?:agenda|schedule|calendar|meetings|day)\\b|^agenda\\b',
  "\\bwhen(?:'s| is| am| do i| are)\\b.*\\b(?:meeting|next|call|1:1|sync|demo|review|see|with|my|the)\\b",
  '\\bdo i have\\b|\\bhave i got\\b|\\banything (?:else\\b|on\\b|scheduled|planned|in\\b|#d)|\\bhow many meetings\\b|\\bam i meeting\\b',
  "\\bwhat's (?:up )?(?:#d|for|my)",
  "\\bwhat(?:'s| is| else is)? (?:happening|going on|cooking|ahead|in store|lined up)\\b|\\bwhat did i do\\b",
  '\\bwho(?: all)? (?:am|will|do|did|was) i (?:be )?(?:meet|see|talk|speak|chat|with|have)',
  '\\b(?:run|walk|talk) me through\\b|\\brundown\\b|\\bbrief me\\b|\\brecap\\b|\\boverview\\b|\\bpull up\\b|\\bshare my\\b',
  '^(?:and |so |ok )?(?:(?:my|the|all|our|any) )?(?:first |last |next )?(?:meetings?|calls?|calendar|agenda|schedule|week|day|events?|appointments?|1:1s)(?: (?:for|on|with|in|of|at|this|next|my))*(?: (?:#[dbp]\\d+|and|or|please|week|day))* *\\??$',
  '^(?:and |so |ok )?#d\\d+(?: (?:and|or)? *#d\\d+)*(?: (?:meetings?|schedule|agenda|calendar|overview))? *(?:\\?|please)+$',
  "^#d\\d+ ?(?:'s)? (?:meetings?|schedule|agenda|calendar|overview)\\b",
  '^(?:upcoming|list all|all my meetings|everything (?:with|on|for))\\b|^rest of (?:the day|my day|#d)',
  '\\bshow(?: me)? #d\\d+|\\bwhen does my (?:first|last|next)\\b|\\bhave to be (?:anywhere|somewhere)\\b',
);
const FREE = 'free|available|availability|openings?|open|busy|slots?|spots?|gaps?|spare|space|(?<!same )time';
const AVAILABILITY = any(
  '\\bam i (?:around|there)\\b|\\boverlap\\b|\\bgot (?:a )?(?:sec|minute|min|moment|time)\\b|\\bwhat works\\b',
  '\\b(?:is|are) (?:(?:my|the) )?#[dtr]\\d+.*\\b(?:packed|taken|full|clear|ok|okay|possible)\\b',
  '\\b(?:is|are) my #d\\d+\\b|\\bcheck #d|\\b(?:earliest|soonest)\\b',
  '\\b(?:suggest|propose|offer|recommend)\\b.*\\b(?:times?|slots?|options?|dates?)\\b',
  '\\b(?:what|how) about (?:#d|#t|#r)',
  '\\b(?:could|can) (?:i|we) (?:fit|squeeze)\\b.*\\?',
  `\\b(?:free|available|availability|openings?|open|busy|gaps?|spare|slots?|spots?)\\b`,
  '\\b(?:what|which) (?:day|days|time|times|morning|afternoon|#b\\d+)\\b.*\\b(?:works?|suits?|good|best)\\b',
  '\\bwhen (?:can|could|would|is|are|am)\\b',
  '\\bfind\\b.*(?:\\b(?:time|slot|hour)\\b|#u)',
  "\\bwhat(?:'s| is)? (?:a good )?times?\\b",
  '\\bcan (?:#p\\d+ and )?(?:i|we)(?: and #p\\d+)? (?:do|meet|fit)\\b.*\\?',
  '\\b(?:does|do|would)\\b.*\\bwork\\b',
  '\\b(?:is|are)\\b.*\\bok(?:ay)?\\b.*\\?',
  "\\bhow(?:'s| is| about| does)\\b.*\\blook",
  '\\bhow busy\\b|\\b(?:do i have|got|have|any|has|have i|is there)\\b.*\\b(?:time|room)\\b',
);
const BOOK_VERBS =
  "book(?:ing)?|schedul(?:e|ing)|set ?up|set|arrange|create|make|put|add|plan|reserve|block|grab(?:bing)?|get|organi[sz]e|invite|throw|pencil|squeeze|slot in|fit in|need|hop on|have|do|fix|see|want|find|let's";
const BOOK_NOUNS =
  'meet(?:ing)?|call|sync|chat|lunch|coffee|dinner|breakfast|drinks|demo|interview|catch[- ]?up|1:1|one[- ]on[- ]one|talk|speak|standup|review|intro|session|huddle|dentist|doctor|gym|training|presentation|appointment|hold|kickoff|kick-off|retro|workshop|critique|planning|briefing|something|time|haircut|massage|physio|therapy|yoga|flight|reservation|conference|webinar|rehearsal|all hands|town hall|offsite|oil change|party|concert|event';
const BOOK = new RegExp(`\\b(?:${BOOK_VERBS}|${BOOK_NOUNS})\\b`, 'i');
const OWN_CALENDAR = /\b(?:my|the|our) (?:schedule|calendar|cal|book)\b/gi;
const FIRM =
  /\b(?:book|schedule|block|set ?up|reserve|arrange|put|add|get|grab|squeeze|pencil|invite|hop on|fix|slot(?= #p\d+ in)|(?:need|want|like) to (?:see|meet|talk|speak|chat))\b/i;
const WHEN = /#[trs]\d/;

/** The clause without what it forbids: "don't cancel it, move it" asks for the second half. */
export function withoutForbidden(clause: string): string {
  return clause
    .replace(
      /\b(?:don't|do not|didn't|never|without) (?:want to |need to |have to |you )?(?:cancel|move|book|delete|reschedule|schedule|change|push|drop|accept|decline|reject|approve|invite|remove|skip|touch|shift|bump|postpone|mark|swap)(?:l?ing|ed)?\b[^,.;!?]*?(?=$|[,.;!?]|\bbut\b|\bjust\b|\binstead\b)/gi,
      ' ',
    )
    .trim();
}

/** What may stay of a clause that only forbids something. */
const LEFTOVER =
  /^(?:(?:please|pls|no|but|just|and|so|ok(?:ay)?|hey|hi|yet|i|was|only|asking|now|thanks|thank|you|parley|anything|it|that)\b[ ,.!]*)*$/i;

export function intentOf(clause: string, has: Known): Intent {
  const text = withoutForbidden(clause);
  if (SMALL.test(clause.trim())) return 'chat';
  if (!/[\p{L}\d]/u.test(text) || (text !== clause.trim() && LEFTOVER.test(text))) return 'chat';
  if (REFUSE.test(text)) return 'refuse';
  if (OFF_TOPIC.test(text) || HOW_TO.test(text)) return 'chat';
  // Forbidding is what such a wish is about, so the whole clause is read.
  if (isAboutMessages(clause)) return 'settings';
  if (has.requests && RESPOND.test(text)) return 'respond';
  if (
    /\b(?:what|show|list|see)\b.*\bmy goals\b|\bwhat (?:are|is) .*goals?\b|\b(?:show|list|see)\b.*\bgoals\b|\bhow (?:am i|are|is) .*\bgoals?\b|^(?:my )?goals\??$/i.test(
      text,
    )
  )
    return 'list_goals';
  if (NEW_GOAL.test(text) && !/\b(?:progress|percent|%)/i.test(text)) return 'goal';
  if (has.goals && (GOAL_NEWS.test(text) || (/\bdrop\b/i.test(text) && /\bgoal\b/i.test(text)))) return 'update_goal';
  if (SETTINGS.test(text)) return 'settings';
  if (RECURRING.test(text) || (/\bcoaching\b/i.test(text) && /\b(?:mon|tues|wednes|thurs|fri)days\b/i.test(text)))
    return 'recurring';
  if (COMPLETE.test(text)) return 'complete';
  return meetingIntent(text);
}

function meetingIntent(text: string): Intent {
  if (/\bswap\b/i.test(text)) return 'swap';
  if (
    /^(?:schedule|calendar|agenda) (?:for |of |on )?#[db]\d+(?:,? (?:and )?#d\d+)*[?!. ]*$/i.test(text) ||
    /^#d\d+ ?(?:'s)? (?:schedule|agenda|calendar|meetings?)\b(?!.*#[tr])/i.test(text) ||
    /^next up\b/i.test(text)
  )
    return 'list';
  if (
    /\b(?:remove|drop|uninvite|take)\b.*#p\d+.*\b(?:from|off)\b/i.test(text) &&
    !/\b(?:calendar|schedule)\b/i.test(text)
  )
    return 'people';
  if (
    new RegExp(`^(?:am|are|is|when|do|does|which|how|any|can|could|has|got)\\b.*\\b(?:${FREE})\\b`, 'i').test(text) &&
    !FIRM.test(text) &&
    !/\b(?:move|push|shift|reschedule|postpone|bump|cancel|delete)\b/i.test(text)
  )
    return 'availability';
  if (/\b(?:if i|if we|suppose|what if|would)\b.*\b(?:free|available|open|fit|busy|clear)\b/i.test(text))
    return 'availability';
  if (/^can #p\d+(?:,? (?:and )?#p\d+)* (?:do|make|join|come|attend|meet)\b/i.test(text)) return 'availability';
  if (CANCEL.test(text)) return 'cancel';
  if (
    MOVE.test(text) &&
    !(/\b(?:set ?up|book|schedule)\b/i.test(text.slice(0, 30)) && !/\b(?:move|push|reschedule|shift)\b/i.test(text))
  )
    return 'move';
  if (
    /\b(?:add|invite|include|loop in|cc|bring)\b.*#p\d+.*\b(?:to|on|in)\b(?= *(?:my|the|it|that|our|#p\d+'s|this)\b)/i.test(
      text,
    ) &&
    !WHEN.test(text)
  )
    return 'people';
  if (/\b(?:show|list|what|which)\b.*\b(?:free|open|available)\b/i.test(text)) return 'availability';
  if (
    FIRM.test(text.replace(OWN_CALENDAR, ' ')) &&
    (WHEN.test(text) || !AVAILABILITY.test(text)) &&
    !/^(?:what|when|show|list|find)\b/i.test(text)
  )
    return 'book';
  if (/\bfind\b/i.test(text) && AVAILABILITY.test(text) && !WHEN.test(text)) return 'availability';
  if (/\b(?:availability|free|available|openings?|open|gaps?|busy)\b/i.test(text)) return 'availability';
  if (LIST.test(text)) return AVAILABILITY.test(text) && /\btimes?\b/i.test(text) ? 'availability' : 'list';
  if (AVAILABILITY.test(text)) return 'availability';
  return BOOK.test(text) ? 'book' : 'unknown';
}
