// Lengths of time: "45m", "an hour and a half", "two days later".
import { clockTime } from './clock-time.ts';
import { MOVING } from './date-words.ts';
import { NUMBER, numberOf } from './numbers.ts';
import { markByRules, type Rule } from './rules.ts';
import type { Item, Sketch } from './sketch.ts';

const lasting = (minutes: number): Item | null =>
  minutes > 0 && minutes <= 1440 ? { kind: 'u', minutes: Math.round(minutes) } : null;
const DAYS = '(a|an|one|two|three|four|five|six|\\d{1,2}) (day|week|fortnight)s?';
const shift = ([, count, unit]: readonly (string | undefined)[]): Item => ({
  kind: 'u',
  minutes: numberOf(count) * (/fortnight/i.test(unit ?? '') ? 14 : /week/i.test(unit ?? '') ? 7 : 1) * 1440,
});
/** What makes a bare number something else than minutes. */
const NO_MINUTES = '(?! ?(?:am|pm|:|h|min|people|persons|meetings|times|\\/|\\.\\d|%|-|#))';
const AFTER_TIME = '(?:\\b(?:at|to|from|around|until|till|by|and|or)|@|#d\\d+,?|[\\d:.\\/-])';

/** A time of the day beside the number. */
const CLOCKED = /\d ?[ap]m?\b|\d:\d\d|\b(?:at|@) ?\d|\bnoon\b/i;
/** More than a day has hours: minutes. */
const NO_HOUR = '(25|30|40|45|50|60|75|90|120)\\b';
/** Words under which a bare number after "back" is how far it goes. */
const SENT = /\b(?:move|push|shift|bump|bring|pull|delay|nudge|slide|put|shove|postpone|drag|kick)\b/i;

const LENGTHS: readonly Rule[] = [
  // "15h" and "14h30" are times of the day, "2h" and "1h30" are lengths
  [
    /(?<![\d.:-])(0?[7-9]|1\d|2[0-3])h([0-5]\d)?\b/gi,
    ([, h, m]) => clockTime(Number(h), Number(m ?? 0), undefined, 0, false, true),
  ],
  [new RegExp(`\\b${DAYS}(?= (?:later|earlier|back|forward|sooner)\\b)`, 'gi'), shift],
  [new RegExp(`(?<=\\b(?:back|by|forward|up|off) )${DAYS}\\b(?! from)`, 'gi'), shift],
  [
    new RegExp(`(?<!\\b(?:in|every|once|twice|times) )\\b${DAYS}\\b(?= *(?:$|[,.!]|please\\b|if\\b|because\\b))`, 'gi'),
    (match, { sketch }) => (MOVING.test(sketch.text) || /\b(?:delay|put)\b/i.test(sketch.text) ? shift(match) : null),
  ],
  [/\b(?:an |one |1 )?hour and a half\b/gi, () => lasting(90)],
  [/(?<!\d )\b(?:an? |one )?hour and (?:a )?quarter\b(?! (?:past|to))/gi, () => lasting(75)],
  [
    new RegExp(
      `\\b(an|one|two|three|four|[1-4]) ?(?:hours?|hrs?|h) and (?:(a quarter)|(?:a )?(half)|(${NUMBER})(?: ?(?:minutes?|mins?|m))?)\\b(?! ?(?:past|to|hours?|:))`,
      'gi',
    ),
    ([, h, quarter, half, m]) =>
      lasting(
        numberOf(h) * 60 + (quarter ? 15 : half ? 30 : numberOf(m) > 1 && numberOf(m) < 60 ? numberOf(m) : Number.NaN),
      ),
  ],
  [
    /\b(\w+) and (?:a (half)|(?:a )?(quarter)|three quarters?) hours?\b/gi,
    ([, n, half, quarter]) => lasting(numberOf(n) * 60 + (half ? 30 : quarter ? 15 : 45)),
  ],
  [/\b(?:three|3) quarters of an hour\b/gi, () => lasting(45)],
  [/\bhalf(?:[- ]an?)?[- ](?:hour|hr)\b/gi, () => lasting(30)],
  [/\b(?:a )?quarter(?: of an)? hour\b/gi, () => lasting(15)],
  [
    /\b([1-5])\s?h(?:ours?|rs?)?\s?(?:and )?(\d{1,2})\s?m?(?:in(?:ute)?s?)?\b(?!:)/gi,
    ([, h, m]) => lasting(Number(h) * 60 + Number(m)),
  ],
  [
    new RegExp(
      `(?<=\\b(?:book|schedule|grab|me|us|need|quick|(?<!\\b(?:done|over|out|finished|ends?|ready|home|gone|free|in) )by) )(5|10|15|20|25|30|40|45|50|60|90)\\b${NO_MINUTES}`,
      'gi',
    ),
    ([, n]) => lasting(Number(n)),
  ],
  // "trev 1pm for ninety"
  [
    /(?<=\bfor )(fifteen|twenty|thirty|forty(?:[- ]five)?|sixty|ninety)(?= *(?:$|[,.;!?]|(?:with|on|at|please)\b))/gi,
    ([, n]) => lasting(numberOf(n)),
  ],
  // "1pm for 1:15", "1pm, 1:15 hrs"
  [
    /(?<=\bfor )([1-3]):([0-5]\d)\b(?! ?[ap]m)|(?<!\b(?:at|from|until|till|by|@|#d\d+),? *)\b([1-3]):([0-5]\d) ?(?:hours|hrs)\b/gi,
    ([all = '', h1, m1, h2, m2], { sketch }) =>
      CLOCKED.test(sketch.text.replace(all, ' ')) ? lasting(Number(h1 ?? h2) * 60 + Number(m1 ?? m2)) : null,
  ],
  // "put 45 in with Ken"
  [
    /(?<=\b(?:put|get|fit|squeeze|slot|pencil|stick|pop) )(15|20|25|30|40|45|50|60|90)(?= in\b(?! (?:the|an?)\b))/gi,
    ([, n]) => lasting(Number(n)),
  ],
  [
    new RegExp(`(?<!${AFTER_TIME} *)(?<![\\d:.\\/#-])\\b(15|20|25|30|40|45|50|60|90) (?=with\\b)`, 'gi'),
    ([, n]) => lasting(Number(n)),
  ],
  [
    new RegExp(`(?<=\\b(?:another|an extra|extra) )(5|10|15|20|25|30|40|45|60|90)\\b${NO_MINUTES}`, 'gi'),
    ([, n]) => lasting(Number(n)),
  ],
  [
    /(?<![\d:./#-])\b(15|20|25|30|40|45|50|60|90)(?= (?:is|will be|would be|should be) (?:plenty|enough|loads|ample|sufficient)\b)/gi,
    ([, n]) => lasting(Number(n)),
  ],
  // "bump the standup 15"
  [
    /(?<=^(?:please |can you |could you )?(?:bump|push|delay|nudge|postpone|slide) (?:(?!\b(?:to|at|by|from)\b)[^#\d,.;]){2,40} )(15|20|25|30|40|45|60|90)(?= *(?:$|[.!]|back\b|please\b))/gi,
    ([, n]) => lasting(Number(n)),
  ],
  [/\b(5|10|15|20|25|30|40|45|60|90)(?= (?:earlier|later|sooner|longer|shorter)\b)/gi, ([, n]) => lasting(Number(n))],
  [/(?<=(?:^|[^\d])\+ ?)(15|20|30|45|60)(?= *(?:$|[.!,]|please\b))/g, ([, n]) => lasting(Number(n))],
  // "bring it forward 15", "push it back by 10"
  [
    new RegExp(`(?<=\\b(?:forward|back|up|out|off)(?: by)? )(5|10|15|20|25|30|40|45|50|60|90)\\b${NO_MINUTES}`, 'gi'),
    ([, n], { sketch }) => (SENT.test(sketch.text) ? lasting(Number(n)) : null),
  ],
  // "it should be 90, not 60": no hour of the day
  [
    new RegExp(
      `(?<![\\d:.\\/#-])\\b${NO_HOUR}(?=,? (?:and )?(?:not|instead of|rather than) (?:the )?\\d{2,3}\\b${NO_MINUTES})`,
      'gi',
    ),
    ([, n]) => lasting(Number(n)),
  ],
  [
    new RegExp(
      `(?<![\\d:.\\/#-])\\b(10|15|20)(?=,? (?:and )?(?:not|instead of|rather than) (?:the )?${NO_HOUR}${NO_MINUTES})`,
      'gi',
    ),
    ([, n]) => lasting(Number(n)),
  ],
  [
    new RegExp(`(?<=\\b(?:takes?|lasts?|needs) (?:only |just )*)${NO_HOUR}${NO_MINUTES}`, 'gi'),
    ([, n]) => lasting(Number(n)),
  ],
  // "cut the review to 30", "make the sync 45", "30 min, not 60"
  [
    new RegExp(
      `(?<=\\b(?:cut|shorten|trim|reduce|extend|lengthen|stretch|shrink)\\b[^,.;]{1,60} to )(\\d{2,3})\\b${NO_MINUTES}`,
      'gi',
    ),
    ([, n]) => lasting(Number(n)),
  ],
  [
    new RegExp(
      `(?<=\\bmake (?:it|that|the|my|our|#[dp]\\d+)\\b[^,.;#]{0,40} )(25|30|40|45|50|60|75|90)\\b${NO_MINUTES}`,
      'gi',
    ),
    ([, n]) => lasting(Number(n)),
  ],
  [new RegExp(`(?<=\\bdown to )(\\d{2,3})\\b${NO_MINUTES}`, 'gi'), ([, n]) => lasting(Number(n))],
  [
    new RegExp(
      `(?<=(?:#u\\d+|\\d(?:m| ?min(?:ute)?s?)) ?,? (?:and )?(?:not|instead of|rather than|from) (?:the (?:usual )?)?)(\\d{2,3})\\b${NO_MINUTES}`,
      'gi',
    ),
    ([, n]) => lasting(Number(n)),
  ],
  [/(?<=#u\d+ (?:not|instead of|rather than) )half\b/gi, () => lasting(30)],
  // "anything next week? need 30"
  [
    new RegExp(
      `(?<=\\bneed(?:ing)? (?:about |around |at least |roughly |maybe )?)(15|20|25|30|40|45|50|60|90)\\b${NO_MINUTES}`,
      'gi',
    ),
    ([, n]) => lasting(Number(n)),
  ],
  // "what's open next week for a 45", "a quick 15 with Tim"
  [
    /(?<=\ban? (?:quick |short |brief |solid |full )?)(15|20|25|30|40|45|50|60|90)\b(?= *(?:$|[,.;?!]|#|(?:with|on|at|about|next|this|please|between|before|after|in)\b))/gi,
    ([, n]) => lasting(Number(n)),
  ],
  [new RegExp(`(?<=\\bfor )(25|30|40|45|50|60|90)\\b${NO_MINUTES}`, 'gi'), ([, n]) => lasting(Number(n))],
  [
    /(?<=\b(?:free|spare|open|any|usual|solid|full|whole|entire|clear|quiet|good|decent|proper|clean|quick|single) )(half[- ]?)?hour\b/gi,
    ([, half]) => lasting(half ? 30 : 60),
  ],
  [/(?<=^|\b(?:for|book|need|grab|get) )(?:hr|hour)\b(?= (?:with|on|at|for|#))/gi, () => lasting(60)],
  [/\b(?:an? )?hour[- ]long\b|\bhourlong\b/gi, () => lasting(60)],
  [/\b(?:an? )?(half[- ](?:an )?)?hour-?ish\b/gi, ([, half]) => lasting(half ? 30 : 60)],
  [
    new RegExp(
      `\\b(${NUMBER})[- ]?(?:(?<= )(?:free|spare|clear|solid|straight|uninterrupted|consecutive|quiet) )?(hours?|hrs?|h|minutes?|mins?|min|m|mn)(?:'s)?\\b`,
      'gi',
    ),
    ([all = '', n, unit = '']) =>
      /^an? ?[mh]$/i.test(all) ? null : lasting(numberOf(n) * (/^h/i.test(unit) ? 60 : 1)),
  ],
];

export function recogniseDurations(sketch: Sketch): void {
  markByRules(LENGTHS, { sketch });
}
