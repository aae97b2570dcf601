// A strict stand-in for a chat completions server: it streams what a test has written down, refuses what the real one
// would refuse, and fails on demand.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json as readJson } from 'node:stream/consumers';
import { z } from 'zod';
import type { ModelReply } from '../../src/assistant/models/model.ts';

export type ServedReply = Partial<ModelReply> | (() => Partial<ModelReply> | Promise<Partial<ModelReply>>);

/** How the next request fails instead of being answered. */
export type Fault =
  | { readonly fault: 'status'; readonly status: number }
  /** The headers are sent, then nothing until the client gives up. */
  | { readonly fault: 'silent' }
  /** The connection is cut in the middle of the reply. */
  | { readonly fault: 'cut' }
  /** A stream of these events, as they are. */
  | { readonly fault: 'raw'; readonly events: readonly string[] };

const call = z.strictObject({
  id: z.string().min(1),
  type: z.literal('function'),
  function: z.strictObject({ name: z.string(), arguments: z.string() }),
});

const request = z.strictObject({
  model: z.string(),
  stream: z.literal(true),
  stream_options: z.strictObject({ include_usage: z.literal(true) }),
  max_completion_tokens: z.int().positive(),
  parallel_tool_calls: z.literal(true).optional(),
  tools: z
    .array(
      z.strictObject({
        type: z.literal('function'),
        function: z.strictObject({
          name: z.string().regex(/^[\w-]{1,64}$/),
          description: z.string(),
          parameters: z.looseObject({ type: z.literal('object'), additionalProperties: z.literal(false) }),
        }),
      }),
    )
    .optional(),
  messages: z.array(
    z.discriminatedUnion('role', [
      z.strictObject({ role: z.literal('system'), content: z.string() }),
      z.strictObject({ role: z.literal('user'), content: z.string() }),
      z.strictObject({ role: z.literal('tool'), tool_call_id: z.string(), content: z.string() }),
      z.strictObject({
        role: z.literal('assistant'),
        content: z.string().nullable(),
        tool_calls: z.array(call).min(1).optional(),
      }),
    ]),
  ),
});
export type Served = z.output<typeof request>;

/** Every call is answered by a tool message before anything else is said, as the real server demands. */
function unanswered(messages: Served['messages']): boolean {
  const open = new Set<string>();
  for (const message of messages) {
    if (message.role === 'tool') {
      if (!open.delete(message.tool_call_id)) return true;
      continue;
    }
    if (open.size > 0) return true;
    if (message.role === 'assistant') for (const { id } of message.tool_calls ?? []) open.add(id);
  }
  return open.size > 0;
}

export interface OpenAIServer {
  readonly url: string;
  readonly key: string;
  /** What is answered next; a request beyond it gets 500. */
  readonly script: (ServedReply | Fault)[];
  readonly requests: Served[];
  /** Answered with any status, refusals included. */
  readonly count: () => number;
  close(): Promise<void>;
}

export async function startOpenAIServer(): Promise<OpenAIServer> {
  const key = 'test-key';
  const script: (ServedReply | Fault)[] = [];
  const requests: Served[] = [];
  let count = 0;

  const refuse = (response: ServerResponse, status: number, message: string) => {
    response.writeHead(status, { 'content-type': 'application/json', 'retry-after-ms': '1' });
    response.end(JSON.stringify({ error: { message, type: 'invalid_request_error', param: null, code: null } }));
  };

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    count++;
    if (incoming.method !== 'POST' || incoming.url !== '/v1/chat/completions')
      return refuse(response, 404, 'no such path');
    if (incoming.headers.authorization !== `Bearer ${key}`) return refuse(response, 401, 'bad key');
    const body = request.safeParse(await readJson(incoming));
    if (!body.success) return refuse(response, 400, z.prettifyError(body.error));
    if (unanswered(body.data.messages)) return refuse(response, 400, 'a tool call without its answer');
    requests.push(body.data);
    const next = script.shift();
    if (next === undefined) return refuse(response, 500, 'the script is over');
    if ('fault' in next) return fail(next, response);
    const reply = typeof next === 'function' ? await next() : next;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const event of eventsOf(reply, body.data.model)) response.write(`data: ${JSON.stringify(event)}\n\n`);
    response.end('data: [DONE]\n\n');
  }

  function fail(fault: Fault, response: ServerResponse): void {
    if (fault.fault === 'status') {
      refuse(response, fault.status, 'as the test wished');
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    if (fault.fault === 'silent') return;
    if (fault.fault === 'raw') {
      for (const event of fault.events) response.write(`data: ${event}\n\n`);
      response.end();
      return;
    }
    const [first] = eventsOf({ text: 'Your meeting is' }, 'm');
    response.write(`data: ${JSON.stringify(first)}\n\n`, () => response.destroy());
  }

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch((error: unknown) => refuse(response, 400, String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    key,
    script,
    requests,
    count: () => count,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The chunks of a reply: arguments come in pieces, calls one after another, with empty deltas in between. */
function eventsOf({ text = '', toolCalls = [] }: Partial<ModelReply>, model: string): object[] {
  const chunk = (delta: object, finish: string | null = null) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1,
    model,
    choices: [{ index: 0, delta, finish_reason: finish }],
  });
  const words = text.match(/\S+\s*/g) ?? [];
  const fragments = toolCalls.flatMap(({ id, name, arguments: json }, index) => [
    chunk({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] }),
    chunk({}),
    ...(json.match(/[\s\S]{1,7}/g) ?? []).map((piece) =>
      chunk({ tool_calls: [{ index, function: { arguments: piece } }] }),
    ),
  ]);
  return [
    chunk({ role: 'assistant', content: '' }),
    ...words.map((content) => chunk({ content })),
    ...fragments,
    chunk({}, toolCalls.length > 0 ? 'tool_calls' : 'stop'),
    { ...chunk({}), choices: [], usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 } },
  ];
}
