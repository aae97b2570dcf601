// What the days and times of a change are there for: some tell which meeting, some tell where it should go. Where the
// words do not show it, every way of taking them is a reading, and the calendar shows which of them fits.

/** The words of a change in two: those that tell which meeting, and those that tell where it goes. */
export interface Split {
  readonly which: string;
  readonly where: string;
}

type Role = 'which' | 'where' | 'open';

interface Mark {
  readonly from: number;
  readonly to: number;
  readonly kind: string;
  /** The words since the marker before, and those up to the next. */
  readonly before: string;
  readonly after: string;
  /** A marker stands before it. */
  readonly follows: boolean;
}

interface Sign {
  readonly name: string;
  readonly role: Role;
  readonly shows: (mark: Mark) => boolean;
}

const LOOSELY =
  '(?:(?:the|be|around|about|say|like|early|late|at|on|time|this|next|a|an|after|before|somewhere|sometime)\\b *)*';
const ends = (words: string) => new RegExp(`(?:${words}) *$`, 'i');
const OLD = ends(
  `\\b(?:instead of|rather than|not|from|was|were|currently|originally|no longer|(?:can't|cannot|won't) (?:do|make))\\b *${LOOSELY}`,
);
const TOWARDS = ends(
  `\\b(?:to|into|onto|for|until|till|towards|make (?:it|that|this)|be|is now|pass(?: it)?|becomes?|starts?|begins?)\\b *${LOOSELY}`,
);
const OBJECT = ends(`\\b(?:it|that|this|them|back|up|forward|out|over|down)\\b *(?:at|on)? *`);
const OWNER = ends("\\b(?:my|our|the|his|her|their)\\b|'s");
const THE_ONE = ends('\\b(?:the one|meeting|call|appointment|session|thing)s? (?:(?:at|on|of|from)\\b *)?(?:the )?');
const JOINED = /^[ ,]*(?:(?:at|on|around|@)\b)?[ ,]*$/i;

/** What shows the role of a day or time, the surest sign first. */
const SIGNS: readonly Sign[] = [
  { name: 'owns what follows', role: 'which', shows: ({ after }) => /^ ?'s\b/.test(after) },
  { name: 'given up', role: 'which', shows: ({ before }) => OLD.test(before) },
  { name: 'headed for', role: 'where', shows: ({ before }) => TOWARDS.test(before) },
  { name: 'after what is moved', role: 'where', shows: ({ before }) => OBJECT.test(before) },
  {
    name: 'asked for instead',
    role: 'where',
    shows: ({ after, kind }) => kind !== 'b' && /^ *(?:instead|please instead)\b/i.test(after),
  },
  { name: 'called so', role: 'which', shows: ({ before }) => OWNER.test(before) },
];

const MARKER = /#([dtrsb])\d+/g;

function marksOf(text: string): Mark[] {
  const found = [...text.matchAll(MARKER)];
  return found.map((match, index) => {
    const last = found[index - 1];
    const next = found[index + 1];
    const to = match.index + match[0].length;
    return {
      from: match.index,
      to,
      kind: match[1] ?? '',
      before: text.slice(last ? last.index + last[0].length : 0, match.index),
      after: text.slice(to, next?.index),
      follows: last !== undefined,
    };
  });
}

/** The role of each: by its own sign, by that of the one it stands beside, or by what was headed for before. */
function rolesOf(marks: readonly Mark[]): Role[] {
  const roles: Role[] = [];
  for (const [index, mark] of marks.entries()) {
    const before = roles[index - 1];
    const sign = SIGNS.find(({ shows }) => shows(mark))?.role;
    const beside = mark.follows && JOINED.test(mark.before) && mark.kind !== marks[index - 1]?.kind;
    if (sign) roles.push(sign);
    else if (beside && before === 'where') roles.push('where');
    else if (roles.includes('where') && !THE_ONE.test(mark.before)) roles.push('where');
    else roles.push('open');
  }
  // "the demo on friday to 3": what stands before "to" tells which.
  const towards = marks.findIndex(({ before }) => TOWARDS.test(before) && !OLD.test(before));
  for (let index = 0; index < towards; index++) if (roles[index] === 'open') roles[index] = 'which';
  // "friday 9 instead": what stands beside the end of the target belongs to it.
  for (let index = roles.length - 2; index >= 0; index--) {
    const next = marks[index + 1];
    if (
      roles[index] === 'open' &&
      roles[index + 1] === 'where' &&
      next &&
      JOINED.test(next.before) &&
      next.kind !== marks[index]?.kind
    )
      roles[index] = 'where';
  }
  return roles;
}

/** Whether some day or time is surely where it should go. */
export const aims = (text: string): boolean => rolesOf(marksOf(text)).includes('where');

/** The days and times that tell where it should go, as they stand in the likeliest reading. */
export function targetOf(text: string): { which: string; target: readonly string[] } {
  const [{ which, where } = { which: text, where: '' }] = splitsOf(text);
  return { which, target: (where.match(MARKER) ?? []).filter((marker) => !which.includes(marker)) };
}

const MOST_OPEN = 4;

/**
 * Every way to take the open days and times, the likeliest first: what stands before the target describes the meeting,
 * and without a target the last of them are it.
 */
export function splitsOf(text: string, pinned = false): Split[] {
  const marks = marksOf(text);
  const roles = rolesOf(marks);
  const open = roles.flatMap((role, index) => (role === 'open' ? [index] : []));
  if (pinned || open.length === 0 || open.length > MOST_OPEN)
    return [
      parted(
        text,
        marks,
        roles.map((role) => (role === 'open' ? 'where' : role)),
      ),
    ];
  const target = roles.includes('where');
  const ways = Array.from({ length: 2 ** open.length }, (_, way) =>
    roles.map((role, index) => {
      const place = open.indexOf(index);
      return place < 0 ? role : (way >> (open.length - 1 - place)) & 1 ? 'where' : 'which';
    }),
  );
  const sorted = target ? ways : [...ways.slice(1), ...ways.slice(0, 1)];
  return sorted.map((way) => parted(text, marks, way));
}

function parted(text: string, marks: readonly Mark[], roles: readonly Role[]): Split {
  const without = (role: Role) =>
    marks.reduceRight(
      (left, mark, index) => (roles[index] === role ? `${left.slice(0, mark.from)} ${left.slice(mark.to)}` : left),
      text,
    );
  return { which: tidy(without('where')), where: tidy(without('which')) };
}

const tidy = (text: string) => text.replace(/ {2,}/g, ' ').trim();
