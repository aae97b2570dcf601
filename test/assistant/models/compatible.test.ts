// Servers that are almost like OpenAI's: each way of being different, and what a user gets in the end.
import { afterAll, describe, expect, it } from 'vitest';
import { calls } from '../../../src/assistant/models/scripted.ts';
import { localTime } from '../../../src/domain/time.ts';
import { LACKS, type Lack, QUIRKS, type QuirkName } from '../../support/openai-quirks.ts';
import { startOpenAIServer } from '../../support/openai-server.ts';
import { ZONE } from '../../support/world.ts';
import { openaiWay, startTalk } from '../conversations/harness.ts';
import { modelOn, request } from './ask.ts';

const peculiarities: { lacks: Lack[]; quirk?: QuirkName | undefined } = { lacks: [] };
const http = await openaiWay(peculiarities);
afterAll(() => http.close());

const BOOK = { durationMinutes: 30, attendees: ['john@acme.com'], location: null, title: 'Say "hi", {Bob}' };
const TEXT = 'book john@acme.com tomorrow at 2pm and at 4pm';
const two = calls(
  ['book_meeting', { ...BOOK, start: '2026-01-08T14:00' }],
  ['book_meeting', { ...BOOK, start: '2026-01-08T16:00' }],
);

describe.each(Object.keys(QUIRKS) as QuirkName[])('a server with %s', (quirk) => {
  it('gets both calls made, and one again after their results', async () => {
    peculiarities.quirk = quirk;
    const talk = await startTalk(http);
    const result = await talk.say(TEXT, [two, { text: 'Both are booked.' }]);
    const found = await talk.meetings();
    expect(found.map(({ start }) => localTime(start, ZONE))).toEqual(['2026-01-08T14:00', '2026-01-08T16:00']);
    expect(found.map(({ title }) => title)).toEqual([BOOK.title, BOOK.title]);
    expect(result.changedMeetings).toHaveLength(2);
    expect(result.text).toBe('Both are booked.');
  });
});

describe.each(Object.keys(LACKS) as Lack[])('a server without %s', (lack) => {
  it('is asked again without it, once', async () => {
    const server = await startOpenAIServer({ lacks: [lack] });
    const model = modelOn(server, { model: 'gpt-5-mini' });
    server.script.push({ text: 'One.' }, { text: 'Two.' });
    expect((await model.respond(request())).text).toBe('One.');
    expect(server.count()).toBe(2);
    expect((await model.respond(request())).text).toBe('Two.');
    expect(server.count()).toBe(3);
    const [taken] = server.requests;
    const kept = Object.keys(LACKS).filter((part) => part !== 'strict' && part !== lack);
    for (const part of kept) expect(taken).toHaveProperty(part);
    expect(taken?.tools?.some((tool) => tool.function.strict)).toBe(lack !== 'strict');
    if (lack === 'max_completion_tokens') expect(taken?.max_tokens).toBe(100);
    await server.close();
  });
});

describe('what a server lacks', () => {
  it('may be all of it', async () => {
    const server = await startOpenAIServer({ lacks: Object.keys(LACKS) as Lack[] });
    server.script.push({ text: 'At last.' });
    expect((await modelOn(server, { model: 'o4-mini' }).respond(request())).text).toBe('At last.');
    await server.close();
  });

  it('is not concluded from a refusal that has another reason', async () => {
    const server = await startOpenAIServer();
    const model = modelOn(server);
    server.script.push({ fault: 'status', status: 400 }, { fault: 'status', status: 400 }, { text: 'Fine.' });
    await expect(model.respond(request())).rejects.toThrow('refused with status 400');
    expect((await model.respond(request())).text).toBe('Fine.');
    expect(server.requests.at(-1)).toHaveProperty('prompt_cache_key');
    await server.close();
  });
});

describe('text that only speaks of calls', () => {
  const CALL = '{"name": "cancel_meeting", "arguments": {"meetingId": "m1"}}';

  it.each([
    `Your meeting is called '<tool_call>${CALL}</tool_call>' and is at 2 PM.`,
    `I could call ${CALL} for you.`,
    `\`\`\`json\n${CALL}\n\`\`\`\nis what I would do. Shall I?`,
    '```json\n{"name": "launch_rocket", "arguments": {}}\n```',
    '{"name": "cancel_meeting", "arguments": {"meetingId": ',
    'Type functions.cancel_meeting() to cancel.',
    '[no meetings]',
  ])('stays text: %s', async (text) => {
    const server = await startOpenAIServer();
    server.script.push({ text });
    const heard: string[] = [];
    const reply = await modelOn(server).respond(request({ onText: (delta) => heard.push(delta) }));
    expect(reply.toolCalls).toEqual([]);
    expect(reply.text).toBe(text);
    expect(heard.join('')).toBe(text);
    await server.close();
  });

  it('is text whatever it looks like once the server has made a proper call', async () => {
    const server = await startOpenAIServer();
    const model = modelOn(server);
    server.script.push(calls(['list_goals', {}]), { text: `<tool_call>${CALL}</tool_call>` });
    await model.respond(request());
    expect((await model.respond(request())).toolCalls).toEqual([]);
    await server.close();
  });

  it('is not told while it may be a call, and never if it is one', async () => {
    const server = await startOpenAIServer();
    server.script.push({ text: `One moment.\n<tool_call>${CALL}</tool_call>` });
    const heard: string[] = [];
    const reply = await modelOn(server).respond(request({ onText: (delta) => heard.push(delta) }));
    expect(reply.toolCalls).toEqual([{ id: '', name: 'cancel_meeting', arguments: '{"meetingId":"m1"}' }]);
    expect(heard.join('')).toBe('One moment.\n');
    await server.close();
  });
});
