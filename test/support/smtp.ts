// A real SMTP server that can be down, and back at the same address, with what it received.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

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
        onData(stream, _session, callback) {
          simpleParser(stream)
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
