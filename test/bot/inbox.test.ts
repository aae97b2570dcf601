// What reaches Parley: signed, recorded before it is acknowledged, and answered once.
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/server.ts';
import { ADA, BOT, type Bot, CHANNEL, DM, messageEvent, SARAH, scripted, signed, startBot } from './support/bot.ts';
import { startDomain } from './support/domain.ts';

let bot: Bot;
let heard: { text: string; conversation: string; eventId: string }[];
let failing: boolean;

beforeEach(async () => {
  heard = [];
  failing = false;
  bot = await startBot({
    domain: await startDomain(),
    assistant: scripted(async (text, { conversation, eventId }) => {
      heard.push({ text, conversation, eventId });
      return { text: `You said: ${text}` };
    }),
    turns: (real) => ({
      ...real,
      record: (turn, lease) => (failing ? Promise.reject(new Error('disk full')) : real.record(turn, lease)),
    }),
  });
});
afterEach(() => bot.stop());

const turns = () => bot.db.collection('turns').countDocuments({});

describe('the inbox', () => {
  it('answers a direct message in the conversation', async () => {
    await bot.say(ADA, 'hello');
    await bot.idle();
    expect((await bot.posted(DM)).map(({ text }) => text)).toEqual(['You said: hello']);
    expect(heard[0]?.conversation).toBe(`${DM}:main`);
  });

  it('answers a redelivered event once, also when both deliveries come at the same time', async () => {
    const event = messageEvent({ user: ADA, text: 'hello', channel: DM, ts: bot.api.context.nextTs() });
    const answers = await Promise.all(Array.from({ length: 8 }, () => bot.post(event)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    await bot.idle();
    expect((await bot.post(event)).status).toBe(200);
    await bot.idle();
    expect(heard).toHaveLength(1);
    expect(await bot.posted(DM)).toHaveLength(1);
  });

  it('refuses with 503 what it could not record, and takes it when it is delivered again', async () => {
    const event = messageEvent({ user: ADA, text: 'hello', channel: DM, ts: bot.api.context.nextTs() });
    failing = true;
    expect((await bot.post(event)).status).toBe(503);
    expect(await turns()).toBe(0);
    failing = false;
    expect((await bot.post(event)).status).toBe(200);
    await bot.idle();
    expect(heard).toHaveLength(1);
  });

  it('tells a person once that their message could not be recorded, and answers when it is delivered again', async () => {
    const event = messageEvent({ user: ADA, text: 'hello', channel: DM, ts: bot.api.context.nextTs() });
    const body = JSON.stringify(event);
    const again = () =>
      fetch(bot.url, { method: 'POST', headers: { ...signed(body), 'x-slack-retry-num': '1' }, body });
    failing = true;
    await bot.post(event);
    await eventually('a sentence', async () => (await bot.posted(DM)).length > 0);
    expect((await again()).status).toBe(503);
    failing = false;
    expect((await again()).status).toBe(200);
    await bot.idle();
    expect((await bot.posted(DM)).map(({ text, onlyFor }) => [text, onlyFor])).toEqual([
      [expect.stringMatching(/^I cannot take that in just now/), ADA],
      ['You said: hello', undefined],
    ]);
  });

  it('tells a person that their command could not be recorded', async () => {
    await bot.command(ADA, '/meetings', '');
    await bot.idle();
    const [list] = await bot.posted(DM);
    failing = true;
    expect((await bot.command(ADA, '/meetings', '')).status).toBe(503);
    const sentences = async () => (await bot.posted(DM)).filter(({ ts }) => ts !== list?.ts);
    const [sentence] = await eventually('a sentence', async () => {
      const found = await sentences();
      return found.length > 0 && found;
    });
    expect(sentence).toMatchObject({ text: expect.stringMatching(/^I could not take that in just now/), onlyFor: ADA });
  });

  it('says nothing about what others say in a channel, recorded or not', async () => {
    failing = true;
    await bot.post(messageEvent({ user: ADA, text: 'lunch?', channel: CHANNEL, ts: bot.api.context.nextTs() }));
    await bot.post(messageEvent({ user: ADA, text: 'hello', channel: DM, ts: bot.api.context.nextTs() }));
    await eventually('a sentence', async () => (await bot.posted(DM)).length > 0);
    expect(await bot.posted(CHANNEL)).toEqual([]);
  });

  it('acknowledges what took longer to record than Slack waits', async () => {
    const lines: string[] = [];
    const recorded = Promise.withResolvers<void>();
    await bot.stop();
    bot = await startBot({
      domain: await startDomain(),
      assistant: scripted(async (text) => ({ text })),
      turns: (real) => ({
        ...real,
        async record(turn, lease) {
          await recorded.promise;
          return real.record(turn, lease);
        },
      }),
      slack: { log: pino({ level: 'warn' }, { write: (line) => lines.push(line) }) },
    });
    const event = messageEvent({ user: ADA, text: 'hello', channel: DM, ts: bot.api.context.nextTs() });
    const answers = [bot.post(event), bot.post(event)];
    const warned = () => lines.filter((line) => line.includes('kept waiting')).length;
    await eventually('both are late', () => warned() === answers.length);
    recorded.resolve();
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200]);
    await bot.idle();
    expect((await bot.posted(DM)).map(({ text }) => text)).toEqual(['hello']);
    expect(lines).toHaveLength(warned());
  });

  it('refuses a wrong signature with 401 and records nothing', async () => {
    const body = JSON.stringify(messageEvent({ user: ADA, text: 'hello', channel: DM, ts: bot.api.context.nextTs() }));
    const send = (headers: Record<string, string>) => fetch(bot.url, { method: 'POST', headers, body });
    expect((await send(signed(body, false, 'another secret, of no worth'))).status).toBe(401);
    expect((await send(signed(`${body} `))).status).toBe(401);
    expect((await send({ 'content-type': 'application/json' })).status).toBe(401);
    const old = signed(body);
    old['x-slack-request-timestamp'] = String(Number(old['x-slack-request-timestamp']) - 3600);
    expect((await send(old)).status).toBe(401);
    expect(await turns()).toBe(0);
  });

  it('answers a malformed body with 400 and one over 1 MB with 413', async () => {
    for (const body of ['{"type":', 'null', '[]', '"text"', '']) {
      const answer = await fetch(bot.url, { method: 'POST', headers: signed(body), body });
      expect([body, answer.status]).toEqual([body, 400]);
    }
    const large = JSON.stringify({ type: 'event_callback', padding: 'x'.repeat(1024 * 1024) });
    const answer = await fetch(bot.url, { method: 'POST', headers: signed(large), body: large });
    expect(answer.status).toBe(413);
    expect(await turns()).toBe(0);
  });

  it('ignores its own and other bots’ messages, edits, joins and people of other workspaces', async () => {
    const base = { user: ADA, text: 'hello', channel: DM };
    for (const more of [
      { bot_id: 'B1' },
      { subtype: 'bot_message' },
      { subtype: 'message_changed' },
      { subtype: 'channel_join' },
      { edited: { user: ADA, ts: '1' } },
      { user_team: 'T0OTHER' },
      { text: '   ' },
    ]) {
      const event = messageEvent({ ...base, ts: bot.api.context.nextTs(), more });
      expect((await bot.post(event)).status).toBe(200);
    }
    expect(await turns()).toBe(0);
  });

  it('replies to a mention in its thread, without the mention, and goes on in that thread', async () => {
    const ts = await bot.say(ADA, `<@${BOT}> book lunch`, { channel: CHANNEL, type: 'app_mention' });
    await bot.idle();
    await bot.say(ADA, 'at noon &amp; with <@U0SARAHCH|sarah>', { channel: CHANNEL, threadTs: ts });
    await bot.idle();
    expect(heard.map(({ text }) => text)).toEqual(['book lunch', 'at noon & with <@U0SARAHCH>']);
    expect(heard.map(({ conversation }) => conversation)).toEqual([`${CHANNEL}:${ts}`, `${CHANNEL}:${ts}`]);
    expect((await bot.posted(CHANNEL)).map(({ threadTs }) => threadTs)).toEqual([ts, ts]);
  });

  it('leaves threads and channels alone in which nobody asked it', async () => {
    const ts = await bot.say(ADA, 'lunch, anyone?', { channel: CHANNEL });
    await bot.say(ADA, 'I am in', { channel: CHANNEL, threadTs: ts });
    expect(await turns()).toBe(0);
  });

  it('answers a mention in a known thread once, though it comes as two events', async () => {
    const ts = await bot.say(ADA, `<@${BOT}> hi`, { channel: CHANNEL, type: 'app_mention' });
    await bot.idle();
    const reply = { user: ADA, text: `<@${BOT}> again`, channel: CHANNEL, ts: bot.api.context.nextTs(), threadTs: ts };
    await Promise.all([bot.post(messageEvent({ ...reply, type: 'app_mention' })), bot.post(messageEvent(reply))]);
    await bot.idle();
    expect(heard.map(({ text }) => text)).toEqual(['hi', 'again']);
  });

  it('runs the turns of one conversation in order and several conversations at once', async () => {
    const gate = Promise.withResolvers<void>();
    const order: string[] = [];
    await bot.stop();
    bot = await startBot({
      domain: await startDomain(),
      assistant: scripted(async (text) => {
        order.push(`begin ${text}`);
        if (text === 'one') await gate.promise;
        order.push(`end ${text}`);
        return { text };
      }),
    });
    for (const text of ['one', 'two', 'three']) await bot.say(ADA, text);
    await bot.say(SARAH, 'elsewhere');
    await eventually('the other conversation', () => order.includes('end elsewhere'));
    expect(order).not.toContain('begin two');
    gate.resolve();
    await bot.idle();
    expect(order.filter((line) => !line.includes('elsewhere'))).toEqual([
      'begin one',
      'end one',
      'begin two',
      'end two',
      'begin three',
      'end three',
    ]);
  });

  it('takes nothing new while it stops, and finishes what runs', async () => {
    const gate = Promise.withResolvers<void>();
    await bot.stop();
    bot = await startBot({
      domain: await startDomain(),
      assistant: scripted(async (text) => {
        await gate.promise;
        return { text };
      }),
    });
    await bot.say(ADA, 'one');
    const stopped = bot.slack.stop(5_000);
    await expect(bot.say(ADA, 'two')).rejects.toThrow('503');
    gate.resolve();
    await stopped;
    expect((await bot.posted(DM)).map(({ text }) => text)).toEqual(['one']);
  });
});
