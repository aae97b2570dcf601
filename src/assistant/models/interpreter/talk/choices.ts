// Choosing among what was offered: by place, by day, by number, or not at all.
import type { Situation } from '../../../situation.ts';
import { clockWords, type Day, dayWords, wallOf } from '../calendar.ts';
import { ask, type Decision } from '../decide/decision.ts';
import type { Sketch } from '../recognise/sketch.ts';
import type { Offer } from './offers.ts';

export const ORDINALS: readonly (readonly [RegExp, number])[] = [
  [/\b(?:first|1st|earliest|earlier|former)\b/i, 0],
  [/\b(?:second|2nd)\b/i, 1],
  [/\b(?:third|3rd)\b/i, 2],
  [/\b(?:fourth|4th)\b/i, 3],
  [/\b(?:last|latest|latter)\b/i, -1],
];
/** The choice is left to us. */
export const ANY =
  /^(?:(?:ok|okay|sure|yes|hmm|well|oh)\b[ ,]*)*(?:either(?: one)?|any(?: one)?(?: of (?:them|those|these))?|whichever|whatever|no preference|(?:you |your )?(?:pick|choose|decide|choice)|(?:it )?doesn't matter|don't (?:care|mind)|all (?:fine|good|work))(?: (?:is|are|works?|will do|suits|one|you|for|me|fine|good|ok|okay|great|like|prefer|best|earliest)\b)*[.! ]*$/i;
export const NEITHER = /\b(?:neither|none(?: of (?:them|those|these))?)\b/i;

export const onlyOffer = (offers: readonly Offer[]) => (offers.length === 1 ? offers[0] : undefined);

export function whichOffer(offers: readonly Offer[], { now, zone }: Situation): Decision {
  const today = wallOf(now, zone).day;
  const options = offers.slice(0, 4).map((offer) => offerWords(offer, today));
  return ask(`Which one: ${options.join('; or ')}?`, ['time'], options);
}

const offerWords = ({ day, minute }: Offer, today: Day) =>
  [day === undefined ? '' : dayWords(day, today), minute === undefined ? '' : clockWords(minute)]
    .filter(Boolean)
    .join(' at ');

/** "the second one", or the time of one of the offers. */
export function chosen(text: string, offers: readonly Offer[]): Offer | undefined {
  if (offers.length === 0) return undefined;
  const ordinal = ORDINALS.find(([pattern]) => pattern.test(text));
  return ordinal ? offers.at(ordinal[1]) : undefined;
}

/** "The second one" of a single offer: it is not known what is meant. */
export function namesNoOffer(text: string, offers: readonly Offer[]): boolean {
  const ordinal = ORDINALS.some(([pattern]) => pattern.test(text));
  return ordinal && offers.length > 0 && chosen(text, offers) === undefined && !/#[drst]\d/.test(text);
}

/** "friday" where one offer is on Friday, "2" where no offer is at 2: the offer, or `which` when it may be another. */
export function pointedAt(rest: Sketch, offers: readonly Offer[]): Offer | 'which' | undefined {
  const days = rest.all('d');
  const times = rest.all('t');
  const [day] = days;
  const [time] = times;
  if (offers.length < 2 || /#[rsu]\d/.test(rest.text)) return undefined;
  if (day && days.length === 1 && times.length === 0) {
    const there = offers.filter(
      (offer) => offer.day !== undefined && offer.minute !== undefined && offer.day >= day.from && offer.day <= day.to,
    );
    return there.length === 1 ? there[0] : there.length > 1 ? 'which' : undefined;
  }
  const place = Number(
    /^(?:(?:number|no|option|the)\.? )?#t\d+[.! ]*$/i.test(rest.text)
      ? rest.words(rest.text).match(/\d+/)?.[0]
      : Number.NaN,
  );
  const bare = time !== undefined && !time.sure && time.minute % 60 === 0;
  return bare && place >= 1 && place <= offers.length && !offers.some(({ minute }) => minute === time.minute)
    ? 'which'
    : undefined;
}
