// Brings a database to the structure that this version of Parley works with: once, by whichever of several starting
// processes takes the lease, while the others wait for it.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Collection, type Db, MongoServerError } from 'mongodb';
import type { Clock } from '../../domain/time.ts';
import type { Migration } from './migration.ts';

export const STRUCTURE = 'structure';

const DUPLICATE_KEY = 11_000;
/** How long a killed process holds up the others. */
const LEASE_MS = 6_000;
const RENEW_MS = 1_500;
const LOOK_AGAIN_MS = 100;
const WAIT_MS = 5 * 60_000;

interface Lease {
  readonly owner: string;
  readonly until: Date;
}

/** By one's own clock alone: those of two machines may be half a minute apart. */
interface Sighting {
  readonly lease: Lease;
  readonly since: number;
}

interface StructureDocument {
  readonly _id: 'structure';
  /** Of the last migration that ran to its end. */
  readonly version: number;
  /** The set of indexes that was made last: a new index needs no migration, only a changed or a removed one does. */
  readonly indexes?: string;
  readonly lease?: Lease;
}

/** The indexes that the repositories declare. */
export interface DeclaredIndexes {
  /** Changes when any of them does. */
  readonly fingerprint: string;
  /** Whether each is there: a database restored without its indexes keeps nothing unique. */
  present(db: Db): Promise<boolean>;
  /** Makes those that are missing. */
  ensure(db: Db): Promise<void>;
}

export interface MigrateOptions {
  readonly db: Db;
  readonly migrations: readonly Migration[];
  readonly indexes: DeclaredIndexes;
  /** Nobody else can have this database open: a lease on it is that of a dead process. */
  readonly alone: boolean;
  readonly clock: Clock;
  readonly log: { info(line: string): void };
}

/**
 * Resolves when the database is up to date. Rejects with a sentence for the operator when it belongs to a newer version,
 * when a migration fails, or when another process does not come to its end within five minutes.
 */
export async function migrate(options: MigrateOptions): Promise<void> {
  const { db, clock, log } = options;
  const structure: Collection<StructureDocument> = db.collection(STRUCTURE);
  const owner = randomUUID();
  const deadline = clock().getTime() + WAIT_MS;
  let seen: Sighting | undefined;
  let told = false;
  for (;;) {
    const state = await structure.findOne({ _id: 'structure' });
    if (await isCurrent(state, options)) return;
    const now = clock();
    if (now.getTime() > deadline) {
      throw new Error(
        'Another process has been bringing the database up to date for five minutes and is not done. ' +
          'See what its log says, and start again when it has finished.',
      );
    }
    seen = sightingOf(state?.lease, seen, now);
    const isDead = seen !== undefined && now.getTime() - seen.since >= LEASE_MS;
    const taken = !seen || isDead || options.alone ? await take(structure, owner, seen?.lease, now) : null;
    if (taken)
      return underLease(structure, owner, clock, (signal) => advance(structure, owner, taken, options, signal));
    if (!told) log.info('Another process is bringing the database up to date: waiting for it.');
    told = true;
    await pause(LOOK_AGAIN_MS);
  }
}

/** Rejects a database that a newer version has changed: this one would misread it. */
async function isCurrent(
  state: StructureDocument | null,
  { db, migrations, indexes }: MigrateOptions,
): Promise<boolean> {
  const latest = migrations.at(-1)?.version ?? 0;
  if (state && state.version > latest) {
    throw new Error(
      `The database has structure ${state.version} and this version of Parley knows up to ${latest}: ` +
        'a newer version has used it. Start that version, or restore a backup from before.',
    );
  }
  if (state?.version !== latest || state.indexes !== indexes.fingerprint) return false;
  return indexes.present(db);
}

/** A living process renews its lease: one that stays as it is for as long as it lasts is that of a dead one. */
function sightingOf(lease: Lease | undefined, before: Sighting | undefined, now: Date): Sighting | undefined {
  if (!lease) return undefined;
  const same = before?.lease.owner === lease.owner && before.lease.until.getTime() === lease.until.getTime();
  return same ? before : { lease, since: now.getTime() };
}

/** Null when another process has taken it, or renewed the lease that was held. */
async function take(
  structure: Collection<StructureDocument>,
  owner: string,
  held: Lease | undefined,
  now: Date,
): Promise<StructureDocument | null> {
  const lease = { owner, until: new Date(now.getTime() + LEASE_MS) };
  const free = held ? { 'lease.owner': held.owner, 'lease.until': held.until } : { lease: { $exists: false } };
  try {
    return await structure.findOneAndUpdate(
      { _id: 'structure', ...free },
      { $set: { lease }, $setOnInsert: { version: 0 } },
      { upsert: true, returnDocument: 'after' },
    );
  } catch (error) {
    // It is there, and not free.
    if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return null;
    throw error;
  }
}

async function underLease(
  structure: Collection<StructureDocument>,
  owner: string,
  clock: Clock,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const lost = new AbortController();
  const mine = { _id: 'structure', 'lease.owner': owner } as const;
  const renewal = setInterval(() => {
    const until = new Date(clock().getTime() + LEASE_MS);
    structure.updateOne(mine, { $set: { 'lease.until': until } }).then(
      ({ matchedCount }) =>
        matchedCount === 0 && lost.abort(new Error('Another process has taken the migration over.')),
      // The next renewal is in time too; if none succeeds, the work fails for the same reason.
      () => undefined,
    );
  }, RENEW_MS).unref();
  try {
    await work(lost.signal);
  } finally {
    clearInterval(renewal);
    await structure.updateOne(mine, { $unset: { lease: true } });
  }
}

async function advance(
  structure: Collection<StructureDocument>,
  owner: string,
  from: StructureDocument,
  options: MigrateOptions,
  signal: AbortSignal,
): Promise<void> {
  const { db, migrations, indexes, log } = options;
  // Whoever held the lease before may have finished in between.
  if (await isCurrent(from, options)) return;

  async function record(done: Partial<Pick<StructureDocument, 'version' | 'indexes'>>): Promise<void> {
    signal.throwIfAborted();
    const { matchedCount } = await structure.updateOne({ _id: 'structure', 'lease.owner': owner }, { $set: done });
    if (matchedCount === 0) throw new Error('Another process has taken the migration over.');
  }

  for (const migration of migrations) {
    if (migration.version <= from.version) continue;
    const { version, name } = migration;
    log.info(`Bringing the database to structure ${version}: ${name}.`);
    await explained(`Bringing the database to structure ${version} (${name}) failed`, migration.run(db, signal));
    await record({ version });
  }
  await explained('Making the indexes of the database failed', indexes.ensure(db));
  await record({ indexes: indexes.fingerprint });
}

async function explained(what: string, work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${what}: ${reason} Nothing that was done is lost: start again to go on.`, { cause: error });
  }
}
