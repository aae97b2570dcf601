// Times in the text: offsets from now, lengths, parts of the day, clock times, ranges and zones, in the order in which
// they may swallow each other. Dates are marked already.
import { wallOf } from '../calendar.ts';
import { recogniseClock } from './clock.ts';
import { recogniseDurations } from './durations.ts';
import { NUMBER, numberOf } from './numbers.ts';
import { markByRules, type Rule } from './rules.ts';
import type { Item, Sketch } from './sketch.ts';
import { TIME_ZONES } from './zones.ts';

interface Ground {
  readonly sketch: Sketch;
  readonly now: Date;
  readonly zone: string;
}

const LONGEST_OFFSET = 60 * 24 * 7;
const later = (minutes: number, { now, zone }: Ground): Item => ({
  kind: 's',
  wall: wallOf(new Date(now.getTime() + minutes * 60_000), zone),
});
const HOURS = '(?:hours?|hrs?|h)';
const MINUTES = '(?:minutes?|mins?|m)';
/** "squeeze in 15 minutes" is a length. */
const NO_LENGTH =
  '(?<!\\b(?:squeeze|fit|slot|get|pencil|put|pop|sneak|schedule|book|stick|throw|drop|jam|cram|slip|add|work|chuck|bung|shove) )';
/** Beside a time of the day "in an hour" is a length as well. */
const CLOCKED = /\d ?[ap]m?\b|\d:\d\d|\b(?:at|@) ?\d|\bnoon\b/i;

/** "get pete in an hour before the call": told by another meeting, not by now. */
const OFFSETS: readonly Rule<Ground>[] = [
  // "this time next week"
  [
    /\b(?:at )?(?:about |around )?this (?:exact |very )?time(?= (?:on )?#d\d)/gi,
    (_, { now, zone }) => ({ kind: 't', minute: wallOf(now, zone).minute, sure: true }),
  ],
  [
    new RegExp(
      `\\b(?:in )?half an hour from now\\b|${NO_LENGTH}\\bin half an hour\\b(?! (?:before|after|following) \\p{L})`,
      'giu',
    ),
    (_, on) => later(30, on),
  ],
  [
    new RegExp(`${NO_LENGTH}\\bin an hour and a half\\b(?! (?:before|after|following) \\p{L})`, 'giu'),
    (_, on) => later(90, on),
  ],
  [
    new RegExp(`\\bin (${NUMBER}) ?${HOURS}(?:,? and)? (${NUMBER}) ?${MINUTES}\\b`, 'gi'),
    ([, h, m], on) => later(Math.round(numberOf(h) * 60 + numberOf(m)), on),
  ],
  [
    new RegExp(
      `${NO_LENGTH}\\bin (?:about )?(${NUMBER}) ?(${HOURS}|${MINUTES})\\b(?! (?:before|after|following) \\p{L})(?: time)?|\\b(${NUMBER}) ?(${HOURS}|${MINUTES}) from now\\b(?! on)`,
      'giu',
    ),
    ([all = '', n1, u1, n2, u2], on) => {
      if (/^in /i.test(all) && CLOCKED.test(on.sketch.text.replace(all, ' '))) return null;
      const minutes = numberOf(n1 ?? n2) * (/^h/i.test(u1 ?? u2 ?? '') ? 60 : 1);
      return minutes < LONGEST_OFFSET ? later(Math.round(minutes), on) : null;
    },
  ],
];

export function recogniseTimes(sketch: Sketch, now: Date, zone: string): void {
  markByRules(OFFSETS, { sketch, now, zone });
  recogniseDurations(sketch);
  recogniseClock(sketch, zone);
  markByRules(TIME_ZONES, { sketch });
}
