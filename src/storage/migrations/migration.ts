// One step of the database's structure from a version to the next. Migrations are listed in index.ts, in order, and what
// has been released is never edited: a later one corrects it.
import type { Db } from 'mongodb';

export interface Migration {
  /** One more than the one before it. */
  readonly version: number;
  /** What it does, in a few words for the operator. */
  readonly name: string;
  /**
   * Safe to run again from any point at which it was killed, on an empty database, and beside processes of the version
   * before it, which go on working during a rolling update. Ends early, by throwing, when `signal` is aborted.
   */
  run(db: Db, signal: AbortSignal): Promise<void>;
}
