// Nobody of ours is double-booked: many processes want one slot, and many people do random things at once.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Db } from 'mongodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { DomainError } from '../../../src/domain/errors.ts';
import type { Meeting } from '../../../src/domain/meetings/meetings.ts';
import { checkClaims } from '../../../src/storage/check.ts';
import { times } from '../../support/counts.ts';
import { embeddedServer, freshDatabase } from '../../support/database.ts';
import { createWorld, type World } from '../../support/world.ts';

const START = new Date('2026-01-08T14:00:00Z');
const PROCESSES = 4;
const EACH = 50;
/** Random doings in all. */
const OPERATIONS = times(2_500, 10_000);
const TIMEOUT_MS = 30_000 + OPERATIONS * 20;

let db: Db;
let world: World;

beforeEach(async () => {
  db = await freshDatabase();
  world = createWorld(db);
});

/** Numbers from 0 to 1, the same for the same seed. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('one slot', () => {
  it('goes to one of 200 who want it at once from four processes; the others read what is free', async () => {
    await world.addUser('UHOST', 'Hedy Host');
    await Promise.all(
      Array.from({ length: PROCESSES * EACH }, (_, index) => world.addUser(`U${1000 + index}`, `User N${index}`)),
    );
    const { uri } = await embeddedServer();
    const run = promisify(execFile);
    const outputs = await Promise.all(
      Array.from({ length: PROCESSES }, (_, index) =>
        run(process.execPath, [
          join(import.meta.dirname, 'booker.ts'),
          ...[uri, db.databaseName, String(1000 + index * EACH), String(EACH), START.toISOString()],
        ]),
      ),
    );
    const outcomes = outputs.flatMap(({ stdout }) => JSON.parse(stdout) as { code: string }[]);
    expect(outcomes.filter(({ code }) => code === 'booked')).toHaveLength(1);
    const refused = outcomes.filter(({ code }) => code === 'conflict');
    expect(refused).toHaveLength(PROCESSES * EACH - 1);
    const next = [30, 45, 60].map((minutes) => new Date(START.getTime() + minutes * 60_000).toISOString());
    for (const one of refused) {
      expect(one).toMatchObject({ busy: ['UHOST'], alternatives: next.map((start) => ({ start })) });
    }
    expect(await checkClaims(db)).toEqual([]);
  });

  it('goes once to one wish that is made twenty times at once', async () => {
    const ada = await world.addUser('UADA', 'Ada Park');
    const wish = { start: START, durationMinutes: 30, attendees: [] };
    const results = await Promise.all(Array.from({ length: 20 }, () => world.meetings.book(ada, wish, 'same')));
    expect(new Set(results.map(({ meeting }) => meeting.id)).size).toBe(1);
    expect(results.filter(({ repeated }) => !repeated)).toHaveLength(1);
    const [first] = results;
    const move = { start: new Date(START.getTime() + 3_600_000) };
    const moves = await Promise.all(
      Array.from({ length: 20 }, () => world.meetings.update(ada, first?.meeting.id ?? '', move, 'move')),
    );
    expect(moves.filter(({ repeated, notices }) => !repeated && notices.length === 0)).toHaveLength(1);
    expect((await world.meetings.get(ada, first?.meeting.id ?? '')).version).toBe(2);
  });
});

describe('random doings', () => {
  const USERS = 6;
  const SLOTS = 60;

  interface Doing {
    readonly kind: 'book' | 'move' | 'cancel' | 'leave' | 'people';
    readonly user: string;
    readonly other: string;
    readonly third: string;
    readonly start: Date;
    readonly minutes: number;
    readonly pick: number;
  }

  function doings(seed: number, count: number): Doing[] {
    const random = mulberry32(seed);
    const below = (limit: number) => Math.floor(random() * limit);
    const kinds = ['book', 'book', 'book', 'move', 'move', 'cancel', 'leave', 'people'] as const;
    return Array.from({ length: count }, () => ({
      kind: kinds[below(kinds.length)] ?? 'book',
      user: `UP${below(USERS)}`,
      other: `UP${below(USERS)}`,
      third: `UP${below(USERS)}`,
      start: new Date(START.getTime() + below(SLOTS) * 10 * 60_000),
      minutes: 5 * (1 + below(12)),
      pick: random(),
    }));
  }

  /** What came of it: `done`, or the code of the refusal. Anything but a refusal of the domain fails the test. */
  async function act(doing: Doing, meeting: Meeting | undefined): Promise<{ outcome: string; meeting?: Meeting }> {
    const { kind, user, other, third, start, minutes } = doing;
    const id = meeting?.id ?? 'none';
    const organizer = world.actor(meeting?.organizer ?? user);
    const run = () => {
      const key = world.key();
      const time = { start, durationMinutes: minutes, confirmed: true };
      if (kind === 'book') return world.meetings.book(world.actor(user), { ...time, attendees: [other, third] }, key);
      if (kind === 'move') return world.meetings.update(organizer, id, time, key);
      if (kind === 'cancel') return world.meetings.cancel(organizer, id, undefined, key);
      if (kind === 'leave') return world.meetings.leave(world.actor(user), id, key);
      const change = { addAttendees: [other], removeAttendees: third === organizer.userId ? [] : [third] };
      return world.meetings.update(organizer, id, { ...change, confirmed: true }, key);
    };
    try {
      const result = await run();
      return { outcome: 'done', meeting: result.meeting };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { outcome: error.code };
    }
  }

  const usersIn = (meeting: Meeting) => meeting.attendees.map((one) => (one.kind === 'user' ? one.userId : ''));

  /** The model: a new time or new people are refused exactly when somebody concerned is in another open meeting then. */
  function overlaps(
    open: readonly Meeting[],
    ignore: string,
    users: readonly string[],
    start: Date,
    end: Date,
  ): boolean {
    return open.some(
      (one) =>
        one.id !== ignore && one.start < end && one.end > start && usersIn(one).some((user) => users.includes(user)),
    );
  }

  function expected(doing: Doing, open: readonly Meeting[], meeting: Meeting | undefined): string {
    const end = new Date(doing.start.getTime() + doing.minutes * 60_000);
    if (doing.kind === 'book') {
      return overlaps(open, '', [doing.user, doing.other, doing.third], doing.start, end) ? 'conflict' : 'done';
    }
    if (!meeting) return 'not_found';
    if (doing.kind === 'move') {
      return overlaps(open, meeting.id, usersIn(meeting), doing.start, end) ? 'conflict' : 'done';
    }
    if (doing.kind === 'cancel') return 'done';
    if (doing.kind === 'leave') {
      if (!usersIn(meeting).includes(doing.user)) return 'not_found';
      return doing.user === meeting.organizer ? 'forbidden' : 'done';
    }
    const gone = doing.third === meeting.organizer ? '' : doing.third;
    const after = [...usersIn(meeting).filter((user) => user !== gone), doing.other];
    return overlaps(open, meeting.id, after, meeting.start, meeting.end) ? 'conflict' : 'done';
  }

  async function addUsers(): Promise<void> {
    for (let index = 0; index < USERS; index++) await world.addUser(`UP${index}`, `User N${index}`);
  }

  it('end as a simple model says, one after another', { timeout: TIMEOUT_MS }, async () => {
    await addUsers();
    const open = new Map<string, Meeting>();
    for (const doing of doings(7, Math.floor(OPERATIONS / 4))) {
      const all = [...open.values()];
      const target = doing.kind === 'book' ? undefined : all[Math.floor(doing.pick * all.length)];
      const wanted = expected(doing, all, target);
      const { outcome, meeting } = await act(doing, target);
      expect({ ...doing, outcome }).toEqual({ ...doing, outcome: wanted });
      if (meeting?.state === 'cancelled') open.delete(meeting.id);
      else if (meeting) open.set(meeting.id, meeting);
    }
    expect(open.size).toBeGreaterThan(5);
    expect(await checkClaims(db)).toEqual([]);
  });

  it('never double-book anybody, many at once', { timeout: TIMEOUT_MS }, async () => {
    await addUsers();
    const known: Meeting[] = [];
    const queue = doings(11, OPERATIONS - Math.floor(OPERATIONS / 4));
    const outcomes = new Map<string, number>();
    const worker = async () => {
      for (let doing = queue.shift(); doing; doing = queue.shift()) {
        const { outcome, meeting } = await act(doing, known.at(-1 - Math.floor(doing.pick * 40)));
        if (meeting && doing.kind === 'book') known.push(meeting);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: 24 }, worker));
    expect(await checkClaims(db)).toEqual([]);
    expect([...outcomes.keys()].sort()).toEqual(expect.arrayContaining(['conflict', 'done']));
    expect(outcomes.get('done')).toBeGreaterThan(OPERATIONS / 20);
  });
});
