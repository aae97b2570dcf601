// The real client against a strict server: what is sent, what is put together from a stream, and how it fails.
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { ModelError } from '../../../src/assistant/models/model.ts';
import { startOpenAIServer } from '../../support/openai-server.ts';
import { modelOn, request } from './ask.ts';

const server = await startOpenAIServer();
afterAll(() => server.close());
beforeEach(() => {
  server.script.length = 0;
});

const modelWith = (more: Parameters<typeof modelOn>[1] = {}) => modelOn(server, more);

async function failure(promise: Promise<unknown>): Promise<ModelError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ModelError);
  return error as ModelError;
}

const chunk = (choice: object) => JSON.stringify({ choices: [{ index: 0, finish_reason: null, ...choice }] });

describe('a chat completion', () => {
  it('streams text and counts tokens', async () => {
    server.script.push({ text: 'Good morning, Ada.' });
    const heard: string[] = [];
    const reply = await modelWith().respond(request({ onText: (delta) => heard.push(delta) }));
    expect(reply).toEqual({
      text: 'Good morning, Ada.',
      toolCalls: [],
      usage: { inputTokens: 100, outputTokens: 20 },
    });
    expect(heard.length).toBeGreaterThan(1);
    expect(heard.join('')).toBe(reply.text);
  });

  it('puts parallel calls together from their pieces', async () => {
    const toolCalls = [
      { id: 'a', name: 'cancel_meeting', arguments: '{"meetingId":"m1","reason":"über-früh 🌅"}' },
      { id: 'b', name: 'list_meetings', arguments: '{}' },
    ];
    server.script.push({ toolCalls });
    expect((await modelWith().respond(request())).toolCalls).toEqual(toolCalls);
  });

  it('understands servers that leave out indexes, ids and usage', async () => {
    const call = (name: string, id?: string) => ({ ...(id && { id }), function: { name, arguments: '{}' } });
    server.script.push({
      fault: 'raw',
      events: [
        chunk({ delta: { tool_calls: [call('list_meetings', 'x')] } }),
        chunk({ delta: { tool_calls: [call('list_goals', 'y')] } }),
        chunk({ delta: null }),
        chunk({ delta: {}, finish_reason: 'tool_calls' }),
        '[DONE]',
      ],
    });
    const { toolCalls } = await modelWith().respond(request());
    expect(toolCalls.map(({ id, name }) => [id, name])).toEqual([
      ['x', 'list_meetings'],
      ['y', 'list_goals'],
    ]);
  });

  it('sends the rules first and the situation after them, and calls with their results', async () => {
    server.script.push({ text: 'ok' });
    const calling = { id: 'c1', name: 'list_meetings', arguments: '{}' };
    await modelWith().respond(
      request({
        messages: [
          { role: 'user', text: 'what is on?' },
          { role: 'assistant', text: '', toolCalls: [calling] },
          { role: 'tool', callId: 'c1', name: 'list_meetings', content: '{"ok":true}' },
        ],
      }),
    );
    const messages = server.requests.at(-1)?.messages ?? [];
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'tool']);
    expect(messages[0]?.content).toMatch(
      /^You are Parley[\s\S]+Now: Wednesday 2026-01-07T10:12:00-05:00 \(America\/New_York\)/,
    );
  });

  it('tries again when the server is busy or fails', async () => {
    const before = server.count();
    server.script.push({ fault: 'status', status: 429 }, { fault: 'status', status: 503 }, { text: 'At last.' });
    expect((await modelWith().respond(request())).text).toBe('At last.');
    expect(server.count() - before).toBe(3);
  });

  it('waits as long as a busy server says', async () => {
    server.script.push({ fault: 'status', status: 429, retryAfterSeconds: 0.001 }, { text: 'Now.' });
    expect((await modelWith().respond(request())).text).toBe('Now.');
  });

  it('does not wait for a server that wants more time than anybody has', async () => {
    const before = server.count();
    server.script.push({ fault: 'status', status: 429, retryAfterSeconds: 60 });
    const error = await failure(modelWith().respond(request()));
    expect(error).toMatchObject({ retryable: true, message: expect.stringContaining('429') });
    expect(server.count() - before).toBe(1);
  });

  it('tries once more when the connection is cut before anybody has heard a word', async () => {
    server.script.push({ fault: 'cut' }, { text: 'Whole.' });
    expect((await modelWith().respond(request())).text).toBe('Whole.');
    const heard: string[] = [];
    server.script.push({ fault: 'cut' }, { text: 'Again.' });
    await failure(modelWith().respond(request({ onText: (delta) => heard.push(delta) })));
    expect(heard).toEqual(['Your ']);
  });

  it('tries once more when the server reports its failure in the stream', async () => {
    server.script.push({ fault: 'raw', events: ['{"error":{"message":"overloaded","code":503}}'] }, { text: 'Again.' });
    expect((await modelWith().respond(request())).text).toBe('Again.');
  });

  it('counts what the server had cached, and the money where prices are known', async () => {
    const usage = { inputTokens: 2_000, outputTokens: 100, cachedTokens: 1_500 };
    server.script.push({ text: 'ok', usage }, { text: 'ok', usage });
    const prices = { input: 1, output: 10, cached: 0.1 };
    expect((await modelWith({ prices }).respond(request())).usage).toEqual({ ...usage, cost: 0.00165 });
    expect((await modelWith().respond(request())).usage).toEqual(usage);
  });

  it('begins every request with the same text under the same key, so that it can be cached', async () => {
    server.script.push({ text: 'ok' }, { text: 'ok' });
    await modelWith().respond(request());
    const later = { ...request().situation, now: new Date('2026-02-01T10:00:00Z') };
    await modelWith().respond(request({ situation: later, messages: [{ role: 'user', text: 'other' }] }));
    const [one, other] = server.requests.slice(-2);
    expect(other?.tools).toEqual(one?.tools);
    expect(other?.prompt_cache_key).toBe(one?.prompt_cache_key);
    const rules = String(one?.messages[0]?.content).split('Now: ')[0] ?? '';
    expect(rules.length).toBeGreaterThan(500);
    expect(String(other?.messages[0]?.content).startsWith(rules)).toBe(true);
  });

  it('does not try again with a bad key', async () => {
    const before = server.count();
    const error = await failure(modelWith({ apiKey: 'wrong' }).respond(request()));
    expect(error.retryable).toBe(false);
    expect(error.message).toBe("The model's server refused with status 401 (refused_by_test).");
    expect(server.count() - before).toBe(1);
  });

  it.each([
    ['is cut', { fault: 'cut' } as const],
    ['ends too early', { fault: 'raw', events: [chunk({ delta: { content: 'Your' } })] } as const],
    ['reaches the token limit', { fault: 'raw', events: [chunk({ delta: {}, finish_reason: 'length' })] } as const],
    ['is not JSON', { fault: 'raw', events: ['<html>'] } as const],
    ['is JSON of something else', { fault: 'raw', events: ['{"choices":"none"}'] } as const],
    [
      'calls a tool without a name',
      {
        fault: 'raw',
        events: [chunk({ delta: { tool_calls: [{ index: 0 }] }, finish_reason: 'tool_calls' })],
      } as const,
    ],
  ])('fails when the stream %s', async (_, fault) => {
    server.script.push(fault);
    await failure(modelWith().respond(request()));
  });

  it('fails when the server is silent beyond the deadline', async () => {
    server.script.push({ fault: 'silent' });
    const error = await failure(modelWith({ timeoutMs: 50, maxRetries: 0 }).respond(request()));
    expect(error.retryable).toBe(true);
  });

  it('fails when nobody listens', async () => {
    const gone = await startOpenAIServer();
    await gone.close();
    const error = await failure(modelWith({ baseUrl: gone.url, maxRetries: 0 }).respond(request()));
    expect(error.retryable).toBe(true);
  });

  it('stops when the turn is cancelled', async () => {
    server.script.push({ fault: 'silent' });
    const turn = new AbortController();
    const answer = modelWith().respond(request({ signal: turn.signal }));
    turn.abort();
    await failure(answer);
  });
});
