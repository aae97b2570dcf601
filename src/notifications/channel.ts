// The port that every way of reaching a person implements: mail, the local outbox, Slack.
import type { TenantId } from '../domain/actor.ts';
import type { EffectOccasion } from '../domain/effects.ts';
import type { Meeting } from '../domain/meetings/meetings.ts';

/** One message to one recipient about one meeting, as stored now. */
export interface Notice {
  readonly tenant: TenantId;
  readonly occasion: EffectOccasion;
  readonly meeting: Meeting;
  readonly recipient:
    | { readonly kind: 'colleague'; readonly userId: string; readonly zone: string; readonly locale: string }
    | { readonly kind: 'guest'; readonly email: string; readonly name?: string };
  readonly organizerName: string;
  readonly organizerEmail: string;
  readonly details: {
    readonly previousStart?: Date;
    readonly reason?: string;
    readonly by?: string;
    readonly people?: readonly string[];
  };
  /** The same for each attempt at this message: a transport that can deduplicate uses it. */
  readonly deliveryId: string;
}

export interface Channel {
  readonly name: 'slack' | 'mail' | 'outbox';
  /** Throws `DeliveryError`; `permanent` means that trying again cannot help. */
  deliver(notice: Notice, signal: AbortSignal): Promise<void>;
}

export class DeliveryError extends Error {
  readonly permanent: boolean;

  constructor(message: string, options: { permanent: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'DeliveryError';
    this.permanent = options.permanent;
  }
}
