// The conversation before this turn: its turns, and how much of it a model reads.
import type { Message } from './models/model.ts';

/** About four characters make a token; close enough for a budget, in any language that Parley speaks. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

export function messageTokens(message: Message): number {
  if (message.role === 'tool') return estimateTokens(message.content);
  const calls = message.role === 'assistant' ? message.toolCalls : [];
  return calls.reduce((sum, call) => sum + estimateTokens(call.name + call.arguments), estimateTokens(message.text));
}

/** Whole turns, each from its user's message on. What comes before the first user's message is left out. */
export function turnsOf(messages: readonly Message[]): Message[][] {
  const turns: Message[][] = [];
  for (const message of messages) {
    if (message.role === 'user') turns.push([message]);
    else turns.at(-1)?.push(message);
  }
  return turns;
}

/** The newest whole turns that fit: half a turn would leave results without their calls. */
export function trimHistory(messages: readonly Message[], maxTokens: number): Message[] {
  const kept: Message[][] = [];
  let left = maxTokens;
  for (const turn of turnsOf(messages).reverse()) {
    left -= turn.reduce((sum, message) => sum + messageTokens(message), 0);
    if (left < 0) break;
    kept.unshift(turn);
  }
  return kept.flat();
}
