// Looks at days: which of them a question is about, and what of a long message belongs to it.
import { describe, expect, it } from 'vitest';
import { askInterpreter, situationOf } from './ask.ts';

// a Wednesday
const situation = situationOf('2026-09-16T09:40:00-04:00', 'America/New_York');

async function looked(text: string) {
  const reply = await askInterpreter(text, situation);
  return reply.toolCalls.map((call) => [call.name, JSON.parse(call.arguments)]);
}

describe('looks', () => {
  it.each([
    ['any free hour before friday?', { from: '2026-09-16', to: '2026-09-17', durationMinutes: 60 }],
    ['when can i squeeze in 30 min between now and friday', { from: '2026-09-16', to: '2026-09-18' }],
    ["what's my soonest opening for 45 mins", { from: '2026-09-16', to: '2026-09-23', durationMinutes: 45 }],
    ['mornings next week - anything? need 30', { from: '2026-09-21', partOfDay: 'morning', durationMinutes: 30 }],
    [
      "I'm in Madrid until Thursday. Is there any time on Friday afternoon for a 45 minute call with Lucia?",
      { date: '2026-09-18', partOfDay: 'afternoon', durationMinutes: 45 },
    ],
    [
      'Could you find me an hour with Ben before the end of the week? He is back from Lisbon tomorrow.',
      { from: '2026-09-16', to: '2026-09-18', durationMinutes: 60 },
    ],
    [
      'A client would like to talk for 20 minutes on Friday, preferably before 11. Do I have anything?',
      { date: '2026-09-18', before: '11:00', durationMinutes: 20 },
    ],
  ])('finds free time: %s', async (text, wanted) => {
    const [[tool, given] = [], ...more] = await looked(text);
    expect(more).toEqual([]);
    expect(tool).toBe('check_availability');
    expect(given).toMatchObject(wanted);
  });

  it.each([
    ['Do I have anything on Friday morning? My sister wants to come by.', '2026-09-18', '2026-09-18'],
    ['Before I say yes to the podcast, what does next Thursday look like?', '2026-09-24', '2026-09-24'],
    ['What have I got on Monday? I need to decide whether to take the train.', '2026-09-21', '2026-09-21'],
    ['list all my October meetings', '2026-10-01', '2026-10-31'],
  ])('lists: %s', async (text, from, to) => {
    expect(await looked(text)).toEqual([['list_meetings', { from, to }]]);
  });

  it('lists and finds free time in one message', async () => {
    expect(await looked('what have i got friday, and am i free monday at 9?')).toEqual([
      ['list_meetings', { from: '2026-09-18', to: '2026-09-18' }],
      ['check_availability', { date: '2026-09-21', after: '09:00', before: '09:30' }],
    ]);
  });
});
