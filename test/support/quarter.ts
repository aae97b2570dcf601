// A quarter in a company: people over eight zones with wishes of their own, who book, move, leave and cancel at random
// while the clocks change in spring and in autumn.
import { type NoticeChannel, type NotificationSettings, preferencesOf } from '../../src/domain/accounts/accounts.ts';
import type { UserActor } from '../../src/domain/actor.ts';
import { DomainError } from '../../src/domain/errors.ts';
import type { Person } from '../../src/playground/workspace.ts';
import { createOracle, type Fact, type Oracle, type Reader } from './quarter-oracle.ts';
import { createRandom, type Random } from './random.ts';
import type { World } from './world.ts';

/**
 * In between the clocks change in North America (March 8), Europe (March 29) and, back, in Australia (April 5). So far
 * ahead that no record is old for the database, which forgets by the wall's clock.
 */
export const FROM = Date.UTC(2037, 1, 2);
export const TO = Date.UTC(2037, 4, 1);

const ZONES = [
  'America/Los_Angeles',
  'America/New_York',
  'America/Sao_Paulo',
  'Europe/London',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Australia/Sydney',
];
/** The Slack channel in which some have their meetings announced. */
export const ANNOUNCED_IN = 'C123';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const CHANNELS: readonly (readonly NoticeChannel[])[] = [['slack'], ['slack'], ['mail'], ['slack', 'mail'], []];
const REMINDERS = [[1_440, 60], [60], [10], [120, 30, 5], [2_880, 1_440, 15], []];
const QUIET = [
  { from: '20:00', to: '07:00' },
  { from: '22:30', to: '06:15' },
  { from: '12:00', to: '13:00' },
  { from: '18:00', to: '09:30' },
];

export interface Quarter {
  readonly oracle: Oracle;
  readonly people: readonly Person[];
  /** Does what happens next, or lets the next minute in which something is due pass; false at the end. */
  next(): Promise<boolean>;
}

export interface QuarterOptions {
  readonly world: World;
  readonly people: number;
  readonly meetings: number;
  readonly seed: number;
  /** The channels on which anybody is told anything. */
  readonly channels?: readonly (readonly NoticeChannel[])[];
  /** Whether it also looks at each minute before one in which something is due: nothing may happen then. */
  readonly early?: boolean;
  /** Lets Parley do its work at this instant: after a change, or at a full minute. Nothing else happens before `next`. */
  readonly work: (at: Date, next: number) => Promise<void>;
}

function settingsOf(random: Random, channels: readonly (readonly NoticeChannel[])[]): NotificationSettings {
  const chosen = () => random.pick(channels);
  return {
    channels: {
      confirmation: chosen(),
      moved: chosen(),
      changed: chosen(),
      cancelled: chosen(),
      left: chosen(),
      reminder: chosen(),
      follow_up: chosen(),
      weekly_agenda: chosen(),
    },
    reminders: random.pick(REMINDERS),
    guestReminders: random.pick(REMINDERS),
    ...(random.chance(0.4) && { quietHours: random.pick(QUIET) }),
  };
}

export async function createQuarter(options: QuarterOptions): Promise<Quarter> {
  const { world, work } = options;
  const random = createRandom(options.seed);
  const channels = options.channels ?? CHANNELS;
  const actors = new Map<string, UserActor>();
  const readers = new Map<string, Reader>();
  const people: Person[] = [];
  world.setNow(new Date(FROM));
  await world.accounts.ensureTenant(world.tenant, 'Acme');
  for (let index = 0; index < options.people; index++) {
    const [id, zone] = [`U${1_000 + index}`, random.pick(ZONES)];
    const name = `Person N${index}`;
    const actor = await world.addUser(id, name, zone);
    const { email, locale } = await world.accounts.user(actor, id);
    people.push({ id, handle: `n${index}`, name, email, zone, locale, admin: false });
    const announceIn =
      channels.some((ways) => ways.includes('slack')) && random.chance(0.1) ? { announceIn: ANNOUNCED_IN } : {};
    const settings = { ...settingsOf(random, channels), ...announceIn };
    await world.accounts.setNotifications(actor, settings);
    actors.set(id, actor);
    readers.set(id, { id, zone, preferences: preferencesOf(settings) });
  }
  const oracle = createOracle(readers, FROM, options.early ?? true);
  const ids = [...actors.keys()];

  // Whatever happens does so twenty seconds past a minute of its own: nothing is due then, and what failed once has the
  // time for a second attempt before anything else happens.
  const minutes = new Set<number>();
  while (minutes.size < options.meetings * 2) minutes.add(random.int(0, (TO - FROM - 15 * DAY_MS) / MINUTE_MS));
  const happenings = [...minutes]
    .map((minute, index) => ({ at: FROM + minute * MINUTE_MS + 20_000, books: index % 2 === 0 }))
    .sort((a, b) => a.at - b.at);
  let now = FROM;
  let titles = 0;

  const actor = (id: string): UserActor => {
    const found = actors.get(id);
    if (!found) throw new Error(`Nobody is called ${id}.`);
    return found;
  };
  const startAfter = (at: number) =>
    Math.ceil((at + random.int(6, 14 * 24 * 60) * MINUTE_MS) / (5 * MINUTE_MS)) * 5 * MINUTE_MS;

  /** Runs a change that another meeting may stand in the way of. */
  async function unlessTaken<T>(change: () => Promise<T>): Promise<T | undefined> {
    try {
      return await change();
    } catch (error) {
      if (error instanceof DomainError && error.code === 'conflict') return undefined;
      throw error;
    }
  }

  async function book(at: number): Promise<void> {
    const organizer = random.pick(ids);
    const colleagues = Array.from({ length: random.int(0, 3) }, () => random.pick(ids)).filter(
      (id) => id !== organizer,
    );
    const guests = Array.from({ length: random.int(0, 2) }, () => `guest${random.int(1, 40)}@acme.com`);
    const attendees = [...new Set([...colleagues, ...guests])];
    const start = startAfter(at);
    const durationMinutes = random.int(1, 18) * 5;
    const title = `m${titles++}`;
    const wish = { start: new Date(start), durationMinutes, title, attendees, confirmed: true };
    const booked = await unlessTaken(() => world.meetings.book(actor(organizer), wish, world.key()));
    if (!booked) return;
    const end = start + durationMinutes * MINUTE_MS;
    oracle.booked({ id: booked.meeting.id, title, organizer, start, end }, attendees, at);
  }

  async function change(fact: Fact, at: number): Promise<void> {
    const organizer = actor(fact.organizer);
    const others = [...fact.people.keys()].filter((person) => person !== fact.organizer);
    const colleagues = others.filter((person) => actors.has(person));
    const update = (wish: object) =>
      unlessTaken(() => world.meetings.update(organizer, fact.id, { ...wish, confirmed: true }, world.key()));
    const kind = random.int(1, 10);
    if (kind <= 5) {
      const start = startAfter(at);
      if (start !== fact.start && (await update({ start: new Date(start) }))) oracle.moved(fact, start, at);
    } else if (kind === 6 && others.length > 0) {
      const gone = random.pick(others);
      if (await update({ removeAttendees: [gone] })) oracle.removed(fact, gone, at);
    } else if (kind === 7) {
      const person = `late${at}@acme.com`;
      if (await update({ addAttendees: [person] })) oracle.added(fact, person, at);
    } else if (kind === 8 && colleagues.length > 0) {
      const gone = random.pick(colleagues);
      await world.meetings.leave(actor(gone), fact.id, world.key());
      oracle.left(fact, gone, at);
    } else {
      await world.meetings.cancel(organizer, fact.id, undefined, world.key());
      oracle.cancelled(fact, at);
    }
  }

  const upcoming = () => Math.min(happenings[0]?.at ?? TO, oracle.nextAfter(now) ?? TO);

  return {
    oracle,
    people,
    async next() {
      const [happening] = happenings;
      const due = oracle.nextAfter(now);
      if (happening && (due === undefined || happening.at < due)) {
        happenings.shift();
        now = happening.at;
        world.setNow(new Date(now));
        const open = oracle.facts.filter(({ cancelled, start }) => !cancelled && start > now + MINUTE_MS);
        if (happening.books || open.length === 0) await book(now);
        else await change(random.pick(open), now);
        await work(new Date(now), upcoming());
        return true;
      }
      if (due === undefined || due > TO) return false;
      now = due;
      world.setNow(new Date(now));
      oracle.minute(now);
      await work(new Date(now), upcoming());
      return true;
    },
  };
}
