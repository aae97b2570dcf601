// Deliveries: one message to one recipient on one channel, at most one of each. The record is taken before the message
// leaves and settled after, so that a repeated effect finds what has been sent.
import type { NoticeKind } from '../domain/accounts/accounts.ts';
import type { TenantId } from '../domain/actor.ts';

export interface DeliveryKey {
  readonly tenant: TenantId;
  /** What it is about: a meeting's id. */
  readonly subject: string;
  readonly version: number;
  /** What it is: `confirmation`, `reminder`, `weekly_agenda`. */
  readonly kind: NoticeKind;
  /** Tells several of one kind apart: `invited`, `24h`, `2026-W14`. */
  readonly occasion: string;
  /** `user:U1`, `guest:a@b.c` */
  readonly recipient: string;
  readonly channel: string;
}

export type DeliveryState = 'taken' | 'sent' | 'skipped' | 'dead';

export interface Deliveries {
  /**
   * Records that this delivery is about to be made, or answers the record that is there: `taken` when it may go out
   * (first attempt, or an earlier one never settled), else how it ended. The key is unique.
   */
  take(
    key: DeliveryKey,
    at: Date,
  ): Promise<{ readonly id: string; readonly state: DeliveryState; readonly error?: string }>;
  /** `digest` stands for what a sent message said; `error` tells why one is dead. */
  settle(
    key: DeliveryKey,
    state: Exclude<DeliveryState, 'taken'>,
    at: Date,
    about?: { readonly digest?: string; readonly error?: string },
  ): Promise<void>;
  /** The digest of what was sent last to the same recipient on the same channel about the same subject, since then. */
  lastSaid(key: DeliveryKey, since: Date): Promise<string | undefined>;
}
