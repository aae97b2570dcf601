// Copies of the data file: made while the engine runs, checked by opening them, put back when it is stopped.
import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Journal } from './journal.ts';
import { DATA_FILE, lockFolder } from './lock.ts';
import { openStore, type Store } from './store.ts';

/**
 * Writes a consistent copy beside `file`, opens it, and only then gives it its name. Nothing else is done meanwhile:
 * a copy of 100 MB takes about a second. Answers the size in bytes; throws an Error when it cannot be written.
 */
export function backUp(journal: Journal, store: Store, file: string): number {
  if (existsSync(file)) throw new Error(`${file} exists already: name a new file.`);
  journal.flush();
  const unfinished = `${file}.unfinished`;
  rmSync(unfinished, { force: true });
  try {
    store.copyTo(unfinished);
    checkCopy(unfinished);
    chmodSync(unfinished, 0o600);
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
  return statSync(file).size;
}

/** Throws an Error with a sentence when the file is no backup, damaged, or of a newer version. */
function checkCopy(file: string): void {
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
