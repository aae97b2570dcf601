// A process that dies at any point of a turn: whoever comes after it finishes the turn, and the user reads of one booking.
import { afterEach, describe, expect, it } from 'vitest';
import type { Assistant } from '../../src/assistant/turn.ts';
import type { TurnStore } from '../../src/bot/turns.ts';
import type { Meetings } from '../../src/domain/meetings/meetings.ts';
import { eventually } from '../support/server.ts';
import { ADA, actionIds, type Bot, DM, recall, scripted, startBot } from './support/bot.ts';
import { type Domain, NOW, startDomain } from './support/domain.ts';

const LATER = new Date(NOW.getTime() + 60_000);
const bots: Bot[] = [];

afterEach(async () => {
  await Promise.all(bots.splice(0).map((bot) => bot.stop()));
});

/** Books one meeting, journalling as a turn must. */
function booker(meetings: Meetings): Assistant {
  return {
    recall,
    async run({ actor, eventId }, journal) {
      const stored = journal.steps.find((step) => step.kind === 'result');
      if (!stored) {
        if (journal.steps.length === 0) {
          await journal.append({ kind: 'call', callId: 'c1', name: 'book_meeting', arguments: '{}', changes: true });
        }
        const wish = { start: new Date('2026-01-08T19:00:00Z'), durationMinutes: 30, attendees: ['john@acme.com'] };
        const { meeting } = await meetings.book(actor, wish, `${eventId}:c1`);
        await journal.append({ kind: 'result', callId: 'c1', content: meeting.id, changed: true });
        return { text: 'Booked.', changedMeetings: [meeting.id], listedMeetings: [], messages: [] };
      }
      return { text: 'Booked.', changedMeetings: [stored.content], listedMeetings: [], messages: [] };
    },
    remember: async () => {},
  };
}

/** Blows at the n-th operation, before or after it takes effect; from then on nothing answers any more. */
function createFuse(at: number, when: 'before' | 'after') {
  let count = 0;
  let blown = false;
  const never = new Promise<never>(() => {});
  return {
    isBlown: () => blown,
    async through<T>(operation: () => Promise<T>): Promise<T> {
      if (blown) return never;
      count++;
      if (count === at) {
        blown = true;
        if (when === 'after') await operation();
        return never;
      }
      const result = await operation();
      return blown ? never : result;
    },
  };
}
type Fuse = ReturnType<typeof createFuse>;

/** Every function of a port goes through the fuse. */
function fused<T extends object>(port: T, fuse: Fuse, names: readonly (keyof T)[]): T {
  const copy = { ...port };
  for (const name of names) {
    const real = port[name] as (...args: unknown[]) => Promise<unknown>;
    copy[name] = ((...args: unknown[]) => fuse.through(() => real(...args))) as T[keyof T];
  }
  return copy;
}

const STORE_STEPS: readonly (keyof TurnStore)[] = ['appendSteps', 'keepAnswer', 'finish', 'next', 'renew', 'release'];

async function startMortal(domain: Domain, fuse: Fuse): Promise<Bot> {
  const meetings = fused(domain.meetings, fuse, ['book']);
  const bot = await startBot({
    domain,
    assistant: booker(meetings),
    turns: (real) => fused(real, fuse, STORE_STEPS),
    fetch: (real) => (url, init) =>
      /chat\.postMessage|conversations\./.test(String(url)) ? fuse.through(() => real(url, init)) : real(url, init),
  });
  bots.push(bot);
  return bot;
}

async function crashAt(at: number, when: 'before' | 'after'): Promise<boolean> {
  const domain = await startDomain();
  const fuse = createFuse(at, when);
  const first = await startMortal(domain, fuse);
  await first.say(ADA, 'book john tomorrow at 2pm');
  await eventually('the crash or the end', async () => {
    const open = await domain.db.collection('turns').countDocuments({ open: true });
    return fuse.isBlown() || open === 0;
  });
  const blown = fuse.isBlown();
  domain.setNow(LATER);
  const second = await startBot({ domain, assistant: booker(domain.meetings) });
  bots.push(second);
  second.slack.wake();
  await second.idle();
  const replies = (await second.posted(DM)).filter(({ text }) => text === 'Booked.');
  const meetings = await domain.meetings.list(domain.actor(ADA), {});
  expect([at, when, replies.length, meetings.length]).toEqual([at, when, 1, 1]);
  expect(actionIds(replies[0])).toContain('meeting_cancel');
  return blown;
}

describe('a turn whose process dies', () => {
  it.each(['before', 'after'] as const)('%s any of its steps is finished once by the next process', async (when) => {
    let step = 1;
    while (await crashAt(step, when)) step++;
    // call, book, result, post, finish, next
    expect(step).toBeGreaterThan(6);
  });

  it('before its listener ran is taken up when its lease has run out', async () => {
    const domain = await startDomain();
    const first = await startBot({
      domain,
      assistant: scripted(async () => new Promise<never>(() => {})),
    });
    bots.push(first);
    await first.say(ADA, 'hello');
    const second = await startBot({ domain, assistant: scripted(async (text) => ({ text })) });
    bots.push(second);
    second.slack.wake();
    expect(await second.posted(DM)).toEqual([]);
    domain.setNow(LATER);
    second.slack.wake();
    await second.idle();
    expect((await second.posted(DM)).map(({ text }) => text)).toEqual(['hello']);
  });

  it('stands still for longer than its lease, and posts nothing once another has answered', async () => {
    const domain = await startDomain();
    const { promise, resolve } = Promise.withResolvers<{ text: string }>();
    const first = await startBot({ domain, assistant: scripted(() => promise) });
    const second = await startBot({ domain, assistant: scripted(async () => ({ text: 'from the second' })) });
    bots.push(first, second);
    await first.say(ADA, 'hello');
    domain.setNow(LATER);
    second.slack.wake();
    await second.idle();
    resolve({ text: 'from the first' });
    await first.slack.stop(5_000);
    expect((await second.posted(DM)).map(({ text }) => text)).toEqual(['from the second']);
  });
});

describe('while Slack is down', () => {
  it('a reply is tried again and posted once, also when its first attempt took effect unseen', async () => {
    for (const kind of ['cut', 'cut_after', 'server_error'] as const) {
      const domain = await startDomain();
      const bot = await startBot({ domain, assistant: scripted(async (text) => ({ text })) });
      bots.push(bot);
      bot.api.fail('chat.postMessage', { kind });
      await bot.say(ADA, 'hello');
      await eventually('a failed attempt', async () =>
        bot.db.collection('turns').findOne({ attempts: 1 }).then(Boolean),
      );
      domain.setNow(LATER);
      bot.slack.wake();
      await bot.idle();
      expect([kind, (await bot.posted(DM)).map(({ text }) => text)]).toEqual([kind, ['hello']]);
    }
  });

  it('a rate limit is waited for as long as Slack says', async () => {
    const domain = await startDomain();
    const bot = await startBot({ domain, assistant: scripted(async (text) => ({ text })) });
    bots.push(bot);
    bot.api.fail('chat.postMessage', { kind: 'rate_limited', retryAfterSeconds: 40 });
    await bot.say(ADA, 'hello');
    const turn = await eventually('a failed attempt', async () =>
      bot.db
        .collection('turns')
        .findOne({ attempts: 1 })
        .then((found) => found ?? undefined),
    );
    expect(turn.dueAt).toEqual(new Date(NOW.getTime() + 40_000));
    await bot.say(ADA, 'and I come after it');
    expect(await bot.posted(DM)).toEqual([]);
    domain.setNow(LATER);
    bot.slack.wake();
    await bot.idle();
    expect((await bot.posted(DM)).map(({ text }) => text)).toEqual(['hello', 'and I come after it']);
  });

  it('a turn that can never be answered is recorded as failed, and what comes after it goes on', async () => {
    const domain = await startDomain();
    let now = NOW.getTime();
    const bot = await startBot({
      domain,
      assistant: scripted(async (text) => {
        if (text === 'poison') throw new Error('the disk says no');
        return { text };
      }),
    });
    bots.push(bot);
    await bot.say(ADA, 'poison');
    await bot.say(ADA, 'water');
    await eventually('the end', async () => {
      now += 120_000;
      domain.setNow(new Date(now));
      bot.slack.wake();
      return (await bot.db.collection('turns').countDocuments({ open: true })) === 0;
    });
    const failed = await bot.db.collection('turns').findOne({ state: 'failed' });
    expect(failed).toMatchObject({ attempts: 6, error: 'the disk says no', work: { text: 'poison' } });
    const [apology, answer] = (await bot.posted(DM)).map(({ text }) => text);
    expect(apology).toContain('nothing was changed');
    expect(apology).toContain(failed?.requestId);
    expect(answer).toBe('water');
  });
});
