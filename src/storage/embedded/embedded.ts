// Starts the embedded database in a thread of its own and tells where it listens. It speaks MongoDB's wire protocol on a
// unix socket that only this user can reach; the official driver connects to it as to any server.
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DATA_FILE, lockFolder } from './lock.ts';
import type { ToHost, ToWorker, WorkerSettings } from './messages.ts';

export type EmbeddedOptions = {
  /** The data folder; created with mode 0700 when it is missing. */
  readonly dir: string;
  /** Receives what an operator may want to know, one line at a time. */
  readonly log?: (line: string) => void;
  /** The largest size of the data file, in pages of 4096 bytes; writes past it are refused, reads go on. */
  readonly maxPages?: number;
};

export type EmbeddedEngine = {
  /** The connection string: `mongodb://%2Fpath%2Fto.sock`. */
  readonly uri: string;
  /** Finishes running commands, commits, closes the file and frees the folder. */
  stop(): Promise<void>;
  /** Whether writes are taken at the moment, and if not, why. */
  state(): { readonly writable: boolean; readonly reason?: string };
};

/** Unix socket paths end at 104 bytes on some systems; a folder with a longer path gets its socket elsewhere. */
const MAX_SOCKET_PATH = 100;

/**
 * Opens the data folder and serves it. Rejects with a sentence for the operator when another process holds the folder
 * (named by its pid), or the data file is damaged, or was written by a newer version.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedEngine> {
  const dir = resolve(options.dir);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  chmodSync(dir, 0o700);
  const lock = lockFolder(dir);
  const socket = placeSocket(dir);
  let held = true;
  // Once only: by the second time the folder may be another process's.
  const free = () => {
    if (!held) return;
    held = false;
    socket.remove();
    lock.release();
  };
  try {
    const thread = await startThread(
      {
        file: join(dir, DATA_FILE),
        socketPath: socket.path,
        ...(options.maxPages === undefined ? {} : { maxPages: options.maxPages }),
      },
      options.log ?? (() => {}),
    );
    lock.listens(socket.path);
    return {
      uri: `mongodb://${encodeURIComponent(socket.path)}`,
      state: thread.state,
      stop: async () => {
        await thread.stop();
        free();
      },
    };
  } catch (error) {
    free();
    throw error;
  }
}

function placeSocket(dir: string): { readonly path: string; remove(): void } {
  const near = join(dir, 'parley.sock');
  if (Buffer.byteLength(near) <= MAX_SOCKET_PATH) {
    rmSync(near, { force: true });
    return { path: near, remove: () => rmSync(near, { force: true }) };
  }
  const folder = mkdtempSync(join(tmpdir(), 'parley-'));
  return { path: join(folder, 'parley.sock'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Node's own default lets short-lived garbage grow to 128 MB under load and keeps that; collecting it earlier is no slower. */
const YOUNG_GENERATION_MB = 12;

type Thread = { stop(): Promise<void>; state: EmbeddedEngine['state'] };

function startThread(settings: WorkerSettings, log: (line: string) => void): Promise<Thread> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: settings,
    // node:sqlite still announces itself as experimental on some versions; the operator cannot act on that.
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
  let state: ReturnType<EmbeddedEngine['state']> = { writable: true };
  let stopping = false;
  const exited = new Promise<void>((done) => {
    worker.once('exit', () => {
      if (!stopping) log('The database thread ended unexpectedly.');
      state = { writable: false, reason: 'The database has stopped.' };
      done();
    });
  });
  return new Promise((resolve, reject) => {
    exited.then(() => reject(new Error('The database thread ended before it was ready.')));
    worker.on('message', (message: ToHost) => {
      if (message.kind === 'log') log(message.line);
      if (message.kind === 'state') {
        state = message.reason === undefined ? { writable: true } : { writable: false, reason: message.reason };
        log(message.reason ?? 'The data file takes changes again.');
      }
      if (message.kind === 'failed') {
        stopping = true;
        reject(new Error(message.message));
      }
      if (message.kind === 'ready') resolve({ stop, state: () => state });
    });
    worker.once('error', (error) => {
      log(`The database thread failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      reject(error);
    });
    async function stop(): Promise<void> {
      stopping = true;
      worker.postMessage({ kind: 'stop' } satisfies ToWorker);
      await exited;
    }
  });
}
