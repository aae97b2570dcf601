// Models that go wrong: the user gets one sensible sentence, and nothing is half-booked.
import { afterAll, describe, expect, it } from 'vitest';
import { createInterpreter } from '../../../src/assistant/models/interpreter/interpreter.ts';
import { ModelError, type ModelReply } from '../../../src/assistant/models/model.ts';
import { calls, createScriptedModel } from '../../../src/assistant/models/scripted.ts';
import { NO_ANSWER, NOTHING_CHANGED, TAKEN_OVER, TOO_LONG, TOO_MANY_STEPS } from '../../../src/assistant/sentences.ts';
import { interpreterWay, openaiWay, scriptedWay, startTalk } from './harness.ts';

const http = await openaiWay();
afterAll(() => http.close());

const says = (text: string) => ({ text });
const BOOK = { start: '2026-01-08T14:00', durationMinutes: 30, attendees: ['john@acme.com'], title: 'Demo' };
const BOOKING = 'book a 30 min demo with john@acme.com tomorrow at 2pm';
const list = calls(['list_meetings', {}]);

describe.each([scriptedWay, http])('a model that goes wrong, as $name', (way) => {
  it('is not believed when it claims a booking that it never made', async () => {
    const talk = await startTalk(way);
    const result = await talk.say(BOOKING, [says("I've booked your demo with John for tomorrow at 2 PM!")]);
    expect(result.text).toBe(NOTHING_CHANGED);
    expect(await talk.meetings()).toEqual([]);
  });

  it('is not believed when it claims a booking that was refused', async () => {
    const talk = await startTalk(way);
    const past = calls(['book_meeting', { ...BOOK, start: '2026-01-05T14:00' }]);
    const result = await talk.say(BOOKING, [past, says('Done! Your meeting has been scheduled.')]);
    expect(result.text).toBe(NOTHING_CHANGED);
    expect(await talk.meetings()).toEqual([]);
  });

  it('may correct arguments that are not JSON', async () => {
    const talk = await startTalk(way);
    const broken = calls(['book_meeting', '{"start": "2026-01-08T14:00", ']);
    const result = await talk.say(BOOKING, [broken, calls(['book_meeting', BOOK]), says('Your demo is booked.')]);
    expect(result.changedMeetings).toEqual([(await talk.open()).id]);
  });

  it('is stopped when it cannot write a usable call', async () => {
    const talk = await startTalk(way);
    const broken = calls(['book_meeting', 'not json']);
    const result = await talk.say(BOOKING, [
      broken,
      calls(['book_meeting', { when: 'soon' }]),
      calls(['fly_to_moon', {}]),
    ]);
    expect(result.text).toBe(NO_ANSWER);
    expect(await talk.meetings()).toEqual([]);
  });

  it('is told of tools that do not exist or do not run yet', async () => {
    const talk = await startTalk(way);
    const journal = { steps: [], append: async (step: object) => void recorded.push(step) };
    const recorded: object[] = [];
    const both = calls(['send_rocket', {}], ['set_goal', { title: 'Run' }]);
    const result = await talk.say('set a goal', [both, says('I cannot keep goals yet.')], { journal });
    expect(result.text).toBe('I cannot keep goals yet.');
    const contents = JSON.stringify(recorded);
    expect(contents).toContain('There is no tool \\\\\\"send_rocket\\\\\\"');
    expect(contents).toContain('not_available_yet');
  });

  it('is stopped when it calls without end', async () => {
    const talk = await startTalk(way);
    const result = await talk.say('what is on?', [list, list, list, list], { limits: { maxSteps: 4 } });
    expect(result.text).toBe(TOO_MANY_STEPS);
  });

  it('is stopped when it reads without end', async () => {
    const talk = await startTalk(way);
    const result = await talk.say('what is on?', [list], { limits: { maxTurnTokens: 0 } });
    expect(result.text).toBe(TOO_MANY_STEPS);
  });

  it('that says nothing is answered for', async () => {
    const talk = await startTalk(way);
    expect((await talk.say('hm?', [says('')])).text).toBe(NO_ANSWER);
  });

  it('that says nothing after a change leaves what is stored to be told', async () => {
    const talk = await startTalk(way);
    const result = await talk.say(BOOKING, [calls(['book_meeting', BOOK]), says('')]);
    expect(result.text).toBe('Demo: scheduled, Thu, January 8, 2026, 2:00 PM – 2:30 PM EST (New York).');
  });

  it('may not confirm for the user', async () => {
    const talk = await startTalk(way);
    const late = { start: '2026-01-08T21:00', durationMinutes: 30, attendees: ['U0BOB'], confirmed: true };
    const text = 'book 30 min with bob tomorrow at 9pm';
    await talk.say(text, [calls(['book_meeting', late]), says('Bob does not work then. Book it all the same?')]);
    expect(await talk.meetings()).toEqual([]);
    await talk.say('yes please', [calls(['book_meeting', late]), says('It is booked.')]);
    expect((await talk.open()).start).toEqual(new Date('2026-01-09T02:00:00Z'));
  });

  it('asks before it changes many things', async () => {
    const talk = await startTalk(way);
    const many = Array.from({ length: 6 }, (_, hour) => {
      return ['book_meeting', { ...BOOK, start: `2026-01-08T${String(10 + hour)}:00` }] as const;
    });
    const asked = await talk.say('book john@acme.com six times tomorrow, from 10am on', [calls(...many)]);
    expect(asked.changedMeetings).toEqual([]);
    expect(asked.text).toMatch(
      /^That would be 6 changes: book "Demo" with john@acme.com, Thu, January 8, 2026, 10:00 AM/,
    );
    expect(asked.clarification).toEqual({ missing: ['confirm'], options: ['yes', 'no'] });
    expect(await talk.meetings()).toEqual([]);
    await talk.say('yes, all', [calls(...many), says('All six are booked.')]);
    expect(await talk.meetings()).toHaveLength(6);
  });

  it('is asked for less when the user wants less', async () => {
    const talk = await startTalk(way);
    const many = Array.from({ length: 6 }, (_, hour) => {
      return ['book_meeting', { ...BOOK, start: `2026-01-08T${String(10 + hour)}:00` }] as const;
    });
    await talk.say('book john@acme.com all day', [calls(...many)]);
    await talk.say('only the first two', [calls(...many.slice(0, 2)), says('Two are booked.')]);
    expect(await talk.meetings()).toHaveLength(2);
    await talk.say('yes', [
      calls(
        ...many.slice(2),
        ['cancel_meeting', { meetingId: 'm' }],
        ['list_meetings', {}],
        ['cancel_meeting', { meetingId: 'n' }],
      ),
    ]);
    expect(await talk.meetings()).toHaveLength(2);
  });

  it('that leaves ids out or repeats them still books each call once', async () => {
    const talk = await startTalk(way);
    const twice: Partial<ModelReply> = {
      toolCalls: ['13:00', '15:00'].map((time) => ({
        id: 'same',
        name: 'book_meeting',
        arguments: JSON.stringify({ ...BOOK, start: `2026-01-08T${time}` }),
      })),
    };
    await talk.say('book john@acme.com at 1 and at 3', [twice, says('Both are booked.')]);
    expect(await talk.meetings()).toHaveLength(2);
  });
});

describe('a model that fails', () => {
  const broken = new ModelError('down', { retryable: true });
  const fallback = createInterpreter();
  /** Speaks the replies, then fails. */
  const failing = (...replies: Partial<ModelReply>[]) => ({
    ...scriptedWay,
    model: () => ({ model: createScriptedModel([...replies, broken]), done: () => {} }),
  });

  it('is followed by the interpreter, which says so', async () => {
    const talk = await startTalk(failing());
    const result = await talk.say(BOOKING, [], { fallback });
    expect(result.text).toContain(TAKEN_OVER);
    expect(result.changedMeetings).toEqual([(await talk.open()).id]);
  });

  it('is followed by the interpreter after it has only read', async () => {
    const talk = await startTalk(failing(list));
    await talk.say(BOOKING, [], { fallback });
    expect((await talk.open()).title).toMatch(/demo/i);
  });

  it('is not followed once it has changed something', async () => {
    const talk = await startTalk(failing(calls(['book_meeting', BOOK])));
    const result = await talk.say(BOOKING, [], { fallback });
    expect(result.text).toContain('Demo: scheduled, Thu, January 8, 2026');
    expect(result.text).not.toContain(TAKEN_OVER);
    expect(await talk.meetings()).toHaveLength(1);
  });

  it('ends in a sentence when nobody can follow', async () => {
    const talk = await startTalk(failing());
    expect((await talk.say(BOOKING, [])).text).toMatch(/does not answer/);
    expect(await talk.meetings()).toEqual([]);
  });

  it('ends in a sentence when it takes too long', async () => {
    const stuck = {
      ...scriptedWay,
      model: () => ({
        model: {
          name: 'stuck',
          respond: ({ signal }: { signal: AbortSignal }) =>
            new Promise<ModelReply>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
        },
        done: () => {},
      }),
    };
    const talk = await startTalk(stuck);
    expect((await talk.say(BOOKING, [], { limits: { turnMs: 20 } })).text).toBe(TOO_LONG);
  });

  it('lets a cancelled turn be taken up again', async () => {
    const talk = await startTalk(interpreterWay);
    const signal = AbortSignal.abort(new Error('stopping'));
    await expect(talk.say(BOOKING, [], { signal, eventId: 'E9' })).rejects.toThrow('stopping');
    await talk.say(BOOKING, [], { eventId: 'E9' });
    expect(await talk.meetings()).toHaveLength(1);
  });
});
