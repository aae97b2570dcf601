// Mail through an SMTP server: nodemailer, pooled, loaded only when a server is configured.
import type { Transporter } from 'nodemailer';
import { type Channel, DeliveryError, TakenOverError } from './channel.ts';
import type { Sender } from './mail-headers.ts';
import { composeMail, type MailMessage } from './mail-message.ts';

/** Of all stages together; then the connection is dropped, so that no mail goes out that was reported as failed. */
const TIMEOUT_MS = 25_000;
/** Of single stages, so that what hangs is named. */
const STAGE_TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 15_000 };
/** More would be refused by some servers. */
const CONNECTIONS = 5;

export interface MailChannel extends Channel {
  /** Breaks off what waits; what is being handed over is finished. */
  close(): void;
}

export interface MailOptions extends Sender {
  readonly url: string;
  /** Notices of failed delivery go there; else to the sender. */
  readonly bounceAddress?: string;
  readonly clock: () => Date;
}

/** Said to the sender, whoever the recipient is: authentication, commands out of order, encryption. */
const ABOUT_US = [503, 530, 534, 535, 538];

/**
 * A reply 5xx to the recipient or the message is final (RFC 5321, 4.2.1). 4xx, a lost connection, a time-out, and a
 * server that will not have us are worth another try: an operator may set them right.
 */
function isPermanent(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, command, responseCode } = error as { code?: string; command?: string; responseCode?: number };
  if (code === 'EENVELOPE' && command === 'API') return true;
  if (command !== 'RCPT TO' && command !== 'DATA') return false;
  return responseCode !== undefined && responseCode >= 500 && !ABOUT_US.includes(responseCode);
}

export function createMailChannel(options: MailOptions): MailChannel {
  let transporter: Promise<Transporter> | undefined;

  function transport(): Promise<Transporter> {
    transporter ??= import('nodemailer').then(({ createTransport }) =>
      createTransport({
        url: options.url,
        pool: true,
        maxConnections: CONNECTIONS,
        ...STAGE_TIMEOUTS,
        disableFileAccess: true,
        disableUrlAccess: true,
      }),
    );
    return transporter;
  }

  return {
    name: 'mail',

    async deliver(notice, signal, stillOurs) {
      const message = composeMail(notice, options, options.clock());
      try {
        const deadline = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
        const server = await transport();
        await stillOurs?.();
        await server.sendMail({ ...envelopeOf(message, options), signal: deadline });
      } catch (error) {
        if (error instanceof TakenOverError) throw error;
        throw new DeliveryError(error instanceof Error ? error.message : 'The mail could not be sent.', {
          permanent: isPermanent(error),
          cause: error,
        });
      }
    },

    close() {
      transporter?.then((open) => open.close());
    },
  };
}

function envelopeOf(message: MailMessage, { bounceAddress }: MailOptions) {
  const { ics, from, to } = message;
  return {
    ...message,
    from: addressed(from),
    to: addressed(to),
    ...(message.replyTo && { replyTo: addressed(message.replyTo) }),
    headers: { ...message.headers },
    ...(ics && { icalEvent: { method: ics.method, content: ics.content } }),
    ...(bounceAddress && {
      envelope: { from: bounceAddress, to: to.address },
      dsn: { id: message.messageId, return: 'headers', notify: ['failure', 'delay'] },
    }),
  };
}

function addressed({ name, address }: MailMessage['to']) {
  return { name: name ?? '', address };
}
