// When the people of a tenant are free and taken: busy intervals from stored meetings, offers and checks through the
// one function that computes slots.
import type { Accounts, User } from '../accounts/accounts.ts';
import type { TenantId, UserActor, UserId } from '../actor.ts';
import {
  explainEmpty,
  findSlots,
  type HostCalendar,
  type Interval,
  isWithin,
  problemsOf,
} from '../availability/availability.ts';
import { DomainError } from '../errors.ts';
import { type Clock, timeThere } from '../time.ts';
import { type ListedMeeting, type Meeting, type MeetingState, usersOf } from './meeting.ts';
import type { FindSlots, FreeSlot, MeetingQuery, Notice, OfferedRange, Slots } from './meetings.ts';
import type { MeetingStore } from './store.ts';

const DAY_MS = 24 * 60 * 60_000;
const ALTERNATIVES = 3;
const ALTERNATIVE_DAYS = 14;
const STEP_MINUTES = 15;
/** Mostly there is something free within these days: what lies behind them is read only where there is not. */
const SOON_MS = 3 * DAY_MS;
const LIST_LIMIT = 100;
/** The longest buffer: what lies this far outside a range may still stand in the way of a slot in it. */
const REACH_MS = 240 * 60_000;

export interface Calendar {
  busy(
    tenant: TenantId,
    users: readonly UserId[],
    from: Date,
    to: Date,
    ignore?: string,
  ): Promise<Map<UserId, Interval[]>>;
  /** Throws `confirmation_needed` when a colleague is outside their hours; answers what the actor should be told. */
  checkHours(actor: UserActor, users: readonly User[], meeting: Meeting, confirmed: boolean): Promise<Notice[]>;
  /** Who of ours is taken at the meeting's time, and the next free starts for all of them. */
  alternatives(meeting: Meeting, ignore?: string): Promise<{ taken: User[]; alternatives: FreeSlot[] }>;
  /** `users` are those of `ids`: what they are busy with is read while they are. */
  slots(
    tenant: TenantId,
    ids: readonly UserId[],
    users: Promise<readonly User[]>,
    wish: Omit<FindSlots, 'participants'>,
  ): Promise<Slots>;
  /** Starts for the meeting, as long as it is, by the rules of all its users; its own time stands in nobody's way. */
  offered(users: Promise<readonly User[]>, meeting: Meeting, range: OfferedRange): Promise<Slots>;
  list(actor: UserActor, query: MeetingQuery, listed: readonly MeetingState[]): Promise<ListedMeeting[]>;
}

function hostOf(user: User, busy: readonly Interval[]): HostCalendar {
  return { zone: user.zone, rules: user.rules, busy };
}

function matches(meeting: ListedMeeting, words: readonly string[]): boolean {
  const text = [meeting.title, ...meeting.attendees.flatMap(({ name, email }) => [name ?? '', email])]
    .join(' ')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

export function createCalendar(deps: { store: MeetingStore; accounts: Accounts; clock: Clock }): Calendar {
  const { store, accounts, clock } = deps;

  async function busy(tenant: TenantId, users: readonly UserId[], from: Date, to: Date, ignore?: string) {
    const intervals = new Map<UserId, Interval[]>(users.map((user) => [user, []]));
    for (const taken of await store.busy(tenant, users, from, to)) {
      if (taken.id === ignore) continue;
      for (const user of taken.users) intervals.get(user)?.push({ start: taken.start, end: taken.end });
    }
    return intervals;
  }

  function free(start: number, minutes: number): FreeSlot {
    return { start: new Date(start), end: new Date(start + minutes * 60_000) };
  }

  const slots: Calendar['slots'] = async (tenant, ids, reading, wish) => {
    const [users, intervals] = await Promise.all([
      reading,
      busy(
        tenant,
        ids,
        new Date(wish.from.getTime() - REACH_MS),
        new Date(wish.to.getTime() + wish.durationMinutes * 60_000 + REACH_MS),
        wish.ignoreMeeting,
      ),
    ]);
    if (users.length === 0) return { slots: [] };
    const query = {
      hosts: users.map((user) => hostOf(user, intervals.get(user.id) ?? [])),
      need: 'all' as const,
      now: clock().getTime(),
      from: wish.from.getTime(),
      to: wish.to.getTime(),
      durationMinutes: wish.durationMinutes,
      stepMinutes: STEP_MINUTES,
      bind: 'rules' as const,
    };
    const starts = findSlots(query).filter((start) => isWithin(start, wish));
    const found = starts.slice(0, wish.limit).map((start) => free(start, wish.durationMinutes));
    if (found.length > 0) return { slots: found };
    const reason = explainEmpty(query);
    if (!wish.later) return { slots: found, reason };
    const from = Math.max(query.to, query.now);
    const until = from + wish.later.days * DAY_MS;
    const soon = Math.min(from + SOON_MS, until);
    const later: FreeSlot[] = [];
    for (const [start, end] of [
      [from, soon],
      [soon, until],
    ] as const) {
      const limit = wish.later.limit - later.length;
      if (limit <= 0 || start === end) break;
      const after = { ...wish, from: new Date(start), to: new Date(end), limit, later: undefined };
      later.push(...(await slots(tenant, ids, Promise.resolve(users), after)).slots);
    }
    return { slots: found, reason, later };
  };

  return {
    busy,
    slots,

    offered: (users, meeting, range) =>
      slots(meeting.tenant, usersOf(meeting), users, {
        ...range,
        durationMinutes: (meeting.end.getTime() - meeting.start.getTime()) / 60_000,
        zone: meeting.zone,
        ignoreMeeting: meeting.id,
      }),

    async checkHours(actor, users, meeting, confirmed) {
      const minutes = (meeting.end.getTime() - meeting.start.getTime()) / 60_000;
      const notices: Notice[] = [];
      const outside: User[] = [];
      for (const user of users) {
        const problems = problemsOf(meeting.start.getTime(), {
          hosts: [hostOf(user, [])],
          need: 'all',
          now: clock().getTime(),
          durationMinutes: minutes,
          bind: 'rules',
        });
        if (user.id !== actor.userId) {
          if (problems.includes('outside_hours')) outside.push(user);
          continue;
        }
        if (problems.includes('outside_hours')) notices.push('outside_own_hours');
        if (problems.includes('notice')) notices.push('short_notice');
      }
      if (outside.length > 0 && !confirmed) {
        const whom = outside.map(({ name, zone }) =>
          zone === meeting.zone ? name : `${name} (${timeThere(meeting.start, zone)})`,
        );
        const message = `That is outside the working hours of ${new Intl.ListFormat('en').format(whom)}.`;
        throw new DomainError('confirmation_needed', message, {
          outsideHours: outside.map(({ id }) => id),
          names: outside.map(({ name }) => name),
        });
      }
      return notices;
    },

    async alternatives(meeting, ignore) {
      const users = await accounts.users(
        { kind: 'job', tenant: meeting.tenant, job: 'alternatives', origin: 'job', requestId: meeting.id },
        usersOf(meeting),
      );
      const until = new Date(meeting.start.getTime() + ALTERNATIVE_DAYS * DAY_MS);
      const intervals = await busy(meeting.tenant, usersOf(meeting), meeting.start, until, ignore);
      const taken = users.filter(({ id }) =>
        intervals.get(id)?.some(({ start, end }) => start < meeting.end.getTime() && end > meeting.start.getTime()),
      );
      const minutes = (meeting.end.getTime() - meeting.start.getTime()) / 60_000;
      const starts = findSlots({
        hosts: users.map((user) => hostOf(user, intervals.get(user.id) ?? [])),
        need: 'all',
        now: clock().getTime(),
        from: meeting.start.getTime(),
        to: until.getTime(),
        durationMinutes: minutes,
        stepMinutes: STEP_MINUTES,
        bind: 'rules',
        limit: ALTERNATIVES,
      });
      return { taken, alternatives: starts.map((start) => free(start, minutes)) };
    },

    async list(actor, query, listed) {
      const words = query.query?.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
      const limit = Math.min(query.limit ?? LIST_LIMIT, LIST_LIMIT);
      const meetings = await store.ofUser(actor.tenant, actor.userId, {
        from: query.from,
        to: query.to,
        states: query.states ?? listed,
        // Words are matched here, so they need all candidates.
        limit: words.length > 0 ? 1_000 : limit,
      });
      return meetings.filter((meeting) => matches(meeting, words)).slice(0, limit);
    },
  };
}
