// Cancelling one meeting, or several by name.
import type { Situation } from '../../../situation.ts';
import { BULK, cancelSeveral } from './cancel-several.ts';
import { theMeeting } from './changes.ts';
import { act, actAll, type Decision, type Wish } from './decision.ts';
import { eachOf } from './several.ts';

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
