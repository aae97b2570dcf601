// The local outbox: where mail is kept when no mail server is configured. The playground shows it.
import type { TenantId } from '../domain/actor.ts';
import type { Channel } from './channel.ts';
import { composeMail } from './mail-message.ts';

export interface OutboxMail {
  /** The delivery's id: storing the same delivery again changes nothing. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly ics?: string;
  readonly at: Date;
}

export interface Outbox {
  /** Newest first. */
  list(tenant: TenantId, limit: number): Promise<OutboxMail[]>;
  /** Keeps the mail; a repeated id is ignored. */
  put(tenant: TenantId, mail: OutboxMail): Promise<void>;
}

/** The channel that writes each guest's mail into the outbox. */
export function createOutboxChannel(options: { outbox: Outbox; from: string; clock: () => Date }): Channel {
  return {
    name: 'outbox',
    async deliver(notice) {
      const message = composeMail(notice, options.from, options.clock());
      await options.outbox.put(notice.tenant, {
        id: notice.deliveryId,
        to: message.to,
        subject: message.subject,
        text: message.text,
        ...(message.ics && { ics: message.ics.content }),
        at: options.clock(),
      });
    },
  };
}
