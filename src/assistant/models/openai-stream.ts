// Puts a streamed chat completion together: text as it comes, tool calls out of their fragments.
import { z } from 'zod';
import { ModelError, type ModelReply } from './model.ts';
import { createDrafts, fragmentSchema } from './openai-drafts.ts';
import type { Speech } from './openai-speech.ts';

const messageSchema = z.object({
  content: z.string().nullish(),
  refusal: z.string().nullish(),
  tool_calls: z.array(fragmentSchema).nullish(),
});

/** What is read of a chunk. Compatible servers leave out, or send as null, whatever they do not use. */
const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        delta: messageSchema.nullish(),
        /** In the place of deltas, where a server does not stream. */
        message: messageSchema.nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z
    .object({
      prompt_tokens: z.number(),
      completion_tokens: z.number(),
      prompt_tokens_details: z.object({ cached_tokens: z.number().nullish() }).nullish(),
    })
    .nullish(),
});

/** The stream of a response, which has one event where a server does not stream. */
export function eventsOf(response: Response, stream: AsyncIterable<unknown>): AsyncIterable<unknown> {
  return response.headers.get('content-type')?.includes('application/json') ? whole(response) : stream;
}

async function* whole(response: Response): AsyncGenerator<unknown> {
  yield await response.json();
}

/** Throws `ModelError` for a stream that breaks off, is cut by the token limit, or is no chat completion. */
export async function readStream(stream: AsyncIterable<unknown>, speech: Speech): Promise<ModelReply> {
  const drafts = createDrafts();
  let finish: string | undefined;
  let usage: ModelReply['usage'];

  for await (const raw of stream) {
    const chunk = chunkSchema.safeParse(raw);
    if (!chunk.success) throw malformed('a chunk is not of a chat completion', chunk.error);
    const choice = chunk.data.choices?.[0];
    const said = choice?.delta ?? choice?.message;
    const words = said?.content ?? said?.refusal;
    if (words) speech.hear(words);
    for (const fragment of said?.tool_calls ?? []) drafts.add(fragment);
    finish = choice?.finish_reason || finish;
    usage = toUsage(chunk.data.usage) ?? usage;
    // It comes last, so it ends a stream as well. Some servers send it all along.
    if (!choice && usage) finish ??= 'stop';
  }
  if (finish === undefined) throw malformed('it broke off');
  if (finish === 'length') {
    throw new ModelError('The model’s answer was cut at the token limit.', { retryable: false });
  }
  // Whatever the reason says, calls are calls.
  return { text: speech.text(), toolCalls: drafts.calls(), ...(usage && { usage }) };
}

function toUsage(usage: z.output<typeof chunkSchema>['usage']): ModelReply['usage'] {
  if (!usage) return undefined;
  const cachedTokens = usage.prompt_tokens_details?.cached_tokens;
  return {
    inputTokens: usage.prompt_tokens,
    outputTokens: usage.completion_tokens,
    ...(typeof cachedTokens === 'number' && { cachedTokens }),
  };
}

function malformed(what: string, cause?: unknown): ModelError {
  return new ModelError(`The model's answer cannot be used: ${what}.`, { retryable: true, cause });
}
