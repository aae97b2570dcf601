// Parley over Socket Mode: the same promises as over HTTP, on a real WebSocket that Slack's own client opens.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/server.ts';
import { type SocketModeServer, startSocketModeServer } from '../support/socket-mode-server.ts';
import { ADA, type Bot, DM, messageEvent, newId, scripted, startBot, TENANT } from './support/bot.ts';
import { startDomain } from './support/domain.ts';

let server: SocketModeServer;
let bot: Bot;
let recording: () => Promise<void>;

beforeEach(async () => {
  recording = async () => {};
  server = await startSocketModeServer();
  bot = await startBot({
    domain: await startDomain(),
    assistant: scripted(async (text) => ({ text: `You said: ${text}` })),
    turns: (real) => ({
      ...real,
      async record(turn, lease) {
        await recording();
        return real.record(turn, lease);
      },
    }),
    fetch: (real) => (url, init) =>
      String(url).endsWith('/apps.connections.open') ? fetch(server.openUrl, { method: 'POST' }) : real(url, init),
    slack: { transport: { kind: 'socket', appToken: 'xapp-1-test' } },
  });
});
afterEach(async () => {
  await bot.stop();
  await server.stop();
});

const directMessage = (text: string) => messageEvent({ user: ADA, text, channel: DM, ts: bot.api.context.nextTs() });
const turns = () => bot.db.collection('turns').countDocuments({});

function deliver(payload: unknown, type = 'events_api'): string {
  const id = newId();
  server.send({ envelope_id: id, type, payload });
  return id;
}
const acknowledgement = (id: string) => eventually(`${id} acknowledged`, () => server.acknowledged.includes(id));

async function answers(): Promise<string[]> {
  await bot.idle();
  return (await bot.posted(DM)).map(({ text }) => text);
}

describe('Socket Mode', () => {
  it('acknowledges a message once it is recorded, not before, and answers it', async () => {
    const gate = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    recording = () => {
      reached.resolve();
      return gate.promise;
    };
    const held = deliver(directMessage('hello'));
    await reached.promise;
    // Nothing to record in this one: its acknowledgement shows that the other could have come.
    const marker = deliver({ type: 'event_callback', team_id: TENANT, event: { type: 'channel_rename' } });
    await acknowledgement(marker);
    expect(server.acknowledged).toEqual([marker]);
    gate.resolve();
    await acknowledgement(held);
    expect(await turns()).toBe(1);
    expect(await answers()).toEqual(['You said: hello']);
  });

  it('acknowledges a redelivered event and answers it once', async () => {
    const event = directMessage('hello');
    await acknowledgement(deliver(event));
    await acknowledgement(deliver(event));
    expect(await answers()).toEqual(['You said: hello']);
  });

  it('does not acknowledge what it could not record, and takes it when it is delivered again', async () => {
    const event = directMessage('hello');
    const reached = Promise.withResolvers<void>();
    recording = async () => {
      reached.resolve();
      throw new Error('disk full');
    };
    const lost = deliver(event);
    await reached.promise;
    recording = async () => {};
    const again = deliver(event);
    await acknowledgement(again);
    expect(await answers()).toEqual(['You said: hello']);
    expect(server.acknowledged).not.toContain(lost);
  });

  it('acknowledges commands and clicks', async () => {
    const from = { channel: DM, user: ADA };
    const command = {
      command: '/meetings',
      text: '',
      team_id: TENANT,
      user_id: ADA,
      channel_id: DM,
      trigger_id: await bot.api.trigger(ADA),
      response_url: await bot.api.responseUrl(from),
    };
    const click = {
      type: 'block_actions',
      team: { id: TENANT, domain: 'acme' },
      user: { id: ADA, username: 'ada', team_id: TENANT },
      container: { type: 'message', message_ts: '1.000001', channel_id: DM },
      channel: { id: DM, name: 'directmessage' },
      message: { type: 'message', ts: '1.000001', text: 'A card' },
      trigger_id: await bot.api.trigger(ADA),
      response_url: await bot.api.responseUrl(from),
      actions: [{ type: 'button', action_id: 'meeting_join', block_id: 'b', action_ts: '1.000002', value: 'none' }],
    };
    await acknowledgement(deliver(command, 'slash_commands'));
    await acknowledgement(deliver(click, 'interactive'));
  });

  it('connects again after the connection was cut, and goes on', async () => {
    server.drop();
    await eventually('a second connection', () => server.greeted() === 2 && server.connected() === 1, 20_000);
    await acknowledgement(deliver(directMessage('still there?')));
    expect(await answers()).toEqual(['You said: still there?']);
  }, 30_000);

  it('closes the connection when it stops', async () => {
    expect(server.connected()).toBe(1);
    await bot.slack.stop(200);
    await eventually('no connection', () => server.connected() === 0);
    expect(server.greeted()).toBe(1);
  });
});
