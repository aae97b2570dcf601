// Bare numbers: a time where one must stand ("at 3", "after 2 look ok"), minutes where a time stands already.
import { HOUR_WORD, time } from './clock-time.ts';
import { MOVING } from './date-words.ts';
import { numberOf } from './numbers.ts';
import type { Rule } from './rules.ts';
import { ZONE_NAMES } from './zone-names.ts';

/** "at 4:45 for 15", "1pm 30 renewal": with a time already there, these are minutes. */
const MINUTES_AFTER: readonly Rule[] = [
  [
    /(?<=#t\d+ *,? *)(15|20|25|30|40|45|50|60|90)(?= *(?:$|[,.;!?]|\p{L}))(?! ?(?:people|persons?|guests|attendees|of|or|am|pm|st|nd|rd|th|more|seats|to|and|min|h|til)\b)/giu,
    ([, n]) => ({ kind: 'u', minutes: Number(n) }),
  ],
  [
    /(?<=#[a-z]\d+ *, *)(15|20|25|30|40|45|50|60|90)(?=[.! ]*$)/g,
    ([, n], { sketch }) =>
      /#[trs]\d/.test(sketch.text) && !/#u\d/.test(sketch.text) ? { kind: 'u', minutes: Number(n) } : null,
  ],
  [
    /(?<=\bfor )(5|10|15|20)(?= *(?:$|[,.;!?)]|with\b|please\b|on\b))/gi,
    ([, n], { sketch }) => (/#[trs]\d/.test(sketch.text) ? { kind: 'u', minutes: Number(n) } : null),
  ],
];

/** Words behind which a number at the end is no length: a time, a name of something, a bound. */
const NO_LENGTH =
  '\\b(?:at|to|until|till?|by|from|and|or|not|than|of|before|after|past|around|between|on|for|is|was|it|in|room|suite|floor|table|gate|week|version|form|page|phase|number|no|nr|item|part|chapter|level|building|bus|route|unit|line|box|lot|block|stage|sprint|episode|top|over|under|step|day|hall|studio|bay|desk|track|group|year|class|grade|batch|ticket|issue|case|project|flight|act|lesson)';
/** "mon 9.30 with raj 30", "…, google meet, 45": the last word says how long. */
const LAST_MINUTES: Rule = [
  new RegExp(
    `(?<!${NO_LENGTH} +|\\b(?:about|re|regarding|called|titled|named)\\b[^,.;]*)(?<=(?:\\p{L}|#[pzb]\\d+) *,? +)(15|20|25|30|40|45|50|60|90)(?=[.! ]*$)`,
    'giu',
  ),
  ([, n], { sketch }) =>
    /#[trs]\d/.test(sketch.text) && !/#u\d/.test(sketch.text) && !MOVING.test(sketch.text)
      ? { kind: 'u', minutes: Number(n) }
      : null,
];

/** Words before a bare number that is a time … */
const LEADS =
  'hers|theirs|instead of|rather than|not|but|at|@|our|on the dot of|(?:agreed|settled|decided|landed|planned) on|(?:start|begin|finish|end|stop)(?:s|ing)?|going with|go with|around|about|by|till?|until|from|after|before|past|make it|to|for|my|the|say|like|is|between|than|or|be|been|becomes|does|would|do|(?:mon|tues|wednes|thurs|fri)days';
/** … and what may follow it. */
const FOLLOWERS = `and|but|or|not|rather|by|becomes|still|so|sharp|that day|with|on|in|at the|please|for|instead|if|today|work|free|then|no|works|ok|doesn't|won't|isn't|can't|slot|meeting|call|to|about|wait|sorry|actually|maybe|open|available|would|until|till|til|is|be|me|tomorrow|though|onwards?|okay|because|cos|as|when|(?:${ZONE_NAMES})\\b`;
const TAIL = `(?= *(?:$|[,.;:!?)]|#|(?:${FOLLOWERS})\\b))`;
/** Nouns that are counted: "2 people", "3 more slots". */
const COUNTED =
  '(?:percent|people|persons|of (?:us|them)|min|minute|hours?|hrs?|day|week|month|year|working|business|more|other|new|back-to-back|\\d)';
/** Words that end in s and are no plurals. */
const SINGULAR =
  '(?:is|falls|needs|moves|goes|starts|clashes|conflicts|gets|ends|comes|looks|seems|suits|was|as|has|this|does|thanks|us|pls|works|plus|yes|unless|perhaps|always)\\b';
const bareHour = (h: string | undefined) => (numberOf(h) >= 1 && numberOf(h) <= 23 ? time(h) : null);

/** Bare numbers, only where a time must stand. */
const BARE: readonly Rule[] = [
  [
    new RegExp(
      `(?<=(?:^|[^\\w#])(?:${LEADS}|#d\\d+,?|#b\\d+) *)(?<!\\bof (?:the|my|our|these|those) +)((?<!\\b(?:the|my|our|that|this) +(?:#[db]\\d+(?: 's)? *){0,2})one\\b|(?!one\\b)(?:\\d{1,2}|${HOUR_WORD}))(?![:.]\\d)(?!(?<=\\bfor \\w+) *#u)${TAIL}(?! *(?:people|persons|of (?:us|them)|days|weeks|percent|%|#[db]\\d+ (?:meetings|calls|interviews|appointments|sessions|chats|1:1s|demos|reviews)\\b))`,
      'gi',
    ),
    ([, h]) => bareHour(h),
  ],
  [
    new RegExp(
      `(?<=(?:\\b(?:at|around|before|after|past|since|until|till?)|@|#d\\d+,?) *)(\\d{1,2})(?![:.\\d]|[\\p{L}%])(?! *(?:#u|%|x\\b|-|\\/|${COUNTED}))(?! (?!${SINGULAR})\\p{L}+s\\b)`,
      'giu',
    ),
    ([, h]) => bareHour(h),
  ],
  [new RegExp(`(?<=^|no,? )(\\d{1,2})(?![:.]\\d)${TAIL}`, 'gi'), ([, h]) => bareHour(h)],
  [new RegExp(`(?<![#\\d:.])\\b(${HOUR_WORD}|\\d{1,2})(?= (?:sharp|on the dot)\\b)`, 'gi'), ([, h]) => bareHour(h)],
  // "tomorrow's 10 doesn't work"
  [new RegExp(`(?<=#d\\d+ 's )(\\d{1,2})(?![:.]\\d)${TAIL}`, 'g'), ([, h]) => bareHour(h)],
  // "he wants 12 instead of 11"
  [
    new RegExp(`(?<![#\\d:.])\\b(${HOUR_WORD}|\\d{1,2})(?=,? (?:instead of|rather than|not) (?:at )?#t\\d)`, 'gi'),
    ([, h]) => bareHour(h),
  ],
  // "lock in 2 this afternoon"
  [
    /(?<=\b(?:lock|put|pencil|squeeze|slot|fit|pop|book) (?:\p{L}+ )?in )(\d{1,2})(?= #d\d+ #b\d+)/giu,
    ([, h], { sketch }) => (/#[trs]\d/.test(sketch.text) ? null : bareHour(h)),
  ],
  // "eight in the morning", "9 tomorrow morning"
  [
    new RegExp(
      `(?<![#\\d:.]|\\b(?:the|that|this|which|or|of|to|in) )\\b(${HOUR_WORD}|\\d{1,2})(?= (?:#b\\d+|#d\\d+ #b\\d+))`,
      'gi',
    ),
    ([, h], { sketch }) => (/#[trs]\d/.test(sketch.text) ? null : bareHour(h)),
  ],
  [
    new RegExp(
      `(?<=\\b(?:sorry|actually|i mean|i meant|wait|rather|make that|correction|oops),? +)(\\d{1,2})(?![:.]\\d)${TAIL}`,
      'gi',
    ),
    ([, h], { sketch }) => (/#[tr]\d/.test(sketch.text) ? bareHour(h) : null),
  ],
  [/(?<=\b(?:give|offer) (?:him|her|them|us|#p\d+) )(\d{1,2})(?= (?:instead|then)\b)/gi, ([, h]) => bareHour(h)],
  [/(?<=#p\d+ )(\d{1,2})(?= *(?:$|[,;]))/g, ([, h], { sketch }) => (/#[tr]\d/.test(sketch.text) ? bareHour(h) : null)],
];

/** "three works for him": a time that suits somebody. */
const SUITING: readonly Rule[] = [
  [
    new RegExp(
      `(?<![#\\d:.]|\\bof |\\b(?:which|what|any|that|this|the|no) )\\b(${HOUR_WORD}|\\d{1,2})(?= (?:works|suits|(?:is|would be|looks) (?:fine|good|ok|okay|better|best|perfect|great)|does it)(?: (?:for|with|by))?\\b)(?!one\\b)`,
      'gi',
    ),
    ([, h]) => bareHour(h),
  ],
  // "she only has 11 free"
  [
    new RegExp(
      `(?<=\\bonly (?:has|have|got|'s got|has got) )(${HOUR_WORD}|\\d{1,2})(?= (?:free|open|left|available)\\b)`,
      'gi',
    ),
    ([, h]) => bareHour(h),
  ],
];

/** In the order in which they may swallow each other; those after {@link SUITING_TIMES} need no order. */
export const BARE_TIMES: readonly Rule[] = [...MINUTES_AFTER, LAST_MINUTES, ...BARE];
export const SUITING_TIMES: readonly Rule[] = SUITING;
