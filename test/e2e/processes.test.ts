// Three processes on one MongoDB: whatever is killed or restarted under load, every message is answered once, every wish
// booked once, every guest told once.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WORKSPACE } from '../../src/playground/workspace.ts';
import { checkDatabase } from '../../src/storage/check.ts';
import type { MeetingDocument } from '../../src/storage/meetings.ts';
import { ADA, BOT, CHANNEL, DM, SARAH, TENANT, TIM } from '../bot/support/bot.ts';
import { times } from '../support/counts.ts';
import { type Fleet, startFleet } from '../support/fleet.ts';
import { eventually } from '../support/server.ts';
import { createTalk, type Talk, workdays } from '../support/talk.ts';

const SIZE = 3;
const PARALLEL = 6;
const KILLS = times(3, 30);
const RESTARTS = times(SIZE, 30);
const DAYS = workdays(400);
/** What dead processes left is taken over when their leases have run out. */
const SETTLED_MS = 120_000;
const TEST_MS = times(300_000, 1_800_000);

describe('three processes on one database', () => {
  let fleet: Fleet;
  let talk: Talk;

  beforeEach(async () => {
    fleet = await startFleet(SIZE);
    talk = createTalk(fleet.db);
  }, 90_000);
  afterEach(() => fleet.stop(), 60_000);

  const meetings = () => fleet.db.collection<MeetingDocument>('meetings').find({ tenant: TENANT }).toArray();
  const replies = (where: object) =>
    fleet.db
      .collection('playground_messages')
      .find({ ...where, user: BOT })
      .toArray();
  const answered = () => fleet.db.collection('turns').countDocuments({ state: 'done' });

  /** Every wish is one mention in a thread of its own, which Slack tells to two processes at once, as two events. */
  async function wish(number: number): Promise<string> {
    const people = [ADA, SARAH, TIM];
    const user = people[number % people.length] ?? ADA;
    const slot = Math.floor(number / people.length);
    const [day, half] = [DAYS[Math.floor(slot / 16)], slot % 16];
    const time = `${9 + Math.floor(half / 2)}:${half % 2 ? '30' : '00'}`;
    const text = `<@${BOT}> book 30 minutes with guest${number}@acme.com on ${day} at ${time}`;
    const told = await talk.mention(user, text);
    await Promise.all(told.events.map((event, index) => fleet.deliver(event, { to: number + index })));
    return told.ts;
  }

  /** New wishes without a break, `PARALLEL` on their way at once, while `disturb` runs; answers their threads. */
  async function underLoad(disturb: () => Promise<void>): Promise<string[]> {
    const threads: string[] = [];
    let going = true;
    let next = 0;
    const sender = async () => {
      for (let number = next++; going; number = next++) threads[number] = await wish(number);
    };
    const sending = Promise.all(Array.from({ length: PARALLEL }, sender));
    const disturbing = disturb().finally(() => {
      going = false;
    });
    await Promise.all([sending, disturbing]);
    return threads;
  }

  /** Work is going on: some more turns than just now are answered. */
  async function moreAnswers(): Promise<void> {
    const before = await answered();
    await eventually('more answers', async () => (await answered()) >= before + PARALLEL, 120_000);
  }

  async function expectEachOnce(threads: readonly string[]): Promise<void> {
    expect(
      await fleet.db
        .collection('turns')
        .find({ state: { $ne: 'done' } })
        .toArray(),
    ).toEqual([]);
    const answers = await replies({ channel: CHANNEL, threadTs: { $in: threads } });
    expect(answers.map(({ threadTs }) => threadTs).sort()).toEqual([...threads].sort());
    // First what was said instead: it tells more than what is missing.
    const others = answers.filter(({ blocks }) => !/guest\d+@acme\.com/.test(JSON.stringify(blocks)));
    expect(others.map(({ text }) => text)).toEqual([]);
    const expected = threads.map((_, number) => `guest${number}@acme.com`).sort();
    const guests = (await meetings()).flatMap(({ attendees }) => attendees.filter(({ kind }) => kind === 'guest'));
    expect(guests.map(({ email }) => email).sort()).toEqual(expected);
    const mails = await fleet.db.collection('outbox').find().toArray();
    expect(mails.map(({ to }) => to).sort()).toEqual(expected);
    expect(await checkDatabase(fleet.db)).toEqual([]);
  }

  it(
    'lose nothing and double nothing while any of them is killed',
    async () => {
      const threads = await underLoad(async () => {
        for (let kill = 0; kill < KILLS; kill++) {
          await moreAnswers();
          await fleet.kill(kill % SIZE);
        }
      });
      await fleet.settled(SETTLED_MS);
      expect(fleet.refused).toEqual([]);
      await expectEachOnce(threads);
    },
    TEST_MS,
  );

  it(
    'refuse no request while one after another is restarted',
    async () => {
      const threads = await underLoad(async () => {
        for (let restart = 0; restart < RESTARTS; restart++) {
          await moreAnswers();
          await fleet.restart(restart % SIZE);
        }
        await moreAnswers();
      });
      await fleet.settled(SETTLED_MS);
      expect(fleet.refused).toEqual([]);
      await expectEachOnce(threads);
    },
    TEST_MS,
  );

  it('give a colleague’s time to one of two who want it at the same moment', async () => {
    const days = workdays(times(3, 20));
    for (const [index, day] of days.entries()) {
      const wishes = await Promise.all([
        talk.mention(ADA, `<@${BOT}> book 30 minutes with Tim on ${day} at 9:30`),
        talk.mention(SARAH, `<@${BOT}> book 30 minutes with Tim on ${day} at 14:30`),
      ]);
      await Promise.all(wishes.map(({ events: [event] }, each) => fleet.deliver(event, { to: index + each })));
      await fleet.settled(SETTLED_MS);
      const taken = (await meetings()).filter(({ start }) => start.toISOString().startsWith(day));
      expect(taken.map(({ state }) => state)).toEqual(['scheduled']);
      expect(await replies({ threadTs: { $in: wishes.map(({ ts }) => ts) } })).toHaveLength(2);
    }
    expect(await checkDatabase(fleet.db)).toEqual([]);
  });

  it('take a click once, wherever and however often it arrives', async () => {
    const [day = ''] = workdays(1);
    const { events } = await talk.say(ADA, `book 30 minutes with john@acme.com on ${day} at 14:00`);
    await fleet.deliver(events[0]);
    await fleet.settled(SETTLED_MS);
    const [card] = await replies({ channel: DM });
    const click = talk.click(ADA, card, 'meeting_cancel');
    await Promise.all(Array.from({ length: 3 * SIZE }, (_, to) => fleet.deliver(click, { form: true, to })));
    await fleet.settled(SETTLED_MS);
    await fleet.deliver(click, { form: true });
    await fleet.settled(SETTLED_MS);
    const [meeting] = await meetings();
    expect(meeting?.audit.map(({ action }) => action)).toEqual(['booked', 'cancelled']);
    expect(await fleet.db.collection('outbox').countDocuments()).toBe(2);
  });

  it('share the jobs: each stands once, whoever started first', async () => {
    const names = await fleet.db.collection('agendaJobs').distinct('name');
    expect(names.length).toBeGreaterThan(2);
    expect(await fleet.db.collection('agendaJobs').countDocuments()).toBe(names.length);
    expect(await fleet.db.collection('users').countDocuments()).toBe(WORKSPACE.people.length);
  });
});
