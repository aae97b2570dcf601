// Decisions about meetings that exist: move, cancel, complete, add or remove people.
import type { Situation, SituationMeeting } from '../../situation.ts';
import { clockWords, dayWords, isoWall, wallOf } from './calendar.ts';
import { act, ask, type Decision } from './decision.ts';
import { reference } from './recognise-people.ts';
import { findMeetings } from './resolve.ts';
import type { Sketch } from './sketch.ts';
import { conferenceOf, startOf } from './slots.ts';

export function label(meeting: SituationMeeting, zone: string): string {
  const at = wallOf(meeting.start, zone);
  return `${meeting.title}, ${dayWords(at.day)} ${clockWords(at.minute)}`;
}

/** The one meeting meant, or the question which. */
function theMeeting(
  sketch: Sketch,
  text: string,
  situation: Situation,
  subject: SituationMeeting | undefined,
  verb: string,
): { meeting: SituationMeeting } | { question: Decision } {
  const { meetings, described } = findMeetings(sketch, text, situation);
  const pronoun = /\b(?:it|that|this one|that one)\b/i.test(text);
  if (!described && subject) return { meeting: subject };
  const [only] = meetings;
  if (meetings.length === 1 && only && (described || !pronoun || situation.meetings.length === 1)) {
    if (!only.own)
      return {
        question: ask(`${only.title} is not yours to ${verb}: its organizer can. Do you want to ${verb} another one?`, [
          'meeting',
        ]),
      };
    return { meeting: only };
  }
  const shown = (meetings.length > 0 ? meetings : situation.meetings)
    .slice(0, 4)
    .map((meeting) => label(meeting, situation.zone));
  if (shown.length === 0)
    return { question: ask(`I see no upcoming meeting of yours. Which one should I ${verb}?`, ['meeting']) };
  const none = described && meetings.length === 0;
  return {
    question: ask(
      `${none ? 'I find no such meeting. ' : ''}Which one should I ${verb}: ${shown.join('; or ')}?`,
      ['meeting'],
      shown,
    ),
  };
}

export function cancel(
  sketch: Sketch,
  text: string,
  situation: Situation,
  subject: SituationMeeting | undefined,
): Decision {
  const reason = text.match(/\b(?:because|since|as i|due to)\b (.+)$/i)?.[1];
  const which = reason ? text.slice(0, text.length - reason.length) : text;
  if (/\b(?:all|every|everything|both|whole day|clear)\b/i.test(which)) {
    const { meetings, described } = findMeetings(sketch, which.replace(/\bclear\b/gi, ' '), situation);
    const mine = meetings.filter((meeting) => meeting.own);
    if (!described || mine.length === 0) return ask('Which meetings should I cancel?', ['meeting', 'confirm']);
    return {
      kind: 'act',
      calls: mine.slice(0, 8).map((meeting) => ({ tool: 'cancel_meeting', arguments: { meetingId: meeting.id } })),
      confidence: 0.8,
    };
  }
  const found = theMeeting(sketch, which, situation, subject, 'cancel');
  if ('question' in found) return found.question;
  return act('cancel_meeting', { meetingId: found.meeting.id, ...(reason ? { reason: sketch.words(reason) } : {}) });
}

export function complete(
  sketch: Sketch,
  text: string,
  situation: Situation,
  subject: SituationMeeting | undefined,
): Decision {
  const found = theMeeting(
    sketch,
    text.replace(/\b(?:done|complete[d]?|finished|over|went|well)\b/gi, ' '),
    situation,
    subject,
    'complete',
  );
  return 'question' in found ? found.question : act('complete_meeting', { meetingId: found.meeting.id });
}

export function changePeople(
  sketch: Sketch,
  text: string,
  situation: Situation,
  subject: SituationMeeting | undefined,
): Decision {
  const removing = /\b(?:remove|uninvite|take|drop)\b/i.test(text);
  const [, whom = text, rest = ''] = text.match(/^(.*?)\b(?:to|from|off|on|in)\b(.*)$/i) ?? [];
  const people = sketch.all('p', whom).map(({ person }) => reference(person));
  if (people.length === 0) return ask('Whom do you mean?', ['attendees']);
  const found = theMeeting(sketch, rest, situation, subject, 'change');
  return 'question' in found
    ? found.question
    : act('update_meeting', { meetingId: found.meeting.id, [removing ? 'removeAttendees' : 'addAttendees']: people });
}

const LATER = /\b(?:push|delay|postpone|bump|slide|later|put off)\b/i;
const EARLIER = /\b(?:forward|earlier|bring|pull|up by|sooner)\b/i;

export function move(
  sketch: Sketch,
  text: string,
  situation: Situation,
  subject: SituationMeeting | undefined,
): Decision {
  const [left, right] = splitTarget(text);
  const found = theMeeting(
    sketch,
    left,
    situation,
    subject,
    /\b(?:extend|shorten|longer|shorter)\b/i.test(text) ? 'change' : 'move',
  );
  if ('question' in found) return found.question;
  const { meeting } = found;
  const at = wallOf(meeting.start, situation.zone);
  const [duration] = sketch.all('u', right || text);
  const resize =
    /\b(?:extend|lengthen|longer|shorten|shorter|cut|last|make)\b/i.test(text) && !/\b(?:later|earlier)\b/i.test(text);
  if (duration && resize && sketch.all('t', right).length === 0) {
    const less = /\b(?:shorten|shorter|cut)\b/i.test(text);
    const by =
      /\b(?:by|longer|shorter|another|extra|more)\b/i.test(text) ||
      (/\bextend\b/i.test(text) && !/\bto #u/i.test(text));
    const minutes = by ? meeting.durationMinutes + (less ? -duration.minutes : duration.minutes) : duration.minutes;
    return minutes > 0
      ? act('update_meeting', { meetingId: meeting.id, durationMinutes: minutes })
      : ask('How long should it be?', ['duration']);
  }
  const targeted = /#[tdrs]\d/.test(right);
  if (duration && !targeted) {
    if (!LATER.test(text) && !EARLIER.test(text) && !/\b(?:back|by)\b/i.test(text))
      return ask('Should it be moved, or last that long?', ['time', 'duration']);
    const shift = EARLIER.test(text) && !/\blater\b/i.test(text) ? -duration.minutes : duration.minutes;
    const start = { day: at.day, minute: at.minute + shift };
    const now = wallOf(situation.now, situation.zone);
    if (start.day * 1440 + start.minute <= now.day * 1440 + now.minute)
      return ask('That time has already passed. When should it be?', ['time', 'confirm']);
    return act('update_meeting', { meetingId: meeting.id, start: isoWall(start) });
  }
  const conference = conferenceOf(text);
  if (!targeted && conference && !/#b\d/.test(right))
    return act('update_meeting', { meetingId: meeting.id, conference });
  if (!targeted) return ask(`When should ${meeting.title} be instead?`, ['time', 'date']);
  const [date] = sketch.all('d', right);
  if (date && date.from !== date.to && /\bsame (?:time|day)\b/i.test(text) && date.to - date.from < 7) {
    return act('update_meeting', { meetingId: meeting.id, start: isoWall({ day: at.day + 7, minute: at.minute }) });
  }
  const part = /#b\d/.test(right);
  const start = startOf(sketch, right, situation, part && sketch.all('t', right).length === 0 ? { day: at.day } : at);
  if ('question' in start) return start.question;
  return act('update_meeting', {
    meetingId: meeting.id,
    start: isoWall(start.start),
    ...(start.durationMinutes ? { durationMinutes: start.durationMinutes } : {}),
  });
}

/** What is moved, and to when: the words before and after "to" and its like. */
function splitTarget(text: string): [string, string] {
  const instead = text.match(/^(.*)\binstead of\b(.*)$/i);
  if (instead) return [instead[2] ?? '', instead[1] ?? ''];
  const to = [
    ...text.matchAll(
      /\b(?:to|for|until|till|into|by)(?= *(?:(?:the|same|be|around|about|say|early|late|at|on|time|this|next|a|like)\b *)*#[dtrsbu])|\bsame time\b|(?<=\b(?:it|that|this|back|up)\b *)(?=#[dtrsu])|\b(?:at|on)(?= *#[dtrs]\d+(?: *#[dtr]\d+)* *(?:instead|please|$))/gi,
    ),
  ].at(0);
  if (to) return [text.slice(0, to.index), text.slice(to.index)];
  const last = text.match(/^(.*?)((?:#[u]\d+|later|earlier).*)$/i);
  return last ? [last[1] ?? text, last[2] ?? ''] : [text, ''];
}
