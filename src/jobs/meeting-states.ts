// Puts meetings into the state that their time demands: active at the start, completed at the end.
import { jobActor } from '../domain/actor.ts';
import type { DueMeetings, Meetings } from '../domain/meetings/meetings.ts';
import type { Clock } from '../domain/time.ts';

const BATCH = 200;

/** Works until nothing is due. Answers how many meetings changed. */
export async function advanceMeetings(deps: {
  due: DueMeetings;
  meetings: Meetings;
  clock: Clock;
  newId: () => string;
}): Promise<number> {
  let changed = 0;
  for (;;) {
    const due = await deps.due.due(deps.clock(), BATCH);
    let progress = 0;
    for (const { tenant, id } of due) {
      const meeting = await deps.meetings.advance(jobActor(tenant, 'meeting-states', deps.newId()), id);
      if (meeting) progress++;
    }
    changed += progress;
    if (progress === 0 || due.length < BATCH) return changed;
  }
}
