// One process a data folder: a lock file that names its owner, so that the second is refused with a pid to look for.
// The data file itself is also locked by SQLite; this file exists for the sentence and for the socket's sake.
import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The database itself, in the locked folder. */
export const DATA_FILE = 'parley.sqlite';

/** Held until `release`; a process that dies leaves the file behind, and the next one takes it over. */
export type FolderLock = {
  release(): void;
  /** Notes where the owner listens, for those who come to ask. */
  listens(socket: string): void;
};

type Owner = { readonly pid: number; readonly started: string; readonly socket?: string };

/** Takes the lock of `dir`. Throws an Error naming the pid and the folder when a living process holds it. */
export function lockFolder(dir: string): FolderLock {
  const file = join(dir, 'parley.lock');
  const own: Owner = { pid: process.pid, started: startOf(process.pid) ?? '' };
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(file, JSON.stringify(own), { flag: 'wx', mode: 0o600 });
      return {
        release: () => rmSync(file, { force: true }),
        listens: (socket) => writeFileSync(file, JSON.stringify({ ...own, socket } satisfies Owner), { mode: 0o600 }),
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 3) throw error;
    }
    const owner = readOwner(file);
    if (owner && isAlive(owner)) {
      throw new Error(
        `The data folder ${dir} is in use by process ${owner.pid}. Stop that process, or use another folder.`,
      );
    }
    // A rename moves one particular file aside; of two processes taking over, the slower one finds nothing or retries.
    const aside = `${file}.${process.pid}`;
    try {
      renameSync(file, aside);
    } catch {
      continue;
    }
    rmSync(aside, { force: true });
  }
}

/** Where the engine of a folder listens; undefined when none runs. */
export function runningSocket(dir: string): string | undefined {
  const owner = readOwner(join(dir, 'parley.lock'));
  return owner && isAlive(owner) ? owner.socket : undefined;
}

function readOwner(file: string): Owner | undefined {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    const { pid, started, socket } = parsed as Record<string, unknown>;
    if (typeof pid !== 'number' || typeof started !== 'string') return undefined;
    return { pid, started, ...(typeof socket === 'string' && { socket }) };
  } catch {
    return undefined;
  }
}

/** A pid may have been given to another process since: only the same start time makes it the same process. */
function isAlive(owner: Owner): boolean {
  const started = startOf(owner.pid);
  return started !== undefined && (started === owner.started || owner.started === '');
}

/** When a process started, in whatever unit the system tells; undefined when there is no such process. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces; the start time is the 20th field after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    if (process.platform === 'linux') return undefined;
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}
