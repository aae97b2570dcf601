// People change their minds while messages leave: a cancellation, a move, somebody who steps out, before every single
// step that a reminder takes from its due time to its reader.
import type { Db } from 'mongodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { jobActor, type UserActor } from '../../src/domain/actor.ts';
import type { EffectQueue } from '../../src/domain/effects.ts';
import { attendeeKey, createMeetings, type Meeting, type Meetings } from '../../src/domain/meetings/meetings.ts';
import { type DeliverEffectsDeps, deliverEffects } from '../../src/jobs/deliver-effects.ts';
import { refreshNotices } from '../../src/jobs/refresh-notices.ts';
import { sendReminders } from '../../src/jobs/send-reminders.ts';
import { createConferencing } from '../../src/providers/conferencing/conferencing.ts';
import { createAccountStore } from '../../src/storage/accounts.ts';
import { createAgendaQueue } from '../../src/storage/agendas.ts';
import { freshDatabase } from '../support/database.ts';
import { atEveryStep, type Steps } from '../support/interleave.ts';
import { createMailroom, type Mailroom, type Told } from '../support/mailroom.ts';
import { createWorld, type World } from '../support/world.ts';

const START = new Date('2026-01-08T15:00:00Z');
const AN_HOUR_BEFORE = new Date('2026-01-08T14:00:00Z');
const NEXT_DAY = new Date('2026-01-09T15:00:00Z');
const MOVED = new Date('2026-01-08T17:00:00Z');
/** When something is due on that day, wherever the meeting has gone, and the minute before. */
const LATER = ['14:00', '15:00', '15:30', '15:59', '16:00', '17:00', '17:30', '22:00'];

/** Each has some forty scenes. */
const TEST_MS = 120_000;

interface Scene {
  readonly world: World;
  readonly mailroom: Mailroom;
  readonly ada: UserActor;
  readonly sarah: UserActor;
  readonly meeting: Meeting;
}

let db: Db;
let scenes = 0;

beforeEach(async () => {
  db = await freshDatabase();
});

/** Ada meets Sarah and John, a guest; everybody is invited, and their last reminder is due. */
async function prepare(): Promise<Scene> {
  const world = createWorld(db, `T${scenes++}`);
  const ada = await world.addUser('UADA', 'Ada Park');
  const sarah = await world.addUser('USARAH', 'Sarah Chen');
  const wish = { start: START, durationMinutes: 30, title: 'Demo', attendees: ['Sarah', 'john@acme.com'] };
  const { meeting } = await world.meetings.book(ada, wish, world.key());
  const mailroom = createMailroom(db, world);
  await deliverEffects(mailroom.parts);
  world.setNow(AN_HOUR_BEFORE);
  mailroom.told.length = 0;
  return { world, mailroom, ada, sarah, meeting };
}

async function sweep(world: World, meetings: Meetings, deps: DeliverEffectsDeps): Promise<void> {
  await sendReminders({ due: world.store, meetings, clock: world.clock, newId: () => 'r1' });
  await deliverEffects(deps);
}

/** One target after the other, so that nothing comes between a last look at the meeting and the message that follows. */
function oneAtATime(effects: EffectQueue): EffectQueue {
  let last: Promise<void> = Promise.resolve();
  let done = () => {};
  return {
    ...effects,
    async lease(...given) {
      const before = last;
      let end = () => {};
      last = new Promise((resolve) => {
        end = resolve;
      });
      await before;
      const effect = await effects.lease(...given);
      if (effect) done = end;
      else end();
      return effect;
    },
    async settle(...given) {
      const end = done;
      const settled = await effects.settle(...given);
      end();
      return settled;
    },
  };
}

/** A minute's work, each call to a store a step. */
async function work({ world, mailroom }: Scene, { watch }: Steps): Promise<void> {
  const meetings = createMeetings({
    store: watch(world.store),
    accounts: watch(world.accounts),
    people: world.people,
    conferencing: createConferencing(),
    clock: world.clock,
    newId: () => 'none',
  });
  const { effects, accounts, deliveries, links, unsubscribed } = mailroom.parts;
  await sweep(world, meetings, {
    ...mailroom.parts,
    meetings,
    effects: oneAtATime(watch(effects)),
    accounts: watch(accounts),
    deliveries: watch(deliveries),
    links: watch(links),
    unsubscribed: watch({ unsubscribed }).unsubscribed,
  });
}

/** Lets the rest of the day pass; then nothing is left to do for the scenes that follow. */
async function evening({ world, mailroom }: Scene): Promise<void> {
  for (const time of LATER) {
    const now = new Date(`2026-01-08T${time}:00Z`);
    world.setNow(now);
    for (const { tenant, id } of await world.store.due(now, 10)) {
      await world.meetings.advance(jobActor(tenant, 'meeting-states', 'r1'), id);
    }
    await sweep(world, world.meetings, mailroom.parts);
  }
}

/** Nobody ever reads what is not so while it is sent, or anything twice. */
function expectTruth(told: readonly Told[]): void {
  for (const { notice, stored, to } of told) {
    expect(notice.meeting.version).toBe(stored.version);
    if (notice.kind !== 'reminder') continue;
    expect(['scheduled', 'confirmed']).toContain(stored.state);
    expect(stored.attendees.map(attendeeKey).some((key) => key.endsWith(`:${to}`))).toBe(true);
  }
  const names = told.map(({ to, channel, notice }) =>
    [to, channel, notice.occasion, notice.meeting.start.toISOString()].join(' '),
  );
  expect(new Set(names).size).toBe(names.length);
}

/** What somebody was told from the reminder on, each with the start it spoke of. */
function heard({ mailroom }: Scene, reader: string): string[] {
  return mailroom.told
    .filter(({ to }) => to === reader)
    .map(({ notice }) => `${notice.occasion} ${notice.meeting.start.toISOString().slice(11, 16)}`);
}

/** Without the reminder of the first start, which may or may not have left before. */
function heardAfter(scene: Scene, reader: string): string[] {
  return heard(scene, reader).filter((one) => one !== 'reminder 15:00');
}

describe('before every step of a reminder', { timeout: TEST_MS }, () => {
  it('nothing: everybody is reminded, and Ada is asked how it was', async () => {
    const scene = await prepare();
    await work(scene, { watch: (part) => part });
    await evening(scene);
    expect(heard(scene, 'UADA')).toEqual(['reminder 15:00', 'follow_up 15:00']);
    expect(heard(scene, 'USARAH')).toEqual(['reminder 15:00']);
    expect(heard(scene, 'john@acme.com')).toEqual(['reminder 15:00']);
    expectTruth(scene.mailroom.told);
  });

  it('a cancellation: no reminder after it, and everybody hears of it once', async () => {
    const places = await atEveryStep({
      prepare,
      work,
      event: ({ world, ada, meeting }) => world.meetings.cancel(ada, meeting.id, 'Ill', world.key()),
      async check(scene, step) {
        await evening(scene);
        expect(heardAfter(scene, 'UADA'), `step ${step}`).toEqual([]);
        expect(heardAfter(scene, 'USARAH'), `step ${step}`).toEqual(['cancelled 15:00']);
        expect(heardAfter(scene, 'john@acme.com'), `step ${step}`).toEqual(['cancelled 15:00']);
        expectTruth(scene.mailroom.told);
      },
    });
    expect(places).toBeGreaterThan(20);
  });

  it('a move: no reminder of the old time after it, and one of the new time at its time', async () => {
    await atEveryStep({
      prepare,
      work,
      event: ({ world, ada, meeting }) => world.meetings.update(ada, meeting.id, { start: MOVED }, world.key()),
      async check(scene, step) {
        await evening(scene);
        expect(heardAfter(scene, 'UADA'), `step ${step}`).toEqual(['reminder 17:00', 'follow_up 17:00']);
        expect(heardAfter(scene, 'USARAH'), `step ${step}`).toEqual(['moved 17:00', 'reminder 17:00']);
        expect(heardAfter(scene, 'john@acme.com'), `step ${step}`).toEqual(['moved 17:00', 'reminder 17:00']);
        expectTruth(scene.mailroom.told);
        const last = scene.mailroom.told.filter(({ notice }) => notice.kind === 'reminder').slice(-3);
        for (const { at } of last) expect(at).toEqual(new Date('2026-01-08T16:00:00Z'));
      },
    });
  });

  it('somebody removed: they are not reminded after it, the others once', async () => {
    await atEveryStep({
      prepare,
      work,
      event: ({ world, ada, meeting }) =>
        world.meetings.update(ada, meeting.id, { removeAttendees: ['john@acme.com'] }, world.key()),
      async check(scene, step) {
        await evening(scene);
        expect(heardAfter(scene, 'john@acme.com'), `step ${step}`).toEqual(['removed 15:00']);
        expect(heard(scene, 'UADA'), `step ${step}`).toEqual(['reminder 15:00', 'follow_up 15:00']);
        expect(heard(scene, 'USARAH').sort(), `step ${step}`).toEqual(['changed 15:00', 'reminder 15:00']);
        expectTruth(scene.mailroom.told);
      },
    });
  });

  it('somebody steps out: they are not reminded after it, the organizer hears of it', async () => {
    await atEveryStep({
      prepare,
      work,
      event: ({ world, sarah, meeting }) => world.meetings.leave(sarah, meeting.id, world.key()),
      async check(scene, step) {
        await evening(scene);
        expect(heardAfter(scene, 'USARAH'), `step ${step}`).toEqual([]);
        expect(heard(scene, 'UADA').sort(), `step ${step}`).toEqual([
          'follow_up 15:00',
          'left 15:00',
          'reminder 15:00',
        ]);
        expect(heard(scene, 'john@acme.com'), `step ${step}`).toEqual(['reminder 15:00']);
        expectTruth(scene.mailroom.told);
      },
    });
  });
});

describe('before every step of a booking', { timeout: TEST_MS }, () => {
  /** The minute's refresh of what was computed from older preferences. */
  const refresh = ({ world }: Scene) =>
    refreshNotices({
      stale: createAccountStore(db),
      meetings: world.meetings,
      accounts: world.accounts,
      agendas: createAgendaQueue(db),
      clock: world.clock,
      newId: () => 'r1',
    });

  it('other preferences: they hold for the new meeting as well', async () => {
    const places = await atEveryStep({
      prepare,
      async work(scene, { watch }) {
        const { world, ada } = scene;
        const meetings = createMeetings({
          store: watch(world.store),
          accounts: watch(world.accounts),
          people: watch(world.people),
          conferencing: createConferencing(),
          clock: world.clock,
          newId: () => `new-${world.tenant}`,
        });
        await meetings.book(ada, { start: NEXT_DAY, durationMinutes: 30, attendees: ['john@acme.com'] }, world.key());
      },
      async event(scene) {
        await scene.world.accounts.setNotifications(scene.ada, { reminders: [30], guestReminders: [15] });
        await refresh(scene);
      },
      async check(scene, step) {
        const { world } = scene;
        world.setNow(new Date(AN_HOUR_BEFORE.getTime() + 60_000));
        await refresh(scene);
        const meeting = await world.store.get(world.tenant, `new-${world.tenant}`);
        const planned = meeting?.timedNotices?.map(({ targetKey, minutes }) => `${targetKey} ${minutes}`);
        expect(planned, `step ${step}`).toEqual(['user:UADA 30', 'guest:john@acme.com 15', 'user:UADA 0']);
        await db.collection('meetings').deleteMany({ tenant: world.tenant });
      },
    });
    expect(places).toBeGreaterThan(4);
  });
});
