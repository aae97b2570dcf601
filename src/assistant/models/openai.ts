// Any server that speaks OpenAI's chat completions, through the official client. The client is loaded with the first
// reply: a process that is configured otherwise never pays for it.
import type { OpenAI } from 'openai';
import { systemPrompt } from '../prompt.ts';
import type { Situation } from '../situation.ts';
import { type Prices, priceOf } from '../usage.ts';
import { type Message, type Model, ModelError, type ModelReply, type ModelRequest } from './model.ts';
import { createDialects, type Dialect } from './openai-dialect.ts';
import { impatient } from './openai-fetch.ts';
import { toTools } from './openai-schema.ts';
import { createSpeech } from './openai-speech.ts';
import { eventsOf, readStream } from './openai-stream.ts';
import { callsInText } from './openai-text-calls.ts';

export interface OpenAIOptions {
  readonly apiKey: string;
  /** Default: OpenAI's own. */
  readonly baseUrl?: string | undefined;
  readonly model: string;
  readonly prices?: Prices | undefined;
  /** For the whole reply, retries included, in milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** Retries of what may pass (429, 5xx, a lost connection before the reply began), with backoff. */
  readonly maxRetries?: number | undefined;
  readonly fetch?: typeof globalThis.fetch | undefined;
}

const DEFAULT_BASE_URL = 'https://api.openai.com/v1';
const DEFAULT_TIMEOUT_MS = 45_000;
const DEFAULT_RETRIES = 2;
/** Further attempts when a reply breaks off of which nobody has seen anything. */
const BROKEN_REPLIES = 1;

/** All requests begin with the same rules and tools. */
const CACHE_KEY = 'parley';
/** Models that think before they answer, by their names; scheduling needs little of it. */
const THINKS = /^(?:gpt-[5-9]|o\d)/;
const EFFORT = 'low';

export function createOpenAIModel(options: OpenAIOptions): Model {
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const dialects = createDialects();
  let client: Promise<OpenAI> | undefined;
  /** The server has made proper calls: what looks like one in a text is text. */
  let callsProperly = false;

  async function connect(): Promise<OpenAI> {
    const { OpenAI } = await import('openai');
    return new OpenAI({
      apiKey: options.apiKey,
      // Given even when it is the default: the client would read the environment otherwise.
      baseURL: options.baseUrl ?? DEFAULT_BASE_URL,
      organization: null,
      project: null,
      timeout: timeoutMs,
      maxRetries: options.maxRetries ?? DEFAULT_RETRIES,
      logLevel: 'off',
      fetch: impatient(options.fetch ?? globalThis.fetch),
    });
  }

  async function open(request: ModelRequest, signal: AbortSignal) {
    client ??= connect();
    const { completions } = (await client).chat;
    return dialects.negotiate(async (dialect) => {
      const sent = completions.create(body(options.model, request, dialect), { signal });
      const { data, response } = await sent.withResponse();
      return eventsOf(response, data);
    });
  }

  /** With the calls that stand in its text, and what it has cost. */
  function complete(reply: ModelReply, names: ReadonlySet<string>): ModelReply {
    if (reply.toolCalls.length > 0) callsProperly = true;
    const found = callsProperly ? [] : callsInText(reply.text, names);
    const cost = reply.usage && options.prices ? priceOf(reply.usage, options.prices) : undefined;
    return {
      ...reply,
      ...(found.length > 0 && { text: '', toolCalls: found }),
      ...(reply.usage && cost !== undefined && { usage: { ...reply.usage, cost } }),
    };
  }

  return {
    name: `openai:${options.model}`,
    async respond(request) {
      const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]);
      const names = new Set(request.tools.map(({ name }) => name));
      for (let left = BROKEN_REPLIES; ; left--) {
        const speech = createSpeech(request.onText, callsProperly ? [] : names);
        const stream = await open(request, signal).catch((error: unknown) => {
          throw toModelError(error, signal);
        });
        try {
          const reply = complete(await readStream(stream, speech), names);
          if (reply.toolCalls.length === 0) speech.release();
          return reply;
        } catch (error) {
          const failure = toModelError(error, signal);
          if (!failure.retryable || signal.aborted || speech.told() || left === 0) throw failure;
        }
      }
    },
  };
}

function body(model: string, request: ModelRequest, dialect: Dialect): OpenAI.ChatCompletionCreateParamsStreaming {
  const tools = toTools(request.tools, dialect.has('strict'));
  const messages = request.messages.map((message) => toParam(message, request.situation));
  return {
    model,
    messages: [{ role: 'system', content: systemPrompt(request.situation) }, ...messages],
    ...(dialect.has('completionTokens')
      ? { max_completion_tokens: request.maxOutputTokens }
      : { max_tokens: request.maxOutputTokens }),
    stream: true,
    ...(dialect.has('usage') && { stream_options: { include_usage: true } }),
    ...(dialect.has('cacheKey') && { prompt_cache_key: CACHE_KEY }),
    ...(dialect.has('effort') && THINKS.test(model) && { reasoning_effort: EFFORT }),
    ...(tools.length > 0 && { tools, ...(dialect.has('parallel') && { parallel_tool_calls: true }) }),
  };
}

/** What others wrote in the same thread is marked as theirs. */
function toParam(message: Message, { user }: Situation): OpenAI.ChatCompletionMessageParam {
  if (message.role === 'user') {
    const others = message.by !== undefined && message.by !== user.slackId;
    return { role: 'user', content: others ? `<@${message.by}> wrote: ${message.text}` : message.text };
  }
  if (message.role === 'tool') return { role: 'tool', tool_call_id: message.callId, content: message.content };
  if (message.toolCalls.length === 0) return { role: 'assistant', content: message.text };
  return {
    role: 'assistant',
    content: message.text || null,
    tool_calls: message.toolCalls.map(({ id, name, arguments: json }) => ({
      id,
      type: 'function',
      function: { name, arguments: json },
    })),
  };
}

/** Statuses that may pass; what is wrong with the request or the key stays wrong. */
function mayPass(status: number | undefined): boolean {
  return status === undefined || status === 408 || status === 409 || status === 429 || status >= 500;
}

function statusOf(error: unknown): number | undefined {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : undefined;
}

/** ` (insufficient_quota)`: the server's code for the reason. Its sentence may quote what people wrote. */
function reasonOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[\w.-]{1,60}$/.test(code) ? ` (${code})` : '';
}

function toModelError(error: unknown, signal: AbortSignal): ModelError {
  if (error instanceof ModelError) return error;
  if (signal.aborted) return new ModelError('The model did not answer in time.', { retryable: true, cause: error });
  const status = statusOf(error);
  const what =
    status === undefined ? 'could not be reached or broke off' : `refused with status ${status}${reasonOf(error)}`;
  return new ModelError(`The model's server ${what}.`, { retryable: mayPass(status), cause: error });
}
