// Apostrophes that thumbs leave out: "push fridays demo" is of Friday's, "coaching on fridays" of every Friday.

const CHANGE =
  'move|mv|push|shift|bump|reschedule|postpone|delay|swap|extend|shorten|lengthen|cancel|drop|skip|bin|scrap|kill|delete|pull|bring|slide|nudge|cut|trim|bring forward|call off';
const GATHERING =
  'standup|stand-up|call|meeting|1:1|one on one|review|sync|retro|demo|session|interview|planning|lunch|workshop|catch-?up|catch up|check-?in|appointment|lesson|training|walkthrough|kickoff|kick-off';
const OWNING = new RegExp(
  `(?:(?<=\\b(?:${CHANGE}) (?:(?:the|my|our) )?)\\b((?:mon|tues|wednes|thurs|fri|satur|sun)day)s(?= (?:\\d|\\p{L}))(?! (?:and|or|at|from|to|for|in|on|with|until|till|only|off|please)\\b)|(?<!\\b(?:every|each|on|alternate) )\\b((?:mon|tues|wednes|thurs|fri|satur|sun)day)s(?= (?:\\p{L}+ )?(?:${GATHERING})\\b(?! (?:at|every))))`,
  'giu',
);

/** The text with the days that own what follows written so. */
export const withOwners = (text: string): string =>
  /days /i.test(text) ? text.replace(OWNING, (_, one?: string, other?: string) => `${one ?? other}'s`) : text;
