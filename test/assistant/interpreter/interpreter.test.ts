// What the interpreter does with plain sentences: the calls it makes, and what it asks instead of guessing.
import { describe, expect, it } from 'vitest';
import { askInterpreter, situationOf } from './ask.ts';

const situation = situationOf('2026-01-07T10:12:00-05:00', 'America/New_York');
const audit = {
  id: 'm1',
  title: 'Audit',
  start: new Date('2026-01-08T15:30:00-05:00'),
  durationMinutes: 45,
  attendees: [{ email: 'nora@pinewood.dev' }],
  own: true,
};

async function callsOf(text: string, meetings = [audit]) {
  const reply = await askInterpreter(text, { ...situation, meetings });
  return reply.toolCalls.map((call) => [call.name, JSON.parse(call.arguments)]);
}

describe('interpreter', () => {
  it('books with length, person, day and time', async () => {
    expect(await callsOf('book 30 min with john@acme.com tomorrow at 2pm')).toEqual([
      ['book_meeting', { start: '2026-01-08T14:00', durationMinutes: 30, attendees: ['john@acme.com'] }],
    ]);
  });

  it('takes the title from the kind of meeting', async () => {
    expect(await callsOf('book a 30 min demo with john@acme.com tomorrow at 2pm')).toEqual([
      ['book_meeting', { start: '2026-01-08T14:00', durationMinutes: 30, attendees: ['john@acme.com'], title: 'Demo' }],
    ]);
  });

  it('leaves mail addresses as they are', async () => {
    expect(await callsOf('book claire@atelier-n.fr and tom@w.hrs.org tomorrow at 2pm')).toEqual([
      [
        'book_meeting',
        { start: '2026-01-08T14:00', durationMinutes: 30, attendees: ['claire@atelier-n.fr', 'tom@w.hrs.org'] },
      ],
    ]);
  });

  it.each(['15 January, 30 minutes, 2pm', '2pm on 15 January, 45m', 'January 15, 30min at 2pm'])(
    'takes a length after a date for no year: %s',
    async (when) => {
      const [[, given] = []] = await callsOf(`book john@acme.com ${when}`);
      expect(given).toMatchObject({ start: '2026-01-15T14:00' });
    },
  );

  it('tells an hour before a meeting from an hour from now', async () => {
    expect(await callsOf('get pete in an hour before the audit, 30 mins')).toEqual([
      ['book_meeting', { start: '2026-01-08T14:30', durationMinutes: 30, attendees: ['pete'] }],
    ]);
  });

  it('moves relative to the meeting', async () => {
    expect(await callsOf('push the audit back an hour')).toEqual([
      ['update_meeting', { meetingId: 'm1', start: '2026-01-08T16:30' }],
    ]);
  });

  it('asks for what is missing instead of guessing', async () => {
    const reply = await askInterpreter('set something up with nora', situation);
    expect(reply.toolCalls).toEqual([]);
    expect(reply.clarification?.missing).toEqual(['date', 'time']);
  });

  it.each(['1-11:30', '15:30 - 16', 'call the audit Kick-off', 'merge the audit with the demo'])(
    'changes nothing that no word asks for: %s',
    async (text) => {
      expect(await callsOf(text)).toEqual([]);
    },
  );

  it('gives a meeting another name', async () => {
    expect(await callsOf('call the audit "Kickoff"')).toEqual([
      ['update_meeting', { meetingId: 'm1', title: 'Kickoff' }],
    ]);
  });

  it('says that a tool which is not offered cannot be used yet', async () => {
    const reply = await askInterpreter('coach me every two weeks, half an hour, 8:15', situation, [], ['book_meeting']);
    expect(reply.toolCalls).toEqual([]);
    expect(reply.text).toContain('yet');
  });
});
