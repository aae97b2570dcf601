// What time does to a stored meeting: messages become due, once each, whatever happens in the same minute.
import { beforeEach, describe, expect, it } from 'vitest';
import { jobActor, type UserActor } from '../../../src/domain/actor.ts';
import { createMeetings, type Meeting, type MeetingStore } from '../../../src/domain/meetings/meetings.ts';
import { createConferencing } from '../../../src/providers/conferencing/conferencing.ts';
import { freshDatabase } from '../../support/database.ts';
import { createWorld, type World } from '../../support/world.ts';

/** Thursday, 10:00 in New York. */
const START = new Date('2026-01-08T15:00:00Z');
const END = new Date('2026-01-08T15:30:00Z');
const at = (minutes: number) => new Date(START.getTime() + minutes * 60_000);

describe('time', () => {
  let world: World;
  let ada: UserActor;

  beforeEach(async () => {
    world = createWorld(await freshDatabase());
    ada = await world.addUser('UADA', 'Ada Park');
    await world.addUser('USARAH', 'Sarah Chen');
  });

  const job = () => jobActor(world.tenant, 'test', 'r1');
  const stored = (id: string) => world.store.get(world.tenant, id);
  const planned = async (id: string) =>
    (await stored(id))?.timedNotices?.map(({ kind, targetKey, minutes }) => `${kind} ${targetKey} ${minutes}`) ?? [];
  const raised = ({ effects }: Meeting) =>
    effects
      .filter(({ occasion }) => occasion === 'reminder' || occasion === 'follow_up')
      .map(({ id, state }) => `${id} ${state}`);

  async function book(): Promise<Meeting> {
    const wish = { start: START, durationMinutes: 30, title: 'Demo', attendees: ['Sarah', 'john@acme.com'] };
    return (await world.meetings.book(ada, wish, world.key())).meeting;
  }

  it('brings what preferences say, and says when the first is due', async () => {
    const { id } = await book();
    expect(await planned(id)).toEqual([
      'reminder user:UADA 60',
      'reminder user:USARAH 60',
      'reminder guest:john@acme.com 60',
      'follow_up user:UADA 0',
    ]);
    expect(await stored(id)).toMatchObject({ nextNoticeAt: at(-60) });
    expect(await world.store.dueNotices(at(-61), 10)).toEqual([]);
    expect(await world.store.dueNotices(at(-60), 10)).toEqual([{ tenant: world.tenant, id }]);
  });

  it('is taken up once, with many at it', async () => {
    const { id } = await book();
    world.setNow(at(-60));
    const taken = await Promise.all(Array.from({ length: 8 }, () => world.meetings.remind(job(), id)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    const meeting = await world.meetings.get(ada, id);
    expect(raised(meeting)).toEqual([
      '1:reminder-60:user:UADA pending',
      '1:reminder-60:user:USARAH pending',
      '1:reminder-60:guest:john@acme.com pending',
    ]);
    expect(await planned(id)).toEqual(['follow_up user:UADA 0']);
  });

  it('forgets nothing that is due when the meeting changes before it is taken up, unless its time changes', async () => {
    const { id } = await book();
    world.setNow(at(-60));
    await world.meetings.update(ada, id, { title: 'Other' }, world.key());
    expect(await planned(id)).toHaveLength(4);
    await world.meetings.update(ada, id, { removeAttendees: ['john@acme.com'] }, world.key());
    expect(await planned(id)).toHaveLength(3);
    await world.meetings.update(ada, id, { start: at(30) }, world.key());
    expect(await stored(id)).toMatchObject({ nextNoticeAt: at(-30) });
    await world.meetings.cancel(ada, id, undefined, world.key());
    expect(await stored(id)).not.toHaveProperty('nextNoticeAt');
  });

  it('asks once how it was, at the end that holds', async () => {
    const { id } = await book();
    world.setNow(at(-60));
    await world.meetings.remind(job(), id);
    world.setNow(END);
    // At the very end, and longer after all: the question waits for the new end.
    await world.meetings.replan(job(), 'UADA');
    expect(await planned(id)).toEqual(['follow_up user:UADA 0']);
    await world.meetings.update(ada, id, { durationMinutes: 60 }, world.key());
    expect((await stored(id))?.timedNotices).toMatchObject([{ kind: 'follow_up', dueAt: at(60) }]);
    world.setNow(at(60));
    await world.meetings.advance(job(), id);
    await world.meetings.advance(job(), id);
    const meeting = await world.meetings.remind(job(), id);
    expect(meeting && raised(meeting).slice(3)).toEqual(['2:follow_up-0:user:UADA pending']);
  });

  it('asks at once when a meeting is completed before its end', async () => {
    const { id } = await book();
    world.setNow(at(10));
    await world.meetings.complete(ada, id, undefined, world.key());
    const meeting = await world.meetings.remind(job(), id);
    expect(meeting && raised(meeting)).toEqual(['2:follow_up-0:user:UADA pending']);
  });

  it('sends only the nearest reminder after a sleep, and none for what has begun', async () => {
    await world.accounts.setNotifications(ada, { reminders: [60, 30, 10] });
    const { id } = await book();
    world.setNow(at(-5));
    const meeting = await world.meetings.remind(job(), id);
    expect(meeting && raised(meeting)).toEqual([
      '1:reminder-60:user:UADA skipped',
      '1:reminder-60:user:USARAH pending',
      '1:reminder-60:guest:john@acme.com pending',
      '1:reminder-30:user:UADA skipped',
      '1:reminder-10:user:UADA pending',
    ]);
  });

  it('tries again in the same minute when somebody else writes first', async () => {
    const { id } = await book();
    world.setNow(at(-60));
    let interrupted = false;
    const store: MeetingStore = {
      ...world.store,
      async replace(next, previous) {
        if (!interrupted) {
          interrupted = true;
          await world.meetings.update(ada, id, { title: 'Other' }, world.key());
        }
        return world.store.replace(next, previous);
      },
    };
    const { accounts, people, clock } = world;
    const conferencing = createConferencing();
    const meetings = createMeetings({ store, accounts, people, conferencing, clock, newId: () => 'none' });
    const meeting = await meetings.remind(job(), id);
    expect(meeting && raised(meeting)).toContain('2:reminder-60:user:UADA pending');
  });

  it('works out again what preferences have changed, for guests too', async () => {
    const { id } = await book();
    await world.accounts.setNotifications(ada, { reminders: [120], guestReminders: [] });
    expect(await world.meetings.replan(job(), 'UADA')).toBe(1);
    expect(await planned(id)).toEqual(['reminder user:UADA 120', 'reminder user:USARAH 60', 'follow_up user:UADA 0']);
    expect(await world.meetings.replan(job(), 'UADA')).toBe(0);
  });
});
