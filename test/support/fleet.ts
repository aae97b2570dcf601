// Several processes of one Parley on one MongoDB, and Slack's end of it: signed requests to any of them, sent again with the
// same ids until one takes them. What all processes share as Slack is the playground's workspace in the same database.
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from 'mongodb';
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
  /** kill -9, then a new process in its place. */
  kill(index: number): Promise<void>;
  /** SIGTERM, then a new process in its place. */
  restart(index: number): Promise<void>;
  /** Waits until nothing is left to do, whoever has to do it. */
  settled(timeoutMs: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startFleet(size: number): Promise<Fleet> {
  const { client, uri } = await embeddedServer();
  const db = client.db(`fleet_${randomBytes(6).toString('hex')}`);
  const folder = await temporaryFolder();
  const ports = await Promise.all(Array.from({ length: size }, freePort));
  const start = (port: number) =>
    startServer({
      MONGODB_URI: `${uri}/${db.databaseName}`,
      PARLEY_SECRET: SECRET,
      PORT: String(port),
      DATA_DIR: join(folder, String(port)),
      LOG_LEVEL: 'error',
    });
  // All at once: they race for the indexes, the people and the jobs.
  const servers: Server[] = await Promise.all(ports.map(start));
  const refused: string[] = [];
  let turn = 0;

  async function replace(index: number, end: (server: Server) => Promise<unknown>): Promise<void> {
    const server = servers[index];
    if (!server) throw new RangeError(`There is no process ${index}.`);
    await end(server);
    servers[index] = await start(server.port);
  }

  /** One attempt, as Slack makes it. False when it is to be made again, elsewhere. */
  async function post(process: number, text: string, form: boolean): Promise<boolean> {
    const begun = performance.now();
    try {
      const answer = await fetch(`http://127.0.0.1:${ports[process]}/slack/events`, {
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
    const [turns, effects] = await Promise.all([
      db.collection('turns').countDocuments({ open: true }),
      db.collection('meetings').countDocuments({ 'effects.pendingAt': { $lte: new Date() } }),
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
    kill: (index) => replace(index, (server) => server.kill()),
    restart: (index) => replace(index, (server) => server.stop()),
    async settled(timeoutMs) {
      await eventually('nothing left to do', isIdle, timeoutMs);
    },
    async stop() {
      await Promise.all(servers.map((server) => server.stop()));
      await db.dropDatabase();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
