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
  /** Takes no new work and waits for what runs, at most `timeoutMs`. */
  stop(timeoutMs: number): Promise<void>;
}

/**
 * Repeats each job by its cron expression, on any number of processes: one at a time each.
 * Failures are handed to `onError` and the job runs again at its next time.
 */
export function createSchedule(options: {
  db: Db;
  jobs: readonly Job[];
  clock: Clock;
  onError: (job: string, error: Error) => void;
}): Schedule {
  let agenda: Agenda | undefined;
  return {
    async start() {
      // Without it two processes that start together each insert every job, and both then run for ever.
      await options.db
        .collection(COLLECTION)
        .createIndex(
          { name: 1 },
          { unique: true, partialFilterExpression: { type: 'single' }, name: 'single_by_name' },
        );
      // Made here, not before: it begins to use the database at once.
      agenda = createAgenda(options);
      await agenda.start();
      for (const job of options.jobs) await defineRepeat(agenda, job);
    },
    async stop(timeoutMs) {
      await agenda?.drain({ timeout: timeoutMs });
      await agenda?.stop();
    },
  };
}

function createAgenda(options: Parameters<typeof createSchedule>[0]): Agenda {
  const agenda = new Agenda({
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
