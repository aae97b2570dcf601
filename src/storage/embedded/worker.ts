// The engine's thread: opens the data file, serves the socket, sweeps what has expired, and stops in good order.
import { chmodSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { backUp } from './backup.ts';
import { Catalog } from './catalog.ts';
import { UNFINISHED_OUT } from './commands/aggregate-write.ts';
import { FailPoint } from './commands/fail-point.ts';
import { answer } from './commands/index.ts';
import { Cursors } from './cursors.ts';
import { createJournal, type Writability } from './journal.ts';
import type { ToHost, ToWorker, WorkerSettings } from './messages.ts';
import { listen } from './server.ts';
import { corruptFileMessage, isDamage, openStore } from './store.ts';
import { sweepExpired } from './ttl.ts';

const SWEEP_MS = 60_000;
/** How often a file that refuses changes is tried: who waits for it need not write to find out. */
const PROBE_MS = 2_000;
const MAX_CONNECTIONS = 2_000;

function tell(message: ToHost): void {
  parentPort?.postMessage(message);
}

const log = (line: string) => tell({ kind: 'log', line });

async function serve({ file, socketPath, maxPages }: WorkerSettings, now: () => number): Promise<() => Promise<void>> {
  const store = openStore(file, maxPages === undefined ? {} : { maxPages });
  chmodSync(file, 0o600);
  let state: Writability = { writable: true };
  const journal = createJournal(store, (next) => {
    state = next;
    tell({ kind: 'state', ...next });
  });
  const catalog = new Catalog(journal);
  try {
    catalog.load(store);
    for (const collection of catalog.collections()) {
      if (collection.name.startsWith(UNFINISHED_OUT)) catalog.drop(collection);
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
    throw new Error(corruptFileMessage(file, error instanceof Error ? error.message : String(error)));
  }
  const cursors = new Cursors(now);
  const stopping = new AbortController();
  const backup = (target: string) => backUp(journal, store, target, stopping.signal);
  const engine = { catalog, cursors, journal, failPoint: new FailPoint(), now, state: () => state, log, backup };
  const server = await listen({ path: socketPath }, (request, connection) => answer(engine, request, connection), {
    maxConnections: MAX_CONNECTIONS,
    log,
  });
  const sweep = setInterval(() => {
    cursors.sweep();
    sweepExpired(catalog, now()).catch((error) => log(`Removing expired documents failed: ${error}`));
  }, SWEEP_MS);
  const probe = setInterval(() => {
    journal.probe();
    catalog.leftovers.resume();
  }, PROBE_MS);
  return async () => {
    clearInterval(sweep);
    clearInterval(probe);
    stopping.abort();
    await server.stop();
    catalog.leftovers.stop();
    journal.flush();
    store.close();
  };
}

try {
  const stop = await serve(workerData as WorkerSettings, Date.now);
  parentPort?.once('message', (message: ToWorker) => {
    if (message.kind === 'stop') stop().finally(() => parentPort?.close());
  });
  tell({ kind: 'ready' });
} catch (error) {
  tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  parentPort?.close();
}
