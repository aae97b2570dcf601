// A real SMTP server that can be down, and back at the same address, with what it received.
import { once } from 'node:events';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { freePort } from './server.ts';

const IDLE_MS = 3_600_000;
/** Neither of its texts is made from the other: what a mail lacks is not there. */
const AS_SENT = { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true };

export type MailServer = Awaited<ReturnType<typeof createMailServer>>;

/** Down until `up` is called. A mail that `beforeAnswer` waits with is received, and its sender does not know it yet. */
export async function createMailServer(beforeAnswer: () => Promise<void> = async () => {}) {
  const port = await freePort();
  const received: ParsedMail[] = [];
  let running: SMTPServer | undefined;

  async function down(): Promise<void> {
    const server = running;
    running = undefined;
    if (server) await new Promise<void>((resolve) => server.close(resolve));
  }

  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    async up(): Promise<void> {
      running = new SMTPServer({
        authOptional: true,
        disabledCommands: ['STARTTLS'],
        closeTimeout: 100,
        // A connection that is closed just when it is used again is another test's matter.
        socketTimeout: IDLE_MS,
        onData(stream, _session, callback) {
          simpleParser(stream, AS_SENT)
            .then((mail) => {
              received.push(mail);
              return beforeAnswer();
            })
            .then(() => callback(), callback);
        },
      });
      // A client that is killed resets its connection.
      running.on('error', () => undefined);
      running.listen(port, '127.0.0.1');
      await once(running.server, 'listening');
    },
    down,
  };
}
