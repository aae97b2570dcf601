// What those who watch over Parley see and may do: the ports of the operator's page.
import type { TenantId } from '../../domain/actor.ts';
import type { EffectCarrier, EffectOccasion } from '../../domain/effects.ts';

/** A message that could not be sent. */
interface Letter extends EffectCarrier {
  readonly effectId: string;
  readonly occasion: EffectOccasion;
  /** `user:U1`, `guest:a@b.c`, `channel:C1` */
  readonly recipient: string;
  /** Of the meeting that it tells of; a week has none. */
  readonly meetingStart?: Date;
  readonly attempts: number;
  /** Of the last attempt. */
  readonly error: string;
}

/** One that will be tried again. */
export interface HeldLetter extends Letter {
  readonly nextAt: Date;
}

/** One that was given up. */
export interface DeadLetter extends Letter {
  readonly at: Date;
}

/** A message to Parley that could not be answered. What it said is not told. */
export interface FailedTurn {
  readonly eventId: string;
  readonly userId: string;
  readonly attempts: number;
  readonly error: string;
  readonly at: Date;
}

export interface Waiting {
  readonly count: number;
  /** When the oldest of them was due. */
  readonly oldest?: Date;
}

export interface OpsStore {
  tenants(): Promise<readonly { readonly id: TenantId; readonly name: string }[]>;
  /** Effects that are due and turns that are open. */
  waiting(tenant: TenantId, now: Date): Promise<{ readonly effects: Waiting; readonly turns: Waiting }>;
  /** The soonest to be tried again first. */
  heldLetters(tenant: TenantId, limit: number): Promise<HeldLetter[]>;
  /** Newest first. */
  deadLetters(tenant: TenantId, limit: number): Promise<DeadLetter[]>;
  failedTurns(tenant: TenantId, limit: number): Promise<FailedTurn[]>;
  /** Lets a dead letter go out after all. False when it is none (any more). */
  retry(carrier: EffectCarrier, effectId: string, now: Date): Promise<boolean>;
  /** Takes a dead letter off the list; it is never sent. */
  drop(carrier: EffectCarrier, effectId: string): Promise<boolean>;
}

/** A job as the page tells of it. */
export interface JobLine {
  readonly name: string;
  readonly next: Date;
  readonly last?: {
    readonly startedAt: Date;
    readonly durationMs: number;
    readonly lagMs: number;
    readonly error?: string;
  };
}
