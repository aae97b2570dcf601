// What time does to meetings, without anybody asking: states that change by themselves, messages that become due, and
// due times that are worked out again when preferences have changed.
import type { Accounts, User } from '../accounts/accounts.ts';
import type { Actor, UserId } from '../actor.ts';
import type { AuditAction } from '../audit.ts';
import type { Clock } from '../time.ts';
import { audit } from './changes.ts';
import { attendeeKey, type Meeting, OPEN_STATES, type TimedNotice, usersOf } from './meeting.ts';
import type { Meetings } from './meetings.ts';
import { stateAt } from './states.ts';
import type { MeetingStore, StoredMeeting } from './store.ts';
import { stored } from './stored.ts';
import { type Reader, raiseDue, timedNotices } from './timed-notices.ts';

/** How often a meeting is looked at again when somebody else changed it meanwhile. */
const MAX_TRIES = 5;
/** Meetings of one user that are worked on at a time. */
const PAGE = 500;

/** What is to be known of the people of a meeting to write to them. `known` spares reading who has been read already. */
export type Readers = (actor: Actor, meeting: Meeting, known?: readonly User[]) => Promise<ReadonlyMap<UserId, Reader>>;

export function createReaders(accounts: Accounts): Readers {
  return async (actor, meeting, known) => {
    const users = known ?? (await accounts.users(actor, usersOf(meeting)));
    const preferences = await accounts.preferences(actor, users);
    return new Map(
      users.flatMap(({ id, zone }) => {
        const own = preferences.get(id);
        return own ? [[id, { zone, preferences: own }] as const] : [];
      }),
    );
  };
}

/**
 * What time will bring to the people of a meeting, soonest first and each once. What was due `before` and has not been
 * taken up yet stays due, as long as it still speaks of the same time.
 */
export function noticesAhead(
  meeting: Meeting,
  before: StoredMeeting | undefined,
  readers: ReadonlyMap<UserId, Reader>,
  now: Date,
): TimedNotice[] {
  const ahead = timedNotices(meeting, readers, now);
  const planned = new Set(ahead.map(nameOf));
  return [...stillDue(before, meeting, now).filter((notice) => !planned.has(nameOf(notice))), ...ahead];
}

function nameOf({ kind, targetKey, minutes }: TimedNotice): string {
  return `${kind}-${minutes}:${targetKey}`;
}

function stillDue(before: StoredMeeting | undefined, meeting: Meeting, now: Date): TimedNotice[] {
  if (before?.start.getTime() !== meeting.start.getTime() || !OPEN_STATES.includes(meeting.state)) return [];
  const comes = new Set(meeting.attendees.map(attendeeKey));
  const endsAsBefore = before.end.getTime() === meeting.end.getTime();
  return (before.timedNotices ?? []).filter(
    ({ kind, dueAt, targetKey }) => dueAt <= now && comes.has(targetKey) && (kind === 'reminder' || endsAsBefore),
  );
}

export type Clockwork = Pick<Meetings, 'advance' | 'remind' | 'replan'>;

export function createClockwork(deps: {
  store: MeetingStore;
  readers: Readers;
  clock: Clock;
  onChange: () => void;
}): Clockwork {
  const { store, readers, clock } = deps;

  /** Writes what `next` makes of the stored meeting, unless somebody else writes first; null for nothing to do. */
  async function write(before: StoredMeeting, next: StoredMeeting): Promise<boolean> {
    return (await store.replace(next, before)).kind === 'written';
  }

  async function replanOne(actor: Actor, id: string): Promise<boolean> {
    for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
      const before = await store.get(actor.tenant, id);
      if (!before || !OPEN_STATES.includes(before.state)) return false;
      const notices = noticesAhead(before, before, await readers(actor, before), clock());
      if (JSON.stringify(notices) === JSON.stringify(before.timedNotices ?? [])) return false;
      if (await write(before, stored(before, before.keys, before.revision + 1, notices))) return true;
    }
    throw new Error(`Meeting ${id} was changed by others ${MAX_TRIES} times in a row.`);
  }

  return {
    async advance(actor, id) {
      const before = await store.get(actor.tenant, id);
      const to = before && stateAt(before, clock());
      if (!before || !to) return null;
      const now = clock();
      const fields: Meeting = { ...before, state: to, updatedAt: now };
      const action: AuditAction = to === 'active' ? 'started' : to === 'expired' ? 'expired' : 'completed';
      const next = stored(
        { ...fields, audit: [...before.audit, audit(actor, action, now, before, fields)] },
        before.keys,
        before.revision + 1,
        to === 'expired' ? [] : before.timedNotices,
      );
      return (await write(before, next)) ? next : null;
    },

    async remind(actor, id) {
      for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
        const before = await store.get(actor.tenant, id);
        const raised = before && raiseDue(before, clock());
        if (!before || !raised) return null;
        const fields = { ...before, effects: [...before.effects, ...raised.effects] };
        const next = stored(fields, before.keys, before.revision + 1, raised.left);
        if (!(await write(before, next))) continue;
        deps.onChange();
        return next;
      }
      // It stays due: the next sweep takes it up.
      return null;
    },

    async replan(actor, userId: UserId) {
      let changed = 0;
      let from = clock();
      for (;;) {
        const page = await store.ofUser(actor.tenant, userId, { from, states: OPEN_STATES, limit: PAGE });
        for (const { id } of page) if (await replanOne(actor, id)) changed++;
        const last = page.at(-1);
        if (!last || page.length < PAGE || last.start <= from) return changed;
        from = last.start;
      }
    },
  };
}
