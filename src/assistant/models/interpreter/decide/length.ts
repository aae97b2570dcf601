// Lengths in a wish about a meeting that stands: another length of it, an end of it, or how far it moves.
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { isoWall, type Wall, wallOf } from '../calendar.ts';
import { aims } from '../wishes/roles.ts';
import { act, ask, type Decision } from './decision.ts';

const EARLIER =
  /\b(?:forward|anticipate|advance|earlier|bring|pull|up by|sooner)\b|\b(?:move|push|shift|nudge|bump|slide|scoot)\b.*\bup\b(?! to)/i;
const LATER = /\b(?:push|delay|postpone|bump|slide|nudge|later|put off|defer|adjourn|back|by|out)\b/i;
export const RESIZE =
  /\b(?:change|set|switch)\b.*\bto #u|\b(?:extend|trim|resize|needs?|gets?|give|only|pad|stretch|expand|prolong|reduce|shrink|condense|compress|tighten|cap|limit|another|extra|instead|for|lengthen|longer|shorten|shorter|cut|last(?! (?:meeting|call|one|appointment))|make|(?:should|ought to|needs to|has to|going to|will|can|could|may) (?:be|last|take|run)|allow|plan for|reckon on|takes?|plenty|enough)\b|\b(?:into|down to) (?:an? )?#u|#u\d+,? (?:and )?(?:not|instead of|rather than) #u/i;

/** "postpone it for a week": how far it goes, whatever word stands before. */
const PUT_OFF = /\b(?:postpone|delay|defer|adjourn|push|bump|put off)\b.*\b(?:for|by) (?:another |an extra )?#u/i;
/** "extend it until 4:30": the time is its end. */
export const ENDS =
  /\b(?:(?:extend|lengthen|shorten|cut|stretch|expand|prolong|trim|pad|reduce)\w*\b.*?\b(?:to|til|till|until)|(?:run|last|end|finish|stop|wrap|be (?:done|over|finished))(?:s|es)?\b(?:.*?\b(?:til|till|until|at|by))?|(?:go|continue)(?:s|es)?\b.*?\b(?:til|till|until)) *#t(\d+)/i;
/** "end it half an hour early": it gets shorter by that. */
const ENDS_EARLY = /\b(?:end|finish|wrap|stop|close|leave)\b.*#u\d+ (?:early|earlier|sooner)\b/i;
/** "cut it in half": a share of what it lasts. */
const SHARES: readonly (readonly [RegExp, number])[] = [
  [/\b(?:cut|chop|slice|split)\b.*\bin half\b|\bhalve\b|\bhalf (?:as long|the (?:time|length))\b/i, 0.5],
  [/\bdouble\b(?! ?-?book)|\btwice as long\b/i, 2],
];

/** What such words make of the meeting's length; undefined where they name no share. */
export function shareOf(text: string): number | undefined {
  return SHARES.find(([pattern]) => pattern.test(text))?.[1];
}

/** "…, but keep the end". */
export const KEEPS_END =
  /\b(?:(?:keep(?:ing|s)?|with|at) )?(?:the |its )?same (?:end|finish)(?:ing)?(?: time)?\b|\bkeep(?:ing|s)? (?:the |its )?(?:end|finish)(?:ing)?(?: time)?\b|\b(?:still )?(?:end|finish)(?:s|es|ing)? (?:time )?(?:at the same time|as (?:planned|before|it (?:does|did))|stays?(?: the same| put| as it is)?|unchanged)\b|\bstill (?:end|finish)(?:s|es|ing)?\b|\b(?:end|finish)(?:s|es|ing)?(?: time)? (?:when|where) it (?:was|is|did|does|would)\b|\b(?:end|finish)(?:ing)?(?: time)? (?:does not|doesn't|shouldn't|won't) (?:move|change|shift)|\bwithout (?:moving|changing|touching) the (?:end|finish)\b|\bend (?:time )?(?:(?:should|can|must) )?(?:stays?|remains?)\b/i;

/** What it lasts no longer: "an hour and a half, not an hour". */
export const NOT_LENGTH = /\b(?:not|instead of|rather than|from) (?:just |only )?#u\d+/gi;
/** "shave 15 minutes off the end of it". */
const TAKEN_OFF =
  /\b(?:shave|knock|lop|take|chop|slice|drop|trim|cut|lose)\b(?: (?:the )?(?:last|final))? *#u\d+ (?:off|from|out of)\b/i;
const ADDED = /\b(?:add|tack|tag|stick|put|throw|whack|bolt)\b.*#u\d+ (?:more |extra )?(?:to|on|onto)\b|\+ ?#u/i;

/** Whether a length that stands without a target is a way to go, or another length of the meeting. */
export function lengthChange(text: string): 'resize' | 'shift' | undefined {
  if (aims(text)) return undefined;
  if (ENDS_EARLY.test(text) || TAKEN_OFF.test(text)) return 'resize';
  if (OF_LENGTH.test(text)) return 'resize';
  if (PUT_OFF.test(text)) return 'shift';
  const way = /\b(?:later|earlier|sooner|back|forward|(?<!catch[- ])up)\b/i.test(text);
  if (!way && (ADDED.test(text) || RESIZE.test(text))) return 'resize';
  return way || LATER.test(text) || !/#[dtrs]\d/.test(text) ? 'shift' : undefined;
}

/** "shorten it by 15 minutes, the end can be earlier". */
const OF_LENGTH =
  /\b(?:shorten|lengthen|extend|prolong|stretch|shrink|reduce)\b[^,.;#]*(?:#p\d+[^,.;#]*)?\b(?:by|to|another|an extra) (?:an? )?(?:extra |another |further |only |just )*#u/i;
/** "… off the start": it begins later then. */
const AT_FRONT = /\boff (?:of )?the (?:start|beginning|front)\b/i;

export function resize(text: string, meeting: SituationMeeting, minutes: number): Decision {
  const early = ENDS_EARLY.test(text) || TAKEN_OFF.test(text);
  if (early && AT_FRONT.test(text)) return ask('Should it start later, or end earlier?', ['time', 'duration']);
  const less = early || /\b(?:shorten|shorter|cut|trim|reduce|shrink|condense|compress|tighten)\b/i.test(text);
  const to = /\b(?:to|at|into) *(?:an? )?#u|#u\d+ *(?:in )?(?:total|altogether|all in all)\b/i.test(text);
  const by =
    early ||
    (!to && /\b(?:by|longer|shorter|another|extra|more|add)\b|\+ ?#u/i.test(text)) ||
    ADDED.test(text) ||
    (/\b(?:extend|stretch|expand|prolong|pad)\b/i.test(text) && !to);
  const length = by ? meeting.durationMinutes + (less ? -minutes : minutes) : minutes;
  return length > 0
    ? act('update_meeting', { meetingId: meeting.id, durationMinutes: length })
    : ask('How long should it be?', ['duration']);
}

export function shift(text: string, meeting: SituationMeeting, minutes: number, situation: Situation): Decision {
  const earlier = EARLIER.test(text) && !/\blater\b/i.test(text);
  if (!earlier && !LATER.test(text)) return ask('Should it be moved, or last that long?', ['time', 'duration']);
  const at = wallOf(meeting.start, situation.zone);
  const start = carried({ day: at.day, minute: at.minute + (earlier ? -minutes : minutes) });
  const now = wallOf(situation.now, situation.zone);
  if (start.day * 1440 + start.minute <= now.day * 1440 + now.minute)
    return ask('That time has already passed. When should it be?', ['time', 'confirm']);
  const kept = meeting.durationMinutes + (earlier ? minutes : -minutes);
  const durationMinutes = KEEPS_END.test(text) && kept > 0 ? kept : undefined;
  return act('update_meeting', {
    meetingId: meeting.id,
    start: isoWall(start),
    ...(durationMinutes ? { durationMinutes } : {}),
  });
}

export const carried = ({ day, minute }: Wall): Wall => ({
  day: day + Math.floor(minute / 1440),
  minute: ((minute % 1440) + 1440) % 1440,
});
