// A process that is stopped, loses its database or hears nothing of it for a while, at any command of a turn: what was
// acknowledged is booked once and answered once, whoever goes on with it.
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { directMessageId } from '../../src/playground/workspace.ts';
import { deriveKey } from '../../src/storage/secret.ts';
import { ADA, BOT, CHANNEL, SARAH, signed } from '../bot/support/bot.ts';
import { type Cable, type Held, layCable } from '../support/cable.ts';
import { times } from '../support/counts.ts';
import { embeddedServer } from '../support/database.ts';
import { eventually, freePort, temporaryFolder } from '../support/server.ts';
import { createTalk, workdays } from '../support/talk.ts';

const SECRET = 'one secret that both processes share';
const SIGNING_SECRET = deriveKey(SECRET, 'playground-signing').toString('hex');
/** Passes before the second process starts: whatever the first has leased is free then. */
const LATER_MS = 60_000;
const STOP_MS = 4_000;
/** Places that are tried side by side: much of the time is spent waiting. */
const PARALLEL = 4;
const STRIDE = times(2, 1);
/** At full count also until everybody is told: a lease on messages is taken over when it was seen unchanged for 15 s. */
const TOLD = times(0, 1) === 1;
const END_MS = times(10_000, 60_000);
const TEST_MS = times(240_000, 1_800_000);
const WITH = TOLD ? 'Sarah and john@acme.com' : 'john@acme.com';
const [DAY = ''] = workdays(1);

let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => rm(folder, { recursive: true }));

interface Process {
  readonly app: App;
  readonly port: number;
}

async function start(uri: string, clock: () => Date): Promise<Process> {
  const port = await freePort();
  const settings = { MONGODB_URI: uri, PARLEY_SECRET: SECRET, PORT: String(port), DATA_DIR: folder };
  const log = await createLog({ level: process.env.BOT_LOG ?? 'silent', pretty: false });
  const app = await createApp(parseConfig(settings), log, clock);
  await app.start();
  return { app, port };
}

/** Whether it was acknowledged. */
function post(port: number, event: object): Promise<boolean> {
  const body = JSON.stringify(event);
  const request = { method: 'POST', headers: signed(body, false, SIGNING_SECRET), body };
  return fetch(`http://127.0.0.1:${port}/slack/events`, request).then(
    ({ status }) => status === 200,
    () => false,
  );
}

/** What becomes of the first process: before the second starts, or when that one is done. */
interface Fate {
  readonly before?: (first: App, cable: Cable) => Promise<unknown>;
  readonly after?: (first: App, cable: Cable) => Promise<unknown>;
}

/** One wish, whose command at `place` is held up in the first process. False when it has no such command. */
async function holdUp(place: number, held: Held, fate: Fate): Promise<boolean> {
  const { uri, client } = await embeddedServer();
  const db = client.db(`cut_${randomBytes(6).toString('hex')}`);
  const isDone = async () => {
    const due = { $elemMatch: { pendingAt: { $lte: clock() } } };
    const untold = TOLD ? await db.collection('meetings').countDocuments({ effects: due }) : 0;
    return (await db.collection('turns').countDocuments({ state: 'done' })) === 1 && untold === 0;
  };
  const cable = await layCable(uri);
  let later = 0;
  const clock = () => new Date(Date.now() + later);
  const first = await start(`${cable.uri}/${db.databaseName}`, clock);
  const talk = createTalk(db);
  const { events } = await talk.mention(ADA, `<@${BOT}> book 30 minutes with ${WITH} on ${DAY} at 10:00`);
  const [event = {}] = events;
  const reached = cable.hold(held, place, fate.after !== undefined).then(() => true);
  const acknowledged = post(first.port, event);
  const happened = await Promise.race([reached, eventually('the end', isDone, END_MS).then(() => false)]);
  if (!happened) cable.release();
  await fate.before?.(first.app, cable);

  later = LATER_MS;
  const second = await start(`${uri}/${db.databaseName}`, clock);
  // Slack sends again what was not acknowledged, or not in time.
  if (fate.after || !(await acknowledged)) expect(await post(second.port, event)).toBe(true);
  await eventually('the end', isDone, END_MS);
  await fate.after?.(first.app, cable);
  await second.app.stop(STOP_MS);
  cable.close();
  const booked = await db.collection('meetings').find().toArray();
  const told = await db.collection('playground_messages').find({ channel: CHANNEL, user: BOT }).toArray();
  const shown = told.map(({ blocks }) => /john@acme\.com/.test(JSON.stringify(blocks)));
  expect([place, told.map(({ text }) => text), shown, booked.length]).toEqual([place, [expect.any(String)], [true], 1]);
  if (TOLD) {
    const ofSarah = { channel: directMessageId(SARAH), user: BOT };
    const notices = await db.collection('playground_messages').countDocuments(ofSarah);
    const mails = (await db.collection('outbox').find().toArray()).map(({ to }) => to);
    expect([place, notices, mails]).toEqual([place, 1, ['john@acme.com']]);
  }
  await db.dropDatabase();
  return happened;
}

/** Answers how many places there were. */
async function everywhere(held: Held, fate: Fate): Promise<number> {
  for (let place = 0; ; place += PARALLEL * STRIDE) {
    const places = Array.from({ length: PARALLEL }, (_, index) => place + index * STRIDE);
    const happened = await Promise.all(places.map((one) => holdUp(one, held, fate)));
    const end = places[happened.indexOf(false)];
    if (end !== undefined) return end;
  }
}

/** Recording, reading, booking and answering take more commands than this. */
const FEWEST = 10;
const HALVES: readonly Held[] = ['command', 'answer'];
const CHOSEN = times(1, 2);

describe('at any step of a turn', () => {
  it.each(HALVES.slice(0, CHOSEN))(
    'a process that is stopped while the %s is on its way leaves nothing half done',
    async (held) => {
      expect(await everywhere(held, { before: (app) => app.stop(0) })).toBeGreaterThan(FEWEST);
    },
    TEST_MS,
  );

  it.each(HALVES.slice(-CHOSEN))(
    'a process that loses the %s with its connection leaves nothing half done',
    async (held) => {
      const before = async (app: App, cable: Cable) => {
        cable.cut();
        await app.stop(STOP_MS);
      };
      expect(await everywhere(held, { before })).toBeGreaterThan(FEWEST);
    },
    TEST_MS,
  );

  it.each(HALVES.slice(0, CHOSEN))(
    'a process that has been taken for dead when the %s comes through changes nothing any more',
    async (held) => {
      const after = async (app: App, cable: Cable) => {
        cable.release();
        await app.stop(STOP_MS);
      };
      expect(await everywhere(held, { after })).toBeGreaterThan(FEWEST);
    },
    TEST_MS,
  );
});
