// The words by which people ask for a change, or for none: what guards judge a message by.

/**
 * Cancelling cannot be undone and is told to everybody, so some word for ending something must be the user's. English
 * in full, the stems of its most common neighbours; in any other language the user is asked once more than needed.
 */
export const ENDS = new RegExp(
  [
    String.raw`\b(?:cancel|cancl|cnacel|cxl|call(?:ed|ing)? (?:it |that |this |\S+ )*off|delet|remov|drop|scrap|scratch|kill|ditch|nix|nuke|trash|toss|chuck|dump|lose|leav|axe|bin|wipe|eras)`,
    String.raw`\b(?:abort|abandon|revok|withdraw|undo|un-?(?:book|mark)|declin|skip|forget|free up|clear|empty|get rid|get out of|pull out|back out|bail)`,
    String.raw`\b(?:no longer|not (?:happening|needed|going)|never ?mind|replac|swap|instead|take (?:it |that |this |\S+ )*off|off my (?:calendar|plate))`,
    String.raw`\b(?:don|won|can|isn|doesn)['’]?t (?:need|want|make|happening|be there|attend|work)|\bcannot (?:make|attend)`,
    // de, fr, es/pt, it, nl
    String.raw`\b(?:absag|storn|lösch|streich|annul|supprim|elimin|borr|cancell|disdi|afzeg|schrap|sag[et]? .{0,80}\bab\b)`,
  ].join('|'),
  'iu',
);

/** The beginning of a message that only looks. Whatever begins otherwise may well ask for a booking or a change. */
export const LOOKS = new RegExp(
  [
    String.raw`^\W*(?:what(?!['’]?s? about)|when|who|whom|which|where|how(?! about)|do (?:i|we|you)|am i|are we|have (?:i|we)|any(?:thing)?)\b`,
    String.raw`^\W*(?:(?:what|how|when|who|where)s|list|show|tell me|did|does|is|are|was|were|find|check(?! in)|pull up|look up|got|free)\b`,
    String.raw`^\W*(?:(?:my|todays?|today['’]s|tomorrows?|(?:this|next) weeks?) (?:calendar|meetings|schedule)|agenda|availability)\b(?! should)`,
  ].join('|'),
  'i',
);
/** As a verb: "my schedule", "what is booked" and "which meetings" ask for nothing. */
export const ASKS_FOR_CHANGE = new RegExp(
  [
    String.raw`\b(?:re-?)?(?:book|(?<!\b(?:my|the|our|your) )schedule|sched|plan|meet|call|set|put|add|get|fit|move|push|shift|bump|mark|take|give|make)\b`,
    String.raw`\b(?:book|schedul|arrang|organi[sz]|reserv|invit|includ|mov|push|shift|chang|mak|updat|postpon|renam)ing\b`,
    String.raw`\b(?:arrang|organi[sz]|reserv|invite|includ|grab|squeez|pencil|stick|throw|chang|postpon|delay|bring|extend|shorten|renam|update|complete|finish)`,
    String.raw`\b(?:remind(?!ers?\b)|notify|mute|silence|disable|enable|stop|turn (?:on|off)|no (?:more )?(?:reminders?|mails?|messages?))\b`,
    String.raw`\b(?:want|need|chance|possible|(?:can|could|would) (?:you|we))\b`,
  ].join('|'),
  'i',
);
/** Thanks and greetings. */
export const GREETS =
  /^\W*(?:(?:thanks?|thank you|thx|ty|cheers|great|cool|nice|perfect|awesome|hi|hello|hey|good (?:morning|afternoon|evening)|bye|parley|a lot|so much|very much)\b\W*)+$/i;
