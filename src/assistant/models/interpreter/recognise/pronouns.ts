// Whom pronouns mean: the one person who is named.
import { isFirstName } from './first-names.ts';
import { samePerson } from './people.ts';
import type { Sketch } from './sketch.ts';

/** "book her (kim@acme.com)". */
const EXPLAINED = /\b(?:him|her|them),? *[(,]? *(#p\d+) *(?:\)|(?=[,.;]|$))/gi;
const PRONOUN =
  /(?<=\b(?:book|schedule|meet|see|call|invite|with|put|get|add|include|loop in|bring|drop|remove|uninvite|give|offer|fit|slot|squeeze|pencil|pop|stick|move|shift|push|bump|reschedule|postpone) )(?:him|her|them)\b(?!.*#p\d)/i;

const PRONOUN_ANYWHERE =
  /(?<=\b(?:book|schedule|meet|see|call|invite|with|put|get|add|include|loop in|bring|drop|remove|uninvite|give|offer|fit|slot|squeeze|pencil|pop|stick|move|shift|push|bump|reschedule|postpone) )(?:him|her)\b(?! ?'s| \p{L}+ing\b| (?!at|on|for|in|and|to|with|this|next|please|from|before|after|via|over|about|again|then|too|instead|once|up|there)\p{L})/giu;

/** "john wants to talk, book him tomorrow": where one person is named, the pronoun after a verb means that person. */
export function pronouns(sketch: Sketch): void {
  sketch.text = sketch.text.replace(EXPLAINED, '$1');
  // "Tim's birthday is on saturday, book dinner with him"
  if (!/#p\d/.test(sketch.text) && PRONOUN.test(sketch.text))
    sketch.mark(/(?<![\p{L}#-])\p{Lu}[\p{L}-]+(?='s )/u, ([name = '']) =>
      isFirstName(name) ? { kind: 'p', person: { name } } : null,
    );
  sketch.text = sketch.text.replace(HIS_MEETING, (words, at: number, text: string) => {
    const [owner, ...more] = new Set(text.slice(0, at).match(/#p\d+/g));
    return owner === undefined || more.length > 0 ? words : `${owner} 's`;
  });
  const person = onePerson(sketch);
  if (person === undefined) return;
  sketch.text = sketch.text.replace(HERS, `${person} 's`);
  withOwner(sketch, person);
  // Named before and again behind: "…Priyanka. Put an hour in with her, she's priyanka@…".
  const named = sketch.text.search(/#p\d/);
  sketch.text = sketch.text
    .replace(PRONOUN, person)
    .replace(PRONOUN_ANYWHERE, (found, at: number) => (named < at ? person : found));
}

/** The only person named; one who is named twice ("Kemal … kemal@…") by the last of it. */
function onePerson(sketch: Sketch): string | undefined {
  const named = [...new Set(sketch.text.match(/#p\d+/g))];
  const whom = (marker: string | undefined) => sketch.at('p', marker?.slice(2))?.person;
  const last = whom(named.at(-1));
  return last && named.every((marker) => samePerson(whom(marker) ?? {}, last)) ? named.at(-1) : undefined;
}

/** "rupert is ill, cancel his session". */
const HIS_MEETING =
  /\b(?:his|her|their)(?= (?:(?!#)[\p{L}-]+ )?(?:session|meeting|call|1:1|slot|sync|chat|interview|appointment|visit|review|demo|catch[- ]?up|check[- ]?in|one|thing|lesson|talk|intro|follow-up)s?\b)/giu;

/** "Nadia is late, make hers 11:30". */
const HERS =
  /(?<=\b(?:make|move|push|shift|put|bring|change|reschedule|bump|switch|give) )(?:hers|his|theirs)(?= (?:to|at|on|back|forward|up|by|#|an?\b|longer|shorter|later|earlier|\d))/gi;

/** "Noor is in Perth. Can you book thursday 6pm her time?": it is with her. */
function withOwner(sketch: Sketch, person: string): void {
  const { text } = sketch;
  sketch.text = text.replace(/#t(\d+)/g, (marker, index: string, at: number) => {
    const sentence = text.slice(text.lastIndexOf('.', at) + 1).split(/[.?!]/)[0] ?? '';
    return sketch.at('t', index)?.theirs && !sentence.includes('#p') ? `${marker} with ${person}` : marker;
  });
}
