// Every job, with the times at which it runs.
import { type BackupDeps, rotateBackups } from './backup.ts';
import type { Job } from './job.ts';
import { advanceMeetings } from './meeting-states.ts';
import { type PruneDeps, prune } from './prune.ts';
import { refreshNotices } from './refresh-notices.ts';
import { sendReminders } from './send-reminders.ts';
import { type SyncDirectoryDeps, syncDirectories } from './sync-directory.ts';
import { sendWeeklyAgendas, type WeeklyAgendaDeps } from './weekly-agenda.ts';

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
    {
      name: 'send-reminders',
      cron: EVERY_MINUTE,
      run: async () => {
        await sendReminders(deps.states);
      },
    },
    {
      name: 'refresh-notices',
      cron: EVERY_MINUTE,
      run: async () => {
        await refreshNotices(deps.refresh);
      },
    },
    {
      name: 'weekly-agenda',
      cron: EVERY_MINUTE,
      run: async () => {
        await sendWeeklyAgendas(deps.agendas);
      },
    },
    {
      name: 'prune',
      cron: AFTER_BACKUP,
      run: async (now) => {
        await prune(deps.prune, now);
      },
    },
    { name: 'sync-directory', cron: EARLY, run: () => syncDirectories(deps.directories) },
    { name: 'wake-turns', cron: EVERY_MINUTE, run: async () => deps.wakeTurns() },
    ...(backups ? [{ name: 'backup', cron: NIGHTLY, run: (now: Date) => rotateBackups(backups, now) }] : []),
  ];
}
