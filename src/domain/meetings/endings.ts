// How a meeting ends for all or for one: what cancelling, leaving and completing make of the stored meeting.
import type { Actor, UserActor } from '../actor.ts';
import { DomainError } from '../errors.ts';
import { manages } from './attendees.ts';
import { type Draft, tellOthers } from './changes.ts';
import { checkText, MAX_DESCRIPTION } from './input.ts';
import { attendeeKey, type Meeting } from './meeting.ts';
import { assertMayBecome, assertOpen } from './states.ts';

/** Null when it is cancelled already. */
export function draftCancel(actor: Actor, before: Meeting, reason: string | undefined, now: Date): Draft | null {
  if (before.state === 'cancelled') return null;
  assertMayBecome(before, 'cancelled');
  const why = checkText('reason', reason, MAX_DESCRIPTION);
  return {
    fields: { state: 'cancelled' },
    action: 'cancelled',
    effects: tellOthers(actor, now, before.attendees, 'cancelled', why ? { reason: why } : {}),
    notices: [],
    reason: why,
  };
}

/** Null for somebody who does not attend. */
export function draftLeave(actor: UserActor, before: Meeting, now: Date): Draft | null {
  assertOpen(before);
  if (manages(actor, before)) {
    throw new DomainError('forbidden', `You organize "${before.title}": cancel it, or move it.`);
  }
  const staying = before.attendees.filter((attendee) => attendeeKey(attendee) !== `user:${actor.userId}`);
  if (staying.length === before.attendees.length) return null;
  const hosts = before.attendees.filter(
    (attendee) => attendee.kind === 'user' && [before.organizer, ...before.hosts].includes(attendee.userId),
  );
  return {
    fields: { attendees: staying },
    action: 'left',
    effects: tellOthers(actor, now, hosts, 'left', { people: [actor.userId] }),
    notices: [],
  };
}

/** Null when it is completed already and there is nothing to add. */
export function draftComplete(before: Meeting, notes: string | undefined, now: Date): Draft | null {
  const reason = checkText('notes', notes, MAX_DESCRIPTION);
  // Most are completed by the clock before anybody says so; what they have to say is kept all the same.
  if (before.state === 'completed') {
    return reason ? { fields: {}, action: 'completed', effects: () => [], notices: [], reason } : null;
  }
  assertMayBecome(before, 'completed');
  if (before.start > now) {
    throw new DomainError('invalid_transition', `"${before.title}" has not begun yet, so it cannot be completed.`, {
      from: before.state,
      to: 'completed',
    });
  }
  return {
    fields: { state: 'completed', end: new Date(Math.min(before.end.getTime(), now.getTime())) },
    action: 'completed',
    effects: () => [],
    notices: [],
    reason,
  };
}
