// Cancelling one meeting, several by name, or all of a day: the last only after a yes to a question that names them.
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { findMeetings } from '../wishes/resolve.ts';
import { beside, theMeeting } from './changes.ts';
import { act, actAll, ask, type Decision, type Wish } from './decision.ts';
import { label } from './phrase.ts';

export const BULK = /\b(?:(?<!\b(?:after|at) )all(?! hands)|every|everything|both|whole day|clear|meetings)\b/i;
const MOST = 8;

export function cancel(wish: Wish, situation: Situation): Decision {
  const { sketch, text } = wish;
  const reason = text.match(/\b(?:because|since|as i'm|due to|let .{1,30} know why:?)\b:? *(.+)$/i)?.[1];
  const which = reason ? text.slice(0, text.length - reason.length) : text;
  if (BULK.test(which) && !wish.pinned) return cancelSeveral({ ...wish, text: which }, situation);
  const parts = listed(which);
  const named = parts.length > 1 ? eachOf(parts, wish, situation) : [];
  if (named.length > 0) {
    const own = named.filter((meeting) => meeting.own);
    return actAll(
      [...new Set(own.map(({ id }) => id))].map((meetingId) => ({ tool: 'cancel_meeting', arguments: { meetingId } })),
    );
  }
  const found = theMeeting({ ...wish, text: which }, situation, 'cancel');
  if ('question' in found) return found.question;
  return act('cancel_meeting', { meetingId: found.meeting.id, ...(reason ? { reason: sketch.words(reason) } : {}) });
}

/** "the demo, the review and the dentist" as its parts. */
function listed(text: string): string[] {
  return text
    .split(/ ?, ?(?:and )?| and | & /i)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** The meeting of each part, in order; none where one of them is not plain. */
function eachOf(parts: readonly string[], { sketch }: Wish, situation: Situation): SituationMeeting[] {
  const named: SituationMeeting[] = [];
  for (const part of parts) {
    const near = beside({ sketch, text: part, spoken: named.at(-1) }, situation);
    const { meetings, described, doubtful } = findMeetings(sketch, part, situation);
    const [only, ...others] = near ? [near] : described && !doubtful ? meetings : [];
    if (!only || others.length > 0) return [];
    named.push(only);
  }
  return named;
}

function cancelSeveral({ sketch, text, confirmed }: Wish, situation: Situation): Decision {
  const plain = text.replace(/\b(?:clear|whole|days?|both|my calendar|calendar|schedule)\b/gi, ' ');
  const { meetings, described } = findMeetings(sketch, plain, situation);
  const mine = meetings.filter((meeting) => meeting.own);
  const wanted = confirmed ? mine.filter((meeting) => confirmed.includes(meeting)) : mine;
  if (wanted.length === 0)
    return ask('I find no such meetings of yours. Which ones should I cancel?', ['meeting', 'confirm']);
  const exact = described && mine.length === 2 && /\bboth\b/i.test(text);
  if (!confirmed && !exact) {
    const shown = wanted.slice(0, MOST).map((meeting) => label(meeting, situation));
    const more = wanted.length > MOST ? ` I would begin with these ${MOST} of ${wanted.length}.` : '';
    return ask(
      `Shall I cancel ${shown.length === 1 ? 'this one' : `these ${shown.length}`}: ${shown.join('; and ')}?${more}`,
      ['confirm', 'meeting'],
      ['yes', 'no'],
    );
  }
  return actAll(
    wanted.slice(0, MOST).map(({ id }) => ({ tool: 'cancel_meeting', arguments: { meetingId: id } })),
    0.8,
  );
}
