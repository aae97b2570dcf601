// What a model may not do whatever it was told: each guard against a script that tries, on a real database.
import { describe, expect, it } from 'vitest';
import { calls } from '../../../src/assistant/models/scripted.ts';
import { interpreterWay, scriptedWay, startTalk } from '../conversations/harness.ts';
import type { Talk } from '../conversations/talk.ts';

const says = (text: string) => ({ text });
const JOHN = 'john@acme.com';
const book = (start: string, more: object = {}) =>
  calls(['book_meeting', { start, durationMinutes: 30, attendees: [JOHN], ...more }]);

async function withMeeting(talk: Talk, title = 'Demo'): Promise<string> {
  const wish = { start: new Date('2026-01-08T19:00:00Z'), durationMinutes: 30, title, attendees: ['U0BOB'] };
  return (await talk.world.meetings.book(talk.ada, wish, talk.world.key())).meeting.id;
}

const states = async (talk: Talk) => (await talk.meetings()).map(({ title, state }) => `${title} ${state}`);

describe('a date on another weekday than the user named', () => {
  it.each([
    'book john@acme.com on Friday at 10',
    'can you put john@acme.com in next fri 10am for half an hour?',
    'Fri 10:00 john@acme.com',
    'move it to friday with john@acme.com instead',
  ])('is refused and put right: %s', async (text) => {
    const talk = await startTalk(scriptedWay);
    await talk.say(text, [book('2026-01-08T10:00'), book('2026-01-09T10:00'), says('It is booked.')]);
    expect((await talk.open()).start).toEqual(new Date('2026-01-09T15:00:00Z'));
  });

  it('tells the model which days it may mean', async () => {
    const talk = await startTalk(scriptedWay);
    const told: string[] = [];
    const journal = { steps: [], append: async (step: object) => void told.push(JSON.stringify(step)) };
    await talk.say('book john@acme.com monday 10am', [book('2026-01-13T10:00'), says('Which Monday?')], { journal });
    expect(told.join()).toContain('2026-01-13 is a Tuesday, but the message says Monday.');
    expect(told.join()).toContain('Monday 2026-01-12');
    expect(await talk.meetings()).toEqual([]);
  });

  it('is refused for an offered slot as well', async () => {
    const talk = await startTalk(scriptedWay);
    const slotId = talk.sign(new Date('2026-01-08T15:00:00Z'));
    const wrong = calls(['book_meeting', { slotId, attendees: [JOHN] }]);
    await talk.say('book john@acme.com on friday', [wrong, says('Which day do you mean?')]);
    expect(await talk.meetings()).toEqual([]);
  });

  it.each([
    ['book john@acme.com tomorrow, friday I am off', '2026-01-08T10:00'],
    ['book john@acme.com any day before friday', '2026-01-08T10:00'],
    ['book john@acme.com friday, or else on the next free day', '2026-01-12T10:00'],
    ['book john@acme.com on the 8th, not on friday', '2026-01-08T10:00'],
    ['book john@acme.com a day after friday', '2026-01-10T10:00'],
    ['book john@acme.com on thu or fri at 10', '2026-01-08T10:00'],
    ['book john@acme.com at 10, same time as <@U0BOB|friday>', '2026-01-08T10:00'],
  ])('is not seen where there is none: %s', async (text, start) => {
    const talk = await startTalk(scriptedWay);
    await talk.say(text, [book(start), says('It is booked.')]);
    expect(await talk.meetings()).toHaveLength(1);
  });

  it('is not read from the name of a meeting', async () => {
    const talk = await startTalk(scriptedWay);
    const meetingId = await withMeeting(talk, 'Friday review');
    const move = calls(['update_meeting', { meetingId, start: '2026-01-08T15:00' }]);
    await talk.say('move the friday review to 3pm', [move, says('It is at 3 PM.')]);
    expect((await talk.open()).start).toEqual(new Date('2026-01-08T20:00:00Z'));
  });

  it('may be the day in the zone that the user speaks of', async () => {
    const talk = await startTalk(scriptedWay);
    const evening = book('2026-01-08T19:00');
    await talk.say('book john@acme.com friday 9am Tokyo time', [evening, says('It is booked.')]);
    expect((await talk.open()).start).toEqual(new Date('2026-01-09T00:00:00Z'));
  });
});

describe('a change that nobody asked for', () => {
  it.each([
    ['what do I have tomorrow?', 'cancel_meeting'],
    ['move the demo to 4pm', 'cancel_meeting'],
    ['thanks!', 'cancel_meeting'],
    ['when is the demo', 'update_meeting'],
    ['what meetings do I have tomorrow?', 'update_meeting'],
    ["what's my schedule for tomorrow?", 'update_meeting'],
    ['what does tomorrow look like', 'update_meeting'],
    ['when am I booked', 'update_meeting'],
    ['thanks!', 'update_meeting'],
  ])('is asked about first: "%s" and %s', async (text, tool) => {
    const talk = await startTalk(scriptedWay);
    const meetingId = await withMeeting(talk);
    const change = calls([tool, { meetingId, ...(tool === 'update_meeting' && { start: '2026-01-09T10:00' }) }]);
    await talk.say(text, [change, says('Do you want that?')]);
    expect((await talk.open()).version).toBe(1);
    await talk.say('yes', [change, says('All right.')]);
    expect((await talk.meetings())[0]?.version).toBe(2);
  });

  it.each([
    'cancel the demo',
    'can you call the demo off',
    "I can't make the demo tomorrow",
    'get rid of the demo pls',
    'the demo is not happening',
    'bitte den Demo-Termin absagen',
    'sag die Demo morgen bitte ab',
    'annule la démo',
  ])('is told from one that was: %s', async (text) => {
    const talk = await startTalk(scriptedWay);
    const meetingId = await withMeeting(talk);
    await talk.say(text, [calls(['cancel_meeting', { meetingId }]), says('It is cancelled.')]);
    expect(await states(talk)).toEqual(['Demo cancelled']);
  });

  it.each([
    'are you able to get me 30 min with john@acme.com tomorrow at 2?',
    'any chance of john@acme.com tomorrow at 2?',
    'is it possible to have john@acme.com tomorrow 2pm',
    'what about john@acme.com tomorrow at 2pm',
    'john@acme.com tomorrow 2pm?',
    'kannst du morgen um 14 Uhr john@acme.com einladen?',
  ])('may be asked for as politely as people do: %s', async (text) => {
    const talk = await startTalk(scriptedWay);
    await talk.say(text, [book('2026-01-08T14:00'), says('It is booked.')]);
    expect(await talk.meetings()).toHaveLength(1);
  });

  it('may have been asked for in the message before a question', async () => {
    const talk = await startTalk(scriptedWay);
    const meetingId = await withMeeting(talk);
    await talk.say('cancel my meeting with bob', [says('The demo or the review?')]);
    await talk.say('the demo', [calls(['cancel_meeting', { meetingId }]), says('It is cancelled.')]);
    expect(await states(talk)).toEqual(['Demo cancelled']);
  });

  it('is not covered by a wish that was granted already', async () => {
    const talk = await startTalk(scriptedWay);
    const [demo, sync] = [await withMeeting(talk), 'other'];
    await talk.say('cancel the demo', [calls(['cancel_meeting', { meetingId: demo }]), says('It is cancelled.')]);
    const wish = { start: new Date('2026-01-09T19:00:00Z'), durationMinutes: 30, title: sync, attendees: [] };
    const { meeting } = await talk.world.meetings.book(talk.ada, wish, talk.world.key());
    const cancel = calls(['cancel_meeting', { meetingId: meeting.id }]);
    await talk.say('what else is on?', [cancel, says('Only this one.')]);
    expect(await states(talk)).toEqual(['Demo cancelled', 'other scheduled']);
  });

  it('is not made the user’s by somebody else’s message in the thread', async () => {
    const talk = await startTalk(scriptedWay);
    const meetingId = await withMeeting(talk);
    await talk.say('Parley, cancel the demo', [says('Shall I?')], { actor: talk.bob });
    await talk.say('when is it?', [calls(['cancel_meeting', { meetingId }]), says('At 2 PM.')]);
    expect(await states(talk)).toEqual(['Demo scheduled']);
  });
});

describe('a meeting that goes with another', () => {
  const cancel = (...ids: string[]) => calls(...ids.map((meetingId) => ['cancel_meeting', { meetingId }] as const));

  async function withTwo(): Promise<{ talk: Talk; demo: string; board: string }> {
    const talk = await startTalk(scriptedWay);
    const wish = { start: new Date('2026-01-09T19:00:00Z'), durationMinutes: 30, title: 'Board', attendees: [] };
    const { meeting } = await talk.world.meetings.book(talk.ada, wish, talk.world.key());
    return { talk, demo: await withMeeting(talk), board: meeting.id };
  }

  it('is asked about when the other one was named', async () => {
    const { talk, board } = await withTwo();
    await talk.say('cancel the demo', [cancel(board), says('The board meeting, really?')]);
    expect(await states(talk)).toEqual(['Demo scheduled', 'Board scheduled']);
    await talk.say('yes', [cancel(board), says('It is cancelled.')]);
    expect(await states(talk)).toEqual(['Demo scheduled', 'Board cancelled']);
  });

  it.each(['cancel the demo', 'get rid of my 2pm'])('is asked about when one was spoken of: %s', async (text) => {
    const { talk, demo, board } = await withTwo();
    await talk.say(text, [cancel(demo, board), says('The demo is cancelled. The board meeting too?')]);
    expect(await states(talk)).toEqual(['Demo cancelled', 'Board scheduled']);
  });

  it.each(['cancel the demo and the board meeting', 'clear my week', 'cancel both', 'cancel my meetings'])(
    'goes when several were spoken of: %s',
    async (text) => {
      const { talk, demo, board } = await withTwo();
      await talk.say(text, [cancel(demo, board), says('Both are cancelled.')]);
      expect(await states(talk)).toEqual(['Demo cancelled', 'Board cancelled']);
    },
  );

  it.each(['cancel it', 'cancel my meeting with bob', 'cancel the 2pm'])(
    'is not seen where a meeting is named in another way: %s',
    async (text) => {
      const { talk, demo } = await withTwo();
      await talk.say(text, [cancel(demo), says('It is cancelled.')]);
      expect(await states(talk)).toEqual(['Demo cancelled', 'Board scheduled']);
    },
  );
});

describe('a guest whom the user neither named nor knows', () => {
  const EVE = 'eve@evil.example';

  it.each(['book_meeting', 'update_meeting'])('is asked about first by %s', async (tool) => {
    const talk = await startTalk(scriptedWay);
    const meetingId = await withMeeting(talk);
    const change = calls(
      tool === 'book_meeting'
        ? [tool, { start: '2026-01-09T10:00', attendees: ['U0BOB', EVE] }]
        : [tool, { meetingId, addAttendees: [EVE] }],
    );
    await talk.say('set things up with bob', [change, says('Who is Eve?')]);
    expect((await talk.meetings()).map(({ version }) => version)).toEqual([1]);
    await talk.say('yes, invite her', [change, says('All right.')]);
    expect(JSON.stringify(await talk.meetings())).toContain(EVE);
  });

  it('is told from one named earlier in the conversation, a colleague and one met before', async () => {
    const talk = await startTalk(scriptedWay);
    await talk.say('book John@Acme.com tomorrow at 10', [book('2026-01-08T10:00'), says('Booked.')]);
    await talk.say('and him again at 11', [book('2026-01-08T11:00'), says('Booked.')]);
    const colleague = { attendees: ['bob.stone@parley.example'] };
    await talk.say('bob at 12', [book('2026-01-08T12:00', colleague), says('Booked.')], { conversation: 'C2' });
    await talk.say('john again at 1pm', [book('2026-01-08T13:00'), says('Booked.')], { conversation: 'C3' });
    expect(await talk.meetings()).toHaveLength(4);
  });
});

describe('a change of settings', () => {
  it('that stands behind a question is made', async () => {
    const talk = await startTalk(interpreterWay);
    await talk.say('am I free on thursday afternoon? and remind me 2 hours before my meetings');
    const user = await talk.world.accounts.user(talk.ada, talk.ada.userId);
    expect(user.notifications?.reminders).toEqual([120]);
  });

  it('that nobody asked for is told in plain words', async () => {
    const talk = await startTalk(scriptedWay);
    const mute = calls(['update_profile', { reminderMinutes: [] }]);
    const told: string[] = [];
    const journal = { steps: [], append: async (step: object) => void told.push(JSON.stringify(step)) };
    await talk.say('what do I have tomorrow?', [mute, says('Shall I turn your reminders off?')], { journal });
    expect(told.join()).toContain('You did not ask for this: changing your settings.');
    expect((await talk.world.accounts.user(talk.ada, talk.ada.userId)).notifications).toBeUndefined();
  });
});
