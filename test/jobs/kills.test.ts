// A quarter of mail from a process that is killed again and again: while it takes up what is due, while it sends, between
// a mail server's answer and the note of it. Nothing is lost; what comes twice is the same mail, by its Message-ID.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from 'mongodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { times } from '../support/counts.ts';
import { embeddedServer, freshDatabase } from '../support/database.ts';
import { createQuarter, FROM, TO } from '../support/quarter.ts';
import { createRandom } from '../support/random.ts';
import { temporaryFolder } from '../support/server.ts';
import { createMailServer, type MailServer } from '../support/smtp.ts';
import { createWorld } from '../support/world.ts';

const KILLS = times(5, 50);
const PEOPLE = times(6, 200);
const MEETINGS = times(15, 5_000);
const TEST_MS = times(300_000, 7_200_000);
/** So many targets are worked on at once. */
const PARALLEL = 8;
const SECOND_MS = 1_000;
/** Longer than a lease, on the clock that the process is told. */
const LEASE_OVER_MS = 16 * SECOND_MS;
/** How much time must be left before anything else happens: what a dead process held is taken over in it. */
const ROOM_MS = 5 * 60 * SECOND_MS;
/** How long a dead process may delay a message, on that clock. */
const LATE_MS = 60 * SECOND_MS;

let db: Db;
let uri: string;
let folder: string;
let mail: MailServer;
let holdAnswer: () => Promise<void>;
let running: ChildProcess | undefined;

beforeEach(async () => {
  db = await freshDatabase();
  uri = `${(await embeddedServer()).uri}/${db.databaseName}`;
  folder = await temporaryFolder();
  holdAnswer = async () => {};
  mail = await createMailServer(() => holdAnswer());
  await mail.up();
});
afterEach(async () => {
  running?.kill('SIGKILL');
  await mail.down();
  await rm(folder, { recursive: true });
});

/** The next thing that the process says; rejects when it ends instead. */
async function answer(child: ChildProcess): Promise<void> {
  const heard = new AbortController();
  const ended = once(child, 'exit', heard).then(([code]) => Promise.reject(new Error(`It ended with ${code}.`)));
  try {
    await Promise.race([once(child, 'message', heard), ended]);
  } finally {
    heard.abort();
  }
}

async function start(at: number): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, '../support/job-process.ts'), [String(at)], {
    env: {
      PATH: process.env.PATH,
      MONGODB_URI: uri,
      PARLEY_SECRET: 'one secret that all of these processes share',
      SMTP_URL: mail.url,
      MAIL_FROM: 'Parley <parley@parley.example>',
      DATA_DIR: folder,
      PORT: '0',
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  running = child;
  await answer(child);
  return child;
}

async function isIdle(at: number): Promise<boolean> {
  const now = new Date(at);
  const [meetings, users] = await Promise.all([
    db.collection('meetings').countDocuments({
      $or: [{ 'effects.pendingAt': { $lte: now } }, { nextNoticeAt: { $lte: now } }],
    }),
    db.collection('users').countDocuments({
      $or: [{ agendaAt: { $lte: now } }, { 'effects.pendingAt': { $lte: now } }],
    }),
  ]);
  return meetings + users === 0;
}

const OCCASIONS: Readonly<Record<string, string>> = {
  Invitation: 'invited',
  Booked: 'invited',
  Moved: 'moved',
  Changed: 'changed',
  Cancelled: 'cancelled',
  'Cancelled for you': 'removed',
  Declined: 'left',
  Reminder: 'reminder',
  'Your week': 'weekly_agenda',
};

/** `john@acme.com moved m12` */
function nameOfMail(to: string, subject: string): string {
  const [, word = '', title] = /^([A-Z][\w ]+): (m\d+\b)?/.exec(subject) ?? [];
  const [, about] = /^How was (m\d+)\?$/.exec(subject) ?? [];
  if (about) return `${to} follow_up ${about}`;
  return [to, OCCASIONS[word] ?? subject, title].filter(Boolean).join(' ');
}

/** The same of an oracle's line, with the instant that stands in it. */
function nameOfLine(line: string): { name: string; at: number } {
  const [at = '', , to = '', occasion = '', title = ''] = line.split(' ');
  const number = /^U(\d+)$/.exec(to)?.[1];
  const address = number ? `person.n${Number(number) - 1_000}@parley.example` : to;
  const about = occasion === 'weekly_agenda' ? [] : [title];
  return { name: [address, occasion.replace(/-\d+$/, ''), ...about].join(' '), at: Date.parse(`${at}Z`) };
}

function byName(list: readonly { name: string; at: number }[]): Map<string, number[]> {
  const times = new Map<string, number[]>();
  for (const { name, at } of list)
    times.set(
      name,
      [...(times.get(name) ?? []), at].sort((a, b) => a - b),
    );
  return times;
}

it(
  `${KILLS} kills lose and double nothing of ${MEETINGS} meetings`,
  async () => {
    const random = createRandom(7);
    const world = createWorld(db);
    let child = await start(FROM);
    let told = FROM;
    let kills = 0;
    const received: { name: string; at: number; id: string }[] = [];

    /** Runs a minute's jobs; what they have set going may go on. */
    async function tell(at: number): Promise<void> {
      told = at;
      child.send(at);
      await answer(child);
    }

    /** Until nothing is left to do, on a clock that goes on for as long as a dead process's leases last. */
    async function settle(at: number, until: number): Promise<void> {
      for (let step = 0; ; step++) {
        for (let look = 0; look < 100; look++) {
          if (await isIdle(at)) return;
          await pause(10);
        }
        await tell(Math.min(at + step * LEASE_OVER_MS, until - SECOND_MS));
      }
    }

    async function kill(): Promise<void> {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
      kills++;
    }

    /** Kills the process in the middle of a minute's work, and starts another. */
    async function die(at: number): Promise<void> {
      const how = random.int(0, 2);
      let answered = () => {};
      const accepted = new Promise<void>((resolve) => {
        holdAnswer = async () => {
          resolve();
          // Before the sender knows, or right after.
          if (how === 0) await new Promise<void>((release) => (answered = release));
        };
      });
      told = at;
      child.send(at);
      await Promise.race(how === 2 ? [pause(random.int(0, 60))] : [accepted, pause(5 * SECOND_MS)]);
      await kill();
      holdAnswer = async () => {};
      answered();
      child = await start(at);
      await tell(at);
    }

    function note(): void {
      for (const { to, subject = '', messageId = '' } of mail.received.splice(0)) {
        const address = Array.isArray(to) ? to[0]?.text : to?.text;
        const email = /[\w.-]+@[\w.-]+/.exec(address ?? '')?.[0] ?? '';
        received.push({ name: nameOfMail(email, subject), at: told, id: messageId });
      }
    }

    let expectedBefore = 0;
    const quarter = await createQuarter({
      world,
      people: PEOPLE,
      meetings: MEETINGS,
      seed: 11,
      channels: [['mail'], ['mail'], ['mail'], []],
      async work(date, next) {
        const at = date.getTime();
        const due = quarter.oracle.expected.length > expectedBefore;
        expectedBefore = quarter.oracle.expected.length;
        const turn = kills < KILLS && at > FROM + ((TO - FROM) * (kills + 1)) / (KILLS + 5);
        if (due && turn && next - at > ROOM_MS) await die(at);
        else await tell(at);
        await settle(at, next);
        note();
      },
    });
    while (await quarter.next());

    expect(kills).toBe(KILLS);
    const mails = [...new Map(received.map((one) => [one.id, one])).values()];
    expect(received.length - mails.length).toBeLessThanOrEqual(KILLS * PARALLEL);
    const [arrived, expected] = [byName(mails), byName(quarter.oracle.expected.map(nameOfLine))];
    expect([...arrived.keys()].filter((name) => !expected.has(name))).toEqual([]);
    for (const [name, times] of expected) {
      const late = (arrived.get(name) ?? []).map((at, index) => at - (times[index] ?? 0));
      expect(late, name).toHaveLength(times.length);
      for (const one of late) expect(one >= 0 && one < LATE_MS, `${name} is late by ${one} ms`).toBe(true);
    }
    expect(mails.length).toBeGreaterThan(MEETINGS * 3);
  },
  TEST_MS,
);
