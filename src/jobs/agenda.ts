// The only file that knows Agenda: it triggers the jobs, which are plain functions.
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import type { Db } from 'mongodb';
import type { Clock } from '../domain/time.ts';
import type { Job } from './job.ts';

const COLLECTION = 'agendaJobs';

/** A dead worker's jobs come back after this. A sweep takes seconds; one that takes longer renews its lock. */
const LOCK_LIFETIME_MS = 2 * 60_000;
const RENEW_MS = LOCK_LIFETIME_MS / 4;

export interface Schedule {
  start(): Promise<void>;
  /** Takes no new work, waits for what runs, at most `timeoutMs`, and leaves the rest to the other processes. */
  stop(timeoutMs: number): Promise<void>;
}

export interface ScheduleOptions {
  readonly db: Db;
  readonly jobs: readonly Job[];
  /** Names this process in the locks of jobs. */
  readonly owner: string;
  /** How the names of those begin who are known to be dead when this process starts; without it their locks expire. */
  readonly dead?: string;
  readonly clock: Clock;
  readonly onError: (job: string, error: Error) => void;
}

/**
 * Repeats each job by its cron expression, on any number of processes: one at a time each. What was due while none of them
 * ran is done at the next start. Failures are handed to `onError` and the job runs again at its next time.
 */
export function createSchedule(options: ScheduleOptions): Schedule {
  const collection = options.db.collection(COLLECTION);
  const ours = { name: { $in: options.jobs.map(({ name }) => name) }, type: 'single' };
  let agenda: Agenda | undefined;

  async function release(lockedBy: object): Promise<void> {
    await collection.updateMany({ ...ours, lastModifiedBy: lockedBy }, { $set: { lockedAt: null } });
  }

  /** Only what is not there yet, or at other times: Agenda would take away the lock of whoever runs the job just now. */
  async function repeat(on: Agenda): Promise<void> {
    const stored = await collection.find(ours, { projection: { name: 1, repeatInterval: 1 } }).toArray();
    const times = new Map(stored.map(({ name, repeatInterval }) => [name, repeatInterval]));
    for (const job of options.jobs) if (times.get(job.name) !== job.cron) await defineRepeat(on, job);
  }

  return {
    async start() {
      // Without it two processes that start together each insert every job, and both then run for ever.
      await collection.createIndex(
        { name: 1 },
        { unique: true, partialFilterExpression: { type: 'single' }, name: 'single_by_name' },
      );
      if (options.dead) await release({ $regex: `^${options.dead}` });
      // Made here, not before: it begins to use the database at once.
      agenda = createAgenda(options);
      await agenda.start();
      await repeat(agenda);
    },
    async stop(timeoutMs) {
      if (!agenda) return;
      await agenda.drain({ timeout: timeoutMs });
      // Agenda keeps the locks of what it had still to begin, and of what runs for too long: nobody else would take it up.
      await release({ $eq: options.owner }).catch((error: Error) => options.onError('agenda', error));
    },
  };
}

function createAgenda(options: ScheduleOptions): Agenda {
  const agenda = new Agenda({
    name: options.owner,
    backend: new MongoBackend({ mongo: options.db, collection: COLLECTION }),
    processEvery: 5_000,
    defaultLockLifetime: LOCK_LIFETIME_MS,
    // One worker may hold one run of each job, so that it never locks more than it works on.
    defaultLockLimit: 1,
    defaultConcurrency: 1,
  });
  agenda.on('error', (error: Error) => options.onError('agenda', error));
  agenda.on('fail', (error: Error | string, job: { attrs?: { name: string }; jobName?: string }) => {
    options.onError(job.attrs?.name ?? job.jobName ?? 'unknown', error instanceof Error ? error : new Error(error));
  });
  for (const job of options.jobs) {
    agenda.define(job.name, async (lock) => {
      // Agenda gives up a job whose lock has run out, and a sweep after a long downtime takes its time.
      const renewal = setInterval(() => {
        lock
          .touch()
          .catch((error: unknown) => options.onError(job.name, new Error('lock not renewed', { cause: error })));
      }, RENEW_MS);
      await job.run(options.clock()).finally(() => clearInterval(renewal));
    });
  }
  return agenda;
}

/** Another process that inserts the same job at the same moment is no failure: the job then exists. */
async function defineRepeat(agenda: Agenda, job: Job): Promise<void> {
  try {
    await agenda.every(job.cron, job.name, undefined, { timezone: 'UTC' });
  } catch (error) {
    const duplicate = error instanceof Error && 'code' in error && error.code === 11000;
    if (!duplicate) throw error;
  }
}
