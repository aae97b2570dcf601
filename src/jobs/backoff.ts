// When a message that could not be delivered is tried again: one rule for all that jobs send.

const FIRST_PAUSE_MS = 15_000;
/** So that what was held up by a server that is back again leaves soon. */
const LONGEST_PAUSE_MS = 10 * 60_000;
const MAX_ATTEMPTS = 20;

/**
 * After `attempts` earlier failures and one more at `now`: pauses of 15 s, 30 s, 1 min … 10 min, two and a half hours in
 * all. Null when it is given up.
 */
export function nextAttemptAt(attempts: number, now: Date): Date | null {
  if (attempts + 1 >= MAX_ATTEMPTS) return null;
  return new Date(now.getTime() + Math.min(FIRST_PAUSE_MS * 2 ** attempts, LONGEST_PAUSE_MS));
}
