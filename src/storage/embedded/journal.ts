// Group commit: every change of the moment joins one batch, and one COMMIT serves all that wait for it.
// A batch remembers how to undo itself in memory; when its commit fails, nobody has been told of what it held.
import { CommandError } from './errors.ts';
import { corruptFileMessage, isDamage, type Store, sqliteCode } from './store.ts';

/** The changes between two commits. `done` settles with the commit; who saw the batch's data replies only then. */
export type Batch = { readonly done: Promise<void> };

/** Whether the data file takes changes, as of the last attempt; `reason` is a sentence for the operator. */
export type Writability = { readonly writable: boolean; readonly reason?: string };

export type Journal = {
  /** The batch that changes made now belong to, undefined when nothing is waiting for a commit. */
  readonly open: Batch | undefined;
  /**
   * Makes one change: `toFile` first, then `inMemory`; `undo` takes the latter back. Both must not fail half-way.
   * Throws CommandError when the file refuses, and then undoes all of the open batch.
   */
  apply(toFile: (store: Store) => void, inMemory: () => void, undo: () => void): Batch;
  /** Commits the open batch now. */
  flush(): void;
  /** While changes are refused: looks whether the file would take them again. */
  probe(): void;
};

type OpenBatch = Batch & { readonly undo: (() => void)[]; settle(error?: CommandError): void };

const SQLITE_READONLY = 8;
const SQLITE_IOERR = 10;
const SQLITE_FULL = 13;

/**
 * A journal over the open data file. Commits run after the event loop has read what the sockets hold, so the more
 * clients write at once, the more changes share an fsync. `onWritability` hears when the file stops or resumes taking
 * changes.
 */
export function createJournal(store: Store, onWritability: (state: Writability) => void): Journal {
  let open: OpenBatch | undefined;
  let refused: string | undefined;
  /** A damaged file takes no changes until it has been replaced: each could damage it further. */
  let damage: CommandError | undefined;

  function report(reason?: string): void {
    if (reason === refused) return;
    refused = reason;
    onWritability(reason === undefined ? { writable: true } : { writable: false, reason });
  }

  function refuse(cause: unknown): CommandError {
    const error = refusal(store, cause);
    if (isDamage(cause)) damage = error;
    report(error.message);
    return error;
  }

  function fail(batch: OpenBatch, cause: unknown): CommandError {
    open = undefined;
    for (let i = batch.undo.length - 1; i >= 0; i--) batch.undo[i]?.();
    try {
      store.rollback();
    } catch {
      // The next BEGIN tells; memory is back where the file is.
    }
    const error = refuse(cause);
    batch.settle(error);
    return error;
  }

  function begin(): OpenBatch {
    if (damage) throw damage;
    try {
      store.begin();
    } catch (cause) {
      throw refuse(cause);
    }
    setImmediate(flush);
    open = newBatch();
    return open;
  }

  function flush(): void {
    const batch = open;
    if (!batch) return;
    try {
      store.commit();
    } catch (cause) {
      fail(batch, cause);
      return;
    }
    open = undefined;
    report();
    batch.settle();
  }

  return {
    get open() {
      return open;
    },
    apply(toFile, inMemory, undo) {
      const batch = open ?? begin();
      try {
        toFile(store);
      } catch (cause) {
        throw fail(batch, cause);
      }
      batch.undo.push(undo);
      inMemory();
      return batch;
    },
    flush,
    probe() {
      if (refused === undefined || damage || open) return;
      try {
        store.probe();
      } catch (cause) {
        refuse(cause);
        return;
      }
      report();
    },
  };
}

function newBatch(): OpenBatch {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  // A batch may fail with nobody waiting, for instance after an unacknowledged write.
  promise.catch(() => {});
  return { done: promise, undo: [], settle: (error) => (error ? reject(error) : resolve()) };
}

/** What the client of a failed write reads: nothing of it was kept, so it may be sent again. */
function refusal({ file }: Store, cause: unknown): CommandError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  if (isDamage(cause)) return new CommandError(96, corruptFileMessage(file, detail), { errorLabels: [] });
  const retry = { errorLabels: ['RetryableWriteError'] };
  switch (sqliteCode(cause)) {
    case SQLITE_FULL:
      return new CommandError(14031, `The data file cannot grow: ${detail}. Free some disk space.`, retry);
    case SQLITE_READONLY:
      return new CommandError(96, `The data file is read-only: ${detail}. Make its folder writable.`, retry);
    case SQLITE_IOERR:
      return new CommandError(96, `The data file cannot be written: ${detail}. Check the disk.`, retry);
    default:
      return new CommandError(96, `The data file did not take the change: ${detail}.`, retry);
  }
}
