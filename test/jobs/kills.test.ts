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
/** Just longer than a lease, and than the pause before a second attempt, on the clock that the process is told. */
const STEP_MS = 16 * SECOND_MS;
/** How much time must be left before anything else happens: what a dead process held is taken over in it. */
const ROOM_MS = 3 * 60 * SECOND_MS;
/** Wall time in which a living process gets something done, and has looked at what a dead one held. */
const PATIENCE_MS = 3 * SECOND_MS;
/** Wall time after which a process that could go on and does not is taken for stuck. */
const STUCK_MS = 120 * SECOND_MS;
/** What is not done by then shows in what has arrived. */
const MOST_STEPS = 20;

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

async function isAny(left: readonly (readonly [collection: string, filter: Filter<Document>])[]): Promise<boolean> {
  for (const [collection, filter] of left) {
    if (await db.collection(collection).findOne(filter, { projection: { id: 1 } })) return true;
  }
  return false;
}

/** Whether an effect that is pending within the next minutes is as `one` says. */
function isEffect(at: number, one: Filter<Document>): Promise<boolean> {
  const filter = {
    'effects.pendingAt': { $lte: new Date(at + ROOM_MS) },
    effects: { $elemMatch: { state: 'pending', ...one } },
  };
  return isAny([
    ['meetings', filter],
    ['users', filter],
  ]);
}

const isToBeTriedAgain = (at: number) => isEffect(at, { attempts: { $gt: 0 } });

/** Whether something is left to be made into effects that was due at that instant. */
function isToBeRaised(at: number): Promise<boolean> {
  const due = { $lte: new Date(at) };
  return isAny([
    ['meetings', { nextNoticeAt: due }],
    ['users', { agendaAt: due }],
  ]);
}

/** Whether nothing is left to do that was due at that instant, nor to be tried again. */
async function isIdle(at: number): Promise<boolean> {
  const unsettled = { $or: [{ pendingAt: { $lte: new Date(at) } }, { attempts: { $gt: 0 } }] };
  return !(await isEffect(at, unsettled)) && !(await isToBeRaised(at));
}

/** Whether something is left that a living process can do without its clock going on: nothing dead holds it. */
async function isUnderWay(now: number, dead: readonly string[]): Promise<boolean> {
  const free = { pendingAt: { $lte: new Date(now) }, 'lease.owner': { $nin: dead } };
  return (await isEffect(now, free)) || (await isToBeRaised(now));
}

/** Who holds effects. */
async function owners(): Promise<string[]> {
  const held = ['meetings', 'users'].map((name) => db.collection(name).distinct('effects.lease.owner'));
  return (await Promise.all(held)).flat();
}

it(
  `${KILLS} kills lose and double nothing of ${MEETINGS} meetings`,
  async () => {
    const random = createRandom(7);
    const world = createWorld(db);
    let child: ChildProcess;
    let told = FROM;
    let kills = 0;
    const dead: string[] = [];
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

    /**
     * Until nothing is left to do: where all that is left waits for the clock, on one that goes on. Answers how far it
     * may have to: a dead process's lease, and the pause before a second attempt, are over with one step each.
     */
    async function settle(at: number, until: number, count: number, killed: boolean): Promise<number> {
      let tried = 0;
      for (let step = 1; step <= MOST_STEPS; step++) {
        const stuckAt = performance.now() + STUCK_MS;
        do if (await comesToRest(at, count)) return (Number(killed) + tried) * STEP_MS;
        while ((await isUnderWay(told, dead)) && performance.now() < stuckAt);
        if (await isToBeTriedAgain(at)) tried = 1;
        await tell(Math.min(at + step * STEP_MS, until - SECOND_MS));
      }
      return 0;
    }

    async function kill(): Promise<void> {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
      kills++;
      dead.push(...(await owners()));
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
        const killed = expected.length > 0 && turn && next - at >= ROOM_MS;
        await (killed ? die(at) : tell(at));
        const late = await settle(at, next, expected.length, killed);
        const when = `${date.toISOString()}, after ${kills} kills`;
        expect(heard(), when).toEqual(expected);
        expect(told - at, `${when}: late`).toBeLessThanOrEqual(late);
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
