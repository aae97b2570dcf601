// What meetings need of storage. Each write is one document, and the unique indexes decide.
import type { TenantId, UserId } from '../actor.ts';
import type { Interval } from '../availability/availability.ts';
import type { ListedMeeting, Meeting, MeetingState, TimedNotice } from './meeting.ts';

/** The stored form: the meeting and what only storage and the rules look at. */
export interface StoredMeeting extends Meeting {
  /** `${userId}:${bucket}` for everyone of ours; absent when the meeting holds nobody's time. */
  readonly claims?: readonly string[];
  /** Change keys that have been used on this meeting. */
  readonly keys: readonly string[];
  /** Counts every write of the rules, also those that raise no version. */
  readonly revision: number;
  /** When its state next changes by itself; absent in final states. */
  readonly nextTransitionAt?: Date;
  /** What is still to be sent when its time comes, soonest first; absent when there is nothing. */
  readonly timedNotices?: readonly TimedNotice[];
  /** When the first of them is due. */
  readonly nextNoticeAt?: Date;
}

export type WriteOutcome =
  | { readonly kind: 'written' }
  /** A claim is held by another meeting. */
  | { readonly kind: 'claimed' }
  /** The change key has been used: the stored result. */
  | { readonly kind: 'repeated'; readonly meeting: StoredMeeting }
  /** Somebody else has changed the meeting meanwhile. */
  | { readonly kind: 'stale' };

export interface MeetingFilter {
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  readonly states: readonly MeetingState[];
  readonly limit: number;
}

export interface MeetingStore {
  insert(meeting: StoredMeeting): Promise<WriteOutcome>;
  /**
   * Puts `next` in the place of `previous`, as long as nobody else has meanwhile. Audit entries, effects and keys that
   * `next` has more are appended; effects that are stored already stay as the dispatcher has them.
   */
  replace(next: StoredMeeting, previous: StoredMeeting): Promise<WriteOutcome>;
  get(tenant: TenantId, id: string): Promise<StoredMeeting | null>;
  /** Those of the ids that exist, in no particular order. */
  some(tenant: TenantId, ids: readonly string[]): Promise<StoredMeeting[]>;
  byKey(tenant: TenantId, key: string): Promise<StoredMeeting | null>;
  /** Meetings that hold the time of any of these users and overlap `[from, to)`: just what a claim would collide with. */
  busy(
    tenant: TenantId,
    users: readonly UserId[],
    from: Date,
    to: Date,
  ): Promise<readonly (Interval & { readonly id: string; readonly users: readonly UserId[] })[]>;
  /** Meetings that the user attends, by start. */
  ofUser(tenant: TenantId, user: UserId, filter: MeetingFilter): Promise<ListedMeeting[]>;
}
