// Any text at all: never an error, and never a change without a wish for one and something that it is about.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/assistant/models/interpreter/interpreter.ts';
import { askInterpreter, situationOf } from './ask.ts';

const meeting = (id: string, title: string, start: string) => ({
  id,
  title,
  start: new Date(start),
  durationMinutes: 30,
  attendees: [{ email: `${title.toLowerCase().replace(/\W/g, '')}@acme.com` }],
  own: true,
});
const situation = situationOf('2026-01-07T10:12:00-05:00', 'America/New_York', {
  meetings: [
    meeting('m1', 'Audit', '2026-01-08T15:30:00-05:00'),
    meeting('m2', '1:1 Tim', '2026-01-09T10:00:00-05:00'),
  ],
  requests: [
    { id: 'r1', from: 'ana@acme.com', title: 'Budget', start: new Date('2026-01-12T15:00:00Z'), durationMinutes: 30 },
  ],
  goals: [{ id: 'g1', text: 'Write the handbook' }],
});

const PIECES = [
  ...'book move cancel push set up with tim sarah@acme.com tomorrow at 3pm friday the audit 1:1 and , . ? ! no yes maybe'.split(
    ' ',
  ),
  ..."#t0 #p99 <@U123> <mailto:a@b.co|a@b.co> 11-11:30 1/15 99:99 30 min an hour next week don't not all everything".split(
    ' ',
  ),
  ...'every monday goal 50% accept decline the second one it that 😀 \u202e \u0000 ( ) [ ] \\ $& $1 (?:'.split(' '),
];
const sentence = fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map((words) => words.join(' '));
const anything = fc.oneof(
  { weight: 6, arbitrary: sentence },
  { weight: 3, arbitrary: fc.string({ maxLength: 300, unit: 'binary' }) },
);
const flood = fc
  .tuple(fc.constantFrom(...PIECES, 'a', '@', '1', ' ', 'a@', '#', ':', '-'), fc.integer({ min: 1_000, max: 40_000 }))
  .map(([piece, length]) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length));

/** What a change must name for each tool. */
function isFounded(tool: string, given: Record<string, unknown>): boolean {
  switch (tool) {
    case 'book_meeting':
      return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(String(given.start));
    case 'update_meeting':
      return ['m1', 'm2'].includes(String(given.meetingId)) && Object.keys(given).length > 1;
    case 'cancel_meeting':
    case 'complete_meeting':
      return ['m1', 'm2'].includes(String(given.meetingId));
    case 'respond_to_request':
      return given.requestId === 'r1';
    case 'update_goal':
      return given.goalId === 'g1' && Object.keys(given).length > 1;
    case 'setup_recurring_meetings':
      return Number.isInteger(given.hour);
    default:
      return Object.keys(given).length > 0;
  }
}
const VERBLESS = /^[^\p{L}]*$/u;

async function check(text: string) {
  const reply = await askInterpreter(text, situation);
  expect(reply.toolCalls.length > 0 || reply.text !== '').toBe(true);
  for (const { name, arguments: json } of reply.toolCalls) {
    if (['check_availability', 'list_meetings', 'list_goals'].includes(name)) continue;
    expect(isFounded(name, JSON.parse(json)), `${name} ${json} for ${JSON.stringify(text.slice(0, 200))}`).toBe(true);
    expect(VERBLESS.test(text)).toBe(false);
  }
}

describe('any text', () => {
  it('is answered, and changes nothing without a target', async () => {
    await fc.assert(fc.asyncProperty(anything, check), { numRuns: 2_000 });
  });

  it('is answered however long it is', async () => {
    await fc.assert(fc.asyncProperty(flood, check), { numRuns: 120 });
  });

  it('is read alike whatever was said before', async () => {
    const history = fc.array(fc.tuple(sentence, sentence), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(history, anything, async (turns, text) => {
        const messages = turns.flatMap(([user, said]) => [
          { role: 'user' as const, text: user },
          { role: 'assistant' as const, text: said, toolCalls: [] },
        ]);
        const last = { role: 'user' as const, text };
        expect(explain({ messages: [...messages, last], situation }).decision).toBeDefined();
      }),
      { numRuns: 400 },
    );
  });

  it.each(['👍', '?', '...', '12', '    ', '<@U123>'])('%j alone changes nothing', async (text) => {
    expect((await askInterpreter(text, situation)).toolCalls).toEqual([]);
  });
});
