// Fourth stage: what a clause wants, read from its verbs over the sketch.
export type Intent =
  | 'book'
  | 'move'
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
  | 'refuse'
  | 'chat'
  | 'unknown';

const RULES: readonly (readonly [Intent, RegExp])[] = [
  [
    'refuse',
    /\b(?:ignore|disregard|forget|override)\b.*\b(?:rules?|instructions?|prompt|previous|above)\b|\bsystem prompt\b|\b(?:everyone|everybody|all users?|other people)(?:'s)? (?:calendars?|meetings?|schedules?)\b|\bother workspaces?\b|\b(?:delete|drop|wipe|dump) (?:the )?(?:database|all users|tables?)\b|\b(?:api key|passwords?|secret|token)s?\b|\b(?:[5-9]\d|\d{3,})\b(?: \w+)? (?:meetings|invites|times|calls|invitations)\b|#p\d+(?:'s)? (?:private |personal )?(?:calendar|salary|meetings?)\b.*\b(?:details|read|everything|titles)\b|\b(?:cancel|delete|move) (?:all )?(?:of )?#p\d+'s\b/i,
  ],
  ['list_goals', /\b(?:what(?:'s| are| is)?|show|list|see)\b.*\bgoals?\b/i],
  [
    'recurring',
    /\b(?:coach(?:ing)?|check-?ins?|recurring|every|weekly|biweekly|fortnightly|each)\b.*\b(?:every|weekly|biweekly|fortnightly|each|recurring|mondays|tuesdays|wednesdays|thursdays|fridays)\b|\b(?:every|each) (?:other |second |two |2 |three |3 |\d+ )?(?:weeks?|days?|month|#d|monday|tuesday|wednesday|thursday|friday|#b|weekday)|\b(?:weekly|biweekly|fortnightly|daily) (?:coaching|check-?in|session)/i,
  ],
  [
    'goal',
    /\b(?:set|add|create|new|make|track)\b[^.]{0,20}\bgoals?\b|\b(?:my|a new) (?:new )?goal (?:is|:|for|should|will)|\bi want to (?:finish|reach|learn|read|run|write|get better|improve|become|lose|save|launch|ship)\b/i,
  ],
  [
    'complete',
    /\b(?:mark|set)\b.*\b(?:as )?(?:done|complete[d]?|finished|over)\b|\b(?:complete|wrap up|close out)\b.*\b(?:meeting|call|session|1:1|sync|#)|\b(?:meeting|call|session)\b.*\b(?:is|was|went)\b.*\b(?:done|over|finished|complete)/i,
  ],
  [
    'cancel',
    /\b(?:cancel|call off|delete|drop|scrap|kill|scratch|nix|bin|clear|remove)\b|\bget rid of\b|\bcan't make\b|\bwon't make\b|\bcall\b.{1,30}\boff\b|\btake\b.{1,30}\boff (?:my|the) (?:calendar|schedule)/i,
  ],
  [
    'move',
    /\b(?:move|push|shift|reschedule|bump|postpone|delay|rearrange|bring|pull|extend|shorten|lengthen|slide|swap|change|rebook|cut)\b|\bput\b.{1,40}\b(?:off|back)\b|\bmake\b.*\b(?:it|my|the|that|longer|shorter|earlier|later)\b.*(?:#[tud]|longer|shorter|earlier|later)|\binstead of\b|\brun(?:ning)? late\b/i,
  ],
  [
    'list',
    /\bwhat(?:'s| is| do i have| have i got| meetings| am i| does)?\b.*\b(?:on|have|scheduled|meetings?|agenda|calendar|schedule|coming up|planned|booked|next|look(?:s|ing)? like)\b|\b(?:show|list|see|tell me|give me|pull up)\b.*\b(?:meetings?|schedule|calendar|agenda|appointments?|day|week|calls)\b|\b(?:my|the) (?:agenda|schedule|calendar|meetings)\b(?!.*\b(?:book|add|put)\b)|\bwhen(?:'s| is| am| do i)\b.*\b(?:meeting|next|call|1:1|sync|demo|review|see|with)\b|\bdo i have (?:any(?:thing| meetings?| calls?)|meetings)|\banything (?:on|scheduled|planned)\b|\bhow many meetings\b|\bam i meeting\b|\bwhat's (?:up )?(?:#d|for|my)/i,
  ],
  [
    'availability',
    /\b(?:free|available|availability|openings?|open|busy|slots?|gaps?|room|spare|space)\b|\bwhen (?:can|could|would|is|are|am)\b|\bfind (?:a |me |us |some )*(?:time|slot|\w* ?time)\b|\bwhat(?:'s| is)? (?:a good )?times?\b|\bcan (?:i|we|you) (?:do|meet|fit)\b.*\?|\bdoes\b.*\bwork\b|\b(?:is|are)\b.*\bok(?:ay)?\b.*\?|\bhow(?:'s| is| about| does)\b.*\blook/i,
  ],
  ['people', /\b(?:add|invite|include|loop in|cc|bring)\b.*#p|\b(?:uninvite|take)\b.*#p/i],
  [
    'book',
    /\b(?:book|schedule|set ?up|set|arrange|create|make|put|add|plan|reserve|block|grab|get|organi[sz]e|meet|meeting|call|sync|chat|lunch|coffee|dinner|breakfast|demo|interview|catch[- ]up|catchup|1:1|one[- ]on[- ]one|invite|throw|pencil|squeeze|slot in|fit in|need|hop on|talk|speak|standup|review|intro|session|huddle|appointment|hold|kickoff|retro|workshop)\b/i,
  ],
];

const SMALL =
  /^(?:(?:hi|hey|hello|yo|thanks?(?: you)?(?: so much| a lot)?|cheers|great|good (?:morning|afternoon|evening|night|job|bot|#b\d+)|good #b\d+|ok(?:ay)?|cool|perfect|awesome|nice|lol|haha|bye|see you|that's all|never ?mind|no worries|got it|sounds good|you're (?:great|the best|awesome)|much appreciated|how are you(?: doing)?(?: #d\d+)?|how's it going|what can you do|who are you|what's up|help|there|parley|again|all good|for now|for (?:your|the) help|i'm good|love it|that's (?:great|perfect|it)|works for me|you rock|team|everyone|all)[\s,.!?]*)+$/i;

const RESPOND = /\b(?:accept|approve|decline|reject|deny|turn down|say (?:yes|no) to|yes to|no to|confirm)\b/i;

/** The clause's wish; negated wishes and hypotheses are seen to here. */
export function intentOf(clause: string, has: { readonly requests: boolean; readonly goals: boolean }): Intent {
  const text = clause
    .replace(
      /\b(?:don't|do not|didn't|not|never|without) (?:want to |need to |have to )?(?:cancel|move|book|delete|reschedule|schedule|change|push|drop)(?:l?ing)?\b(?: (?:it|that|the \w+|my \w+|anything))?/gi,
      ' ',
    )
    .trim();
  if (SMALL.test(clause.trim())) return 'chat';
  if (text === '') return 'unknown';
  if (RULES[0]?.[1].test(text)) return 'refuse';
  if (has.requests && RESPOND.test(text)) return 'respond';
  if (
    has.goals &&
    /\b(?:goal|progress|percent|%|done with|achieved|finished|halfway|drop|pause|resume|hit|complete[d]?|abandon|reached)\b/i.test(
      text,
    ) &&
    !/\b(?:new|add a|set a) goal\b/i.test(text)
  )
    return 'update_goal';
  if (/\b(?:if i|if we|suppose|what if|would)\b.*\b(?:free|available|open|work|fit|busy|clear)\b/i.test(text))
    return 'availability';
  if (
    /^(?:am|are|is|when|do|does|which|how|any|can|could) .*\b(?:free|available|availability|openings?|busy|slots?|gaps?)\b/i.test(
      text,
    )
  )
    return 'availability';
  if (/\bfind\b.*\b(?:time|slot)\b/i.test(text) && !/#t\d/.test(text)) return 'availability';
  for (const [intent, pattern] of RULES.slice(1)) {
    if (intent === 'update_goal' || !pattern.test(text)) continue;
    if (intent === 'cancel' && /^(?:please )?(?:remove|drop)\b.*\bfrom\b/i.test(text) && /#p/.test(text))
      return 'people';
    if (
      intent === 'move' &&
      /\b(?:set up|book|schedule)\b/i.test(text.slice(0, 30)) &&
      !/\b(?:move|push|reschedule|shift)\b/i.test(text)
    )
      continue;
    if (intent === 'availability' && /\b(?:book|schedule|block|set up|reserve)\b/i.test(text) && /#[tr]\d/.test(text))
      return 'book';
    if (intent === 'people' && /\b(?:my|the|it|that|to)\b/i.test(text) === false) return 'book';
    return intent;
  }
  return 'unknown';
}

/** Splits several wishes of one message: a new clause starts where a new verb does. */
export function clausesOf(text: string): string[] {
  const verb =
    "(?:please |also |then |can you |could you |just |and )*(?:cancel|move|book|schedule|reschedule|push|shift|set up|add|invite|drop|delete|list|show|accept|decline|approve|reject|yes to|no to|tell me|what's|am i|find|bump|postpone|extend|mark|put|call off|block|keep)\\b";
  return text
    .split(new RegExp(`(?:[.;,!?]+|\\band then\\b|\\band\\b|\\bthen\\b|\\bbut\\b|\\bplus\\b|:)\\s*(?=${verb})`, 'i'))
    .map((clause) => clause.trim())
    .filter(
      (clause) => clause.length > 1 && !/^(?:#p\d+[ ,]*)?(?:please|also|then|and|hi|hey|ok)?[ ,]*$/i.test(clause),
    );
}
