// A job whose runs are noted: when it last ran, how long it took, how late it began. For those who watch over Parley.
import type { Clock } from '../domain/time.ts';
import { lastTime } from './cron.ts';
import type { Job } from './job.ts';

export interface JobRun {
  readonly job: string;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly durationMs: number;
  /** From the time at which it was due to its start. */
  readonly lagMs: number;
  readonly error?: string;
}

export interface JobRuns {
  /** Keeps the last run of each job. */
  put(run: JobRun): Promise<void>;
  all(): Promise<JobRun[]>;
}

/** Runs as before and throws what it threw; `note` is told of each run, and must not throw. */
export function recorded(job: Job, options: { clock: Clock; note: (run: JobRun) => Promise<void> }): Job {
  const { clock, note } = options;
  return {
    ...job,
    async run(now) {
      const begun = performance.now();
      const lagMs = now.getTime() - lastTime(job.cron, now).getTime();
      const end = (error?: string) =>
        note({
          job: job.name,
          startedAt: now,
          finishedAt: clock(),
          durationMs: Math.round(performance.now() - begun),
          lagMs,
          ...(error !== undefined && { error }),
        });
      try {
        await job.run(now);
      } catch (error) {
        await end(error instanceof Error ? error.message : String(error));
        throw error;
      }
      await end();
    },
  };
}
