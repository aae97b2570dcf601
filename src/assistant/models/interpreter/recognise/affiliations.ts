// What is told of a person beside the name: "Kim from the San Francisco desk", "Greg Pohl (our counsel)", "Ana, head of
// sales, …", "our client #p". It tells who is meant and neither adds a guest nor says what the meeting is about.
import { isRole } from './names.ts';
import { MET_AT_A_PLACE } from './places.ts';
import type { Sketch } from './sketch.ts';
import { cityZone } from './zone-names.ts';

const WORD = "[\\p{L}\\d][\\p{L}\\d&'.-]*";
const CAPITALS = `\\p{Lu}[\\p{L}\\d&'-]*(?: (?:&|of|and) \\p{Lu}[\\p{L}\\d&'-]*| \\p{Lu}[\\p{L}\\d&'-]*){0,2}`;
const BODIES =
  'team|dept|department|side|office|group|inc|ltd|llc|gmbh|corp|company|agency|firm|desk|lab|school|bank|studio|board';
const BODY = `(?:${WORD} ){1,2}(?:${BODIES})\\b`;
/** One word in small letters, where nothing of it can be a time or a place to meet at. */
const ONE_WORD = `(?!(?:home|here|there|work|now|then|today|my|your|his|her|their|about|around|next|this|the)\\b)${WORD}`;
const END = '(?= *(?:$|[,.;:!?()]|#|(?:on|at|for|about|re|to|and|via|over|please|tomorrow|in)\\b))';
const AFFILIATION = new RegExp(
  `(#p\\d+),? (?:of|from|over at|out of) (?:the |our )?(?:${BODY}|${CAPITALS}|${ONE_WORD})${END}`,
  'gu',
);
/** "Vicky at Lumen wants 15 minutes": where she works, since she is told of. */
const WORKS_AT = new RegExp(
  `(#p\\d+) (?:at|with|in) (?:the )?${CAPITALS}(?= (?:wants|needs|asked|asks|would|has|is|said|says|suggested|can|could)\\b)`,
  'gu',
);
/** "Mike from Oslo": no second guest. */
const FROM_A_CITY = /(#p\d+),? from (#p\d+)/g;
/** "(sales)", "(our counsel)"; what limits, or where people meet, is more than that. */
const IN_BRACKETS =
  /(#p\d+) *[([](?![^)\]]*\b(?:optional|if|only|maybe|not|no|zoom|phone|teams|meet|video|remote|online|and|or|until|before|after|in person)\b)([^()[\]#]{2,40})[)\]]/gi;
/** "Ana, our head of sales, …", "Ben, the new hire, …". */
const APPOSED =
  /(#p\d+) ?, ((?:our|my|the|their|his|her|an?|head|director|vice|vp|chief|lead) [^,.;:#]{2,45}?)(?= ?[,.;]| *$| #)/gi;
/** "Ana who runs payroll". */
const WHO =
  /(#p\d+),? (?:who|whom|whose)(?![^,.;#]*\b(?:can|can't|cannot|could|only|prefers?|won't|free|available|suggest\w*|wants?|asked)\b) [^,.;#]{3,60}?(?= *(?:[,.;]|$|#| (?:on|at|for|about) ))/gi;
/** "our client #p", "the new designer #p". */
const ROLE_BEFORE =
  /(?<=\b(?:with|and|meet|see|call|invite|plus|for|include|add|,|&|\+) ?)((?:our|my|the|their|his|her|an?|new) (?:[\p{L}-]+ ){0,2})?([\p{L}-]+),? (?=#p\d)/giu;
/** "Judge Ito's clerk, clerk@…": whose address it is. */
const SOMEBODYS = /#p\d+ ?'s (?:[\p{L}-]+ ){0,2}?([\p{L}-]+) *[,(:]? *(#p(\d+))(?: *\))?/giu;
/** "remove ben from the sync" names a meeting. */
const TAKEN_OFF = /\b(?:remove|drop|uninvite|take|delete|kick)\b/i;
const isTold = (words: string) => words.split(' ').some(isPerson);
const isPerson = (word: string) =>
  isRole(word) || /^(?:clients?|customers?|vendors?|manager|boss|colleagues?)$/i.test(word);

/** Leaves out what only tells who the people marked are. */
export function dropAffiliations(sketch: Sketch): void {
  if (!TAKEN_OFF.test(sketch.text)) sketch.text = sketch.text.replace(AFFILIATION, '$1');
  const social = MET_AT_A_PLACE.test(sketch.text);
  sketch.text = sketch.text
    .replace(SOMEBODYS, (all, role: string, marker: string, index: string) =>
      isPerson(role) && sketch.at('p', index)?.person.email ? marker : all,
    )
    .replace(FROM_A_CITY, (all, who: string, where: string) =>
      who === where || cityZone(sketch.words(where)) !== undefined ? who : all,
    )
    .replace(/(#p\d+) *\( *\1 *\)/g, '$1')
    .replace(WORKS_AT, '$1')
    .replace(IN_BRACKETS, (all, marker: string, words: string) =>
      social && /^\p{Lu}/u.test(words) && !isTold(words) ? all : marker,
    )
    .replace(APPOSED, (all, marker: string, words: string) => (isTold(words) ? marker : all))
    .replace(WHO, '$1')
    .replace(ROLE_BEFORE, (all, _, role: string) => (isPerson(role) ? '' : all));
}
