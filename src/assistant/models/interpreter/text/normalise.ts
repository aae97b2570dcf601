// First stage: what Slack sends and what thumbs type becomes plain words. Names keep their case; nothing is understood yet.

import { withoutShouting } from './capitals.ts';
import { filledIn } from './forms.ts';
import { inDigits } from './number-words.ts';
import { withOwners } from './owners.ts';
import { mend } from './spellings.ts';

/** Only this much of a message is read: a wish fits into it, a flood does not. */
export const READ_LIMIT = 1500;

const ORDINALS =
  'first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth'.split(
    '|',
  );
const TENS: Readonly<Record<string, number>> = { twe: 20, thi: 30 };
const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*';
/** "march third", "the fifteenth", "the first of may"; "the second" alone may be a choice. */
const ORDINAL_DATE = new RegExp(
  `(\\b${MONTH} |\\bthe (?=(?:${ORDINALS.slice(4).join('|')}|(?:twenty|thirty)[- ]\\p{L}+)\\b)|\\bthe (?=\\p{L}+ of ${MONTH}))(?:(twenty|thirty)[- ])?(${ORDINALS.join('|')})\\b(?! (?:week|quarter|half|monday|tuesday|wednesday|thursday|friday|saturday|sunday))`,
  'giu',
);

/** Roundabout ways to say please. */
const COURTESY =
  /\b(?:(?:and )?(?:kindly |please )*do the needful|^(?:please )?do one thing,?|do me a favou?r(?: and|,)?|be a dear(?: and|,)?|be so kind(?: as to| and)?|i was (?:wondering|hoping) if you (?:could|can|would)|(?:is|would) it (?:be )?possible (?:for you )?to|(?:are you|would you be) able to|(?:i(?:'d| would) (?:really |very much |greatly )?(?:appreciate it|be (?:very |so |most )?(?:grateful|thankful|glad|happy)|love it)|it (?:would|'d) be (?:really |very |so )?(?:great|good|nice|awesome|helpful|lovely|cool|ideal|perfect|wonderful|amazing)) if you (?:could|can|would)|would you be so (?:kind|good) (?:as to|and)|if (?:it|that)(?:'s| is| was|'s not| is not| isn't| wasn't)(?: not)? too much (?:trouble|bother|hassle|to ask)|any chance you (?:can|could)|(?:is|would) it (?:be )?(?:ok(?:ay)?|alright|all right|fine|cool) (?:to|if (?:i|we|you))(?= (?:put|book|add|schedule|set|get|have|squeeze|slot|fit|pencil)\b)|(?:what|how) about you(?= (?:book|schedule|put|set|add|block|move|cancel|find|make)\b)|(?:why don't|why not|maybe) you(?= (?:book|schedule|put|set|add|block|move|cancel|find|make)\b)|(?:do you think|think) you (?:can|could)|is there any way (?:you can|you could|to))\b/gi;

/** "deck attached", "agenda to follow": nothing to do. */
const ATTACHED =
  /[,;(-] *(?:the |my |our )?(?:deck|agenda|docs?|documents?|slides|notes|files?|details|link|cv|resume|brief|pdf)s? (?:is |are |will be )?(?:attached|below|enclosed|to follow|tbc|tba|coming)\b\)?/gi;

/** "would you mind moving …": to move it. */
const MINDED =
  /\b(?:would|do) you mind (add|put|book|schedul|set|mov|cancel|push|shift|arrang|organi[sz]|block|reserv|squeez|remind|check|find|show|invit|chang|reschedul|extend|shorten|bring|swap|drop|giv|tak|postpon|remov|delet|pencil|slot|fit)[tpl]?ing\b/gi;
/** Verbs whose last letter "-ing" has taken. */
const SHORTENED = /(?:l|v|z|s|t|g|k|n)$/;
const WHOLE = /^(?:cancel|pencil|set|slot|fit|put|shorten|bring|swap|block|book|check)$/i;
const minded = (_: string, verb: string) => `please ${verb}${WHOLE.test(verb) || !SHORTENED.test(verb) ? '' : 'e'}`;

/** "dec 28 - jan 8", "mon - wed". */
const DAY_TO_DAY = new RegExp(
  `(\\b(?:${MONTH} \\d{1,2}(?:st|nd|rd|th)?|\\d{1,2}(?:st|nd|rd|th)? ${MONTH}|mon|tues?|weds?|thu(?:rs?)?))\\s[-\u2013\u2014]\\s(?=(?:${MONTH} \\d|\\d{1,2}(?:st|nd|rd|th)? ${MONTH}\\b|(?:tues?|weds?|thu(?:rs?)?|fri)\\b(?! at\\b)))`,
  'gi',
);

/** "12 nov '26" */
const SHORT_YEAR = new RegExp(
  `(\\b\\d{1,2}(?:st|nd|rd|th)?(?: of)? ${MONTH}|\\b${MONTH} \\d{1,2}(?:st|nd|rd|th)?,?) '(\\d\\d)\\b`,
  'gi',
);

/** From one time to the other; several of them only string words together. */
const ARROW = /\s*(?:[-=]+>|\u2192)\s*/g;

/** What a link to a conference says of the means. */
const MEANS: readonly (readonly [host: string, means: string])[] = [
  ['zoom.us/', ' zoom '],
  ['teams.microsoft.com/', ' on teams '],
  ['meet.google.com/', ' google meet '],
];

/** A message that is nothing but a sign of agreement, or of the opposite. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:\s|\ufe0f|\p{Emoji_Modifier}|👍|👌|✅|✔|🆗|:(?:\+1|thumbsup|ok_hand|white_check_mark|heavy_check_mark|ok):)+$/u,
    'yes',
  ],
  [/^(?:\s|\ufe0f|\p{Emoji_Modifier}|👎|❌|🚫|:(?:-1|thumbsdown|x|no_entry_sign):)+$/u, 'no'],
];
const LONGEST_SIGN = 40;
/** ":x: the 2pm today". */
const STRUCK_OUT =
  /^\s*(?::(?:x|wastebasket|no_entry_sign):|❌|🗑\ufe0f?|🚫)\s*(?=(?:the|my|our|\p{L}+'s|today|tomorrow)\b)/iu;

/** "- cancel …" on a line of its own, "1) cancel … 2) move …". */
const LIST_ITEM =
  /(?:^|\n)\s*(?:[-•*]|\d[.)])\s+(?=\p{L})|(?<=^|\s)[1-9]\)\s+(?=\p{L})|(?<=^1\. .*)\s[2-9]\.\s+(?=\p{L})/gu;

/** "a) cancel … b) 30 minutes with …", "(1) … (2) …": an item in whatever words, where the next one follows. */
const COUNTED_OFF = /(?:^|[\s:])\(?(?:1|a)\)\s.*\s\(?(?:2|b)\)\s/is;
const COUNTED_ITEM = /(?<=^|[\s:])\(?(?:[1-9]|[a-f])\)\s+(?=\S)/gi;

/** "tues, er, weds": taken back, where elsewhere it is only a breath. */
const DAY = '(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*';
const SECOND_THOUGHT = new RegExp(
  `(?<=\\b(?:${DAY}|\\d{1,2}(?:[:.]\\d\\d)?(?: ?[ap]m)?)) ?(?:,|-|\\.+)? ?(?:u+h+|u+m+|er+m*|hm+)\\b[ ,-]+(?=${DAY}\\b|(?:at )?\\d)`,
  'gi',
);

/** Plain text: no markup, no emoji, straight quotes, known slips mended, single spaces; at most {@link READ_LIMIT} long. */
export function normalise(text: string): string {
  const sign = text.length <= LONGEST_SIGN ? SIGNS.find(([pattern]) => pattern.test(text)) : undefined;
  if (sign) return sign[1];
  const plain = filledIn(withoutShouting(text.slice(0, READ_LIMIT).replace(STRUCK_OUT, 'cancel ')))
    .replace(/<mailto:([^|>\s]+)(?:\|[^>]*)?>/gi, ' $1 ')
    .replace(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g, ' <@$1> ')
    .replace(/(?<![\p{L}\d.])@parley\b[,:]?/giu, ' ')
    .replace(/<!subteam\^[^|>]*(?:\|@?([^>]*))?>/g, ' the $1 group ')
    .replace(/<!(?:here|channel|everyone)(?:\|[^>]*)?>|(?<![\p{L}\d.])@(?:here|channel|everyone)\b/giu, ' everyone ')
    .replace(/<[#!][^|>]*\|([^>]*)>/g, ' $1 ')
    .replace(
      /<?\bhttps?:\/\/[^|>\s]+(?:\|[^>]*)?>?/g,
      (link) => MEANS.find(([host]) => link.includes(host))?.[1] ?? ' ',
    )
    .replace(/(?<=[\p{L}\d]) ?[([](?:at|@)[)\]] ?(?=[\p{L}\d-]+\.\p{L}{2,})/giu, '@')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/[\u2018\u2019\u02bc\u00b4`]/g, "'")
    .replace(/[\u201c\u201d\u201e]/g, '"')
    .replace(/(?<=\d|[ap]m)\s[\u2013\u2014]\s(?=\d{1,2}(?::\d\d)?(?:\s?[ap]m)?\b(?!\s?(?:min|h)))/gi, '-')
    .replace(/(?<![\d:.'/-])(\d{1,3})'(?=\s|$|[,.;])/g, '$1 min')
    .replace(/(?<![\d:.-])(\d{1,2})h([0-5]\d)?(\s?(?:-|to)\s?)(\d{1,2})h([0-5]\d)?\b/gi, hoursTo)
    .replace(DAY_TO_DAY, '$1 to ')
    .replace(SHORT_YEAR, '$1 20$2')
    .replace(/\s(?:[\u2013\u2014]|-{2,3})\s|\s?-{2}\s/g, ' , ')
    .replace(/\.{3,}|\u2026/g, ' , ')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/(?<![\d\w]):[a-z+-][a-z0-9_+-]*:(?!\d)/gi, ' ')
    .replace(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f|\u200d/gu, (sign) =>
      /[\d*#]/.test(sign) ? sign : ' ',
    )
    .replace(/\s<-?>\s|\s\u2194\s|(?<=\p{Lu}\p{Ll}+) x (?=\p{Lu}\p{Ll}|me\b)/gu, ' and ')
    .replace(/(?<=\d)\s?~\s?(?=\d)/g, '-')
    .replace(COUNTED_ITEM, (item, _, whole: string) => (COUNTED_OFF.test(whole) ? '; ' : item))
    .replace(LIST_ITEM, '; ')
    .replace(
      / n (?=(?:book|cancel|move|push|schedule|put|add|drop|tell|show|set|mark|bump|accept|decline|new goal)\b)/gi,
      ' and ',
    )
    .replace(/[*~#]/g, ' ')
    .replace(/(^|\s)_+|_+(?=\s|$)/g, '$1')
    .replace(ARROW, (_, __, whole: string) => (whole.match(ARROW)?.length === 1 ? ' moves to ' : ' to '))
    .replace(
      /(?<=\b(?:is|am|are|was|were|been|be|feel|feels|feeling|fell|taken|so|very|too|really|still)|'[ms]) ill\b/gi,
      ' sick',
    )
    .replace(
      /(?<=\S)\s-\s(?=\p{L}|<|\d+ ?(?:m|mins?|minutes?|hrs?|hours?)\b)|(?<=[\p{L}>])\s-\s(?=\S)(?!\d{1,2}(?::\d\d)? ?(?:[ap]m)?\b)/gu,
      ' , ',
    )
    .replace(/\b(mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)(?=\d{1,2}\b)/gi, '$1 ')
    .replace(
      /\b(?:w\/[cb]|week (?:commencing|beginning|starting|ending))\b(?: on)?|\bw\/e(?= (?:the )?\d)/gi,
      'week of',
    )
    .replace(/\bw\/o\b/gi, ' without ')
    .replace(/\bw\/(?=\s*\S)/gi, ' with ')
    .replace(
      /\b(\d{1,2})(?::(\d{2}))?\s?(?:-|bis)\s?(\d{1,2})(?::(\d{2}))?\s?uhr\b/gi,
      (_, h, m, h2, m2) => `${h}:${m ?? '00'}-${h2}:${m2 ?? '00'}`,
    )
    .replace(/\b(\d{1,2})(?::(\d{2}))?\s?uhr\b/gi, (_, h, m) => `${h}:${m ?? '00'}`)
    .replace(/\bb\/w\b/gi, 'between')
    .replace(/\brm\.? ?(?=[A-Z]?\d)/gi, 'room ')
    .replace(/\bch\. ?(?=\d)/gi, 'chapter ')
    .replace(/\bSt\. (?=\p{Lu})/gu, 'St ')
    .replace(/\b(\d{1,3}) (more|extra) (minutes?|mins?|hours?|hrs?)\b/gi, '$1 $3 $2')
    .replace(/\b(\d) ?(?:1\/2|\u00bd)(?= ?(?:hours?|hrs?|h)\b)/gi, '$1.5')
    .replace(/(?<![\d/])1\/2(?= ?(?:an? )?(?:hour|hr|h)\b)|\u00bd(?= ?(?:hour|hr|h)\b)/gi, 'half')
    .replace(
      /\bone[- ](?:on|to|2)[- ]one(s?)\b|\b1(?:-|2|-2-| on | to |-on-|-to-)1(s?)\b(?! ?(?:am|pm|:\d))/gi,
      '1:1$1$2',
    )
    .replace(
      /\b([ap])\.\s?m\b\.?|(?<=(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirty|fifteen|forty[- ]five)) )([ap]) m\b/gi,
      '$1$2m',
    )
    .replace(SECOND_THOUGHT, ', sorry, ')
    .replace(/(?:^|[ ,]+)\b(?:u+h+|u+m+|e+rm*|hm+)\b(?! ?\/)[ ,]*/gi, ' ')
    .replace(/(?<![\d.])(\d{1,2})\.([0-5]\d)(\s?-\s?)(\d{1,2})\.([0-5]\d)(?![\d.])/g, dotted)
    .replace(/(?<![\d.:/-])(\d{1,2})\s?-\s?(\d{1,2})\.([0-5]\d)(?![\d.])/g, '$1-$2:$3')
    .replace(/(?<![\d.:/-])(\d{1,2})\.([0-5]\d)\s?-\s?(\d{1,2})(?![\d.:/])/g, '$1:$2-$3')
    .replace(
      /(?<![\d.])(\d{1,2})\.([0-5]\d)(?=\s*(?:[ap]m|sharp|o'clock|(?:in the |this |tomorrow )?(?:morning|afternoon|evening))\b)/gi,
      '$1:$2',
    )
    .replace(/\b((?:with|and|see|meet|call|w|&) )ty\b(?!@)/gi, '$1Ty')
    .replace(/(?<!\b(?:with|and|see|meet|call|w|&) )\bty\b(?!@|\.\p{L})/giu, 'thanks')
    .replace(/[^\s<>()]+@[^\s<>()]+|[\p{L}\d']+/gu, (word) => (word.includes('@') ? word : mend(word)))
    .replace(
      ORDINAL_DATE,
      (_, lead, tens, word) =>
        `${lead}${(tens ? (TENS[tens.toLowerCase().slice(0, 3)] ?? 0) : 0) + ORDINALS.indexOf(word.toLowerCase()) + 1}th`,
    )
    .replace(/^\s*dear (?:parley|sirs?|madam|team|all|assistant|bot)\b[ ,!.]*/i, '')
    .replace(/\b(?:bang|dead|spot|dot) on (?=\d)|\bkl\.? ?(?=\d)/gi, 'at ')
    .replace(/(?<=\b(?:hours?|hrs?)) ?& ?(?=(?:a )?(?:half|quarter)\b)/gi, ' and ')
    .replace(/(?<![\d,])(\d),(5|25|75)(?= ?(?:hours?|hrs?|h)\b)/gi, '$1.$2')
    .replace(/\b(in|for) like (?=(?:\d|an? |half|one|two|three|four|five|ten)\b)/gi, '$1 ')
    .replace(ATTACHED, ' ')
    .replace(MINDED, minded)
    .replace(/(?<=\b(?:hours?|hrs?|minutes?|mins?)) and a bit\b/gi, '')
    .replace(/\bin (?:exactly|precisely) (?=\p{L}|\d)/giu, 'in ')
    .replace(COURTESY, ' please ')
    .replace(/\b(?:and )?while (?:you're|you are|ur|your|u're|u are) at it\b,?/gi, ' and ')
    .replace(
      /\bif (?:i(?:'m| am) not (?:mistaken|wrong)|i (?:remember|recall)(?: it)? (?:correctly|right(?:ly)?)|memory serves)\b,?/gi,
      ' ',
    )
    .replace(
      /\bwhen(?:ever)? you (?:can|get (?:a|the) (?:chance|sec|second|minute|moment)|have (?:a|the) (?:chance|sec|second|minute|moment|time))\b,?/gi,
      ' ',
    )
    .replace(/\s+/g, ' ')
    .trim();
  return inDigits(withOwners(plain));
}

/** "14h-15h" is a range of times, "2h-3h" one of lengths. */
function hoursTo(
  all: string,
  h1: string,
  m1: string | undefined,
  dash: string,
  h2: string,
  m2: string | undefined,
): string {
  return Number(h2) < 7 || Number(h1) > 23 || Number(h2) > 24 ? all : `${h1}:${m1 ?? '00'}${dash}${h2}:${m2 ?? '00'}`;
}

/** "9.15-9.30" is a range of times, unless both ends may be days of a month. */
function dotted(all: string, h1: string, m1: string, dash: string, h2: string, m2: string): string {
  const month = (minutes: string) => Number(minutes) >= 1 && Number(minutes) <= 12;
  return Number(h1) > 23 || Number(h2) > 23 || (month(m1) && month(m2)) ? all : `${h1}:${m1}${dash}${h2}:${m2}`;
}
