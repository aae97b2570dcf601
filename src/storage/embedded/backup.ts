// Copies of the data file: made while the engine runs, checked by opening them, put back when it is stopped.
import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Journal } from './journal.ts';
import { DATA_FILE, lockFolder } from './lock.ts';
import { openStore, type Store, sqliteCode } from './store.ts';

/** What node:sqlite says when a copy could not begin: SQLite itself has no error to tell. */
const NO_ERROR = 0;
/** Copies that are being written. */
const underway = new Set<string>();
/** Most tries find the file between two transactions; more would mean that something else is wrong. */
const MAX_TRIES = 1_000;

/**
 * Writes a consistent copy beside `file`, opens it, and only then gives it its name. Commands are answered meanwhile: the
 * copy is made in small steps, and checked in a thread of its own. Answers the size in bytes; rejects with an Error when
 * it cannot be written, or is ended by `stop`.
 */
export async function backUp(journal: Journal, store: Store, file: string, stop: AbortSignal): Promise<number> {
  if (existsSync(file)) throw new Error(`${file} exists already: name a new file.`);
  if (underway.has(file)) throw new Error(`${file} is being written already.`);
  underway.add(file);
  const unfinished = `${file}.unfinished`;
  try {
    await copy(journal, store, unfinished, stop);
    await checkApart(unfinished, stop);
    chmodSync(unfinished, 0o600);
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw stop.aborted ? new Error(`${file} was not finished: Parley is stopping.`, { cause: error }) : error;
  } finally {
    underway.delete(file);
  }
  return statSync(file).size;
}

async function copy(journal: Journal, store: Store, file: string, stop: AbortSignal): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    rmSync(file, { force: true });
    journal.flush();
    let begun = false;
    try {
      return await store.copyTo(file, () => {
        begun = true;
        stop.throwIfAborted();
      });
    } catch (error) {
      // SQLite begins no copy within a transaction, and writers may have opened the next one already.
      if (begun || stop.aborted || sqliteCode(error) !== NO_ERROR || attempt === MAX_TRIES) throw error;
    }
  }
}

/** Reading all of it takes as long as writing it. */
function checkApart(file: string, stop: AbortSignal): Promise<void> {
  const thread = new Worker(new URL('./check-copy.ts', import.meta.url), {
    workerData: file,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const end = () => void thread.terminate();
  stop.addEventListener('abort', end);
  return new Promise<void>((resolve, reject) => {
    thread.once('error', reject);
    thread.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${file} could not be checked.`))));
  }).finally(() => stop.removeEventListener('abort', end));
}

/** Throws an Error with a sentence when the file is no backup, damaged, or of a newer version. */
export function checkCopy(file: string): void {
  const store = openStore(file);
  try {
    store.verify();
  } finally {
    store.close();
  }
  for (const rest of ['-wal', '-shm']) rmSync(`${file}${rest}`, { force: true });
}

/**
 * Puts a backup in the place of the data of `dir`, in which no engine may run. What was there is kept beside it under
 * the answered name; undefined when there was nothing.
 */
export function restore(dir: string, backup: string, suffix: string): string | undefined {
  if (!existsSync(backup)) throw new Error(`There is no file ${backup}.`);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const lock = lockFolder(dir);
  try {
    const file = join(dir, DATA_FILE);
    const incoming = `${file}.incoming`;
    copyFileSync(backup, incoming);
    try {
      checkCopy(incoming);
    } catch (error) {
      rmSync(incoming, { force: true });
      const why = 'it is no backup of Parley, is damaged, or was made by a newer one. Nothing was changed.';
      throw new Error(`${backup} cannot be restored: ${why}`, { cause: error });
    }
    const aside = existsSync(file) ? `${file}.${suffix}` : undefined;
    for (const rest of aside ? ['', '-wal', '-shm'] : []) {
      if (existsSync(`${file}${rest}`)) renameSync(`${file}${rest}`, `${aside}${rest}`);
    }
    chmodSync(incoming, 0o600);
    renameSync(incoming, file);
    return aside;
  } finally {
    lock.release();
  }
}
