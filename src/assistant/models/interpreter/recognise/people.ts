// People in the text: mail addresses, Slack mentions, names that the situation knows, and words where only a person
// can stand.
import type { Situation, SituationPerson } from '../../../situation.ts';
import { dropAffiliations } from './affiliations.ts';
import { isFirstName } from './first-names.ts';
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

const NAME = "(?!(?:with|and|or|to|at|on|for|in|the|a|an|my|our|up)(?![\\p{L}'-]))@?\\p{L}[\\p{L}'-]*(?!\\p{L})";
const CAPITAL_NAME = "@?\\p{Lu}[\\p{L}'-]+(?!\\p{L})";
const SURNAME = "(?: \\p{Lu}[\\p{L}'-]+(?!\\p{L}))?";
/** After these only a person can stand, however it is written. */
const BEFORE_ANY =
  'with|invite|include|loop in|meet|uninvite|cc|chat to|speak to|speak with|talk to|catch|see|remove|ask';
/** "is priya free": a question begins so, while "tomorrow is packed" tells something. */
const ASKED =
  '(?:^|[,.;:!?] ?|\\b(?:if|whether|when|where|and|so|hey|check|know|time|how|why|or) )(?:[Ii]s|[Aa]re|[Dd]oes|[Ww]as|[Cc]an|[Cc]ould)';
/** After these a person can stand, and much else: only a capital letter shows it. */
const BEFORE_CAPITAL = '1:1|book|schedule|call|add|plus|for|and|drop|take|bring|get|have|when|of|tell|from';
/** Forms of respect behind a name. */
const RESPECT = "sir|madam|ma'am|ji|san|sensei";
/** What may follow a person. */
const AFTER = `(?!\\p{L})(?= *(?:$|[,.;:!?&()/+@]|#|'s|(?:and|at|on|in|for|to|of|about|from|please|next|this|or|via|over|instead|re|regarding|off|is|are|free|available|by|around|too|up|sometime|some|also|but|before|after|starting|beginning|until|till|there|here|both|a|the|time|again|be|would|then|have|thanks|my|now|when|know|that|along|onto|into|join|sit|attend|come|should|needs|doesn't|isn't|must|${RESPECT})\\b))`;

const capitals = (list: string) =>
  list
    .split('|')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('|');
const either = (list: string) => `(?:${list}|${capitals(list)})`;

const TITLED =
  /\b(?:[Dd]r|[Mm]rs?|[Mm]s|[Mm]iss|[Pp]rof)\.? \p{L}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?(?! ?(?:appointment|appt))/gu;
const BEFORE_OPEN_END = '(?= *(?:$|[,.;:!?]|#|(?:at|on|for|about|re)\\b))';
/** Where nothing but a person stands. */
const SURE_PLACES: readonly RegExp[] = [
  new RegExp(
    `(?<=\\b(?:with|meet|see|invite|(?<!\\b(?:the|my|our|an?|this|that) )(?:interview|call)) )${NAME} ${NAME}${BEFORE_OPEN_END}`,
    'giu',
  ),
  new RegExp(`(?<=\\b${either(BEFORE_ANY)} )${NAME}${SURNAME}${AFTER}`, 'gu'),
  new RegExp(`(?<=\\b(?:me|myself)(?: and|, and|,) )${NAME}${SURNAME}${AFTER}`, 'gu'),
  new RegExp(`(?<=\\b(?:swap|replace|switch|sub)(?: out| in)? #p\\d+ (?:with|for|by) )${NAME}${SURNAME}`, 'gu'),
  new RegExp(`(?<=${ASKED} )(?!it\\b)${NAME}${SURNAME}${AFTER}`, 'gu'),
];
/** Words that begin a sentence with a capital letter, where a name may follow. */
const INITIAL =
  '\\b(?:Since|As|Because|If|When|While|So|And|But|For|Need|Get|Let|Book|Schedule|Meet|See|Call|Put|Both|Also|Then|Only|Maybe|Could|Can|Would|Will|I|We|With|Invite|Add|Include|Tell|Ask|Have|Both|Plus)';
/** "Since Nora is in town": a known name with its capital, wherever it stands; in quotes it is a title's. */
const ANYWHERE = new RegExp(
  `(?<=^|[,.;:!?(] |${INITIAL} |(?<![\\p{L}'-])\\p{Ll}[\\p{L}'-]* |\\d )(?<![\\p{L}\\d@#'-]|\\b(?:in|at|near|about|re|regarding|than|like|per|on behalf of|[Dd]ear|[Hh]i|[Hh]ey|[Hh]ello|[Tt]hanks) )(?!${INITIAL} )${CAPITAL_NAME}${SURNAME}(?!'s|[\\p{L}'-]| ${CAPITAL_NAME})(?=(?:[^"]*"[^"]*")*[^"]*$)`,
  'gu',
);
/** Where a capital letter shows a person; "Ken of Mitsui" is one. */
const CAPITAL_PLACES = new RegExp(
  `(?<!#p\\d+ (?:of|from) |\\p{Lu}[\\p{L}'-]+ of )(?<=(?:\\b${either(BEFORE_CAPITAL)}|^|\\b(?:[Ii]nterview|1:1|[Cc]all|[Cc]offee|[Ll]unch|[Dd]inner):) )${CAPITAL_NAME}${SURNAME}${AFTER}`,
  'gu',
);
/** "…, Nadia": by itself a person; with people already there it may as well be a place or a topic. */
const CAPITAL_AFTER_COMMA = new RegExp(`(?<=, )${CAPITAL_NAME}${SURNAME}${AFTER}`, 'gu');
/** "put Nadia on for wednesday", "squeeze kim in", "slot Raj in". */
const PUT = new RegExp(
  `(?<=\\b${either('put|get|squeeze|slot|fit|pencil|have|pull|pop|bring|book|stick|add|rope')} )${NAME}${SURNAME}(?= (?:in|on|down|over)\\b)`,
  'gu',
);
/** "…, then ben tues 11", "tim and kim for 3": a known name between a joining word and a time or another name. */
const BEFORE_TIME = new RegExp(
  `(?<=(?:\\b${either('and|then|plus|book|schedule|meet|get|also')}|[,;&+:]) )${NAME}${SURNAME}(?= *(?:(?:at|for|on|from|@) *)?#[dtrus]\\d| (?:and|&|,) (?:#p\\d|${NAME}))`,
  'gu',
);
/** "lunch deb 12:30", "coffee Nat tomorrow". */
const OF_KIND = new RegExp(
  `(?<=\\b${either('lunch|coffee|dinner|drinks|breakfast|brunch|call|chat|1:1|sync|catch[- ]?up|interview|zoom|meeting|session')} )${NAME}${SURNAME}(?= *(?:$|[,.;]|#|(?:at|on|for|and|re|about)\\b))`,
  'gu',
);
/** "bob friday 2", "15 mins, nils": by itself between times and commas. */
const ALONE = new RegExp(
  `(?<=(?:^|[,.;:(+/&]|#[trdus]\\d+) *)${NAME}${SURNAME}(?= *(?:$|[,.;:!?)+/&]|#[trdus]\\d|(?:and|at|on|for|re|about|via|over|quick|short|please|asap) ))`,
  'gu',
);
const LIST_END =
  '(?= *(?:$|[,.;!?&()/+]|#|(?:and|at|on|for|in|to|of|about|from|please|next|this|via|both|free|have|or)\\b))';
/** "add bob", "also invite kim": a known name and nothing else. */
const ADDED = new RegExp(
  `(?<=^(?:(?:please|also|and|then|can you|could you|now|ok)[ ,]+)*${either('add|include|bring|loop in|cc')} )${NAME}${SURNAME}(?= *(?:$|[.!,]|(?:and|too|as well|also|please|to (?:the|my|our|it|that))\\b))`,
  'gu',
);
/** "… and kim": joined to a person by a word. */
const JOINED = new RegExp(`(?<=#p\\d+ {0,3}(?:and|&|\\+|,? and|/|or) *)${NAME}${SURNAME}${LIST_END}`, 'gu');
/** "tim, kim": by a comma alone it may as well be what the meeting is about. */
const AFTER_COMMA = new RegExp(`(?<=#p\\d+ {0,3}, *)${NAME}${SURNAME}${LIST_END}`, 'gu');
/** The same, with more of the list to come: "tim, bex and lou". */
const WITHIN_LIST = new RegExp(
  `(?<=#p\\d+ {0,3}, *)${NAME}${SURNAME}(?=(?: ?, ?(?:#p\\d+|${NAME}))*,? +(?:and|&) +(?:#p\\d|${NAME}${LIST_END}))`,
  'gu',
);
const BOOKED = new RegExp(
  `(?<=\\b${either('book|schedule|call|interview|phone|ring|zoom|ping|see|meet')} )${NAME}${AFTER}(?=(?: instead| again| then| at| for| on)?,? *#[dt])`,
  'gu',
);
/** "book ana mon 10am, then ben tues 11am": a name where the next booking begins. */
const ANOTHER = new RegExp(`(?<=#[tu]\\d+ *(?:, *)?(?:and then|and|then|,) +)${NAME}(?= +#d\\d+,? *(?:at )?#t)`, 'giu');
/** "ana at 9, bo at 10 and cy at 11": a name where the last one of such a list stands. */
const ALIKE_TIMED = new RegExp(
  `(?<=#p\\d+ *(?:at |@ ?)?#t\\d+ *(?:, *)?(?:and |then |& |with )*)${NAME}(?= *(?:at |@ ?)?#t\\d)`,
  'giu',
);
/** "tim just asked for half an hour": a known name that says or wants something. */
const TELLS = new RegExp(
  `(?<=^|(?:[,.;:!?]|\\b(?:so|and|ok|okay|that|because|as|since|hey|btw|fyi)) )(?<!#)${NAME}${SURNAME}(?= (?:just |also |now |only |already |really |has |have )*(?:ask(?:s|ed)|wants?|wanted|needs|should|must|doesn't|isn't|said|says|can|could|would|wrote|pinged|mailed|emailed|texted|messaged|suggest(?:s|ed)|propos(?:es|ed)|confirmed|prefers|agreed|and i)\\b)`,
  'gu',
);
/** Where a name after a comma is rather a place, or whom one takes there. */
const OF_ONES_OWN = new RegExp(
  `\\b(?:vet|dentist|doctor|gym|haircut|physio|checkup|check-up)\\b|${MET_AT_A_PLACE.source}`,
  'i',
);
/** So many people may follow one another in a list. */
const LONGEST_LIST = 4;

/** "Tanaka-san" is Tanaka. */
const plainName = (found: string) => found.replace(/^@/, '').replace(/-(?:san|sama|kun|chan|ssi|nim|ji)?$/i, '');

/** Reads a name when its first word passes, and no other is a word of another kind. */
const named =
  (passes: (word: string) => boolean) =>
  ([found = '']: RegExpMatchArray): Item | null => {
    const name = plainName(found);
    const [first = '', ...rest] = name.split(' ');
    return passes(first) && rest.every(mayBeName) && (isFirstName(first) || !rest.some(isThing))
      ? { kind: 'p', person: { name } }
      : null;
  };
const isCapital = (word: string) => /^\p{Lu}/u.test(word);
const isKnownName = (word: string) => mayBeName(word) && isFirstName(word);

/** Names: those known first, then words that stand where a person does. */
export function recogniseNames(sketch: Sketch, situation: Situation): void {
  for (const [name, people] of knownPeople(situation)) markKnown(sketch, name, people);
  sketch.mark(TITLED, ([name = '']) =>
    mayBeName(name.split(' ').at(-1) ?? '') ? { kind: 'p', person: { name } } : null,
  );
  for (const place of SURE_PLACES) sketch.mark(place, named(isNameHere));
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
  if (/#p\d/.test(sketch.text)) sketch.mark(ANOTHER, named(isNameHere));
  for (const place of [ANYWHERE, TELLS]) sketch.mark(place, named(isKnownName));
  sketch.text = sketch.text.replace(new RegExp(`(#p\\d+) *-? *(?:${RESPECT})\\b`, 'gi'), '$1');
  joinAddresses(sketch);
  dropAffiliations(sketch);
}

/** "Sarah (sarah@acme.com)" and "Sarah, sarah@acme.com" are one person; in brackets whatever the address is. */
function joinAddresses(sketch: Sketch): void {
  sketch.text = sketch.text.replace(/#p(\d+) *(?:[(<,:-] *)?#p(\d+)(?: *[)>])?/g, (all, i: string, j: string) => {
    const [a, b] = [sketch.at('p', i)?.person, sketch.at('p', j)?.person];
    const explained = /\(.*\)|<.*>/.test(all);
    const one = a && b && !a.email && !a.slackId && b.email && (explained || samePerson(a, b));
    return one ? `#p${j}` : all;
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
      ?.toLowerCase()
      .split(' ')
      .every((part) => local.includes(plain(part))) ??
      false)
  );
}

function markKnown(sketch: Sketch, name: string, people: readonly SituationPerson[]): void {
  const [first] = people;
  // A pattern a name takes its time: most of the people one knows are not spoken of.
  if (!first || !sketch.text.toLowerCase().includes(name)) return;
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
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

const HONORIFIC = /^(?:dr|mrs?|ms|miss|prof(?:essor)?|sir|madam)\.? /i;

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
