// What the way of writing must not hide: capitals throughout, and numbers that are a street's.
import { describe, expect, it } from 'vitest';
import { withoutShouting } from '../../../src/assistant/models/interpreter/text/capitals.ts';
import { askInterpreter, situationOf } from './ask.ts';

const situation = situationOf('2026-03-10T10:00:00Z', 'Europe/London');

async function booked(text: string) {
  const { toolCalls } = await askInterpreter(text, situation);
  return toolCalls.map((call) => ({ tool: call.name, ...JSON.parse(call.arguments) }));
}

describe('a message in capitals', () => {
  it.each([
    ['BOOK RAYMOND 11/3 1 PM', 'book raymond 11/3 1 pm'],
    ['TELL <@U04ABC> AND Kim@acme.com IT’S ON', 'tell <@U04ABC> and Kim@acme.com it’s on'],
    ['CANCEL MY 3 PM, IT’S OFF', 'cancel my 3 pm, it’s off'],
  ])('is read as if written small: %s', (text, read) => expect(withoutShouting(text)).toBe(read));

  it.each(['Q3 QBR', 'OK', 'CANCEL the QBR WITH BOB', '明日 三時 会議'])(
    'stays where that tells something: %s',
    (text) => expect(withoutShouting(text)).toBe(text),
  );
});

describe('a street address', () => {
  it.each([
    ['book 45 min with ann@acme.com thursday at 3pm, 1420 Alder Street', '1420 Alder Street'],
    ['ann@acme.com thursday 3pm at 12 Main St please', '12 Main St'],
    ['lunch with ann@acme.com thursday 12:30 at 88 5th ave', '88 5th ave'],
    ['meet ann@acme.com thursday 3 pm, 220 oak avenue', '220 oak avenue'],
    ['meet ann@acme.com thursday at 3 pm on Main Street', 'Main Street'],
    ['meet ann@acme.com thursday 15:00 Friedrichstraße 12', 'Friedrichstraße 12'],
  ])('is where the meeting is: %s', async (text, location) => {
    const start = expect.stringMatching(/T(?:15:00|12:30)/);
    expect(await booked(text)).toMatchObject([{ tool: 'book_meeting', attendees: ['ann@acme.com'], location, start }]);
  });

  it.each([
    'meet ann@acme.com on Monday St Patrick’s day at 3pm',
    'meet ann@acme.com thursday at 3 way before the others',
  ])('is not made of a day or a time: %s', async (text) => {
    for (const { location } of await booked(text)) expect(location).toBeUndefined();
  });
});
