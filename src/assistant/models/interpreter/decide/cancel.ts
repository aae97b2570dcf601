// Cancelling one meeting, several by name, or all of a day: the last only after a yes to a question that names them.
import type { Situation } from '../../../situation.ts';
import { findMeetings } from '../wishes/resolve.ts';
import { theMeeting } from './changes.ts';
import { act, actAll, ask, type Decision, type Wish } from './decision.ts';
import { label } from './phrase.ts';
import { eachOf } from './several.ts';

export const BULK =
  /\b(?:(?<!\b(?:after|at) )all(?! hands)|every|everything|both|whole day|clear|meetings|the lot|(?<!\bof )(?:the|my|our|these|those|all) (?:two|three))\b|\b(?:cancel|wipe|clear|nuke|free up) (?:all of |the rest of )?#d\d+[.! ]*$|\b(?:my|the) (?:whole |entire |rest of (?:my |the )?)?(?:day|#[bd]\d+)(?: #d\d+)?[.! ]*$/i;
const MOST = 8;

export function cancel(wish: Wish, situation: Situation): Decision {
  const { sketch, text } = wish;
  const reason = text.match(/\b(?:because|since|as i'm|due to|let .{1,30} know why:?)\b:? *(.+)$/i)?.[1];
  const which = reason ? text.slice(0, text.length - reason.length) : text;
  if (BULK.test(which) && !wish.pinned) return cancelSeveral({ ...wish, text: which }, situation);
  const named = eachOf(which, sketch, situation);
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

function cancelSeveral({ sketch, text, confirmed }: Wish, situation: Situation): Decision {
  const plain = text.replace(
    /\b(?:clear|whole|days?|both|my calendar|calendar|schedule|the lot|lot|two|three)\b/gi,
    ' ',
  );
  const { meetings, described } = findMeetings(sketch, plain, situation);
  const mine = meetings.filter((meeting) => meeting.own);
  const wanted = confirmed ? mine.filter((meeting) => confirmed.includes(meeting)) : mine;
  if (wanted.length === 0)
    return ask('I find no such meetings of yours. Which ones should I cancel?', ['meeting', 'confirm']);
  const counted = /\b(?:both|two)\b/i.test(text) ? 2 : /\bthree\b/i.test(text) ? 3 : undefined;
  const exact = described && mine.length === counted;
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
