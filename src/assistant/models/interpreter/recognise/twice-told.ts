// One instant told by two clocks: "9:00 JST wed (8pm tue my time)", "noon ET, 9am for her in Seattle". Where both are the
// same, the user's own stays; where they are not, both do, to be asked about.
import { DomainError } from '../../../../domain/errors.ts';
import { instantOf } from '../../../../domain/time.ts';
import { isoWall } from '../calendar.ts';
import type { ItemOf, Sketch } from './sketch.ts';

const TIME = /(?:#d(\d+) *,? *(?:at )?)?#t(\d+)(?: *,? *(?:on )?#d(\d+))?(?: *\(?#z(\d+)\)?)?/g;
const OURS =
  '(?: *,? *\\(?(?:my|our|local|your) (?:own )?(?:time|end|side)| for (?:me|us)| here| on (?:my|our) (?:end|side))?\\)?';

interface Told {
  readonly phrase: string;
  readonly time: ItemOf<'t'>;
  readonly day: ItemOf<'d'> | undefined;
}

function toldIn(sketch: Sketch): Told[] {
  return [...sketch.text.matchAll(TIME)].flatMap(([phrase, before, index, after, place]) => {
    const told = sketch.at('t', index);
    const zone = sketch.at('z', place)?.zone;
    const time = told && zone !== undefined ? { ...told, zone } : told;
    return time ? [{ phrase, time, day: sketch.at('d', before) ?? sketch.at('d', after) }] : [];
  });
}

/** Leaves out the time of the other clock, with its day. */
export function toldTwice(sketch: Sketch, zone: string): void {
  const [first, second, ...more] = toldIn(sketch);
  if (!first || !second || more.length > 0 || sketch.all('t').length !== 2) return;
  const [ours, theirs] = first.time.zone === undefined || first.time.zone === zone ? [first, second] : [second, first];
  const [only, ...days] = new Set(sketch.text.match(/#d\d+/g));
  const shared = days.length === 0 ? sketch.at('d', only?.slice(2)) : undefined;
  const here = ours.day ?? shared;
  const there = theirs.day ?? shared;
  if (theirs.time.zone === undefined || theirs.time.zone === zone || !here || !there) return;
  const at = instant(here, ours.time, zone);
  if (at === undefined || at !== instant(there, theirs.time, theirs.time.zone)) return;
  const kept = `${ours.phrase} ${ours.day ? '' : (only ?? '')}`.trim();
  sketch.text = sketch.text
    .replace(theirs.phrase, ' ')
    .replace(
      new RegExp(`[/(=,;]* *(?:(?:so|that's|which is|i\\.e\\.|aka|and) )*${escaped(ours.phrase)}${OURS}`, 'i'),
      ` ${kept} `,
    )
    .replace(/\( *\)|[/=] *(?=,|$)/g, ' ');
  sketch.tidy();
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function instant({ from }: ItemOf<'d'>, { minute }: ItemOf<'t'>, zone: string): number | undefined {
  try {
    return instantOf(isoWall({ day: from, minute }), zone).getTime();
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}
