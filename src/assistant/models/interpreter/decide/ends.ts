// Both ends of a meeting that stands: "start half an hour earlier and finish half an hour later", "move it so it ends at 3".
import type { Situation } from '../../../situation.ts';
import { isoWall, wallOf } from '../calendar.ts';
import { theMeeting } from './changes.ts';
import { act, ask, type Decision, type Wish } from './decision.ts';
import { carried } from './length.ts';

const SHIFTED = '#u(\\d+) (earlier|sooner|later)';
const START = new RegExp(`\\b(?:start|begin)(?:s|ing)?\\b(?:(?!\\b(?:end|finish|stop)).)*?${SHIFTED}`, 'i');
const END = new RegExp(`\\b(?:end|finish|stop|wrap up)(?:s|es|ing)?\\b(?: it)? ${SHIFTED}`, 'i');
/** "… so it ends at 3": as long as before, up to then. */
const UP_TO =
  /,? \bso (?:that )?(?:it|we|that|this)(?:'s|'ll|'re| is| are| will)? ?(?:be )?(?:ends?|finish(?:es)?|over|done|stops?|wraps? up)(?: up)?(?: at| by)? #t(\d+)/i;
const MOVES = /\b(?:move|push|shift|bring|pull|put|slide|reschedule|bump)\b/i;

/** Undefined where the words tell nothing of the kind. */
export function endsOf(wish: Wish, situation: Situation): Decision | undefined {
  return bothEnds(wish, situation) ?? upTo(wish, situation);
}

function bothEnds(wish: Wish, situation: Situation): Decision | undefined {
  const [begun = '', first, way = ''] = wish.text.match(START) ?? [];
  const [ended = '', second, toWay = ''] = wish.text.match(END) ?? [];
  const starts = wish.sketch.at('u', first)?.minutes;
  const ends = wish.sketch.at('u', second)?.minutes;
  if (starts === undefined || ends === undefined || first === second) return undefined;
  const text = wish.text.replace(begun.slice(-begun.length + begun.lastIndexOf('#u')), ' ').replace(ended, ' ');
  const found = theMeeting({ ...wish, text }, situation, 'change');
  if ('question' in found) return found.question;
  const { id, start, durationMinutes } = found.meeting;
  const by = (minutes: number, words: string) => (/later/i.test(words) ? minutes : -minutes);
  const length = durationMinutes - by(starts, way) + by(ends, toWay);
  const { day, minute } = wallOf(start, situation.zone);
  return length > 0
    ? act('update_meeting', {
        meetingId: id,
        start: isoWall(carried({ day, minute: minute + by(starts, way) })),
        ...(length === durationMinutes ? {} : { durationMinutes: length }),
      })
    : ask('That ends before it starts. When should it be, and how long?', ['time', 'duration']);
}

function upTo(wish: Wish, situation: Situation): Decision | undefined {
  const [phrase = '', index] = wish.text.match(UP_TO) ?? [];
  const end = wish.sketch.at('t', index);
  if (!end || !MOVES.test(wish.text) || /#[trsu]\d/.test(wish.text.replace(phrase, ' '))) return undefined;
  const found = theMeeting(
    { ...wish, text: wish.text.replace(phrase, ' ').replace(/#d\d+(?! ?'s)/, ' ') },
    situation,
    'move',
  );
  if ('question' in found) return found.question;
  const { id, start, durationMinutes } = found.meeting;
  const [date] = wish.sketch.all('d', wish.text);
  const day = date && date.from === date.to ? date.from : wallOf(start, situation.zone).day;
  return act('update_meeting', {
    meetingId: id,
    start: isoWall(carried({ day, minute: end.minute - durationMinutes })),
  });
}
