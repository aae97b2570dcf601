// The lines of `npm run interpret`: in order, acting on nothing, bad ones named.
import { describe, expect, it } from 'vitest';
import { interpret } from '../../src/assistant/interpret.ts';
import { createInterpreter } from '../../src/assistant/models/interpreter/interpreter.ts';
import { type Model, ModelError } from '../../src/assistant/models/model.ts';
import { calls, createScriptedModel } from '../../src/assistant/models/scripted.ts';

const LINE = { id: '1', now: '2026-01-07T10:12:00-05:00', zone: 'America/New_York', text: 'book it' };

async function linesOf(model: Model, ...input: (string | object)[]): Promise<unknown[]> {
  async function* lines() {
    for (const line of input) yield typeof line === 'string' ? line : JSON.stringify(line);
  }
  const written: string[] = [];
  await interpret(lines(), (line) => written.push(line), model);
  return written.map((line) => JSON.parse(line));
}

describe('interpret', () => {
  it('writes the call that a sentence asks for', async () => {
    const text = 'book 30 min with john@acme.com tomorrow at 2pm';
    expect(await linesOf(createInterpreter(), { ...LINE, text })).toMatchObject([
      {
        id: '1',
        calls: [
          {
            tool: 'book_meeting',
            arguments: { start: '2026-01-08T14:00:00-05:00', durationMinutes: 30, attendees: ['john@acme.com'] },
          },
        ],
        clarify: null,
      },
    ]);
  });

  it('writes every start with its offset, in the user’s zone', async () => {
    const starts = [
      { start: '2026-01-08T14:00' },
      { start: '2026-01-08T20:00', timezone: 'Europe/Berlin' },
      { start: '2026-01-08T19:00:00Z' },
      { start: '2026-03-08T02:30' },
    ];
    const model = createScriptedModel([calls(...starts.map((start) => ['book_meeting', start] as const))]);
    const [answer] = (await linesOf(model, LINE)) as { calls: { arguments: { start: string } }[] }[];
    const noon = '2026-01-08T14:00:00-05:00';
    // A time that the clocks skip stays as the model wrote it.
    expect(answer?.calls.map((call) => call.arguments.start)).toEqual([noon, noon, noon, '2026-03-08T02:30']);
  });

  it('writes questions with what is missing', async () => {
    const model = createScriptedModel([{ text: 'When?', clarification: { missing: ['date', 'time'] } }]);
    expect(await linesOf(model, LINE)).toEqual([
      { id: '1', calls: [], clarify: { missing: ['date', 'time'] }, reply: 'When?' },
    ]);
  });

  it('fills the situation and the conversation from the context', async () => {
    const start = '2026-01-08T15:30:00-05:00';
    const context = {
      meetings: [
        { ref: 'm1', title: 'Audit', start, durationMinutes: 45, attendees: ['nora@x.dev', '<@U0BOB>', 'Tim'] },
      ],
      requests: [{ ref: 'r1', from: 'ana@x.dev', title: 'Budget', start, durationMinutes: 30 }],
      goals: [{ ref: 'g1', text: 'Run' }],
      history: [
        { role: 'user', text: 'hi' },
        { role: 'assistant', text: 'Hello.' },
      ],
      people: [{ name: 'Nora', email: 'nora@x.dev' }],
    };
    const model = createScriptedModel([{ text: 'ok' }]);
    await linesOf(model, { ...LINE, context });
    const [request] = model.requests;
    expect(request?.messages.map((message) => message.role)).toEqual(['user', 'assistant', 'user']);
    expect(request?.situation).toMatchObject({
      now: new Date('2026-01-07T15:12:00Z'),
      zone: 'America/New_York',
      meetings: [
        {
          id: 'm1',
          start: new Date(start),
          own: true,
          attendees: [{ email: 'nora@x.dev' }, { slackId: 'U0BOB' }, { name: 'Tim' }],
        },
      ],
      requests: [{ id: 'r1', from: 'ana@x.dev' }],
      goals: [{ id: 'g1', text: 'Run' }],
      people: [{ name: 'Nora', email: 'nora@x.dev' }],
    });
    expect(request?.situation.hours.map((blocks) => blocks.length)).toEqual([1, 1, 1, 1, 1, 0, 0]);
  });

  it('names what is wrong with a line, and goes on', async () => {
    const model = createScriptedModel([
      { text: 'one' },
      new ModelError('The model is down.', { retryable: true }),
      { text: 'two' },
    ]);
    const answers = await linesOf(
      model,
      '{"id":',
      { ...LINE, id: 2, zone: 'Mars' },
      { ...LINE, id: 3, now: '2026-01-07T10:12:00' },
      '[]',
      '  ',
      { ...LINE, id: 4 },
      { ...LINE, id: 5 },
      { ...LINE, id: 6 },
    );
    expect(answers).toEqual([
      { error: expect.stringContaining('not valid JSON') },
      { id: 2, error: expect.stringContaining('zone: "Mars"') },
      { id: 3, error: expect.stringContaining('now: "2026-01-07T10:12:00"') },
      { error: expect.stringContaining('expected object') },
      { id: 4, calls: [], clarify: null, reply: 'one' },
      { id: 5, error: 'The model is down.' },
      { id: 6, calls: [], clarify: null, reply: 'two' },
    ]);
  });
});
