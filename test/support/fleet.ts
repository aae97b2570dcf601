// Several processes of one Parley on one MongoDB, and Slack's end of it: signed requests to any of them, sent again with the
// same ids until one takes them. What all processes share as Slack is the playground's workspace in the same database.
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from 'mongodb';
import { createClient, ENGINE_FOLDER } from '../../src/storage/connect.ts';
import { deriveKey } from '../../src/storage/secret.ts';
import { signed } from '../bot/support/bot.ts';
import { embeddedServer } from './database.ts';
import { eventually, freePort, type Server, startServer, temporaryFolder } from './server.ts';

const SECRET = 'one secret that every process of the fleet shares';
const SIGNING_SECRET = deriveKey(SECRET, 'playground-signing').toString('hex');
/** Slack waits no longer, and sends again what was answered later. */
const ANSWER_WITHIN_MS = 3_000;
const REDELIVER_WITHIN_MS = 180_000;

export interface Fleet {
  readonly db: Db;
  /** Answers in time with another status than 200, which no request should get, whatever happens to the processes. */
  readonly refused: readonly string[];
  /** Sends to the named process, or to one after another, until one answers 200. */
  deliver(body: unknown, options?: { form?: boolean; to?: number }): Promise<void>;
  /** kill -9, then a new process in its place; `meanwhile` while there is none. */
  kill(index: number, meanwhile?: () => Promise<unknown>): Promise<void>;
  /** SIGTERM, then a new process in its place. */
  restart(index: number): Promise<void>;
  /** Waits until nothing is left to do, whoever has to do it. */
  settled(timeoutMs: number): Promise<void>;
  /** What /readyz of a process says. */
  readiness(index: number): Promise<{ readonly ok: boolean; readonly reason?: string }>;
  stop(): Promise<void>;
}

/** On an engine of its own. */
export async function startFleet(size: number): Promise<Fleet> {
  const { client, uri } = await embeddedServer();
  const db = client.db(`fleet_${randomBytes(6).toString('hex')}`);
  const folder = await temporaryFolder();
  const ports = await Promise.all(Array.from({ length: size }, freePort));
  const start = (port: number) => startProcess(folder, port, `${uri}/${db.databaseName}`);
  // All at once: they race for the indexes, the people and the jobs.
  const servers = await Promise.all(ports.map(start));
  return fleetOf({ db, servers, start, end: () => end(folder, () => db.dropDatabase()) });
}

/** The first process embeds the engine; the others use its socket. */
export async function startFleetOnFirst(size: number): Promise<Fleet> {
  const folder = await temporaryFolder();
  const [firstPort = 0, ...ports] = await Promise.all(Array.from({ length: size }, freePort));
  const socket = join(folder, String(firstPort), ENGINE_FOLDER, 'parley.sock');
  const uri = `mongodb://${encodeURIComponent(socket)}`;
  const start = (port: number) =>
    port === firstPort ? startProcess(folder, port) : startProcess(folder, port, `${uri}/parley`);
  const first = await start(firstPort);
  const servers = [first, ...(await Promise.all(ports.map(start)))];
  const client = createClient(uri);
  return fleetOf({ db: client.db('parley'), servers, start, end: () => end(folder, () => client.close()) });
}

function startProcess(folder: string, port: number, uri?: string): Promise<Server> {
  return startServer({
    ...(uri && { MONGODB_URI: uri }),
    PARLEY_SECRET: SECRET,
    PORT: String(port),
    DATA_DIR: join(folder, String(port)),
    LOG_LEVEL: 'error',
  });
}

async function end(folder: string, close: () => Promise<unknown>): Promise<void> {
  await close();
  await rm(folder, { recursive: true, force: true });
}

function fleetOf(parts: {
  readonly db: Db;
  readonly servers: Server[];
  readonly start: (port: number) => Promise<Server>;
  /** Once no process runs any more. */
  readonly end: () => Promise<void>;
}): Fleet {
  const { db, servers, start } = parts;
  const size = servers.length;
  const refused: string[] = [];
  let turn = 0;

  function processAt(index: number): Server {
    const server = servers[index];
    if (!server) throw new RangeError(`There is no process ${index}.`);
    return server;
  }

  async function replace(index: number, end: (server: Server) => Promise<unknown>): Promise<void> {
    const server = processAt(index);
    await end(server);
    servers[index] = await start(server.port);
  }

  /** One attempt, as Slack makes it. False when it is to be made again, elsewhere. */
  async function post(process: number, text: string, form: boolean): Promise<boolean> {
    const begun = performance.now();
    try {
      const answer = await fetch(`${processAt(process).url}/slack/events`, {
        method: 'POST',
        headers: signed(text, form, SIGNING_SECRET),
        body: text,
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      await answer.text();
      const inTime = performance.now() - begun < ANSWER_WITHIN_MS;
      if (answer.status !== 200 && inTime) refused.push(`${answer.status} by process ${process}`);
      return answer.status === 200;
    } catch {
      // The connection was cut or never made, or it is too late.
      return false;
    }
  }

  async function isIdle(): Promise<boolean> {
    // What a kill has interrupted waits for its second attempt.
    const left = {
      $elemMatch: { state: 'pending', $or: [{ pendingAt: { $lte: new Date() } }, { attempts: { $gt: 0 } }] },
    };
    const [turns, effects] = await Promise.all([
      db.collection('turns').countDocuments({ open: true }),
      db.collection('meetings').countDocuments({ 'effects.pendingAt': { $exists: true }, effects: left }),
    ]);
    return turns + effects === 0;
  }

  return {
    db,
    refused,
    async deliver(body, { form = false, to } = {}) {
      const text = form ? new URLSearchParams(body as Record<string, string>).toString() : JSON.stringify(body);
      let at = to ?? turn++;
      await eventually('a process that takes it', () => post(at++ % size, text, form), REDELIVER_WITHIN_MS);
    },
    kill: (index, meanwhile) =>
      replace(index, async (server) => {
        await server.kill();
        await meanwhile?.();
      }),
    restart: (index) => replace(index, (server) => server.stop()),
    async settled(timeoutMs) {
      await eventually('nothing left to do', isIdle, timeoutMs);
    },
    async readiness(index) {
      const answer = await fetch(`${processAt(index).url}/readyz`);
      return (await answer.json()) as { ok: boolean; reason?: string };
    },
    async stop() {
      // The first last: the others may be on its socket.
      const [first, ...others] = servers;
      await Promise.all(others.map((server) => server.stop()));
      await first?.stop();
      await parts.end();
    },
  };
}
