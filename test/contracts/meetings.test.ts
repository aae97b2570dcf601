// Meetings: found by id, key, person and time, with the bounds that claims have; due ones over all tenants.
import { beforeEach, describe, expect, it } from 'vitest';
import type { UserActor } from '../../src/domain/actor.ts';
import type { MeetingState } from '../../src/domain/meetings/meetings.ts';
import { createMeetingStore } from '../../src/storage/meetings.ts';
import { createWorld, type World } from '../support/world.ts';
import { DATABASES } from './databases.ts';

const START = new Date('2026-01-08T15:00:00Z');
const OPEN: readonly MeetingState[] = ['scheduled', 'confirmed'];
const at = (minutes: number) => new Date(START.getTime() + minutes * 60_000);

describe.each(DATABASES)('meetings on $name', ({ fresh }) => {
  let world: World;
  let elsewhere: World;
  let store: ReturnType<typeof createMeetingStore>;
  let ada: UserActor;
  let bob: UserActor;

  beforeEach(async () => {
    const db = await fresh();
    world = createWorld(db);
    elsewhere = createWorld(db, 'T2');
    store = createMeetingStore(db);
    ada = await world.addUser('UADA', 'Ada Park');
    bob = await world.addUser('UBOB', 'Bob Stone');
  });

  async function book(actor: UserActor, minutes: number, title: string, attendees: readonly string[] = []) {
    const wish = { start: at(minutes), durationMinutes: 30, title, attendees, confirmed: true };
    return (await world.meetings.book(actor, wish, `${title} key`)).meeting;
  }

  it('are found by id and by change key, in their own tenant', async () => {
    const [one, two] = [await book(ada, 0, 'one'), await book(ada, 60, 'two')];
    const titles = async (ids: readonly string[]) => (await store.some(world.tenant, ids)).map(({ title }) => title);
    expect((await titles([one.id, two.id, 'unknown'])).sort()).toEqual(['one', 'two']);
    expect(await store.some(elsewhere.tenant, [one.id])).toEqual([]);
    expect(await store.byKey(world.tenant, 'two key')).toMatchObject({ id: two.id });
    expect(await store.byKey(elsewhere.tenant, 'two key')).toBeNull();
    expect(await store.get(world.tenant, one.id)).toMatchObject({ title: 'one', keys: ['one key'], version: 1 });
  });

  it('hold just the time that they overlap, of each who attends', async () => {
    const meeting = await book(ada, 0, 'one', ['Bob']);
    const busy = async (users: string[], from: number, to: number) =>
      (await store.busy(world.tenant, users, at(from), at(to))).map((each) => each.users.join());
    expect(await busy(['UADA', 'UBOB'], -30, 0)).toEqual([]);
    expect(await busy(['UADA', 'UBOB'], -30, 1)).toEqual(['UADA,UBOB']);
    expect(await busy(['UBOB', 'UCY'], 29, 60)).toEqual(['UBOB']);
    expect(await busy(['UADA'], 30, 60)).toEqual([]);
    expect(await store.busy(elsewhere.tenant, ['UADA'], at(0), at(30))).toEqual([]);
    await world.meetings.cancel(ada, meeting.id, undefined, world.key());
    expect(await busy(['UADA'], 0, 30)).toEqual([]);
  });

  it('are listed for who attends, by start, between bounds, in the states asked for', async () => {
    await book(ada, 120, 'third');
    await book(ada, 0, 'first', ['Bob']);
    const second = await book(ada, 60, 'second');
    await book(bob, 180, 'theirs');
    await world.meetings.cancel(ada, second.id, undefined, world.key());
    const titles = async (user: string, filter: object = {}) =>
      (await store.ofUser(world.tenant, user, { states: OPEN, limit: 10, ...filter })).map(({ title }) => title);
    expect(await titles('UADA')).toEqual(['first', 'third']);
    expect(await titles('UADA', { limit: 1 })).toEqual(['first']);
    expect(await titles('UADA', { states: ['cancelled'] })).toEqual(['second']);
    expect(await titles('UBOB')).toEqual(['first', 'theirs']);
    expect(await titles('UBOB', { from: at(29) })).toEqual(['first', 'theirs']);
    expect(await titles('UBOB', { from: at(30) })).toEqual(['theirs']);
    expect(await titles('UBOB', { to: at(180) })).toEqual(['first']);
    expect(await titles('UNOBODY')).toEqual([]);
  });

  it('are due when their state changes by itself, the longest waiting first', async () => {
    const [later, sooner] = [await book(ada, 60, 'later'), await book(ada, 0, 'sooner')];
    const due = async (minutes: number, limit = 10) => (await store.due(at(minutes), limit)).map(({ id }) => id);
    expect(await due(-1)).toEqual([]);
    expect(await due(0)).toEqual([sooner.id]);
    expect(await due(100)).toEqual([sooner.id, later.id]);
    expect(await due(100, 1)).toEqual([sooner.id]);
    await world.meetings.cancel(ada, sooner.id, undefined, world.key());
    expect(await store.due(at(100), 10)).toEqual([{ tenant: world.tenant, id: later.id }]);
  });
});
