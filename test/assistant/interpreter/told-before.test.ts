// What a sentence before the order tells of the booking, and what it does not.
import { describe, expect, it } from 'vitest';
import { withTold } from '../../../src/assistant/models/interpreter/wishes/told-before.ts';
import { askInterpreter, situationOf } from './ask.ts';

describe('what was told before', () => {
  it.each([
    ['#p0 wants #u1 with me', 'put #p0 in for #d2 at #t3', 'put #p0 in for #d2 at #t3 #u1'],
    ['I promised #p0 #u1', 'can you put it in for #d2 at #t3?', 'can you put it in for #d2 at #t3 with #p0 #u1'],
    ['I have to speak with #p0', 'please book #d2 at #t3', 'please book #d2 at #t3 with #p0'],
    ['#p0 needs #u1', 'block #d2 at #t3 for prep', 'block #d2 at #t3 for prep #u1'],
  ])('"%s" belongs to "%s"', (told, order, whole) => expect(withTold(order, [told])).toBe(whole));

  it.each([
    ['#p0 is out #d1', 'book #d2 at #t3'],
    ['#p0 wants #u1', 'book #p2 #d3 at #t4'],
    ['I need #u0 with #p1 #d2 at #t3', 'book #d2 at #t4'],
    ['#p0 asked for #u1', 'move the review to #t2'],
    ['#p0 wants #u1 with me', 'book #p0 #d2 at #t3 for #u4'],
  ])('"%s" leaves "%s" as it is', (told, order) => expect(withTold(order, [told])).toBe(order));
});

/** Wednesday, January 7, 2026, 10:12 in New York. */
const situation = situationOf('2026-01-07T15:12:00Z', 'America/New_York', {
  meetings: [
    ['lease', 'Van lease', '2026-01-08T15:00:00Z', 'declan'],
    ['rota', 'Rota', '2026-01-08T19:00:00Z', 'niamh'],
    ['call', 'Call Arjun', '2026-01-08T17:00:00Z', 'arjun'],
    ['demo', 'Okafor demo', '2026-01-09T15:00:00Z', 'okafor'],
  ].map(([id = '', title = '', start = '', name = '']) => ({
    id,
    title,
    start: new Date(start),
    durationMinutes: 30,
    attendees: [{ name, email: `${name}@acme.com` }],
    own: true,
  })),
  requests: [
    {
      id: 'workshop',
      title: 'Persona workshop',
      from: 'olivia@novia.es',
      start: new Date('2026-01-09T17:00:00Z'),
      durationMinutes: 60,
    },
    {
      id: 'pitch',
      title: 'BigCo pitch',
      from: 'sales@bigco.com',
      start: new Date('2026-01-12T18:00:00Z'),
      durationMinutes: 45,
    },
  ],
  goals: [
    { id: 'hire', text: 'Hire two backend engineers' },
    { id: 'docs', text: 'Rewrite the onboarding docs' },
  ],
});

/** The tools called, each with what tells one call from another. */
async function done(text: string): Promise<readonly string[]> {
  const { toolCalls } = await askInterpreter(text, situation);
  return toolCalls.map(({ name, arguments: given }) => {
    const { meetingId, requestId, goalId, start, accept, durationMinutes } = JSON.parse(given);
    return [name, meetingId ?? requestId ?? goalId, start, accept, durationMinutes]
      .filter((part) => part !== undefined)
      .join(' ');
  });
}

describe('several wishes, told as people tell them', () => {
  it.each([
    [
      'decline the BigCo pitch and give that time to bea@acme.com instead, same length',
      ['respond_to_request pitch false', 'book_meeting 2026-01-12T13:00 45'],
    ],
    [
      'don’t cancel the one with Declan, move it to 11:30 on friday. the one with Niamh you can bin',
      ['update_meeting lease 2026-01-09T11:30', 'cancel_meeting rota'],
    ],
    [
      'Cancel the call with Arjun and instead fix one with bea@acme.com tomorrow at 3 pm for 20 mins',
      ['cancel_meeting call', 'book_meeting 2026-01-08T15:00 20'],
    ],
    ['hiring goal is at 80% now, and the docs one is done', ['update_goal hire', 'update_goal docs']],
    ['Arjun can’t do 12 tomorrow anymore, give him 2 instead', ['update_meeting call 2026-01-08T14:00']],
    [
      'two things: thu 4pm with ana@x.io 30m, and fri 2pm with joe@x.io for an hour',
      ['book_meeting 2026-01-08T16:00 30', 'book_meeting 2026-01-09T14:00 60'],
    ],
    ['make the Okafor demo an hour, 30 min won’t be enough', ['update_meeting demo 60']],
    ['can’t make Olivia’s thing on friday, say no please', ['respond_to_request workshop false']],
    ['can’t sleep so: thursday at 11am book 30 min with bea@acme.com', ['book_meeting 2026-01-08T11:00 30']],
  ])('"%s"', async (text, calls) => expect(await done(text)).toEqual(calls));

  it('keeps out of the calendars of others', async () =>
    expect(await done("what's on the Okafor CEO's calendar this week?")).toEqual([]));
});
