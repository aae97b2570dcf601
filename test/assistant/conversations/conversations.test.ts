// The same conversations with each of the models, judged by what stands in the database afterwards.
import { afterAll, describe, expect, it } from 'vitest';
import { calls } from '../../../src/assistant/models/scripted.ts';
import type { ListedMeeting } from '../../../src/domain/meetings/meetings.ts';
import { localTime } from '../../../src/domain/time.ts';
import { ZONE } from '../../support/world.ts';
import { interpreterWay, openaiWay, scriptedWay, startTalk } from './harness.ts';
import type { Talk } from './talk.ts';

const http = await openaiWay();
afterAll(() => http.close());

const JOHN = 'john@acme.com';
const says = (text: string) => ({ text });
const book = (start: string, more: object = {}) =>
  calls(['book_meeting', { start, durationMinutes: 30, attendees: [JOHN], ...more }]);

const startOf = (meeting: ListedMeeting) => localTime(meeting.start, ZONE);
const mailsOf = ({ attendees }: ListedMeeting) => attendees.map(({ email }) => email).sort();
const BOOKING = 'book a 30 min demo with john@acme.com tomorrow at 2pm';

async function withDemo(talk: Talk): Promise<ListedMeeting> {
  await talk.say(BOOKING, [book('2026-01-08T14:00', { title: 'Demo' }), says('Your demo with John is booked.')]);
  return talk.open();
}

describe.each([interpreterWay, scriptedWay, http])('a conversation with $name', (way) => {
  it('books what was asked for', async () => {
    const talk = await startTalk(way);
    const result = await talk.say(BOOKING, [book('2026-01-08T14:00', { title: 'Demo' }), says('Your demo is booked.')]);
    const meeting = await talk.open();
    expect(startOf(meeting)).toBe('2026-01-08T14:00');
    expect(meeting.end.getTime() - meeting.start.getTime()).toBe(30 * 60_000);
    expect(mailsOf(meeting)).toEqual(['ada.berg@parley.example', JOHN]);
    expect(meeting.title.toLowerCase()).toContain('demo');
    expect(result.changedMeetings).toEqual([meeting.id]);
    expect(result.text).not.toBe('');
  });

  it('names free times when one is taken, and books the one that is picked', async () => {
    const talk = await startTalk(way);
    await withDemo(talk);
    const wish = 'book 30 min with kim@acme.com tomorrow at 2pm';
    const kim = { attendees: ['kim@acme.com'] };
    const refused = await talk.say(wish, [
      book('2026-01-08T14:00', kim),
      says('2 PM is taken. 3 PM is free: shall I take it?'),
    ]);
    expect(refused.changedMeetings).toEqual([]);
    expect(await talk.meetings()).toHaveLength(1);
    const pick = 'book 30 min with kim@acme.com tomorrow at 3pm';
    await talk.say(pick, [book('2026-01-08T15:00', kim), says('That is booked.')]);
    expect((await talk.meetings()).map(startOf)).toEqual(['2026-01-08T14:00', '2026-01-08T15:00']);
  });

  it('moves a meeting and keeps its length', async () => {
    const talk = await startTalk(way);
    const { id } = await withDemo(talk);
    const move = calls(['update_meeting', { meetingId: id, start: '2026-01-08T16:00' }]);
    const result = await talk.say('move the demo to 4pm', [move, says('The demo is now at 4 PM.')]);
    const meeting = await talk.open();
    expect(startOf(meeting)).toBe('2026-01-08T16:00');
    expect(meeting.end.getTime() - meeting.start.getTime()).toBe(30 * 60_000);
    expect(result.changedMeetings).toEqual([id]);
  });

  it('cancels a meeting', async () => {
    const talk = await startTalk(way);
    const { id } = await withDemo(talk);
    const result = await talk.say('cancel the demo', [
      calls(['cancel_meeting', { meetingId: id }]),
      says('Cancelled.'),
    ]);
    expect((await talk.meetings()).map(({ state }) => state)).toEqual(['cancelled']);
    expect(result.changedMeetings).toEqual([id]);
  });

  it('lists meetings without changing any', async () => {
    const talk = await startTalk(way);
    const before = await withDemo(talk);
    const list = calls(['list_meetings', { from: '2026-01-08', to: '2026-01-08' }]);
    const result = await talk.say('what meetings do I have tomorrow?', [list, says('Your demo is tomorrow at 2 PM.')]);
    expect(result.listedMeetings).toEqual([before.id]);
    expect(result.changedMeetings).toEqual([]);
    expect(await talk.open()).toEqual(before);
  });

  it('tells when the user is free', async () => {
    const talk = await startTalk(way);
    const check = calls(['check_availability', { date: '2026-01-09', partOfDay: 'afternoon' }]);
    const result = await talk.say('when am I free on friday afternoon?', [
      check,
      says('You are free from 12 to 6 PM.'),
    ]);
    expect(result.text).toMatch(/free/i);
    expect(result.changedMeetings).toEqual([]);
    expect(await talk.meetings()).toEqual([]);
  });

  it('asks who is meant when a name fits two people', async () => {
    const talk = await startTalk(way);
    const attempt = calls(['book_meeting', { start: '2026-01-08T15:00', attendees: ['Sam'] }]);
    const asked = await talk.say('book 30 min with Sam tomorrow at 3pm', [attempt, says('Sam Lee or Sam Fox?')]);
    expect(asked.text).toMatch(/Lee/);
    expect(asked.text).toMatch(/Fox/);
    expect(await talk.meetings()).toEqual([]);
    const clear = calls(['book_meeting', { start: '2026-01-08T15:00', durationMinutes: 30, attendees: ['U0LEE'] }]);
    await talk.say('book 30 min with sam.lee@parley.example tomorrow at 3pm', [clear, says('Booked.')]);
    expect(mailsOf(await talk.open())).toEqual(['ada.berg@parley.example', 'sam.lee@parley.example']);
  });

  it('books nothing in the past', async () => {
    const talk = await startTalk(way);
    const text = 'book 30 min with john@acme.com on January 5, 2026 at 2pm';
    const result = await talk.say(text, [
      book('2026-01-05T14:00'),
      says('That time has passed. Which day do you mean?'),
    ]);
    expect(await talk.meetings()).toEqual([]);
    expect(result.changedMeetings).toEqual([]);
    expect(result.text).not.toBe('');
  });

  it('books nothing at a time that the clocks skip', async () => {
    const talk = await startTalk(way);
    const text = 'book 30 min with john@acme.com on March 8, 2026 at 2:30am';
    const result = await talk.say(text, [
      book('2026-03-08T02:30'),
      says('2:30 does not exist that day. Is 3:00 fine?'),
    ]);
    expect(await talk.meetings()).toEqual([]);
    expect(result.text).not.toBe('');
  });

  it('takes nobody’s words for the answer to somebody else’s question', async () => {
    const talk = await startTalk(way);
    await talk.say('book john@acme.com tomorrow', [says('At what time?')]);
    await talk.say('3pm', [says('What do you want at 3 PM, Bob?')], { actor: talk.bob });
    expect(await talk.meetings()).toEqual([]);
    await talk.say('2pm', [book('2026-01-08T14:00'), says('It is booked.')]);
    expect(startOf(await talk.open())).toBe('2026-01-08T14:00');
  });

  it('cancels nothing that belongs to somebody else', async () => {
    const talk = await startTalk(way);
    const wish = {
      start: new Date('2026-01-08T19:00:00Z'),
      durationMinutes: 30,
      title: 'Review',
      attendees: ['U0ADA'],
    };
    const { meeting } = await talk.world.meetings.book(talk.bob, wish, talk.world.key());
    const attempt = calls(['cancel_meeting', { meetingId: meeting.id }]);
    const result = await talk.say('cancel the review', [attempt, says('Only Bob can cancel the review.')]);
    expect((await talk.open()).state).toBe('scheduled');
    expect(result.changedMeetings).toEqual([]);
  });
});
