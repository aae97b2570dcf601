// The rule that keeps the interpreter from acting on half a sentence: every word of weight (a number, a time, a
// negation, a condition, a choice, a group) must belong to the reading. One that does not becomes a question.
import type { Situation } from '../../../situation.ts';
import type { Missing } from '../../model.ts';
import { isFiller } from '../recognise/names.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { cityZone, ZONE_PLACES } from '../recognise/zone-names.ts';
import type { Intent } from '../wishes/intent.ts';
import { namedMeeting } from '../wishes/named.ts';
import { neighbourIn } from '../wishes/positions.ts';
import { ask, type Call, changesData, type Decision } from './decision.ts';
import { intended, label } from './phrase.ts';

/** Words that carry meaning wherever they stand, and what is not known while one of them is unread. */
interface Weight {
  readonly name: string;
  readonly pattern: RegExp;
  readonly missing: readonly Missing[];
}

const COUNTS = 'two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|sixty|ninety';
const UNITS = 'hours?|hrs?|minutes?|mins?|days?|weeks?|fortnights?|months?|years?|quarters?';
const WEEKDAYS = '(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?';
const WEIGHTS: readonly Weight[] = [
  {
    name: 'condition',
    pattern:
      /\b(?:if|unless|provided|assuming|depend(?:s|ing)|otherwise|else|in case|as long as|as soon as(?! possible)|whether|once|whenever|subject to|pending)\b/i,
    missing: ['confirm', 'text', 'time', 'attendees', 'meeting'],
  },
  {
    name: 'negation',
    pattern:
      /\b(?:not|no|none|never|nor|neither|nobody|nothing|without|except|excluding|besides|apart from|other than|rather than|instead of|all but|anything but)\b|n't\b/i,
    missing: ['confirm', 'text', 'time', 'attendees', 'meeting'],
  },
  { name: 'change', pattern: /\binstead\b/i, missing: ['confirm', 'meeting', 'time', 'date', 'text'] },
  { name: 'choice', pattern: /\b(?:or|either)\b/i, missing: ['time', 'date', 'attendees', 'meeting', 'confirm'] },
  {
    name: 'group',
    pattern:
      /\b(?:everyone|everybody|same (?:people|folks|crew|group|team)|rest of|the others?|team|group|folks|guys|crew)\b/i,
    missing: ['attendees', 'confirm'],
  },
  {
    name: 'repetition',
    pattern: /\b(?:every|each|twice|daily|weekly|biweekly|monthly|recurring|repeating|from now on|both|several)\b/i,
    missing: ['date', 'time', 'confirm', 'text'],
  },
  {
    name: 'zone',
    pattern: new RegExp(
      `\\b(?:${ZONE_PLACES})\\b|\\b(?!(?:same|only|best|my|our|your|any|some|the|what|first|this|that|of|good|best|free|no|more|face|full|part|real|prep|focus|me|long|short|lunch|it|next|last|spare|travel|quality)\\b)(?:\\p{L}+ time\\b(?! ?(?:with|for|to|slot))|nz time\\b)`,
      'iu',
    ),
    missing: ['time', 'confirm'],
  },
  {
    name: 'number',
    pattern: new RegExp(`\\d|\\b(?:${COUNTS})\\b`, 'i'),
    missing: ['time', 'date', 'duration', 'confirm'],
  },
  {
    name: 'time',
    pattern: new RegExp(
      `\\b(?:${UNITS}|${WEEKDAYS}|today|tomorrow|yesterday|tonight|lunchtime|night|overnight|earlier|sooner|before|after|till|until|following|fortnight|anytime|sometime|half)\\b`,
      'i',
    ),
    missing: ['date', 'time', 'duration', 'confirm'],
  },
];

/** Turns of phrase in which such words weigh nothing. */
const HARMLESS = [
  '(?:only|just) (?:this|the) (?:once|one time)|(?:just|only) this time|this time only|one time only|as a one[- ]off',
  '(?:everything|all) else (?:stays?|remains?|is)(?: the same| as (?:it )?is| unchanged| put)?|(?:the )?rest (?:as (?:it )?is|stays?(?: the same| put| as (?:it )?is)?|unchanged)',
  "if (?:poss(?:ible)?|you can|you could|you would|you don't mind|that's (?:ok|okay|fine|alright|all right|possible|cool)|(?:it|that) works|not too much trouble|you please)",
  'when(?:ever)? you (?:can|get a chance|have a (?:sec|second|minute|moment)|find time)',
  'no (?:rush|worries|problem|hurry|need to reply|pressure|stress|later than)|why not|or so|or something|or thereabouts|more or less|not (?:a )?(?:problem|urgent)',
  "(?:i )?(?:don't|do not|didn't|won't) (?:forget|worry|mind|want to forget)|before i forget|can't wait|if i(?:'m not mistaken| remember)",
  'nothing (?:too )?(?:dramatic|urgent|serious|special|fancy|formal|major|big|bad|heavy|exciting|crazy|more)|no (?:agenda|biggie|drama)',
  'with (?:the |my |our )?(?:whole |entire )?(?:old|school|college|uni) (?:crew|gang|group|folks)',
  '(?:before|after) (?:my|our|the|his|her|their) (?:train|flight|plane|bus|ferry|taxi|cab|commute|school run|gym|holidays?|vacation|trip|nap)',
  'once again|at once|for once|first of all|first thing|after all|half decent|other half|in no time|no matter what|as usual',
  '(?:works|fine|good|best|suits)(?: for)?(?: the two of us| (?:the )?both of us| us both| both)|never mind|(?:that|the same) day|at the same time|some ?day',
  'no (?:video|zoom|teams|meet|conference|link|cameras?)|without (?:video|zoom|teams|a link|cameras?)|(?:not|rather than|instead of) (?:on |over |by |via )?(?:zoom|teams|meet|(?:the )?phone|video|in person)|no more than|(?:at )?(?:the )?(?:latest|most|max|tops)',
  "hope(?:fully)? .{0,40}|ok if .{0,20}|would(?:n't| not) mind|my (?:whole |entire )?team|(?:save|make)s? my day",
].map((phrase) => new RegExp(`\\b(?:${phrase})\\b`, 'gi'));

/** What the grammar of an intent has read besides the markers; of an answer, under `unknown`. */
const READ: Partial<Record<Intent, RegExp>> = {
  book: /\b(?:no need (?:for|to invite)|(?:don't|do not) (?:invite|include|add))(?= *#p)|\bno (?:meetings?|calls?|interruptions?|distractions?|disturbances?)\b|\b(?:no ?(?:one|body)|not anyone|nobody) else\b|\b(?:just |right )?(?:before|after) (?:work|school|church|class|training|practice|hours|lunch|breakfast|dinner|the school run|the day starts)\b|\b(?:until?|till?) *(?=#[tr]\d)|\b(?:after|before)(?= *#[trds]\d)|\bboth(?= *#p)|\b(?:both of us|the two of us|us two)\b|\bnot (?:with |for )?(?=#p)|\bwithout (?=#p)|\bexcept (?=#p)|\b(?:instead of|rather than) (?=#p)|\bsame time\b|\bsooner\b|\b1:1s?\b/gi,
  move: /\bin half\b|\b(?:same )?(?:end|finish)(?:ing)?(?: time)?\b|\bat the same time\b|\bhalf (?:as long|the (?:time|length))\b|\btwice as long\b|\b(?:nobody|no ?one|none of [p{L} ]{2,20}|neither)\b[^.;!?]*?\b(?:can|could|is able to) (?:do|make|attend|come|manage)\b|\b(?:one|meeting|call|thing|appointment) (?:right |straight |directly |immediately |just )?(?:after|before|following)\b|\binstead\b|\bmore\b|\b(?:later|earlier|sooner|back|forward|up)\b|\b(?:until?|till?|after|before|instead of|from)(?= *#[trdsb]\d)|\bsame (?:time|hour|day|slot|length|duration)s?(?: (?:and|&) (?:time|day|length|place|duration))*\b|\b(?:keep(?:ing|s)?|of) the (?=same|#u)|\binstead of\b|\b(?:not|rather than|instead of)(?= *(?:at |on )?#[dtu])|\b(?:the )?(?:day|week) (?:after|before|later|earlier)\b|\b(?:next|following|previous) day\b|\bfollowing(?= #d)|\b(?:ca|wo|could)n't (?:make|do|attend|manage)\b|\bcannot (?:make|do|attend|manage)\b|(?<=#d\d+ +)after(?= *(?:$|[,.;!]|at\b|#t))|\b(?:half|quarter)(?= *#)|\b1:1s?\b|\b(?:the |my )?(?:next|last|first|earlier|later) (?:one|meeting|call|of)\b|\b(?:the|my|our) (?:two|three|four|both)\b|\b(?:today|tomorrow)'s\b/gi,
  cancel:
    /\b(?:the |my |our )?(?:next|first|last|following) (?:two|three|four|couple|[2-4])\b|\b(?:not|no longer) available\b|#d\d+ *'s (?:two|three|four)\b|\b(?:those|these) (?:two|three|four)\b|\b(?:not|no longer) (?:doing|having|need(?:ed|ing)?|happening)\b|n't (?:need|be needing)\b|\bno (?:more )?need\b|\b(?:one|meeting|call|thing|appointment) (?:right |straight |directly |immediately |just )?(?:after|before|following)\b|\binstead\b|\b(?:all|both|every|everything|whole day|entire day|days?|rest of)\b|\b(?:after|before|until?|till?|since)(?= *#[trdsb]\d)|\b1:1s?\b|\b(?:my |the )?(?:next|last|first|second|third|earlier|later) (?:one|meeting|call|of)\b|\b(?:the|my|our) (?:two|three|four|both|earlier|later|earliest|latest|next|first|last)\b/gi,
  complete: /\b(?:1:1s?|earlier|over)\b/gi,
  people: /\b(?:both|too|1:1s?|instead(?: of)?|same time)\b/gi,
  respond:
    /\b(?:except(?:ing)?(?: for)?|apart from|other than|besides|all but|but not)\b|\bthe (?:others?|rest|remaining)(?: ones?| requests?| two)?\b|\bthanks,? but no thanks\b|\btell (?:(?:the|my|our|that) )?\w+(?: \w+)? (?:yes|no)\b|\bnot interested\b[^,.;]*|\b(?:can't|cannot|won't|couldn't) (?:make|do|attend|join|come)\b|\b(?:both|all|every|everything|no|yes|ok(?:ay)?|say|tell|one|them)(?= (?:to|of|the|them|requests?)\b)|\btell (?:#p\d+|\w+) (?:no|yes)\b|\b(?:both|all|everything|every)\b|\bno(?=,? thanks?\b|,? thank you\b)|\b(?:yes|no) to\b|\bsay no\b/gi,
  unknown:
    /\binstead\b|\b(?:later|earlier|sooner|instead of(?= *#))\b|\b1:1s?\b|\b(?:at|on)(?= *#)|^(?:no|not|nope|none of (?:them|those|these)|neither)\b(?! (?:before|after|until))|\b(?:both|either|any)\b/gi,
  swap: /\binstead\b|\b(?:first|then|after|second|last)\b|\b(?:1:1s?|each other|places|times)\b/gi,
};

/** Read where several things are done. */
const OF_SEVERAL = /\b(?:both|all|everything|each|two|three|four|same times)\b/gi;

/** Words that no title explains away: people who are to be there, and conditions. */
const NEVER_TITLE = /^(?:everyone|everybody|same|case|if|unless|assuming|provided|otherwise|whether|depending)$/;

/** The first word of weight in the clause that the reading does not account for. */
function unread(
  intent: Intent,
  text: string,
  sketch: Sketch,
  calls: readonly Call[],
  situation: Situation,
): { weight: Weight; words: string } | undefined {
  let rest = text.replace(/#[a-z]\d+(?:'s)?/g, (marker) => `${marker} `);
  for (const phrase of HARMLESS) rest = rest.replace(phrase, ' ');
  const read = READ[intent];
  if (read) rest = rest.replace(read, ' ');
  if (calls.length > 1) rest = rest.replace(OF_SEVERAL, ' ');
  const said = calls.flatMap(({ arguments: given }) => [
    ...[given.title, given.location, given.reason].filter((value) => typeof value === 'string'),
    ...situation.meetings.filter(({ id }) => id === given.meetingId).map(({ title }) => title),
    ...situation.requests.filter(({ id }) => id === given.requestId).map(({ title, from }) => `${title} ${from}`),
  ]);
  const words = new Set(
    said
      .flatMap((value) => value.toLowerCase().match(/[\p{L}\d:'&/-]+/gu) ?? [])
      .filter((word) => !NEVER_TITLE.test(word)),
  );
  const plain = rest
    .replace(/#[a-z]\d+/g, ' ')
    .replace(/[\p{L}\d:'&/-]+/gu, (word) => (words.has(word.toLowerCase()) ? ' ' : word))
    .replace(/\s+/g, ' ');
  for (const weight of WEIGHTS) {
    const found = plain.match(weight.pattern);
    if (found && weight.name === 'zone' && isZoneRead(found[0], sketch, situation)) continue;
    if (found) return { weight, words: around(sketch.words(text), found[0]) };
  }
  return undefined;
}

/** "the tokyo office … at 9am JST": a place whose zone the time has already, or which is the user's own. */
function isZoneRead(place: string, sketch: Sketch, situation: Situation): boolean {
  const zone = cityZone(place);
  const read = [...sketch.all('t'), ...sketch.all('r'), ...sketch.all('z')].map((item) => item.zone);
  return zone !== undefined && (zone === situation.zone || read.includes(zone));
}

/** The word with what follows it, as the user wrote it. */
function around(text: string, word: string): string {
  const at = text.search(new RegExp(`(?<![\\p{L}\\d])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'iu'));
  return at < 0
    ? word
    : (text
        .slice(at)
        .split(/[.;!?]/)[0]
        ?.split(' ')
        .slice(0, 6)
        .join(' ') ?? word);
}

/** An unread word takes this share of the confidence away. */
const UNREAD_WORD = 0.97;
/** Below this a change is asked for, not made. */
const SURE_ENOUGH = 0.6;

/** How much of the clause the grammar knows: 1 when every word is a marker, a verb or filler. */
function confidenceOf(text: string, calls: readonly Call[]): number {
  const said = JSON.stringify(calls).toLowerCase();
  const strange = (text.replace(/#[a-z]\d+/g, ' ').match(/\p{L}[\p{L}'-]+/gu) ?? []).filter(
    (word) => !isFiller(word) && !said.includes(word.toLowerCase()),
  );
  return UNREAD_WORD ** strange.length;
}

/** The decision itself where all of the clause is accounted for, else the question about what is not. */
export function accounted(
  decision: Decision,
  intent: Intent,
  text: string,
  sketch: Sketch,
  situation: Situation,
): Decision {
  if (decision.kind !== 'act' || !decision.calls.some(changesData)) return decision;
  const found = READ[intent] ? unread(intent, text, sketch, decision.calls, situation) : undefined;
  if (found)
    return ask(
      `How do you mean "${found.words}"? Leaving it out, shall I ${intended(decision.calls, situation)}?`,
      found.weight.missing,
      ['yes', 'no'],
    );
  const named = text
    .split(/[.;!?]|(?:,| and| then) (?=(?:the|my|our|#p\d+ ?'s) )/i)
    .map((part) => namedMeeting(sketch, part, situation));
  const changed = new Set(decision.calls.flatMap(({ arguments: given }) => given.meetingId ?? []));
  const other = named.find((meeting) => meeting && !changed.has(meeting.id));
  if (other && changed.size > 0 && neighbourIn(text) === undefined)
    return ask(
      `And what about ${label(other, situation)}? Shall I ${intended(decision.calls, situation)}, and nothing else?`,
      ['confirm', 'meeting'],
      ['yes', 'no'],
    );
  const confidence = Math.min(decision.confidence, confidenceOf(text, decision.calls));
  return confidence < SURE_ENOUGH
    ? ask(
        `I did not follow all of that. Shall I ${intended(decision.calls, situation)}?`,
        ['confirm', 'text'],
        ['yes', 'no'],
      )
    : { ...decision, confidence };
}
