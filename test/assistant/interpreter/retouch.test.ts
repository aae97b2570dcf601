// Changes of a meeting that stands besides its time: who comes, where it is, what it is called, how it is held.
import { expect, it } from 'vitest';
import { askInterpreter, situationOf } from './ask.ts';

const meeting = (id: string, title: string, start: string, durationMinutes: number, addresses: readonly string[]) => ({
  id,
  title,
  start: new Date(start),
  durationMinutes,
  attendees: addresses.map((email) => ({ email })),
  own: true,
});
const situation = situationOf('2026-03-10T10:00:00Z', 'Europe/London', {
  meetings: [
    meeting('m1', 'Design review', '2026-03-11T14:00:00Z', 60, ['priya@acme.com', 'lena@acme.com']),
    meeting('m2', '1:1 with Tom', '2026-03-12T10:00:00Z', 30, ['tom@acme.com']),
  ],
});
const said = async (text: string) => {
  const { toolCalls } = await askInterpreter(text, situation);
  return toolCalls.map((call) => [call.name, JSON.parse(call.arguments)]);
};

it.each([
  ['loop Hannah in on the design review', 'm1', { addAttendees: ['Hannah'] }],
  ["loop in hannah@acme.com for tomorrow's design review", 'm1', { addAttendees: ['hannah@acme.com'] }],
  ['bring Ola along to the design review', 'm1', { addAttendees: ['Ola'] }],
  ["have Sunil sit in on thursday's 1:1", 'm2', { addAttendees: ['Sunil'] }],
  ['can Rita join the design review tomorrow?', 'm1', { addAttendees: ['Rita'] }],
  ['add <@U0NEW9999> to the 2pm tomorrow', 'm1', { addAttendees: ['U0NEW9999'] }],
  ["hannah@acme.com needs to be in tomorrow's 2pm", 'm1', { addAttendees: ['hannah@acme.com'] }],
  ['Nadia should be in the design review too, add her', 'm1', { addAttendees: ['Nadia'] }],
  ['forward the design review invite to bob@x.io', 'm1', { addAttendees: ['bob@x.io'] }],
  ['take Lena off the design review', 'm1', { removeAttendees: ['lena@acme.com'] }],
  ["Lena doesn't need to be at the design review, drop her", 'm1', { removeAttendees: ['lena@acme.com'] }],
  ['swap Lena for Ravi in the design review', 'm1', { addAttendees: ['Ravi'], removeAttendees: ['lena@acme.com'] }],
  ['replace lena by ravi in the design review', 'm1', { addAttendees: ['ravi'], removeAttendees: ['lena@acme.com'] }],
  [
    'add Ravi to the design review instead of Lena',
    'm1',
    { addAttendees: ['Ravi'], removeAttendees: ['lena@acme.com'] },
  ],
  ['Ravi is replacing Lena in the design review', 'm1', { addAttendees: ['Ravi'], removeAttendees: ['lena@acme.com'] }],
])('changes who comes: %j', async (text, meetingId, changed) => {
  expect(await said(text)).toEqual([['update_meeting', { meetingId, ...changed }]]);
});

it.each([
  ['design review is now in room 4', 'm1', 'room 4'],
  ['move the design review to the Lisbon room', 'm1', 'Lisbon room'],
  ['change the location of my 1:1 with Tom to the canteen', 'm2', 'canteen'],
  ['the design review is moving to Conference Room B, same time', 'm1', 'Conference Room B'],
  ["let's do the 1:1 with Tom at Monmouth Coffee instead", 'm2', 'Monmouth Coffee'],
  ['put "Room 12" as the location for tomorrow\'s design review', 'm1', 'Room 12'],
  ['please book the Lisbon room for the design review', 'm1', 'Lisbon room'],
])('changes the place alone: %j', async (text, meetingId, location) => {
  expect(await said(text)).toEqual([['update_meeting', { meetingId, location }]]);
});

it('moves and places at once', async () => {
  expect(await said('move the design review to friday at 3 in room 4')).toEqual([
    ['update_meeting', { meetingId: 'm1', start: '2026-03-13T15:00', location: 'room 4' }],
  ]);
});

it.each([
  ['the 1:1 with tom: title should be Tom probation review', 'm2', { title: 'Tom probation review' }],
  ["change the design review's title to Pixel party", 'm1', { title: 'Pixel party' }],
  ['add a zoom link to the design review', 'm1', { conference: 'zoom' }],
])('changes the title or the means: %j', async (text, meetingId, changed) => {
  expect(await said(text)).toEqual([['update_meeting', { meetingId, ...changed }]]);
});

it.each([
  'drop Lena',
  'should Ana be in the design review?',
  "Lena can't join the design review",
  'swap Ana for Ravi in the design review',
  'the vendor call should be in room 3',
  'Ana is away on Thursday',
])('changes nothing for %j', async (text) => {
  expect((await said(text)).filter(([tool]) => tool !== 'list_meetings')).toEqual([]);
});

it.each([
  ['book 30 min friday at 10 with the same people as the design review', ['priya@acme.com', 'lena@acme.com'], 30],
  ['book the design review crew for an hour on friday at 10', ['priya@acme.com', 'lena@acme.com'], 60],
  [
    'everyone from the design review plus Tom, Friday 10am for 20 minutes',
    ['priya@acme.com', 'lena@acme.com', 'tom@acme.com'],
    20,
  ],
])('takes the guests of a meeting that stands: %j', async (text, attendees, durationMinutes) => {
  expect(await said(text)).toEqual([['book_meeting', { start: '2026-03-13T10:00', durationMinutes, attendees }]]);
});

it('asks who came where nothing tells', async () => {
  const { toolCalls, clarification } = await askInterpreter('same crew as last time, Friday 10am, an hour', situation);
  expect(toolCalls).toEqual([]);
  expect(clarification?.missing).toContain('attendees');
});
