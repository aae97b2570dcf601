// When a message that could not be delivered is tried again: one rule for all that jobs send.

const FIRST_PAUSE_MS = 15_000;
/** So that what was held up by a server that is back again leaves soon. */
const LONGEST_PAUSE_MS = 10 * 60_000;
/** What a server asks for beyond that is not believed. */
const LONGEST_WAIT_MS = 60 * 60_000;
const MAX_ATTEMPTS = 20;

/**
 * After `attempts` earlier failures and one more at `now`: pauses of 15 s, 30 s, 1 min … 10 min, two and a half hours in
 * all, and longer where the server asks for more than the pause, `waitMs`. Null when it is given up.
 */
export function nextAttemptAt(attempts: number, now: Date, waitMs = 0): Date | null {
  if (attempts + 1 >= MAX_ATTEMPTS) return null;
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** attempts, LONGEST_PAUSE_MS);
  return new Date(now.getTime() + Math.max(pause, Math.min(waitMs, LONGEST_WAIT_MS)));
}
