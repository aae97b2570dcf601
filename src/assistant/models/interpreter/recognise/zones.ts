// Zones in the text: "3pm PT", "10am London time", "9:00 GMT+2", "all in Berlin time".
import { isZone } from '../../../../domain/time.ts';
import type { Rule } from './rules.ts';
import type { Item, Sketch } from './sketch.ts';
import { cityZone, isPlace, placeZone, ZONE_NAMES, ZONES } from './zone-names.ts';

const PLACES = /\b(?:in|from|at|near|the) (\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?|[A-Z]{2,3}\b)/gu;

/** The time or range of a marker, in another zone. */
function zoned(
  sketch: Sketch,
  kind: string | undefined,
  index: string | undefined,
  zone: string | undefined,
): Item | null {
  const item = kind === 't' ? sketch.at('t', index) : sketch.at('r', index);
  return item && zone !== undefined ? { ...item, zone } : null;
}

export const TIME_ZONES: readonly Rule[] = [
  [
    /#([tr])(\d+),? *(?:in )?\(?([A-Z][A-Za-z]+\/[A-Z][A-Za-z_/]+)\)?(?: time\b)?/g,
    ([, kind, index, name = ''], { sketch }) => zoned(sketch, kind, index, isZone(name) ? name : undefined),
  ],
  [
    /#([tr])(\d+),? *\(?(?:gmt|utc) ?([+-]) ?(\d{1,2})\b(?!:)\)?/gi,
    // the zone database counts westwards
    ([, kind, index, sign, hours], { sketch }) =>
      Number(hours) <= 12 ? zoned(sketch, kind, index, `Etc/GMT${sign === '+' ? '-' : '+'}${hours}`) : null,
  ],
  [
    new RegExp(`#([tr])(\\d+),? *(?:in )?\\(?(${ZONE_NAMES})\\b(?:[ -](?:time|standard time))?(?:'s time)?\\)?`, 'gi'),
    ([all = '', kind, index, name = ''], { sketch }) =>
      isPlace(name) && !/time/i.test(all) ? null : zoned(sketch, kind, index, ZONES[name.toLowerCase()]),
  ],
  [
    /#([tr])(\d+),? *\(?(\p{L}+(?: \p{L}+){0,3}) time\b\)?/giu,
    ([, kind, index, city = ''], { sketch }) => zoned(sketch, kind, index, cityZone(city)),
  ],
  // "14:00Z"
  [/#([tr])(\d+) ?Z\b/g, ([, kind, index], { sketch }) => zoned(sketch, kind, index, 'Etc/UTC')],
  // "9am for her in Seattle"
  [
    /#([tr])(\d+),? (?:for|with) (?:him|her|them|\p{Lu}\p{Ll}+) (?:over )?in (\p{Lu}\p{L}+(?: \p{Lu}\p{L}+){0,2})/gu,
    ([, kind, index, city = ''], { sketch }) => zoned(sketch, kind, index, cityZone(city)),
  ],
  // "9am her time (Pacific)"
  [
    /#([tr])(\d+),? *(?:his|her|their|its|local) time,? *\(?(?:so |that's |which is |i\.e\. |in )?(\p{L}+(?: \p{L}+){0,2}?)(?: time)?(?:\)|(?= *(?:$|[,.;])))/giu,
    ([, kind, index, place = ''], { sketch }) => {
      const time = zoned(sketch, kind, index, cityZone(place));
      return time?.kind === 't' ? { ...time, theirs: true } : time;
    },
  ],
  // "10 am (London)"
  [
    /#([tr])(\d+) ?\((\p{L}+(?: \p{L}+){0,2})\)/gu,
    ([, kind, index, city = ''], { sketch }) => zoned(sketch, kind, index, cityZone(city)),
  ],
  // "6pm uk / 1pm new york": two places, and one instant
  [
    new RegExp(
      `#([tr])(\\d+) (${ZONE_NAMES})\\b(?= *[/|,=(&;]+ *#[tr]\\d+ *(?:${ZONE_NAMES}|for me|here|my time)\\b)`,
      'gi',
    ),
    ([, kind, index, name = ''], { sketch }) => zoned(sketch, kind, index, ZONES[name.toLowerCase()]),
  ],
  [
    new RegExp(`(?<=#[tr]\\d+ *(?:for me |here |my time )?[/|,=(&;]+ *)#([tr])(\\d+) (${ZONE_NAMES})\\b`, 'gi'),
    ([, kind, index, name = ''], { sketch }) => zoned(sketch, kind, index, ZONES[name.toLowerCase()]),
  ],
  // "Tom is over in London, so 4pm his time": the one place that is named
  [
    /#([tr])(\d+),? *\(?(?:his|her|their|local|there) (?:local )?time\b\)?|#([tr])(\d+) (?:over )?there\b/gi,
    ([, k1, i1, k2, i2], { sketch }) => {
      const places = [...sketch.text.matchAll(PLACES)].map(
        ([, place = '']) => placeZone(place) ?? placeZone(place.split(' ')[0] ?? ''),
      );
      const [zone, ...others] = new Set(places.filter((one) => one !== undefined));
      const time = others.length > 0 ? null : zoned(sketch, k1 ?? k2, i1 ?? i2, zone);
      return time?.kind === 't' ? { ...time, theirs: true } : time;
    },
  ],
  [
    new RegExp(`\\b(?:in )?(${ZONE_NAMES}) time\\b`, 'gi'),
    ([, name = '']) => ({ kind: 'z', zone: ZONES[name.toLowerCase()] ?? 'Etc/UTC' }),
  ],
  // "at 10 tomorrow, NZ time"
  [
    /\b(?:in |at )?(\p{Lu}\p{L}+(?: \p{Lu}\p{L}+){0,3}) time\b/gu,
    ([, name = '']) => {
      const zone = cityZone(name);
      return zone === undefined ? null : { kind: 'z', zone };
    },
  ],
];
