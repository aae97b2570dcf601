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
  bot = await startSocketBot();
});
afterEach(async () => {
  await bot.stop();
  await server.stop();
});

async function startSocketBot(): Promise<Bot> {
  return startBot({
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
}

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
    await eventually('a sentence', async () => (await answers()).length > 0);
    recording = async () => {};
    const again = deliver(event);
    await acknowledgement(again);
    expect(await answers()).toEqual([expect.stringMatching(/^I cannot take that in just now/), 'You said: hello']);
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
    await eventually('a second connection', () => server.greeted() === 2 && server.connected() === 1);
    await acknowledgement(deliver(directMessage('still there?')));
    expect(await answers()).toEqual(['You said: still there?']);
  });

  it.each(['warning', 'refresh_requested'])('opens the next connection when Slack says goodbye: %s', async (reason) => {
    server.sayGoodbye(reason);
    await eventually('the next connection', () => server.greeted() === 2 && server.connected() === 1);
    expect(bot.slack.trouble()).toBeNull();
    await acknowledgement(deliver(directMessage('still there?')));
    expect(await answers()).toEqual(['You said: still there?']);
  });

  it('comes back each time, however often it is sent away', async () => {
    for (let round = 2; round <= 3; round++) {
      server.sayGoodbye('warning');
      await eventually('the next connection', () => server.greeted() === round && server.connected() === 1);
    }
    await acknowledgement(deliver(directMessage('still there?')));
    expect(await answers()).toEqual(['You said: still there?']);
  });

  it('answers what came just before a goodbye, once, though its acknowledgement is lost', async () => {
    const gate = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    recording = () => {
      reached.resolve();
      return gate.promise;
    };
    const event = directMessage('the last words');
    const before = deliver(event);
    await reached.promise;
    server.sayGoodbye('refresh_requested');
    await eventually('the next connection alone', () => server.greeted() === 2 && server.connected() === 1);
    recording = async () => {};
    gate.resolve();
    // Slack sends again what was not acknowledged.
    await acknowledgement(deliver(event));
    expect(server.acknowledged).not.toContain(before);
    expect(await answers()).toEqual(['You said: the last words']);
  });

  it('says why nothing arrives when the token was revoked, keeps running, and comes back', async () => {
    server.refuse('token_revoked');
    server.drop();
    const trouble = await eventually('the trouble', () => bot.slack.trouble() ?? undefined);
    expect(trouble).toContain('Slack refuses the connection (token_revoked)');
    const asked = server.asked();
    await eventually('another attempt', () => server.asked() > asked);
    server.refuse(undefined);
    await eventually('a connection', () => server.greeted() === 2 && bot.slack.trouble() === null);
    await acknowledgement(deliver(directMessage('back?')));
    expect(await answers()).toEqual(['You said: back?']);
  });

  it('does not start with a token that Slack refuses', async () => {
    await bot.slack.stop(200);
    server.refuse('invalid_auth');
    await expect(startSocketBot()).rejects.toThrow(
      'Slack refuses the connection (invalid_auth): check SLACK_APP_TOKEN',
    );
  });

  it('starts while Slack cannot be reached, and connects when it can', async () => {
    await bot.slack.stop(200);
    server.refuse('internal_error');
    const later = await startSocketBot();
    expect(later.slack.trouble()).toBe('Slack cannot be reached.');
    server.refuse(undefined);
    await eventually('a connection', () => server.connected() === 1 && later.slack.trouble() === null);
    await later.stop();
  });

  it('closes the connection when it stops', async () => {
    expect(server.connected()).toBe(1);
    await bot.slack.stop(200);
    await eventually('no connection', () => server.connected() === 0);
    expect(server.greeted()).toBe(1);
  });
});
