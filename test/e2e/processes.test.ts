// Three processes on one MongoDB: whatever is killed or restarted under load, every message is answered once, every wish
// booked once, every guest told once.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WORKSPACE } from '../../src/playground/workspace.ts';
import { checkDatabase } from '../../src/storage/check.ts';
import { ADA, BOT, DM, SARAH } from '../bot/support/bot.ts';
import { times } from '../support/counts.ts';
import { type Fleet, startFleet } from '../support/fleet.ts';
import { type Talk, workdays } from '../support/talk.ts';
import { createWishes, type Wishes } from '../support/wishes.ts';

const SIZE = 3;
const KILLS = times(3, 30);
const RESTARTS = times(SIZE, 30);
/** What dead processes left is taken over when their leases have run out. */
const SETTLED_MS = 120_000;
const TEST_MS = times(300_000, 1_800_000);

describe('three processes on one database', () => {
  let fleet: Fleet;
  let wishes: Wishes;
  let talk: Talk;

  beforeEach(async () => {
    fleet = await startFleet(SIZE);
    wishes = createWishes(fleet);
    talk = wishes.talk;
  }, 90_000);
  afterEach(() => fleet.stop(), 60_000);

  it(
    'lose nothing and double nothing while any of them is killed',
    async () => {
      const threads = await wishes.underLoad(async () => {
        for (let kill = 0; kill < KILLS; kill++) {
          await wishes.moreAnswers();
          await fleet.kill(kill % SIZE);
        }
      });
      await fleet.settled(SETTLED_MS);
      expect(fleet.refused).toEqual([]);
      await wishes.expectEachOnce(threads);
    },
    TEST_MS,
  );

  it(
    'refuse no request while one after another is restarted',
    async () => {
      const threads = await wishes.underLoad(async () => {
        for (let restart = 0; restart < RESTARTS; restart++) {
          await wishes.moreAnswers();
          await fleet.restart(restart % SIZE);
        }
        await wishes.moreAnswers();
      });
      await fleet.settled(SETTLED_MS);
      expect(fleet.refused).toEqual([]);
      await wishes.expectEachOnce(threads);
    },
    TEST_MS,
  );

  it('give a colleague’s time to one of two who want it at the same moment', async () => {
    const days = workdays(times(3, 20));
    for (const [index, day] of days.entries()) {
      const both = await Promise.all([
        talk.mention(ADA, `<@${BOT}> book 30 minutes with Tim on ${day} at 9:30`),
        talk.mention(SARAH, `<@${BOT}> book 30 minutes with Tim on ${day} at 14:30`),
      ]);
      await Promise.all(both.map(({ events: [event] }, each) => fleet.deliver(event, { to: index + each })));
      await fleet.settled(SETTLED_MS);
      const taken = (await wishes.meetings()).filter(({ start }) => start.toISOString().startsWith(day));
      expect(taken.map(({ state }) => state)).toEqual(['scheduled']);
      expect(await wishes.replies({ threadTs: { $in: both.map(({ ts }) => ts) } })).toHaveLength(2);
    }
    expect(await checkDatabase(fleet.db)).toEqual([]);
  });

  it('take a click once, wherever and however often it arrives', async () => {
    const [day = ''] = workdays(1);
    const { events } = await talk.say(ADA, `book 30 minutes with john@acme.com on ${day} at 14:00`);
    await fleet.deliver(events[0]);
    await fleet.settled(SETTLED_MS);
    const [card] = await wishes.replies({ channel: DM });
    const click = talk.click(ADA, card, 'meeting_cancel');
    await Promise.all(Array.from({ length: 3 * SIZE }, (_, to) => fleet.deliver(click, { form: true, to })));
    await fleet.settled(SETTLED_MS);
    await fleet.deliver(click, { form: true });
    await fleet.settled(SETTLED_MS);
    const [meeting] = await wishes.meetings();
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
