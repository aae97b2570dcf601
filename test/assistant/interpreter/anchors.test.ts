// Times told by what else there is: a meeting that stands, the booking before, or what might happen.
import { describe, expect, it } from 'vitest';
import { localTime } from '../../../src/domain/time.ts';
import { parseTime } from '../../../src/tools/times.ts';
import { askInterpreter, meeting, situationOf } from './ask.ts';

// a Wednesday
const california = situationOf('2026-11-25T16:40:00-08:00', 'America/Los_Angeles', {
  meetings: [
    meeting('board', 'Board call', '2026-11-30T10:00:00-08:00', 60, 'chair@tandemly.com'),
    meeting('sprint', 'Sprint planning', '2026-11-27T09:30:00-08:00', 90, 'team@tandemly.com'),
  ],
});

async function booked(text: string) {
  const { toolCalls, text: reply } = await askInterpreter(text, california);
  if (toolCalls.length === 0) return [reply];
  return toolCalls.map((call) => {
    expect(call.name).toBe('book_meeting');
    const { start, durationMinutes, attendees } = JSON.parse(call.arguments);
    const at = localTime(parseTime(start, california.zone), california.zone).slice(0, 16);
    return `${at} ${durationMinutes} ${attendees.join()}`.trim();
  });
}

describe('one meeting after the other', () => {
  it.each([
    [
      'book Mehmet for 20 min friday 9:30 and Yusuf right after for 20 min',
      ['2026-11-27T09:30 20 Mehmet', '2026-11-27T09:50 20 Yusuf'],
    ],
    [
      'book Ana monday at 1 for 30 and Bo straight after, same length',
      ['2026-11-30T13:00 30 Ana', '2026-11-30T13:30 30 Bo'],
    ],
    ['45 min with Ana monday 1pm, then 30 with Bo right after', ['2026-11-30T13:00 45 Ana', '2026-11-30T13:45 30 Bo']],
    [
      'book Ana monday 2 to 2:40, followed by 20 minutes with Bo',
      ['2026-11-30T14:00 40 Ana', '2026-11-30T14:40 20 Bo'],
    ],
  ])('%s', async (text, wanted) => {
    expect(await booked(text)).toEqual(wanted);
  });
});

describe('told by a meeting that stands', () => {
  it.each([
    ['block an hour after the board call for notes', '2026-11-30T11:00 60'],
    ['book a buffer of 15 mins before the board call', '2026-11-30T09:45 15'],
    ['put in lunch with Kim after the board call monday at 12', '2026-11-30T12:00 30 Kim'],
    ['meet Kim at the same time as the board call but on tuesday', '2026-12-01T10:00 30 Kim'],
    ['same time as sprint planning next friday, 45 min with Kim', '2026-12-04T09:30 45 Kim'],
    ['book Kim for the day after the board call at 10', '2026-12-01T10:00 30 Kim'],
  ])('%s', async (text, wanted) => {
    expect(await booked(text)).toEqual([wanted]);
  });

  it('looks for the length that is to lie before it', async () => {
    const { toolCalls } = await askInterpreter('is there an hour before the board call', california);
    expect(toolCalls.map((call) => JSON.parse(call.arguments))).toEqual([
      { date: '2026-11-30', before: '10:00', durationMinutes: 60 },
    ]);
  });

  it.each([
    'put in lunch with Kim after the board call monday at 10:15',
    'need to talk to Kim by friday noon, 30 mins',
    'Kim at the earliest friday 9am',
    "book Kim friday 2 in case she's free",
  ])('asks: %s', async (text) => {
    expect((await booked(text)).join()).toContain('?');
  });
});

it.each([
  ['hold friday 2-3 just in case kim needs it', '2026-11-27T14:00 60'],
  ['pencil Kim in for friday 2, in case the demo slips', '2026-11-27T14:00 30 Kim'],
])('keeps a time in case of something: %s', async (text, wanted) => {
  expect(await booked(text)).toEqual([wanted]);
});
