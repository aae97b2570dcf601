// Street addresses and phone numbers: marked first, since their numbers would be read as times and days.
import type { Sketch } from './sketch.ts';
import { cityZone } from './zone-names.ts';

const TYPE =
  '(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|way|square|sq|place|pl|court|ct|terrace|parkway|pkwy|highway|hwy|close|crescent|gardens|mews|grove|row|hill|walk|rise|quay|wharf|parade)';
const DAY_OR_MONTH = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const NAME = `(?!${DAY_OR_MONTH})(?:\\p{Lu}[\\p{L}'.-]*|\\d{1,3}(?:st|nd|rd|th))`;
const WITHIN = '(?:,? (?:suite|ste|apt|unit|floor) ?#?\\w+)?';
const either = (word: string) => `[${word.charAt(0)}${word.charAt(0).toUpperCase()}]${word.slice(1)}`;
const WRITTEN = TYPE.replace(/[a-z]+/g, either);

const ADDRESSES: readonly RegExp[] = [
  /** "1420 Alder Street", "88 5th ave", "22B Baker St, unit 4" */
  new RegExp(
    `(?:\\b(?:[Ff]lat|[Uu]nit|[Aa]pt|[Aa]partment|[Ss]uite|[Pp]lot|[Ll]ot|[Bb]lock) )?(?<![\\d:/.-])\\b\\d{1,5}[A-Za-z]?,? (?:${NAME} ){1,3}${WRITTEN}\\b(?!')${WITHIN}`,
    'gu',
  ),
  /** "1420 alder street": with a number that is no hour, written small as well */
  /(?<![\d:/.-])\b\d{3,5}[a-z]? (?:\p{L}{3,} ){1,2}(?:street|avenue|road|lane|boulevard)\b/gu,
  /** "at 22 baker st" */
  /(?<=\bat |@ ?)\d{1,4}[a-z]? (?:(?!(?:with|for|on|in|and|at|to)\b)\p{L}{3,} ){1,2}(?:street|st|avenue|ave|road|rd|lane)\b(?! \p{Lu})/gu,
  /** "Cafe Nero, High St" */
  new RegExp(
    `(?<=[,@] |\\b(?:at|in|off|near) )(?:${NAME} ){1,2}(?:Street|St|Road|Rd|Avenue|Ave|Lane)\\b(?!'|\\.? \\p{Lu})`,
    'gu',
  ),
  /** "call her on 07700 900123": where one reaches her */
  /(?<=\b(?:on|at|number|phone|cell|mobile|tel|dial|ring|call)(?: is| her| him| them| me| us)?:? )(?!\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b)(?:\+|\(|\b)\d(?:[ ()./-]{0,2}\d){6,14}\b(?![:.]\d)/gi,
  /** "on Main Street" */
  new RegExp(`(?<=\\b[Oo]n )(?:${NAME} ){1,3}(?:Street|Avenue|Road|Lane|Boulevard|Square)\\b(?!')`, 'gu'),
  /** "Friedrichstraße 12" */
  /\p{Lu}[\p{L}-]*(?:straße|strasse|str\.|platz|allee|gasse) \d{1,4}[a-z]?\b(?!:)/gu,
];

/** "22 Baker Street, London NW1": the town belongs to it. */
const IN_TOWN =
  /#a\d+ ?,? (?:in )?(\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?)( [A-Z]{1,2}\d{1,2}[A-Z]?(?: \d[A-Z]{2})?| \d{5})?(?= *(?:$|[,.;!?)]|\b(?:on|at|for|with|and|to)\b))/gu;

export function recogniseStreets(sketch: Sketch): void {
  for (const pattern of ADDRESSES) sketch.mark(pattern, () => ({ kind: 'a' }));
  sketch.mark(IN_TOWN, ([, town = '', postcode]) => (postcode || cityZone(town) !== undefined ? { kind: 'a' } : null));
}
