// Booking, moving, cancelling: every change of a meeting goes through here, whoever asks for it.
import type { Actor, GuestActor, UserActor, UserId } from '../actor.ts';
import type { Interval } from '../availability/availability.ts';
import type { ConferenceKind, ListedMeeting, Meeting, MeetingReminders, MeetingState } from './meeting.ts';

export { claimsOf } from './claims.ts';
export { type Conferencing, createMeetings, type MeetingDeps } from './create-meetings.ts';
export * from './meeting.ts';
export type { MeetingStore, StoredMeeting } from './store.ts';

/** A start that is free for all named people, as told to people and models. */
export interface FreeSlot {
  readonly start: Date;
  readonly end: Date;
}

/**
 * Identifies one wish to change something: the same key again answers the stored result instead of acting twice.
 * Made from the event id and the step, unique within its tenant.
 */
export type ChangeKey = string;

export interface BookMeeting {
  readonly start: Date;
  readonly durationMinutes: number;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly location?: string | undefined;
  /** Mail addresses, Slack ids or names; the actor is always there and need not be named. */
  readonly attendees: readonly string[];
  readonly conference?: ConferenceKind | undefined;
  readonly reminders?: MeetingReminders | undefined;
  /** IANA zone in which it is arranged; the organizer's when absent. */
  readonly zone?: string | undefined;
  /** The user has been told that a colleague is outside their hours and wants it all the same. */
  readonly confirmed?: boolean | undefined;
}

export interface UpdateMeeting {
  readonly start?: Date | undefined;
  readonly durationMinutes?: number | undefined;
  readonly title?: string | undefined;
  readonly addAttendees?: readonly string[] | undefined;
  readonly removeAttendees?: readonly string[] | undefined;
  readonly conference?: ConferenceKind | undefined;
  readonly reminders?: MeetingReminders | undefined;
  readonly location?: string | undefined;
  readonly confirmed?: boolean | undefined;
  /** The version that the actor saw; `stale` when the meeting has another by now. */
  readonly asOf?: number | undefined;
}

export interface MeetingQuery {
  /** Meetings that overlap `[from, to)`. */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** Default: those not cancelled, declined or expired. */
  readonly states?: readonly MeetingState[] | undefined;
  /** Words in title, attendees' names or addresses, without case. */
  readonly query?: string | undefined;
  readonly limit?: number | undefined;
}

export interface FindSlots {
  /** References of other people who must be free; the actor always must. */
  readonly participants: readonly string[];
  readonly from: Date;
  readonly to: Date;
  readonly durationMinutes: number;
  /** Wall-clock bounds `HH:mm` within each day, in `zone`. */
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly zone: string;
  readonly limit: number;
  /** Where there are none: the first ones after the range, within so many days. */
  readonly later?: { readonly days: number; readonly limit: number } | undefined;
  /** A meeting that is about to move does not stand in its own way. */
  readonly ignoreMeeting?: string | undefined;
}

/** Starts in `[from, to)`, at most `limit`. */
export type OfferedRange = Pick<FindSlots, 'from' | 'to' | 'limit'>;

/** What the person who acted should be told beside the meeting itself: `outside your working hours`, ... */
export type Notice = 'outside_own_hours' | 'short_notice' | 'conference_replaced' | 'unchanged';

export interface Changed {
  readonly meeting: Meeting;
  readonly notices: readonly Notice[];
  /** True when the change key had been used before and this is the stored result. */
  readonly repeated: boolean;
}

export interface Slots {
  readonly slots: readonly FreeSlot[];
  /** Set when there are none: why, for people. Empty availability says so explicitly. */
  readonly reason?: 'no_working_hours' | 'fully_booked' | 'beyond_limits' | 'past';
  /** Set when there are none and later ones were asked for. */
  readonly later?: readonly FreeSlot[];
}

/**
 * All functions throw `DomainError`:
 * - `conflict` with `details.alternatives`, the next three free slots (`{start, end}` as dates) and `details.busy`,
 *   the user ids of ours who are taken; other people's meetings are not described;
 * - `unknown_person` / `ambiguous_person` with `details.ref` and `details.candidates`;
 * - `confirmation_needed` with `details.outsideHours`, the user ids of colleagues outside their hours;
 * - `past_time`, `not_found`, `forbidden`, `invalid_transition`, `stale`, `invalid_input`.
 */
export interface Meetings {
  book(actor: UserActor, wish: BookMeeting, key: ChangeKey): Promise<Changed>;
  /**
   * Moving keeps the duration unless one is given. Only organizer and hosts may; a guest may move the start to a time
   * that is offered to them, else `conflict`.
   */
  update(actor: Actor, id: string, wish: UpdateMeeting, key: ChangeKey): Promise<Changed>;
  /** Only organizer and hosts, or the guest's own link. `asOf` as in {@link UpdateMeeting}. */
  cancel(actor: Actor, id: string, reason: string | undefined, key: ChangeKey, asOf?: number): Promise<Changed>;
  /** An attendee of ours steps out: frees their claims and tells the organizer. */
  leave(actor: UserActor, id: string, key: ChangeKey): Promise<Changed>;
  complete(actor: Actor, id: string, notes: string | undefined, key: ChangeKey): Promise<Changed>;
  /** A meeting that the actor attends or organizes; else `not_found`. Admins of the tenant and its jobs see all. */
  get(actor: Actor, id: string): Promise<Meeting>;
  /** Those of the ids that `get` would answer, in their order: one query for a list that is shown. */
  some(actor: Actor, ids: readonly string[]): Promise<Meeting[]>;
  /** The actor's own meetings, by start. */
  list(actor: UserActor, query: MeetingQuery): Promise<ListedMeeting[]>;
  /** Free starts for the actor and all participants, through the one function that computes slots. */
  findSlots(actor: UserActor, wish: FindSlots): Promise<Slots>;
  /** Starts for the guest's meeting by the rules of everybody of ours; its own time is free too. */
  offeredTo(guest: GuestActor, range: OfferedRange): Promise<Slots>;
  /** When the given people of the actor's tenant are taken: intervals only, nothing else of their meetings. */
  busy(actor: UserActor, userIds: readonly string[], from: Date, to: Date): Promise<ReadonlyMap<string, Interval[]>>;
  /** What of the meeting the actor may do now; cards show exactly these buttons. */
  allowed(actor: UserActor, meeting: ListedMeeting): readonly ('update' | 'cancel' | 'leave' | 'complete')[];
  /** Puts one due meeting into the state that its time demands; the state sweep calls it per due meeting. */
  advance(actor: Actor, id: string): Promise<Meeting | null>;
  /** Turns the reminders and questions of one meeting that are due into effects; null when none was, or all are taken. */
  remind(actor: Actor, id: string): Promise<Meeting | null>;
  /** Works out again when a user's future meetings are told of, after preferences changed. Answers how many changed. */
  replan(actor: Actor, userId: UserId): Promise<number>;
}

/** The sweeps' view: meetings that are behind the clock. */
export interface DueMeetings {
  due(now: Date, limit: number): Promise<{ tenant: Meeting['tenant']; id: string }[]>;
  /** Meetings with a reminder or a question that is due, the longest waiting first. */
  dueNotices(now: Date, limit: number): Promise<{ tenant: Meeting['tenant']; id: string }[]>;
}
