// What a turn costs: how often the server is asked, and what is counted and kept of it.
import { afterAll, describe, expect, it } from 'vitest';
import { calls } from '../../../src/assistant/models/scripted.ts';
import { addUsage } from '../../../src/assistant/usage.ts';
import { interpreterWay, openaiWay, startTalk } from './harness.ts';

const http = await openaiWay();
afterAll(() => http.close());

const BOOK = { start: '2026-01-08T14:00', durationMinutes: 30, attendees: ['john@acme.com'] };
const BOOKING = 'book 30 min with john@acme.com tomorrow at 2pm';

describe('a plain booking', () => {
  it('takes two calls of the model, which are counted together', async () => {
    const talk = await startTalk(http);
    const before = http.server.count();
    const usage = { inputTokens: 1_800, outputTokens: 60, cachedTokens: 1_536 };
    const result = await talk.say(BOOKING, [
      { ...calls(['book_meeting', BOOK]), usage },
      { text: 'It is booked.', usage: { inputTokens: 2_000, outputTokens: 20 } },
    ]);
    expect(http.server.count() - before).toBe(2);
    expect(result.usage).toEqual({ replies: 2, inputTokens: 3_800, cachedTokens: 1_536, outputTokens: 80 });
    await talk.open();
  });

  it('costs nothing with the interpreter', async () => {
    const talk = await startTalk(interpreterWay);
    expect(await talk.say(BOOKING)).not.toHaveProperty('usage');
  });
});

describe('the sum of a turn', () => {
  it('has a price once any part has one', () => {
    const free = addUsage(undefined, { inputTokens: 1, outputTokens: 2 });
    const priced = addUsage(free, { inputTokens: 10, outputTokens: 20, cachedTokens: 5, cost: 0.5 });
    expect(priced).toEqual({ replies: 2, inputTokens: 11, cachedTokens: 5, outputTokens: 22, cost: 0.5 });
    expect(addUsage(priced, undefined)).toBe(priced);
  });
});
