// Times that bound a booking without being its start, or that nobody can place: they become a question.
import type { Situation } from '../../../situation.ts';
import type { Sketch } from '../recognise/sketch.ts';

const BOUND =
  /\b(?:after|before|past|by|no (?:later|earlier) than|(?:later|earlier) than) *(?:the )?(?:#d\d+ *,? *)?#[tr]\d|\bat the (?:earliest|latest|soonest)\b/i;
/** Where "by 11" says when it begins. */
const BY_IS_AT = /^Africa\/(?:Lagos|Accra)$/;
const THEIR_TIME = /#[tr]\d+ *,? *\(?(?:his|her|their|local) (?:local )?time\b/i;
const UNREAD_CORRECTION = /\b(?:no|sorry|actually|wait|i mean|rather)\b[ ,.:;-]*\d+\b(?! ?[\p{L}])/iu;
const UNREAD_LENGTH = /\b\d+ *(?:or|to|-|x) *(?:#u\d|\d)/i;
/** "between 2 and 2:45" is a meeting's time, "between 2 and 5" the space for one. */
const LONGEST_BETWEEN = 60;

/** The question to ask before booking, or undefined where start and end are plain. */
export function looseTime(sketch: Sketch, text: string, { zone }: Situation): string | undefined {
  if (BOUND.test(BY_IS_AT.test(zone) ? text.replace(/\bby (?=#[tr]\d)/gi, 'at ') : text))
    return 'At what time exactly should it start?';
  if (THEIR_TIME.test(text)) return 'In which time zone is that? Tell me the city, or the time where you are.';
  if (UNREAD_CORRECTION.test(text)) return 'Which time, and how long, should it be in the end?';
  if (UNREAD_LENGTH.test(text)) return 'How long exactly should it be?';
  // A stretch that is to be blocked is taken whole.
  const space =
    !/\b(?:block|reserve|hold)\b/i.test(text) &&
    [...text.matchAll(/#r(\d+)/g)].some(([, index]) => {
      const range = sketch.at('r', index);
      const between = /^ *between\b/i.test(sketch.items[Number(index)]?.source ?? '');
      return between && range !== undefined && range.to - range.from > LONGEST_BETWEEN;
    });
  return space ? 'At what time in between should it start?' : undefined;
}
