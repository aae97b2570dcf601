// The local outbox: where mail is kept when no mail server is configured. The playground shows it.
import type { TenantId } from '../domain/actor.ts';
import type { Channel } from './channel.ts';
import type { Sender } from './mail-headers.ts';
import { composeMail } from './mail-message.ts';

export interface OutboxMail {
  /** The delivery's id: storing the same delivery again changes nothing. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly ics?: string;
  readonly at: Date;
}

export interface Outbox {
  /** Newest first, without their HTML. */
  list(tenant: TenantId, limit: number): Promise<Omit<OutboxMail, 'html'>[]>;
  find(tenant: TenantId, id: string): Promise<OutboxMail | null>;
  /** Keeps the mail; a repeated id is ignored. */
  put(tenant: TenantId, mail: OutboxMail): Promise<void>;
}

/** The channel that writes each mail into the outbox. */
export function createOutboxChannel(options: Sender & { outbox: Outbox; clock: () => Date }): Channel {
  return {
    name: 'outbox',
    async deliver(notice) {
      const message = composeMail(notice, options, options.clock());
      await options.outbox.put(notice.tenant, {
        id: notice.deliveryId,
        to: message.to.address,
        subject: message.subject,
        text: message.text,
        html: message.html,
        ...(message.ics && { ics: message.ics.content }),
        at: options.clock(),
      });
    },
  };
}
