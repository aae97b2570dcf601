// Mail through an SMTP server: nodemailer, pooled, loaded only when a server is configured.
import type { Transporter } from 'nodemailer';
import { type Channel, DeliveryError } from './channel.ts';
import { composeMail } from './mail-message.ts';

const TIMEOUT_MS = 20_000;

export interface MailChannel extends Channel {
  close(): void;
}

/** Replies 5xx are final, everything else (4xx, network, time-outs) is worth another try: RFC 5321, 4.2.1. */
function isPermanent(error: unknown): boolean {
  const code = error instanceof Error && 'responseCode' in error ? error.responseCode : undefined;
  return typeof code === 'number' && code >= 500;
}

export function createMailChannel(options: { url: string; from: string; clock: () => Date }): MailChannel {
  let transporter: Transporter | undefined;
  async function transport(): Promise<Transporter> {
    if (!transporter) {
      const { createTransport } = await import('nodemailer');
      transporter ??= createTransport(`${options.url}${options.url.includes('?') ? '&' : '?'}pool=true`);
    }
    return transporter;
  }
  return {
    name: 'mail',
    async deliver(notice, signal) {
      const message = composeMail(notice, options.from, options.clock());
      const sending = (await transport()).sendMail({
        from: message.from,
        to: message.to,
        replyTo: message.replyTo,
        subject: message.subject,
        text: message.text,
        messageId: message.messageId,
        headers: { 'Auto-Submitted': 'auto-generated' },
        ...(message.ics && { icalEvent: { method: message.ics.method, content: message.ics.content } }),
      });
      const deadline = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
      const aborted = new Promise<never>((_, reject) => {
        deadline.addEventListener('abort', () => reject(new Error('The mail server did not answer in time.')), {
          once: true,
        });
      });
      try {
        await Promise.race([sending, aborted]);
      } catch (error) {
        throw new DeliveryError(error instanceof Error ? error.message : 'The mail could not be sent.', {
          permanent: isPermanent(error),
          cause: error,
        });
      }
    },
    close() {
      transporter?.close();
    },
  };
}
