// Effects: what has to happen outside after a change, or when its time has come. They are stored in the document that
// they tell of, by the same write that makes them due; afterwards only the dispatcher edits them.
import type { TenantId } from './actor.ts';

export const MEETING_OCCASIONS = [
  'invited',
  'moved',
  'changed',
  'cancelled',
  'removed',
  'left',
  'reminder',
  'follow_up',
] as const;
export type MeetingOccasion = (typeof MEETING_OCCASIONS)[number];

/** `done`: handed over. `skipped`: lost its point before it ran. `dead`: given up after the last attempt. */
export type EffectState = 'pending' | 'done' | 'skipped' | 'dead';

/** A message to a colleague, to a guest, or to a Slack channel. Calendars and rooms become further kinds. */
export type EffectTarget =
  | { readonly kind: 'colleague'; readonly userId: string }
  | { readonly kind: 'guest'; readonly email: string; readonly name?: string }
  | { readonly kind: 'channel'; readonly channelId: string };

interface EffectBase {
  /** Unique in its document. */
  readonly id: string;
  readonly target: EffectTarget;
  /** Effects of one document with the same key run in order, one at a time: `user:U1`, `guest:a@b.c`, `channel:C1`. */
  readonly targetKey: string;
  readonly state: EffectState;
  readonly attempts: number;
  /** Not before this instant; moved into the future by backoff. */
  readonly dueAt: Date;
  readonly lastError?: string;
  readonly settledAt?: Date;
}

/** What a meeting tells its people. Its id is `${version}:${occasion}:${targetKey}`. */
export interface MeetingEffect extends EffectBase {
  readonly occasion: MeetingOccasion;
  /** The meeting's version that this effect tells of. */
  readonly version: number;
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
}

/** Tells users the meetings of their week. */
export interface AgendaEffect extends EffectBase {
  readonly occasion: 'weekly_agenda';
  /** When its reader wants to read it: on the Monday of that week, in their zone. */
  readonly wantedAt: Date;
}

export type Effect = MeetingEffect | AgendaEffect;
export type EffectOccasion = Effect['occasion'];

/** The document that carries effects: a meeting, or the user whose weeks are told. */
export interface EffectCarrier {
  readonly tenant: TenantId;
  readonly carrier: 'meeting' | 'user';
  readonly id: string;
}

/** One unit of due work, named only: whoever takes it goes on as that tenant's job actor. */
export interface DueEffect extends EffectCarrier {
  readonly targetKey: string;
}

export type Settlement =
  | { readonly state: 'done' | 'skipped' }
  | { readonly state: 'dead'; readonly error: string }
  /** Not now: its reader is not to be disturbed before `dueAt`. */
  | { readonly state: 'deferred'; readonly dueAt: Date }
  /** Failed for now: try again at `dueAt`. */
  | { readonly state: 'pending'; readonly error: string; readonly dueAt: Date };

/** The dispatcher's view of all effects. Implemented by storage over the documents that carry them. */
/**
 * How a settlement ended: the lease had been lost to another owner, and nothing is recorded; or it is recorded, and more
 * is due towards its target, or nothing.
 */
export type Settled = 'lost' | 'more' | 'last';

export interface EffectQueue {
  /** Targets with a pending effect due at `now` and no living lease; oldest first, over all tenants. */
  due(now: Date, limit: number): Promise<DueEffect[]>;
  /**
   * Takes the lease on all effects of one document towards one target. Null when another owner holds it.
   * Answers the first pending effect in order, or null when nothing is due any more (the lease is then not taken).
   */
  lease(due: DueEffect, owner: string, now: Date, until: Date): Promise<Effect | null>;
  /** Keeps the lease for longer, while something is being delivered. False when it had been lost to another owner. */
  renew(due: DueEffect, owner: string, until: Date): Promise<boolean>;
  /** Records the outcome and gives the lease back. */
  settle(due: DueEffect, owner: string, effectId: string, outcome: Settlement, now: Date): Promise<Settled>;
  /** Takes away the leases of all owners whose names begin so: they are known to be dead. */
  releaseAll(owners: string): Promise<void>;
}
