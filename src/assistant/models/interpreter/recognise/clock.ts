// Clock times, ranges of them and parts of the day. A time without am or pm stays unsure here; the reading that follows
// working hours is kept with it.
import { BARE_TIMES, SUITING_TIMES } from './bare-times.ts';
import { clockTime, HOUR_WORD, type Manner, time } from './clock-time.ts';
import { MOVING } from './date-words.ts';
import { numberOf } from './numbers.ts';
import { markByRules, type Rule } from './rules.ts';
import type { Item, PartOfDay, Sketch } from './sketch.ts';

const HOUR = `(\\d{1,2}|${HOUR_WORD})`;
const UNTIL = '(?:-|to|til|till|until)';

interface Ground {
  readonly sketch: Sketch;
  /** The user's, an IANA name. */
  readonly zone: string;
}

const isLoose = (said: string | undefined): Manner => ({ loose: /ish/i.test(said ?? '') });
const sure = (minute: number): Item => ({ kind: 't', minute, sure: true });
/** Where many people's own language takes "half 3" for 2:30. */
const HALF_TO =
  /^Europe\/(?:Amsterdam|Belgrade|Berlin|Bratislava|Brussels|Budapest|Busingen|Copenhagen|Helsinki|Kiev|Kyiv|Ljubljana|Luxembourg|Mariehamn|Minsk|Moscow|Oslo|Podgorica|Prague|Riga|Sarajevo|Skopje|Stockholm|Tallinn|Vaduz|Vienna|Vilnius|Warsaw|Zagreb|Zurich)$|^Atlantic\/Reykjavik$/;
/** Where clocks have 24 hours: 7:45 is in the morning. */
const LONG_CLOCKS = /^Europe\/(?!London|Dublin|Belfast|Jersey|Guernsey|Isle_of_Man|Gibraltar|Malta)/;
const halfTo = (zone: string): boolean => HALF_TO.test(zone);
const part = (of: PartOfDay): Item => ({ kind: 'b', part: of });

const WORDS: readonly Rule<Ground>[] = [
  [
    /\b(?:in the |during the )?(?:early |late )?mornings?\b|\bbefore lunch(?:time)?\b(?! with)/gi,
    () => part('morning'),
  ],
  // "friday first half"
  [
    /(?<=#d\d+,? (?:in (?:the )?)?)(first|second) half(?: of (?:the )?day)?(?! of\b)/gi,
    ([, half]) => part(/first/i.test(half ?? '') ? 'morning' : 'afternoon'),
  ],
  [
    /\b(?:in the |during the )?(?:early |late )?afternoons?\b|\b(?:after|post)[- ]lunch(?:time)?\b(?! with)/gi,
    () => part('afternoon'),
  ],
  [
    /\b(?:in the |during the )?(?:early |late )?evenings?\b|(?<=(?:#d\d+|\bthis|\bthe) *)eve\b|\bat night\b/gi,
    () => part('evening'),
  ],
  [/\b(?:at )?(?:12 )?noon(?:-?ish)?\b|\bmidday(?:-?ish)?\b/gi, () => sure(12 * 60)],
  [/\bmidnight\b/gi, () => sure(0)],
  [/\b(?:eod|end of (?:the )?day|cob|close of business)\b/gi, () => sure(18 * 60)],
  [
    new RegExp(
      `\\b(half|quarter|five|ten|twenty|5|10|15|20|25) (past|after|to|before|of|till) ${HOUR}(?: ?(am|pm))?\\b(?! ?(?:min|h|:))`,
      'gi',
    ),
    ([, amount = '', way = '', h, half]) => {
      if (/^\d/.test(amount) && /^(?:after|before|of|to)$/i.test(way)) return null;
      const minutes = /half/i.test(amount) ? 30 : /quarter/i.test(amount) ? 15 : numberOf(amount);
      return clockTime(numberOf(h), 0, half, /past|after/i.test(way) ? minutes : -minutes);
    },
  ],
  [
    new RegExp(`\\bhalf ${HOUR}\\b(?! ?(?:min|h|day))`, 'gi'),
    ([, h], { zone }) => {
      const past = clockTime(numberOf(h), 0, undefined, 30);
      const to = halfTo(zone) ? clockTime(numberOf(h), 0, undefined, -30) : null;
      return past?.kind === 't' && to?.kind === 't' ? { ...past, or: to.minute } : past;
    },
  ],
  [
    new RegExp(
      `\\b(${HOUR_WORD})[- ](fifteen|twenty|twenty[- ]five|thirty|forty|forty[- ]five|fifty)(?: ?(am|pm))?\\b(?! ?(?:min|h|people|-))`,
      'gi',
    ),
    ([, h, m, half]) => time(h, m, half),
  ],
  [
    /(?<=#d\d+ *,? *)(am|pm)\b(?! (?:i|we)\b)|^(?:in the )?(am|pm)(?=[.! ]*$)|\bin the (am|pm)\b/gi,
    ([all = '']) => part(/am/i.test(all) ? 'morning' : 'afternoon'),
  ],
];

/** "1 to 3" alone, after a day or before "with": without a verb of moving it is a stretch. */
const BARE_RANGE =
  /(?<=(?:^|#d\d+ ?,?|,|\b(?:block|out|hold|reserve|book|keep|either|or|free|open|available|anything|anytime|only|say)) *)(\d{1,2} (?:to|til|till|until) \d{1,2})(?= *(?:$|[,.;!?]|#|(?:with|on|for|re|about|please|or|is|works?)\b))/gi;

const RANGES: readonly Rule[] = [
  [
    new RegExp(
      `(?<![\\d:.])\\b(?:from |between )?(\\d{1,2})(?:[:.h](\\d{2}))? ?(am|pm|a|p)? ?(?:${UNTIL}|and) ?(\\d{1,2})(?:[:.h](\\d{2}))? ?(am|pm|a|p)?\\b(?![/\\d]|[:.]\\d|-\\d)`,
      'gi',
    ),
    ([all = '', h1, m1, half1, h2, m2, half2]) => {
      const spoken = /^(?:from|between) |\d ?(?:am|pm)|\d[:.h]\d\d|-/i.test(all);
      if (!spoken || (/ and /i.test(all) && !/^between/i.test(all))) return null;
      const to = time(h2, m2, half2);
      const from = time(h1, m1, half1);
      if (to?.kind !== 't' || from?.kind !== 't') return null;
      let start = from.minute;
      if (!half1 && half2 && Number(h1) <= 12) {
        const morning = (Number(h1) % 12) * 60 + Number(m1 ?? 0);
        const same = morning + (/^p/i.test(half2) ? 12 * 60 : 0);
        start = same < to.minute ? same : morning;
      }
      const end = !half2 && to.minute <= start && Number(h2) < 12 ? to.minute + 12 * 60 : to.minute;
      return end > start && end <= 1440 ? { kind: 'r', from: start, to: end, sure: from.sure || to.sure } : null;
    },
  ],
];

/** "1500-1545 thursday" */
const LONG_RANGES: readonly Rule[] = [
  [
    /(?<=^|#[db]\d+ *,? *|\b(?:from|at|for|block|hold|reserve) )([01]\d|2[0-3])([0-5]\d) ?(?:-|to|till?|until) ?([01]\d|2[0-3])([0-5]\d)\b(?! ?(?:people|min|%|-))/gi,
    ([, h1, m1, h2, m2]) =>
      stretch(time(h1, m1, undefined, { long: true }), time(h2, m2, undefined, { long: true }), true),
  ],
];

/** What stands before a number with two decimals, or behind it, that is no time. */
const VERSIONED =
  'release|version|section|chapter|item|draft|point|python|java|node|ios|android|sprint|milestone|phase|step|clause|paragraph|figure|table|room|v|build|at least|under|over|(?<!instead )of';
const MEASURED =
  'k|km|m|cm|mm|miles?|kg|g|h|hrs?|hours?|days?|weeks?|months?|years?|million|mil|bn|billion|eur|usd|gbp|euros?|dollars?|pounds?|bucks|percent|points?|x|times|release|version|update|launch|rollout|upgrade|migration|build|beta|firmware|spec|api|people|per';
const CLOCKED = /#[tr]\d|\d:\d\d|\d ?[ap]m\b|\b(?:at|@) ?\d|\bnoon\b/i;

/** Times that show themselves by their shape. */
const SHAPED: readonly Rule<Ground>[] = [
  [/\b(1[0-2]|0?[1-9])([0-5]\d) ?(am|pm)\b/gi, ([, h, m, half]) => time(h, m, half)],
  [
    /(?<=\bat |\bmake (?:it|that) (?:at )?|#d\d+ *,? *)(1[0-2]|[1-9])([0-5]\d)\b(?! ?(?:people|min|h\b|%|\/| ?\p{Lu}))/gu,
    ([, h, m]) => time(h, m),
  ],
  [
    /(?<=\p{L} )(1[0-2]|[1-9])([0-5]\d)(?=[.! ]*$)/gu,
    ([, h, m], { sketch }) => (MOVING.test(sketch.text) ? time(h, m) : null),
  ],
  [
    /(?<=\b(?:at|from|start(?:ing)?|begin(?:ning)?|till?|until|around|by) |#[db]\d+ *,? *|^)(\d{1,2})\.([0-5]\d)\b(?!\.?\d)|(?<![\d.:$€£])(?<!\b(?:release|version|section|chapter|item|draft) )\b(\d{1,2})\.([0-5][05])(?= #d\d)/gi,
    ([, h1, m1, h2, m2]) => time(h1 ?? h2, m1 ?? m2),
  ],
  // "call Raj 10.15 tomorrow", "the 9.30": no date, version or amount
  [
    new RegExp(
      `(?<![\\d.:$€£/-])(?<!\\b(?:${VERSIONED}) )\\b([1-9]|1\\d|2[0-3])\\.([0-5][05])(-?ish)?\\b(?!\\.?\\d|%| ?(?:${MEASURED})\\b)`,
      'gi',
    ),
    ([all = '', h, m, ish], { sketch }) =>
      Number(m) <= 12 && CLOCKED.test(sketch.text.replace(all, ' ')) ? null : time(h, m, undefined, isLoose(ish)),
  ],
  [
    /(?<=\b(?:at|from|until|till|for) |@ ?|#d\d+ *,? *)([01]\d|2[0-3])([0-5]\d)\b(?! ?(?:people|min|h\b))|^([01]\d|2[0-3])([0-5]\d)(?= *,? *#d)/gi,
    ([, h1, m1, h2, m2]) => time(h1 ?? h2, m1 ?? m2, undefined, { long: true }),
  ],
  [/\b(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)(?:ish)?\b/gi, ([all, h, m, half]) => time(h, m, half, isLoose(all))],
  [/\b(\d{1,2})(?:[:.](\d{2}))?([ap])\b/gi, ([, h, m, half]) => time(h, m, half)],
  [
    new RegExp(`\\b(${HOUR_WORD})(?: (thirty|fifteen|forty[- ]five))? ?(am|pm)\\b`, 'gi'),
    ([, h, m, half]) => time(h, m, half),
  ],
  [
    /(?<![\d:])(\d{1,2}):(\d{2})(?::\d\d)?(?:ish| ?(?:hrs|hours|h)\b)?(?![\d:])/gi,
    ([all, h = '', m], { zone }) =>
      time(h, m, undefined, { ...isLoose(all), long: h.startsWith('0') || (h === '7' && LONG_CLOCKS.test(zone)) }),
  ],
  [/^(\d{1,2}) (00|15|30|45)\b(?! ?(?:m|min|mins|minutes?|h|people|with)\b)/gi, ([, h, m]) => time(h, m)],
  [/\b(\d{1,2})h(\d{2})?\b/gi, ([, h, m]) => time(h, m, undefined, { long: true })],
  [/\b([01]\d|2[0-3])([0-5]\d) ?(?:hrs|hours|h)\b/gi, ([, h, m]) => time(h, m, undefined, { long: true })],
  [
    new RegExp(`\\b${HOUR} ?(?:o'clock|oclock|o clock|-?ish)(?: ?(am|pm))?(?![\\w])`, 'gi'),
    ([all, h, half]) => time(h, undefined, half, isLoose(all)),
  ],
];

const stretch = (from: Item | undefined | null, to: Item | undefined | null, certain: boolean): Item | null =>
  from?.kind === 't' && to?.kind === 't' && to.minute > from.minute
    ? { kind: 'r', from: from.minute, to: to.minute, sure: certain || from.sure }
    : null;

/** "we start 10 and finish 10:50". */
const BEGUN_AND_ENDED: readonly Rule[] = [
  [
    /\b(?:(?:we|it|they|which|that)(?:'ll| will| would)? )?(?:start|begin)(?:s|ing)?(?: at| from| ?:)? #t(\d+)[.,;/|]? *(?:and|then|&|,)? *(?:(?:we|it|i|they)(?:'ll| will| would)? )?(?:be )?(?:finish|end|stop|done|wrap|over)(?:s|es|ing|ping)?(?: up)?(?: by| at| ?:)? #t(\d+)/gi,
    ([, i, j], { sketch }) => (MOVING.test(sketch.text) ? null : stretch(sketch.at('t', i), sketch.at('t', j), false)),
  ],
];

/** "#t0 - #t1": two times that belong together. */
const JOINED: readonly Rule[] = [
  [
    /#t(\d+) ?- ?(\d{1,2})\b(?![:.\d])/g,
    ([, i, h], { sketch }) => stretch(sketch.at('t', i), clockTime(Number(h), 0, undefined), true),
  ],
  // "11 to quarter to 12"
  [
    new RegExp(`(?<![#\\d:.])\\b(\\d{1,2}) ?${UNTIL} ?#t(\\d+)`, 'g'),
    ([, h, i], { sketch }) =>
      MOVING.test(sketch.text) ? null : stretch(clockTime(Number(h), 0, undefined), sketch.at('t', i), false),
  ],
  // "between eleven and one"
  [
    new RegExp(`\\bbetween (?:#t(\\d+)|(${HOUR_WORD})) and (?:#t(\\d+)|(${HOUR_WORD}))\\b`, 'gi'),
    ([, i, from, j, to], { sketch }) =>
      stretch(i ? sketch.at('t', i) : time(from), j ? sketch.at('t', j) : time(to), false),
  ],
  [
    new RegExp(`#t(\\d+) *${UNTIL} *#t(\\d+)`, 'g'),
    ([, i, j], { sketch }) => (MOVING.test(sketch.text) ? null : stretch(sketch.at('t', i), sketch.at('t', j), false)),
  ],
  [/\bbetween #t(\d+) *& *#t(\d+)/g, ([, i, j], { sketch }) => stretch(sketch.at('t', i), sketch.at('t', j), false)],
];

export function recogniseClock(sketch: Sketch, zone: string): void {
  markByRules(WORDS, { sketch, zone });
  if (!MOVING.test(sketch.text)) sketch.text = sketch.text.replace(BARE_RANGE, 'from $1');
  for (const rules of [LONG_RANGES, RANGES, SHAPED, BARE_TIMES, SUITING_TIMES, BEGUN_AND_ENDED, JOINED])
    markByRules<Ground>(rules, { sketch, zone });
}
