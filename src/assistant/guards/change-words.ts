// The words by which people ask for a change, or for none: what guards judge a message by.

/**
 * Cancelling cannot be undone and is told to everybody, so some word for ending something must be the user's. English
 * in full, the stems of its most common neighbours; in any other language the user is asked once more than needed.
 */
export const ENDS = new RegExp(
  [
    String.raw`\b(?:cancel|cancl|cnacel|cxl|call(?:ed|ing)? (?:it |that |this |\S+ )*off|delet|remov|drop|scrap|scratch|kill|ditch|nix|nuke|trash|toss|chuck|dump|lose|leav|axe|bin|wipe|eras)`,
    String.raw`\b(?:abort|abandon|revok|withdraw|undo|un-?(?:book|mark)|declin|skip|forget|free up|clear|empty|get rid|get out of|pull out|back out|bail)`,
    String.raw`\b(?:no longer|not (?:happening|needed|necessary|going|doing|having)|any ?more|unnecessary|never ?mind|replac|swap|instead|take (?:it |that |this |\S+ )*off|off my (?:calendar|plate)|(?:is|are|it['’]s|that['’]s) off|need .{1,40} back|can go|so no|(?:out of|off|from) (?:my|our|the) (?:diary|calendar|schedule|agenda|day|week))\b`,
    String.raw`\b(?:don|won|can|isn|doesn|shan)['’]?t (?:be )?(?:need|want|make|happening|necessary|be there|attend|work)|\bcannot (?:make|attend)`,
    // "no huddle this Monday", and signs for it
    String.raw`(?:^|[.!;,\n])\s*(?:so |and |hey,? )*no (?!problem|worr|thank|need|idea|one\b|rush|change)[^.,!?;]{2,40}\b(?:to(?:day|night|morrow)|this|next|on|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b`,
    ':x:|:wastebasket:|:no_entry(?:_sign)?:|[❌🗑🚫]',
    // de, fr, es/pt, it, nl
    String.raw`\b(?:absag|storn|lösch|streich|annul|supprim|elimin|borr|cancell|disdi|afzeg|schrap|sag[et]? .{0,80}\bab\b)`,
  ].join('|'),
  'iu',
);

/** Politeness, greetings and joining words before the words that count. */
const LEAD = new RegExp(
  [
    String.raw`^\W*(?:(?:hi|hiya|hey|hello|dear|good (?:morning|afternoon|evening)|morning|parley|please|pls|kindly|so|ok|okay|and|but|also|hm+|no|neither|sorry|thanks|just|quick question|question|actually|roughly)\b\W*)*`,
    String.raw`(?:(?:can|could|would|will) (?:you|u)|i(?:['’]d| would) like you to|i(?:['’]m| am) (?:just )?(?:wondering|asking|checking))?\W*`,
    String.raw`(?:(?:please|kindly|be so kind (?:as )?to|just|quickly|maybe|let me know|tell me|advise(?: me)?|say)\b\W*)*(?:(?:if|whether|about)\b\W*)?`,
  ].join(''),
  'i',
);
/** The beginning of a part that only looks. Whatever begins otherwise may well ask for a booking or a change. */
const LOOKS = new RegExp(
  [
    String.raw`^(?:what(?!['’]?s? about)|when|who|whom|which|where|how(?! about)|do (?:i|we|you(?! think)|they|he|she|.{1,40} have)|am i|are (?:we|they)|have (?:i|we)|any(?:thing)?(?! (?:of|chance|way))|everything (?:i|that['’]s)|there(?:['’]s| is| are))\b`,
    String.raw`^(?:(?:what|how|when|who|where)s|(?:what|how) about\b[^,]*\?|show|list|did|does|(?:is|are)(?! (?:it (?:possible|ok|okay|alright)|you able|there (?:any|a) (?:chance|way)))|was|were|find|check(?! in)|see(?! to)|read|run me|walk me|remind me what|pull up|look(?! for(?:ward)?)|got|free|soonest|earliest|send me (?:the|a|my))\b`,
    String.raw`^(?:my|todays?|today['’]s|tomorrows?|(?:this|next) weeks?(?:['’]s)?) (?:calendar|meetings|schedule|line-?up|agenda)\b(?! should)|^(?:agenda|availability)\b(?! is|:)`,
    String.raw`^(?:could|can|would|will|might|may) (?!(?:you|u)\b).*\b(?:free|open|available|suit)\b|^(?:(?:my|the) )?(?:free|vacant|open|available) (?:times?|slots?)\b`,
    String.raw`^(?:could|can) (?:i|we) (?:see|hear|get (?:a|the|my) (?:list|overview))\b`,
  ].join('|'),
  'i',
);
/** A world that is only thought of: "if I moved the retro, …". */
const THOUGHT = /\b(?:if|suppose|supposing|assuming|hypothetically|say) (?:i|we|you|the|my)\b[^,?]*[,?]?/gi;
/** Where a part of a message ends. A comma starts another question only where the message ends in one. */
const SENTENCES = /(?<=[.!?;:])\s+|\n+|\s[-–—]+\s/;
const PARTS = /(?<=[.!?;:,])\s+|\n+|\s[-–—]+\s|\s(?:and|so|but)\s(?=(?:what|when|which|am i|do i|is|are)\b)/i;

/** Whether some part of the message looks something up. */
export function looks(text: string): boolean {
  const plain = text.replace(THOUGHT, ' ').trim();
  const parts = plain.split(/\?\W*$/.test(plain) ? PARTS : SENTENCES);
  return parts.some((part) => LOOKS.test(part.replace(LEAD, '').trim()));
}

const FIRMLY = [
  String.raw`\b(?:re-?)?(?:book|(?<!\b(?:my|the|our|your) )schedule|sched|set up|put|add|moves?|push|shift|bump|mark|take|make it)\b`,
  String.raw`\b(?<!\b(?:forget|no|not|without|stop|before) )(?:book|schedul|arrang|organi[sz]|reserv|invit|includ|mov|push|shift|chang|updat|postpon|renam)ing\b(?! (?:to )?(?:fit|squeeze|find)\b)`,
  String.raw`\b(?:arrang|organi[sz]|reserv|invite|includ|grab|pencil|stick|throw|chang|postpon|delay|bring|extend|shorten|renam|update|complete|finish|(?:tick|check|cross)(?:ed)? (?:it |that |this |\S+ )*off\b|log (?:it|that|this)|accept|declin|approv|reject|say (?:no|yes))`,
  String.raw`\b(?:remind(?!ers?\b| me what)|notify|mute|silence|disable|enable|stop|turn (?:on|off)|no (?:more )?(?:reminders?|mails?|messages?))\b`,
].join('|');
const ORDERED = new RegExp(FIRMLY, 'i');

/** As verbs: "my schedule", "what is booked", "which meetings" and a world only thought of ask for nothing. */
export const ordersChange = (text: string): boolean => ORDERED.test(text.replace(THOUGHT, ' '));

/** Thanks and greetings. */
export const GREETS =
  /^\W*(?:(?:thanks?|thank you|thx|ty|cheers|great|cool|nice|perfect|awesome|hi|hello|hey|good (?:morning|afternoon|evening)|bye|parley|a lot|so much|very much)\b\W*)+$/i;
