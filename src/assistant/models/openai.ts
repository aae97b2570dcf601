// Any server that speaks OpenAI's chat completions, through the official client. The client is loaded with the first
// reply: a process that is configured otherwise never pays for it.
import type { OpenAI } from 'openai';
import { systemPrompt } from '../prompt.ts';
import type { Situation } from '../situation.ts';
import { type Message, type Model, ModelError, type ModelRequest, type ToolSpec } from './model.ts';
import { readStream } from './openai-stream.ts';

export interface OpenAIOptions {
  readonly apiKey: string;
  /** Default: OpenAI's own. */
  readonly baseUrl?: string | undefined;
  readonly model: string;
  /** For the whole reply, retries included, in milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** Retries of what may pass (429, 5xx, a lost connection before the reply began), with backoff. */
  readonly maxRetries?: number | undefined;
  readonly fetch?: typeof globalThis.fetch | undefined;
}

const DEFAULT_BASE_URL = 'https://api.openai.com/v1';
const DEFAULT_TIMEOUT_MS = 45_000;
const DEFAULT_RETRIES = 2;

export function createOpenAIModel(options: OpenAIOptions): Model {
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  let client: Promise<OpenAI> | undefined;

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
      ...(options.fetch && { fetch: options.fetch }),
    });
  }

  return {
    name: `openai:${options.model}`,
    async respond(request) {
      const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]);
      try {
        client ??= connect();
        const stream = await (await client).chat.completions.create(body(options.model, request), { signal });
        return await readStream(stream, request.onText);
      } catch (error) {
        throw toModelError(error, signal);
      }
    },
  };
}

function body(model: string, request: ModelRequest): OpenAI.ChatCompletionCreateParamsStreaming {
  const tools = request.tools.map(toTool);
  return {
    model,
    messages: [
      { role: 'system', content: systemPrompt(request.situation) },
      ...request.messages.map((message) => toParam(message, request.situation)),
    ],
    max_completion_tokens: request.maxOutputTokens,
    stream: true,
    stream_options: { include_usage: true },
    ...(tools.length > 0 && { tools, parallel_tool_calls: true }),
  };
}

function toTool({ name, description, parameters }: ToolSpec): OpenAI.ChatCompletionTool {
  return { type: 'function', function: { name, description, parameters: { ...parameters } } };
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
function mayPass(status: unknown): boolean {
  return typeof status !== 'number' || status === 408 || status === 409 || status === 429 || status >= 500;
}

function toModelError(error: unknown, signal: AbortSignal): ModelError {
  if (error instanceof ModelError) return error;
  if (signal.aborted) return new ModelError('The model did not answer in time.', { retryable: true, cause: error });
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  const what = typeof status === 'number' ? `refused with status ${status}` : 'could not be reached or broke off';
  return new ModelError(`The model's server ${what}.`, { retryable: mayPass(status), cause: error });
}
