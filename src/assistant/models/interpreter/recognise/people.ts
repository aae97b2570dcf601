// People in the text: mail addresses, Slack mentions, names that the situation knows, and words where only a person
// can stand.
import type { Situation, SituationPerson } from '../../../situation.ts';
import { dropAffiliations } from './affiliations.ts';
import { isFirstName } from './first-names.ts';
import { markFirms, writeOut } from './name-forms.ts';
import {
  ADDED,
  AFTER_COMMA,
  ALIKE_TIMED,
  ALONE,
  ANOTHER,
  ANYWHERE,
  ASKED_OF,
  BEFORE_TIME,
  BOOKED,
  CAPITAL_AFTER_COMMA,
  CAPITAL_PLACES,
  INITIALS,
  INSTEAD,
  INTRODUCED,
  JOINED,
  JOINED_TO,
  OF_KIND,
  PUT,
  RESPECT,
  SURE_PLACES,
  TELLS,
  TITLED,
  WITHIN_LIST,
} from './name-places.ts';
import { isNameHere, isThing, mayBeName } from './names.ts';
import { MET_AT_A_PLACE } from './places.ts';
import type { Item, Sketch } from './sketch.ts';

/** Mail addresses and mentions: first of all, since they hold digits and dots that would be read as times. */
export function recogniseAddresses(sketch: Sketch): void {
  sketch.mark(/<@([UW][A-Z0-9]+)>/g, ([, id]) => ({ kind: 'p', person: { slackId: id ?? '' } }));
  sketch.mark(/[\p{L}\d][\p{L}\d._%+-]{0,63}@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu, ([address]) => ({
    kind: 'p',
    person: { email: (address ?? '').toLowerCase() },
  }));
}

/** Where a name after a comma is rather a place, or whom one takes there. */
const OF_ONES_OWN = new RegExp(
  `\\b(?:vet|dentist|doctor|gym|haircut|physio|checkup|check-up)\\b|${MET_AT_A_PLACE.source}`,
  'i',
);
/** So many people may follow one another in a list. */
const LONGEST_LIST = 4;

/** "Tanaka-san" is Tanaka. */
const plainName = (found: string) => found.replace(/^@/, '').replace(/-(?:san|sama|kun|chan|ssi|nim|ji)?$/i, '');

/** Parts of names that are no names by themselves. */
const PARTICLE =
  /^(?:van|von|de|da|del|della|di|du|dos|das|der|den|la|le|el|al|bin|ibn|ben|abu|ter|ten|af|\p{Lu}\.?)$/u;

/** Names behind the first that are other words as well: "Hui Min". */
const LATER_NAME = /^(?:Min|Jun|Sun|May|Jan|Will|Mark|Day|Hall|Park|Long|Best|Young)$/;

/** Reads a name when its first word passes, up to a word that is no part of one: "Ana Budget Review" is Ana. */
const named =
  (passes: (word: string) => boolean) =>
  ([found = '']: RegExpMatchArray): Item | readonly [Item, string] | null => {
    const name = plainName(found);
    const [first = '', ...rest] = name.split(' ');
    if (!passes(first)) return null;
    const strange = rest.findIndex(
      (word) => !PARTICLE.test(word) && !LATER_NAME.test(word) && (!mayBeName(word) || isThing(word)),
    );
    if (strange < 0) return person(name);
    if (!isFirstName(first)) return null;
    return [person([first, ...rest.slice(0, strange)].join(' ')), rest.slice(strange).join(' ')];
  };
const person = (name: string): Item => ({ kind: 'p', person: { name } });
const isCapital = (word: string) => /^\p{Lu}/u.test(word);
const isKnownName = (word: string) => mayBeName(word) && isFirstName(word);

/** Names: those known first, then words that stand where a person does. */
export function recogniseNames(sketch: Sketch, situation: Situation): void {
  writeOut(sketch);
  markHandles(sketch, situation);
  markFirms(sketch);
  for (const [name, people] of knownPeople(situation)) markKnown(sketch, name, people);
  sketch.text = sketch.text.replace(IS_TITLED, '$1 is');
  sketch.mark(TITLED, ([name = '']) => (mayBeName(name.split(' ').at(-1) ?? '') ? person(name) : null));
  sketch.mark(INITIALS, ([name = '']) => (mayBeName(name.split(/[. ]+/).at(-1) ?? '') ? person(name) : null));
  for (const place of SURE_PLACES) sketch.mark(place, named(isNameHere));
  sketch.mark(
    ASKED_OF,
    named((word) => isKnownName(word) || (isNameHere(word) && (isCapital(word) || !/[,;] ?is /i.test(sketch.text)))),
  );
  sketch.mark(CAPITAL_PLACES, named(mayBeName));
  const alone = !/#p\d/.test(sketch.text);
  sketch.mark(
    CAPITAL_AFTER_COMMA,
    named((word) => isKnownName(word) || (alone && !OF_ONES_OWN.test(sketch.text) && mayBeName(word))),
  );
  sketch.mark(
    PUT,
    named((word) => isKnownName(word) || (isCapital(word) && mayBeName(word))),
  );
  sketch.mark(BOOKED, named(isNameHere));
  sketch.mark(
    OF_KIND,
    named((word) => isKnownName(word) || (isCapital(word) && mayBeName(word))),
  );
  for (const place of [BEFORE_TIME, ALONE, ADDED]) sketch.mark(place, named(isKnownName));
  const social = MET_AT_A_PLACE.test(sketch.text);
  for (let round = 0; round < LONGEST_LIST; round++) {
    const before = sketch.text;
    sketch.mark(JOINED, named(isNameHere));
    sketch.mark(WITHIN_LIST, named(mayBeName));
    sketch.mark(ALIKE_TIMED, named(isNameHere));
    sketch.mark(
      AFTER_COMMA,
      named((word) => isKnownName(word) || (!social && isCapital(word) && mayBeName(word))),
    );
    if (sketch.text === before) break;
  }
  if (/#p\d/.test(sketch.text)) {
    sketch.mark(ANOTHER, named(isNameHere));
    sketch.mark(JOINED_TO, named(mayBeName));
  }
  sketch.mark(INTRODUCED, named(mayBeName));
  for (const place of [INSTEAD, ANYWHERE, TELLS]) sketch.mark(place, named(isKnownName));
  sketch.text = sketch.text.replace(new RegExp(`(#p\\d+) *-? *(?:${RESPECT})\\b`, 'gi'), '$1');
  joinAddresses(sketch);
  dropAffiliations(sketch);
}

/** "@rachel.green", "+ @mo": written by hand, where Slack knew nobody. */
const HANDLE = /(?<=^|[\s(,;:+&/])@(\p{L}[\p{L}\d._-]*[\p{L}\d])(?![\p{L}\d@])/gu;

function markHandles(sketch: Sketch, situation: Situation): void {
  if (!sketch.text.includes('@')) return;
  const known = new Map(knownPeople(situation));
  sketch.mark(HANDLE, ([, handle = '']) => {
    const parts = handle.toLowerCase().split(/[._-]/);
    const all = new Set(parts.flatMap((part) => known.get(part) ?? []));
    const [only, ...others] = [...all].filter(
      (one) => one.name?.toLowerCase() === parts.join(' ') || isAddressOf(one, { name: parts.join(' ') }),
    );
    if (only && others.length === 0) return { kind: 'p', person: only };
    return parts.length > 1 || isKnownName(handle) || (!isCapital(handle) && mayBeName(handle) && !known.has(handle))
      ? person(handle)
      : null;
  });
}

const firstOf = ({ name }: SituationPerson): string => name?.replace(HONORIFIC, '').split(' ')[0] ?? '';

/** "Sarah (sarah@acme.com)" and "Sarah, sarah@acme.com" are one person; in brackets whatever the address is. */
function joinAddresses(sketch: Sketch): void {
  sketch.text = sketch.text.replace(/#p(\d+) *(?:[(<,:-] *)?#p(\d+)(?: *[)>])?/g, (all, i: string, j: string) => {
    const [a, b] = [sketch.at('p', i)?.person, sketch.at('p', j)?.person];
    const explained = /\(.*\)|<.*>/.test(all);
    const bare = a && b && !a.email && !a.slackId;
    const one = bare && b.email && (explained || samePerson(a, b));
    // "Acme (Mei Chan)": where she is from
    const inside = bare && explained && !b.email && isFirstName(firstOf(b)) && !isFirstName(firstOf(a));
    return one || inside ? `#p${j}` : all;
  });
  const addressed = sketch.all('p').filter(({ person }) => person.email);
  sketch.text = sketch.text.replace(/#p(\d+)/g, (marker, i: string) => {
    const person = sketch.at('p', i)?.person;
    const fits = person && addressed.filter((other) => isAddressOf(other.person, person));
    return fits?.length === 1 && fits[0] ? `#p${sketch.items.findIndex(({ item }) => item === fits[0])}` : marker;
  });
}

/** "Marianne took over: marianne.d@acme.com": every part of a bare name stands before the @. */
function isAddressOf({ email }: SituationPerson, { name, email: own, slackId }: SituationPerson): boolean {
  const local = email?.split('@')[0]?.split(/[._+-]/) ?? [];
  return (
    !own &&
    !slackId &&
    (name
      ?.replace(HONORIFIC, '')
      .toLowerCase()
      .split(' ')
      .every((part) => local.includes(plain(part))) ??
      false)
  );
}

/** "Mrs Okafor's just rung", where "Ms Okafor's committee" is hers. */
const IS_TITLED =
  /(?<=\b(?:[Dd]r|[Mm]rs?|[Mm]s|[Mm]iss|[Pp]rof)\.? )(\p{Lu}[\p{L}-]+)'s(?= (?:just|been|had|called|rung|rang|asked|emailed|texted|off|ill|sick|away|running|out|now|not|got|stuck|late)\b)/gu;

/** "tims thing" is his as well. */
function markKnown(sketch: Sketch, name: string, people: readonly SituationPerson[]): void {
  const [first] = people;
  // A pattern a name takes its time: most of the people one knows are not spoken of.
  if (!first || !sketch.text.toLowerCase().includes(name)) return;
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  if (name.length > 2 && sketch.text.toLowerCase().includes(`${name}s`))
    sketch.text = sketch.text.replace(
      new RegExp(`(?<![\\p{L}\\d#<@.']|\\bthe )${escaped}s(?![\\p{L}\\d@'.])`, 'giu'),
      (word) => (isFirstName(word) ? word : `${word.slice(0, -1)}'s`),
    );
  const pattern = new RegExp(`(?<![\\p{L}\\d#<@.])@?${escaped}(?![\\p{L}\\d@]|\\.\\p{L})`, 'giu');
  sketch.mark(pattern, ([word]) => ({
    kind: 'p',
    person: people.length === 1 ? first : { name: (word ?? '').replace('@', '') },
  }));
}

const plain = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '');

type Known = readonly (readonly [string, readonly SituationPerson[]])[];
const known = new WeakMap<Situation, Known>();

/** What a person may be called, longest first, with all who answer to it. Of one situation several texts are read. */
function knownPeople(situation: Situation): Known {
  const people = known.get(situation) ?? findPeople(situation);
  known.set(situation, people);
  return people;
}

function findPeople(situation: Situation): Known {
  const all = new Map<string, SituationPerson[]>();
  const seen = new Set<string>();
  const add = (name: string | undefined, person: SituationPerson) => {
    for (const key of new Set([(name ?? '').toLowerCase(), plain((name ?? '').toLowerCase())])) {
      if (key.length < 2 || key.length > 60 || !key.split(' ').some(mayBeName)) continue;
      all.set(key, [...(all.get(key) ?? []), person]);
    }
  };
  const everybody = [...situation.people, ...situation.meetings.flatMap((meeting) => meeting.attendees)];
  for (const person of everybody.slice(0, 200)) {
    const key = person.email?.toLowerCase() ?? person.slackId ?? person.name?.toLowerCase();
    if (!key || seen.has(key) || key === situation.user.email?.toLowerCase() || key === situation.user.slackId)
      continue;
    seen.add(key);
    add(person.name, person);
    const first = person.name?.split(/\s+/)[0];
    if (first && first !== person.name) add(first, person);
    const local = person.email?.split('@')[0]?.split(/[._+-]/)[0];
    if (local && local.toLowerCase() !== plain((first ?? '').toLowerCase())) add(local, person);
  }
  return [...all].sort((a, b) => b[0].length - a[0].length);
}

/** How a tool is told of a person. */
export function reference(person: SituationPerson): string {
  return person.email ?? person.slackId ?? person.name ?? '';
}

/** True when the two may be the same person. */
export function samePerson(a: SituationPerson, b: SituationPerson): boolean {
  if (a.email && b.email) return a.email.toLowerCase() === b.email.toLowerCase();
  if (a.slackId && b.slackId) return a.slackId === b.slackId;
  const [left, right] = [namesOf(a), namesOf(b)];
  return left.some((name) => right.includes(name)) || isInitialOf(left, b) || isInitialOf(right, a);
}

/** Forms of address before a name. */
export const HONORIFIC =
  /^(?:dr|mrs?|ms|miss|prof(?:essor)?|sir|madam|judge|justice|rabbi|pastor|father|sister|brother|captain|officer|senator|councillor|coach|nurse|principal|chef|lady|madame|monsieur|herr|frau|se\u00f1ora?|signora?|chief|imam|sheikh|cllr|sgt|capt|col|revd?|fr|sr|br|hon|engr|adv|mme|mlle|dra|sra)\.? /i;

/** What a person may be called: by all of the name, the first, the last, or a part of the address. */
function namesOf({ name, email }: SituationPerson): string[] {
  const local = email?.split('@')[0];
  const called = name?.replace(HONORIFIC, '');
  const words = called?.split(' ') ?? [];
  return [
    called,
    words[0],
    HONORIFIC.test(name ?? '') ? words.at(-1) : undefined,
    local,
    ...(local?.split(/[._+-]/) ?? []),
  ].flatMap((one) => (one && one.length > 1 ? [plain(one.toLowerCase())] : []));
}

/** "Prof. Brandt" is hbrandt@…: an initial before the last name. */
function isInitialOf(names: readonly string[], { email }: SituationPerson): boolean {
  const local = plain((email?.split('@')[0] ?? '').toLowerCase());
  return names.some((name) => name.length > 3 && local.length === name.length + 1 && local.endsWith(name));
}
