// Third stage: one sketch of the sentence, every recogniser in the order in which they may swallow each other.
import type { Situation } from '../../../situation.ts';
import { type Day, mondayOf, wallOf } from '../calendar.ts';
import { normalise } from '../text/normalise.ts';
import { markAbroad } from './abroad.ts';
import { dayFirst } from './calendar-dates.ts';
import { MOVING } from './date-words.ts';
import { recogniseDates } from './dates.ts';
import { ended } from './endings.ts';
import { isFirstName } from './first-names.ts';
import { namedGroups } from './groups.ts';
import { recogniseIdentity } from './identity.ts';
import { mayBeName } from './names.ts';
import { recogniseAddresses, recogniseNames } from './people.ts';
import { PLACE_NOUNS } from './places.ts';
import { pronouns } from './pronouns.ts';
import { withoutReporters } from './reporters.ts';
import { Sketch } from './sketch.ts';
import { recogniseStreets } from './streets.ts';
import { suited } from './suiting.ts';
import { recogniseTimes } from './times.ts';
import { toldTwice } from './twice-told.ts';
import { cityZone } from './zone-names.ts';

export function sketchOf(text: string, situation: Situation): Sketch {
  const sketch = new Sketch(normalise(text));
  recogniseAddresses(sketch);
  recogniseStreets(sketch);
  recogniseDates(
    sketch,
    wallOf(situation.now, situation.zone),
    dayFirst(situation.locale, situation.zone),
    situation.zone,
  );
  recogniseTimes(sketch, situation.now, situation.zone);
  sketch.tidy();
  markAbroad(sketch, situation.now, situation.zone);
  sketch.text = sketch.text.replace(PUT_IN, (all, name: string) => (isSomebody(name) ? `book ${name}` : all));
  recogniseNames(sketch, situation);
  recogniseIdentity(sketch);
  withoutReporters(sketch);
  namedGroups(sketch);
  correct(sketch);
  plain(sketch);
  sketch.tidy();
  ended(sketch);
  toldTwice(sketch, situation.zone);
  suited(sketch);
  pronouns(sketch);
  sameWeek(sketch);
  sameDay(sketch);
  return sketch;
}

/** "book in Trev", where "in Oslo" is a place. */
const isSomebody = (name: string) =>
  mayBeName(name) && (isFirstName(name) || (/^\p{Lu}/u.test(name) && cityZone(name) === undefined));

const SPOKEN_SLIPS =
  "(?:oh,? )?(?:no,? wait|wait,? no|no|wait|actually|sorry)|hang on|hold on|i mean|i meant|make that|scratch that|rather|or rather|better(?: yet)?|or better|correction|oops|my bad|let's say";
/** Bounded everywhere: a flood of markers must not be tried in every way. */
const GAP = '[ ,.;:?!-]{0,6}';
const SLIP = `(?:${GAP}(?:${SPOKEN_SLIPS})\\b){1,3}${GAP}(?:(?:make it|make that|at|on|with|for)\\b )?`;

/** "noon with Ty. actually no, 12:30": other words stand between the slip and what replaces it. */
const LATE_SLIP = new RegExp(
  `#([td])\\d+((?:(?!#\\1)[^;!?]){0,110}?)(?:${SLIP}|[ ,.:;-]{1,6}(?:please )?make it(?: at)? ) ?(#\\1\\d+)`,
  'gi',
);

/** "at 3 tomorrow, no hang on he's out then, 4": what speaks against the first stands between. */
const AGAINST_IT = new RegExp(
  `#([td])\\d+((?:(?!#\\1)[^;!?]){0,60}?)(?:[ ,.;:-]{1,6}(?:${SPOKEN_SLIPS})\\b){1,3}${GAP}(?=[^#]*\\b(?:out|busy|away|off|gone|taken|travel\\w*|booked|full|closed|late|early|clash\\w*|conflict\\w*|can't|cannot|won't|isn't|doesn't|not|forgot|lunch|holiday|flight|leave|already)\\b)[^#.;!?]{3,50}[,.;-] *(?:(?:so|then|better|rather|let's|say|do|make it|make that|at|on) ?)*(#\\1\\d+)`,
  'gi',
);

const MOST_SLIPS = 3;

/** What is taken back with its reason: "no, tomorrow is a holiday, better monday". */
const DENIED =
  /\b(no|wait|sorry|oh|actually)[, ]{1,4}(?:no[, ]{1,4})?#[dt]\d+ (?:is|was|isn't|won't|doesn't|is not|does not|not)\b[^,.;#]{2,40}[,.;]/gi;
/** Words before a length or a time that leave it as it is. */
const VAGUE =
  /(?<!\bwhat's #d\d+ )\b(?:for |at |will take |takes? |lasting |say )?(?:maybe|perhaps|probably|like|i don't know|i dunno|idk|roughly|approx(?:imately)?\.?)(?: (?:like|for|about|around))*(?= *#[ut]\d)/gi;
/** "the ramen place on 9th": a street, not a day. */
const STREET = new RegExp(`\\b(${PLACE_NOUNS}) on (#d(\\d+))`, 'gi');

/** "…, starting at nine": where it begins, beside whatever else is said. */
const STARTING =
  /,? *\b(?:starting|beginning|commencing|kicking off|(?:to )?start|starts)(?: (?:at|from|promptly at|sharp at))?(?= *#[tr]\d)/gi;

/** "9am our time, 5pm hers", "5pm hers, 9am for me" */
const THEIRS = '(?:hers|his|theirs|(?:her|his|their) (?:time|end|side)|over there|for (?:her|him|them))';
const OURS = '(?:ours|mine|(?:my|our) (?:time|end|side)|here|for (?:me|us))';
const OURS_FIRST = new RegExp(
  `(#t\\d+) ${OURS}[ ,/(;=]+(?:(?:and|so|which is|that's|i\\.e\\.) )?#t\\d+ ${THEIRS}\\b\\)?`,
  'gi',
);
const OURS_LAST = new RegExp(
  `#t\\d+ ${THEIRS}[ ,/(;=]+(?:(?:and|so|which is|that's|i\\.e\\.) )?(#t\\d+) ${OURS}\\b\\)?`,
  'gi',
);
/** "haircut at 10, takes 40 minutes" */
const TAKES =
  /, (?:(?:it|that|this)(?:'ll| will| should| usually)? |(?:should|will|usually) )?(?:takes?|lasts?) (?:(?:about|around|only|just) )?(?=#u\d)/gi;
/** "friday the 22nd (not the 29th)" */
const NOT_DAY = /(#d\d+),? ?\((?:and |so )?(?:not|rather than|instead of) (?:on )?(?:the )?#d\d+ ?\)/gi;
/** "17:00 Tokyo time, this is in the morning for us" */
const FOR_US =
  /[,;(-]* *(?:this|that|which|it)(?:'s| is| will be) (?:in the )?(?:#d\d+ )?#b\d+ (?:for (?:us|me)|here|(?:my|our|this) (?:time|side|end))\)?/gi;
/** "lock in Gaz at 10": whom one books. */
const PUT_IN =
  /\b(?:[Ll]ock|[Pp]encil|[Ss]lot|[Ss]queeze|[Ff]it|[Pp]op|[Bb]ook|[Pp]ut|[Dd]rop) in (\p{L}[\p{L}'-]+)(?= (?:#|at\b|on\b|for\b|to\b|from\b|and\b|&)| ?,|$)/gu;
/** "christmas party on the 18th": a feast beside another day is what it is about. */
const FEAST = /#d(\d+)(?= (?!(?:at|from|with|on|and|or|for|to|till?|until|by|about|please|instead|in|#)\b)\p{L}+)/giu;
const IS_FEAST = /christmas|x-?mas|easter|new year|thanksgiving|halloween|valentine|patrick|padd?y|burns/i;
/** "hold friday 2 to 3, in case Kim needs it": what is kept free has a reason, no condition. */
const KEEPS =
  /^(?:(?:please|can you|could you|just|let's|i'd like to|i want to)\b ?)*(?:hold|block|pencil|reserve|keep)\b[^.;!?]*#[trs]\d/i;
const IN_CASE = /,? *\b(?:just )?in case\b[^.;!?]*/i;
/** "…, 30 min won't be enough": why it is to last longer. */
const TOO_SHORT =
  /[,;.(-] *(?:(?:as|since|because|the) )?#u\d+ (?:(?:won't|isn't|wasn't|is not|will not|wouldn't)(?: be)? (?:enough|do|suffice|sufficient|cut it|long enough)|(?:is|was|will be) (?:too|far too|way too|never) \p{L}+|(?:is|was) (?:tight|not enough))\b\)?/giu;

/** Leaves out what only loosens what stands behind it, and days that are streets. */
function plain(sketch: Sketch): void {
  const alone = sketch.all('d').length < 2;
  const reason = sketch.text.search(IN_CASE);
  if (reason > 0 && KEEPS.test(sketch.text.slice(0, reason))) sketch.text = sketch.text.replace(IN_CASE, ' ');
  sketch.text = sketch.text
    .replace(/\b(could|can|would|will) (you|we|i) (?:maybe|perhaps|possibly|please)\b/gi, '$1 $2')
    .replace(FEAST, (all, index: string) =>
      alone || !IS_FEAST.test(sketch.items[Number(index)]?.source ?? '')
        ? all
        : (sketch.items[Number(index)]?.source.trim() ?? all),
    )
    .replace(/\b4 (?=#p)/g, 'for ')
    .replace(/\b(?:the new|next) year *[,:]? +(?=(?:on )?#d\d)/gi, '')
    .replace(OURS_FIRST, '$1')
    .replace(OURS_LAST, '$1')
    .replace(FOR_US, ' ')
    .replace(TAKES, (found) => (MOVING.test(sketch.text) ? found : ', '))
    .replace(NOT_DAY, (found, day: string) => (MOVING.test(sketch.text) ? found : day))
    .replace(TOO_SHORT, (found) => (sketch.all('u').length > 1 ? ' ' : found))
    .replace(STARTING, (found) => (MOVING.test(sketch.text) || !/ing\b/i.test(found) ? found : ' at'))
    .replace(/,? *\b(?:at |around |over |for )?lunch ?time\b,?(?=.*#[tr]\d|(?<=#[tr]\d.*))/gi, ' ')
    .replace(VAGUE, (found) => /^(?:for|at)\b/i.exec(found)?.[0] ?? ' ')
    .replace(STREET, (all, noun: string, _, index: string) => {
      const written = sketch.items[Number(index)]?.source.trim() ?? '';
      return alone || !/^(?:on )?\d+(?:st|nd|rd|th)$/i.test(written) ? all : `${noun} on ${written}`;
    });
}

/** "10 doesn't work any more, make it 3": of what stands, so that the first time says which. */
const GIVES_UP =
  /^(?!.*\b(?:book|schedule|set ?up|arrange|add|put|block|reserve|let's)\b).*(?:\b(?:cannot|no longer|no good|unable)\b|\b(?:ca|wo|could|does|is)n't\b)|#[dt]\d+ (?:is|'s|looks) (?:now |just |a bit |way |far |really )*(?:too|no good|tight|bad|out|taken|gone)\b|^(?:please |can you |ok |hey |so )*(?:#d\d+ ?'s|my|the|our) #t\d+ with\b|^(?:please |can you |ok |hey )*take (?:the|my|our|#[dp]\d+ ?'s) (?:#t\d|[^,.;]{0,30} at #t\d)/i;

/** Corrections inside one message: "2, no, 3pm", "3pm tomorrow, sorry, 4pm" keep what was said last. */
function correct(sketch: Sketch): void {
  sketch.text = sketch.text.replace(DENIED, '$1');
  // "9. No wait, 9:30. Actually make it 10": one after the other
  if (!MOVING.test(sketch.text) && !GIVES_UP.test(sketch.text)) {
    for (let times = 0; times < MOST_SLIPS && sketch.text.search(LATE_SLIP) >= 0; times++)
      sketch.text = sketch.text.replace(LATE_SLIP, '$3 $2');
    sketch.text = sketch.text.replace(AGAINST_IT, '$3 $2');
  }
  for (const kind of ['t', 'd', 'u', 'p', 'r']) {
    const pattern = new RegExp(`#${kind}\\d+((?:[ ,]{0,3}#[a-z]\\d+){0,4})${SLIP} ?(#${kind}\\d+)`, 'gi');
    sketch.text = sketch.text.replace(pattern, '$1 $2');
  }
}

const OF_A_LATER_WEEK = /\b(?:next|following) week\b/i;
const WEEKDAY_ALONE = /^\W*(?:on )?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\W*$/i;

/** "next week, tuesday at 10 and thursday at 11": both in that week. */
function sameWeek(sketch: Sketch): void {
  if (!sketch.items.some(({ item, source }) => item.kind === 'd' && OF_A_LATER_WEEK.test(source))) return;
  let monday: Day | undefined;
  for (const [, index] of sketch.text.matchAll(/#d(\d+)/g)) {
    const one = sketch.items[Number(index)];
    if (one?.item.kind !== 'd') continue;
    const { item, source } = one;
    if (OF_A_LATER_WEEK.test(source) && item.from === item.to) monday = mondayOf(item.from);
    else if (monday !== undefined && WEEKDAY_ALONE.test(source) && mondayOf(item.from) < monday) {
      const day = monday + item.from - mondayOf(item.from);
      sketch.items[Number(index)] = { item: { kind: 'd', from: day, to: day }, source };
    }
  }
}

/** "what's on friday and am i free at 3 that day?" */
function sameDay(sketch: Sketch): void {
  const [day, ...others] = new Set(sketch.text.match(/#d\d+/g));
  if (day === undefined || others.length > 0) return;
  sketch.text = sketch.text.replace(/\b(?:on )?(?:that|the same) day\b/gi, day);
}
