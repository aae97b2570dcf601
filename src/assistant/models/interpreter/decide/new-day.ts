// The day on which a meeting is put, as seen from the day on which it stands: "friday" said of a meeting of next week is
// hardly tomorrow.
import { type Day, dayWords, mondayOf } from '../calendar.ts';
import { NAMES, single } from '../recognise/date-words.ts';
import type { ItemOf, Sketch } from '../recognise/sketch.ts';
import { ask, type Decision } from './decision.ts';

/** "the following friday", "the monday after": the first one behind the day on which it stands. */
const FOLLOWING =
  /\bfollowing (?:#d\d)|#d\d+ (?:after (?:that|it)|following)\b|\bthe #d\d+ after(?= *(?:$|[,.;!]|at\b|#t))/i;
/** It comes nearer: then the nearest such day is meant. */
const NEARER = /\b(?:forward|earlier|sooner|pull|ahead)\b|\b(?:move|push|bump|shift|nudge|slide)\b.*\bup\b(?! to)/i;
const WEEKDAY = new RegExp(`^(?:on )?(?:the )?(?:${NAMES})$`, 'i');

interface Ground {
  /** The words of the change that tell where it goes, and all of them. */
  readonly right: string;
  readonly text: string;
  readonly stands: Day;
  readonly today: Day;
}

/** The first day told, or the question which of two it is; undefined where none is. */
export function newDay(sketch: Sketch, { right, text, stands, today }: Ground): ItemOf<'d'> | Decision | undefined {
  const [found] = sketch.found('d', right);
  if (!found) return undefined;
  const { item: said, source } = found;
  if (FOLLOWING.test(right) && said.from === said.to)
    return single(stands + ((((said.from - stands) % 7) + 7) % 7 || 7));
  if (said.from >= stands || NEARER.test(text)) return said;
  const [, second] = said.doubt ?? [];
  if (second !== undefined) return single(second);
  // Whoever means tomorrow mostly says so.
  if (!WEEKDAY.test(source.trim()) || mondayOf(said.from) === mondayOf(stands) || said.from > today + 1) return said;
  const days = [said.from, said.from + 7].map((day) => dayWords(day, today));
  return ask(`${days.join(' or ')}?`, ['date', 'confirm'], days);
}
