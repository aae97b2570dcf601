// Parley in Slack as its tests meet it: the real Bolt app behind a real HTTP server, signed requests, the emulated Web API
// as Slack, and the embedded database.
import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FetchFunction } from '@slack/web-api';
import type { Db } from 'mongodb';
import { pino } from 'pino';
import type { Assistant, TurnResult } from '../../../src/assistant/turn.ts';
import { createSlack, type Slack, type SlackOptions } from '../../../src/bot/index.ts';
import type { TurnStore } from '../../../src/bot/turns.ts';
import { DomainError } from '../../../src/domain/errors.ts';
import { wordingOf } from '../../../src/notifications/wording.ts';
import { type ApiCall, createSlackApi, type SlackApi } from '../../../src/playground/slack-api.ts';
import type { PlaygroundStore, StoredMessage } from '../../../src/playground/store.ts';
import { directMessageId, WORKSPACE, type Workspace } from '../../../src/playground/workspace.ts';
import { createPlaygroundStore } from '../../../src/storage/playground.ts';
import { createPostingStore } from '../../../src/storage/postings.ts';
import { createTurnStore } from '../../../src/storage/turns.ts';
import { eventually } from '../../support/server.ts';
import { type Domain, NOW } from './domain.ts';

export const [ADA, SARAH, TIM] = ['U0ADAPARK', 'U0SARAHCH', 'U0TIMOKAF'] as const;
export const BOT = WORKSPACE.bot.userId;
export const TENANT = WORKSPACE.id;
export const CHANNEL = WORKSPACE.channel.id;
export const DM = directMessageId(ADA);
export const SECRET = '0123456789abcdef0123456789abcdef';
export const newId = () => randomBytes(10).toString('hex').toUpperCase();

export interface Bot {
  readonly slack: Slack;
  readonly api: SlackApi;
  readonly calls: ApiCall[];
  readonly store: PlaygroundStore;
  readonly db: Db;
  readonly url: string;
  /** Posts a signed body; answers the response. */
  post(body: unknown, form?: boolean): Promise<Response>;
  /** Writes as a person into a conversation and tells Parley of it; answers the message's ts. */
  say(
    user: string,
    text: string,
    options?: { channel?: string; threadTs?: string; type?: string; retry?: number },
  ): Promise<string>;
  messages(channel: string, viewer?: string): Promise<StoredMessage[]>;
  /** What Parley has posted in a conversation, threads included. */
  posted(channel: string): Promise<StoredMessage[]>;
  command(user: string, command: string, text: string, channel?: string): Promise<Response>;
  click(user: string, message: StoredMessage, actionId: string, overrides?: object): Promise<Response>;
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** What a person does by hand in these tests, as a turn. */
export type Script = (
  text: string,
  ...rest: Parameters<Assistant['run']>
) => Promise<Partial<TurnResult> & { text: string }>;

/** For assistants that remember nothing. */
export const recall: Assistant['recall'] = async () => ({ at: NOW, history: [], meetings: [], people: [] });

export function scripted(script: Script): Assistant {
  return {
    recall,
    async run(request, journal, view, signal) {
      const result = await script(request.text, request, journal, view, signal);
      return { changedMeetings: [], listedMeetings: [], messages: [], ...result };
    },
    remember: async () => {},
  };
}

export async function startBot(options: {
  domain: Domain;
  assistant: Assistant;
  /** Wraps the real store, to let it fail. */
  turns?: (real: TurnStore) => TurnStore;
  /** Wraps the way to Slack, to cut it. */
  fetch?: (real: FetchFunction) => FetchFunction;
  scopes?: readonly string[];
  workspace?: Workspace;
  slack?: Partial<SlackOptions>;
}): Promise<Bot> {
  const { db, accounts, meetings, clock } = options.domain;
  const store = createPlaygroundStore(db, TENANT);
  const calls: ApiCall[] = [];
  const api = createSlackApi({
    store,
    clock,
    newId,
    called: (call) => calls.push(call),
    ...(options.scopes && { scopes: options.scopes }),
    ...(options.workspace && { workspace: options.workspace }),
  });
  const real = createTurnStore(db);
  const slack = createSlack({
    transport: { kind: 'http', signingSecret: SECRET },
    installation: { token: WORKSPACE.botToken },
    clientOptions: { fetch: options.fetch ? options.fetch(api.fetch) : api.fetch },
    origin: 'playground',
    assistant: options.assistant,
    accounts,
    meetings,
    turns: options.turns ? options.turns(real) : real,
    owner: newId(),
    postings: createPostingStore(db),
    wording: wordingOf,
    feeds: {
      urlFor: async ({ userId }) => `https://parley.example/feed/${userId}.ics`,
      renew: async ({ userId }) => `https://parley.example/feed/${userId}-renewed.ics`,
    },
    guestPages: { open: async () => [], close: async () => {} },
    opsLink: async ({ role }) => {
      if (role !== 'admin') throw new DomainError('forbidden', 'Only admins of the workspace see that page.');
      return 'https://parley.example/ops?key=k';
    },
    clock,
    log: pino({ level: process.env.BOT_LOG ?? 'silent' }),
    newId,
    ...options.slack,
  });
  const server = createServer((request, response) => {
    if (!slack.requestListener?.(request, response)) response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  await slack.start();

  const bot: Bot = {
    slack,
    api,
    calls,
    store,
    db,
    url,
    post: (body, form = false) => {
      const text = form ? new URLSearchParams(body as Record<string, string>).toString() : JSON.stringify(body);
      return fetch(url, { method: 'POST', headers: signed(text, form), body: text });
    },
    async say(user, text, { channel = directMessageId(user), threadTs, type = 'message' } = {}) {
      const ts = api.context.nextTs();
      await store.addMessage({ channel, ts, user, text, ...(threadTs && { threadTs }) });
      const answer = await bot.post(messageEvent({ user, text, channel, ts, type, ...(threadTs && { threadTs }) }));
      if (answer.status !== 200) throw new Error(`Parley answered ${answer.status}`);
      return ts;
    },
    messages: (channel, viewer) => store.messages({ channel, limit: 100, keep: 'newest', ...(viewer && { viewer }) }),
    async posted(channel) {
      const documents = await db
        .collection<StoredMessage>('playground_messages')
        .find({ channel, user: BOT }, { sort: { ts: 1 } })
        .toArray();
      return documents;
    },
    async command(user, command, text, channel = directMessageId(user)) {
      const body = {
        command,
        text,
        team_id: TENANT,
        user_id: user,
        channel_id: channel,
        trigger_id: await api.trigger(user),
        response_url: await api.responseUrl({ user, channel }),
      };
      return bot.post(body, true);
    },
    async click(user, message, actionId, overrides = {}) {
      const payload = await clickPayload(api, user, message, actionId);
      return bot.post({ payload: JSON.stringify({ ...payload, ...overrides }) }, true);
    },
    idle: () =>
      eventually('no open turn', async () => (await db.collection('turns').countDocuments({ open: true })) === 0).then(
        () => {},
      ),
    async stop() {
      await slack.stop(200);
      server.closeAllConnections();
      server.close();
    },
  };
  return bot;
}

export function signed(body: string, form = false, secret = SECRET): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
  };
}

export function messageEvent(message: {
  user: string;
  text: string;
  channel: string;
  ts: string;
  type?: string;
  threadTs?: string;
  more?: object;
}) {
  const { user, text, channel, ts, type = 'message', threadTs, more } = message;
  return {
    type: 'event_callback',
    team_id: TENANT,
    api_app_id: WORKSPACE.appId,
    event_id: `Ev${newId()}`,
    event_time: Math.floor(NOW.getTime() / 1000),
    authorizations: [{ enterprise_id: null, team_id: TENANT, user_id: BOT, is_bot: true }],
    event: {
      type,
      user,
      text,
      channel,
      ts,
      event_ts: ts,
      team: TENANT,
      ...(type === 'message' && { channel_type: channel.startsWith('D') ? 'im' : 'channel' }),
      ...(threadTs && { thread_ts: threadTs }),
      ...more,
    },
  };
}

type Element = { action_id?: string; value?: string };

/** The elements of a message or view, by action id. */
export function elementsOf(blocks: unknown): Element[] {
  return (blocks as { elements?: Element[]; element?: Element; accessory?: Element; type: string }[]).flatMap(
    (block) => (block.type === 'actions' ? (block.elements ?? []) : block.element ? [block.element] : []),
  );
}

export const actionIds = (message: { blocks?: unknown } | undefined) =>
  elementsOf(message?.blocks ?? []).map(({ action_id }) => action_id);

async function clickPayload(api: SlackApi, user: string, message: StoredMessage, actionId: string) {
  const element = elementsOf(message.blocks).find(({ action_id }) => action_id === actionId);
  if (!element) throw new Error(`The message has no ${actionId}.`);
  const { channel, ts, threadTs } = message;
  return {
    type: 'block_actions',
    team: { id: TENANT, domain: 'acme' },
    user: { id: user, username: user, team_id: TENANT },
    api_app_id: WORKSPACE.appId,
    container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: message.onlyFor !== undefined },
    channel: { id: channel, name: 'somewhere' },
    message: { type: 'message', ts, text: message.text, ...(threadTs && { thread_ts: threadTs }) },
    trigger_id: await api.trigger(user),
    response_url: await api.responseUrl({ user, channel, messageTs: ts, ...(threadTs && { threadTs }) }),
    actions: [{ ...element, type: 'button', action_ts: api.context.nextTs() }],
  };
}
