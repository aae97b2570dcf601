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
/** Slack gives up after three seconds; these processes share their cores with the tests. */
const ANSWER_WITHIN_MS = 15_000;
const REDELIVER_WITHIN_MS = 60_000;

export interface Fleet {
  readonly db: Db;
  /** Answers with another status than 200, which no request should get, whatever happens to the processes. */
  readonly refused: readonly string[];
  /** Requests whose connection was cut or never made, which were then sent again. */
  cut(): number;
  /** Sends to the named process, or to one after another, until one answers 200. */
  deliver(body: unknown, options?: { form?: boolean; to?: number }): Promise<void>;
  /** kill -9, then a new process in its place. */
  kill(index: number): Promise<void>;
  /** SIGTERM, then a new process in its place; answers the exit code. */
  restart(index: number): Promise<number | null>;
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
  let cuts = 0;
  let turn = 0;

  async function replace(index: number, end: (server: Server) => Promise<number | null>): Promise<number | null> {
    const server = servers[index];
    if (!server) throw new RangeError(`There is no process ${index}.`);
    const code = await end(server);
    servers[index] = await start(server.port);
    return code;
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
    cut: () => cuts,
    async deliver(body, { form = false, to } = {}) {
      const text = form ? new URLSearchParams(body as Record<string, string>).toString() : JSON.stringify(body);
      let at = to ?? turn++;
      await eventually(
        'a process that takes the request',
        async () => {
          const port = ports[at++ % size];
          try {
            const answer = await fetch(`http://127.0.0.1:${port}/slack/events`, {
              method: 'POST',
              headers: signed(text, form, SIGNING_SECRET),
              body: text,
              signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
            });
            await answer.text();
            if (answer.status !== 200) refused.push(`${answer.status} by process ${(at - 1) % size}`);
            return answer.status === 200;
          } catch {
            cuts++;
            return false;
          }
        },
        REDELIVER_WITHIN_MS,
      );
    },
    async kill(index) {
      await replace(index, async (server) => {
        await server.kill();
        return null;
      });
    },
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
