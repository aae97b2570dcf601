import { describe, expect, it } from 'vitest';
import { consentOf } from '../../src/assistant/consent.ts';
import type { Message } from '../../src/assistant/models/model.ts';

const ADA = 'U0ADA';
const LATE = { start: '2026-01-08T21:00', attendees: ['U0BOB'] };
const reader = {
  zone: 'America/New_York',
  meetings: ['Demo', 'Sync'].map((title, index) => ({
    id: `m${index}`,
    title,
    start: new Date('2026-01-08T19:00:00Z'),
    durationMinutes: 30,
    attendees: [],
    own: true,
  })),
};

const user = (text: string, by = ADA): Message => ({ role: 'user', text, by });
const parley = (text: string): Message => ({ role: 'assistant', text, toolCalls: [] });
const call = (name: string, input: object) => ({ name, arguments: JSON.stringify(input) });
const refused = (code: string, input: object = LATE): Message[] => [
  { role: 'assistant', text: '', toolCalls: [{ id: 'c', ...call('book_meeting', input) }] },
  {
    role: 'tool',
    callId: 'c',
    name: 'book_meeting',
    content: JSON.stringify({ ok: false, error: { code, message: 'm' } }),
  },
];

const asked = [user('book it'), ...refused('confirmation_needed'), parley('Bob is off then. Book it all the same?')];

function covers(messages: readonly Message[], text: string, wanted = call('book_meeting', LATE), by = ADA): boolean {
  return consentOf(messages, text, by, reader).covers(wanted);
}

describe('consent', () => {
  it('covers the call that was held back, right after the question', () => {
    expect(covers(asked, 'yes')).toBe(true);
    expect(covers(asked, 'ja, bitte')).toBe(true);
  });

  it('covers it however its time is written', () => {
    const again = { ...LATE, start: '2026-01-08T21:00:00-05:00', confirmed: true };
    expect(covers(asked, 'yes', call('book_meeting', again))).toBe(true);
    expect(covers(asked, 'yes', call('book_meeting', { start: '2026-01-09T11:00', timezone: 'Asia/Tokyo' }))).toBe(
      true,
    );
  });

  it.each([
    ['another time', call('book_meeting', { ...LATE, start: '2026-01-08T22:00' })],
    ['another tool', call('cancel_meeting', { meetingId: 'm0' })],
    ['what cannot be read', { name: 'book_meeting', arguments: '{' }],
  ])('does not cover %s', (_, wanted) => {
    expect(covers(asked, 'yes', wanted)).toBe(false);
  });

  it.each([
    ['nothing was asked', [user('book it'), ...refused('confirmation_needed'), parley('Bob is off then.')], 'yes'],
    ['the refusal was another one', [user('book it'), ...refused('conflict'), parley('Taken. Another time?')], 'yes'],
    ['something else was said since', [...asked, user('hm'), parley('Yes?')], 'yes'],
    ['the answer is no', asked, 'No, leave it'],
    ['the answer is a question', asked, 'is he off all day?'],
    ['nothing was said before', [], 'yes'],
  ] as const)('is not given when %s', (_, messages, text) => {
    expect(covers(messages, text)).toBe(false);
  });

  it('is given only by the one who was asked', () => {
    expect(covers(asked, 'yes', undefined, 'U0BOB')).toBe(false);
  });

  it('covers the meetings that a question about cancelling named, after a plain yes', () => {
    const question = [user('clear tomorrow'), parley('Shall I cancel these: Demo, and the dentist?')];
    const cancel = (meetingId: string) => call('cancel_meeting', { meetingId });
    expect(covers(question, 'yes please', cancel('m0'))).toBe(true);
    expect(covers(question, 'yes please', cancel('m1'))).toBe(false);
    expect(covers(question, 'what else is on', cancel('m0'))).toBe(false);
    const other = [user('when is it'), parley('The Demo is at 2 PM. Shall I show you the Sync too?')];
    expect(covers(other, 'yes', cancel('m0'))).toBe(false);
  });
});
