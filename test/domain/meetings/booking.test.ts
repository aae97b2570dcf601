// Booking, moving, cancelling, leaving: the rules as people meet them, on a real database.
import type { Db } from 'mongodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { UserActor } from '../../../src/domain/actor.ts';
import type { BookMeeting, Meeting } from '../../../src/domain/meetings/meetings.ts';
import { checkClaims } from '../../../src/storage/check.ts';
import { freshDatabase } from '../../support/database.ts';
import { createWorld, type World } from '../../support/world.ts';

let db: Db;
let world: World;
let ada: UserActor;
let bob: UserActor;

/** Thursday 14:00 in New York. */
const START = new Date('2026-01-08T19:00:00Z');
const wish = (change: Partial<BookMeeting> = {}): BookMeeting => ({
  start: START,
  durationMinutes: 30,
  attendees: [],
  ...change,
});
const book = (actor = ada, change: Partial<BookMeeting> = {}) => world.meetings.book(actor, wish(change), world.key());
const hours = (count: number, from = START) => new Date(from.getTime() + count * 3_600_000);
const told = (meeting: Meeting, version: number) =>
  meeting.effects
    .filter((effect) => effect.version === version)
    .map((effect) => `${effect.targetKey} ${effect.occasion}`);

beforeEach(async () => {
  db = await freshDatabase();
  world = createWorld(db);
  ada = await world.addUser('UADA', 'Ada Park');
  bob = await world.addUser('UBOB', 'Bob Stone');
  await world.addUser('UCAT', 'Cat Moss');
});

describe('booking', () => {
  it('stores the meeting with its people, room, audit entry and effects in one document', async () => {
    const { meeting, notices, repeated } = await book(ada, { attendees: ['Bob', 'john@acme.com'] });
    expect(meeting).toMatchObject({
      title: 'Meeting with Bob Stone and John',
      organizer: 'UADA',
      state: 'scheduled',
      version: 1,
      conference: { kind: 'jitsi', joinUrl: expect.stringMatching(/^https:\/\//) },
    });
    expect(meeting.attendees.map(({ email }) => email)).toEqual([
      'ada.park@parley.example',
      'bob.stone@parley.example',
      'john@acme.com',
    ]);
    expect(told(meeting, 1)).toEqual(['user:UBOB invited', 'guest:john@acme.com invited']);
    expect(meeting.audit).toMatchObject([{ action: 'booked', actor: 'user:UADA', version: 1, origin: 'slack' }]);
    expect({ notices, repeated }).toEqual({ notices: [], repeated: false });
    expect(await world.meetings.get(bob, meeting.id)).toMatchObject({ id: meeting.id, title: meeting.title });
    expect(await checkClaims(db)).toEqual([]);
  });

  it('calls time alone focus time, without a room', async () => {
    const { meeting } = await book();
    expect(meeting.title).toBe('Focus time');
    expect(meeting.conference).toEqual({ kind: 'none' });
  });

  it('answers the stored result for a key that was used, also when the time has passed since', async () => {
    const key = world.key();
    const first = await world.meetings.book(ada, wish(), key);
    world.setNow(hours(24));
    const again = await world.meetings.book(ada, wish(), key);
    expect(again).toMatchObject({ repeated: true, meeting: { id: first.meeting.id } });
  });

  it('says who is taken and offers the next three starts that can be booked', async () => {
    await book(bob);
    const refusal = await book(ada, { attendees: ['Bob'] }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'conflict', details: { busy: ['UBOB'] } });
    const { alternatives } = (refusal as { details: { alternatives: { start: Date }[] } }).details;
    expect(alternatives.map(({ start }) => start)).toEqual([hours(0.5), hours(0.75), hours(1)]);
    for (const { start } of alternatives.slice(0, 1)) await book(ada, { attendees: ['Bob'], start });
  });

  it.each([
    [['UBOB'], 'Bob Stone is already taken then: choose another time.'],
    [['UADA'], 'You already have something then: choose another time.'],
    [['UCAT', 'UADA', 'UBOB'], 'You, Bob Stone, and Cat Moss are already taken then: choose another time.'],
  ])('names who is taken: %j', async (busy, message) => {
    for (const id of busy) await book(world.actor(id));
    await expect(book(ada, { attendees: ['Bob', 'Cat'] })).rejects.toThrow(message);
  });

  it('names no one to a guest', async () => {
    const { meeting } = await book(ada, { attendees: ['Bob', 'john@acme.com'] });
    await book(bob, { start: hours(1) });
    const email = 'john@acme.com';
    const guest = {
      kind: 'guest',
      tenant: world.tenant,
      email,
      meetingId: meeting.id,
      origin: 'booking_page',
      requestId: 'r',
    } as const;
    const move = world.meetings.update(guest, meeting.id, { start: hours(1) }, world.key());
    await expect(move).rejects.toThrow(/^(?!.*Bob)/);
    await expect(move).rejects.toMatchObject({ code: 'conflict' });
  });

  it('names the nearest starts that can be, in the user’s time', async () => {
    const odd = book(ada, { start: new Date(START.getTime() + 2 * 60_000) });
    await expect(odd).rejects.toMatchObject({ code: 'invalid_input', details: { nearest: [START, hours(1 / 12)] } });
    await expect(odd).rejects.toThrow(
      'The nearest: Thu, January 8, 2026, 2:00 PM EST (New York) or Thu, January 8, 2026, 2:05 PM EST (New York).',
    );
    world.setNow(START);
    const soon = book(ada, { start: new Date(START.getTime() + 2 * 60_000) });
    await expect(soon).rejects.toMatchObject({ details: { nearest: [hours(1 / 12)] } });
  });

  it('takes meetings that touch, and none that overlap by a bucket', async () => {
    await book();
    await book(ada, { start: hours(0.5) });
    await expect(
      book(ada, { start: new Date(START.getTime() - 5 * 60_000), durationMinutes: 10 }),
    ).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('tells users of their own hours, and asks about a colleague’s', async () => {
    const evening = hours(6);
    expect((await book(ada, { start: evening })).notices).toEqual(['outside_own_hours']);
    const late = { start: hours(7), attendees: ['Bob'] };
    await expect(book(ada, late)).rejects.toMatchObject({
      code: 'confirmation_needed',
      details: { outsideHours: ['UBOB'] },
    });
    expect((await book(ada, { ...late, confirmed: true })).notices).toEqual(['outside_own_hours']);
  });

  it('says what time it would be for a colleague elsewhere', async () => {
    await world.accounts.updateProfile(bob, { zone: 'Europe/Berlin' });
    await expect(book(ada, { start: hours(1), attendees: ['Bob'] })).rejects.toMatchObject({
      message: expect.stringMatching(/working hours of Bob \w+ \(Thu, 9:00 PM in Berlin\)\.$/),
    });
  });

  it.each([
    ['the past', { start: new Date('2026-01-07T15:00:00Z') }, 'past_time'],
    ['a start off the grid', { start: new Date('2026-01-08T19:02:00Z') }, 'invalid_input'],
    ['no length', { durationMinutes: 0 }, 'invalid_input'],
    ['more than half a day', { durationMinutes: 725 }, 'invalid_input'],
    ['a part of a bucket', { durationMinutes: 12 }, 'invalid_input'],
    ['an endless title', { title: 'x'.repeat(201) }, 'invalid_input'],
    ['a stranger’s name', { attendees: ['Zed'] }, 'unknown_person'],
    ['an impossible date', { start: new Date(Number.NaN) }, 'invalid_input'],
  ])('refuses %s and stores nothing', async (_what, change, code) => {
    await expect(book(ada, change)).rejects.toMatchObject({ code });
    expect(await db.collection('meetings').countDocuments()).toBe(0);
  });

  it('takes control characters out of what people wrote', async () => {
    const { meeting } = await book(ada, { title: 'Demo\r\nBcc: x\u0000', location: 'Room\u0007 5' });
    expect(meeting).toMatchObject({ title: 'Demo Bcc: x', location: 'Room 5' });
  });
});

describe('changing', () => {
  it('moves with its history and tells everybody else', async () => {
    const { meeting } = await book(ada, { attendees: ['Bob', 'john@acme.com'] });
    const moved = await world.meetings.update(ada, meeting.id, { start: hours(1) }, world.key());
    expect(moved.meeting).toMatchObject({ version: 2, state: 'scheduled', start: hours(1), end: hours(1.5) });
    expect(told(moved.meeting, 2)).toEqual(['user:UBOB moved', 'guest:john@acme.com moved']);
    expect(moved.meeting.effects.at(-1)?.details.previousStart).toEqual(START);
    expect(moved.meeting.audit.at(-1)).toMatchObject({
      action: 'moved',
      changes: { start: { from: START, to: hours(1) } },
    });
    expect(await world.meetings.get(ada, meeting.id)).toEqual(await world.meetings.get(bob, meeting.id));
    await book(bob);
    expect(await checkClaims(db)).toEqual([]);
  });

  it('moves over its own old time', async () => {
    const { meeting } = await book();
    await world.meetings.update(ada, meeting.id, { start: new Date(START.getTime() + 15 * 60_000) }, world.key());
    expect(await checkClaims(db)).toEqual([]);
  });

  it('is unchanged by what it is already', async () => {
    const { meeting } = await book();
    const { notices } = await world.meetings.update(ada, meeting.id, { start: START }, world.key());
    expect(notices).toEqual(['unchanged']);
    expect((await world.meetings.get(ada, meeting.id)).version).toBe(1);
  });

  it('keeps its time when the new one is taken', async () => {
    const { meeting } = await book(ada, { attendees: ['Bob'] });
    await book(bob, { start: hours(1) });
    await expect(world.meetings.update(ada, meeting.id, { start: hours(1) }, world.key())).rejects.toMatchObject({
      code: 'conflict',
      details: { busy: ['UBOB'], alternatives: [{ start: hours(1.5) }, { start: hours(1.75) }, { start: hours(2) }] },
    });
    expect((await world.meetings.get(ada, meeting.id)).start).toEqual(START);
  });

  it('invites who joins, tells who is removed, and frees their time', async () => {
    const { meeting } = await book(ada, { attendees: ['Bob', 'john@acme.com'] });
    const wish = { addAttendees: ['Cat'], removeAttendees: ['Bob'] };
    const { meeting: changed } = await world.meetings.update(ada, meeting.id, wish, world.key());
    expect(told(changed, 2).sort()).toEqual(['guest:john@acme.com changed', 'user:UBOB removed', 'user:UCAT invited']);
    await book(bob);
    await expect(book(world.actor('UCAT'))).rejects.toMatchObject({ code: 'conflict' });
    expect(await checkClaims(db)).toEqual([]);
  });

  it('removes a guest by the name in the title', async () => {
    const { meeting } = await book(ada, { attendees: ['john@acme.com'] });
    const { meeting: changed } = await world.meetings.update(
      ada,
      meeting.id,
      { removeAttendees: ['John'] },
      world.key(),
    );
    expect(changed.attendees).toHaveLength(1);
  });

  it('removes the one of two of a name who attends', async () => {
    await world.addUser('UBOB2', 'Bob Moss');
    const { meeting } = await book(ada, { attendees: ['Bob Stone', 'Cat'] });
    const { meeting: changed } = await world.meetings.update(
      ada,
      meeting.id,
      { removeAttendees: ['Bob'] },
      world.key(),
    );
    expect(changed.attendees.map(({ name }) => name)).toEqual(['Ada Park', 'Cat Moss']);
  });

  it('frees the time when cancelled, once', async () => {
    const { meeting } = await book(ada, { attendees: ['Bob'] });
    const { meeting: off } = await world.meetings.cancel(ada, meeting.id, 'Budget', world.key());
    expect(off).toMatchObject({ state: 'cancelled', version: 2 });
    expect(off.effects.at(-1)).toMatchObject({ occasion: 'cancelled', details: { reason: 'Budget', by: 'UADA' } });
    await book(bob);
    await expect(world.meetings.update(ada, meeting.id, { start: hours(2) }, world.key())).rejects.toMatchObject({
      code: 'invalid_transition',
    });
    expect(await checkClaims(db)).toEqual([]);
  });

  it('lets an attendee leave, which frees their time and tells the organizer alone', async () => {
    const { meeting } = await book(ada, { attendees: ['Bob', 'Cat'] });
    const key = world.key();
    const { meeting: left } = await world.meetings.leave(bob, meeting.id, key);
    expect(told(left, 2)).toEqual(['user:UADA left']);
    expect(await world.meetings.leave(bob, meeting.id, key)).toMatchObject({ repeated: true });
    await book(bob);
    await expect(world.meetings.get(bob, meeting.id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await checkClaims(db)).toEqual([]);
  });

  it('lets people do what their part allows', async () => {
    const { meeting } = await book(ada, { attendees: ['Bob'] });
    expect(world.meetings.allowed(ada, meeting)).toEqual(['update', 'cancel', 'complete']);
    expect(world.meetings.allowed(bob, meeting)).toEqual(['leave']);
    await expect(world.meetings.update(bob, meeting.id, { title: 'Mine' }, world.key())).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(world.meetings.leave(ada, meeting.id, world.key())).rejects.toMatchObject({ code: 'forbidden' });
    await expect(world.meetings.cancel(world.actor('UCAT'), meeting.id, undefined, world.key())).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('reading', () => {
  it('lists own meetings by start, by range and by words', async () => {
    await book(ada, { start: hours(2), title: 'Budget', attendees: ['Bob'] });
    await book(ada, { title: 'Demo', attendees: ['zoé@acme.com'] });
    await book(bob, { title: 'Alone' });
    const titles = async (query: object) => (await world.meetings.list(ada, query)).map(({ title }) => title);
    expect(await titles({})).toEqual(['Demo', 'Budget']);
    expect(await titles({ from: hours(1) })).toEqual(['Budget']);
    expect(await titles({ from: new Date(START.getTime() + 60_000), to: hours(1) })).toEqual(['Demo']);
    expect(await titles({ query: 'BOB budget' })).toEqual(['Budget']);
  });

  it('offers what all are free for, and says why when nothing is', async () => {
    await book(bob, { durationMinutes: 60 });
    const range = { from: START, to: hours(2), durationMinutes: 30, zone: 'America/New_York', limit: 2 };
    const { slots } = await world.meetings.findSlots(ada, { ...range, participants: ['Bob'] });
    expect(slots.map(({ start }) => start)).toEqual([hours(1), hours(1.25)]);
    const none = await world.meetings.findSlots(ada, { ...range, to: hours(0.5), participants: ['Bob'] });
    expect(none).toEqual({ slots: [], reason: 'fully_booked' });
  });

  it('keeps tenants with equal user ids apart', async () => {
    const other = createWorld(db, 'T2');
    await other.addUser('UADA', 'Ada Park');
    const { meeting } = await book();
    await expect(other.meetings.get(other.actor('UADA', 'admin'), meeting.id)).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await other.meetings.list(other.actor('UADA'), {})).toEqual([]);
    await other.meetings.book(other.actor('UADA'), wish(), 'k');
    expect(await world.meetings.list(ada, {})).toHaveLength(1);
  });
});

describe('the passing of time', () => {
  it('starts and completes meetings, which keep their time', async () => {
    const { meeting } = await book();
    world.setNow(hours(0.25));
    expect(await world.store.due(world.clock(), 10)).toEqual([{ tenant: 'T1', id: meeting.id }]);
    expect(await world.meetings.advance(ada, meeting.id)).toMatchObject({ state: 'active', version: 1 });
    world.setNow(hours(0.5));
    expect(await world.meetings.advance(ada, meeting.id)).toMatchObject({ state: 'completed', version: 1 });
    expect(await world.meetings.advance(ada, meeting.id)).toBeNull();
    expect(await world.store.due(hours(100), 10)).toEqual([]);
    expect(await checkClaims(db)).toEqual([]);
  });
});
