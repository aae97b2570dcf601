// Cues of a change to meetings that stand: done, cancelled, moved, made longer, other people.
import type { Cue } from './cue.ts';

export const COMPLETE: readonly Cue[] = [
  [
    'marked as done',
    /\b(?:mark|set)\b.*\b(?:as )?(?:done|completed?|finished|over)\b|\b(?:log|record|flag|put)\b.*\b(?:as|down as) (?:done|completed?|finished|over)\b/i,
  ],
  [
    'ticked off',
    /\b(?:tick|check|cross)(?:ed)? (?:it|that|this|them|the\b.{1,40}|my\b.{1,40}) off\b|\b(?:tick|cross) off\b/i,
  ],
  ['closed', /\b(?:complete|wrap up|close out)\b.*\b(?:meeting|call|session|1:1|sync|#)/i],
];

export const CANCEL: readonly Cue[] = [
  [
    'a verb of cancelling',
    /\b(?:cancel(?:l?ing)?|call off|delete|drop(?!-)|scrap|kill|scratch|nix|bin|remove|rm|axe|ditch|wipe|nuke|annul|unmark|unbook|un-book|unschedule|abort|erase|lose (?=the|my|our|#[pdt]\d+ ?'s)|(?<!\b(?:a|the|on) )strike|chuck)\b/i,
  ],
  [
    // "is my friday clear" and "all clear on monday" only ask or tell.
    'clearing',
    /(?<!\b(?:is|are|be|look|looks|looking|all|keep|stay) (?:(?:my|the|it|that|all|really|totally|#[a-z]\d+) ){0,3})\bclear\b(?! (?:on|at|for me|\?))/i,
  ],
  [
    'to be cancelled',
    /\b(?:can|may|must|should|has to|have to|needs? to|is to|are to) (?:all |both |just |now )*be (?:cancell?ed|dropped|scrapped|deleted|removed|called off|wiped|binned)\b/i,
  ],
  ['not being able to come', /\b(?:can't|cannot|won't) (?:make|attend)\b/i],
  [
    'getting rid of it',
    /\bget rid\b|(?<!\b(?:i|we|you|they|to) )\b(?:has to|have to|needs? to|can|should) go *(?:$|[.!,])|\bcall\b.{1,30}(?<![\w-])off\b|\btake\b.{1,30}\b(?:off|out of) (?:my|the) (?:calendar|schedule|cal|diary|agenda|plate)\b|\b(?:take|throw) (?:it|that|this|them|him|her)(?: one)? (?:off|out|away)\b|\btake (?:out|off) (?:only |just )*(?:the|my|our|#[dtp])|\b(?:bail|back|pull) (?:on|out of)\b/i,
  ],
];

/** Beyond dispute: what stands, moved by a verb that does nothing else. */
export const ONLY_MOVED = 'a verb that only moves';

export const MOVE: readonly Cue[] = [
  [
    ONLY_MOVED,
    /^(?:(?:please|can you|could you|can we|could we|would you|just|let's)\b ?)*(?:rebook|reschedule|rearrange|rejig) (?:the|my|our|#[pdt]\d+ ?'s) .*#[dtr]\d/i,
  ],
  [
    'a verb of moving',
    /\b(?:moves?|moving|push(?:ing)?|(?<!\b(?:his|her|my|their|the|a|an|night|day|late|early|this|on) )shift|reschedul(?:e|ing)|bump|postpone|delay|rearrange|slide|change(?! of (?:plans?|mind|scenery))|rebook|switch|moved|update|nudge|mv|revert|remark|re-mark|transfer|relocate|punt|bounce|shunt|defer|adjourn|anticipate|advance)\b/i,
  ],
  [
    'a verb of another length',
    /\b(?:extend|shorten|lengthen|cut|trim|resize|halve|double(?! ?-?book))\b|(?<!\bto )\b(?:pad|stretch|expand|prolong|reduce|shrink|condense|compress|tighten|cap|limit) (?:it|that|this|the|my|our|#[pdt]\d+ ?'s)\b.*#[ut]|\b(?:turn|bring|take|get) (?:it|that|this|the|my|our|#[pdt]\d+ ?'s)\b.{0,40}\b(?:into|down to) (?:an? )?#u|\b(?:end|finish|wrap up|stop) (?:it|that|this|the|my|our)\b.*#u\d+ (?:early|earlier|sooner)/i,
  ],
  ['another name', /\b(?:rename|retitle)\b|\bcall (?:the|my|our|that|it) (?:[^"]{1,40} )?"[^"]+"/i],
  [
    'what stands, sent on',
    /\b(?:shove|kick|slide|stick|pop|bump|knock|chuck|swing) (?:the|my|our|#[pd]\d+ ?'s)\b(?!.*\b(?:in|on) (?:the|my) (?:calendar|diary)).{1,60}?\bto (?:the )?#[dtr]/i,
  ],
  [
    'sent on',
    /\b(?:pass|kick|swing|roll|shove|stick|send|take|get|put|bring|place|drag) (?:it|this|that) (?:in)?to (?:the )?#[dtr]|\bpass (?:it|this|that) (?:at|on|for) #[dtr]/i,
  ],
  [
    'somebody, and where to',
    /^(?:(?:and|also|please|then)\b[ ,]*)*#p\d+(?: ?'s(?: \p{L}+){0,2})? to (?:the )?#[dtr]\d/iu,
  ],
  ['another start', /\b(?:start|begin)(?:s|ing)? (?:(?:it|that|this|the|my|our)\b.{0,40} )?(?:at )?#[tu]\d/i],
  ['bringing forward', /\b(?:bring|pull)\b(?! up (?:my|the|#d))/i],
  [
    'a length taken off',
    /\b(?:shave|knock|lop|take|chop|slice|drop|trim|cut|lose)\b(?: (?:the )?(?:last|final))? *#u\d+ (?:off|from|out of) (?:(?:the )?(?:end|start|beginning) of )?(?:it|that|the|my|our|#[pdt])/i,
  ],
  [
    'a length on top',
    /\b(?:add|tack|tag|stick|put|throw|whack|bolt)(?: an?(?:other)?)? (?:extra )?#u\d+ (?:more )?(?:to|on|onto)\b/i,
  ],
  ['putting off', /\bput\b.{1,40}\b(?:off|back)\b/i],
  [
    // "make it 4", but not "make an appointment"
    'making it something else',
    /\bmake\b(?! (?:an?|another|one|some|new|time|meetings?|calls?|appointments?)\b).*(?:#[tud]|longer|shorter|earlier|later)/i,
  ],
  [
    'what it should be',
    /\b(?:should be|needs to be|should(?:'ve| have) been|(?:was|were|is) (?:supposed|meant) to be)\b.*(?:#[tud]|instead|longer|shorter)/i,
  ],
  [
    'another time found for it',
    /\bfind (?:it|that|this|(?:the|my|our) .{2,40}) (?:a|an|another|some) ?(?:new |different |better |other )*(?:home|slot|time|spot|place|day)\b/i,
  ],
  [
    'by another means',
    /\b(?:make|turn|switch|convert|change) (?:it|that|this|(?:the|my|our|#[pd]\d+ ?'s) .{1,40}) (?:in)?(?:to )?(?:an? )?(?:zoom|teams|google meet|phone|video|in[- ]person|call on (?:zoom|teams))\b/i,
  ],
  ['one instead of the other', /\binstead of\b/i],
  ['by how much', /#u\d+ (?:earlier|later)\b|\bsame time (?:next|#d)/i],
];

/** Beyond dispute: a verb of changing places, and both that do. */
export const TWO_SWAPPED = 'the two that change places';

export const SWAP: readonly Cue[] = [
  [
    TWO_SWAPPED,
    /^(?:please |pls |can (?:you|we) |could (?:you|we) |let's |just )*(?:swap|exchange|switch|flip|trade|reverse|invert)(?: (?:around|round|over))? (?:the order of )?(?:(?:both|(?:my|the|our|those|these|#d\d+ ?'s) two|the order of)\b|(?:the|my|our) #[dt]\d+(?: #[dt]\d+)? (?:with|for|and) (?:the|my|our) #[dt]|#p\d+ (?:with|for|and) #p\d+(?: around| over| round)?(?: #d\d+)?[ .!]*$)(?!.* to (?:the )?#[dtu])|^(?:the|my|our|#[dp]\d+ ?'s) two\b[^.;]{2,40}[,.:;] *(?:please |can you |could you |just )*(?:swap|exchange|switch|flip|reverse|trade) (?:them|those|these)\b/i,
  ],
  [
    'two that change places',
    /^(?:(?:please|can you|could you|just|let's)\b ?)*(?:flip|reverse|invert) [^#,.;]{2,40} (?:and|with) [^#,.;]{2,40}$|\bswap\b(?!.* to (?:the )?#[dt])|\bswitch\b.*\baround\b|\b(?:swap|switch|trade|exchange)(?:es|s)? (?:places|slots|times|spots)\b|\b(?:switch|exchange|trade)\b(?:(?!#[dt]\d(?!\d* ?'s))[^,.]){2,40}\b(?:with|for|and) (?:the|my|our|#[pd]\d+ ?'s)\b/i,
  ],
];

/** Somebody is taken off a meeting. */
export const UNINVITE: readonly Cue[] = [
  ['taken off', /^(?!.*\b(?:calendar|schedule)\b).*\b(?:remove|drop|uninvite|take)\b.*#p\d+.*\b(?:from|off)\b/i],
];

/** Somebody is added to a meeting that stands. */
export const INVITE: readonly Cue[] = [
  [
    'added to it',
    /\b(?:add|invite|include|loop in|cc|bring)\b.*#p\d+.*\b(?:to|on|in)\b(?= *(?:my|the|it|that|our|#p\d+'s|this)\b)/i,
  ],
];
