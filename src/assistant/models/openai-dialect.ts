// What a server understands of the newer parts of chat completions. One that refuses a part with 400 is asked again
// without it, and is not asked for it any more as long as this process runs.

/** Parts that not every compatible server has, with the words by which a refusal names them. */
const PARTS = {
  /** The schema binds the model; else it is only told of it. */
  strict: /strict|schema|additionalProperties|nullable|type.{0,20}(?:array|list)/i,
  /** `max_completion_tokens`; older servers call it `max_tokens`. */
  completionTokens: /max_completion_tokens/i,
  /** Requests with one key are sent to where their beginning is cached. */
  cacheKey: /prompt_cache_key/i,
  effort: /reasoning/i,
  parallel: /parallel_tool_calls/i,
  usage: /stream_options|include_usage/i,
} as const;

export type Part = keyof typeof PARTS;
export type Dialect = ReadonlySet<Part>;

const ALL: Dialect = new Set(Object.keys(PARTS) as Part[]);
const NONE: Dialect = new Set();

/** How servers say that they do not know or take what was sent. */
const REFUSED = [400, 422];

export interface Dialects {
  /** Sends in the fullest form that the server takes; throws the server's last refusal when even the plainest fails. */
  negotiate<Answer>(send: (dialect: Dialect) => Promise<Answer>): Promise<Answer>;
}

export function createDialects(): Dialects {
  let known = ALL;
  return {
    async negotiate(send) {
      let dialect = known;
      for (;;) {
        try {
          const answer = await send(dialect);
          // Only what was taken is remembered: a refusal may have had another reason.
          known = dialect;
          return answer;
        } catch (error) {
          const plainer = without(dialect, error);
          if (!plainer) throw error;
          dialect = plainer;
        }
      }
    },
  };
}

/** The dialect without the parts that the refusal names; without all of them when it names none. */
function without(dialect: Dialect, error: unknown): Dialect | undefined {
  if (dialect.size === 0 || !isRefusal(error)) return undefined;
  const named = [...dialect].filter((part) => PARTS[part].test(`${error.message} ${error.param ?? ''}`));
  return named.length === 0 ? NONE : new Set([...dialect].filter((part) => !named.includes(part)));
}

function isRefusal(error: unknown): error is Error & { status: number; param?: string | null } {
  return error instanceof Error && 'status' in error && REFUSED.includes(Number(error.status));
}
