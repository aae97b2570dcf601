// Coaching that recurs, and goals: how often and at which hour, how far a goal is and what becomes of it.
import { describe, expect, it } from 'vitest';
import { askInterpreter, situationOf } from './ask.ts';

// a Friday
const friday = situationOf('2026-03-27T12:00:00+00:00', 'Europe/London', {
  goals: [
    { id: 'run', text: 'Run a half marathon' },
    { id: 'deals', text: 'Close 20 deals' },
    { id: 'books', text: 'Read one book a month' },
  ],
});

async function made(text: string) {
  const { toolCalls } = await askInterpreter(text, friday);
  return toolCalls.map((call) => ({ tool: call.name, ...JSON.parse(call.arguments) }));
}

describe('coaching', () => {
  const every = (intervalDays: number, hour: number, minute: number, durationMinutes: number, weekday?: string) => [
    { tool: 'setup_recurring_meetings', intervalDays, durationMinutes, hour, minute, ...(weekday ? { weekday } : {}) },
  ];
  it.each([
    ['coach me evry 3 wks, 45 min, 4pm', every(21, 16, 0, 45)],
    ['Could you check in with me every Sunday evening at 7 for twenty minutes?', every(7, 19, 0, 20, 'sun')],
    ['coach me every morning at 6:45 for 10 minutes', every(1, 6, 45, 10)],
    ['every 2nd tuesday 11:00, 1h coaching', every(14, 11, 0, 60, 'tue')],
    ['I keep letting things slide, so please coach me once a week, 20 minutes, at 8:45', every(7, 8, 45, 20)],
  ])('%s', async (text, wanted) => {
    expect(await made(text)).toEqual(wanted);
  });

  it('asks where the others of a team would come', async () => {
    const { toolCalls, text } = await askInterpreter('standup every day 9:30 with the team', friday);
    expect(toolCalls).toEqual([]);
    expect(text).toContain('coaching only');
  });
});

describe('goals', () => {
  it.each([
    ["i've closed 15 deals out of 20", { goalId: 'deals', progress: 75 }],
    ['pausing the half marathon for now', { goalId: 'run', status: 'paused' }],
    ['bring back the reading goal', { goalId: 'books', status: 'active' }],
    ['reading goal is now 2 books a month', { goalId: 'books', title: '2 books a month' }],
    ['the reading goal is done', { goalId: 'books', status: 'achieved' }],
  ])('%s', async (text, wanted) => {
    expect(await made(text)).toEqual([{ tool: 'update_goal', ...wanted }]);
  });

  it.each([
    ['make "ship v2" a goal', 'ship v2'],
    ['my goal this year is to run a marathon', 'run a marathon'],
    ['new goal: close 5 enterprise deals this q', 'close 5 enterprise deals this q'],
  ])('%s', async (text, title) => {
    expect(await made(text)).toEqual([{ tool: 'set_goal', title }]);
  });
});

it('takes no day off for a holiday that is only told of', async () => {
  const text = "monday's a bank holiday so book the boiler man (office@brightheat.co.uk) tuesday at 8am, 2 hours";
  expect((await made(text)).map(({ tool }) => tool)).toEqual(['book_meeting']);
});
