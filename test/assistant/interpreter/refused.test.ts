// Answers that name what is not wanted, or ask back, act on nothing; those with a wish beside them lose nothing.
import { describe, expect, it } from 'vitest';
import { askInterpreter, situationOf } from './ask.ts';

const situation = situationOf('2026-03-10T09:20:00+01:00', 'Europe/Berlin', {
  meetings: [
    {
      id: 'm1',
      title: 'Client demo',
      start: new Date('2026-03-12T14:00:00+01:00'),
      durationMinutes: 45,
      attendees: [{ email: 'pia@kunde.com' }],
      own: true,
    },
  ],
});

function answer(wish: string, question: string, text: string) {
  return askInterpreter(text, situation, [
    { role: 'user', text: wish },
    { role: 'assistant', text: question, toolCalls: [] },
  ]);
}

describe('an answer that is no yes', () => {
  it.each([
    ['book tim friday', 'At what time on Fri, Mar 13?', 'not 3'],
    ['find an hour with tim on friday', 'Friday, Mar 13: 9:00, 11:00 or 15:30. Which one?', 'not the first'],
    [
      'find an hour with tim on friday',
      'Friday, Mar 13: 9:00, 11:00 or 15:30. Which one?',
      'the first but on thursday',
    ],
    ['cancel the demo', 'Shall I cancel Client demo, Thu, Mar 12 at 2 PM?', 'hold on, let me ask her first'],
    ['cancel the demo', 'Shall I cancel Client demo, Thu, Mar 12 at 2 PM?', 'wait, is that the one with pia?'],
  ])('%s: %s %s', async (wish, question, text) => {
    const { toolCalls } = await answer(wish, question, text);
    expect(toolCalls.filter(({ name }) => name !== 'list_meetings')).toEqual([]);
  });

  it('leaves out whom it forgets', async () => {
    const text = 'forget tim, book lena thursday at 9';
    const { toolCalls } = await answer('book tim friday', 'At what time on Fri, Mar 13?', text);
    expect(toolCalls.map(({ arguments: given }) => JSON.parse(given).attendees)).toEqual([['lena']]);
  });

  it('keeps an answer before a wish of its own', async () => {
    const { toolCalls } = await answer('book tim friday', 'At what time on Fri, Mar 13?', '3pm, and cancel the demo');
    expect(toolCalls.map(({ name }) => name)).toEqual(['book_meeting', 'cancel_meeting']);
  });
});
