// The emulated Web API, called as Bolt calls it: by the real client. What the real Slack refuses is refused here.
import { randomBytes } from 'node:crypto';
import { type FetchFunction, WebClient } from '@slack/web-api';
import { beforeEach, describe, expect, it } from 'vitest';
import { ALL_SCOPES, createSlackApi, type SlackApi } from '../../src/playground/slack-api.ts';
import { directMessageId, WORKSPACE } from '../../src/playground/workspace.ts';
import { createPlaygroundStore } from '../../src/storage/playground.ts';
import { freshDatabase } from '../support/database.ts';

const ADA = 'U0ADAPARK';
const DM = directMessageId(ADA);
const CHANNEL = WORKSPACE.channel.id;
const START = new Date('2026-01-07T15:12:00Z');

let now: Date;
let api: SlackApi;
let client: WebClient;

async function setUp(scopes?: readonly string[]): Promise<void> {
  now = START;
  const db = await freshDatabase();
  api = createSlackApi({
    store: createPlaygroundStore(db, WORKSPACE.id),
    clock: () => now,
    newId: () => randomBytes(10).toString('hex').toUpperCase(),
    ...(scopes && { scopes }),
  });
  client = clientWith(WORKSPACE.botToken);
}

function clientWith(token: string | undefined, fetch: FetchFunction = api.fetch): WebClient {
  return new WebClient(token, { fetch, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true });
}

beforeEach(() => setUp());

/** The code and messages of a refusal. */
async function refusal(call: Promise<unknown>): Promise<{ error: string; messages: string[] }> {
  const failed = await call.then(
    () => ({ data: { error: 'none' } }),
    (error: { data?: { error: string; response_metadata?: { messages?: string[] } } }) => error,
  );
  const data = failed.data as { error: string; response_metadata?: { messages?: string[] } };
  return { error: data?.error, messages: data?.response_metadata?.messages ?? [] };
}

const text = (length: number, type = 'plain_text') => ({ type, text: 'x'.repeat(length) });
const button = (more: object = {}) => ({ type: 'button', action_id: 'go', text: text(5), ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const options = (count: number) => Array.from({ length: count }, (_, n) => ({ text: text(3), value: `${n}` }));
const section = (more: object) => ({ type: 'section', ...more });

describe('who may call what', () => {
  it('knows its token, its methods and their arguments', async () => {
    expect(await refusal(clientWith(undefined).auth.test())).toMatchObject({ error: 'not_authed' });
    expect(await refusal(clientWith('xoxb-other').auth.test())).toMatchObject({ error: 'invalid_auth' });
    expect(await refusal(client.apiCall('chat.shout', {}))).toMatchObject({ error: 'unknown_method' });
    expect(await refusal(client.apiCall('users.info', {}))).toEqual({
      error: 'invalid_arguments',
      messages: ['[ERROR] missing required field: user'],
    });
    expect(await refusal(client.apiCall('users.info', { user: ADA, shout: 'yes' }))).toMatchObject({
      error: 'invalid_arg_name',
    });
  });

  it('names the scope that is missing, and hides mail addresses without theirs', async () => {
    await setUp(ALL_SCOPES.filter((scope) => scope !== 'users:read.email' && scope !== 'im:history'));
    expect((await client.users.info({ user: ADA })).user?.profile?.email).toBeUndefined();
    expect(await refusal(client.conversations.history({ channel: DM }))).toMatchObject({ error: 'missing_scope' });
    await setUp(['users:read']);
    expect(await refusal(client.chat.postMessage({ channel: DM, text: 'hi' }))).toMatchObject({
      error: 'missing_scope',
    });
  });

  it('tells of the people and conversations that there are, page by page', async () => {
    const first = await client.users.list({ limit: 3 });
    const rest = await client.users.list({ limit: 3, cursor: first.response_metadata?.next_cursor ?? '' });
    expect([...(first.members ?? []), ...(rest.members ?? [])].map(({ id }) => id)).toEqual([
      ...WORKSPACE.people.map(({ id }) => id),
      WORKSPACE.bot.userId,
    ]);
    expect((await client.conversations.open({ users: ADA })).channel?.id).toBe(DM);
    expect(await refusal(client.conversations.info({ channel: 'C0NOWHERE' }))).toMatchObject({
      error: 'channel_not_found',
    });
    expect(await refusal(client.users.info({ user: 'U0NOBODY' }))).toMatchObject({ error: 'user_not_found' });
  });
});

describe('messages', () => {
  it('keeps metadata and shows it only when asked', async () => {
    const metadata = { event_type: 'posted', event_payload: { id: 'p1' } };
    await client.chat.postMessage({ channel: ADA, text: 'hello', metadata });
    const plain = await client.conversations.history({ channel: DM });
    const full = await client.conversations.history({ channel: DM, include_all_metadata: true });
    expect(plain.messages?.[0]).not.toHaveProperty('metadata');
    expect(full.messages?.[0]).toMatchObject({ text: 'hello', metadata });
  });

  it('keeps threads together and counts their replies', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel: CHANNEL, text: 'root' });
    const reply = await client.chat.postMessage({ channel: CHANNEL, text: 'reply', thread_ts: ts });
    // A reply to a reply belongs to the same thread.
    await client.chat.postMessage({ channel: CHANNEL, text: 'again', thread_ts: reply.ts ?? '' });
    const { messages } = await client.conversations.replies({ channel: CHANNEL, ts });
    expect(messages?.map((message) => message.text)).toEqual(['root', 'reply', 'again']);
    const history = await client.conversations.history({ channel: CHANNEL });
    expect(history.messages).toMatchObject([{ text: 'root', reply_count: 2 }]);
    expect(
      await refusal(client.chat.postMessage({ channel: CHANNEL, text: 'x', thread_ts: '1700000000.000000' })),
    ).toEqual({ error: 'thread_not_found', messages: [] });
  });

  it('pages through a history, newest first, without losing or doubling one', async () => {
    for (let n = 0; n < 7; n++) await client.chat.postMessage({ channel: DM, text: `${n}` });
    const seen: string[] = [];
    for await (const page of client.paginate('conversations.history', { channel: DM, limit: 3 })) {
      seen.push(...((page as { messages?: { text: string }[] }).messages ?? []).map((message) => message.text));
    }
    expect(seen).toEqual(['6', '5', '4', '3', '2', '1', '0']);
  });

  it('lets the bot change and delete its own messages only', async () => {
    const theirs = { channel: DM, ts: api.context.nextTs(), user: ADA, text: 'mine' };
    await api.context.store.addMessage(theirs);
    const edit = { channel: DM, ts: theirs.ts, text: 'changed' };
    expect(await refusal(client.chat.update(edit))).toMatchObject({ error: 'cant_update_message' });
    expect(await refusal(client.chat.delete(edit))).toMatchObject({ error: 'invalid_arg_name' });
    expect(await refusal(client.chat.delete({ channel: DM, ts: theirs.ts }))).toMatchObject({
      error: 'cant_delete_message',
    });
    const { ts = '' } = await client.chat.postMessage({ channel: DM, text: 'own', blocks: [{ type: 'divider' }] });
    await client.chat.update({ channel: DM, ts, text: 'new' });
    expect(await api.context.store.message(DM, ts)).toMatchObject({ text: 'new' });
    expect(await api.context.store.message(DM, ts)).not.toHaveProperty('blocks');
    await client.chat.delete({ channel: DM, ts });
    expect(await refusal(client.chat.delete({ channel: DM, ts }))).toMatchObject({ error: 'message_not_found' });
  });

  it('shows an ephemeral message to one person and never to the app', async () => {
    await client.chat.postEphemeral({ channel: CHANNEL, user: ADA, text: 'psst' });
    const query = { channel: CHANNEL, limit: 10, keep: 'newest' } as const;
    expect(await api.context.store.messages({ ...query, viewer: ADA })).toHaveLength(1);
    expect(await api.context.store.messages({ ...query, viewer: 'U0SARAHCH' })).toHaveLength(0);
    expect((await client.conversations.history({ channel: CHANNEL })).messages).toEqual([]);
  });
});

describe('blocks', () => {
  const REFUSED: [string, unknown[], string][] = [
    ['51 blocks', Array.from({ length: 51 }, () => ({ type: 'divider' })), 'no more than 50 items'],
    ['a text of 3001', [section({ text: text(3001) })], 'less than 3001 characters [json-pointer:/blocks/0/text/text]'],
    ['an empty text', [section({ text: text(0) })], 'more than 0 characters'],
    ['a section without text', [section({})], 'text or fields'],
    ['a header of 151', [{ type: 'header', text: text(151) }], 'less than 151 characters'],
    ['a header in mrkdwn', [{ type: 'header', text: text(5, 'mrkdwn') }], '/blocks/0/text'],
    ['a button value of 2001', [actions(button({ value: 'v'.repeat(2001) }))], 'less than 2001 characters'],
    ['a button text of 76', [actions(button({ text: text(76) }))], 'less than 76 characters'],
    ['the same action twice', [actions(button(), button())], 'already exists'],
    [
      'the same block id twice',
      [section({ block_id: 'a', text: text(1) }), { type: 'divider', block_id: 'a' }],
      'already',
    ],
    [
      '26 buttons',
      [actions(...Array.from({ length: 26 }, (_, n) => button({ action_id: `${n}` })))],
      'no more than 25',
    ],
    ['11 radio buttons', [actions({ type: 'radio_buttons', options: options(11) })], 'no more than 10 items'],
    ['101 options', [actions({ type: 'static_select', options: options(101) })], 'no more than 100 items'],
    ['a select without options', [actions({ type: 'static_select' })], 'either options or option_groups'],
    [
      'a foreign initial option',
      [actions({ type: 'radio_buttons', options: options(2), initial_option: { text: text(1), value: 'z' } })],
      'must match one',
    ],
    [
      'an impossible confirmation',
      [actions(button({ confirm: { title: text(1), text: text(1), confirm: text(31), deny: text(1) } }))],
      'less than 31 characters',
    ],
    ['an unknown property', [section({ text: text(1), colour: 'red' })], 'invalid additional property: colour'],
    ['an unknown block', [{ type: 'confetti' }], '/blocks/0'],
  ];

  it.each(REFUSED)('refuses %s', async (_, blocks, message) => {
    const answer = await refusal(client.apiCall('chat.postMessage', { channel: DM, text: 'x', blocks }));
    expect(answer.error).toBe('invalid_blocks');
    expect(answer.messages.join('\n')).toContain(message);
    expect((await client.conversations.history({ channel: DM })).messages).toEqual([]);
  });

  it('takes what just fits, and gives ids where there are none', async () => {
    const blocks = [
      { type: 'header', text: text(150) },
      section({ text: text(3000, 'mrkdwn') }),
      actions({ type: 'button', text: text(75), value: 'v'.repeat(2000) }, button({ action_id: 'other' })),
      // The same action id in another block is no clash.
      actions(button({ action_id: 'other' })),
    ];
    const { ts = '' } = await client.chat.postMessage({ channel: DM, text: 'x', blocks: blocks as never });
    const stored = await api.context.store.message(DM, ts);
    expect(stored?.blocks?.every(({ block_id }) => block_id)).toBe(true);
    expect(stored?.blocks?.[2]).toMatchObject({
      elements: [{ action_id: expect.any(String) }, { action_id: 'other' }],
    });
  });
});

describe('modals', () => {
  const view = { type: 'modal', title: text(5), blocks: [section({ text: text(5) })] } as never;

  it('open with a trigger, once, within three seconds', async () => {
    const trigger_id = await api.trigger(ADA);
    await client.views.open({ trigger_id, view });
    expect(await refusal(client.views.open({ trigger_id, view }))).toMatchObject({ error: 'exchanged_trigger_id' });
    const late = await api.trigger(ADA);
    now = new Date(START.getTime() + 3_000);
    expect(await refusal(client.views.open({ trigger_id: late, view }))).toMatchObject({ error: 'expired_trigger_id' });
    expect(await refusal(client.views.open({ trigger_id: 'made.up', view }))).toMatchObject({
      error: 'invalid_trigger_id',
    });
  });

  it('lie on top of each other, three at most', async () => {
    await client.views.open({ trigger_id: await api.trigger(ADA), view });
    await client.views.push({ trigger_id: await api.trigger(ADA), view });
    await client.views.push({ trigger_id: await api.trigger(ADA), view });
    const stack = await api.context.store.viewsOf(ADA);
    expect(stack.map(({ previousId }) => previousId)).toEqual([undefined, stack[0]?.id, stack[1]?.id]);
    expect(await refusal(client.views.push({ trigger_id: await api.trigger(ADA), view }))).toMatchObject({
      error: 'push_limit_reached',
    });
  });

  it('are updated under their hash only', async () => {
    const opened = await client.views.open({ trigger_id: await api.trigger(ADA), view });
    const { id: view_id = '', hash = '' } = opened.view ?? {};
    await client.views.update({ view_id, hash, view });
    expect(await refusal(client.views.update({ view_id, hash, view }))).toMatchObject({ error: 'hash_conflict' });
    expect(await refusal(client.views.update({ view_id: 'V0GONE', view }))).toMatchObject({ error: 'not_found' });
  });

  it('need a submit button for their inputs', async () => {
    const input = { type: 'input', label: text(3), element: { type: 'plain_text_input' } };
    const broken = { type: 'modal', title: text(25), blocks: [input] } as never;
    const answer = await refusal(client.views.open({ trigger_id: await api.trigger(ADA), view: broken }));
    expect(answer.error).toBe('invalid_arguments');
    expect(answer.messages.join()).toContain('/view/title/text');
  });
});

describe('response URLs', () => {
  const post = (url: string, body: object) => api.fetch(url, { method: 'POST', body: JSON.stringify(body) });

  it('replace the message that was clicked, and answer in private otherwise', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel: DM, text: 'card' });
    const url = await api.responseUrl({ user: ADA, channel: DM, messageTs: ts });
    expect((await post(url, { text: 'done', replace_original: true })).status).toBe(200);
    expect(await api.context.store.message(DM, ts)).toMatchObject({ text: 'done' });
    await post(url, { text: 'only you' });
    const all = await api.context.store.messages({ channel: DM, limit: 9, keep: 'newest', viewer: ADA });
    expect(all.at(-1)).toMatchObject({ text: 'only you', onlyFor: ADA });
  });

  it('work five times within half an hour', async () => {
    const url = await api.responseUrl({ user: ADA, channel: DM });
    for (let use = 0; use < 5; use++) expect((await post(url, { text: 'x' })).status).toBe(200);
    expect(await (await post(url, { text: 'x' })).json()).toMatchObject({ error: 'used_url' });
    const other = await api.responseUrl({ user: ADA, channel: DM });
    now = new Date(START.getTime() + 30 * 60_000);
    expect(await (await post(other, { text: 'x' })).json()).toMatchObject({ error: 'expired_url' });
  });
});

describe('faults', () => {
  it('are met by the next calls of a method, then it works again', async () => {
    api.fail('chat.postMessage', { kind: 'server_error' });
    api.fail('chat.postMessage', { kind: 'rate_limited', retryAfterSeconds: 7 });
    const post = () => client.chat.postMessage({ channel: DM, text: 'x' });
    await expect(post()).rejects.toMatchObject({ statusCode: 500 });
    await expect(post()).rejects.toMatchObject({ retryAfter: 7 });
    await expect(post()).resolves.toMatchObject({ ok: true });
  });

  it('can cut the connection before or after the call took effect', async () => {
    api.fail('chat.postMessage', { kind: 'cut' });
    api.fail('chat.postMessage', { kind: 'cut_after' });
    await expect(client.chat.postMessage({ channel: DM, text: 'first' })).rejects.toThrow();
    await expect(client.chat.postMessage({ channel: DM, text: 'second' })).rejects.toThrow();
    const { messages } = await client.conversations.history({ channel: DM });
    expect(messages?.map((message) => message.text)).toEqual(['second']);
  });

  it('reaches no other address', async () => {
    await expect(api.fetch('https://example.com/')).rejects.toThrow('has no address');
  });
});
