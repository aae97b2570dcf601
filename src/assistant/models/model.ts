// What every model answers, whoever speaks: a hosted LLM, the built-in interpreter, or a script in a test.
import type { Situation } from '../situation.ts';

export interface ToolCall {
  /** Unique within its conversation; made up by us when a server leaves it out. */
  readonly id: string;
  readonly name: string;
  /** JSON text exactly as the model wrote it: not yet checked. */
  readonly arguments: string;
}

export type Message =
  /** `by` is the Slack id of who wrote it: several people may talk in one thread. */
  | { readonly role: 'user'; readonly text: string; readonly by?: string }
  | { readonly role: 'assistant'; readonly text: string; readonly toolCalls: readonly ToolCall[] }
  /** `content` is the JSON text of a ToolResult. */
  | { readonly role: 'tool'; readonly callId: string; readonly name: string; readonly content: string };

/** What a model is told of a tool. `parameters` is a JSON Schema object, made once at start. */
export interface ToolSpec {
  readonly name: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface ModelRequest {
  /** The conversation, oldest first, ending with the turn so far. */
  readonly messages: readonly Message[];
  readonly situation: Situation;
  readonly tools: readonly ToolSpec[];
  readonly maxOutputTokens: number;
  readonly signal: AbortSignal;
  /** Called with text as it arrives. The loop decides whether anybody sees it. */
  readonly onText?: (delta: string) => void;
}

/** What a question is missing: the words of the evaluation format. */
export const MISSING = [
  'date',
  'time',
  'attendees',
  'meeting',
  'duration',
  'goal',
  'request',
  'text',
  'confirm',
] as const;
export type Missing = (typeof MISSING)[number];

export interface Clarification {
  readonly missing: readonly Missing[];
  /** Likely answers, as the user would type them. */
  readonly options?: readonly string[];
}

export interface ModelReply {
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  /** Set when the text is a question that needs an answer before anything can be done. */
  readonly clarification?: Clarification;
  /** As the server counts; `cost` where the prices are known. */
  readonly usage?: {
    readonly inputTokens: number;
    readonly outputTokens: number;
    readonly cachedTokens?: number;
    readonly cost?: number;
  };
}

export interface Model {
  /** For logs and for telling the user which one spoke: `openai:gpt-x`, `interpreter`. */
  readonly name: string;
  /**
   * Throws `ModelError` when no usable answer can be had: unreachable, refused, out of time, malformed after retries.
   */
  respond(request: ModelRequest): Promise<ModelReply>;
}

export class ModelError extends Error {
  readonly retryable: boolean;

  constructor(message: string, options: { retryable: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'ModelError';
    this.retryable = options.retryable;
  }
}
