// A guard looks at a call before it runs and may hold it back: for what no prompt can be trusted to prevent. It never
// forbids what the user may do: it asks, and a yes lets the call go on.
import type { ToolContext, ToolContract, ToolResult } from '../../tools/tool.ts';
import type { Consent } from '../consent.ts';
import type { Message, ToolCall } from '../models/model.ts';
import type { Situation } from '../situation.ts';

export type Refusal = Extract<ToolResult, { ok: false }>;

/** A call whose arguments fit its tool. */
export interface GuardedCall {
  readonly tool: Pick<ToolContract, 'name' | 'changes'>;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What a guard may judge a call by: above all the user's own words, which nobody else can have written. */
export interface GuardedTurn {
  readonly text: string;
  readonly history: readonly Message[];
  readonly situation: Situation;
  readonly consent: Consent;
  /** Calls that have changed something in this turn. */
  readonly made: readonly ToolCall[];
  readonly context: Omit<ToolContext, 'key' | 'mayConfirm'>;
}

/** Answers the refusal, or undefined for a call that may run. */
export type Guard = (call: GuardedCall, turn: GuardedTurn) => Refusal | undefined | Promise<Refusal | undefined>;

const ASK = 'Ask the user; after a yes make the same call again.';

/** Held back until the user says yes. `message` is a sentence for people. */
export function askFirst(message: string): Refusal {
  return { ok: false, error: { code: 'confirmation_needed', message, next: ASK } };
}
