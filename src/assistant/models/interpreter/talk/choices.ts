// Choosing among what was offered: by place, by day, by time, by number, or not at all.
import type { Situation } from '../../../situation.ts';
import { clockWords, type Day, dayWords, wallOf, weekdayOf } from '../calendar.ts';
import { ask, type Decision } from '../decide/decision.ts';
import { numberOf } from '../recognise/numbers.ts';
import { type ItemOf, type PartOfDay, Sketch } from '../recognise/sketch.ts';
import type { Offer } from './offers.ts';
import type { Talk } from './talk.ts';

/** Words for a place in a row, and that place among so many; undefined where they have no such. */
const PLACES: readonly (readonly [RegExp, (count: number) => number | undefined])[] = [
  [/\b(?:first|1st|earliest|earlier|early|soonest|former|top)\b/i, () => 0],
  [/\b(?:middle|one in between)\b/i, (count) => (count % 2 === 1 ? (count - 1) / 2 : undefined)],
  [/\b(?:second|2nd)\b/i, () => 1],
  [/\b(?:third|3rd)\b/i, () => 2],
  [/\b(?:fourth|4th)\b/i, () => 3],
  [/\b(?:fifth|5th)\b/i, () => 4],
  [/\b(?:sixth|6th)\b/i, () => 5],
  [/\b(?:last|latest|latter|late|bottom)\b/i, () => -1],
  [/\blater\b/i, (count) => (count === 2 ? 1 : undefined)],
];
const NUMBERED = /\b(?:number|no\.?|nr\.?|option|slot|choice) ?(\d|one|two|three|four|five|six)\b/i;

/** Whether the words name a place in a row. A length that goes somewhere ("an hour earlier") is none. */
export const namesPlace = (text: string): boolean => placeWord(text) !== undefined;

const placeWord = (text: string) =>
  /#u\d+ *(?:earlier|later)\b/i.test(text) ? undefined : PLACES.find(([pattern]) => pattern.test(text));

/** What stands at the place that the words name. */
export function atPlace<Thing>(text: string, things: readonly Thing[]): Thing | undefined {
  const place = placeWord(text)?.[1](things.length);
  return place === undefined ? undefined : things.at(place);
}

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

/** "The second one" of a single offer: it is not known what is meant. */
export function namesNoOffer(text: string, offers: readonly Offer[]): boolean {
  return namesPlace(text) && offers.length > 0 && atPlace(text, offers) === undefined && !/#[drst]\d/.test(text);
}

/** The offer that the answer points at, or `which` when it may be one or another; undefined where it points at none. */
export function chosenOffer(rest: Sketch, offers: readonly Offer[]): Offer | 'which' | undefined {
  if (offers.length === 0) return undefined;
  const placed = atPlace(rest.text, ofTheDay(rest, offers)) ?? numbered(rest, offers);
  if (placed || offers.length < 2 || /#[rs]\d/.test(rest.text)) return placed;
  const days = rest.all('d');
  const times = rest.all('t');
  const parts = rest.all('b');
  const pointed = days.length + times.length + parts.length;
  const hour = pointed === 0 ? bareTime(rest.text) : undefined;
  if ((pointed === 0 && hour === undefined) || days.length > 1 || times.length > 1) return undefined;
  const fits = ({ day, minute }: Offer) =>
    days.every((date) => day !== undefined && isOn(day, date, offers)) &&
    times.every((time) => isAt(minute, time.minute, time.sure)) &&
    parts.every(({ part }) => minute !== undefined && partOf(minute) === part) &&
    (hour === undefined || isAt(minute, hour, false));
  const there = offers.filter(fits);
  if (there.length > 0) return there.length === 1 ? there[0] : 'which';
  const counted = hour !== undefined && hour % 60 === 0 && hour / 60 <= offers.length && BARE.test(rest.text);
  return counted || isPlace(rest, offers.length) ? 'which' : undefined;
}

/** "thursday's later slot": its place among those of that day. */
function ofTheDay(rest: Sketch, offers: readonly Offer[]): readonly Offer[] {
  const said = rest.text.split(/[,;.]/).find((one) => namesPlace(one)) ?? '';
  const [date, ...more] = rest.all('d', said);
  const [part, ...others] = rest.all('b', said);
  const there = offers.filter(
    ({ day, minute }) =>
      (date === undefined || more.length > 0 || (day !== undefined && isOn(day, date, offers))) &&
      (part === undefined || others.length > 0 || (minute !== undefined && partOf(minute) === part.part)),
  );
  return there.length > 0 ? there : offers;
}

/** "half one" where 13:30 was offered means that, whatever else it may mean. */
export function asOffered(rest: Sketch, talk: Pick<Talk, 'offers'>): Sketch {
  if (!rest.items.some(({ item }) => item.kind === 't' && item.or !== undefined)) return rest;
  const at = new Set(talk.offers.map(({ minute }) => minute));
  const items = rest.items.map(({ item, source }) => {
    if (item.kind !== 't' || item.or === undefined || at.has(item.minute) === at.has(item.or)) return { item, source };
    const { or, ...time } = item;
    return { item: at.has(or) ? { ...time, minute: or } : time, source };
  });
  return new Sketch(rest.text, items);
}

/** What is left of an answer without the words that chose. */
export const withoutChoice = (text: string): string =>
  text.replace(NUMBERED, ' ').replace(/(?<![#\p{L}\d])\d{1,2}(?::[0-5]\d)?(?![\d%])/u, ' ');

/** "the Thursday": of the days that were offered, whichever week they are in. */
function isOn(day: Day, { from, to, weekday }: ItemOf<'d'>, offers: readonly Offer[]): boolean {
  if (day >= from && day <= to) return true;
  const offered = offers.some((other) => other.day !== undefined && other.day >= from && other.day <= to);
  return !offered && weekday !== undefined && weekdayOf(day) === weekday;
}

const isAt = (minute: number | undefined, said: number, sure: boolean) =>
  minute === said || (!sure && minute === (said + 720) % 1440);

const partOf = (minute: number): PartOfDay => (minute < 720 ? 'morning' : minute < 1020 ? 'afternoon' : 'evening');

/** "option 2", "the 2nd": the second, unless an offer lies on the 2nd of a month. */
function numbered(rest: Sketch, offers: readonly Offer[]): Offer | undefined {
  const words = rest.words(rest.text);
  const [date, ...others] = rest.all('d');
  const ordinal =
    date && others.length === 0 && !offers.some(({ day }) => day === date.from)
      ? words.match(/^(?:\w+ ){0,3}(?:the )?([1-9])(?:st|nd|rd|th)\b/i)?.[1]
      : undefined;
  const place = numberOf(words.match(NUMBERED)?.[1] ?? ordinal);
  return place >= 1 ? offers[place - 1] : undefined;
}

/** "two please": nothing but the number. */
const BARE =
  /(?<=^(?:(?:number|the|ok|yes)\b ?)*)(?:[2-6]|two|three|four|five|six)(?=(?: please| thanks| then)?[.! ]*$)/i;

/** "10 it is", "1 suits me": a number that nothing has marked. */
function bareTime(text: string): number | undefined {
  const [, hour, minutes = '0'] =
    text.replace(BARE, (word) => String(numberOf(word))).match(/(?<![#\p{L}\d:])(\d{1,2})(?::([0-5]\d))?(?![\d%:])/u) ??
    [];
  return hour === undefined || Number(hour) > 23 ? undefined : Number(hour) * 60 + Number(minutes);
}

/** "2" where no offer is at 2: the second of them, or two o'clock. */
function isPlace(rest: Sketch, count: number): boolean {
  const [time] = rest.all('t');
  const bare = time !== undefined && !time.sure && time.minute % 60 === 0;
  const place = /^(?:(?:number|no|option|the)\.? )?#t\d+[.! ]*$/i.test(rest.text)
    ? Number(rest.words(rest.text).match(/\d+/)?.[0])
    : Number.NaN;
  return bare && place >= 1 && place <= count;
}
