// Cancelling one meeting, or several by name.
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { countedIn, onEachDay } from './cancel-counted.ts';
import { BULK, cancelSeveral } from './cancel-several.ts';
import { theMeeting } from './changes.ts';
import { act, actAll, type Decision, type Wish } from './decision.ts';
import { eachOf } from './several.ts';

export function cancel(wish: Wish, situation: Situation): Decision {
  const { sketch, text } = wish;
  const reason = text.match(/\b(?:because|since|as i'm|due to|let .{1,30} know why:?)\b:? *(.+)$/i)?.[1];
  const which = reason ? text.slice(0, text.length - reason.length) : text;
  const counted = wish.pinned
    ? undefined
    : (countedIn(sketch, which, situation) ?? onEachDay(sketch, which, situation));
  if (counted) return all(counted);
  if (BULK.test(which) && !wish.pinned) return cancelSeveral({ ...wish, text: which }, situation);
  const named = eachOf(which, sketch, situation);
  if (named.length > 0) return all(named.filter((meeting) => meeting.own));
  const found = theMeeting({ ...wish, text: which }, situation, 'cancel');
  if ('question' in found) return found.question;
  return act('cancel_meeting', { meetingId: found.meeting.id, ...(reason ? { reason: sketch.words(reason) } : {}) });
}

const all = (meetings: readonly SituationMeeting[]): Decision =>
  actAll(
    [...new Set(meetings.map(({ id }) => id))].map((meetingId) => ({
      tool: 'cancel_meeting',
      arguments: { meetingId },
    })),
  );
