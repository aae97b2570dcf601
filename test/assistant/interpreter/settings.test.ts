// What users say of their own hours, days off, time zone and usual length.
import { expect, it } from 'vitest';
import { askInterpreter, situationOf } from './ask.ts';

const situation = situationOf('2026-01-07T10:12:00-05:00', 'America/New_York');

it.each([
  ['I work 8 to 4 on mondays', 'set_availability', { hours: [{ days: ['mon'], from: '08:00', to: '16:00' }] }],
  [
    'my hours are 9 to 5 except friday 10 to 2',
    'set_availability',
    {
      hours: [
        { days: ['mon', 'tue', 'wed', 'thu'], from: '09:00', to: '17:00' },
        { days: ['fri'], from: '10:00', to: '14:00' },
      ],
    },
  ],
  [
    'I work 9-5 Mon to Thu and 9-1 on Fridays',
    'set_availability',
    {
      hours: [
        { days: ['mon', 'tue', 'wed', 'thu'], from: '09:00', to: '17:00' },
        { days: ['fri'], from: '09:00', to: '13:00' },
      ],
    },
  ],
  [
    'I work from 10 to 6 but not on fridays',
    'set_availability',
    { hours: [{ days: ['mon', 'tue', 'wed', 'thu'], from: '10:00', to: '18:00' }] },
  ],
  [
    'i start at 8 and finish at 4 from now on',
    'set_availability',
    { hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '16:00' }] },
  ],
  ["i don't do fridays", 'set_availability', { off: ['fri'] }],
  ['no meetings on fridays', 'set_availability', { off: ['fri'] }],
  ["I'm off on dec 24", 'set_availability', { overrides: [{ date: '2026-12-24', off: true }] }],
  ['keep 15 min between meetings', 'set_availability', { bufferMinutes: 15 }],
  ['my time zone is Berlin', 'update_profile', { timezone: 'Europe/Berlin' }],
  ["I'm in London now", 'update_profile', { timezone: 'Europe/London' }],
  ['meetings should be 45 min by default', 'update_profile', { defaultDurationMinutes: 45 }],
])('reads %j', async (text, tool, given) => {
  const { toolCalls } = await askInterpreter(text, situation);
  expect(toolCalls.map((call) => [call.name, JSON.parse(call.arguments)])).toEqual([[tool, given]]);
});

it.each(['maybe I should take fridays off', 'what if my time zone was Berlin?', 'what is my time zone?'])(
  'changes nothing for %j',
  async (text) => {
    const { toolCalls } = await askInterpreter(text, situation);
    expect(toolCalls.filter(({ name }) => name === 'set_availability' || name === 'update_profile')).toEqual([]);
  },
);

it.each([
  ['what time is it?', /10:12 AM EST/],
  ['what time is it in tokyo', /12:12 AM GMT\+9 \(Tokyo\)/],
  ["what's the time in new york right now?", /10:12 AM EST/],
])('tells the time: %j', async (text, said) => {
  const { toolCalls, text: reply } = await askInterpreter(text, situation);
  expect(toolCalls).toEqual([]);
  expect(reply).toMatch(said);
});
