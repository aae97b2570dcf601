// An engine on a fresh folder for one test file, and the real driver connected to it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Db, MongoClient } from 'mongodb';
import { type EmbeddedEngine, startEmbedded } from '../../../src/storage/embedded/embedded.ts';

export type RunningEngine = {
  readonly dir: string;
  readonly engine: EmbeddedEngine;
  readonly client: MongoClient;
  /** A database that nothing else uses. */
  readonly db: Db;
  /** Stops and starts again on the same folder. */
  restart(): Promise<RunningEngine>;
  close(): Promise<void>;
};

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'parley-test-'));
}

export async function runEngine(options: { dir?: string; maxPages?: number } = {}): Promise<RunningEngine> {
  const dir = options.dir ?? temporaryFolder();
  const engine = await startEmbedded({ ...options, dir });
  const client = new MongoClient(engine.uri, { serverSelectionTimeoutMS: 5_000 });
  const stop = async () => {
    await client.close();
    await engine.stop();
  };
  return {
    dir,
    engine,
    client,
    db: client.db('test'),
    restart: async () => {
      await stop();
      return runEngine({ ...options, dir });
    },
    close: async () => {
      await stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** What a promise is rejected with; fails the test when it is not. */
export async function rejection(promise: Promise<unknown>): Promise<Record<string, unknown> & { message: string }> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('expected a rejection');
  return error as Error & Record<string, unknown>;
}
