// What reminders cost: the sweep among few and many future meetings, a thousand of them in one minute, how late they are
// under the real schedule, and what the jobs take of a processor while nothing is due.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Collection, Db } from 'mongodb';
import { deliverEffects } from '../src/jobs/deliver-effects.ts';
import { sendReminders } from '../src/jobs/send-reminders.ts';
import { openStorage } from '../src/storage/connect.ts';
import type { MeetingDocument } from '../src/storage/meetings.ts';
import { createMailroom } from '../test/support/mailroom.ts';
import { createWorld, type World } from '../test/support/world.ts';
import { print, quantile, type Row } from './row.ts';

const FEW = 1_000;
const MANY = 100_000;
const ROUNDS = 40;
const DUE = 20;
/** As many as organize something at once: nobody can be in two meetings. */
const PEOPLE = 1_000;
const BURST = 1_000;
const LATE = 200;
const MINUTE_MS = 60_000;
const REST_MS = 2 * MINUTE_MS;
const SILENT = { info: () => undefined };

/** A database in a folder of its own, for as long as `work` takes. */
async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function withDatabase<T>(folder: string, work: (db: Db) => Promise<T>): Promise<T> {
  const storage = await openStorage({ dataDir: folder, clock: () => new Date(), log: SILENT });
  try {
    return await work(storage.db);
  } finally {
    await storage.close();
  }
}

/** Makes meetings like one that was booked, each with reminders of its own organizer and guest at the given instant. */
async function createCopies(db: Db, world: World) {
  const meetings: Collection<MeetingDocument> = db.collection('meetings');
  const ada = await world.addUser('UADA', 'Ada Park', 'UTC');
  await world.accounts.setNotifications(ada, { channels: { reminder: ['mail'] } });
  await db.collection('users').updateOne({ id: ada.userId }, { $unset: { stale: true } });
  const start = new Date(Math.ceil(world.clock().getTime() / MINUTE_MS / 5) * 5 * MINUTE_MS + 30 * 24 * 60 * MINUTE_MS);
  const wish = { start, durationMinutes: 30, attendees: ['guest@acme.com'] };
  const { meeting } = await world.meetings.book(ada, wish, 'template');
  const template = await meetings.findOneAndDelete({ id: meeting.id }, { projection: { _id: 0 } });
  if (!template) throw new Error('nothing was booked');
  const users = db.collection('users');
  const user = await users.findOne({ id: 'UADA' }, { projection: { _id: 0 } });
  const people = Array.from({ length: PEOPLE }, (_, number) => ({ ...user, id: `U${number}` }));
  await users.insertMany(people);
  let made = 0;

  function copy(dueAt: Date): MeetingDocument {
    const number = made++;
    const userId = `U${number % PEOPLE}`;
    const keys = [`user:${userId}`, `guest:g${number}@acme.com`];
    const { claims: _claims, nextTransitionAt: _next, ...fields } = template as MeetingDocument;
    const begin = new Date(dueAt.getTime() + 60 * MINUTE_MS);
    return {
      ...fields,
      id: `m${number}`,
      keys: [`k${number}`],
      organizer: userId,
      hosts: [userId],
      people: keys,
      attendees: fields.attendees.map((one) =>
        one.kind === 'guest' ? { ...one, email: `g${number}@acme.com` } : { ...one, userId },
      ),
      start: begin,
      end: new Date(begin.getTime() + 30 * MINUTE_MS),
      nextTransitionAt: begin,
      effects: [],
      nextNoticeAt: dueAt,
      timedNotices: keys.map((targetKey) => ({ kind: 'reminder', targetKey, minutes: 60, dueAt })),
    };
  }

  return {
    /** `spreadMs`: each due so much later than the one before. */
    async insert(count: number, firstDue: Date, spreadMs = 0): Promise<void> {
      for (let from = 0; from < count; from += 1_000) {
        const batch = Array.from({ length: Math.min(1_000, count - from) }, (_, index) =>
          copy(new Date(firstDue.getTime() + (from + index) * spreadMs)),
        );
        await meetings.insertMany(batch);
      }
    },
  };
}

function sweepOf(world: World) {
  return { due: world.store, meetings: world.meetings, clock: world.clock, newId: () => 'bench' };
}

/** Milliseconds of the processor, the database's included, since an earlier look at it. */
function processorMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1_000;
}

/** What one sweep takes that finds some meetings due, among so many that are not: milliseconds of the processor. */
function sweepAmong(future: number): Promise<number> {
  return withFolder((folder) =>
    withDatabase(folder, async (db) => {
      const world = createWorld(db);
      const copies = await createCopies(db, world);
      await copies.insert(future, new Date(world.clock().getTime() + 24 * 60 * MINUTE_MS), 5 * MINUTE_MS);
      const took: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        await copies.insert(DUE, world.clock());
        const before = process.cpuUsage();
        const taken = await sendReminders(sweepOf(world));
        took.push(processorMs(before));
        if (taken !== DUE) throw new Error(`${taken} of ${DUE} were taken up`);
      }
      return quantile(took, 0.5);
    }),
  );
}

/** Seconds until so many reminders that are due in one minute have been handed over, and those of the processor in it. */
function burst(): Promise<{ seconds: number; processor: number }> {
  return withFolder((folder) =>
    withDatabase(folder, async (db) => {
      const world = createWorld(db);
      const mailroom = createMailroom(db, world);
      const copies = await createCopies(db, world);
      await copies.insert(BURST / 2, world.clock());
      const began = performance.now();
      const before = process.cpuUsage();
      await sendReminders(sweepOf(world));
      await deliverEffects(mailroom.parts);
      if (mailroom.told.length !== BURST) throw new Error(`${mailroom.told.length} of ${BURST} were handed over`);
      return { seconds: (performance.now() - began) / 1_000, processor: processorMs(before) / 1_000 };
    }),
  );
}

async function ask(child: ChildProcess): Promise<number> {
  child.send('cpu');
  const [answer] = await once(child, 'message');
  return Number(answer);
}

/** Percent of a core while nothing is due, and how late reminders of one minute are, in seconds. */
function running(): Promise<{ percent: number; late: number[] }> {
  return withFolder(async (folder) => {
    let due = new Date(0);
    await withDatabase(folder, async (db) => {
      const world = createWorld(db);
      world.setNow(new Date());
      // The first minute starts Parley, the next two are its rest.
      due = new Date(Math.ceil(Date.now() / MINUTE_MS) * MINUTE_MS + MINUTE_MS + REST_MS);
      const copies = await createCopies(db, world);
      await copies.insert(FEW, new Date(due.getTime() + 24 * 60 * MINUTE_MS), 5 * MINUTE_MS);
      await copies.insert(LATE / 2, due);
    });
    const child = fork(join(import.meta.dirname, 'support/jobs-host.ts'), [folder]);
    await once(child, 'message');
    await pause(due.getTime() - REST_MS - Date.now() - 1_000);
    const before = await ask(child);
    await pause(REST_MS - 5_000);
    const percent = (((await ask(child)) - before) / (REST_MS - 5_000) / 1_000) * 100;
    await pause(due.getTime() - Date.now() + 30_000);
    const gone = once(child, 'exit');
    child.kill();
    await gone;
    const late = await withDatabase(folder, async (db) => {
      const mails = await db.collection<{ at: Date }>('outbox').find().toArray();
      if (mails.length !== LATE) throw new Error(`${mails.length} of ${LATE} reminders arrived`);
      return mails.map(({ at }) => (at.getTime() - due.getTime()) / 1_000);
    });
    return { percent, late };
  });
}

export async function run(): Promise<Row[]> {
  const few = await sweepAmong(FEW);
  const many = await sweepAmong(MANY);
  const { seconds, processor } = await burst();
  const { percent, late } = await running();
  return [
    { name: `sweep with ${DUE} due among ${FEW}, of the processor`, value: few, unit: 'ms' },
    { name: `sweep with ${DUE} due among ${MANY}, of the processor`, value: many, unit: 'ms' },
    { name: 'the second by the first', value: many / few, unit: 'times', limit: 1.2 },
    { name: `${BURST} reminders of one minute handed over`, value: seconds, unit: 's', limit: 20 },
    { name: 'of the processor in it', value: processor, unit: 's', limit: 20 },
    { name: `${LATE} reminders of one minute, late, 99 of 100`, value: quantile(late, 0.99), unit: 's', limit: 5 },
    { name: 'at rest, of one core', value: percent, unit: '%', limit: 2 },
  ];
}

if (import.meta.main) process.exitCode = print(await run()) ? 0 : 1;
