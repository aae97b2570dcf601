// Nobody whose address is given is left out, and nobody is met twice.
import { describe, expect, it } from 'vitest';
import { askInterpreter, situationOf } from './ask.ts';

const situation = situationOf('2026-03-10T09:20:00+01:00', 'Europe/Berlin');

async function booked(text: string) {
  const { toolCalls } = await askInterpreter(text, situation);
  return toolCalls.map(({ name, arguments: given }) => [name, JSON.parse(given).attendees]);
}

describe('addresses', () => {
  it.each([
    ['book Priya friday at 2 (her email: priya.k@x.com)', ['priya.k@x.com']],
    ['book Dr Shah friday at 2, her email is s.shah@clinic.org', ['s.shah@clinic.org']],
    ['meet Ken and Bo on friday at 2, his mail is ken@x.com', ['ken@x.com', 'Bo']],
    ['please book the two of us tonight 8:30pm, 15 mins, she is marianne@quotidien.fr', ['marianne@quotidien.fr']],
    ['meet tim friday at 2, not zoe@x.com', ['tim']],
  ])('say who comes: %s', async (text, attendees) => {
    expect(await booked(text)).toEqual([['book_meeting', attendees]]);
  });

  it('are asked about where the booking has no place for them', async () => {
    const reply = await askInterpreter('book lunch friday 12, zoe@x.com mentioned it', situation);
    expect(reply.toolCalls).toEqual([]);
    expect(reply.text).toContain('zoe@x.com');
    expect(reply.clarification?.missing).toContain('attendees');
  });
});
