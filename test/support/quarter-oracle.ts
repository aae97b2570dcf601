// What a quarter's meetings should bring to whom and when, worked out in another way than Parley does: from the facts of
// each minute, with luxon's zones, without effects, versions, leases or due times.
import { DateTime } from 'luxon';
import type { NotificationPreferences } from '../../src/domain/accounts/accounts.ts';
import { instantsOf } from './zones.ts';

const MINUTE_MS = 60_000;

export interface Reader {
  readonly id: string;
  readonly zone: string;
  readonly preferences: NotificationPreferences;
}

/** A meeting as everybody knows it. */
export interface Fact {
  readonly id: string;
  readonly title: string;
  readonly organizer: string;
  /** User ids and mail addresses, each with the instant since which they are to come. */
  readonly people: Map<string, number>;
  start: number;
  end: number;
  /** Since when it has had this start. */
  since: number;
  cancelled: boolean;
  /** News that wait for the end of somebody's quiet hours. */
  readonly waiting: Map<string, News[]>;
}

type Occasion = 'invited' | 'moved' | 'changed' | 'removed' | 'cancelled' | 'left';

interface News {
  readonly occasion: Occasion;
  readonly channels: readonly string[];
  readonly previousStart?: number;
}

const KIND = {
  invited: 'confirmation',
  moved: 'moved',
  changed: 'changed',
  removed: 'cancelled',
  cancelled: 'cancelled',
  left: 'left',
} as const;

/** How a message is written down, by the oracle and by who receives it. */
export function line(at: number, channel: string, to: string, occasion: string, title: string, start: number): string {
  const day = (instant: number) => new Date(instant).toISOString().slice(0, 16);
  return `${day(at)} ${channel} ${to} ${occasion} ${title} ${day(start)}`;
}

export interface Oracle {
  /** All that should have been told by now. */
  readonly expected: string[];
  readonly facts: readonly Fact[];
  booked(fact: Pick<Fact, 'id' | 'title' | 'organizer' | 'start' | 'end'>, people: readonly string[], at: number): Fact;
  moved(fact: Fact, start: number, at: number): void;
  added(fact: Fact, person: string, at: number): void;
  removed(fact: Fact, person: string, at: number): void;
  left(fact: Fact, person: string, at: number): void;
  cancelled(fact: Fact, at: number): void;
  /** Everything that becomes due in this minute. */
  minute(at: number): void;
  /** The next minute in which something is due, or the one before it, in which nothing of it may be sent. */
  nextAfter(at: number): number | undefined;
}

/** `early`: whether `nextAfter` also names the minutes before those in which something is due. */
export function createOracle(readers: ReadonlyMap<string, Reader>, from: number, early: boolean): Oracle {
  const expected: string[] = [];
  const facts: Fact[] = [];
  const minutes = new Map<number, Set<Fact>>();
  const mondays = new Map<number, Reader[]>();

  const reader = (id: string): Reader => {
    const found = readers.get(id);
    if (!found) throw new Error(`Nobody is called ${id}.`);
    return found;
  };
  const isGuest = (person: string) => person.includes('@');

  /** The quiet time around an instant. */
  function quiet({ zone, preferences: { quietHours } }: Reader, at: number): { from: number; to: number } | undefined {
    if (!quietHours) return undefined;
    const date = DateTime.fromMillis(at, { zone });
    for (const days of [-1, 0]) {
      const overnight = quietHours.to <= quietHours.from ? 1 : 0;
      const [begins] = instantsOf(date.plus({ days }).toISODate() ?? '', quietHours.from, zone);
      const [ends] = instantsOf(date.plus({ days: days + overnight }).toISODate() ?? '', quietHours.to, zone);
      if (!begins || !ends) throw new Error('Choose quiet hours that do not end while the clocks change.');
      if (begins.getTime() <= at && at < ends.getTime()) return { from: begins.getTime(), to: ends.getTime() };
    }
    return undefined;
  }

  function reminderTimes(fact: Fact, person: string): { minutes: number; at: number }[] {
    const who = reader(isGuest(person) ? fact.organizer : person);
    const { reminders, guestReminders, channels } = who.preferences;
    if (!isGuest(person) && channels.reminder.length === 0) return [];
    return (isGuest(person) ? guestReminders : reminders).map((before) => {
      const wanted = fact.start - before * MINUTE_MS;
      const disturbed = isGuest(person) ? undefined : quiet(who, wanted);
      return { minutes: before, at: disturbed ? disturbed.from - MINUTE_MS : wanted };
    });
  }

  function followUpTime(fact: Fact): number {
    return quiet(reader(fact.organizer), fact.end)?.to ?? fact.end;
  }

  /** Notes when the meeting is to be looked at. */
  function watch(fact: Fact): void {
    const times = [
      followUpTime(fact),
      ...[...fact.people.keys()].flatMap((who) => reminderTimes(fact, who).map(({ at }) => at)),
    ];
    for (const time of times) note(time, fact);
  }

  function note(at: number, fact: Fact): void {
    minutes.set(at, (minutes.get(at) ?? new Set()).add(fact));
  }

  function tell(fact: Fact, to: string, occasion: string, channels: readonly string[], at: number): void {
    for (const channel of channels) expected.push(line(at, channel, to, occasion, fact.title, fact.start));
  }

  function inform(
    fact: Fact,
    person: string,
    occasion: Occasion,
    at: number,
    by?: string,
    previousStart?: number,
  ): void {
    const wanted = isGuest(person) ? ['mail'] : reader(person).preferences.channels[KIND[occasion]];
    const channels = by === person ? wanted.filter((channel) => channel !== 'slack') : wanted;
    if (channels.length === 0) return;
    const waiting = fact.waiting.get(person) ?? [];
    waiting.push({ occasion, channels, ...(previousStart !== undefined && { previousStart }) });
    fact.waiting.set(person, waiting);
    release(fact, person, at);
  }

  /** Tells what waits, in order, as far as it may be told now. */
  function release(fact: Fact, person: string, at: number): void {
    const waiting = fact.waiting.get(person) ?? [];
    for (let news = waiting[0]; news; news = waiting[0]) {
      const { occasion, channels, previousStart } = news;
      const farewell = occasion === 'cancelled' || occasion === 'removed';
      const lost = !farewell && (fact.cancelled || !fact.people.has(person) || fact.end <= at);
      const better = waiting.slice(1).some((later) => later.occasion === occasion) && /moved|changed/.test(occasion);
      const night = isGuest(person) ? undefined : quiet(reader(person), at);
      if (!lost && !better && night && Math.min(fact.start, previousStart ?? fact.start) > night.to) {
        note(night.to, fact);
        return;
      }
      waiting.shift();
      if (!lost && !better) tell(fact, person, occasion, channels, at);
    }
  }

  function announce(fact: Fact, occasion: Occasion, at: number): void {
    const channel = reader(fact.organizer).preferences.announceIn;
    if (channel) tell(fact, channel, occasion, ['slack'], at);
  }

  function everybody(fact: Fact, occasion: Occasion, at: number, previousStart?: number): void {
    for (const person of fact.people.keys()) inform(fact, person, occasion, at, fact.organizer, previousStart);
  }

  /** Monday 8:00 of somebody's week, or later where that is quiet. */
  function planMonday(who: Reader, after: number): void {
    const local = DateTime.fromMillis(after, { zone: who.zone });
    let monday = local.startOf('week').set({ hour: 8 });
    if (monday.toMillis() <= after) monday = monday.plus({ weeks: 1 }).set({ hour: 8 });
    const at = quiet(who, monday.toMillis())?.to ?? monday.toMillis();
    mondays.set(at, [...(mondays.get(at) ?? []), who]);
  }

  function tellWeek(who: Reader, at: number): void {
    const monday = DateTime.fromMillis(at, { zone: who.zone }).startOf('week');
    const [begin, end] = [monday.toMillis(), monday.plus({ weeks: 1 }).toMillis()];
    const week = facts
      .filter(({ people, cancelled }) => people.has(who.id) && !cancelled)
      .filter((fact) => fact.start < end && fact.end > Math.max(begin, at))
      .sort((a, b) => a.start - b.start);
    const titles = week.map(({ title }) => title).join(',');
    for (const channel of titles ? who.preferences.channels.weekly_agenda : []) {
      expected.push(line(at, channel, who.id, 'weekly_agenda', titles, begin));
    }
    planMonday(who, at);
  }

  for (const who of readers.values()) planMonday(who, from);

  return {
    expected,
    facts,

    booked(wish, people, at) {
      const fact: Fact = {
        ...wish,
        people: new Map([wish.organizer, ...people].map((person) => [person, at])),
        since: at,
        cancelled: false,
        waiting: new Map(),
      };
      facts.push(fact);
      everybody(fact, 'invited', at);
      announce(fact, 'invited', at);
      watch(fact);
      return fact;
    },

    moved(fact, start, at) {
      const previous = fact.start;
      fact.end += start - previous;
      fact.start = start;
      fact.since = at;
      everybody(fact, 'moved', at, previous);
      announce(fact, 'moved', at);
      watch(fact);
    },

    added(fact, person, at) {
      everybody(fact, 'changed', at);
      fact.people.set(person, at);
      inform(fact, person, 'invited', at);
      watch(fact);
    },

    removed(fact, person, at) {
      fact.people.delete(person);
      everybody(fact, 'changed', at);
      inform(fact, person, 'removed', at);
    },

    left(fact, person, at) {
      fact.people.delete(person);
      inform(fact, fact.organizer, 'left', at);
      inform(fact, person, 'removed', at, person);
    },

    cancelled(fact, at) {
      fact.cancelled = true;
      everybody(fact, 'cancelled', at);
      announce(fact, 'cancelled', at);
    },

    minute(at) {
      for (const fact of minutes.get(at) ?? []) {
        for (const person of fact.waiting.keys()) release(fact, person, at);
        if (fact.cancelled) continue;
        for (const [person, since] of fact.people) {
          const due = reminderTimes(fact, person).filter((one) => one.at === at);
          if (due.length === 0 || at <= Math.max(since, fact.since) || at >= fact.start) continue;
          const channels = isGuest(person) ? ['mail'] : reader(person).preferences.channels.reminder;
          const nearest = Math.min(...due.map((one) => one.minutes));
          tell(fact, person, `reminder-${nearest}`, channels, at);
        }
        if (followUpTime(fact) === at && fact.people.size > 1) {
          tell(fact, fact.organizer, 'follow_up', reader(fact.organizer).preferences.channels.follow_up, at);
        }
      }
      minutes.delete(at);
      for (const who of mondays.get(at) ?? []) tellWeek(who, at);
      mondays.delete(at);
    },

    nextAfter(at) {
      let least: number | undefined;
      for (const map of [minutes, mondays]) {
        for (const due of map.keys()) {
          const time = early && due - MINUTE_MS > at ? due - MINUTE_MS : due;
          if (time > at && (least === undefined || time < least)) least = time;
        }
      }
      return least;
    },
  };
}
