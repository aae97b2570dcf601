// What people say of Parley's messages: reminders, mails, quiet hours; and what only sounds like it.
import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/assistant/models/interpreter/interpreter.ts';
import { assembleSituation } from '../../../src/assistant/situation.ts';

const office = [{ from: '09:00', to: '18:00' }];
const situation = assembleSituation({
  now: new Date('2026-01-07T15:12:00Z'),
  zone: 'America/New_York',
  hours: [office, office, office, office, office, [], []],
  user: { name: 'Ada' },
  meetings: [
    {
      id: 'm1',
      title: 'Demo',
      start: new Date('2026-01-08T19:00:00Z'),
      durationMinutes: 30,
      attendees: [{ email: 'john@acme.com' }],
      own: true,
    },
    {
      id: 'm2',
      title: 'Review',
      start: new Date('2026-01-09T19:00:00Z'),
      durationMinutes: 30,
      attendees: [],
      own: true,
    },
  ],
});

function read(text: string): unknown {
  const { decision } = explain({ messages: [{ role: 'user', text }], situation });
  return decision.kind === 'act' ? decision.calls.map((call) => call.arguments) : decision.kind;
}

describe('what people want to hear', () => {
  it.each([
    ['remind me 2 hours before my meetings', { reminderMinutes: [120] }],
    ['pls remind me a day and half an hour before', { reminderMinutes: [1440, 30] }],
    ['remind me an hour and a half before every call', { reminderMinutes: [90] }],
    [
      'remind me 2 hours before my meetings and no weekly mail',
      { reminderMinutes: [120], messages: [{ kind: 'weekly_agenda', by: [] }] },
    ],
    ['remind my guests 3 days ahead', { guestReminderMinutes: [4320] }],
    ['remind me 10 min before the demo', { meetingId: 'm1', reminderMinutes: [10] }],
    ['remind guests 2 hours before the demo', { meetingId: 'm1', guestReminderMinutes: [120] }],
    ['send our clients a reminder a day before the review', { meetingId: 'm2', guestReminderMinutes: [1440] }],
    ['remind guests of the demo 2 hours before', { meetingId: 'm1', guestReminderMinutes: [120] }],
    ['remind guests 2 hours before my meetings', { guestReminderMinutes: [120] }],
    ['remind guests 2h before they come', { guestReminderMinutes: [120] }],
    ['remind me 2 hours before the guests of the demo', { meetingId: 'm1', reminderMinutes: [120] }],
    [
      'remind everyone 15 minutes before the demo',
      { meetingId: 'm1', reminderMinutes: [15], guestReminderMinutes: [15] },
    ],
    [
      'remind guests 2 hours and me 10 minutes before the demo',
      { meetingId: 'm1', guestReminderMinutes: [120], reminderMinutes: [10] },
    ],
    [
      'guests get reminders 2 hours before, me 10 minutes before',
      { guestReminderMinutes: [120], reminderMinutes: [10] },
    ],
    ['no reminders for guests of the demo', { meetingId: 'm1', guestReminderMinutes: [] }],
    ['no reminders for the guests of the demo', { meetingId: 'm1', guestReminderMinutes: [] }],
    ['no reminders for my guests', { guestReminderMinutes: [] }],
    ['no reminders for the demo', { meetingId: 'm1', reminderMinutes: [] }],
    ['no more reminders', { messages: [{ kind: 'reminder', by: [] }] }],
    ["don't remind me anymore", { messages: [{ kind: 'reminder', by: [] }] }],
    ['No weekly mail', { messages: [{ kind: 'weekly_agenda', by: [] }] }],
    ['send my reminders by email', { messages: [{ kind: 'reminder', by: ['mail'] }] }],
    ['I want reminders by mail too', { messages: [{ kind: 'reminder', by: ['slack', 'mail'] }] }],
    ["don't message me after 7pm", { quietHours: { from: '19:00', to: '09:00' } }],
    ['quiet hours from 10pm to 7am', { quietHours: { from: '22:00', to: '07:00' } }],
    ['no quiet hours anymore', { quietHours: 'none' }],
    ['write to me in German please', { language: 'de' }],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual([expected]);
  });

  it('is said of the meeting that is booked in the same breath', () => {
    expect(read('book 30 min with john@acme.com tomorrow at 4 and remind me 10 min before')).toEqual([
      expect.objectContaining({ start: '2026-01-08T16:00', reminderMinutes: [10] }),
    ]);
    expect(read('book 30 min with john@acme.com tomorrow at 4 and remind guests 2 hours before')).toEqual([
      expect.objectContaining({ start: '2026-01-08T16:00', guestReminderMinutes: [120] }),
    ]);
  });

  it.each([
    'remind me before my meetings',
    "don't disturb me",
    'remind me 10 min before the standup',
    'remind guests 2 hours before the workshop',
  ])('is asked for where it is not clear: %s', (text) => {
    expect(read(text)).toBe('ask');
  });

  it.each([
    ['what reminders do I have?', 'list_meetings'],
    ['remind me to call john@acme.com tomorrow at 3', 'book_meeting'],
    ['cancel the demo', 'cancel_meeting'],
  ])('is not what "%s" is about', (text, tool) => {
    const { decision } = explain({ messages: [{ role: 'user', text }], situation });
    expect(decision.kind === 'act' && decision.calls.map((call) => call.tool)).toEqual([tool]);
  });
});
