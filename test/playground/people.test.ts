// What people do, as a real Bolt app receives it: signed, parsed and routed by Bolt itself.
import type { App } from '@slack/bolt';
import { afterEach, expect, it } from 'vitest';
import type { Snapshot, SubmitAnswer } from '../../src/http/contract.ts';
import { directMessageId, WORKSPACE } from '../../src/playground/workspace.ts';
import { eventually } from '../support/server.ts';
import { type Rig, startRig } from './support.ts';

const ADA = 'U0ADAPARK';
const DM = directMessageId(ADA);
const CHANNEL = WORKSPACE.channel.id;
const BOT = WORKSPACE.bot.userId;

let rig: Rig;
afterEach(() => rig.stop());

const start = async (listen: (app: App) => void) => {
  rig = await startRig(listen);
};

const message = (text: string, more: object = {}) => ({
  user: ADA,
  channel: DM,
  text,
  clientId: 'client-id-1',
  ...more,
});

it('carries a typed message as Slack does, once for each client id', async () => {
  const heard: Record<string, unknown>[] = [];
  const ids: string[] = [];
  await start((app) =>
    app.message(async ({ event, body }) => {
      heard.push({ ...event });
      ids.push(body.event_id);
    }),
  );
  const text = 'meet @Sarah & john@acme.com <soon>';
  expect((await rig.change('messages', message(text))).status).toBe(200);
  expect((await rig.change('messages', message(text))).status).toBe(200);
  expect(heard[0]).toMatchObject({
    type: 'message',
    channel_type: 'im',
    channel: DM,
    user: ADA,
    text: 'meet <@U0SARAHCH> &amp; <mailto:john@acme.com|john@acme.com> &lt;soon&gt;',
  });
  // Sent again, it is the same event: Slack's own retries look like this.
  expect(new Set(ids).size).toBe(1);
  expect(await rig.store.messages({ channel: DM, limit: 9, keep: 'newest' })).toHaveLength(1);
});

it('tells of a mention in a channel twice, as Slack does', async () => {
  const heard: string[] = [];
  await start((app) => {
    app.event('message', async ({ event }) => void heard.push(`message ${event.channel_type}`));
    app.event('app_mention', async ({ event }) => void heard.push(event.text));
  });
  await rig.change('messages', message('@Parley hello', { channel: CHANNEL }));
  expect(heard).toEqual(['message channel', `<@${BOT}> hello`]);
});

it('runs slash commands, and shows their answer to the one who asked', async () => {
  await start((app) =>
    app.command('/meet', async ({ ack, command, client }) => {
      await ack({ response_type: 'ephemeral', text: `you said ${command.text}` });
      await client.chat.postMessage({ channel: command.channel_id, text: command.user_name });
    }),
  );
  expect((await rig.change('commands', { user: ADA, channel: DM, command: '/meet', text: 'Tim' })).status).toBe(200);
  const seen = await eventually('both messages', async () => {
    const found = await rig.store.messages({ channel: DM, limit: 9, keep: 'newest', viewer: ADA });
    return found.length === 2 && found;
  });
  expect(seen.find(({ onlyFor }) => onlyFor === ADA)).toMatchObject({ text: 'you said Tim' });
  expect(seen.find(({ onlyFor }) => onlyFor === undefined)).toMatchObject({ text: 'ada' });
});

const plain = (text: string) => ({ type: 'plain_text', text }) as const;

it('clicks buttons and chooses options', async () => {
  const heard: unknown[] = [];
  await start((app) =>
    app.action(/.*/, async ({ ack, body, action, respond }) => {
      await ack();
      heard.push({ body, action });
      await respond({ text: 'clicked', replace_original: true });
    }),
  );
  const { ts = '' } = await rig.client.chat.postMessage({
    channel: DM,
    text: 'card',
    blocks: [
      {
        type: 'actions',
        block_id: 'b',
        elements: [
          { type: 'button', action_id: 'go', text: plain('Go'), value: 'v1' },
          { type: 'datepicker', action_id: 'day', initial_date: '2026-01-08' },
          { type: 'static_select', action_id: 'one', options: [{ text: plain('A'), value: 'a' }] },
        ],
      },
    ],
  });
  const source = { kind: 'message', channel: DM, ts };
  const act = { user: ADA, source, blockId: 'b', values: {} };
  expect((await rig.change('actions', { ...act, actionId: 'go', value: null })).status).toBe(200);
  expect(heard[0]).toMatchObject({
    action: { type: 'button', action_id: 'go', block_id: 'b', value: 'v1', action_ts: expect.any(String) },
    body: {
      type: 'block_actions',
      api_app_id: WORKSPACE.appId,
      team: { id: WORKSPACE.id },
      user: { id: ADA, team_id: WORKSPACE.id },
      channel: { id: DM },
      container: { type: 'message', message_ts: ts, channel_id: DM, is_ephemeral: false },
      message: { ts, user: BOT },
      state: { values: { b: { day: { type: 'datepicker', selected_date: '2026-01-08' } } } },
    },
  });
  await eventually('the card to change', async () => (await rig.store.message(DM, ts))?.text === 'clicked');
  // The buttons have been replaced: clicking again finds nothing.
  expect((await rig.change('actions', { ...act, actionId: 'go', value: null })).status).toBe(404);
});

it('opens a modal, shows its errors, updates it and closes it', async () => {
  const answers = [
    { response_action: 'errors', errors: { name: 'Too short.' } },
    {
      response_action: 'update',
      view: { type: 'modal', title: plain('Second'), submit: plain('Go'), blocks: [{ type: 'divider' }] },
    },
    undefined,
  ] as const;
  const submitted: unknown[] = [];
  await start((app) => {
    app.command('/meet', async ({ ack, body, client }) => {
      await ack();
      await client.views.open({
        trigger_id: body.trigger_id,
        view: {
          type: 'modal',
          callback_id: 'form',
          title: plain('First'),
          submit: plain('Go'),
          blocks: [
            {
              type: 'input',
              block_id: 'name',
              label: plain('Name'),
              element: { type: 'plain_text_input', action_id: 'text' },
            },
          ],
        },
      });
    });
    app.view(/.*/, async ({ ack, view }) => {
      const answer = answers[submitted.length];
      submitted.push(view.state.values);
      await (answer ? ack(answer as never) : ack());
    });
  });
  await rig.change('commands', { user: ADA, channel: DM, command: '/meet', text: '' });
  const views = async () => (await rig.read<Snapshot>(`snapshot?user=${ADA}`)).views;
  const viewId = await eventually('the modal', async () => (await views())[0]?.id);
  const submit = async (values: object): Promise<SubmitAnswer> =>
    JSON.parse((await rig.change('submissions', { user: ADA, viewId, values })).text);

  // A required field that holds nothing is not even sent.
  expect(await submit({})).toEqual({ errors: { name: 'Please complete this required field.' } });
  expect(await submit({ name: { text: 'A' } })).toEqual({ errors: { name: 'Too short.' } });
  expect(submitted).toEqual([{ name: { text: { type: 'plain_text_input', value: 'A' } } }]);
  expect(await submit({ name: { text: 'Ada' } })).toEqual({});
  expect((await views())[0]?.view.title.text).toBe('Second');
  expect(await submit({})).toEqual({});
  expect(await views()).toEqual([]);
});

it('tells of several choices, times and conversations in the form that Slack has', async () => {
  const submitted: unknown[] = [];
  const option = (value: string) => ({ text: plain(value.toUpperCase()), value });
  const input = (block_id: string, element: object) =>
    ({
      type: 'input',
      block_id,
      optional: true,
      label: plain(block_id),
      element: { action_id: 'e', ...element },
    }) as never;
  await start((app) => {
    app.command('/meet', async ({ ack, body, client }) => {
      await ack();
      await client.views.open({
        trigger_id: body.trigger_id,
        view: {
          type: 'modal',
          callback_id: 'form',
          title: plain('Settings'),
          submit: plain('Save'),
          blocks: [
            input('boxes', { type: 'checkboxes', options: [option('a'), option('b')], initial_options: [option('a')] }),
            input('many', { type: 'multi_static_select', options: [option('x'), option('y'), option('z')] }),
            input('time', { type: 'timepicker', initial_time: '19:00' }),
            input('where', { type: 'conversations_select', filter: { include: ['public'] } }),
          ],
        },
      });
    });
    app.view('form', async ({ ack, view }) => {
      submitted.push(view.state.values);
      await ack();
    });
  });
  await rig.change('commands', { user: ADA, channel: DM, command: '/meet', text: '' });
  const views = async () => (await rig.read<Snapshot>(`snapshot?user=${ADA}`)).views;
  const viewId = await eventually('the modal', async () => (await views())[0]?.id);
  const values = { many: { e: ['z', 'x', 'gone'] }, where: { e: CHANNEL } };
  await rig.change('submissions', { user: ADA, viewId, values });
  expect(submitted).toEqual([
    {
      boxes: { e: { type: 'checkboxes', selected_options: [option('a')] } },
      many: { e: { type: 'multi_static_select', selected_options: [option('x'), option('z')] } },
      time: { e: { type: 'timepicker', selected_time: '19:00' } },
      where: { e: { type: 'conversations_select', selected_conversation: CHANNEL } },
    },
  ]);
});

it('refuses choices that Slack would refuse', async () => {
  await start(() => {});
  const option = { text: plain('A'), value: 'a' };
  const post = (element: object) =>
    rig.client.chat.postMessage({
      channel: DM,
      text: 'x',
      blocks: [{ type: 'actions', elements: [element as never] }],
    });
  const refused = { data: { error: 'invalid_blocks' } };
  const other = { text: plain('B'), value: 'b' };
  await expect(post({ type: 'checkboxes', options: [option], initial_options: [other] })).rejects.toMatchObject(
    refused,
  );
  await expect(post({ type: 'checkboxes', options: [option], initial_options: [] })).rejects.toMatchObject(refused);
  await expect(
    post({ type: 'multi_static_select', options: [option], initial_options: [other] }),
  ).rejects.toMatchObject(refused);
  await expect(post({ type: 'multi_static_select' })).rejects.toMatchObject(refused);
  await expect(post({ type: 'conversations_select', filter: { include: ['everything'] } })).rejects.toMatchObject(
    refused,
  );
});

it('says so when the app does not answer', async () => {
  await start(() => {});
  const answer = await rig.change('commands', { user: ADA, channel: DM, command: '/meet', text: '' });
  expect(answer.status).toBe(502);
  expect(JSON.parse(answer.text).detail).toContain('Parley');
});

it('lets nobody act where they are not', async () => {
  await start(() => {});
  const other = directMessageId('U0TIMOKAF');
  expect((await rig.change('messages', message('hi', { channel: other }))).status).toBe(404);
  expect((await rig.change('messages', message('hi', { user: 'U0NOBODY' }))).status).toBe(404);
  expect((await rig.change('messages', { ...message('hi'), extra: 1 })).status).toBe(400);
});
