// Puts a streamed chat completion together: text as it comes, tool calls out of their fragments.
import type { OpenAI } from 'openai';
import { z } from 'zod';
import { ModelError, type ModelReply, type ToolCall } from './model.ts';

/** What is read of a chunk. Compatible servers leave out, or send as null, whatever they do not use. */
const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            refusal: z.string().nullish(),
            tool_calls: z
              .array(
                z.object({
                  index: z.int().min(0).nullish(),
                  id: z.string().nullish(),
                  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
                }),
              )
              .nullish(),
          })
          .nullish(),
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

interface Draft {
  id: string;
  name: string;
  arguments: string;
}

/** Fragments belong together by index; servers without one send each call whole, or start it with its id. */
function createDrafts() {
  const drafts = new Map<number, Draft>();
  let lastIndex = -1;
  return {
    all: () => [...drafts.values()],
    of(index: number | null | undefined, id: string | null | undefined): Draft {
      const last = drafts.get(lastIndex);
      const at = index ?? (last && (!id || id === last.id) ? lastIndex : lastIndex + 1);
      const draft = drafts.get(at) ?? { id: '', name: '', arguments: '' };
      drafts.set(at, draft);
      lastIndex = at;
      return draft;
    },
  };
}

/** Throws `ModelError` for a stream that breaks off, is cut by the token limit, or is no chat completion. */
export async function readStream(
  stream: AsyncIterable<OpenAI.ChatCompletionChunk>,
  onText?: (delta: string) => void,
): Promise<ModelReply> {
  const drafts = createDrafts();
  let text = '';
  let finish: string | undefined;
  let usage: ModelReply['usage'];

  for await (const raw of stream) {
    const chunk = chunkSchema.safeParse(raw);
    if (!chunk.success) throw malformed('a chunk is not of a chat completion', chunk.error);
    const choice = chunk.data.choices?.[0];
    const delta = choice?.delta;
    const words = delta?.content ?? delta?.refusal;
    if (words) {
      text += words;
      onText?.(words);
    }
    for (const fragment of delta?.tool_calls ?? []) {
      const call = drafts.of(fragment.index, fragment.id);
      if (fragment.id) call.id = fragment.id;
      // Some servers repeat the name with every fragment.
      if (fragment.function?.name && call.name !== fragment.function.name) call.name += fragment.function.name;
      call.arguments += fragment.function?.arguments ?? '';
    }
    finish = choice?.finish_reason ?? finish;
    usage = toUsage(chunk.data.usage) ?? usage;
  }
  if (finish === undefined) throw malformed('it broke off');
  if (finish === 'length') throw malformed('it was cut at the token limit');
  return { text, toolCalls: drafts.all().map(toCall), ...(usage && { usage }) };
}

function toCall({ id, name, arguments: json }: Draft): ToolCall {
  if (name === '') throw malformed('a tool call has no name');
  // The loop makes up an id where there is none.
  return { id, name, arguments: json };
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
