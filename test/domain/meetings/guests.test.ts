// What a guest may do through their link: move to what is offered, cancel, and nothing else.
import type { Db } from 'mongodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { GuestActor, UserActor } from '../../../src/domain/actor.ts';
import type { Meeting } from '../../../src/domain/meetings/meetings.ts';
import { checkClaims } from '../../../src/storage/check.ts';
import { freshDatabase } from '../../support/database.ts';
import { createWorld, type World } from '../../support/world.ts';

/** Thursday 14:00 in New York. */
const START = new Date('2026-01-08T19:00:00Z');
const at = (hours: number) => new Date(START.getTime() + hours * 3_600_000);
const DAY = { from: at(-10), to: at(10), limit: 100 };

let db: Db;
let world: World;
let ada: UserActor;
let bob: UserActor;
let meeting: Meeting;
let john: GuestActor;

beforeEach(async () => {
  db = await freshDatabase();
  world = createWorld(db);
  ada = await world.addUser('UADA', 'Ada Park');
  bob = await world.addUser('UBOB', 'Bob Stone');
  const wish = { start: START, durationMinutes: 60, attendees: ['Bob', 'john@acme.com', 'mary@acme.com'] };
  ({ meeting } = await world.meetings.book(ada, wish, world.key()));
  const by = { tenant: world.tenant, origin: 'booking_page', requestId: 'r1' } as const;
  john = { kind: 'guest', email: 'john@acme.com', meetingId: meeting.id, ...by };
});

const move = (start: Date, asOf?: number, key = world.key()) =>
  world.meetings.update(john, meeting.id, { start, asOf }, key);
const told = ({ effects }: Meeting, version: number) =>
  effects.filter((one) => one.version === version).map(({ targetKey, occasion }) => `${targetKey} ${occasion}`);

describe('what a guest is offered', () => {
  it('are the times at which everybody of ours is free, the own meeting not in the way', async () => {
    await world.meetings.book(bob, { start: at(-3), durationMinutes: 60, attendees: [] }, world.key());
    const { slots } = await world.meetings.offeredTo(john, DAY);
    const starts = slots.map(({ start }) => start.getTime());
    // 9:00 to 18:00, but for Bob's hour at 11:00 and what would reach into it or past six.
    expect(starts[0]).toBe(at(-5).getTime());
    expect(starts.at(-1)).toBe(at(3).getTime());
    expect(starts).toContain(at(-4).getTime());
    expect(starts).not.toContain(at(-3.75).getTime());
    expect(starts).not.toContain(at(-3).getTime());
    expect(starts).toContain(at(-2).getTime());
    expect(starts).toContain(at(0.5).getTime());
  });

  it('follow everybody’s hours and notice', async () => {
    await world.accounts.setRules(bob, { noticeMinutes: 26 * 60 });
    const { slots } = await world.meetings.offeredTo(john, DAY);
    expect(slots[0]?.start).toEqual(at(-1.75));
  });

  it('end before what begins right after the range that was asked for', async () => {
    await world.meetings.book(bob, { start: at(2), durationMinutes: 60, attendees: [] }, world.key());
    const { slots } = await world.meetings.offeredTo(john, { ...DAY, to: at(1.5) });
    expect(slots.at(-1)?.start).toEqual(at(1));
  });

  it('are for the guests of the meeting only', async () => {
    const stranger = { ...john, email: 'eve@evil.example' };
    await expect(world.meetings.offeredTo(stranger, DAY)).rejects.toMatchObject({ code: 'not_found' });
    const elsewhere = { ...john, meetingId: 'another' };
    await expect(world.meetings.offeredTo(elsewhere, DAY)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a guest who moves', () => {
  it('moves it for everybody, who hear who it was', async () => {
    const { meeting: moved } = await move(at(2), 1);
    expect(moved).toMatchObject({ start: at(2), end: at(3), version: 2, state: 'scheduled' });
    expect(moved.audit.at(-1)).toMatchObject({ actor: 'guest:john@acme.com', action: 'moved', origin: 'booking_page' });
    // The guest too: what they get moves the meeting in their own calendar.
    expect(told(moved, 2)).toEqual(
      ['user:UADA', 'user:UBOB', 'guest:john@acme.com', 'guest:mary@acme.com'].map((key) => `${key} moved`),
    );
    expect(moved.effects.at(-1)?.details).toMatchObject({ by: 'john@acme.com', previousStart: START });
    expect(await checkClaims(db)).toEqual([]);
  });

  it('is refused what is not offered: taken, outside hours, off the grid, past', async () => {
    await world.meetings.book(bob, { start: at(2), durationMinutes: 60, attendees: [] }, world.key());
    await expect(move(at(2))).rejects.toMatchObject({ code: 'conflict' });
    await expect(move(at(1.5))).rejects.toMatchObject({ code: 'conflict' });
    await expect(move(at(8))).rejects.toMatchObject({ code: 'conflict' });
    await expect(move(new Date(at(1).getTime() + 5 * 60_000))).rejects.toMatchObject({ code: 'conflict' });
    await expect(move(at(-48))).rejects.toMatchObject({ code: 'past_time' });
    expect(await world.meetings.get(ada, meeting.id)).toMatchObject({ start: START, version: 1 });
  });

  it('does so once, however often the form is sent', async () => {
    const key = world.key();
    const results = await Promise.all([move(at(2), 1, key), move(at(2), 1, key), move(at(2), 1, key)]);
    expect(results.map(({ meeting: { version } }) => version)).toEqual([2, 2, 2]);
    expect(results.filter(({ repeated }) => !repeated)).toHaveLength(1);
  });

  it('hears that the meeting has changed since they looked', async () => {
    await world.meetings.update(ada, meeting.id, { start: at(1) }, world.key());
    await expect(move(at(2), 1)).rejects.toMatchObject({ code: 'stale' });
    await expect(world.meetings.cancel(john, meeting.id, undefined, world.key(), 1)).rejects.toMatchObject({
      code: 'stale',
    });
    expect(await world.meetings.get(ada, meeting.id)).toMatchObject({ start: at(1), state: 'scheduled' });
  });

  it.each([
    { title: 'Mine' },
    { durationMinutes: 15 },
    { location: 'My place' },
    { conference: 'none' as const },
    { addAttendees: ['eve@evil.example'] },
    { removeAttendees: ['Bob'] },
  ])('changes nothing else: %o', async (wish) => {
    const change = world.meetings.update(john, meeting.id, wish, world.key());
    await expect(change).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('a guest who cancels', () => {
  it('cancels for all, with the reason', async () => {
    const { meeting: cancelled } = await world.meetings.cancel(john, meeting.id, 'Ill', world.key(), 1);
    expect(cancelled.state).toBe('cancelled');
    expect(told(cancelled, 2)).toEqual(
      ['user:UADA', 'user:UBOB', 'guest:john@acme.com', 'guest:mary@acme.com'].map((key) => `${key} cancelled`),
    );
    expect(cancelled.effects.at(-1)?.details).toMatchObject({ by: 'john@acme.com', reason: 'Ill' });
    await expect(move(at(2))).rejects.toMatchObject({ code: 'invalid_transition' });
  });

  it('cannot once it has begun, nor move it then', async () => {
    world.setNow(START);
    await expect(world.meetings.cancel(john, meeting.id, undefined, world.key())).rejects.toMatchObject({
      code: 'invalid_transition',
    });
    await expect(move(at(2))).rejects.toMatchObject({ code: 'invalid_transition' });
  });

  it('cannot when the organizer has removed them', async () => {
    await world.meetings.update(ada, meeting.id, { removeAttendees: ['john@acme.com'] }, world.key());
    await expect(world.meetings.get(john, meeting.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(world.meetings.cancel(john, meeting.id, undefined, world.key())).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
