// Calls as models write them, on the real domain: good ones act, bad ones are answered with what to do next.
import { beforeEach, describe, expect, it } from 'vitest';
import type { UserActor } from '../../src/domain/actor.ts';
import { createSlotSigner } from '../../src/domain/availability/slot-id.ts';
import { DomainError } from '../../src/domain/errors.ts';
import { callTool } from '../../src/tools/call.ts';
import { ALL_TOOLS, liveTools } from '../../src/tools/index.ts';
import type { ToolContext, ToolResult } from '../../src/tools/tool.ts';
import { freshDatabase } from '../support/database.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let ada: UserActor;
let bob: UserActor;
/** What a call tells: each test says what it looks for. */
// biome-ignore lint/suspicious/noExplicitAny: results are compared as they are, as a model would read them.
type Told = any;
const slots = createSlotSigner(Buffer.alloc(32, 1));

beforeEach(async () => {
  world = createWorld(await freshDatabase());
  ada = await world.addUser('U0ADA', 'Ada Berg');
  bob = await world.addUser('U0BOB', 'Bob Stone', 'Asia/Tokyo');
  await world.addUser('U0LEE', 'Sam Lee');
  await world.addUser('U0FOX', 'Sam Fox');
});

async function call(name: string, input: unknown, more: Partial<ToolContext> = {}): Promise<ToolResult> {
  const actor = more.actor ?? ada;
  const context: ToolContext = {
    actor,
    user: await world.accounts.user(actor, actor.userId),
    now: world.clock(),
    key: world.key(),
    mayConfirm: false,
    services: { ...world, slots },
    ...more,
  };
  const json = typeof input === 'string' ? input : JSON.stringify(input);
  return callTool(liveTools, context, name, json, (error) => {
    throw error;
  });
}

async function done(name: string, input: unknown, more?: Partial<ToolContext>): Promise<Told> {
  const result = await call(name, input, more);
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.data;
}

async function refused(name: string, input: unknown, more?: Partial<ToolContext>) {
  const result = await call(name, input, more);
  if (result.ok) throw new Error(`${name} was not refused: ${JSON.stringify(result.data)}`);
  return result.error;
}

const DEMO = { start: '2026-01-08T14:00', durationMinutes: 30, title: 'Demo', attendees: ['john@acme.com'] };
const book = async (more: object = {}) => (await done('book_meeting', { ...DEMO, ...more })).meeting;

describe('book_meeting', () => {
  it('tells the meeting in the user’s own time', async () => {
    expect(await book()).toMatchObject({
      title: 'Demo',
      start: '2026-01-08T14:00:00-05:00',
      end: '2026-01-08T14:30:00-05:00',
      weekday: 'Thursday',
      zone: 'America/New_York',
      durationMinutes: 30,
      state: 'scheduled',
      attendees: [{ email: 'john@acme.com' }],
      mayChange: true,
    });
  });

  it.each([
    ['an offset', { start: '2026-01-08T20:00:00+01:00' }],
    ['seconds', { start: '2026-01-08T14:00:00' }],
    ['another zone', { start: '2026-01-08T20:00', timezone: 'Europe/Berlin' }],
    ['nulls for what is not given', { location: null, description: null }],
  ])('understands %s', async (_, more) => {
    expect((await book(more)).start).toBe('2026-01-08T14:00:00-05:00');
  });

  it('tells of a time outside the user’s own hours', async () => {
    const { notices } = await done('book_meeting', { ...DEMO, start: '2026-01-08T20:00' });
    expect(notices.join()).toContain('outside');
  });

  it('offers free times with ids when one is taken, and books by such an id', async () => {
    await book();
    const error = await refused('book_meeting', { ...DEMO, attendees: ['kim@acme.com'] });
    expect(error.code).toBe('conflict');
    const [first] = error.alternatives as { start: string; weekday: string; slotId: string }[];
    expect(first?.start).toMatch(/^2026-01-08T1\d:\d\d:00-05:00$/);
    expect(first?.weekday).toBe('Thursday');
    expect(error.zone).toBe('America/New_York');
    const { meeting } = await done('book_meeting', { slotId: first?.slotId, attendees: ['kim@acme.com'] });
    expect(meeting).toMatchObject({ start: first?.start, durationMinutes: 30 });
  });

  it('tells who is taken, and the times nearest to one that cannot be', async () => {
    await done('book_meeting', DEMO, { actor: world.actor('U0LEE') });
    const error = await refused('book_meeting', { ...DEMO, attendees: ['U0LEE'] });
    expect(error.message).toMatch(/^Sam Lee is already taken then/);
    expect(error.taken).toEqual([{ name: 'Sam Lee', email: 'sam.lee@parley.example', slackId: 'U0LEE' }]);
    const odd = await refused('book_meeting', { ...DEMO, start: '2026-01-08T14:03' });
    expect(odd.nearest).toEqual([
      { start: '2026-01-08T14:00:00-05:00', weekday: 'Thursday' },
      { start: '2026-01-08T14:05:00-05:00', weekday: 'Thursday' },
    ]);
  });

  it('reads nulls at any depth as nothing given', async () => {
    const override = { date: '2026-01-08', from: null, to: null, off: true };
    const rules = await done('set_availability', { hours: null, overrides: [override], noticeMinutes: null });
    expect(rules.overrides).toEqual([{ date: '2026-01-08', blocks: [] }]);
  });

  it('takes no slot that was offered to somebody else, or made up', async () => {
    const { slots: offered } = await done('check_availability', { date: '2026-01-08' });
    expect((await refused('book_meeting', { slotId: offered[0].slotId }, { actor: bob })).code).toBe('invalid_input');
    expect((await refused('book_meeting', { slotId: 'made-up' })).code).toBe('invalid_input');
  });

  it('acts once for one key', async () => {
    const key = world.key();
    const first = await done('book_meeting', DEMO, { key });
    expect((await done('book_meeting', DEMO, { key })).meeting.meetingId).toBe(first.meeting.meetingId);
    expect((await done('list_meetings', {})).meetings).toHaveLength(1);
  });

  it.each([
    ['JSON that is cut off', '{"start":', 'invalid_input', /not valid JSON/],
    ['no object', '[]', 'invalid_input', /expected object/],
    ['an unknown argument', { ...DEMO, when: 'soon' }, 'invalid_input', /unknown argument "when".*slotId/],
    ['neither start nor slotId', { attendees: [] }, 'invalid_input', /either start or slotId/],
    ['a length of no minutes', { ...DEMO, durationMinutes: 0 }, 'invalid_input', /durationMinutes/],
    ['a time in words', { ...DEMO, start: 'tomorrow 2pm' }, 'invalid_input', /"tomorrow 2pm"/],
    ['a day that does not exist', { ...DEMO, start: '2026-02-30T14:00' }, 'invalid_input', /2026-02-30/],
    ['such a day with an offset', { ...DEMO, start: '2026-02-30T14:00:00Z' }, 'invalid_input', /2026-02-30/],
    ['a zone that does not exist', { ...DEMO, timezone: 'Mars/Base' }, 'invalid_input', /timezone.*"Mars\/Base"/],
    ['a time in the past', { ...DEMO, start: '2026-01-05T14:00' }, 'past_time', /./],
    ['a time that the clocks skip', { ...DEMO, start: '2026-03-08T02:30' }, 'nonexistent_time', /2026-03-08T03:00/],
    ['a name that nobody has', { ...DEMO, attendees: ['Zoe'] }, 'unknown_person', /Zoe/],
  ] as const)('refuses %s', async (_, input, code, message) => {
    const error = await refused('book_meeting', input);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect((await done('list_meetings', {})).meetings).toEqual([]);
  });

  it('names the people whom a name may mean', async () => {
    const error = await refused('book_meeting', { ...DEMO, attendees: ['Sam'] });
    expect(error.code).toBe('ambiguous_person');
    expect(error.candidates).toEqual(
      expect.arrayContaining([
        { name: 'Sam Lee', email: 'sam.lee@parley.example', slackId: 'U0LEE' },
        { name: 'Sam Fox', email: 'sam.fox@parley.example', slackId: 'U0FOX' },
      ]),
    );
    expect(error.next).toMatch(/Ask/);
  });

  it('lets only the user confirm a time outside a colleague’s hours', async () => {
    const early = { ...DEMO, attendees: ['U0BOB'], confirmed: true };
    const error = await refused('book_meeting', early);
    expect(error.code).toBe('confirmation_needed');
    expect(error.outsideHours).toEqual([{ name: 'Bob Stone', email: 'bob.stone@parley.example', slackId: 'U0BOB' }]);
    expect((await done('book_meeting', early, { mayConfirm: true })).meeting.state).toBe('scheduled');
  });
});

describe('changes of a meeting', () => {
  it('move, rename and complete it', async () => {
    const { meetingId } = await book();
    const moved = await done('update_meeting', { meetingId, start: '2026-01-09T10:00', title: 'Kick-off' });
    expect(moved.meeting).toMatchObject({
      meetingId,
      start: '2026-01-09T10:00:00-05:00',
      title: 'Kick-off',
      durationMinutes: 30,
    });
    world.setNow(new Date('2026-01-09T15:31:00Z'));
    expect((await done('complete_meeting', { meetingId, notes: 'went well' })).meeting.state).toBe('completed');
  });

  it('are for organizer and hosts', async () => {
    const { meetingId } = await book({ attendees: ['U0LEE'] });
    const sam = world.actor('U0LEE');
    expect((await done('list_meetings', {}, { actor: sam })).meetings[0]).toMatchObject({
      meetingId,
      mayChange: false,
    });
    expect((await refused('cancel_meeting', { meetingId }, { actor: sam })).code).toBe('forbidden');
    expect((await refused('update_meeting', { meetingId, title: 'Mine' }, { actor: sam })).code).toBe('forbidden');
  });

  it('let those who are invited step out', async () => {
    const { meetingId } = await book({ attendees: ['U0LEE', 'U0FOX'] });
    const sam = world.actor('U0LEE');
    const left = await done(
      'update_meeting',
      { meetingId, removeAttendees: ['sam.lee@parley.example'] },
      { actor: sam },
    );
    expect(left.notices.join()).toContain('left');
    expect((await done('list_meetings', {}, { actor: sam })).meetings).toEqual([]);
    const [{ attendees }] = (await done('list_meetings', {})).meetings;
    expect(attendees).toEqual([{ name: 'Sam Fox', email: 'sam.fox@parley.example', slackId: 'U0FOX' }]);
  });

  it('need a meeting that the user can see, and something to change', async () => {
    const { meetingId } = await book();
    expect((await refused('cancel_meeting', { meetingId }, { actor: bob })).code).toBe('not_found');
    expect((await refused('cancel_meeting', { meetingId: 'nope' })).code).toBe('not_found');
    expect((await refused('update_meeting', { meetingId })).message).toMatch(/what should change/);
  });
});

describe('check_availability', () => {
  it('tells free stretches and signed starts', async () => {
    await book({ start: '2026-01-08T12:00', durationMinutes: 60 });
    const free = await done('check_availability', { date: '2026-01-08', durationMinutes: 30 });
    expect(free.free).toEqual([
      { start: '2026-01-08T09:00:00-05:00', end: '2026-01-08T12:00:00-05:00', weekday: 'Thursday' },
      { start: '2026-01-08T13:00:00-05:00', end: expect.any(String), weekday: 'Thursday' },
    ]);
    expect(free.slots.length).toBeGreaterThan(2);
    expect(free.none).toBeUndefined();
  });

  it('keeps to a part of the day', async () => {
    const { slots: offered } = await done('check_availability', { date: '2026-01-08', partOfDay: 'afternoon' });
    expect(offered[0].start).toBe('2026-01-08T12:00:00-05:00');
  });

  it('says why nothing is free, and what is free next', async () => {
    const saturday = await done('check_availability', { date: '2026-01-10' });
    expect(saturday).toMatchObject({ slots: [], free: [] });
    expect(saturday.none).toMatch(/no free time.*outside working hours/);
    expect(saturday.nextFree[0]).toMatchObject({ start: '2026-01-12T09:00:00-05:00', weekday: 'Monday' });
  });

  it('refuses a date and a range at once, or a range that ends before it begins', async () => {
    const both = await refused('check_availability', { date: '2026-01-08', from: '2026-01-09' });
    expect(both.message).toMatch(/either date, or from and to/);
    expect((await refused('check_availability', { from: '2026-01-09', to: '2026-01-08' })).code).toBe('invalid_input');
  });
});

describe('the user’s own settings', () => {
  it('change by the days that are named', async () => {
    const rules = await done('set_availability', {
      hours: [
        { days: ['mon', 'tue'], from: '08:00', to: '12:00' },
        { days: ['mon'], from: '13:00', to: '17:00' },
      ],
      off: ['fri'],
      overrides: [{ date: '2026-01-08', off: true }],
      noticeMinutes: 60,
    });
    expect(rules.hours).toMatchObject({
      mon: [
        { from: '08:00', to: '12:00' },
        { from: '13:00', to: '17:00' },
      ],
      tue: [{ from: '08:00', to: '12:00' }],
      fri: [],
    });
    expect(rules.hours.wed).toHaveLength(1);
    expect(rules).toMatchObject({ noticeMinutes: 60, overrides: [{ date: '2026-01-08', blocks: [] }] });
    expect((await done('check_availability', { date: '2026-01-08' })).slots).toEqual([]);
  });

  it.each([
    [{}, /what should change/],
    [{ off: ['mon'], hours: [{ days: ['mon'], from: '09:00', to: '17:00' }] }, /"mon"/],
    [{ overrides: [{ date: '2026-01-08', from: '09:00' }] }, /both from and to/],
    [{ hours: [{ days: ['mon'], from: '9', to: '17:00' }] }, /hours\.0\.from/],
  ])('refuse %j', async (input, message) => {
    const error = await refused('set_availability', input);
    expect(error.code).toBe('invalid_input');
    expect(error.message).toMatch(message);
  });

  it('hold zone and usual length', async () => {
    const profile = await done('update_profile', { timezone: 'Europe/Berlin', defaultDurationMinutes: 45 });
    expect(profile).toEqual({ name: 'Ada Berg', timezone: 'Europe/Berlin', defaultDurationMinutes: 45 });
    expect(await book({ durationMinutes: undefined })).toMatchObject({
      start: '2026-01-08T14:00:00+01:00',
      durationMinutes: 45,
    });
  });
});

describe('what is not there', () => {
  it('is told apart from what is not there yet', async () => {
    expect((await refused('set_goal', { title: 'Run' })).code).toBe('not_available_yet');
    expect((await refused('launch', {})).message).toContain('book_meeting');
  });

  it('leaves no tool of the contract out', () => {
    expect(ALL_TOOLS.map(({ name }) => name).sort()).toEqual([
      'book_meeting',
      'cancel_meeting',
      'check_availability',
      'complete_meeting',
      'create_booking_link',
      'list_goals',
      'list_meetings',
      'respond_to_request',
      'set_availability',
      'set_goal',
      'setup_recurring_meetings',
      'update_goal',
      'update_meeting',
      'update_profile',
    ]);
  });

  it('tells nothing of what broke inside', async () => {
    const broken = { ...world.meetings, list: () => Promise.reject(new Error('mongodb://secret@host')) };
    const seen: unknown[] = [];
    const context: ToolContext = {
      actor: ada,
      user: await world.accounts.user(ada, ada.userId),
      now: world.clock(),
      key: 'k',
      mayConfirm: false,
      services: { ...world, meetings: broken, slots },
    };
    const result = await callTool(liveTools, context, 'list_meetings', '{}', (error) => seen.push(error));
    expect(result).toMatchObject({ ok: false, error: { code: 'unavailable' } });
    expect(JSON.stringify(result)).not.toContain('secret');
    expect(seen).toHaveLength(1);
  });

  it('has no result while the database is away: it is to be made again', async () => {
    const away = new DomainError('unavailable', 'The database cannot be reached just now: try again in a moment.');
    const context: ToolContext = {
      actor: ada,
      user: await world.accounts.user(ada, ada.userId),
      now: world.clock(),
      key: 'k',
      mayConfirm: false,
      services: { ...world, meetings: { ...world.meetings, list: () => Promise.reject(away) }, slots },
    };
    await expect(callTool(liveTools, context, 'list_meetings', '{}', () => {})).rejects.toBe(away);
  });
});

describe('what somebody wants to hear', () => {
  it('is changed with the profile, and told back whole', async () => {
    const { preferences } = await done('update_profile', {
      reminderMinutes: [120, 10],
      messages: [{ kind: 'weekly_agenda', by: [] }],
      quietHours: { from: '18:00', to: '09:00' },
    });
    expect(preferences).toMatchObject({
      reminderMinutes: [120, 10],
      guestReminderMinutes: [1440, 60],
      channels: { weekly_agenda: [], reminder: ['slack'] },
      quietHours: { from: '18:00', to: '09:00' },
    });
    expect(await done('update_profile', { quietHours: 'none' })).not.toHaveProperty('preferences.quietHours');
    expect(await done('update_profile', { name: 'Ada' })).not.toHaveProperty('preferences');
  });

  it('changes nothing at all when one part cannot be', async () => {
    const error = await refused('update_profile', { timezone: 'Europe/Berlin', reminderMinutes: [1] });
    expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('1 minutes before') });
    expect((await world.accounts.user(ada, ada.userId)).zone).toBe('America/New_York');
  });

  it('can be said of one meeting, of hosts and guests apart', async () => {
    const { meetingId } = await book({ reminderMinutes: [30] });
    expect((await world.meetings.get(ada, meetingId)).reminders).toEqual({ users: [30] });
    await done('update_meeting', { meetingId, guestReminderMinutes: [120] });
    expect((await world.meetings.get(ada, meetingId)).reminders).toEqual({ users: [30], guests: [120] });
    await done('update_meeting', { meetingId, reminderMinutes: [] });
    const { reminders, audit } = await world.meetings.get(ada, meetingId);
    expect(reminders).toEqual({ users: [], guests: [120] });
    expect(audit.at(-1)?.changes).toEqual({
      reminders: { from: { users: [30], guests: [120] }, to: { users: [], guests: [120] } },
    });
  });
});
