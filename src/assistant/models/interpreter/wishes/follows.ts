// A second meeting told by the first: "book Mehmet for 20 min at 9:30 and Yusuf right after", "Ana at 1 for half an hour,
// followed by 20 with Bo". The second begins where the first ends, and becomes a clause of its own.
import type { Situation } from '../../../situation.ts';
import { MOVING } from '../recognise/date-words.ts';
import type { Sketch } from '../recognise/sketch.ts';

const LENGTH = '(?:(?:(?:for|another|a|an) )*(#u\\d+) (?:(?:chat|call|slot|session|sync|meeting) )?)?';
const WHO = '(?:(?:with|for) )?(#p\\d+(?:(?: ?,| and| &| \\+)* #p\\d+)*)';
const AFTER =
  '(?:(?:right|straight|immediately|directly|just) )?(?:after(?:wards)?(?: (?:that|him|her|them|it))?|following(?: (?:that|on))?)';
const AS_LONG =
  '(?:,? *(?:and )?(?:also )?(?:for )?(?:(#u\\d+)|(?:the )?same (?:length|duration|amount of time|again)))?';
const FOLLOWING = [
  new RegExp(
    `^(.*?)[ ,;]+(?:and then|and|then|plus|with)?[ ,]*${LENGTH}${WHO}[ ,]+${AFTER}${AS_LONG}[ .!]*(?:please)?[.! ]*$`,
    'i',
  ),
  new RegExp(
    `^(.*?)[ ,;]+(?:and )?(?:then )?followed (?:directly |immediately |straight )?by ${LENGTH}${WHO}${AS_LONG}[ .!]*$`,
    'i',
  ),
];
const TELLS = /\b(?:after|following|followed)/i;
const CHANGES = /\b(?:cancel|delete|drop|remove|swap|when|what|free|available)\b/i;

/** The text with the second meeting as a clause with a time of its own; as it is where the first is not told in full. */
export function inSuccession(sketch: Sketch, { defaultDurationMinutes }: Situation): string {
  const { text } = sketch;
  if (!TELLS.test(text) || MOVING.test(text) || CHANGES.test(text)) return text;
  for (const pattern of FOLLOWING) {
    const [, first = '', before, people, behind] = text.match(pattern) ?? [];
    const [time, ...times] = sketch.all('t', first);
    const [range, ...ranges] = sketch.all('r', first);
    const [length, ...lengths] = sketch.all('u', first);
    if (people === undefined || !/#p\d/.test(first) || times.length + ranges.length + lengths.length > 0) continue;
    if ((time === undefined) === (range === undefined) || first.includes(people)) continue;
    const minutes = length?.minutes ?? defaultDurationMinutes;
    const minute = range ? range.to : (time?.minute ?? 0) + minutes;
    if (minute >= 1440) continue;
    const zone = range?.zone ?? time?.zone;
    const item = { kind: 't', minute, sure: true, ...(zone === undefined ? {} : { zone }) } as const;
    const at = `#t${sketch.items.push({ item, source: '' }) - 1}`;
    const days = first.match(/#d\d+/g)?.join(' ') ?? '';
    const lasting = before ?? behind ?? first.match(/#u\d+/)?.[0] ?? '';
    return `${first}; book with ${people} ${days} at ${at} ${lasting}`.trim();
  }
  return text;
}
