// The user's own words for what they want: their message, and those before it that still wait for an answer.
import { isBy } from '../consent.ts';
import { turnsOf } from '../history.ts';
import type { Message } from '../models/model.ts';
import type { GuardedTurn } from './guard.ts';

/**
 * The message first, then those before it that are still open: each was answered by a question. "3pm" continues "book
 * Bob tomorrow", and "thanks" continues nothing.
 */
export function openWish({ text, history, context }: GuardedTurn): string[] {
  const said = [text];
  for (const turn of turnsOf(history).reverse()) {
    const [first] = turn;
    if (first?.role !== 'user') break;
    if (!isBy(first, context.actor.userId)) continue;
    if (!isOpen(turn)) break;
    said.push(first.text);
  }
  return said;
}

function isOpen(turn: readonly Message[]): boolean {
  const final = turn.at(-1);
  return final?.role === 'assistant' && final.text.includes('?');
}
