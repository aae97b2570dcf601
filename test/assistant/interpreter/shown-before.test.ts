// What answers and orders mean by what we said before: a length that was proposed, the list that was shown.
import { describe, expect, it } from 'vitest';
import { askInterpreter, situationOf } from './ask.ts';

const meeting = (id: string, title: string, start: string) => ({
  id,
  title,
  start: new Date(start),
  durationMinutes: 30,
  attendees: [{ name: 'Tim', email: 'tim@acme.com' }],
  own: true,
});

/** Wednesday, January 7, 2026, 9:12 in New York. */
const situation = situationOf('2026-01-07T14:12:00Z', 'America/New_York', {
  meetings: [
    meeting('standup', 'Standup', '2026-01-07T15:00:00Z'),
    meeting('review', 'Design review', '2026-01-07T19:00:00Z'),
    meeting('budget', 'Budget call', '2026-01-08T16:00:00Z'),
  ],
});

/** What is done after these two lines of a conversation. */
async function after(asked: string, said: string, text: string): Promise<readonly string[]> {
  const { toolCalls } = await askInterpreter(text, situation, [
    { role: 'user', text: asked },
    { role: 'assistant', text: said, toolCalls: [] },
  ]);
  return toolCalls.map(({ name, arguments: json }) => {
    const { meetingId, start } = JSON.parse(json);
    return [name, meetingId, start].filter((part) => part !== undefined).join(' ');
  });
}

describe('a time that is proposed in return', () => {
  it.each(['is 3 ok?', 'would 3 work?', 'how about 3?', 'could we do 3'])('"%s" is an answer', async (text) =>
    expect(await after('book 30 min with bea@x.org tomorrow', 'At what time on Thu, Jan 8?', text)).toEqual([
      'book_meeting 2026-01-08T15:00',
    ]),
  );
});

describe('a push by so much', () => {
  const SHALL = 'Shall I move Standup, Wed, Jan 7 at 10 AM to Wed, Jan 7 at 10:15 AM?';
  it.each([
    ['make it 20', 'update_meeting standup 2026-01-07T10:20'],
    ['no, by half an hour', 'update_meeting standup 2026-01-07T10:30'],
    ['yes', 'update_meeting standup 2026-01-07T10:15'],
  ])('"%s"', async (text, call) => expect(await after('push the standup by 15', SHALL, text)).toEqual([call]));
});

describe('one of two deeds', () => {
  const ASKED = 'Budget call, Thu, Jan 8 at 11 AM, stands already. Shall I move it there, or book another one?';
  it.each([
    ['move it', ['update_meeting budget 2026-01-09T15:00']],
    ['move it there please', ['update_meeting budget 2026-01-09T15:00']],
    ['book another one', ['book_meeting 2026-01-09T15:00']],
    ['a new one', ['book_meeting 2026-01-09T15:00']],
  ])('"%s"', async (text, calls) => expect(await after('budget call friday at 3', ASKED, text)).toEqual(calls));
});

it('the same time, where only the time was asked for', async () =>
  expect(
    await after('move the budget call to friday', 'At what time on Friday should the Budget call be?', 'same time'),
  ).toEqual(['update_meeting budget 2026-01-09T11:00']));

describe('a list that was shown', () => {
  const SHOWN = 'You have 2 meetings: Standup, Wed, Jan 7 at 10 AM; Design review, Wed, Jan 7 at 2 PM.';
  it.each([
    [
      'cancel the second and push the first by 30 min',
      ['cancel_meeting review', 'update_meeting standup 2026-01-07T10:30'],
    ],
    ['cancel them both', ['cancel_meeting standup', 'cancel_meeting review']],
    ['move the first one to tomorrow same time', ['update_meeting standup 2026-01-08T10:00']],
  ])('"%s"', async (text, calls) => expect(await after("what's on today", SHOWN, text)).toEqual(calls));
});
