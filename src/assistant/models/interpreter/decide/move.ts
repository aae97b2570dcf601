// Decisions that move a meeting or change its length, title or conference.
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { isoWall, wallOf } from '../calendar.ts';
import { conferenceOf } from '../wishes/conference.ts';
import { looseTime } from '../wishes/loose-time.ts';
import { placeOf } from '../wishes/place.ts';
import { type Split, splitsOf } from '../wishes/roles.ts';
import { ofSeries, todaysOf } from '../wishes/series.ts';
import { startOf } from '../wishes/start.ts';
import { fromTimeToTime } from '../wishes/stretches.ts';
import { theMeeting } from './changes.ts';
import { act, ask, type Decision, type Wish } from './decision.ts';
import { endsOf } from './ends.ts';
import { ENDS, KEEPS_END, lengthChange, NOT_LENGTH, resize, shareOf, shift } from './length.ts';
import { nearHour } from './near-hour.ts';
import { newDay } from './new-day.ts';
import { moveSeveral } from './several.ts';

/** "the day after", seen from the meeting. */
const DAY_BY =
  /\b(?:the )?(?:(day|week) after|next (day)|following (day|week)|(day|week) before|previous (day|week))\b(?! (?:tomorrow|yesterday|next))/i;
const RENAMED = /^(.*?\b(?:rename|retitle|change the (?:title|name) of)\b.*?) (?:to|as|into) "?(.+?)"?$/i;
/** "call the demo \"Kickoff\"". */
const CALLED = /^(.*?\bcall (?:the|my|our|that|it)\b[^"]*?) (?:to |as )?"([^"]+)"[.! ]*$/i;
const SAME_TIME = /\bsame (?:times?|hours?|day|slots?)\b/i;
export function move(given: Wish, situation: Situation): Decision {
  const sketch = fromTimeToTime(given.sketch, given.text, situation);
  const { text } = sketch;
  const wish = { ...given, sketch, text };
  const renamed = text.match(RENAMED) ?? text.match(CALLED);
  if (renamed) {
    const found = theMeeting(
      { ...wish, text: (renamed[1] ?? '').replace(/\b(?:rename|retitle|title|name)\b/gi, ' ') },
      situation,
      'rename',
    );
    return 'question' in found
      ? found.question
      : act('update_meeting', { meetingId: found.meeting.id, title: sketch.words(renamed[2] ?? '') });
  }
  const several = wish.pinned ? undefined : moveSeveral(wish, situation);
  if (several) return several;
  const ends = endsOf(wish, situation);
  if (ends) return ends;
  const share = shareOf(text);
  if (share !== undefined && !/#u\d/.test(text)) return shared(wish, share, situation);
  const end = sketch.at('t', text.match(ENDS)?.[1])?.minute;
  if (end !== undefined) return until({ ...wish, text: text.replace(OLD_END, ' ') }, end, situation);
  const both = lengthAndWay(wish, situation);
  if (both) return both;
  const [length] = sketch.all('u', text.replace(NOT_LENGTH, ' '));
  const by = length && lengthChange(text);
  if (length && by) {
    const today = by === 'shift' ? todaysOf(sketch, described(text), situation) : undefined;
    const found = today
      ? { meeting: today }
      : theMeeting({ ...wish, text: described(text) }, situation, by === 'resize' ? 'change' : 'move');
    if ('question' in found)
      return by === 'resize' && WHERE.test(text) ? (goesToo(wish, situation) ?? found.question) : found.question;
    return by === 'resize'
      ? resize(text, found.meeting, length.minutes)
      : shift(text, found.meeting, length.minutes, situation);
  }
  if (RESIZED.test(text) && !/#[dtrsub]\d/.test(splitsOf(text)[0]?.where ?? '')) return lengthOf(wish, situation);
  return agreed(splitsOf(text, wish.pinned === true).map((split) => retimed(wish, split, situation)));
}

/** "make the demo longer": by how much is left open. */
const RESIZED = /\b(?:longer|shorter|extend|shorten|lengthen|trim|prolong)\b/i;

function lengthOf(wish: Wish, situation: Situation): Decision {
  const found = theMeeting(
    { ...wish, text: described(wish.text.replace(RESIZED, ' ').replace(/\ba (?:bit|little|touch|tad)\b/gi, ' ')) },
    situation,
    'change',
  );
  if ('question' in found) return found.question;
  const { title, durationMinutes } = found.meeting;
  return ask(`${title} lasts ${durationMinutes} minutes. How long should it be?`, ['duration']);
}

/** Only such a verb may send it somewhere and give it another length as well. */
const WHERE =
  /^(?!.*\b(?:extend|shorten|lengthen|cut|trim|add|needs?|gets?)\b).*\b(?:make|move|put|push|shift|reschedule)\b.*#[tr]\d/i;

/** "make the review thursday at 9, and only 30 minutes": no meeting stands there, so that is where it goes. */
function goesToo(wish: Wish, situation: Situation): Decision | undefined {
  const decision = agreed(splitsOf(wish.text).map((split) => retimed(wish, split, situation)));
  return decision.kind === 'act' ? decision : undefined;
}

/** "make it 45 minutes and an hour later": a length, and a way to go. */
const WAY = /#u(\d+) (?:later|earlier|sooner|back|forward)\b/i;

function lengthAndWay(wish: Wish, situation: Situation): Decision | undefined {
  const { sketch, text } = wish;
  const [phrase = '', index] = text.match(WAY) ?? [];
  const rest = text.replace(phrase, ' ').replace(NOT_LENGTH, ' ');
  const [length, ...more] = sketch.all('u', rest);
  const way = sketch.at('u', index);
  if (!way || !length || more.length > 0 || /#[dtrs]\d/.test(text)) return undefined;
  const found = theMeeting({ ...wish, text: described(text) }, situation, 'change');
  if ('question' in found) return found.question;
  const steps = [resize(rest, found.meeting, length.minutes), shift(phrase, found.meeting, way.minutes, situation)];
  const [first, second] = steps.flatMap((step) => (step.kind === 'act' ? step.calls : []));
  if (!first || !second) return steps.find(({ kind }) => kind !== 'act');
  return act('update_meeting', { ...first.arguments, ...second.arguments });
}

/** What all readings that fit the calendar come to; else the question of the likeliest. */
function agreed(readings: readonly Decision[]): Decision {
  const acts = readings.filter(({ kind }) => kind === 'act');
  const [first] = acts;
  if (first && acts.every((one) => JSON.stringify(one) === JSON.stringify(first))) return first;
  if (first) return ask('Which day or time is it now, and where should it go?', ['meeting', 'date', 'time']);
  return readings[0] ?? ask('When should it be instead?', ['time', 'date']);
}

const described = (text: string) => text.replace(/\b(?:instead|please)\b/gi, ' ');

/** "cut the demo in half". */
function shared(wish: Wish, share: number, situation: Situation): Decision {
  const text = wish.text.replace(/\b(?:half|double|twice|halve)\b/gi, ' ');
  const found = theMeeting({ ...wish, text }, situation, 'change');
  if ('question' in found) return found.question;
  const { id, durationMinutes } = found.meeting;
  return act('update_meeting', { meetingId: id, durationMinutes: Math.round((durationMinutes * share) / 5) * 5 });
}

/** "… at 11 rather than 11:30". */
const OLD_END = /,? \b(?:rather than|instead of|and not|not)(?: at| by)? #t\d+/gi;

/** "extend the review until 4:30". */
function until(wish: Wish, end: number, situation: Situation): Decision {
  const text = wish.text.replace(ENDS, (all) => all.replace(/#t\d+$/, ' '));
  const begun = STARTS.test(text)
    ? agreed(splitsOf(text, true).map((split) => retimed({ ...wish, text }, split, situation)))
    : undefined;
  if (begun?.kind === 'act') return untilThen(begun, end, situation);
  const found = theMeeting({ ...wish, text: described(text) }, situation, 'change');
  if ('question' in found) return found.question;
  const { meeting } = found;
  const minutes = end - wallOf(meeting.start, situation.zone).minute;
  return minutes > 0
    ? act('update_meeting', { meetingId: meeting.id, durationMinutes: minutes })
    : ask(`${meeting.title} starts after that. When should it be, and how long?`, ['time', 'duration']);
}

/** "start it at 10:30 and still finish at 11:30". */
const STARTS = /\b(?:start|begin|move|push|shift)\w*\b.*#[ts]\d/i;

/** The move with the length that ends it at this minute of its day. */
function untilThen(decision: Extract<Decision, { kind: 'act' }>, end: number, { meetings }: Situation): Decision {
  const [call] = decision.calls;
  const [, hour, minute] = /T(\d{2}):(\d{2})/.exec(String(call?.arguments.start)) ?? [];
  const minutes = end - Number(hour) * 60 - Number(minute);
  const stands = meetings.find(({ id }) => id === call?.arguments.meetingId)?.durationMinutes;
  return call && minutes > 0
    ? act(call.tool, { ...call.arguments, ...(minutes === stands ? {} : { durationMinutes: minutes }) })
    : ask('That ends before it starts. When should it be, and how long?', ['time', 'duration']);
}

/** One reading of where the meeting should go. */
function retimed(wish: Wish, { which, where }: Split, situation: Situation): Decision {
  const { text } = wish;
  // With a target, "from 3" is the time that it leaves; without one, all that follow.
  const left = which.replace(/\bfrom (?=(?:the |my )?#t)/gi, ' ');
  const series = ofSeries(wish.sketch, { which: left, where }, situation);
  const found = series ? { meeting: series } : theMeeting({ ...wish, text: described(left) }, situation, 'move');
  if ('question' in found) return found.question;
  const { meeting } = found;
  const timed = /#[dtrs]\d/.test(where);
  const conference = conferenceOf(text);
  if (!timed && conference && !/#b\d/.test(where)) return act('update_meeting', { meetingId: meeting.id, conference });
  if (!timed && !/#b\d/.test(where) && !SAME_TIME.test(text) && !DAY_BY.test(text))
    return ask(`When should ${meeting.title} be instead?`, ['time', 'date']);
  return retime(wish, where, meeting, situation);
}

/** "… and on zoom": not the "zoom call" that is moved. */
const MEANS =
  /\b(?:on|over|via|by|in)[ -](?:(?:a|the) )?(?:zoom|(?:ms |microsoft )?teams|google meet|jitsi|phone|video|person)\b/i;

function retime(
  { sketch: read, text }: Wish,
  right: string,
  meeting: SituationMeeting,
  situation: Situation,
): Decision {
  const sketch = nearHour(read, right, meeting, situation.zone);
  const stands = wallOf(meeting.start, situation.zone);
  const by = text.match(DAY_BY);
  const at = by ? { ...stands, day: stands.day + daysBy(by) } : stands;
  const [said] = sketch.all('d', right);
  const { day: today } = wallOf(situation.now, situation.zone);
  const date = newDay(sketch, { right, text, stands: stands.day, today });
  if (date && date.kind !== 'd') return date;
  if (date && date.from !== date.to && SAME_TIME.test(right) && date.to - date.from < 7)
    return act('update_meeting', { meetingId: meeting.id, start: isoWall({ day: at.day + 7, minute: at.minute }) });
  const loose = looseTime(sketch, right, situation);
  if (loose) return ask(loose, ['time']);
  const untimed = /#b\d/.test(right) && sketch.all('t', right).length === 0;
  const start =
    date === said
      ? startOf(sketch, right, situation, untimed ? { day: at.day } : at)
      : startOf(sketch, right.replace(/#d\d+/, ' '), situation, { day: date?.from ?? at.day, minute: at.minute });
  if ('question' in start) return start.question;
  const [length] = sketch.all('u', right);
  const stays = start.start.day === stands.day && start.start.minute === stands.minute;
  const ends = stands.minute + meeting.durationMinutes - start.start.minute;
  const kept = KEEPS_END.test(text) && start.start.day === stands.day && ends > 0 ? ends : undefined;
  const lasts = start.durationMinutes ?? length?.minutes ?? kept;
  const durationMinutes = lasts === meeting.durationMinutes ? undefined : lasts;
  if (stays && !durationMinutes) return ask(`${meeting.title} is then already. When should it be?`, ['time', 'date']);
  const location = placeOf(sketch, right);
  const conference = conferenceOf(right.match(MEANS)?.[0] ?? '');
  return act('update_meeting', {
    meetingId: meeting.id,
    start: isoWall(start.start),
    ...(durationMinutes ? { durationMinutes } : {}),
    ...(location ? { location } : {}),
    ...(conference ? { conference } : {}),
  });
}

/** A day or a week on, or back. */
function daysBy([, after, next, following, before, previous]: RegExpMatchArray): number {
  const unit = after ?? next ?? following ?? before ?? previous ?? '';
  return ((before ?? previous) ? -1 : 1) * (/week/i.test(unit) ? 7 : 1);
}
