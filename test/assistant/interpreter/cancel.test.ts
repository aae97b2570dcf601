// Cancelling more than one: what goes at once, what is asked first, and what "those" and "the later one" mean.
import { describe, expect, it } from 'vitest';
import { askInterpreter, situationOf } from './ask.ts';

const meeting = (id: string, title: string, start: string, name: string, own = true) => ({
  id,
  title,
  start: new Date(start),
  durationMinutes: 30,
  attendees: [{ name, email: `${name.toLowerCase()}@acme.com` }],
  own,
});

const STANDUP = meeting('standup', 'Standup', '2026-01-08T14:30:00Z', 'Tim');
const REVIEW = meeting('review', 'Design review', '2026-01-08T19:00:00Z', 'Priya');
const BUDGET = meeting('budget', 'Budget call', '2026-01-09T15:00:00Z', 'Tim');
const PLANNING = meeting('planning', 'Sprint planning', '2026-01-13T15:00:00Z', 'Tim');
const COFFEE = meeting('coffee', 'Coffee with Dana', '2026-01-07T20:00:00Z', 'Dana');
const MEETINGS = [COFFEE, STANDUP, REVIEW, BUDGET, PLANNING];

/** Wednesday, January 7, 2026, 10:12 in New York. */
const at = (meetings: typeof MEETINGS) => situationOf('2026-01-07T15:12:00Z', 'America/New_York', { meetings });

/** What is cancelled, or the question. */
async function cancelled(text: string, meetings = MEETINGS): Promise<readonly unknown[] | string> {
  const { toolCalls, text: said } = await askInterpreter(text, at(meetings));
  if (toolCalls.length === 0) return said;
  expect(toolCalls.map(({ name }) => name)).toEqual(toolCalls.map(() => 'cancel_meeting'));
  return toolCalls.map(({ arguments: given }) => JSON.parse(given).meetingId);
}

describe('several at once', () => {
  it.each([
    ['cancel all my meetings tomorrow', ['standup', 'review']],
    ['cancel everything with tim', ['standup', 'budget', 'planning']],
    ['clear thursday and friday', ['standup', 'review', 'budget']],
    ['please cancel whatever i have tomorrow and on friday', ['standup', 'review', 'budget']],
    ['all of tomorrow’s meetings can go', ['standup', 'review']],
    ['cancel my day', ['coffee']],
    ['cancel friday', ['budget']],
    ['cancel the later of my two meetings tomorrow', ['review']],
  ])('"%s" names which', async (text, ids) => expect(await cancelled(text)).toEqual(ids));

  it.each([
    ['cancel all my meetings', 'Shall I cancel these 5'],
    ['cancel everything this week', 'Shall I cancel these 4'],
    ['cancel tomorrow', 'Shall I cancel these 2'],
    ['cancel everything until friday', 'Shall I cancel these 4'],
    ['cancel everything before friday', 'Shall I cancel these 3'],
    ['cancel all of tim’s meetings', 'Shall I cancel these 3'],
  ])('"%s" is asked first', async (text, question) => expect(await cancelled(text)).toContain(question));

  it('asks where one of them is not ours to cancel', async () =>
    expect(await cancelled('cancel everything tomorrow', [STANDUP, { ...REVIEW, own: false }])).toContain('Shall I'));

  it('leaves out what has begun', async () => {
    const begun = meeting('begun', 'Early call', '2026-01-07T15:00:00Z', 'Tim');
    expect(await cancelled('cancel all my meetings today', [begun, COFFEE])).toEqual(['coffee']);
  });
});

describe('told of before', () => {
  it.each([
    ['I have two meetings tomorrow. Drop the later one.', ['review']],
    ['two things with Tim this week, right? cancel the first', ['standup']],
    ['everything tomorrow has to go, please cancel those', ['standup', 'review']],
    ['standup and the budget call: cancel both', ['standup', 'budget']],
    ['tomorrow is a write-off, cancel the lot', ['standup', 'review']],
  ])('"%s" is of those', async (text, ids) => expect(await cancelled(text)).toEqual(ids));

  it('knows the other of two', async () => {
    const { toolCalls } = await askInterpreter(
      'I have two meetings tomorrow. Move the earlier one to 11 and cancel the other.',
      at(MEETINGS),
    );
    expect(toolCalls.map(({ name, arguments: given }) => [name, JSON.parse(given).meetingId])).toEqual([
      ['update_meeting', 'standup'],
      ['cancel_meeting', 'review'],
    ]);
  });
});
