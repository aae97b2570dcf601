// The stored form of a meeting: what it claims, and when something of it is due by itself.
import { claimsOf } from './claims.ts';
import type { Meeting, TimedNotice } from './meeting.ts';
import { nextTransitionAt } from './states.ts';
import type { StoredMeeting } from './store.ts';

/** `notices` by due time, soonest first. */
export function stored(
  meeting: Meeting,
  keys: readonly string[],
  revision: number,
  notices: readonly TimedNotice[] = [],
): StoredMeeting {
  const {
    claims: _claims,
    nextTransitionAt: _transition,
    timedNotices: _notices,
    nextNoticeAt: _notice,
    ...rest
  } = meeting as StoredMeeting;
  const claims = claimsOf(meeting);
  const transition = nextTransitionAt(meeting);
  const [first] = notices;
  return {
    ...rest,
    keys,
    revision,
    ...(claims && { claims }),
    ...(transition && { nextTransitionAt: transition }),
    ...(first && { timedNotices: notices, nextNoticeAt: first.dueAt }),
  };
}
