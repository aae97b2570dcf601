// Every job, with the times at which it runs.
import { type BackupDeps, rotateBackups } from './backup.ts';
import type { Job } from './job.ts';
import { advanceMeetings } from './meeting-states.ts';

const EVERY_MINUTE = '* * * * *';
/** At night in most of the world's offices, and not when every other program wakes too. */
const NIGHTLY = '17 2 * * *';

export interface JobDeps {
  /** Wakes the dispatcher: it delivers at once after a change, and here what waited for its time. */
  readonly deliverEffects: () => void;
  readonly states: Parameters<typeof advanceMeetings>[0];
  /** Wakes the worker of recorded turns, in case a process died with some. */
  readonly wakeTurns: () => void;
  /** Set where backups are wanted. */
  readonly backups?: BackupDeps | undefined;
}

export function listJobs(deps: JobDeps): Job[] {
  const { backups } = deps;
  return [
    {
      name: 'deliver-effects',
      cron: EVERY_MINUTE,
      run: async () => deps.deliverEffects(),
    },
    {
      name: 'meeting-states',
      cron: EVERY_MINUTE,
      run: async () => {
        await advanceMeetings(deps.states);
      },
    },
    { name: 'wake-turns', cron: EVERY_MINUTE, run: async () => deps.wakeTurns() },
    ...(backups ? [{ name: 'backup', cron: NIGHTLY, run: (now: Date) => rotateBackups(backups, now) }] : []),
  ];
}
