// Opens the database: the one that a connection string names, or the embedded engine in the data folder. Above this
// file nobody knows which of the two it is.
import { join } from 'node:path';
import { type Db, MongoClient } from 'mongodb';
import type { Clock } from '../domain/time.ts';
import { type EmbeddedEngine, startEmbedded } from './embedded/embedded.ts';
import { DECLARED_INDEXES } from './indexes.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { migrate } from './migrations/migrate.ts';
import { reach } from './reach.ts';

const DATABASE = 'parley';
/** How the names of those begin who embed the engine. Others may be at work beside them, over its socket. */
export const EMBEDDING = 'engine:';

/** Where the embedded engine keeps its files, within the data folder. */
export const ENGINE_FOLDER = 'db';
/** Long enough for an election of a replica set to end, short enough for a person to wait. */
const SELECTION_TIMEOUT_MS = 5_000;

export interface Storage {
  readonly client: MongoClient;
  readonly db: Db;
  /** Present when the database is the embedded one. */
  readonly engine?: EmbeddedEngine;
  /** Whether the database answers and takes changes; if not, one sentence why. Never throws. */
  healthy(): Promise<{ readonly ok: boolean; readonly reason?: string }>;
  /** Writes a consistent copy of the embedded database into a new file, named by an absolute path. */
  backUp(file: string): Promise<void>;
  /** Ends running commands and closes; the embedded engine has then written everything. */
  close(): Promise<void>;
}

export interface StorageOptions {
  readonly uri?: string;
  readonly dataDir: string;
  readonly log: StorageLog;
}

export interface StorageLog {
  info(message: string): void;
}

/**
 * Connects and brings the database up to date. Rejects with a sentence for the operator when the folder is in use, the
 * data file is damaged, the server cannot be reached, or the database belongs to a newer version.
 */
export async function openStorage(options: StorageOptions & { readonly clock: Clock }): Promise<Storage> {
  const { clock, log } = options;
  const storage = await openDatabase(options);
  try {
    await migrate({
      db: storage.db,
      migrations: MIGRATIONS,
      indexes: DECLARED_INDEXES,
      // The data folder is locked.
      alone: storage.engine !== undefined,
      clock,
      log,
    });
    return storage;
  } catch (error) {
    await storage.close();
    throw error;
  }
}

/** The same without any change: as it lies there. */
export async function openDatabase(options: StorageOptions): Promise<Storage> {
  const engine = options.uri === undefined ? await startEngine(options.dataDir, options.log) : undefined;
  const client = createClient(options.uri ?? engine?.uri ?? '');
  const close = async () => {
    await client.close();
    await engine?.stop();
  };
  try {
    await reach(client, options.log);
    const db = databaseOf(client);
    const backUp = async (file: string) => {
      await client.db('admin').command({ parleyBackup: file });
    };
    return { client, db, ...(engine && { engine }), close, backUp, healthy: () => health(db, engine) };
  } catch (error) {
    await close();
    throw error;
  }
}

function startEngine(dataDir: string, log: StorageLog): Promise<EmbeddedEngine> {
  return startEmbedded({ dir: join(dataDir, ENGINE_FOLDER), log: (line) => log.info(line) });
}

/** How every part of Parley talks to MongoDB, tests included. */
export function createClient(uri: string): MongoClient {
  return new MongoClient(uri, {
    appName: 'parley',
    ignoreUndefined: true,
    serverSelectionTimeoutMS: SELECTION_TIMEOUT_MS,
    // A standalone ignores what it has no peers for; on a replica set nothing acknowledged is lost in an election.
    writeConcern: { w: 'majority' },
  });
}

/** The database that the connection string names; the driver calls it `test` when it names none. */
function databaseOf(client: MongoClient): Db {
  const named = client.options.dbName;
  return client.db(named === 'test' ? DATABASE : named);
}

async function health(db: Db, engine: EmbeddedEngine | undefined): Promise<{ ok: boolean; reason?: string }> {
  const state = engine?.state();
  if (state && !state.writable) return { ok: false, reason: state.reason ?? 'The database takes no changes just now.' };
  try {
    await db.command({ ping: 1 }, { timeoutMS: SELECTION_TIMEOUT_MS });
    return { ok: true };
  } catch {
    return { ok: false, reason: 'The database does not answer.' };
  }
}
