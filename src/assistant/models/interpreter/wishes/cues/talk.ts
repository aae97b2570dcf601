// Cues of what is no wish about meetings: small talk, questions about Parley, and what it must not follow.
import type { Cue } from './cue.ts';

/** The cue of a look into the calendar of somebody who is named: beyond dispute. */
export const A_NAMED_CALENDAR = 'a calendar of somebody named, to be shown';

/** Nobody's calendar but the user's own, no secrets, no floods, and no orders hidden in a message. */
export const REFUSED: readonly Cue[] = [
  [
    'orders to forget the rules',
    /\b(?:ignore|disregard|forget|override)\b.*\b(?:rules?|instructions?|prompt|previous|above)\b/i,
  ],
  ['orders in the name of the system', /\bsystem prompt\b|^system ?:|"(?:system|assistant) ?:|\byou are now\b/i],
  [
    'what belongs to others',
    /\b(?:everyone|everybody|all users?|other people|(?<!\bthe )others'?|someone else|somebody else|(?:my )?(?:boss|manager|colleague|coworker))(?:'s)? (?:private |personal |whole )?(?:calendars?|meetings?|schedules?|passwords?)\b/i,
  ],
  [
    "somebody else's calendar",
    /^(?!.*\b(?:free|available|availability|open|openings?|gaps?|busy|slots?|with me|space|room)\b).*#p\d+ ?'s (?:private |personal |whole |entire |full |own )?(?:calendar|diary|agenda|schedule|inbox)\b|\bwho (?:is|'s) #p\d+ (?:meeting|seeing|talking to)\b/i,
  ],
  [
    'a calendar of somebody described',
    /^(?!.*\b(?:free|available|availability|open|openings?|gaps?|busy|slots?|space|room)\b).*(?:\bthe (?:[\p{L}\d#-]+ ){0,3}(?!(?:week|month|day|year|morning|afternoon|team)'s)[\p{L}-]+'s|\b(?:his|her|their)) (?:calendar|diary|agenda|schedule|inbox)\b/iu,
  ],
  [
    A_NAMED_CALENDAR,
    /^(?!.*\b(?:free|available|availability|open(?!ed)|openings?|gaps?|busy|slots?|with me|space|room|book|put|add)\b).*\b(?:what|show|list|see|read|tell|pull|give|view|look|peek|check)\b.*(?:#p\d+ ?'s|(?<![\p{L}\d#])(?!(?:what|that|it|let|how|who|where|here|there|(?:to)?day|week|month|year|morning|afternoon|evening|quarter|team|company|monday|tuesday|wednesday|thursday|friday)'s)\p{L}{2,}'s) (?:(?:private|personal|whole|entire|full|own) )*(?:calendar|diary|agenda|schedule|inbox|appointments)\b/iu,
  ],
  ['what belongs to other tenants', /\bother workspaces?\b/i],
  [
    'what is stored',
    /\b(?:delete|drop|wipe|dump)(?: the| this| my| our)? (?:database|db|workspace|account|all users|users? tables?|tables?)\b/i,
  ],
  ['secrets', /\b(?:api keys?|passwords?|secrets?|tokens?)\b/i],
  [
    'what is private',
    /\bprivate (?:calendar|diary|schedule|agenda|inbox|meetings?|events?|details)\b|\badmin (?:rights|access|powers|privileges)\b/i,
  ],
  ['meetings of everybody', /\bmeetings? (?:of|for) (?:everyone|everybody|other people|all users)\b/i],
  ['a flood', /\b(?:[5-9]\d|\d{3,})\b(?: \w+)? (?:meetings|invites|times|calls|invitations)\b/i],
  [
    "somebody else's details",
    /\bwhat #p\d+ (?:has|is doing)\b.*\b(?:calendar|titles?)\b|#p\d+(?:'s)? (?:calendar|salary|meetings?)\b.*\b(?:details|read|everything|titles)\b/i,
  ],
  [
    "changes of somebody else's meetings",
    /\b(?:cancel|delete|move) (?:all )?(?:of )?#p\d+'s (?:meetings?|calls)\b.*\b(?:other|with)\b/i,
  ],
];

const SAID_IN_PASSING = [
  'hi|hey|hello|yo|hiya|howdy|thanks?(?: you)?(?: so much| a lot| a bunch)?|cheers|great|good (?:job|bot|night|day)|good #b\\d+|#b\\d+|morning',
  "ok(?:ay)?|k|cool|perfect|awesome|nice(?: one)?|lol|haha+|hehe|bye|see you|later|that's all|never ?mind|no worries|got it|sounds good|wow|oh|ah|sweet|yay|brilliant",
  "you(?:'re| are) (?:great|the best|awesome|a lifesaver|a star|amazing|so helpful)|a lifesaver|much appreciated|appreciate it|how are you(?: doing)?(?: #d\\d+)?|how's it going|what can you do|who are you|what are you|what's up|help|there|parley|again|all good|for now|for (?:your|the) help|i'm good|love it|that's (?:great|perfect|it)|works for me|you rock|team|everyone|all|tell me a joke|(?:very|so) (?:helpful|kind)|welcome|please|leave it|forget it|no|yes|sorry|my bad",
].join('|');

/** Nothing but pleasantries. */
export const SMALL_TALK = new RegExp(`^(?:(?:${SAID_IN_PASSING})(?:[\\s,.!?]+|$))+$`, 'i');

export const CHAT: readonly Cue[] = [
  [
    'which requests wait',
    /^(?:(?:so|and|hey|ok|parley)\b[ ,]*)*(?:(?:what|which|any|show(?: me)?|list|see|how many|are there|do i have)\b.*\brequests?\b|who(?:'s| is| has| else)?(?: all)? (?:asked|asking|requested|wants|waiting)\b.*\b(?:me|meet|meeting)\b)(?!.*\b(?:accept|decline|book)\b)/i,
  ],
  [
    'a topic that is no meeting',
    /\b(?:weather|joke|cricket|football|soccer|news|recipe|capital of|meaning of life|stock price|who won|how old|poem|song|translate)\b/i,
  ],
  [
    'how something is done',
    /^(?:(?:so|and|hey|ok|parley)\b[ ,]*)*how (?:do|does|can|would|should) (?:i|you|we|this|that|it|one|parley)\b(?!.*(?:#[dtp]|\blook\b))/i,
  ],
  [
    'what Parley is able to',
    /^(?:(?:so|and|hey|ok|parley)\b[ ,]*)*(?:can|do) you (?:(?:also|even) )?(?:book|cancel|move|schedule|do|handle|manage) (?:meetings|things|calls|stuff|calendars)\b/i,
  ],
  [
    'who Parley is',
    /^(?:(?:so|and|hey|ok|parley)\b[ ,]*)*(?:who (?:made|built|created|are) you|are you (?:a |an )?(?:human|robot|bot|ai|real|person|machine)|what's your name)/i,
  ],
  [
    'what time it is',
    /^(?:(?:so|and|hey|ok|parley)\b[ ,]*)*(?:what (?:time|day|date|year|month) is (?:it|today|#d)|what(?:'s| is) (?:the )?(?:(?:local|current) )?(?:date|time)(?: (?:today|(?:right |just )?now|#d\d+))?(?: (?:in|at|over in|for) (?!#)[\p{L} .'-]{2,30}?)?(?: (?:right |just )?now)? *\??$)/iu,
  ],
];
