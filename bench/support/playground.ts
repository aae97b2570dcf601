// A running server, and one person whose messages reach it as Slack sends them: signed events.
import { createHmac, randomUUID } from 'node:crypto';
import { deriveKey, loadSecret } from '../../src/storage/secret.ts';
import { startServer } from '../../test/support/server.ts';

const USER = 'U0ADAPARK';
const CHANNEL = 'D0ADAPARK';

interface Event {
  readonly kind: string;
  readonly message?: { readonly user: string; readonly channel: string };
}

export interface BenchPlayground {
  /** Milliseconds from sending the signed event to the posted reply. */
  turn(text: string): Promise<number>;
  stop(): Promise<void>;
}

export async function startPlayground(): Promise<BenchPlayground> {
  const server = await startServer({ LOG_LEVEL: 'silent' });
  const api = `${server.url}/playground/api`;
  const session = (await (await fetch(`${api}/session`)).json()) as { bot: { id: string } };
  const stream = await fetch(`${api}/events?user=${USER}`);
  if (!stream.body) throw new Error('no events');
  const secret = deriveKey(await loadSecret(server.dataDir), 'playground-signing').toString('hex');
  let sent = 0;
  function signed(body: string): Record<string, string> {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
    return {
      'content-type': 'application/json',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    };
  }
  let answered: (() => void) | undefined;
  void listen(stream.body, ({ kind, message }) => {
    if (kind === 'message' && message?.channel === CHANNEL && message.user === session.bot.id) answered?.();
  });
  return {
    async turn(text) {
      const reply = new Promise<void>((resolve) => {
        answered = resolve;
      });
      const ts = `${Math.floor(Date.now() / 1000)}.${String(sent++).padStart(6, '0')}`;
      const body = JSON.stringify({
        type: 'event_callback',
        team_id: 'local',
        api_app_id: 'A0PARLEY0',
        event_id: `Ev${randomUUID()}`,
        event: { type: 'message', channel_type: 'im', channel: CHANNEL, user: USER, text, ts },
      });
      const began = performance.now();
      const answer = await fetch(`${server.url}/slack/events`, { method: 'POST', headers: signed(body), body });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
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
