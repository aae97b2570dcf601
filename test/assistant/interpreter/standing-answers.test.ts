// Every question about hours, reminders, goals and requests understands its own answer.
import { describe, expect, it } from 'vitest';
import { askInterpreter, situationOf } from './ask.ts';

const situation = situationOf('2026-03-10T09:20:00+01:00', 'Europe/Berlin', {
  goals: [{ id: 'g1', text: 'Run a 10k' }],
  requests: [
    { id: 'r1', from: 'nina@x.com', title: 'Intro call', start: new Date('2026-03-12T09:00:00Z'), durationMinutes: 30 },
  ],
});

/** What the interpreter does with the answer to the question that it asks itself. */
async function answered(wish: string, answer: string) {
  const asked = await askInterpreter(wish, situation);
  expect(asked.toolCalls, wish).toEqual([]);
  const history = [
    { role: 'user', text: wish },
    { role: 'assistant', text: asked.text, toolCalls: [] },
  ] as const;
  const { toolCalls } = await askInterpreter(answer, situation, history);
  return toolCalls.map(({ name, arguments: given }) => [name, JSON.parse(given)]);
}

describe('a question about what stands', () => {
  it.each([
    ['remind me before meetings', 'make it an hour', 'update_profile', { reminderMinutes: [60] }],
    ['remind me before meetings', '15', 'update_profile', { reminderMinutes: [15] }],
    ['my meetings should be longer by default', '45', 'update_profile', { defaultDurationMinutes: 45 }],
    ['I want a buffer between meetings', '10', 'set_availability', { bufferMinutes: 10 }],
    ['change my time zone', 'Lisbon', 'update_profile', { timezone: 'Europe/Lisbon' }],
    ['I want to set a goal', 'learn Spanish', 'set_goal', { title: 'learn Spanish' }],
    ['update my goal', 'about half way', 'update_goal', { goalId: 'g1', progress: 50 }],
    ['what about the request from nina', 'no, decline', 'respond_to_request', { requestId: 'r1', accept: false }],
  ])('%s: %s', async (wish, answer, tool, given) => {
    expect(await answered(wish, answer)).toEqual([[tool, expect.objectContaining(given)]]);
  });

  it('lets another wish stand for itself', async () => {
    const [[tool] = []] = await answered('update my goal', 'book tim friday at 3');
    expect(tool).toBe('book_meeting');
  });

  it.each(['never mind', 'not sure yet'])('changes nothing after "%s"', async (answer) => {
    expect(await answered('I want to set a goal', answer)).toEqual([]);
  });
});
