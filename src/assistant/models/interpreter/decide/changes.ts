// Decisions about one meeting that exists: complete it, change who comes; and the question which one is meant.
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { reference } from '../recognise/people.ts';
import { neighbourIn, neighbourOf, ofToday } from '../wishes/positions.ts';
import { findMeetings } from '../wishes/resolve.ts';
import { act, ask, type Decision, type Wish } from './decision.ts';
import { label } from './phrase.ts';

/** The one meeting meant, or the question which. */
export function theMeeting(
  { sketch, text, subject, pinned, spoken }: Wish,
  situation: Situation,
  verb: string,
): { meeting: SituationMeeting } | { question: Decision } {
  if (pinned && subject) return { meeting: subject };
  const near = beside({ sketch, text, subject, spoken }, situation);
  if (near) return { meeting: near };
  const { meetings, described, doubtful } = findMeetings(sketch, text, situation);
  const pronoun = /\b(?:it|that|this one|that one|this)\b/i.test(text);
  if (!described && subject) return { meeting: subject };
  const today = onlyToday(meetings, text, situation);
  if (today) return { meeting: today };
  if (meetings.length > 1 && spoken?.own && meetings.includes(spoken)) return { meeting: spoken };
  const [only] = meetings;
  if (meetings.length === 1 && only && doubtful)
    return {
      question: ask(
        `Do you mean ${label(only, situation)}? Shall I ${verb} it?`,
        ['meeting', 'confirm'],
        ['yes', 'no'],
      ),
    };
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
    .map((meeting) => label(meeting, situation));
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

/** "my 4pm", said without a day where several are at 4: today's. */
function onlyToday(
  meetings: readonly SituationMeeting[],
  text: string,
  situation: Situation,
): SituationMeeting | undefined {
  if (meetings.length < 2 || !/#t\d/.test(text) || /#d\d/.test(text)) return undefined;
  const [only, ...others] = ofToday(meetings, situation).filter(({ own, start }) => own && start > situation.now);
  return others.length === 0 ? only : undefined;
}

/** "the one right after the demo", of ours. */
export function beside(
  { sketch, text, subject, spoken }: Pick<Wish, 'sketch' | 'text' | 'subject' | 'spoken'>,
  situation: Situation,
): SituationMeeting | undefined {
  const near = neighbourIn(text);
  if (!near) return undefined;
  const { meetings, described, doubtful } = findMeetings(sketch, near.anchor, situation);
  const told = described && !doubtful && meetings.length === 1 ? meetings[0] : undefined;
  const anchor = near.anchor === '' ? (spoken ?? subject) : told;
  const found = anchor && neighbourOf(anchor, near.after, situation);
  return found?.own ? found : undefined;
}

export function complete(wish: Wish, situation: Situation): Decision {
  const text = wish.text.replace(/\b(?:done|complete[d]?|finished|over|went|well)\b/gi, ' ');
  const found = theMeeting({ ...wish, text }, situation, 'complete');
  return 'question' in found ? found.question : act('complete_meeting', { meetingId: found.meeting.id });
}

const EXCHANGES = /\b(?:replac(?:e|ing)|swap|substitute|instead of|in place of)\b/i;

export function changePeople(wish: Wish, situation: Situation): Decision {
  const { sketch, text } = wish;
  const removing = /\b(?:remove|uninvite|take|drop)\b/i.test(text);
  const [, whom = text, rest = ''] = text.match(/^(.*?)\b(?:to|from|off|on|in)\b(.*)$/i) ?? [];
  const people = sketch.all('p', whom).map(({ person }) => reference(person));
  if (people.length === 0) return ask('Whom do you mean?', ['attendees']);
  if (EXCHANGES.test(text)) return ask('Who leaves, and who comes instead?', ['attendees']);
  const found = theMeeting({ ...wish, text: rest }, situation, 'change');
  return 'question' in found
    ? found.question
    : act('update_meeting', { meetingId: found.meeting.id, [removing ? 'removeAttendees' : 'addAttendees']: people });
}
