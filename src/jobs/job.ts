// A job as its scheduler sees it.

export interface Job {
  /** Names it in logs and in the scheduler. */
  readonly name: string;
  /** Five fields, UTC. */
  readonly cron: string;
  /** Safe to run at any time, again, and in several processes. */
  run(now: Date): Promise<void>;
}
