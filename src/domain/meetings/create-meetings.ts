// Meetings over their store. The rules are here; the decision between two who want the same minutes is the store's
// unique index over claims.
import type { Accounts, User } from '../accounts/accounts.ts';
import type { Actor, UserActor, UserId } from '../actor.ts';
import { DomainError } from '../errors.ts';
import type { People } from '../people/people.ts';
import type { Clock } from '../time.ts';
import { manages, participates, resolve } from './attendees.ts';
import { draftBooking } from './booking.ts';
import { createCalendar } from './calendar.ts';
import { audit, type Draft } from './changes.ts';
import { createClockwork, createReaders, noticesAhead } from './clockwork.ts';
import { draftCancel, draftComplete, draftLeave } from './endings.ts';
import { type Conference, type ConferenceKind, type Meeting, usersOf } from './meeting.ts';
import type { BookMeeting, Changed, MeetingQuery, Meetings } from './meetings.ts';
import { ownNews } from './own-news.ts';
import { assertOpen, isOpen } from './states.ts';
import type { MeetingStore, StoredMeeting } from './store.ts';
import { stored } from './stored.ts';
import { draftUpdate } from './update.ts';

/** How often a change starts over when somebody else changed the meeting meanwhile. */
const MAX_TRIES = 5;
const LISTED = ['requested', 'scheduled', 'confirmed', 'active', 'completed', 'no_show'] as const;

/** Video rooms. `replaced` when another provider than the one asked for had to do. */
export interface Conferencing {
  room(kind: ConferenceKind): { conference: Conference; replaced: boolean };
}

export interface MeetingDeps {
  readonly store: MeetingStore;
  readonly accounts: Accounts;
  readonly people: People;
  readonly conferencing: Conferencing;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Called after every stored change, so that its effects leave at once. */
  readonly onChange?: () => void;
}

/** Who of the people that the actor named is taken. Guests are told of no one. */
function takenSentence(taken: readonly User[], actor: UserActor | undefined): string {
  if (!actor || taken.length === 0) return 'That time is taken';
  const names = taken.flatMap(({ id, name }) => (id === actor.userId ? [] : [name])).sort();
  const self = names.length < taken.length;
  if (names.length === 0) return 'You already have something then';
  const who = new Intl.ListFormat('en').format([...(self ? ['You'] : []), ...names]);
  return `${who} ${names.length + Number(self) > 1 ? 'are' : 'is'} already taken then`;
}

export function createMeetings(deps: MeetingDeps): Meetings {
  const { store, accounts, people, clock } = deps;
  const calendar = createCalendar({ store, accounts, clock });
  const readersOf = createReaders(accounts);
  const onChange = () => deps.onChange?.();
  const clockwork = createClockwork({ store, readers: readersOf, clock, onChange });

  async function load(actor: Actor, id: string): Promise<StoredMeeting> {
    const meeting = await store.get(actor.tenant, id);
    // What the actor may not see does not exist for them.
    if (!meeting || !participates(actor, meeting)) {
      throw new DomainError('not_found', `There is no meeting ${id} of yours.`, { id });
    }
    return meeting;
  }

  function assertManages(actor: Actor, meeting: Meeting, what: string): void {
    if (manages(actor, meeting)) return;
    throw new DomainError('forbidden', `Only the organizer may ${what} "${meeting.title}"; you can leave it.`);
  }

  /** Guests may as long as it has not begun. */
  function assertMayChange(actor: Actor, meeting: Meeting, what: string): void {
    if (actor.kind !== 'guest') assertManages(actor, meeting, what);
    else if (meeting.start <= clock() && isOpen(meeting))
      throw new DomainError('invalid_transition', `"${meeting.title}" has begun: guests can no longer ${what} it.`);
  }

  async function conflict(actor: UserActor | undefined, wish: Meeting, ignore?: string): Promise<DomainError> {
    const { taken, alternatives } = await calendar.alternatives(wish, ignore);
    const busy = taken.map(({ id }) => id);
    return new DomainError('conflict', `${takenSentence(taken, actor)}: choose another time.`, { busy, alternatives });
  }

  /**
   * What `attempt` makes, or what was made before under the same key where it fails: a wish that is repeated may be one
   * that could not be made any more. Who has left, say, no longer sees the meeting that they left.
   */
  async function onceUnder(actor: Actor, key: string, attempt: () => Promise<Changed>, id?: string): Promise<Changed> {
    try {
      return await attempt();
    } catch (error) {
      const known = await store.byKey(actor.tenant, key);
      if (!known || (id !== undefined && known.id !== id)) throw error;
      return { meeting: known, notices: [], repeated: true };
    }
  }

  /**
   * Changes a stored meeting: `draft` looks at what is stored and answers what shall be, or null for nothing to do.
   * The write happens only if nobody changed the meeting meanwhile; else the draft is made anew.
   */
  async function changeOnce(
    actor: Actor,
    id: string,
    key: string,
    draft: (meeting: StoredMeeting) => Promise<Draft | null> | Draft | null,
    asOf?: number,
  ): Promise<Changed> {
    for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
      const before = await load(actor, id);
      // The same wish, stored before: its own change must not make it stale.
      if (before.keys.includes(key)) return { meeting: before, notices: [], repeated: true };
      if (asOf !== undefined && before.version !== asOf) {
        throw new DomainError('stale', `"${before.title}" has changed meanwhile: look at it again.`, { id });
      }
      const made = await draft(before);
      if (!made) return { meeting: before, notices: ['unchanged'], repeated: false };
      const now = clock();
      const version = before.version + 1;
      const fields: Meeting = { ...before, ...made.fields, version, updatedAt: now };
      // Who leaves is still to be asked whether they want a mail about it.
      const readers = await readersOf(actor, made.action === 'left' ? before : fields);
      const next = stored(
        {
          ...fields,
          audit: [...before.audit, audit(actor, made.action, now, before, fields, made.reason)],
          effects: [
            ...before.effects,
            ...made.effects(version),
            ...ownNews(actor, made.action, fields, before, readers, now),
          ],
        },
        [...before.keys, key],
        before.revision + 1,
        noticesAhead(fields, before, readers, now),
      );
      const outcome = await store.replace(next, before);
      if (outcome.kind === 'written') {
        onChange();
        return { meeting: next, notices: made.notices, repeated: false };
      }
      if (outcome.kind === 'repeated') return { meeting: outcome.meeting, notices: [], repeated: true };
      if (outcome.kind === 'claimed')
        throw await conflict(actor.kind === 'user' ? actor : undefined, fields, before.id);
    }
    throw new DomainError('stale', 'The meeting is being changed by somebody else right now: try again.', { id });
  }

  const change: typeof changeOnce = (actor, id, key, ...rest) =>
    onceUnder(actor, key, () => changeOnce(actor, id, key, ...rest), id);

  async function bookOnce(actor: UserActor, wish: BookMeeting, key: string): Promise<Changed> {
    const { meeting, notices } = await draftBooking({ ...deps, calendar, readersOf }, actor, wish, key);
    const outcome = await store.insert(meeting);
    if (outcome.kind === 'repeated') return { meeting: outcome.meeting, notices: [], repeated: true };
    if (outcome.kind !== 'written') throw await conflict(actor, meeting);
    onChange();
    return { meeting, notices, repeated: false };
  }

  return {
    async book(actor, wish, key) {
      const booked = await onceUnder(actor, key, () => bookOnce(actor, wish, key));
      // Also after a repeated wish: the attempt that booked it may have got no further.
      const guests = booked.meeting.attendees.filter((attendee) => attendee.kind === 'guest');
      if (guests.length > 0) await people.remember(actor, guests, clock());
      return booked;
    },

    update: (actor, id, wish, key) =>
      change(
        actor,
        id,
        key,
        (before) => {
          assertMayChange(actor, before, 'change');
          assertOpen(before);
          return draftUpdate({ ...deps, calendar }, actor, before, wish);
        },
        wish.asOf,
      ),

    cancel: (actor, id, reason, key, asOf) =>
      change(
        actor,
        id,
        key,
        (before) => {
          assertMayChange(actor, before, 'cancel');
          return draftCancel(actor, before, reason, clock());
        },
        asOf,
      ),

    leave: (actor, id, key) => change(actor, id, key, (before) => draftLeave(actor, before, clock())),

    complete: (actor, id, notes, key) =>
      change(actor, id, key, (before) => {
        assertManages(actor, before, 'complete');
        return draftComplete(before, notes, clock());
      }),

    get: load,

    async some(actor, ids) {
      if (ids.length === 0) return [];
      const stored = new Map((await store.some(actor.tenant, ids)).map((meeting) => [meeting.id, meeting]));
      return ids.flatMap((id) => {
        const meeting = stored.get(id);
        return meeting && participates(actor, meeting) ? [meeting] : [];
      });
    },

    list: (actor, query: MeetingQuery) => calendar.list(actor, query, LISTED),

    async findSlots(actor, wish) {
      const invited = await resolve(people, actor, wish.participants);
      const others = new Map<UserId, User>();
      for (const person of invited) if (person.kind === 'user') others.set(person.user.id, person.user);
      others.delete(actor.userId);
      const users = accounts.user(actor, actor.userId).then((self) => [self, ...others.values()]);
      return calendar.slots(actor.tenant, [actor.userId, ...others.keys()], users, wish);
    },

    async offeredTo(guest, range) {
      const meeting = await load(guest, guest.meetingId);
      return calendar.offered(accounts.users(guest, usersOf(meeting)), meeting, range);
    },

    busy: (actor, userIds, from, to) => calendar.busy(actor.tenant, userIds, from, to),

    allowed(actor, meeting) {
      if (!isOpen(meeting) || meeting.end <= clock()) return [];
      if (manages(actor, meeting)) return ['update', 'cancel', 'complete'];
      return usersOf(meeting).includes(actor.userId) ? ['leave'] : [];
    },

    ...clockwork,
  };
}
