// The real client against a strict server: what is sent, what is put together from a stream, and how it fails.
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { ModelError, type ModelRequest } from '../../../src/assistant/models/model.ts';
import { createOpenAIModel } from '../../../src/assistant/models/openai.ts';
import { assembleSituation } from '../../../src/assistant/situation.ts';
import { ALL_TOOLS } from '../../../src/tools/index.ts';
import { toolSchemas } from '../../../src/tools/specs.ts';
import { startOpenAIServer } from '../../support/openai-server.ts';

const server = await startOpenAIServer();
afterAll(() => server.close());
beforeEach(() => {
  server.script.length = 0;
});

function modelWith(more: Partial<Parameters<typeof createOpenAIModel>[0]> = {}) {
  return createOpenAIModel({ apiKey: server.key, baseUrl: server.url, model: 'test', timeoutMs: 5_000, ...more });
}

function request(more: Partial<ModelRequest> = {}): ModelRequest {
  return {
    messages: [{ role: 'user', text: 'hello' }],
    situation: assembleSituation({
      now: new Date('2026-01-07T15:12:00Z'),
      zone: 'America/New_York',
      hours: [[], [], [], [], [], [], []],
      user: { name: 'Ada' },
    }),
    tools: toolSchemas(ALL_TOOLS),
    maxOutputTokens: 100,
    signal: new AbortController().signal,
    ...more,
  };
}

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

  it('does not try again with a bad key', async () => {
    const before = server.count();
    const error = await failure(modelWith({ apiKey: 'wrong' }).respond(request()));
    expect(error.retryable).toBe(false);
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
