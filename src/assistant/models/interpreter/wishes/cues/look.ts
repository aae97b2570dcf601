// Cues of wishes that only look: what is planned, and what is free.
import type { Cue } from './cue.ts';

export const LIST: readonly Cue[] = [
  [
    'what one has',
    /\b(?:everything|anything|whatever|all|what|which (?:meetings|calls|appointments|events)) (?:that )?(?:i|we)(?:'ve| have| got)\b|\b(?:which|what) (?:meetings|calls|appointments|events) (?:have|do|are|did)\b/i,
  ],
  [
    'what there is',
    /\bwhat(?:'s| is| do i have| have i got| meetings| am i| does)?\b.*\b(?:on|have|scheduled|meetings?|agenda|calendar|schedule|coming up|planned|booked|next|left|look(?:s|ing)? like)\b/i,
  ],
  [
    'something to be shown',
    /\b(?:show|list|see(?= (?:all )?my\b)|see(?!.{0,80}#p.{0,80}#[tr]|.{0,80}#[tr].{0,80}#p)|tell me|tell my|give me(?! #u|.*#[tr])|pull up|view)\b.*(?:\b(?:meetings?|schedule|calendar|agenda|appointments?|day|week|calls|everything|weekend)\b|#d)/i,
  ],
  [
    'the calendar itself',
    /(?<!\b(?:saved|made|ruined) )\b(?:my|the) (?:agenda|schedule|calendar|meetings|day)\b|^agenda\b/i,
  ],
  [
    'when something is',
    /\bwhen(?:'s| is| am| do i| are)\b.*\b(?:meeting|next|call|1:1|sync|demo|review|see|with|my|the)\b/i,
  ],
  [
    'whether there is something',
    /\bdo i have\b|\bhave i got\b|\banything (?:else\b|on\b|scheduled|planned|in\b|#d)|\bhow many meetings\b|\bam i meeting\b/i,
  ],
  ['what a day holds', /\bwhat's (?:up )?(?:#d|for|my)/i],
  [
    'what happens',
    /\bwhat(?:'s| is| else is)? (?:happening|going on|cooking|ahead|in store|lined up)\b|\bwhat did i do\b/i,
  ],
  ['where one is to be', /\bwhere (?:do|am|should|must|will) i\b/i],
  [
    'the next ones',
    /^(?:show |list )?(?:me )?(?:my |the )?next (?:\d+|two|three|four|five|few|couple of) (?:meetings?|calls?|appointments?|events?)\b/i,
  ],
  [
    'any with somebody',
    /^(?:are there |is there |do i have )?any (?:\p{L}+ )?(?:meetings?|calls?|appointments?|events?|sessions?)\b(?!.*\b(?:free|open|available)\b)/iu,
  ],
  ['whom one meets', /\bwho(?: all)? (?:am|will|do|did|was) i (?:be )?(?:meet|see|talk|speak|chat|with|have)/i],
  [
    'an overview',
    /\b(?:run|walk|talk) me through\b|\brundown\b|\bbrief me\b|\brecap\b|\boverview\b|\bpull up\b|\bshare my\b/i,
  ],
  [
    'nothing but what it is about',
    /^(?:and |so |ok )?(?:(?:my|the|all|our|any) )?(?:first |last |next )?(?:meetings?|calls?|calendar|agenda|schedule|week|day|events?|appointments?|1:1s)(?: (?:for|on|with|in|of|at|this|next|my))*(?: (?:#[dbp]\d+|and|or|please|week|day))* *\??$/i,
  ],
  [
    'nothing but days',
    /^(?:and |so |ok )?#d\d+(?: (?:and|or)? *#d\d+)*(?: (?:meetings?|schedule|agenda|calendar|overview))? *(?:\?|please)+$/i,
  ],
  ["a day's meetings", /^#d\d+ ?(?:'s)? (?:meetings?|schedule|agenda|calendar|overview)\b/i],
  [
    'all of them',
    /^(?:upcoming|list all|all my meetings|everything (?:with|on|for))\b|^rest of (?:the day|my day|#d)/i,
  ],
  [
    'where the day begins and ends',
    /\bshow(?: me)? #d\d+|\bwhen does my (?:first|last|next)\b|\bhave to be (?:anywhere|somewhere)\b/i,
  ],
];

const ASKED = '^(?:(?:so|and|hey|hi|ok|also|please|parley|well|then|where|when)\\b[ ,]*)*(?:can|could|may|might|would)';
/** "can we do an hour with lou on friday at 11": everything that a booking needs, asked for politely. */
export const BOOKING_ASKED: readonly Cue[] = [
  [
    'a whole meeting, asked for',
    new RegExp(
      `${ASKED} (?:we|i) (?:please |also |just )*(?:do|have|get|grab|set up|put in|fit in|squeeze in) (?:.{0,30}#u\\d|an? (?:\\p{L}+ ){0,2}\\p{L}+ (?:with|on|at|#))`,
      'iu',
    ),
  ],
];

/** "could i do 5pm", "can i squeeze in 90 min": whether there is time, not yet what for. */
export const ROOM_ASKED: readonly Cue[] = [
  ['whether it fits in', new RegExp(`${ASKED} (?:i|we) (?:still |also |even )*(?:fit|squeeze|cram|sneak)\\b`, 'i')],
  [
    'whether one could',
    new RegExp(
      `${ASKED} (?:i|we) (?:still |also |even )*(?:do|make|manage|take)(?: it)? (?:(?:at|on|for|around|an?|call|meeting|lunch|dinner|breakfast|brunch|coffee|drinks|something|anything) )*#[dtrub]`,
      'i',
    ),
  ],
];

/** So plain a wish to see days that no verb can make it another. */
export const LIST_PLAINLY: readonly Cue[] = [
  ['the schedule of a day', /^(?:schedule|calendar|agenda) (?:for |of |on )?#[db]\d+(?:,? (?:and )?#d\d+)*[?!. ]*$/i],
  ["a day's schedule", /^#d\d+ ?(?:'s)? (?:schedule|agenda|calendar|meetings?)\b(?!.*#[tr])/i],
  ['what is next', /^next up\b/i],
  [
    'anything planned',
    /^(?:is there |do i have |have i got )?anything (?:else )?(?:booked|scheduled|planned|lined up)\b/i,
  ],
];

const FREE =
  '(?<!-)free(?!-)|available|availability|vacant|vacanc(?:y|ies)|openings|(?<=\\b(?:any|an?|no|next|first|last|earliest|free|other|the|some) )opening|(?<!-)open(?!-)|busy|occupied|slots?|spots?|gaps?|spare|space|room(?! \\d)|windows?|(?<!same )time';

/** A question that begins as one, about what is free. */
export const FREE_ASKED: readonly Cue[] = [
  [
    'a day and a length, asked',
    /^(?:(?:and|so|ok|hey|hi)\b[ ,]*)*(?:how|what)(?:'s| is| are| does| do| about)\b(?=.*#[db]\d)(?=.*\b(?:for|fit|squeeze|take|with|look(?:ing)?|need(?:ing)?) (?:in )?(?:for )?(?:an? |about |around |\p{L}+ ){0,2}#u\d)/iu,
  ],
  ['when it is good', /\bwhen(?:'s| is| would be| are) (?:a |an )?(?:good|best|free|open|clear|convenient|better)\b/i],
  [
    'what the options are',
    /\b(?:what|which)(?:'s| is| are| would be)? (?:my|our|the|some)? ?(?:options|choices|possibilities|alternatives)\b/i,
  ],
  [
    'whether it clashes with anything',
    /\b(?:clash|conflict|overlap)\w*\b.*#[tr]\d|#[tr]\d.*\b(?:clash|conflict|overlap)\w*\b.*\?/i,
  ],
  [
    'whether there is anything',
    /#[bd]\d+[^.;?]*(?<!\bwith )\b(?:anything|something)(?:(?: (?:at all|there|then))? *\?| (?:left|going|free|open)\b)|^(?:is|are) there (?:still |even )?(?:any |about |at least )?#u\d|\bany (?:joy|luck|hope) (?:with|on|for|of)\b|\bany chance (?:of|for|on)\b(?!.*#p.*#[tr])/i,
  ],
  [
    'anything that is left',
    /^(?:(?:is there|got|have i got|do i have) )?(?:anything|something) (?:left|open|free|going|available)\b/i,
  ],
  [
    'a question of what is free',
    new RegExp(`^(?:am|are|is|when|do|does|which|how|any|can|could|has|got)\\b.*\\b(?:${FREE})\\b`, 'i'),
  ],
];

/** A thought that can only be answered by looking. */
export const FREE_SUPPOSED: readonly Cue[] = [
  ['whether it would be free', /\b(?:if i|if we|suppose|what if|would)\b.*\b(?:free|available|open|fit|busy|clear)\b/i],
  ['whether it would do', /\bwould (?:the |my |that )?#[bdtr]\d+ (?:be|work|do)\b(?! (?:too|for)\b).*\?/i],
  ['whether others can', /^can #p\d+(?:,? (?:and )?#p\d+)* (?:do|make|join|come|attend|meet)\b/i],
];

export const FREE_SHOWN: readonly Cue[] = [
  ['what is free, to be shown', /\b(?:show|list|what|which)\b.*\b(?:free|open|available)\b/i],
];

/** Words of what is free, wherever they stand. */
export const FREE_NAMED: readonly Cue[] = [
  [
    'words of what is free',
    /\b(?:availability|(?<!-)free(?!-)|available|vacant|openings|(?<=\b(?:any|an?|no|next|first|last|earliest|free|other|the|some) )opening|(?<!-)open(?!-)|gaps?|busy|occupied)\b/i,
  ],
];

export const AVAILABILITY: readonly Cue[] = [
  [
    'whether one is there',
    /\bam i (?:around|there)\b|\boverlap\b|\bgot (?:a )?(?:sec|minute|min|moment|time)\b|\bwhat works\b/i,
  ],
  [
    'whether a time is taken',
    /\b(?:is|are) (?:(?:my|the) )?#[dtr]\d+.*\b(?:packed|taken|full|clear|ok|okay|possible)\b/i,
  ],
  ['what a day is like', /\b(?:is|are) my #d\d+\b|\bcheck #d|\b(?:earliest|soonest)\b/i],
  ['times to be suggested', /\b(?:suggest|propose|offer|recommend)\b.*\b(?:times?|slots?|options?|dates?)\b/i],
  ['a time proposed', /\b(?:what|how) about (?:#d|#t|#r)/i],
  ['whether it fits', /\b(?:could|can) (?:i|we) (?:fit|squeeze)\b.*\?/i],
  [
    'words of what is free',
    /\b(?:(?<!-)free(?!-)|available|availability|vacant|vacanc(?:y|ies)|openings|(?<=\b(?:any|an?|no|next|first|last|earliest|free|other|the|some) )opening|(?<!-)open(?!-)|busy|occupied|gaps?|spare|slots?|spots?)\b/i,
  ],
  [
    'which one suits',
    /\b(?:what|which) (?:day|days|time|times|morning|afternoon|#b\d+)\b.*\b(?:works?|suits?|good|best)\b/i,
  ],
  ['when it can be', /\bwhen (?:can|could|would|is|are|am)\b/i],
  ['time to be found', /\bfind\b.*(?:\b(?:time|slot|hour)\b|#u)/i],
  ['what time', /\bwhat(?:'s| is)? (?:a good )?times?\b/i],
  [
    'so much time',
    /\bgot (?:a |any |some )?(?:spare |free )?#u\d|\b(?:a|any|some) (?:point|moment|stretch|window|block|chunk)\b.*#u\d|#u\d+ (?:window|gap|block|slot|stretch|hole|in a row|free|spare|clear|back to back)\b|^time for\b/i,
  ],
  [
    'options to be given',
    /\b(?:options|alternatives|possibilities|suggestions) (?:for|to|on|with)\b|\bgood times?\b|\bwhat times?\b.*\bmeet\b/i,
  ],
  ['whether people could', /\b(?:if|whether) .{0,30}\b(?:can|could|might) (?:meet|talk|do|make|join)\b/i],
  ['whether a part of the day is free', /\b(?:is|are) (?:my |the )?#b\d+\b.*\b(?:clear|empty|taken|full|free|open)\b/i],
  ['whether people can', /\bcan (?:#p\d+ and )?(?:i|we)(?: and #p\d+)? (?:do|meet|fit)\b.*\?/i],
  ['whether it works', /\b(?:does|do|would)\b.*\bwork\b/i],
  ['whether it is fine', /\b(?:is|are)\b.*\bok(?:ay)?\b.*\?/i],
  ['how it looks', /\bhow(?:'s| is| about| does)\b.*\blook/i],
  [
    'how full it is',
    /\bhow (?:busy|slammed|packed|full|booked(?: up)?|swamped|hectic|crazy|loaded|tight|light|heavy|bad|crammed|stacked|jammed)\b/i,
  ],
  [
    'whether it is full',
    /\b(?:am|is|are)\b.*\b(?:double[- ]booked|booked (?:up|solid)|slammed|packed|swamped|crammed)\b/i,
  ],
  ['whether it clashes', /\b(?:clash|clashes|clashing|conflict|conflicts|conflicting|overlaps?|overlapping)\b/i],
  ['whether it is possible', /\b(?:would|is|are)\b.{0,80}#[dtr]\d.{0,80}\b(?:possible|feasible|doable)\b/i],
  ['whether there is time', /\b(?:do i have|got|have|any|has|have i|is there)\b.*\b(?:time|room)\b/i],
];
