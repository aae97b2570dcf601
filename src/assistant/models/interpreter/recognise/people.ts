// People in the text: mail addresses, Slack mentions, names that the situation knows, and words where only a person
// can stand.
import type { Situation, SituationPerson } from '../../../situation.ts';
import { mayBeName } from './names.ts';
import type { Item, Sketch } from './sketch.ts';

/** Mail addresses and mentions: first of all, since they hold digits and dots that would be read as times. */
export function recogniseAddresses(sketch: Sketch): void {
  sketch.mark(/<@([UW][A-Z0-9]+)>/g, ([, id]) => ({ kind: 'p', person: { slackId: id ?? '' } }));
  sketch.mark(/[\p{L}\d][\p{L}\d._%+-]{0,63}@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu, ([address]) => ({
    kind: 'p',
    person: { email: (address ?? '').toLowerCase() },
  }));
}

const NAME = "@?\\p{L}[\\p{L}'-]*";
const SURNAME = "(?: \\p{Lu}[\\p{L}'-]+)?";
/** After these only a person can stand, however it is written. */
const BEFORE_ANY =
  'with|invite|include|loop in|meet|uninvite|cc|chat to|speak to|speak with|talk to|catch|see|remove|ask|is|are|does|was';
/** After these a person can stand, and much else: only a capital letter shows it. */
const BEFORE_CAPITAL = '1:1|book|schedule|call|add|plus|for|and|drop|take|bring|get|have|when|of|tell|from';
/** What may follow a person. */
const AFTER =
  "(?= *(?:$|[,.;:!?&)/+@]|#|'s|(?:and|at|on|in|for|to|about|from|please|next|this|or|via|over|instead|re|regarding|off|is|are|free|available|by|around|too|up|sometime|some|also|but|there|here|both|a|the|time|again|be|would|then|have|thanks|my|now|when|know|that)\\b))";

const capitals = (list: string) =>
  list
    .split('|')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('|');

const TITLED =
  /\b(?:[Dd]r|[Mm]rs?|[Mm]s|[Mm]iss|[Pp]rof)\.? \p{L}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?(?! ?(?:appointment|appt))/gu;
const BEFORE_OPEN_END = '(?= *(?:$|[,.;:!?]|#|(?:at|on|for|about|re)\\b))';
/** Where a person stands, from the surest place to the least sure. */
const PLACES: readonly RegExp[] = [
  new RegExp(`(?<=\\b(?:with|meet|interview|call|see|invite) )${NAME} ${NAME}${BEFORE_OPEN_END}`, 'giu'),
  new RegExp(`(?<=\\b(?:${BEFORE_ANY}|${capitals(BEFORE_ANY)}) )${NAME}${SURNAME}${AFTER}`, 'gu'),
  new RegExp(
    `(?<=(?:\\b(?:${BEFORE_CAPITAL}|${capitals(BEFORE_CAPITAL)})|^|,|\\b(?:[Ii]nterview|1:1|[Cc]all|[Cc]offee|[Ll]unch|[Dd]inner):) )@?\\p{Lu}[\\p{L}'-]+${SURNAME}${AFTER}`,
    'gu',
  ),
];
const LISTED = new RegExp(
  `(?<=#p\\d+ {0,3}(?:,|and|&|\\+|,? and|/|or) *)${NAME}${SURNAME}(?= *(?:$|[,.;!?&)/+]|#|(?:and|at|on|for|in|to|about|from|please|next|this|via|both|free|have|or)\\b))`,
  'gu',
);
const BOOKED = new RegExp(
  `(?<=\\b(?:[Bb]ook|[Ss]chedule|[Cc]all|[Ii]nterview|[Pp]hone) )${NAME}${AFTER}(?=(?: instead| again| then| at| for| on)?,? *#[dt])`,
  'gu',
);
/** So many people may follow one another in a list. */
const LONGEST_LIST = 4;

/** Names: those known first, then words that stand where a person does. */
export function recogniseNames(sketch: Sketch, situation: Situation): void {
  for (const [name, people] of knownPeople(situation)) markKnown(sketch, name, people);
  const read = ([found]: RegExpMatchArray): Item | null => {
    const name = (found ?? '').replace(/^@/, '');
    const [first = '', ...rest] = name.split(' ');
    return mayBeName(first) && rest.every(mayBeName) ? { kind: 'p', person: { name } } : null;
  };
  sketch.mark(TITLED, ([name = '']) =>
    mayBeName(name.split(' ').at(-1) ?? '') ? { kind: 'p', person: { name } } : null,
  );
  for (const place of PLACES) sketch.mark(place, read);
  for (let round = 0; round < LONGEST_LIST; round++) {
    const before = sketch.text;
    sketch.mark(LISTED, read);
    if (sketch.text === before) break;
  }
  sketch.mark(BOOKED, read);
}

function markKnown(sketch: Sketch, name: string, people: readonly SituationPerson[]): void {
  const [first] = people;
  if (!first) return;
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(`(?<![\\p{L}\\d#<@.])@?${escaped}(?![\\p{L}\\d@]|\\.\\p{L})`, 'giu');
  sketch.mark(pattern, ([word]) => ({
    kind: 'p',
    person: people.length === 1 ? first : { name: (word ?? '').replace('@', '') },
  }));
}

const plain = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '');

/** What a person may be called, longest first, with all who answer to it. */
function knownPeople(situation: Situation): [string, SituationPerson[]][] {
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
  const names = (person: SituationPerson) =>
    [
      person.name,
      person.name?.split(' ')[0],
      person.email?.split('@')[0],
      person.email?.split('@')[0]?.split(/[._+-]/)[0],
    ].flatMap((name) => (name ? [plain(name.toLowerCase())] : []));
  return names(a).some((name) => names(b).includes(name));
}
