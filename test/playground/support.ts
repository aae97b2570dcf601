// The playground's server in front of a real Bolt app, for its tests.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver } from '@slack/bolt';
import { pino } from 'pino';
import type { Session } from '../../src/http/contract.ts';
import { createPlayground } from '../../src/playground/playground.ts';
import { WORKSPACE } from '../../src/playground/workspace.ts';
import { createOutbox } from '../../src/storage/outbox.ts';
import { createPlaygroundStore } from '../../src/storage/playground.ts';
import { freshDatabase } from '../support/database.ts';
import { createWorld } from '../support/world.ts';

export const TOKEN = 'the-session-token';
const SECRET = 'a-signing-secret';

export type Rig = Awaited<ReturnType<typeof startRig>>;

/** `listen` registers what the app does. */
export async function startRig(listen: (app: App) => void = () => {}, folder = '/nonexistent') {
  const db = await freshDatabase();
  const { accounts, meetings } = createWorld(db, WORKSPACE.id);
  const store = createPlaygroundStore(db, WORKSPACE.id);
  let origin = '';
  const playground = createPlayground({
    store,
    signingSecret: SECRET,
    post: (path, body, headers) => fetch(`${origin}${path}`, { method: 'POST', body, headers }),
    accounts,
    meetings,
    outbox: createOutbox(db),
    // Bolt holds signatures against the real clock.
    clock: () => new Date(),
    newId: () => randomBytes(10).toString('hex'),
    log: pino({ level: 'silent' }),
    sessionToken: TOKEN,
    open: false,
    folder,
  });
  const receiver = new HTTPReceiver({ signingSecret: SECRET, unhandledRequestTimeoutMillis: 500 });
  const app = new App({ receiver, token: WORKSPACE.botToken, clientOptions: { fetch: playground.fetch } });
  listen(app);
  const server = createServer((incoming, response) => {
    void playground.handle(incoming, response).then((taken) => {
      if (taken) return;
      if (incoming.url === '/slack/events') receiver.requestListener(incoming, response);
      else response.writeHead(404).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  origin = `http://localhost:${port}`;
  await playground.start();

  return {
    store,
    db,
    origin,
    playground,
    client: app.client,
    read: async <T>(name: string) => (await (await fetch(`${origin}/playground/api/${name}`)).json()) as T,
    change: (name: string, body: unknown, headers: Record<string, string> = {}) =>
      raw(port, 'POST', `/playground/api/${name}`, { origin, 'x-parley-session': TOKEN, ...headers }, body),
    raw: (method: string, path: string, headers: Record<string, string> = {}) => raw(port, method, path, headers),
    session: async () => (await (await fetch(`${origin}/playground/api/session`)).json()) as Session,
    async stop() {
      playground.stop();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** `fetch` would not let a test set Host and Origin. */
function raw(port: number, method: string, path: string, headers: Record<string, string>, body?: unknown) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers: { host: `localhost:${port}`, ...headers } });
    sent.on('error', reject);
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
