// What the last stage answers: act with tool calls, ask one question, or just say something.
import type { Clarification, Missing } from '../model.ts';

export type Arguments = Readonly<Record<string, unknown>>;

export type Decision =
  | {
      readonly kind: 'act';
      readonly calls: readonly { readonly tool: string; readonly arguments: Arguments }[];
      readonly confidence: number;
    }
  | { readonly kind: 'ask'; readonly text: string; readonly clarification: Clarification }
  | { readonly kind: 'say'; readonly text: string };

export const act = (tool: string, args: Arguments, confidence = 0.9): Decision => ({
  kind: 'act',
  calls: [{ tool, arguments: args }],
  confidence,
});

export const ask = (text: string, missing: readonly Missing[], options: readonly string[] = []): Decision => ({
  kind: 'ask',
  text,
  clarification: options.length > 0 ? { missing, options } : { missing },
});

export const say = (text: string): Decision => ({ kind: 'say', text });
