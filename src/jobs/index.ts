// Every job, with the times at which it runs.
import { type BackupDeps, rotateBackups } from './backup.ts';
import type { Job } from './job.ts';
import { advanceMeetings } from './meeting-states.ts';
import { type PruneDeps, prune } from './prune.ts';
import { refreshNotices } from './refresh-notices.ts';
import { sendReminders } from './send-reminders.ts';
import { type SyncDirectoryDeps, syncDirectories } from './sync-directory.ts';
import { raiseWeeklyAgendas, type WeeklyAgendaDeps } from './weekly-agenda.ts';

const EVERY_MINUTE = '* * * * *';
/** At night in most of the world's offices, and not when every other program wakes too. */
const NIGHTLY = '17 2 * * *';
/** After the backup, so that what is forgotten is in one more. */
const AFTER_BACKUP = '7 3 * * *';
/** Well after the backup, and as quiet an hour. */
const EARLY = '43 3 * * *';

export interface JobDeps {
  /** Wakes the dispatcher: it delivers at once after a change, and here what waited for its time. */
  readonly deliverEffects: () => void;
  readonly states: Parameters<typeof advanceMeetings>[0];
  readonly refresh: Parameters<typeof refreshNotices>[0];
  readonly agendas: WeeklyAgendaDeps;
  readonly prune: PruneDeps;
  /** Wakes the worker of recorded turns, in case a process died with some. */
  readonly wakeTurns: () => void;
  readonly directories: SyncDirectoryDeps;
  /** Set where backups are wanted. */
  readonly backups?: BackupDeps | undefined;
}

/** A job without what its work answers. */
function job(name: string, cron: string, work: (now: Date) => unknown): Job {
  return {
    name,
    cron,
    async run(now) {
      await work(now);
    },
  };
}

export function listJobs(deps: JobDeps): Job[] {
  const { backups } = deps;
  return [
    job('deliver-effects', EVERY_MINUTE, deps.deliverEffects),
    job('meeting-states', EVERY_MINUTE, () => advanceMeetings(deps.states)),
    job('send-reminders', EVERY_MINUTE, () => sendReminders(deps.states)),
    job('refresh-notices', EVERY_MINUTE, () => refreshNotices(deps.refresh)),
    job('weekly-agenda', EVERY_MINUTE, () => raiseWeeklyAgendas(deps.agendas)),
    job('wake-turns', EVERY_MINUTE, deps.wakeTurns),
    job('prune', AFTER_BACKUP, (now) => prune(deps.prune, now)),
    job('sync-directory', EARLY, () => syncDirectories(deps.directories)),
    ...(backups ? [job('backup', NIGHTLY, (now) => rotateBackups(backups, now))] : []),
  ];
}
