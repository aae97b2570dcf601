// First stage: what Slack sends and what thumbs type becomes plain words. Names keep their case; nothing is understood yet.

import { oneSlip } from './slip.ts';

/** Only this much of a message is read: a wish fits into it, a flood does not. */
export const READ_LIMIT = 1500;

const SPELLINGS: Readonly<Record<string, string>> = {
  tmrw: 'tomorrow',
  tmr: 'tomorrow',
  tmw: 'tomorrow',
  tmrrw: 'tomorrow',
  tmorrow: 'tomorrow',
  tomorow: 'tomorrow',
  tommorow: 'tomorrow',
  tommorrow: 'tomorrow',
  '2moro': 'tomorrow',
  '2morrow': 'tomorrow',
  '2mrw': 'tomorrow',
  nxt: 'next',
  nex: 'next',
  ths: 'this',
  mtg: 'meeting',
  mtgs: 'meetings',
  mtng: 'meeting',
  meetin: 'meeting',
  meting: 'meeting',
  appt: 'appointment',
  resched: 'reschedule',
  reschd: 'reschedule',
  cxl: 'cancel',
  canel: 'cancel',
  cancle: 'cancel',
  cancell: 'cancel',
  shedule: 'schedule',
  schedual: 'schedule',
  scedule: 'schedule',
  sched: 'schedule',
  bok: 'book',
  boook: 'book',
  pls: 'please',
  plz: 'please',
  plse: 'please',
  thx: 'thanks',
  thnx: 'thanks',
  ty: 'thanks',
  u: 'you',
  ur: 'your',
  wth: 'with',
  wiht: 'with',
  wit: 'with',
  hlaf: 'half',
  afternon: 'afternoon',
  aft: 'afternoon',
  arvo: 'afternoon',
  mornin: 'morning',
  wk: 'week',
  wknd: 'weekend',
  wkend: 'weekend',
  wks: 'weeks',
  tonite: 'today evening',
  tonight: 'today evening',
  w: 'with',
  tomoro: 'tomorrow',
  tmoro: 'tomorrow',
  nvm: 'never mind',
  tday: 'today',
  '2day': 'today',
  todya: 'today',
  wanna: 'want to',
  gonna: 'going to',
  lets: "let's",
  dont: "don't",
  cant: "can't",
  whats: "what's",
  hows: "how's",
  im: "i'm",
  ill: "i'll",
  id: "i'd",
  teh: 'the',
  adn: 'and',
  yea: 'yes',
  yeah: 'yes',
  yep: 'yes',
  yup: 'yes',
  nope: 'no',
  nah: 'no',
  avail: 'available',
  gimme: 'give me',
  lemme: 'let me',
  gotta: 'have to',
  kindly: 'please',
  n: 'and',
  r: 'are',
  rsch: 'reschedule',
  resch: 'reschedule',
  prepone: 'bring forward',
  preponed: 'bring forward',
  setup: 'set up',
  cal: 'calendar',
  wats: "what's",
  wat: 'what',
  todays: "today's",
  tomorrows: "tomorrow's",
  tonights: "tonight's",
  morn: 'morning',
  aftn: 'afternoon',
  lookin: 'looking',
  doin: 'doing',
  goin: 'going',
  comin: 'coming',
  smth: 'something',
  sth: 'something',
  pres: 'presentation',
  intv: 'interview',
  conf: 'conference',
  cancelation: 'cancel',
  cancellation: 'cancel',
  bday: 'birthday',
  tho: 'though',
  thru: 'through',
  btwn: 'between',
  bw: 'between',
  abt: 'about',
  frm: 'from',
  bc: 'because',
  cuz: 'because',
  coz: 'because',
  ofc: 'of course',
  nvmd: 'never mind',
  hrs: 'hours',
  hv: 'have',
  havr: 'have',
  mins: 'minutes',
  wont: "won't",
  isnt: "isn't",
  doesnt: "doesn't",
  didnt: "didn't",
  wouldnt: "wouldn't",
  couldnt: "couldn't",
  shouldnt: "shouldn't",
  youre: "you're",
  theyre: "they're",
  ive: "i've",
  thats: "that's",
  theres: "there's",
  wheres: "where's",
  whens: "when's",
  whos: "who's",
  convo: 'conversation',
};

/** Words whose single slips are mended: long enough that no other word or name lies one slip away. */
const MENDED = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'saturday',
  'sunday',
  'friday',
  'tomorrow',
  'cancel',
  'schedule',
  'reschedule',
  'meeting',
  'available',
  'availability',
  'afternoon',
  'morning',
  'evening',
  'minutes',
  'january',
  'february',
  'september',
  'october',
  'november',
  'december',
  'calendar',
];
const KNOWN = new Set([
  ...MENDED,
  'meetings',
  'cancels',
  'schedules',
  'scheduled',
  'tuesdays',
  'mondays',
  'fridays',
  'sundays',
  'mornings',
  'evenings',
  'minute',
  'greeting',
  'seeding',
  'feeding',
  'heeding',
  'meting',
  'learning',
  'warning',
  'mooring',
  'meaning',
  'beeting',
]);

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
  /\b(?:do me a favou?r(?: and|,)?|be a dear(?: and|,)?|be so kind(?: as to| and)?|i was (?:wondering|hoping) if you (?:could|can|would)|(?:is|would) it (?:be )?possible (?:for you )?to|(?:are you|would you be) able to|(?:i(?:'d| would) (?:really |very much |greatly )?(?:appreciate it|be (?:very |so |most )?(?:grateful|thankful|glad|happy)|love it)|it (?:would|'d) be (?:really |very |so )?(?:great|good|nice|awesome|helpful|lovely|cool|ideal|perfect|wonderful|amazing)) if you (?:could|can|would)|would you be so (?:kind|good) (?:as to|and)|any chance you (?:can|could)|is there any way (?:you can|you could|to))\b/gi;

/** From one time to the other; several of them only string words together. */
const ARROW = /\s*(?:[-=]+>|\u2192)\s*/g;

/** A message that is nothing but a sign of agreement, or of the opposite. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:\s|\ufe0f|\p{Emoji_Modifier}|👍|👌|✅|✔|🆗|:(?:\+1|thumbsup|ok_hand|white_check_mark|heavy_check_mark|ok):)+$/u,
    'yes',
  ],
  [/^(?:\s|\ufe0f|\p{Emoji_Modifier}|👎|❌|🚫|:(?:-1|thumbsdown|x|no_entry_sign):)+$/u, 'no'],
];
const LONGEST_SIGN = 40;

/** "- cancel …" on a line of its own, "1) cancel … 2) move …". */
const LIST_ITEM = /(?:^|\n)\s*(?:[-•*]|\d[.)])\s+(?=\p{L})|(?<=^|\s)[1-9]\)\s+(?=\p{L})/gu;

/** Plain text: no markup, no emoji, straight quotes, known slips mended, single spaces; at most {@link READ_LIMIT} long. */
export function normalise(text: string): string {
  const sign = text.length <= LONGEST_SIGN ? SIGNS.find(([pattern]) => pattern.test(text)) : undefined;
  if (sign) return sign[1];
  return text
    .slice(0, READ_LIMIT)
    .replace(/<mailto:([^|>\s]+)(?:\|[^>]*)?>/gi, ' $1 ')
    .replace(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g, ' <@$1> ')
    .replace(/<[#!][^|>]*\|([^>]*)>/g, ' $1 ')
    .replace(/<(https?:[^|>\s]+)(?:\|[^>]*)?>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/[\u2018\u2019\u02bc\u00b4`]/g, "'")
    .replace(/[\u201c\u201d\u201e]/g, '"')
    .replace(/(?<=\d|[ap]m)\s[\u2013\u2014]\s(?=\d{1,2}(?::\d\d)?(?:\s?[ap]m)?\b(?!\s?(?:min|h)))/gi, '-')
    .replace(/\s(?:[\u2013\u2014]|-{2,3})\s|\s?-{2}\s/g, ' , ')
    .replace(/\.{3,}|\u2026/g, ' , ')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/(?<![\d\w]):[a-z][a-z0-9_+-]*:(?!\d)/gi, ' ')
    .replace(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f|\u200d/gu, (sign) =>
      /[\d*#]/.test(sign) ? sign : ' ',
    )
    .replace(/(?<=\d)\s?~\s?(?=\d)/g, '-')
    .replace(LIST_ITEM, '; ')
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
    .replace(/\bw\/o\b/gi, ' without ')
    .replace(/\bw\/(?=\s*\S)/gi, ' with ')
    .replace(
      /\b(\d{1,2})(?::(\d{2}))?\s?(?:-|bis)\s?(\d{1,2})(?::(\d{2}))?\s?uhr\b/gi,
      (_, h, m, h2, m2) => `${h}:${m ?? '00'}-${h2}:${m2 ?? '00'}`,
    )
    .replace(/\b(\d{1,2})(?::(\d{2}))?\s?uhr\b/gi, (_, h, m) => `${h}:${m ?? '00'}`)
    .replace(/\bb\/w\b/gi, 'between')
    .replace(/\b(\d{1,3}) (more|extra) (minutes?|mins?|hours?|hrs?)\b/gi, '$1 $3 $2')
    .replace(/(?<![\d/])1\/2(?= ?(?:an? )?(?:hour|hr|h)\b)|\u00bd(?= ?(?:hour|hr|h)\b)/gi, 'half')
    .replace(
      /\bone[- ](?:on|to|2)[- ]one(s?)\b|\b1(?:-|2|-2-| on | to |-on-|-to-)1(s?)\b(?! ?(?:am|pm|:\d))/gi,
      '1:1$1$2',
    )
    .replace(/\b([ap])\.\s?m\b\.?/gi, '$1m')
    .replace(/(?<![\d.])(\d{1,2})\.([0-5]\d)(\s?-\s?)(\d{1,2})\.([0-5]\d)(?![\d.])/g, dotted)
    .replace(
      /(?<![\d.])(\d{1,2})\.([0-5]\d)(?=\s*(?:[ap]m|sharp|o'clock|(?:in the |this |tomorrow )?(?:morning|afternoon|evening))\b)/gi,
      '$1:$2',
    )
    .replace(/[\p{L}\d']+(?![\p{L}\d@.-]*@)/gu, mend)
    .replace(
      ORDINAL_DATE,
      (_, lead, tens, word) =>
        `${lead}${(tens ? (TENS[tens.toLowerCase().slice(0, 3)] ?? 0) : 0) + ORDINALS.indexOf(word.toLowerCase()) + 1}th`,
    )
    .replace(COURTESY, ' please ')
    .replace(
      /\bwhen(?:ever)? you (?:can|get (?:a|the) (?:chance|sec|second|minute|moment)|have (?:a|the) (?:chance|sec|second|minute|moment|time))\b,?/gi,
      ' ',
    )
    .replace(/\s+/g, ' ')
    .trim();
}

/** "9.15-9.30" is a range of times, unless both ends may be days of a month. */
function dotted(all: string, h1: string, m1: string, dash: string, h2: string, m2: string): string {
  const month = (minutes: string) => Number(minutes) >= 1 && Number(minutes) <= 12;
  return Number(h1) > 23 || Number(h2) > 23 || (month(m1) && month(m2)) ? all : `${h1}:${m1}${dash}${h2}:${m2}`;
}

function mend(word: string): string {
  const low = word.toLowerCase();
  const spelt = Object.hasOwn(SPELLINGS, low) ? SPELLINGS[low] : undefined;
  if (spelt !== undefined) return spelt === low ? word : spelt;
  if (low.endsWith("'s")) return `${mend(word.slice(0, -2))}'s`;
  if (low.length < 6 || KNOWN.has(low)) return word;
  for (const right of MENDED)
    if (Math.abs(right.length - low.length) < 2 && right[0] === low[0] && oneSlip(low, right)) return right;
  return word;
}
