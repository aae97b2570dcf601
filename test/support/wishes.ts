// Wishes of many people on a fleet under load, and what must have become of each: booked once, answered once, told once.
import type { Document, WithId } from 'mongodb';
import { expect } from 'vitest';
import { checkDatabase } from '../../src/storage/check.ts';
import type { MeetingDocument } from '../../src/storage/meetings.ts';
import { ADA, BOT, CHANNEL, SARAH, TENANT, TIM } from '../bot/support/bot.ts';
import type { Fleet } from './fleet.ts';
import { eventually } from './server.ts';
import { createTalk, type Talk, workdays } from './talk.ts';

/** On their way at once. */
const PARALLEL = 6;
const DAYS = workdays(400);
const WORK_MS = 120_000;
/** The process that holds the database may have to start first. */
const THERE_MS = 180_000;

export interface Wishes {
  readonly talk: Talk;
  meetings(): Promise<MeetingDocument[]>;
  /** What Parley has said to all: a message that could not be recorded is told of to its author alone. */
  replies(where: object): Promise<WithId<Document>[]>;
  /** New wishes without a break while `disturb` runs; answers their threads. */
  underLoad(disturb: () => Promise<void>): Promise<string[]>;
  /** Work is going on: some more turns than just now are answered. */
  moreAnswers(): Promise<void>;
  expectEachOnce(threads: readonly string[]): Promise<void>;
}

export function createWishes(fleet: Fleet): Wishes {
  const talk = createTalk(fleet.db);

  const meetings = () => fleet.db.collection<MeetingDocument>('meetings').find({ tenant: TENANT }).toArray();
  const replies = (where: object) =>
    fleet.db
      .collection('playground_messages')
      .find({ ...where, user: BOT, onlyFor: { $exists: false } })
      .toArray();
  /** The database may be away, together with the process that holds it. */
  const whenThere = <T>(what: string, look: () => Promise<T>) =>
    eventually(
      what,
      () =>
        look()
          .then((found) => ({ found }))
          .catch(() => undefined),
      THERE_MS,
    ).then(({ found }) => found);
  const answered = () =>
    whenThere('the number of answers', () => fleet.db.collection('turns').countDocuments({ state: 'done' }));

  /** Every wish is one mention in a thread of its own, which Slack tells to two processes at once, as two events. */
  async function wish(number: number): Promise<string> {
    const people = [ADA, SARAH, TIM];
    const user = people[number % people.length] ?? ADA;
    const slot = Math.floor(number / people.length);
    const [day, half] = [DAYS[Math.floor(slot / 16)], slot % 16];
    const time = `${9 + Math.floor(half / 2)}:${half % 2 ? '30' : '00'}`;
    const text = `<@${BOT}> book 30 minutes with guest${number}@acme.com on ${day} at ${time}`;
    const told = await whenThere('the message', () => talk.mention(user, text));
    await Promise.all(told.events.map((event, index) => fleet.deliver(event, { to: number + index })));
    return told.ts;
  }

  return {
    talk,
    meetings,
    replies,
    async underLoad(disturb) {
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
    },
    async moreAnswers() {
      const before = await answered();
      await eventually('more answers', async () => (await answered()) >= before + PARALLEL, WORK_MS);
    },
    async expectEachOnce(threads) {
      const open = await fleet.db
        .collection('turns')
        .find({ state: { $ne: 'done' } })
        .toArray();
      expect(open).toEqual([]);
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
    },
  };
}
