// Decisions that move a meeting or change its length, title or conference.
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { clock, isoWall, type Wall, wallOf } from '../calendar.ts';
import { Sketch } from '../recognise/sketch.ts';
import { looseTime } from '../wishes/loose-time.ts';
import { findMeetings } from '../wishes/resolve.ts';
import { conferenceOf, startOf } from '../wishes/slots.ts';
import { theMeeting } from './changes.ts';
import { act, ask, type Decision, type Wish } from './decision.ts';

const EARLIER = /\b(?:forward|earlier|bring|pull|up by|sooner)\b|\b(?:move|push|shift)\b.*\bup\b(?! to)/i;
const LATER = /\b(?:push|delay|postpone|bump|slide|nudge|later|put off|back|by|out)\b/i;
/** "extend it until 4:30": the time is its end. */
const ENDS =
  /\b(?:(?:extend|lengthen|shorten|cut)\w*\b.*?\b(?:to|til|till|until)|(?:run|last|go|end|finish|stop|continue)(?:s|es)?\b.*?\b(?:til|till|until|at|by)) *#t(\d+)/i;
const ADDED = /\badd\b.*#u\d+ (?:more )?(?:to|on)\b/i;
/** "the day after", seen from the meeting. */
const DAY_BY =
  /\b(?:the )?(?:(day|week) after|next (day)|following (day|week)|(day|week) before|previous (day|week))\b(?! (?:tomorrow|yesterday|next))/i;
const RESIZE =
  /\b(?:change|set|switch)\b.*\bto #u|\b(?:extend|trim|resize|needs?|gets?|give|only|another|extra|instead|for|lengthen|longer|shorten|shorter|cut|last(?! (?:meeting|call|one|appointment))|make|should be|needs to be)\b/i;

export function move(given: Wish, situation: Situation): Decision {
  const wish = fromAndTo(given);
  const { sketch, text } = wish;
  const renamed = text.match(
    /^(.*?\b(?:rename|retitle|change the (?:title|name) of|call)\b.*?) (?:to|as|into) "?(.+?)"?$/i,
  );
  if (renamed && /\b(?:rename|retitle|title|name)\b/i.test(text)) {
    const found = theMeeting(
      { ...wish, text: (renamed[1] ?? '').replace(/\b(?:rename|retitle|title|name)\b/gi, ' ') },
      situation,
      'rename',
    );
    return 'question' in found
      ? found.question
      : act('update_meeting', { meetingId: found.meeting.id, title: sketch.words(renamed[2] ?? '') });
  }
  const added = ADDED.test(text);
  const [left, right] = added ? [text, ''] : targeted(sketch, text, wish.pinned === true, situation);
  const described = left.replace(/\b(?:instead|please)\b/gi, ' ');
  const found = theMeeting({ ...wish, text: described }, situation, RESIZE.test(text) ? 'change' : 'move');
  if ('question' in found) return found.question;
  const { meeting } = found;
  const end = sketch.at('t', text.match(ENDS)?.[1])?.minute;
  if (end !== undefined) return until(meeting, end, situation);
  const [length] = sketch.all('u', right || text);
  const timed = /#[tdrs]\d/.test(right);
  if (length && !timed) {
    if ((added || RESIZE.test(text)) && !/\b(?:later|earlier|sooner|back|forward|up)\b/i.test(text))
      return resize(text, meeting, length.minutes);
    return shift(text, meeting, length.minutes, situation);
  }
  const conference = conferenceOf(text);
  if (!timed && conference && !/#b\d/.test(right)) return act('update_meeting', { meetingId: meeting.id, conference });
  if (!timed && !/\bsame time\b/i.test(right) && !DAY_BY.test(text)) {
    return ask(`When should ${meeting.title} be instead?`, ['time', 'date']);
  }
  return retime(wish, right, meeting, situation);
}

/** "shift the coffee friday 9": without a "to", what follows a meeting that is described already is where to. */
function targeted(sketch: Sketch, text: string, pinned: boolean, situation: Situation): [string, string] {
  const [left, right] = splitTarget(text);
  if (/#[tdrsu]\d|same time/i.test(right)) return [left, right];
  const found = text.match(
    /^(.*?\p{L}.*?)((?:(?:at|on) )?#[dtrs]\d+(?:(?: at| on|,)* *#[dtrsb]\d+)*(?: same time| instead| please)*)$/iu,
  );
  if (!found) return [left, right];
  const [, what = '', when = ''] = found;
  if (/\b(?:after|before|past|by)\s*$/i.test(what)) return [left, right];
  const { meetings, described, doubtful } = findMeetings(sketch, what, situation);
  return pinned || (described && !doubtful && meetings.length === 1) ? [what, `to ${when}`] : [left, right];
}

/** In "from 2pm to 4pm" a move names two times, not a stretch. */
function fromAndTo(wish: Wish): Wish {
  const found = wish.text.match(/(?<!\b(?:to|for|at|on|until|#d\d+) *)#r(\d+)/);
  const range = wish.sketch.at('r', found?.[1]);
  if (!found || !range) return wish;
  const { items } = wish.sketch;
  const half = (minute: number) => ({ item: { kind: 't', minute, sure: range.sure } as const, source: clock(minute) });
  const text = wish.text.replace(found[0], `from #t${items.length} to #t${items.length + 1}`);
  return { ...wish, text, sketch: new Sketch(text, [...items, half(range.from), half(range.to)]) };
}

function until(meeting: SituationMeeting, end: number, situation: Situation): Decision {
  const minutes = end - wallOf(meeting.start, situation.zone).minute;
  return minutes > 0
    ? act('update_meeting', { meetingId: meeting.id, durationMinutes: minutes })
    : ask(`${meeting.title} starts after that. When should it be, and how long?`, ['time', 'duration']);
}

function resize(text: string, meeting: SituationMeeting, minutes: number): Decision {
  const less = /\b(?:shorten|shorter|cut|trim)\b/i.test(text);
  const by =
    /\b(?:by|longer|shorter|another|extra|more|add)\b|\+ ?#u/i.test(text) ||
    ADDED.test(text) ||
    (/\bextend\b/i.test(text) && !/\bto *#u/i.test(text));
  const length = by ? meeting.durationMinutes + (less ? -minutes : minutes) : minutes;
  return length > 0
    ? act('update_meeting', { meetingId: meeting.id, durationMinutes: length })
    : ask('How long should it be?', ['duration']);
}

function shift(text: string, meeting: SituationMeeting, minutes: number, situation: Situation): Decision {
  const earlier = EARLIER.test(text) && !/\blater\b/i.test(text);
  if (!earlier && !LATER.test(text)) return ask('Should it be moved, or last that long?', ['time', 'duration']);
  const at = wallOf(meeting.start, situation.zone);
  const start = carried({ day: at.day, minute: at.minute + (earlier ? -minutes : minutes) });
  const now = wallOf(situation.now, situation.zone);
  if (start.day * 1440 + start.minute <= now.day * 1440 + now.minute)
    return ask('That time has already passed. When should it be?', ['time', 'confirm']);
  return act('update_meeting', { meetingId: meeting.id, start: isoWall(start) });
}

const carried = ({ day, minute }: Wall): Wall => ({
  day: day + Math.floor(minute / 1440),
  minute: ((minute % 1440) + 1440) % 1440,
});

function retime({ sketch, text }: Wish, right: string, meeting: SituationMeeting, situation: Situation): Decision {
  const stands = wallOf(meeting.start, situation.zone);
  const by = text.match(DAY_BY);
  const at = by ? { ...stands, day: stands.day + daysBy(by) } : stands;
  const [date] = sketch.all('d', right);
  if (date && date.from !== date.to && /\bsame (?:time|day)\b/i.test(right) && date.to - date.from < 7)
    return act('update_meeting', { meetingId: meeting.id, start: isoWall({ day: at.day + 7, minute: at.minute }) });
  const loose = looseTime(sketch, right);
  if (loose) return ask(loose, ['time']);
  const untimed = /#b\d/.test(right) && sketch.all('t', right).length === 0;
  const start = startOf(sketch, right, situation, untimed ? { day: at.day } : at);
  if ('question' in start) return start.question;
  const [length] = sketch.all('u', right);
  const durationMinutes = start.durationMinutes ?? length?.minutes;
  return act('update_meeting', {
    meetingId: meeting.id,
    start: isoWall(start.start),
    ...(durationMinutes ? { durationMinutes } : {}),
  });
}

/** A day or a week on, or back. */
function daysBy([, after, next, following, before, previous]: RegExpMatchArray): number {
  const unit = after ?? next ?? following ?? before ?? previous ?? '';
  return ((before ?? previous) ? -1 : 1) * (/week/i.test(unit) ? 7 : 1);
}

const FILLER = '(?:the|same|be|around|about|say|early|late|at|on|time|this|next|a|like|an)';
const TARGETS = [
  `\\b(?:to|for|until|till|into|by)(?= *(?:${FILLER}\\b *)*#[dtrsbu])`,
  '\\b(?:to|at|for) same time\\b|\\b(?:at |to |for )?(?:the )?same time\\b',
  '(?<=\\b(?:it|that|this|back|up)\\b *)(?=#[dtrsu])',
  `\\b(?:should be|needs to be|has to be)\\b(?= *(?:${FILLER}\\b *)*#[dtrsu])`,
  '\\b(?:at|on)(?= *#[dtrs]\\d+(?: *(?:at|on)? *#[dtr]\\d+)* *(?:instead|please|$))',
].join('|');

/** What is moved, and to when: the words before and after "to" and its like. */
export function splitTarget(text: string): [string, string] {
  const instead = text.match(/^(.*)\binstead of\b(.*)$/i);
  if (instead) return [instead[2] ?? '', instead[1] ?? ''];
  const fromTo = text.match(/^(.*?)\bfrom ((?:#[dt]\d+ *(?:at|on)? *)+)(to .*)$/i);
  if (fromTo) return [`${fromTo[1]} ${fromTo[2]}`, fromTo[3] ?? ''];
  const back = text.match(/^((?:same time|the same time) *(?:#d\d+)?) *(?:for|with) (.*)$/i);
  if (back) return [back[2] ?? '', back[1] ?? ''];
  const to = [...text.matchAll(new RegExp(TARGETS, 'gi'))].at(0);
  if (to) return [text.slice(0, to.index), text.slice(to.index)];
  const last = text.match(/^(.*?)((?:#u\d+|later|earlier).*)$/i);
  return last ? [last[1] ?? text, last[2] ?? ''] : [text, ''];
}
