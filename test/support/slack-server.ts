// Slack for processes of their own: the emulated Web API over HTTP, with the messages that it took. It outlives whoever
// calls it, as Slack does.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { FetchFunction } from '@slack/web-api';
import type { Db } from 'mongodb';
import type { TenantId } from '../../src/domain/actor.ts';
import type { Clock } from '../../src/domain/time.ts';
import { type ApiCall, createSlackApi } from '../../src/playground/slack-api.ts';
import { type Person, WORKSPACE } from '../../src/playground/workspace.ts';
import { createPlaygroundStore } from '../../src/storage/playground.ts';

type FetchResponse = Awaited<ReturnType<FetchFunction>>;

const IDLE_MS = 3_600_000;

/** What a process must be told to come here instead of to Slack. */
export const SLACK_ORIGIN = 'https://slack.com';

export interface SlackServer {
  readonly url: string;
  /** Messages in the order in which they came, edits not among them. */
  readonly posted: { readonly channel: string; readonly text: string }[];
  down(): Promise<void>;
}

/** A message that `beforeAnswer` waits with is there, and who posted it does not know it yet. */
export async function startSlackServer(options: {
  readonly db: Db;
  readonly tenant: TenantId;
  readonly people: readonly Person[];
  readonly channel: string;
  readonly clock: Clock;
  readonly beforeAnswer: () => Promise<void>;
}): Promise<SlackServer> {
  const { tenant, people, clock } = options;
  const posted: SlackServer['posted'] = [];
  const refused: string[] = [];

  function called({ method, args, answer }: ApiCall): void {
    if (!answer.ok) refused.push(`${method}: ${String(answer.error)}`);
    else if (method === 'chat.postMessage') posted.push({ channel: args.channel ?? '', text: args.text ?? '' });
  }
  const api = createSlackApi({
    store: createPlaygroundStore(options.db, tenant),
    clock,
    newId: () => randomBytes(10).toString('hex').toUpperCase(),
    workspace: { ...WORKSPACE, id: tenant, people, channel: { id: options.channel, name: 'general' } },
    called,
  });

  async function answer(request: IncomingMessage): Promise<FetchResponse> {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const body = await text(request);
    const response = await api.fetch(`${SLACK_ORIGIN}${request.url}`, { method: 'POST', headers, body });
    if (request.url === '/api/chat.postMessage') await options.beforeAnswer();
    return response;
  }

  function headersOf({ headers }: FetchResponse): Record<string, string> {
    return Object.fromEntries(headers.entries());
  }

  const server = createServer((request, response) => {
    answer(request).then(
      async (given) => response.writeHead(given.status, headersOf(given)).end(await given.text()),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  // A connection that is closed just when it is used again is another test's matter.
  server.keepAliveTimeout = IDLE_MS;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posted,
    async down() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      if (refused.length > 0) throw new Error(`Slack refused: ${refused.join(', ')}`);
    },
  };
}
