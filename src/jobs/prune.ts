// Forgets what nobody needs any more: the hours that past meetings held, and records older than they are kept.

/** A week after its end a meeting gives its hours back: until then nothing is recorded over it. */
const CLAIMS_MS = 7 * 24 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

export interface PruneDeps {
  /** Takes the claims of meetings that ended before. */
  readonly releaseClaims: (before: Date) => Promise<number>;
  /** Turns, conversations, postings, deliveries and kept mails older than that. */
  readonly forget: (before: Date) => Promise<number>;
  /** Links that expired before. */
  readonly links: (before: Date) => Promise<number>;
  /** How long records are kept. */
  readonly retentionDays: number;
}

/** Answers how much was forgotten. */
export async function prune(deps: PruneDeps, now: Date): Promise<number> {
  const kept = new Date(now.getTime() - deps.retentionDays * DAY_MS);
  const released = await deps.releaseClaims(new Date(now.getTime() - CLAIMS_MS));
  return released + (await deps.forget(kept)) + (await deps.links(now));
}
