// The buttons below a model's question: the answers that its results make likely.
import { describe, expect, it } from 'vitest';
import { calls } from '../../../src/assistant/models/scripted.ts';
import { scriptedWay, startTalk } from './harness.ts';

const says = (text: string) => ({ text });
const book = (start: string, attendees: readonly string[]) => calls(['book_meeting', { start, attendees }]);

describe('a question', () => {
  it('after a time that is taken offers the free ones, which book when they are clicked', async () => {
    const talk = await startTalk(scriptedWay);
    await talk.say('book bob tomorrow at 2pm', [book('2026-01-08T14:00', ['bob']), says('Booked.')]);
    const { clarification } = await talk.say('book kim@acme.com tomorrow at 2pm', [
      book('2026-01-08T14:00', ['kim@acme.com']),
      says('You have something then. Which of these?'),
    ]);
    expect(clarification).toEqual({
      missing: ['time'],
      options: ['2:30', '2:45', '3:00'].map((time) => `Thu, January 8, 2026, ${time} PM EST (New York)`),
    });
    const click = [book('2026-01-08T14:30', ['kim@acme.com']), says('Booked.')];
    await talk.say(clarification?.options?.[0] ?? '', click);
    expect(await talk.meetings()).toHaveLength(2);
  });

  it('after a name of two people offers their addresses', async () => {
    const talk = await startTalk(scriptedWay);
    const attempt = book('2026-01-08T15:00', ['Sam']);
    const { clarification } = await talk.say('book Sam tomorrow at 3pm', [attempt, says('Which Sam?')]);
    expect(clarification?.missing).toEqual(['attendees']);
    expect([...(clarification?.options ?? [])].sort()).toEqual(['sam.fox@parley.example', 'sam.lee@parley.example']);
  });

  it('after a start off the grid offers the nearest', async () => {
    const talk = await startTalk(scriptedWay);
    const attempt = book('2026-01-08T15:02', ['bob']);
    const { clarification } = await talk.say('book bob tomorrow at 3:02pm', [attempt, says('At 3:00 or 3:05?')]);
    expect(clarification?.options).toEqual([
      'Thu, January 8, 2026, 3:00 PM EST (New York)',
      'Thu, January 8, 2026, 3:05 PM EST (New York)',
    ]);
  });

  it('after a call that waits for a yes offers yes and no', async () => {
    const talk = await startTalk(scriptedWay);
    const late = book('2026-01-08T21:00', ['bob']);
    const { clarification } = await talk.say('book bob tomorrow at 9pm', [
      late,
      says('Bob is off then. Still book it?'),
    ]);
    expect(clarification).toEqual({ missing: ['confirm'], options: ['yes', 'no'] });
  });
});

it('no question, or none about a refusal, has no buttons', async () => {
  const talk = await startTalk(scriptedWay);
  const attempt = book('2026-01-08T15:00', ['Sam']);
  expect(await talk.say('book Sam tomorrow at 3pm', [attempt, says('There are two Sams.')])).not.toHaveProperty(
    'clarification',
  );
  const booked = await talk.say('book Sam Lee tomorrow at 3pm', [
    attempt,
    book('2026-01-08T15:00', ['Sam Lee']),
    says('Booked. Anything else?'),
  ]);
  expect(booked).not.toHaveProperty('clarification');
});
