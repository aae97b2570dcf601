// Submitted forms that change something: their turn is started, and its refusal is shown in the form if it comes in time.
import type { Entry } from '../inbox.ts';
import type { TurnWorker } from '../worker.ts';

/** Slack takes a modal for failed that has no answer after three seconds. */
const ANSWER_WITHIN_MS = 2_500;

/** Starts the turn and waits for its refusal; undefined when it was done, or is not settled yet. */
export function settledInTime(worker: TurnWorker, { recorded, turn }: Entry): Promise<string | undefined> {
  return new Promise((resolve) => {
    let waiting = true;
    const answer = (refusal?: string) => {
      const heard = waiting;
      waiting = false;
      resolve(refusal);
      return heard;
    };
    const timer = setTimeout(answer, ANSWER_WITHIN_MS);
    worker.start(recorded, turn, (refusal) => {
      clearTimeout(timer);
      return answer(refusal);
    });
  });
}
