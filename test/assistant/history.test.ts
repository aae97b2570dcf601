import { describe, expect, it } from 'vitest';
import { messageTokens, trimHistory } from '../../src/assistant/history.ts';
import type { Message } from '../../src/assistant/models/model.ts';

const user = (text: string): Message => ({ role: 'user', text });
const parley = (text: string): Message => ({ role: 'assistant', text, toolCalls: [] });
const called = (code: string): Message[] => [
  { role: 'assistant', text: '', toolCalls: [{ id: 'c', name: 'book_meeting', arguments: '{}' }] },
  {
    role: 'tool',
    callId: 'c',
    name: 'book_meeting',
    content: JSON.stringify({ ok: false, error: { code, message: 'm' } }),
  },
];
const cost = (messages: readonly Message[]) => messages.reduce((sum, message) => sum + messageTokens(message), 0);

describe('the history that a model reads', () => {
  const turns = ['one', 'two', 'three'].map((word) => [user(word), ...called('conflict'), parley(`${word} is taken`)]);

  it('is the newest whole turns that fit', () => {
    const newest = turns.slice(1).flat();
    expect(trimHistory(turns.flat(), cost(newest))).toEqual(newest);
    expect(trimHistory(turns.flat(), cost(newest) - 1)).toEqual(turns[2]);
    expect(trimHistory(turns.flat(), 0)).toEqual([]);
  });

  it('begins with a user: results without their calls are left out', () => {
    const [first = [], ...later] = turns;
    expect(trimHistory([...first.slice(2), ...later.flat()], 10_000)).toEqual(later.flat());
  });
});
