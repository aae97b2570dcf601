// What is shown of an answer while a model still speaks: whole sentences, below what was changed, and nothing untrue.
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { openaiWay, startTalk } from './harness.ts';
import type { Talk } from './talk.ts';

const way = await openaiWay();
afterAll(() => way.close());

let talk: Talk;
let drafts: { text: string; meetings: readonly string[] }[];
const draft = (text: string, meetings: readonly string[]) => void drafts.push({ text, meetings });

beforeEach(async () => {
  talk = await startTalk(way);
  drafts = [];
});

const call = (name: string, args: object) => ({
  toolCalls: [{ id: 'c1', name, arguments: JSON.stringify(args) }],
});

describe('an answer on its way', () => {
  it('is shown by whole sentences', async () => {
    const text = 'Your week looks free. Thursday would suit. Shall I book it?';
    const result = await talk.say('how is my week?', [{ text }], { draft });
    expect(drafts.at(-1)?.text).toBe('Your week looks free. Thursday would suit.');
    for (const shown of drafts) expect(text.startsWith(shown.text)).toBe(true);
    expect(result.text).toBe(text);
  });

  it('is shown with the meetings that were changed before', async () => {
    const script = [
      call('book_meeting', { start: '2026-01-08T14:00', durationMinutes: 30, attendees: ['bob'] }),
      { text: 'Booked for Thursday. Bob knows of it. Anything else?' },
    ];
    await talk.say('book bob tomorrow at 2', script, { draft });
    const { id } = await talk.open();
    expect(drafts.length).toBeGreaterThan(0);
    for (const { meetings } of drafts) expect(meetings).toEqual([id]);
  });

  it('is not shown where it claims a change that nobody made', async () => {
    const text = 'Sure. I have booked it for Thursday. Anything else?';
    const result = await talk.say('book bob tomorrow at 2', [{ text }], { draft });
    expect(drafts.map((shown) => shown.text).join(' ')).not.toContain('booked');
    expect(result.text).not.toContain('booked it');
    expect(await talk.meetings()).toEqual([]);
  });
});
