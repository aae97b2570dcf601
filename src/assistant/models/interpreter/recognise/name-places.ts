// Where a name may stand: the patterns of the words around it. What counts as a name there is for people.ts to say.

const NAME = "(?!(?:with|and|or|to|at|on|for|in|the|a|an|my|our|up)(?![\\p{L}'-]))@?\\p{L}[\\p{L}'-]*(?!\\p{L})";
const CAPITAL_NAME = "@?\\p{Lu}[\\p{L}'-]+(?!\\p{L})";
/** "de la Cruz", "van der Berg", "Ann Lee", "S." */
const SURNAME =
  "(?:(?: (?:van|von|de|da|del|della|di|du|dos|das|der|den|la|le|el|al|bin|ibn|ben|abu|ter|ten|af)){0,2} \\p{Lu}[\\p{L}'-]+(?!\\p{L})){0,3}(?: (?!I\\b)\\p{Lu}(?:\\.|(?![\\p{L}\\d'.:-])))?";
/** After these only a person can stand, however it is written. */
const BEFORE_ANY =
  'with|invite|include|loop in|meet|uninvite|cc|chat to|speak to|speak with|talk to|catch|see|remove|ask';
/** "is priya free": a question begins so, while "tomorrow is packed" tells something. */
const ASKED =
  '(?:^|[,.;:!?] ?|\\b(?:if|whether|when|where|and|so|hey|check|know|time|how|why|or) )(?:[Ii]s|[Aa]re|[Dd]oes|[Ww]as|[Cc]an|[Cc]ould)';
/** After these a person can stand, and much else: only a capital letter shows it. */
const BEFORE_CAPITAL =
  '1:1|book|schedule|call|add|plus|for|and|drop|take|bring|get|have|when|lock in|pencil in|squeeze in|slot in|fit in|pop in|stick in|chuck in|instead of|rather than|ahead of|place of|front of|hold of|tell|from';
/** Forms of respect behind a name. */
export const RESPECT = "sir|madam|ma'am|ji|san|sensei";
/** What may follow a person. */
const AFTER = `(?!\\p{L})(?= *(?:$|[,.;:!?&()/+@]|#|'s|(?:and|at|on|in|for|to|of|about|from|please|next|this|or|via|over|instead|re|regarding|off|is|are|free|available|by|around|too|up|sometime|some|also|but|before|after|starting|beginning|until|till|there|here|both|a|the|time|again|be|would|then|have|thanks|my|now|when|know|that|along|onto|into|join|sit|attend|come|should|needs|doesn't|isn't|must|${RESPECT})\\b))`;

const capitals = (list: string) =>
  list
    .split('|')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('|');
const either = (list: string) => `(?:${list}|${capitals(list)})`;

export const TITLED =
  /\b(?:(?:[Dd]r|[Mm]rs?|[Mm]s|[Mm]iss|[Pp]rof|[Ff]rau|[Hh]err|[Mm]adame|[Mm]onsieur|[Ss]eñora?|[Ss]ignora?)\.? \p{L}|(?:Professor|Judge|Justice|Rabbi|Pastor|Father|Sister|Brother|Captain|Officer|Senator|Councillor|Coach|Nurse|Principal|Chef|Sir|Lady|Madam|Madame|Monsieur|Herr|Frau|Señora?|Signora?|Chief|Imam|Sheikh|Cllr|Sgt|Capt|Col|Rev|Revd|Fr|Sr|Br|Hon|Engr|Adv|Mme|Mlle|Dra|Sra)\.? \p{Lu})[\p{L}'-]+(?: (?:van|von|de|da|del|di|der|den|la|le|el|al|bin))*(?: \p{Lu}[\p{L}'-]+)*(?! ?(?:appointment|appt))/gu;
/** "D. Reyes", "J.P. Okafor": initials and a last name. */
export const INITIALS = new RegExp(
  `(?<=^|[,;:] |\\b(?:[Ww]ith|[Mm]eet|[Ss]ee|[Ii]nvite|[Cc]all|[Bb]ook|and|for|plus|add) )(?:\\p{Lu}\\. ?){1,3}\\p{Lu}[\\p{L}'-]+${AFTER}`,
  'gu',
);
const BEFORE_OPEN_END = '(?= *(?:$|[,.;:!?]|#|(?:at|on|for|about|re)\\b))';
/** Where nothing but a person stands. */
export const SURE_PLACES: readonly RegExp[] = [
  new RegExp(
    `(?<=\\b(?:with|meet|see|invite|(?<!\\b(?:the|my|our|an?|this|that) )(?:interview|call)) )${NAME} (?!\\p{L}\\.)${NAME}${BEFORE_OPEN_END}`,
    'giu',
  ),
  new RegExp(`(?<=\\b${either(BEFORE_ANY)} )${NAME}${SURNAME}${AFTER}`, 'gu'),
  new RegExp(`(?<=\\b(?:me|myself)(?: and|, and|,) )${NAME}${SURNAME}${AFTER}`, 'gu'),
  new RegExp(`(?<=\\b(?:in|on|into|onto|to) )${NAME}(?= ?'s (?:calendar|diary)\\b)`, 'gu'),
  new RegExp(`(?<=\\b(?:swap|replace|switch|sub)(?: out| in)? #p\\d+ (?:with|for|by) )${NAME}${SURNAME}`, 'gu'),
];
/** Behind a comma it may as well be told: "…, is online at ten". */
export const ASKED_OF = new RegExp(`(?<=${ASKED} )(?!it\\b)${NAME}${SURNAME}${AFTER}`, 'gu');
/** Words that begin a sentence with a capital letter, where a name may follow. */
const INITIAL =
  '\\b(?:Since|As|Because|If|When|While|So|And|But|For|Need|Get|Let|Book|Schedule|Meet|See|Call|Put|Both|Also|Then|Only|Maybe|Could|Can|Would|Will|I|We|With|Invite|Add|Include|Tell|Told|Ask|Asked|Promised|Owe|Got|Met|Teams|Zoom|Lunch|Coffee|Chat|Sync|Demo|Phone|Just|Please|Have|Both|Plus)';
/** "Since Nora is in town": a known name with its capital, wherever it stands; in quotes it is a title's. */
export const ANYWHERE = new RegExp(
  `(?<=^|[,.;:!?(] |${INITIAL} |(?<![\\p{L}'-])\\p{Ll}[\\p{L}'-]* |\\d )(?<![\\p{L}\\d@#'-]|\\b(?:in|at|near|about|re|regarding|than|like|per|on behalf of|[Dd]ear|[Hh]i|[Hh]ey|[Hh]ello|[Tt]hanks) )(?!${INITIAL} )${CAPITAL_NAME}${SURNAME}(?!'s|[\\p{L}'-]| ${CAPITAL_NAME})(?=(?:[^"]*"[^"]*")*[^"]*$)`,
  'gu',
);
/** Where a capital letter shows a person; "Ken of Mitsui" is one. */
export const CAPITAL_PLACES = new RegExp(
  `(?<!#p\\d+ (?:of|from) |\\p{Lu}[\\p{L}'-]+ of )(?<=(?:\\b${either(BEFORE_CAPITAL)}|^|\\b(?:[Ii]nterview|1:1|[Cc]all|[Cc]offee|[Ll]unch|[Dd]inner):) )${CAPITAL_NAME}${SURNAME}${AFTER}`,
  'gu',
);
/** "…, Nadia": by itself a person; with people already there it may as well be a place or a topic. */
export const CAPITAL_AFTER_COMMA = new RegExp(
  `(?<=, |(?<!\\b(?:title|subject|topic|agenda|re|about|regarding|location|place|where|called|note|notes|venue|room)) ?: )${CAPITAL_NAME}${SURNAME}${AFTER}`,
  'gu',
);
/** "put Nadia on for wednesday", "squeeze kim in", "slot Raj in". */
export const PUT = new RegExp(
  `(?<=\\b${either('put|get|squeeze|slot|fit|pencil|have|pull|pop|bring|book|stick|add|rope|pop|throw|chuck|bung|shove|whack|lob|jam|plonk|bang|lock|line')} )${NAME}${SURNAME}(?=(?:(?:,| and| &| plus)+ (?:#p\\d+|${NAME}${SURNAME})){0,3} (?:in|on|down|over)\\b)`,
  'gu',
);
/** "…, then ben tues 11", "tim and kim for 3": a known name between a joining word and a time or another name. */
export const BEFORE_TIME = new RegExp(
  `(?<=(?:\\b${either('and|then|plus|book|schedule|meet|get|also|add|put|give|see|call|ring|phone|interview|invite|grab|squeeze|slot|pencil|fix up|line up|told')}|[,;&+:]) )${NAME}${SURNAME}(?= *(?:(?:at|for|on|from|@) *)?#[dtrus]\\d| (?:and|&|,) (?:#p\\d|${NAME}))`,
  'gu',
);
/** "lunch deb 12:30", "coffee Nat tomorrow". */
export const OF_KIND = new RegExp(
  `(?<=\\b${either('lunch|coffee|dinner|drinks|breakfast|brunch|call|chat|1:1|sync|catch[- ]?up|interview|zoom|meeting|session')} )${NAME}${SURNAME}(?= *(?:$|[,.;]|#|(?:at|on|for|and|re|about)\\b))`,
  'gu',
);
/** "bob friday 2", "15 mins, nils": by itself between times and commas. */
export const ALONE = new RegExp(
  `(?<=(?:^|[,.;:(+/&]|#[trdus]\\d+) *)${NAME}${SURNAME}(?= *(?:$|[,.;:!?)+/&]|#[trdus]\\d|(?:and|at|on|for|re|about|via|over|quick|short|please|asap) ))`,
  'gu',
);
const LIST_END =
  '(?= *(?:$|[,.;!?&()/+]|#|(?:and|at|on|for|in|to|of|about|from|please|next|this|via|both|free|have|or|down|up|over|together|again|too|instead|re|regarding|today|tomorrow|asap|sometime|around|by|after|before|do|can|could|make|meet|are|be|both)\\b))';
/** "add bob", "also invite kim": a known name and nothing else. */
export const ADDED = new RegExp(
  `(?<=^(?:(?:please|also|and|then|can you|could you|now|ok)[ ,]+)*${either('add|include|bring|loop in|cc')} )${NAME}${SURNAME}(?= *(?:$|[.!,]|(?:and|too|as well|also|please|to (?:the|my|our|it|that))\\b))`,
  'gu',
);
/** "…, actually make it omar", "and bring omar along", "omar as well": a name in the place of one, or beside it. */
export const INSTEAD = new RegExp(
  `(?<=\\b(?:make it|make that|i mean|i meant) )${NAME}${SURNAME}(?= *(?:$|[,.;!?]|(?:instead|rather|not|please|then)\\b))|(?<=\\b${either('bring|include|invite|have|get')} )${NAME}${SURNAME}(?= along\\b)|(?<=[,.;] )${NAME}${SURNAME}(?= (?:as well|too)\\b)|(?<=\\bbringing )${NAME}${SURNAME}|(?<=\\bof )${NAME}(?= ?'s time\\b)|(?<=#p\\d+ *(?:and|&|\\+|/) *)${CAPITAL_NAME}(?= \\p{Ll})`,
  'gu',
);
/** "introduce Zoltan to Ilona". */
export const INTRODUCED = new RegExp(
  `(?<=\\b(?:[Ii]ntro(?:duce)?|[Cc]onnect) #p\\d+ (?:to|with) )${CAPITAL_NAME}${SURNAME}`,
  'gu',
);
/** "… and kim": joined to a person by a word. */
export const JOINED = new RegExp(
  `(?<=#p\\d+ {0,3}\\)? ?(?:and|&|\\+|,? and|/|or) *)${NAME}${SURNAME}${LIST_END}`,
  'gu',
);
/** "…, Joost and #p": joined to a person who stands behind. */
export const JOINED_TO = new RegExp(
  `(?<=(?:^|[,:(]|\\b[Ww]ith) *)${CAPITAL_NAME}${SURNAME}(?= *(?:,|and|&|\\+) #p\\d+ *(?:$|[,.;:!?)]|#|(?:and|at|on|for|in|about)\\b))`,
  'gu',
);
/** "tim, kim": by a comma alone it may as well be what the meeting is about. */
export const AFTER_COMMA = new RegExp(`(?<=#p\\d+ {0,3}\\)? ?, *)${NAME}${SURNAME}${LIST_END}`, 'gu');
/** The same, with more of the list to come: "tim, bex and lou". */
export const WITHIN_LIST = new RegExp(
  `(?<=#p\\d+ {0,3}\\)? ?, *)${NAME}${SURNAME}(?=(?: ?, ?(?:#p\\d+|${NAME}))*,? +(?:and|&) +(?:#p\\d|${NAME}${LIST_END}))`,
  'gu',
);
export const BOOKED = new RegExp(
  `(?<=\\b${either('book|schedule|call|interview|phone|ring|zoom|ping|see|meet')} )${NAME}${AFTER}(?=(?: instead| again| then| at| for| on)?,? *#[dt])`,
  'gu',
);
/** "book ana mon 10am, then ben tues 11am": a name where the next booking begins. */
export const ANOTHER = new RegExp(
  `(?<=#[tu]\\d+ *(?:, *)?(?:and then|and|then|,) +)${NAME}(?= +#d\\d+,? *(?:at )?#t)`,
  'giu',
);
/** "ana at 9, bo at 10 and cy at 11": a name where the last one of such a list stands. */
export const ALIKE_TIMED = new RegExp(
  `(?<=#p\\d+ *(?:at |@ ?)?#t\\d+ *(?:, *)?(?:and |then |& |with )*)${NAME}(?= *(?:at |@ ?)?#t\\d)`,
  'giu',
);
/** "tim just asked for half an hour": a known name that says or wants something. */
export const TELLS = new RegExp(
  `(?<=^|(?:[,.;:!?]|\\b(?:so|and|ok|okay|that|because|as|since|hey|btw|fyi)) )(?<!#)${NAME}${SURNAME}(?= (?:just |also |now |only |already |really |has |have )*(?:ask(?:s|ed)|wants?|wanted|needs|should|must|doesn't|isn't|said|says|can|could|would|wrote|pinged|mailed|emailed|texted|messaged|suggest(?:s|ed)|propos(?:es|ed)|confirmed|prefers|agreed|and i)\\b)`,
  'gu',
);
