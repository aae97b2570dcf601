// Any text at all: never an error, never long, and never a change without a wish for one and something that it is about.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Explanation, explain } from '../../../src/assistant/models/interpreter/interpreter.ts';
import type { Message } from '../../../src/assistant/models/model.ts';
import { times } from '../../support/counts.ts';
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
  ...'book cancel move push set up with tim sarah@acme.com tomorrow at 3pm friday the audit 1:1 and , . ? ! no yes maybe'.split(
    ' ',
  ),
  ..."#t0 #p99 <@U123> <mailto:a@b.co|a@b.co> 11-11:30 1/15 99:99 30 min an hour next week don't not all everything".split(
    ' ',
  ),
  ...'every monday goal 50% accept decline the second one it that instead of right after before until in london time'.split(
    ' ',
  ),
  ...'😀 \u202e \u0000 ( ) [ ] \\ $& $1 (?: -- … “ ” ½ 0 31st feb'.split(' '),
];
const sets = ['sentences.json', 'sentences-booking.json', 'sentences-mixed.json', 'sentences-styles.json'];
const REAL = sets.flatMap((name) =>
  z
    .array(z.object({ text: z.string() }))
    .parse(JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')))
    .map(({ text }) => text),
);

const sentence = fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map((words) => words.join(' '));
/** A sentence of the sets with words lost, doubled, swapped in or misspelt. */
const mutated = fc
  .tuple(
    fc.constantFrom(...REAL),
    fc.array(fc.tuple(fc.nat(), fc.nat(4), fc.constantFrom(...PIECES)), { maxLength: 4 }),
  )
  .map(([text, changes]) => changes.reduce(mutate, text));
function mutate(text: string, [at, way, piece]: [number, number, string]): string {
  const words = text.split(' ');
  const index = at % words.length;
  const word = words[index] ?? '';
  const letter = word === '' ? 0 : at % word.length;
  const made = [[], [word, word], [piece], [word, piece], [word.slice(0, letter) + word.slice(letter + 1)]][way] ?? [];
  return words.toSpliced(index, 1, ...made).join(' ');
}
const anything = fc.oneof(
  { weight: 5, arbitrary: sentence },
  { weight: 5, arbitrary: mutated },
  { weight: 2, arbitrary: fc.string({ maxLength: 300, unit: 'binary' }) },
);
/** As long as Slack lets a message be. */
const MOST = 40_000;
const flood = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(...PIECES, 'a', '@', '1', ' ', 'a@', '#', ':', '-', 'no, ', 'at 3 or '),
      sentence,
      mutated,
    ),
    fc.integer({ min: 1_000, max: MOST }),
  )
  .map(([piece, length]) => `${piece} `.repeat(Math.ceil(length / (piece.length + 1))).slice(0, length));

const read = (text: string, history: readonly Message[] = []) =>
  explain({ messages: [...history, { role: 'user', text }], situation });

/** What a change must name for each tool. */
function isFounded(tool: string, given: Readonly<Record<string, unknown>>): boolean {
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
const READS = ['check_availability', 'list_meetings', 'list_goals'];
const WORDLESS = /^[^\p{L}]*$/u;

const TIMED = /#[trs]\d|\b(?:after|before|following|same time)\b/i;
/** What another meeting gives up is a time as well. */
const FREED = new RegExp(
  `${TIMED.source}|\\binstead\\b|\\b(?:slot|time|spot|hour|gap|window|space|place|stead)\\b`,
  'i',
);

function check(text: string, { decision, sketch }: Explanation = read(text)): void {
  const shown = JSON.stringify(text.slice(0, 200));
  if (decision.kind === 'act') expect(decision.calls.length, shown).toBeGreaterThan(0);
  else expect(decision.text, shown).not.toBe('');
  if (decision.kind !== 'act') return;
  for (const { tool, arguments: given } of decision.calls) {
    if (READS.includes(tool)) continue;
    expect(isFounded(tool, given), `${tool} ${JSON.stringify(given)} for ${shown}`).toBe(true);
    expect(WORDLESS.test(text), shown).toBe(false);
    if (tool !== 'book_meeting') continue;
    const gaveUp = decision.calls.some((call) => ['cancel_meeting', 'update_meeting'].includes(call.tool));
    expect(sketch, shown).toMatch(gaveUp ? FREED : TIMED);
  }
}

describe('any text', () => {
  it(
    'is answered, and changes nothing without a time and a wish',
    () => {
      fc.assert(
        fc.property(anything, (text) => check(text)),
        { numRuns: times(25_000, 100_000) },
      );
    },
    times(300_000, 3_600_000),
  );

  it('without a letter changes nothing', () => {
    for (const text of ['1/15 1:1 14:00', '1/15 1:1 1/15 1:1 1/15 1']) check(text);
  });

  it('is answered however long it is', () => {
    fc.assert(
      fc.property(flood, (text) => check(text)),
      { numRuns: times(400, 5_000) },
    );
  });

  it('is read alike whatever was said before', () => {
    const history = fc.array(fc.tuple(sentence, sentence), { maxLength: 4 });
    fc.assert(
      fc.property(history, anything, (turns, text) => {
        const messages = turns.flatMap(([user, said]): Message[] => [
          { role: 'user', text: user },
          { role: 'assistant', text: said, toolCalls: [] },
        ]);
        expect(read(text, messages).decision).toBeDefined();
      }),
      { numRuns: times(1_000, 10_000) },
    );
  });

  it('takes no more than 50 ms of the processor', () => {
    const cost = (text: string) => {
      const before = process.cpuUsage();
      read(text);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1_000;
    };
    fc.assert(
      fc.property(fc.oneof(flood, anything), (text) => {
        // the least of several: compiling and collecting garbage are not the text's doing
        let least = cost(text);
        for (let again = 0; again < 4 && least > 50; again++) least = Math.min(least, cost(text));
        expect(least, JSON.stringify(text.slice(0, 200))).toBeLessThanOrEqual(50);
      }),
      { numRuns: times(400, 5_000) },
    );
  });

  it.each(['👍', '?', '...', '12', '    ', '<@U123>'])('%j alone changes nothing', async (text) => {
    expect((await askInterpreter(text, situation)).toolCalls).toEqual([]);
  });
});
