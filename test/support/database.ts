// Databases for tests: one embedded engine a test file, in a folder of its own, and a fresh database whenever one is
// asked for. Everything is stopped and removed when the file is done.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Db, MongoClient } from 'mongodb';
import { afterAll } from 'vitest';
import { createClient } from '../../src/storage/connect.ts';
import { startEmbedded } from '../../src/storage/embedded/embedded.ts';
import { ensureIndexes } from '../../src/storage/indexes.ts';

export interface Server {
  readonly uri: string;
  readonly client: MongoClient;
  close(): Promise<void>;
}

let running: Promise<Server> | undefined;

afterAll(async () => {
  const server = await running;
  running = undefined;
  await server?.close();
});

async function startServer(): Promise<Server> {
  const dir = await mkdtemp(join(tmpdir(), 'parley-test-'));
  const engine = await startEmbedded({ dir });
  const client = createClient(engine.uri);
  await client.connect();
  return {
    uri: engine.uri,
    client,
    async close() {
      await client.close();
      await engine.stop();
      await rm(dir, { recursive: true });
    },
  };
}

/** This file's embedded engine, started on first use. */
export function embeddedServer(): Promise<Server> {
  running ??= startServer();
  return running;
}

/** An empty database with every index, on this file's embedded engine. */
export async function freshDatabase(): Promise<Db> {
  const { client } = await embeddedServer();
  return emptyDatabase(client);
}

/** An empty database with every index, on any server. */
export async function emptyDatabase(client: MongoClient): Promise<Db> {
  const db = client.db(`t_${randomBytes(6).toString('hex')}`);
  await ensureIndexes(db);
  return db;
}
