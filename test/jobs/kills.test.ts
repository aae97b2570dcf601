// A quarter of mails and Slack messages from a process that is killed again and again: while it takes up what is due,
// while it sends, between a server's answer and the note of it. Nothing is lost, no message comes twice; a mail may, and
// is known as the same by its Message-ID.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Db, Document, Filter } from 'mongodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WORKSPACE } from '../../src/playground/workspace.ts';
import { times } from '../support/counts.ts';
import { embeddedServer, freshDatabase } from '../support/database.ts';
import { ANNOUNCED_IN, createQuarter, FROM, TO } from '../support/quarter.ts';
import { nameOfLine, nameOfMail, nameOfMessage } from '../support/quarter-mail.ts';
import { createRandom } from '../support/random.ts';
import { temporaryFolder } from '../support/server.ts';
import { type SlackServer, startSlackServer } from '../support/slack-server.ts';
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
const ROOM_MS = 3 * 60 * SECOND_MS;
/** Wall time in which a living process gets something done. */
const PATIENCE_MS = 3 * SECOND_MS;
/** What is not done by then shows in what has arrived. */
const MOST_STEPS = 20;
/** How long a dead process, and a second attempt, may delay a message, on that clock. */
const LATE_MS = 150 * SECOND_MS;

let db: Db;
let uri: string;
let folder: string;
let mail: MailServer;
let slack: SlackServer;
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
  await Promise.all([mail.down(), slack.down()]);
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
  const child = fork(join(import.meta.dirname, '../support/job-process.ts'), [String(at), slack.url], {
    env: {
      PATH: process.env.PATH,
      MONGODB_URI: uri,
      PARLEY_SECRET: 'one secret that all of these processes share',
      SMTP_URL: mail.url,
      MAIL_FROM: 'Parley <parley@parley.example>',
      DATA_DIR: folder,
      PORT: '0',
      SLACK_BOT_TOKEN: WORKSPACE.botToken,
      SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  running = child;
  await answer(child);
  return child;
}

/** Whether nothing is left to do that was due at that instant, nor to be tried again. */
async function isIdle(at: number): Promise<boolean> {
  const due = { $lte: new Date(at) };
  const soon = { $lte: new Date(at + ROOM_MS) };
  const unsettled = { $elemMatch: { state: 'pending', $or: [{ pendingAt: due }, { attempts: { $gt: 0 } }] } };
  const left: readonly (readonly [string, Filter<Document>])[] = [
    ['meetings', { 'effects.pendingAt': soon, effects: unsettled }],
    ['users', { 'effects.pendingAt': soon, effects: unsettled }],
    ['meetings', { nextNoticeAt: due }],
    ['users', { agendaAt: due }],
  ];
  for (const [collection, filter] of left) {
    if (await db.collection(collection).findOne(filter, { projection: { id: 1 } })) return false;
  }
  return true;
}

it(
  `${KILLS} kills lose and double nothing of ${MEETINGS} meetings`,
  async () => {
    const random = createRandom(7);
    const world = createWorld(db);
    let child: ChildProcess;
    let told = FROM;
    let kills = 0;
    const mails = new Set<string>();
    let [repeated, messages] = [0, 0];

    /** Runs a minute's jobs; what they have set going may go on. */
    async function tell(at: number): Promise<void> {
      told = at;
      child.send(at);
      await answer(child);
    }

    const arrived = () => mail.received.length + slack.posted.length;

    /** Waits for so many mails and messages, and for what is noted after them, as long as something goes on. */
    async function comesToRest(at: number, count: number): Promise<boolean> {
      let [before, deadline] = [arrived(), performance.now() + PATIENCE_MS];
      for (let wait = 2; performance.now() < deadline; wait = Math.min(wait * 2, 10)) {
        if (arrived() > before) [before, deadline, wait] = [arrived(), performance.now() + PATIENCE_MS, 2];
        if (before >= count && (await isIdle(at))) return true;
        await pause(wait);
      }
      return isIdle(at);
    }

    /** Until nothing is left to do: where nothing goes on, on a clock that does, for what a dead process holds. */
    async function settle(at: number, until: number, count: number): Promise<void> {
      for (let step = 1; step <= MOST_STEPS; step++) {
        if (await comesToRest(at, count)) return;
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

    /** What has arrived since it was last asked, each mail once. */
    function heard(): string[] {
      const fresh = mail.received.splice(0).filter(({ messageId = '' }) => {
        const before = mails.size;
        if (mails.add(messageId).size > before) return true;
        repeated++;
        return false;
      });
      const posted = slack.posted.splice(0);
      messages += posted.length;
      return [...fresh.map(nameOfMail), ...posted.map(nameOfMessage)].sort();
    }

    let known = 0;
    const quarter = await createQuarter({
      world,
      people: PEOPLE,
      meetings: MEETINGS,
      seed: 11,
      early: false,
      async work(date, next) {
        const at = date.getTime();
        const expected = quarter.oracle.expected.slice(known).map(nameOfLine).sort();
        known += expected.length;
        const turn = kills < KILLS && at > FROM + ((TO - FROM) * (kills + 1)) / (KILLS + 5);
        if (expected.length > 0 && turn && next - at >= ROOM_MS) await die(at);
        else await tell(at);
        await settle(at, next, expected.length);
        const when = `${date.toISOString()}, after ${kills} kills`;
        expect(heard(), when).toEqual(expected);
        expect(told - at, `${when}: late`).toBeLessThan(LATE_MS);
      },
    });
    const { people } = quarter;
    const beforeAnswer = () => holdAnswer();
    const clock = () => new Date(told);
    slack = await startSlackServer({ db, tenant: world.tenant, people, channel: ANNOUNCED_IN, clock, beforeAnswer });
    child = await start(FROM);
    while (await quarter.next());

    expect(kills).toBe(KILLS);
    expect(repeated).toBeLessThanOrEqual(KILLS * PARALLEL);
    expect(mails.size).toBeGreaterThan(MEETINGS);
    expect(messages).toBeGreaterThan(MEETINGS);
  },
  TEST_MS,
);
