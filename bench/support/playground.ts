// A running server and one person at its playground.
import { randomUUID } from 'node:crypto';
import { startServer } from '../../test/support/server.ts';

const USER = 'U0ADAPARK';
const CHANNEL = 'D0ADAPARK';

interface Event {
  readonly kind: string;
  readonly message?: { readonly user: string; readonly channel: string };
}

export interface BenchPlayground {
  /** Milliseconds from sending the text to the last message that answers it. */
  turn(text: string): Promise<number>;
  stop(): Promise<void>;
}

export async function startPlayground(): Promise<BenchPlayground> {
  const server = await startServer({ LOG_LEVEL: 'silent' });
  const api = `${server.url}/playground/api`;
  const session = (await (await fetch(`${api}/session`)).json()) as { token: string; bot: { id: string } };
  const stream = await fetch(`${api}/events?user=${USER}`);
  if (!stream.body) throw new Error('no events');
  let answered: (() => void) | undefined;
  void listen(stream.body, ({ kind, message }) => {
    if (kind === 'message' && message?.channel === CHANNEL && message.user === session.bot.id) answered?.();
  });
  return {
    async turn(text) {
      const reply = new Promise<void>((resolve) => {
        answered = resolve;
      });
      const began = performance.now();
      const sent = await fetch(`${api}/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: server.url, 'x-parley-session': session.token },
        body: JSON.stringify({ user: USER, channel: CHANNEL, text, clientId: randomUUID() }),
      });
      if (!sent.ok) throw new Error(`${sent.status} ${await sent.text()}`);
      await reply;
      return performance.now() - began;
    },
    async stop() {
      await server.stop();
    },
  };
}

async function listen(body: ReadableStream<Uint8Array>, heard: (event: Event) => void): Promise<void> {
  let text = '';
  const decoder = new TextDecoder();
  // The stream breaks when the server stops.
  const chunks = body[Symbol.asyncIterator]();
  for (;;) {
    const next = await chunks.next().catch(() => ({ done: true, value: undefined }));
    if (next.done || !next.value) return;
    text += decoder.decode(next.value, { stream: true });
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (data) heard(JSON.parse(data) as Event);
    }
  }
}
