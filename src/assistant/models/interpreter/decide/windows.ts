// Several stretches in one look: "tomorrow before 11 or after 4", "thursday morning or friday afternoon". Each part of the
// text becomes a look of its own.

const MARKER =
  /(?:\b(after|from|past|since|post|later than|before|by|until|till?|prior to|earlier than)\b *)?#([dtrb])\d+/gi;
const JOINT = /\b(?:or|and|plus|then)\b|[,;/&]/i;
const CHOICE = /\bor\b/i;

interface Part {
  readonly from: number;
  readonly days: string[];
  /** What bounds it: a stretch, a part of the day, times. */
  readonly bounds: Bound[];
  /** Its first day stands before what bounds it. */
  dayFirst: boolean;
}

interface Bound {
  readonly kind: string;
  readonly starts: boolean;
  readonly ends: boolean;
}

/** The parts of the text, one a stretch, each with its days; the text itself where it names one stretch at most. */
export function windowsIn(text: string): string[] {
  const parts: Part[] = [];
  let end = 0;
  for (const found of text.matchAll(MARKER)) {
    const [marker, word = '', kind = ''] = found;
    const joint = text.slice(end, found.index);
    end = found.index + marker.length;
    const part = parts.at(-1);
    // What stands in another sentence tells of the same stretch.
    if (part && /[.?!] /.test(joint)) return [text];
    const bound = {
      kind,
      starts: /after|from|past|since|post|later/i.test(word),
      ends: /before|by|til|until|prior|earlier/i.test(word),
    };
    if (!part || (kind === 'd' ? beginsWithDay(part, joint) : beginsWithBound(part, bound, joint)))
      parts.push({ from: found.index, days: [], bounds: [], dayFirst: kind === 'd' });
    const own = parts.at(-1);
    if (kind === 'd') own?.days.push(marker);
    else own?.bounds.push(bound);
  }
  if (parts.filter(({ bounds }) => bounds.length > 0).length < 2) return [text];
  const dated = parts.filter(({ days }) => days.length > 0);
  return parts.map((part, index) => {
    const words = text.slice(part.from, parts[index + 1]?.from);
    if (part.days.length > 0) return words;
    const giver = dated.length === 1 ? dated[0] : parts.slice(0, index).findLast(({ days }) => days.length > 0);
    return `${words} ${giver?.days.join(' ') ?? ''}`;
  });
}

/** "after 3 on monday or tuesday" is one stretch of two days, "thursday after 4 or friday" two. */
const beginsWithDay = ({ days, bounds, dayFirst }: Part, joint: string): boolean =>
  bounds.length > 0 && JOINT.test(joint) && (days.length > 0 ? dayFirst : CHOICE.test(joint));

/** "after 2 but before 5", "friday morning after 10" are one stretch. */
function beginsWithBound({ bounds }: Part, bound: Bound, joint: string): boolean {
  const last = bounds.at(-1);
  if (!last) return false;
  if (last.kind === 'b' || bound.kind === 'b') return /\b(?:or|and|plus)\b|[/&]/i.test(joint);
  return !(last.starts && bound.ends && !CHOICE.test(joint));
}
