// "Undo that": the last change the other way round, or the question how it was.
import { describe, expect, it } from 'vitest';
import { askInterpreter, situationOf } from './ask.ts';

const demo = {
  id: 'demo',
  title: 'Acme demo',
  start: new Date('2026-01-08T16:00:00Z'),
  durationMinutes: 60,
  attendees: [{ email: 'tim@acme.com' }],
  own: true,
};
const situation = situationOf('2026-01-07T15:12:00Z', 'America/New_York', { meetings: [demo] });

const told = async (words: string, text: string) => {
  const { toolCalls, clarification } = await askInterpreter(text, situation, [
    { role: 'user', text: 'the demo' },
    { role: 'assistant', text: words, toolCalls: [] },
  ]);
  return { calls: toolCalls.map(({ name, arguments: json }) => [name, JSON.parse(json)]), clarification };
};

const BOOKED = 'Booked: Acme demo with tim@acme.com, Thu, January 8, 2026, 11:00 AM – 12:00 PM EST (New York).';

describe('undo', () => {
  it.each(['undo that', 'oh no, undo it please', 'wait, take that back', 'unbook it'])(
    'a booking: "%s"',
    async (text) => expect((await told(BOOKED, text)).calls).toEqual([['cancel_meeting', { meetingId: 'demo' }]]),
  );

  it.each(['undo', 'put it back where it was', 'revert that please'])('a move: "%s"', async (text) =>
    expect((await told('Moved Acme demo from 2 PM to 11 AM on Thursday, January 8.', text)).calls).toEqual([
      ['update_meeting', { meetingId: 'demo', start: '2026-01-08T14:00' }],
    ]),
  );

  it('asks when it was, where nothing tells', async () => {
    const { calls, clarification } = await told(
      'Moved: Acme demo, Thu, January 8, 2026, 11:00 AM – 12:00 PM EST (New York).',
      'move it back',
    );
    expect(calls).toEqual([]);
    expect(clarification?.missing).toContain('time');
  });

  it.each(['undo that', 'bring it back', 'oh no, restore it please'])(
    'a cancellation, as a meeting of its own: "%s"',
    async (text) =>
      expect((await told('Cancelled: Acme demo, Thu, January 8, 2026, 11:00 AM – 12:00 PM EST.', text)).calls).toEqual([
        [
          'book_meeting',
          { start: '2026-01-08T11:00', durationMinutes: 60, attendees: ['tim@acme.com'], title: 'Acme demo' },
        ],
      ]),
  );

  it('asks when a cancelled one was, where nothing tells', async () => {
    const { calls, clarification } = await told('Cancelled.', 'bring it back');
    expect(calls).toEqual([]);
    expect(clarification?.missing).toContain('date');
  });

  it('goes back past what was only looked at', async () => {
    const { toolCalls } = await askInterpreter('undo that', situation, [
      { role: 'user', text: 'move the demo to 11' },
      { role: 'assistant', text: 'Moved Acme demo from 2 PM to 11 AM on Thursday, January 8.', toolCalls: [] },
      { role: 'user', text: 'what is on tomorrow?' },
      { role: 'assistant', text: 'You have one meeting: Acme demo, Thu, January 8.', toolCalls: [] },
    ]);
    expect(toolCalls.map(({ name, arguments: json }) => [name, JSON.parse(json)])).toEqual([
      ['update_meeting', { meetingId: 'demo', start: '2026-01-08T14:00' }],
    ]);
  });

  it('undoes nothing that was only asked about', async () => {
    expect((await told('Shall I book Acme demo on Thursday at 11 AM?', 'undo that')).calls).toEqual([]);
  });
});

describe('what was just booked', () => {
  it('is looked at when somebody asks who comes', async () =>
    expect((await told(BOOKED, "who's coming?")).calls).toEqual([
      ['list_meetings', { from: '2026-01-08', to: '2026-01-08' }],
    ]));

  it('gets another guest', async () =>
    expect((await told(BOOKED, 'add bob')).calls).toEqual([
      ['update_meeting', { meetingId: 'demo', addAttendees: ['bob'] }],
    ]));
});
