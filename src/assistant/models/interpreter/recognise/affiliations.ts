// Where somebody comes from, said beside the name: "Ken of Mitsui", "priya from acme", "Jo from the design team". It
// tells who is meant and neither adds a guest nor says what the meeting is about.
import type { Sketch } from './sketch.ts';

const WORD = "[\\p{L}\\d][\\p{L}\\d&'.-]*";
const CAPITALS = `\\p{Lu}[\\p{L}\\d&'-]*(?: (?:&|of|and) \\p{Lu}[\\p{L}\\d&'-]*| \\p{Lu}[\\p{L}\\d&'-]*){0,2}`;
const BODIES =
  'team|dept|department|side|office|group|inc|ltd|llc|gmbh|corp|company|agency|firm|desk|lab|school|bank|studio|board';
const BODY = `(?:${WORD} ){1,2}(?:${BODIES})\\b`;
/** One word in small letters, where nothing of it can be a time or a place to meet at. */
const ONE_WORD = `(?!(?:home|here|there|work|now|then|today|my|your|his|her|their|about|around|next|this|the)\\b)${WORD}`;
const END = '(?= *(?:$|[,.;:!?)]|#|(?:on|at|for|about|re|to|and|via|over|please|tomorrow|in)\\b))';
const AFFILIATION = new RegExp(
  `(#p\\d+),? (?:of|from|over at|out of) (?:the |our )?(?:${BODY}|${CAPITALS}|${ONE_WORD})${END}`,
  'gu',
);
/** "remove ben from the sync" names a meeting. */
const TAKEN_OFF = /\b(?:remove|drop|uninvite|take|delete|kick)\b/i;

/** Leaves out where the people marked come from. */
export function dropAffiliations(sketch: Sketch): void {
  if (!TAKEN_OFF.test(sketch.text)) sketch.text = sketch.text.replace(AFFILIATION, '$1');
}
