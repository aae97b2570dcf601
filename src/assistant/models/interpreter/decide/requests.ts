// Decisions about the requests of others: accept or decline.
import type { Situation, SituationRequest } from '../../../situation.ts';
import { wallOf } from '../calendar.ts';
import { numberOf } from '../recognise/numbers.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { AGREES, REFUSES } from '../wishes/cues/respond.ts';
import { fits, titleWords } from '../wishes/resolve.ts';
import { ask, type Decision } from './decision.ts';

const PLACES: readonly (readonly [RegExp, number])[] = [
  [/\bthe first\b/i, 0],
  [/\bthe second\b/i, 1],
  [/\bthe last\b/i, -1],
];

const ACCEPTS =
  /\b(?:accept|approve|yes|confirm|ok to|okay to|sure to|fine to|take)\b|\b(?:tell|let)\b.*\b(?:fine|ok(?:ay)?|good|great|perfect|works|in|happy to|sure)\b/i;
const DECLINES =
  /\b(?:decline|reject|deny|pass on|turn(?:ing)? (?:(?!down\b)[\p{L}\d#']+ ){0,5}down|no(?:,? (?:thanks|thank you))? to|say no|(?:tell|reply|answer|let) .{0,30}\b(?:no|not interested))\b/iu;
const NO_NAME =
  /^(?:accept|approve|decline|reject|deny|turn|confirm|first|second|last|longest|requests?|say|tell|reply|answer|down|both|them|other|others|rest|remaining|two|three|ones|one|em|fine|take|clash|having|interested)$/;
const ALL =
  /\b(?:all|both|every|everything|them|(?:the )?(?:other|others|rest|remaining)(?: ones?| requests?| two| three)?)\b/i;

export function respond(sketch: Sketch, text: string, situation: Situation): Decision {
  const wanted = acceptsIn(text);
  if (wanted === undefined) return ask('Should I accept or decline it?', ['request', 'confirm']);
  const { accept } = wanted;
  const [exception, spared = ''] = text.match(EXCEPT) ?? [];
  if (exception !== undefined) {
    const out = likeliest(sketch, spared, situation);
    if (out.length !== 1) return ask('Which request should be left out?', ['request', 'confirm']);
    const requests = situation.requests.filter((request) => !out.includes(request));
    return respond(sketch, `${text.replace(exception, ' ')} all`, { ...situation, requests });
  }
  const plain = sketch.words(text).toLowerCase();
  const parts = text.split(/ and | & |, /);
  const each = parts.length > 1 ? parts.map((part) => likeliest(sketch, part, situation)) : [];
  const listed = each.length > 1 && each.every(({ length }) => length === 1) ? [...new Set(each.flat())] : [];
  const named = listed.length > 1 ? listed : likeliest(sketch, text, situation);
  // "turn the other two down, lena's is ok": the others are not those that are named.
  if (OTHER_REQUESTS.test(text) && named.length > 0 && named.length < situation.requests.length)
    return ask(`Which ones should I ${accept ? 'accept' : 'decline'}?`, ['request', 'confirm']);
  const counted = text.match(FIRST_OR_LAST);
  if (counted) {
    const many = numberOf(counted[2]);
    const requests = /last/i.test(counted[1] ?? '')
      ? situation.requests.slice(-many)
      : situation.requests.slice(0, many);
    return respond(sketch, `${text.replace(counted[0], ' ')} all`, { ...situation, requests });
  }
  const place = named.length === 0 ? PLACES.find(([pattern]) => pattern.test(plain))?.[1] : undefined;
  const placed = place === undefined ? undefined : situation.requests.at(place);
  const all = ALL.test(text);
  const open = named.length === 0 && namesNoRequest(sketch, text, situation) ? situation.requests : named;
  const chosen = placed ? [placed] : open;
  if (chosen.length === 0 || (chosen.length > 1 && !all && listed.length < 2)) {
    return ask(
      `Which request do you mean: ${situation.requests
        .slice(0, 4)
        .map((request) => `${request.title} from ${request.from}`)
        .join('; or ')}?`,
      ['request'],
    );
  }
  const [only, ...more] = chosen;
  if (only && more.length === 0 && !isAt(sketch, text, only, situation))
    return ask(`${only.title} is asked for another time. Should I ${accept ? 'accept' : 'decline'} it all the same?`, [
      'request',
      'time',
      'confirm',
    ]);
  return {
    kind: 'act',
    calls: chosen.map((request) => ({ tool: 'respond_to_request', arguments: { requestId: request.id, accept } })),
    confidence: 0.9,
  };
}

/** Whether the words say yes or no; undefined where they say both or neither. */
function acceptsIn(text: string): { accept: boolean } | undefined {
  const accept = ACCEPTS.test(text);
  if (accept !== DECLINES.test(text)) return { accept };
  if (accept) return undefined;
  const agrees = AGREES.test(text);
  return agrees === REFUSES.test(text) ? undefined : { accept: agrees };
}

/** "the first two". */
const FIRST_OR_LAST = /\bthe (first|last) (two|three|[23])\b/i;
/** Its place among all, whatever has been answered before. */
export const namesPlaceOfRequest = (text: string): boolean => PLACES.some(([pattern]) => pattern.test(text));
/** "the other two", "the rest": none of those that are named. */
export const OTHER_REQUESTS = /\b(?:(?:the |both )?(?:others?|rest|remaining)|everyone else|everything else)\b/i;

/** "all except the pitch". */
const EXCEPT = /,? *\b(?:except(?:ing)?(?: for)?|apart from|other than|besides|all but|but not)\b(.*)$/i;

/** Whether the request lies where the words say, as far as they say so. */
function isAt(sketch: Sketch, text: string, { start }: SituationRequest, { zone }: Situation): boolean {
  const { day, minute } = wallOf(start, zone);
  const days = sketch.all('d', text);
  const times = sketch.all('t', text);
  return (
    (days.length === 0 || days.some(({ from, to }) => day >= from && day <= to)) &&
    (times.length === 0 ||
      times.some((time) => time.minute === minute || (!time.sure && (time.minute + 720) % 1440 === minute)))
  );
}

/** The requests that the words name. */
export const requestsIn = (sketch: Sketch, text: string, situation: Situation): readonly SituationRequest[] =>
  likeliest(sketch, text, situation);

const namesIn = (text: string) => titleWords(text).filter((word) => !NO_NAME.test(word));

/** Nothing tells which request is meant. */
export const namesNoRequest = (sketch: Sketch, text: string, situation: Situation) =>
  likeliest(sketch, text, situation).length === 0 && !/#[dt]\d/.test(text) && sketch.all('p', text).length === 0;

/** The requests that most of the words fit: what they are about, whom they are from, their day and their time. */
function likeliest(sketch: Sketch, text: string, { requests, zone }: Situation): SituationRequest[] {
  const words = namesIn(sketch.words(text));
  const dates = sketch.all('d', text);
  const times = sketch.all('t', text);
  const scored = requests.map((request) => {
    const { day, minute } = wallOf(request.start, zone);
    const about = `${request.title} ${request.from}`.toLowerCase();
    const score =
      words.filter((word) => fits(about, word)).length +
      dates.filter(({ from, to }) => day >= from && day <= to).length +
      times.filter((time) => minute === time.minute || (!time.sure && minute === (time.minute + 720) % 1440)).length;
    return { request, score };
  });
  const best = Math.max(...scored.map(({ score }) => score));
  return best === 0 ? [] : scored.filter(({ score }) => score === best).map(({ request }) => request);
}
