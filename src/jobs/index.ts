// Every job, with the times at which it runs.
import { type DeliverEffectsDeps, deliverEffects } from './deliver-effects.ts';
import type { Job } from './job.ts';
import { advanceMeetings } from './meeting-states.ts';

const EVERY_MINUTE = '* * * * *';

export interface JobDeps {
  readonly effects: DeliverEffectsDeps;
  readonly states: Parameters<typeof advanceMeetings>[0];
  /** Wakes the worker of recorded turns, in case a process died with some. */
  readonly wakeTurns: () => void;
}

export function listJobs(deps: JobDeps): Job[] {
  return [
    {
      name: 'deliver-effects',
      cron: EVERY_MINUTE,
      run: async () => {
        await deliverEffects(deps.effects);
      },
    },
    {
      name: 'meeting-states',
      cron: EVERY_MINUTE,
      run: async () => {
        await advanceMeetings(deps.states);
      },
    },
    { name: 'wake-turns', cron: EVERY_MINUTE, run: async () => deps.wakeTurns() },
  ];
}
