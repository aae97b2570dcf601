// What a turn has cost: tokens as the server counted them, and money where the prices are known.
import type { ModelReply } from './models/model.ts';

/** Money for a million tokens, in whatever currency the settings mean. */
export interface Prices {
  readonly input: number;
  readonly output: number;
  /** For input that the server had cached. */
  readonly cached: number;
}

export type ReplyUsage = NonNullable<ModelReply['usage']>;

export interface TurnUsage {
  /** Replies of models that count tokens. */
  readonly replies: number;
  readonly inputTokens: number;
  /** Those of the input that the server had cached. */
  readonly cachedTokens: number;
  readonly outputTokens: number;
  /** Absent when no price is known. */
  readonly cost?: number;
}

const MILLION = 1_000_000;

export function priceOf({ inputTokens, outputTokens, cachedTokens = 0 }: ReplyUsage, prices: Prices): number {
  const fresh = Math.max(0, inputTokens - cachedTokens);
  return (fresh * prices.input + cachedTokens * prices.cached + outputTokens * prices.output) / MILLION;
}

/** Adds a reply, or the sum of several. Undefined when no model has counted anything. */
export function addUsage(sum: TurnUsage | undefined, usage: ReplyUsage | TurnUsage | undefined): TurnUsage | undefined {
  if (!usage) return sum;
  const cost = sum?.cost === undefined && usage.cost === undefined ? undefined : (sum?.cost ?? 0) + (usage.cost ?? 0);
  return {
    replies: (sum?.replies ?? 0) + ('replies' in usage ? usage.replies : 1),
    inputTokens: (sum?.inputTokens ?? 0) + usage.inputTokens,
    cachedTokens: (sum?.cachedTokens ?? 0) + (usage.cachedTokens ?? 0),
    outputTokens: (sum?.outputTokens ?? 0) + usage.outputTokens,
    ...(cost !== undefined && { cost }),
  };
}
