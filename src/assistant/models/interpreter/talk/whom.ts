// Answers that name people: which of those between whom we asked, or who it was whom the wish left out.
import type { SituationPerson } from '../../../situation.ts';
import { mayBeName } from '../recognise/names.ts';
import { samePerson } from '../recognise/people.ts';
import { type Item, Sketch } from '../recognise/sketch.ts';
import { atPlace } from './choices.ts';
import type { Talk } from './talk.ts';

const ASKS_WHOM =
  /\b(?:whom?|which (?:one|of them|\p{Lu}[\p{L}'-]+))\b.{0,20}(?:\b(?:do|did|would) you mean|\bshould i (?:invite|book)|\bshall i (?:invite|book)|[:?])/iu;
const CANDIDATE =
  /(?:((?:\p{Lu}[\p{L}'.-]*)(?: \p{Lu}[\p{L}'.-]*)*) )?[(<]?\b([^()<>\s]+@[^()<>\s,;?]*[^()<>\s,;?.])[)>]?/gu;
const EVERYONE = /^(?:(?:i mean|invite|yes|with|please) )*(?:both|all)(?: of them)?(?: please)?[.! ]*$/i;

/**
 * "the second one", "Lee", "sam.fox@…", "both", when we asked which Sam: the answer with those people in place of its
 * words. The others who were to come still do. Undefined where it names none of them, or more than one without saying so.
 */
export function personMeant(rest: Sketch, talk: Talk): Sketch | undefined {
  if (!ASKS_WHOM.test(talk.said)) return undefined;
  const candidates = [...talk.said.matchAll(CANDIDATE)].map(
    ([, name, email = '']): SituationPerson => (name ? { name, email } : { email }),
  );
  if (candidates.length === 0) return undefined;
  const found = EVERYONE.test(rest.text) ? { people: candidates, left: '' } : oneOf(candidates, rest);
  if (!found || !talk.frame) return undefined;
  const others = talk.frame.sketch
    .all('p')
    .filter(({ person }) => !candidates.some((candidate) => samePerson(candidate, person)));
  const items: Item[] = [...found.people.map((person) => ({ kind: 'p', person }) as const), ...others];
  const markers = items.map((_, index) => `with #p${rest.items.length + index}`);
  return new Sketch(`${found.left.replace(/^[ ,]*(?:and|also|plus)\b/i, ' ')} ${markers.join(' ')}`.trim(), [
    ...rest.items,
    ...items.map((item) => ({ item, source: '' })),
  ]);
}

function oneOf(candidates: readonly SituationPerson[], rest: Sketch) {
  const words = namesIn(rest.words(rest.text));
  const [only, ...more] = candidates.filter((candidate) =>
    [...namesIn(`${candidate.name ?? ''} ${candidate.email?.split('@')[0] ?? ''}`)].some(
      (name) =>
        words.has(name) && candidates.every((other) => other === candidate || !namesIn(nameOf(other)).has(name)),
    ),
  );
  if (only && more.length === 0) {
    const names = namesIn(nameOf(only));
    const left = rest.text
      .replace(/#p\d+/g, ' ')
      .replace(/[\p{L}'-]+/gu, (word) => (names.has(word.toLowerCase()) ? ' ' : word));
    return { people: [only], left };
  }
  const placed = only ? undefined : atPlace(rest.text, candidates);
  return placed && { people: [placed], left: rest.text.replace(/#p\d+/g, ' ') };
}

const nameOf = ({ name, email }: SituationPerson) => `${name ?? ''} ${email?.split('@')[0] ?? ''}`;
const namesIn = (text: string): Set<string> => new Set(text.toLowerCase().match(/\p{L}{2,}/gu));

/** "sarah" as the answer to "with whom". */
export function bareName(text: string, said: string): Sketch | undefined {
  const name = text.replace(/^with /i, '').replace(/[.!]+$/, '');
  if (!/\bwho(?:m)?\b/i.test(said) || !/^[^ ]+(?: [^ ]+)?$/.test(name) || !name.split(' ').every(mayBeName))
    return undefined;
  return new Sketch('#p0', [{ item: { kind: 'p', person: { name } }, source: name }]);
}
