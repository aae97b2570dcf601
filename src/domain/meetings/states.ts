// The states of a meeting and the ways between them.
import { DomainError } from '../errors.ts';
import { type Meeting, type MeetingState, OPEN_STATES } from './meeting.ts';

const NEXT: Readonly<Record<MeetingState, readonly MeetingState[]>> = {
  requested: ['scheduled', 'declined', 'expired', 'cancelled'],
  scheduled: ['confirmed', 'active', 'completed', 'cancelled', 'no_show'],
  confirmed: ['active', 'completed', 'cancelled', 'no_show'],
  active: ['completed', 'no_show', 'cancelled'],
  completed: [],
  cancelled: [],
  declined: [],
  expired: [],
  no_show: [],
};

export function mayBecome(from: MeetingState, to: MeetingState): boolean {
  return NEXT[from].includes(to);
}

export function isOpen(meeting: Pick<Meeting, 'state'>): boolean {
  return OPEN_STATES.includes(meeting.state);
}

/** Throws `invalid_transition`, naming both states. */
export function assertMayBecome(meeting: Meeting, to: MeetingState): void {
  if (mayBecome(meeting.state, to)) return;
  throw new DomainError('invalid_transition', `"${meeting.title}" is ${meeting.state} and cannot become ${to}.`, {
    from: meeting.state,
    to,
  });
}

/** Throws `invalid_transition` for a meeting that is over or off: only open ones can be changed. */
export function assertOpen(meeting: Meeting): void {
  if (isOpen(meeting)) return;
  throw new DomainError('invalid_transition', `"${meeting.title}" is ${meeting.state}: it can no longer be changed.`, {
    from: meeting.state,
  });
}

/** The state that time demands at `now`, or null when the meeting is where it belongs. */
export function stateAt(meeting: Pick<Meeting, 'state' | 'start' | 'end'>, now: Date): MeetingState | null {
  if (meeting.state === 'requested') return meeting.start <= now ? 'expired' : null;
  if (!['scheduled', 'confirmed', 'active'].includes(meeting.state)) return null;
  if (meeting.end <= now) return 'completed';
  return meeting.start <= now && meeting.state !== 'active' ? 'active' : null;
}

/** When {@link stateAt} next answers something else; undefined in final states. */
export function nextTransitionAt(meeting: Pick<Meeting, 'state' | 'start' | 'end'>): Date | undefined {
  if (meeting.state === 'requested' || meeting.state === 'scheduled' || meeting.state === 'confirmed')
    return meeting.start;
  return meeting.state === 'active' ? meeting.end : undefined;
}
