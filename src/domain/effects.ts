// Effects: what has to happen outside after a change. They are stored in the document that changed, by the same write;
// afterwards only the dispatcher edits them.
import type { TenantId } from './actor.ts';

export const EFFECT_OCCASIONS = [
  'invited',
  'moved',
  'changed',
  'cancelled',
  'removed',
  'left',
  'reminder',
  'follow_up',
] as const;
export type EffectOccasion = (typeof EFFECT_OCCASIONS)[number];

/** `done`: handed over. `skipped`: lost its point before it ran. `dead`: given up after the last attempt. */
export type EffectState = 'pending' | 'done' | 'skipped' | 'dead';

/** A message to a colleague, to a guest, or to a Slack channel. Calendars and rooms become further kinds. */
export type EffectTarget =
  | { readonly kind: 'colleague'; readonly userId: string }
  | { readonly kind: 'guest'; readonly email: string; readonly name?: string }
  | { readonly kind: 'channel'; readonly channelId: string };

export interface Effect {
  /** Unique in its meeting: `${version}:${occasion}:${targetKey}`. */
  readonly id: string;
  readonly occasion: EffectOccasion;
  readonly target: EffectTarget;
  /** Effects of one meeting with the same key run in order, one at a time: `user:U1`, `guest:a@b.c`, `channel:C1`. */
  readonly targetKey: string;
  /** The meeting's version that this effect tells of. */
  readonly version: number;
  readonly state: EffectState;
  readonly attempts: number;
  /** Not before this instant; moved into the future by backoff. */
  readonly dueAt: Date;
  /** What the reader needs beside the stored meeting: the start before a move, a reason, who acted. */
  readonly details: {
    readonly previousStart?: Date;
    readonly reason?: string;
    /** User id of the colleague who acted, or the mail address of the guest. */
    readonly by?: string;
    /** User ids or addresses of those who left or were removed. */
    readonly people?: readonly string[];
    /** Of a reminder: how long before the start it was wanted. */
    readonly minutes?: number;
  };
  readonly lastError?: string;
  readonly settledAt?: Date;
}

/** One unit of due work, named only: whoever takes it goes on as that tenant's job actor. */
export interface DueEffect {
  readonly tenant: TenantId;
  readonly meetingId: string;
  readonly targetKey: string;
}

export type Settlement =
  | { readonly state: 'done' | 'skipped' }
  | { readonly state: 'dead'; readonly error: string }
  /** Not now: its reader is not to be disturbed before `dueAt`. */
  | { readonly state: 'deferred'; readonly dueAt: Date }
  /** Failed for now: try again at `dueAt`. */
  | { readonly state: 'pending'; readonly error: string; readonly dueAt: Date };

/** The dispatcher's view of the meetings' effects. Implemented by storage over the meetings collection. */
export interface EffectQueue {
  /** Targets with a pending effect due at `now` and no living lease; oldest first, over all tenants. */
  due(now: Date, limit: number): Promise<DueEffect[]>;
  /**
   * Takes the lease on all effects of one meeting towards one target. Null when another owner holds it.
   * Answers the first pending effect in order, or null when nothing is due any more (the lease is then not taken).
   */
  lease(due: DueEffect, owner: string, now: Date, until: Date): Promise<Effect | null>;
  /** Keeps the lease for longer, while something is being delivered. False when it had been lost to another owner. */
  renew(due: DueEffect, owner: string, until: Date): Promise<boolean>;
  /** Records the outcome and gives the lease back. False when the lease had been lost to another owner meanwhile. */
  settle(due: DueEffect, owner: string, effectId: string, outcome: Settlement, now: Date): Promise<boolean>;
  /** Takes every lease away: for a start on a database that this process alone may open, where all owners are dead. */
  releaseAll(): Promise<void>;
}
