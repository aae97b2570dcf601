// A strict stand-in for a chat completions server: it streams what a test has written down, refuses what the real one
// would refuse, and fails on demand.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json as readJson } from 'node:stream/consumers';
import { z } from 'zod';
import type { ModelReply } from '../../src/assistant/models/model.ts';
import { eventsOf, LACKS, type Lack, type QuirkName, wholeReply } from './openai-quirks.ts';

export type ServedReply = Partial<ModelReply> | (() => Partial<ModelReply> | Promise<Partial<ModelReply>>);

/** How the next request fails instead of being answered. */
export type Fault =
  | { readonly fault: 'status'; readonly status: number; readonly retryAfterSeconds?: number }
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

/** What strict mode demands of a schema, at any depth. */
function isStrict(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return true;
  const { properties, required, additionalProperties } = schema as Record<string, unknown>;
  if (typeof properties === 'object' && properties !== null) {
    const names = Object.keys(properties);
    if (additionalProperties !== false || !Array.isArray(required)) return false;
    if (names.some((name) => !required.includes(name)) || required.length !== names.length) return false;
  }
  return Object.values(schema).every(isStrict);
}

const request = z.strictObject({
  model: z.string(),
  stream: z.literal(true),
  stream_options: z.strictObject({ include_usage: z.literal(true) }).optional(),
  max_completion_tokens: z.int().positive().optional(),
  max_tokens: z.int().positive().optional(),
  prompt_cache_key: z.string().min(1).optional(),
  reasoning_effort: z.enum(['minimal', 'low', 'medium', 'high']).optional(),
  parallel_tool_calls: z.literal(true).optional(),
  tools: z
    .array(
      z.strictObject({
        type: z.literal('function'),
        function: z
          .strictObject({
            name: z.string().regex(/^[\w-]{1,64}$/),
            description: z.string(),
            parameters: z.looseObject({ type: z.literal('object'), additionalProperties: z.literal(false) }),
            strict: z.literal(true).optional(),
          })
          .refine(({ strict, parameters }) => !strict || isStrict(parameters), 'the schema is not strict'),
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

/** What of the request this server does not know, and how it streams. Both may be changed while it runs. */
export interface Peculiarities {
  lacks: readonly Lack[];
  quirk?: QuirkName | undefined;
}

function lacking({ lacks }: Peculiarities, body: Served): Lack | undefined {
  const strict = body.tools?.some((tool) => tool.function.strict);
  return lacks.find((lack) => (lack === 'strict' ? strict : body[lack] !== undefined));
}

export async function startOpenAIServer(peculiarities: Peculiarities = { lacks: [] }): Promise<OpenAIServer> {
  const key = 'test-key';
  const script: (ServedReply | Fault)[] = [];
  const requests: Served[] = [];
  let count = 0;

  const refuse = (response: ServerResponse, status: number, message: string, retryAfterSeconds?: number) => {
    const wait =
      retryAfterSeconds === undefined ? { 'retry-after-ms': '1' } : { 'retry-after': `${retryAfterSeconds}` };
    response.writeHead(status, { 'content-type': 'application/json', ...wait });
    response.end(
      JSON.stringify({ error: { message, type: 'invalid_request_error', param: null, code: 'refused_by_test' } }),
    );
  };

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    count++;
    if (incoming.method !== 'POST' || incoming.url !== '/v1/chat/completions')
      return refuse(response, 404, 'no such path');
    if (incoming.headers.authorization !== `Bearer ${key}`) return refuse(response, 401, 'bad key');
    const body = request.safeParse(await readJson(incoming));
    if (!body.success) return refuse(response, 400, z.prettifyError(body.error));
    const lack = lacking(peculiarities, body.data);
    if (lack) return refuse(response, 400, LACKS[lack]);
    const { max_tokens: old, max_completion_tokens: limit } = body.data;
    if ((old ?? limit) === undefined || (old && limit)) return refuse(response, 400, 'give one limit of tokens');
    if (unanswered(body.data.messages)) return refuse(response, 400, 'a tool call without its answer');
    requests.push(body.data);
    const next = script.shift();
    if (next === undefined) return refuse(response, 500, 'the script is over');
    if ('fault' in next) return fail(next, response);
    const reply = typeof next === 'function' ? await next() : next;
    if (peculiarities.quirk === 'a whole reply instead of a stream') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(wholeReply(reply, body.data.model));
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const event of eventsOf(reply, body.data.model, peculiarities.quirk)) response.write(`data: ${event}\n\n`);
    response.end();
  }

  function fail(fault: Fault, response: ServerResponse): void {
    if (fault.fault === 'status') {
      refuse(response, fault.status, 'as the test wished', fault.retryAfterSeconds);
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
    const [, first] = eventsOf({ text: 'Your meeting is' }, 'm');
    response.write(`data: ${first}\n\n`, () => response.destroy());
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
