// Turns reminders and questions that are due into effects; the dispatcher delivers them.
import { jobActor } from '../domain/actor.ts';
import type { DueMeetings, Meetings } from '../domain/meetings/meetings.ts';
import type { Clock } from '../domain/time.ts';

const BATCH = 200;
/** Meetings worked on at once: each is two round trips to the database. */
const PARALLEL = 8;

/**
 * Works until nothing is due or `stop` is aborted. Answers how many meetings it took up. Two processes may race for one
 * meeting: one write of the two happens.
 */
export async function sendReminders(
  deps: { due: DueMeetings; meetings: Meetings; clock: Clock; newId: () => string },
  stop?: AbortSignal,
): Promise<number> {
  let taken = 0;
  for (;;) {
    const due = await deps.due.dueNotices(deps.clock(), BATCH);
    const queue = [...due];
    let progress = 0;
    const worker = async () => {
      for (let next = queue.shift(); next && !stop?.aborted; next = queue.shift()) {
        if (await deps.meetings.remind(jobActor(next.tenant, 'send-reminders', deps.newId()), next.id)) progress++;
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, worker));
    taken += progress;
    if (progress === 0 || due.length < BATCH || stop?.aborted) return taken;
  }
}
