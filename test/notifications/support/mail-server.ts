// A real SMTP server that can be told to misbehave, and keeps what it takes.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export type Stage = 'auth' | 'from' | 'to' | 'data';

export interface MailServer {
  readonly url: string;
  readonly received: ParsedMail[];
  /** Envelope senders, with the parameters of the command. */
  readonly senders: { readonly address: string; readonly args: unknown }[];
  /** Connections that have been opened so far. */
  connections(): number;
  /** Answers the stage with this code from now on; null: as usual. */
  refuse(stage: Stage, code: number | null): void;
  /** Does not answer the stage until `release`; `reached` resolves when `count` clients wait there. */
  hang(stage: Stage, count?: number): { readonly reached: Promise<void>; release(): void };
  /** Closes the connection instead of answering the next message. */
  cutNext(): void;
  close(): Promise<void>;
}

/** `wanted` 0: any that is free. */
export async function startMailServer(options: SMTPServerOptions = {}, wanted = 0): Promise<MailServer> {
  const received: ParsedMail[] = [];
  const senders: { address: string; args: unknown }[] = [];
  const refused = new Map<Stage, number>();
  const hanging = new Map<Stage, (goOn: () => void) => void>();
  let cut = false;
  let opened = 0;

  function answer(stage: Stage, callback: (error?: Error | null) => void): void {
    const waits = hanging.get(stage);
    if (waits) {
      waits(() => answer(stage, callback));
      return;
    }
    const code = refused.get(stage);
    callback(code === undefined ? null : Object.assign(new Error('Refused for a test'), { responseCode: code }));
  }

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 1,
    disableReverseLookup: true,
    hideDSN: false,
    ...options,
    onConnect(_session, callback) {
      opened++;
      callback();
    },
    onAuth({ username, password }, _session, callback) {
      answer('auth', (error) => {
        const known = username === 'parley' && password === 'secret';
        const refusal = error ?? (known ? null : Object.assign(new Error('Wrong password'), { responseCode: 535 }));
        callback(refusal, refusal ? undefined : { user: username ?? '' });
      });
    },
    onMailFrom({ address, args }, _session, callback) {
      senders.push({ address, args });
      answer('from', callback);
    },
    onRcptTo(_address, _session, callback) {
      answer('to', callback);
    },
    onData(stream, _session, callback) {
      if (cut) {
        cut = false;
        for (const connection of server.connections) connection._socket.destroy();
        return;
      }
      simpleParser(stream).then((mail) => {
        answer('data', (error) => {
          if (!error) received.push(mail);
          callback(error);
        });
      }, callback);
    },
  });
  // What a client breaks off is part of the tests.
  server.on('error', () => undefined);
  server.listen(wanted, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;

  return {
    url: `${options.secure ? 'smtps' : 'smtp'}://127.0.0.1:${port}`,
    received,
    senders,
    connections: () => opened,
    refuse(stage, code) {
      if (code === null) refused.delete(stage);
      else refused.set(stage, code);
    },
    hang(stage, count = 1) {
      const held: (() => void)[] = [];
      const reached = new Promise<void>((resolve) => {
        hanging.set(stage, (goOn) => {
          held.push(goOn);
          if (held.length === count) resolve();
        });
      });
      return {
        reached,
        release() {
          hanging.delete(stage);
          for (const goOn of held) goOn();
        },
      };
    },
    cutNext() {
      cut = true;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
