// The effect queue: in order towards each target, one at a time, at least once.
import type { Db } from 'mongodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DueEffect, EffectQueue } from '../../src/domain/effects.ts';
import { createEffectQueue } from '../../src/storage/effects.ts';
import { createWorld, NOW, type World } from '../support/world.ts';
import { DATABASES } from './databases.ts';

const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
const START = new Date('2026-01-08T19:00:00Z');

describe.each(DATABASES)('effects on $name', ({ fresh }) => {
  let db: Db;
  let world: World;
  let queue: EffectQueue;
  let due: DueEffect;

  beforeEach(async () => {
    db = await fresh();
    world = createWorld(db);
    queue = createEffectQueue(db);
    const ada = await world.addUser('UADA', 'Ada Park');
    const { meeting } = await world.meetings.book(
      ada,
      { start: START, durationMinutes: 30, attendees: ['john@acme.com', 'eve@acme.com'] },
      world.key(),
    );
    const move = { start: new Date(START.getTime() + 3_600_000) };
    await world.meetings.update(ada, meeting.id, move, world.key());
    due = { tenant: world.tenant, carrier: 'meeting' as const, id: meeting.id, targetKey: 'guest:john@acme.com' };
  });

  /** Whether the target is offered to whoever looks at what is due. */
  async function freed(to: EffectQueue, now: Date): Promise<boolean> {
    return (await to.due(now, 10)).some(({ targetKey }) => targetKey === due.targetKey);
  }

  it('names each target once', async () => {
    expect(await queue.due(NOW, 10)).toEqual([due, { ...due, targetKey: 'guest:eve@acme.com' }]);
    expect(await queue.due(at(-1), 10)).toEqual([]);
  });

  it('gives them in order, and nothing when all are done', async () => {
    for (const [occasion, then] of [
      ['invited', 'more'],
      ['moved', 'last'],
    ]) {
      const effect = await queue.lease(due, 'one', NOW, at(60));
      expect(effect).toMatchObject({ occasion, state: 'pending', attempts: 0 });
      expect(await queue.settle(due, 'one', effect?.id ?? '', { state: 'done' }, NOW)).toBe(then);
    }
    expect(await queue.lease(due, 'one', NOW, at(60))).toBeNull();
    expect(await queue.due(NOW, 10)).toEqual([{ ...due, targetKey: 'guest:eve@acme.com' }]);
  });

  it('gives one target to one worker only, however many ask at once', async () => {
    const asked = Array.from({ length: 20 }, (_, index) => queue.lease(due, `worker ${index % 2}`, NOW, at(60)));
    expect((await Promise.all(asked)).filter((effect) => effect !== null)).toHaveLength(1);
    expect(await queue.due(NOW, 10)).toEqual([{ ...due, targetKey: 'guest:eve@acme.com' }]);
  });

  it('keeps later effects behind one that waits for another attempt', async () => {
    const effect = await queue.lease(due, 'one', NOW, at(60));
    await queue.settle(due, 'one', effect?.id ?? '', { state: 'pending', error: 'down', dueAt: at(15) }, NOW);
    expect(await queue.lease(due, 'one', at(1), at(60))).toBeNull();
    expect(await queue.due(at(1), 10)).toEqual([{ ...due, targetKey: 'guest:eve@acme.com' }]);
    expect(await queue.lease(due, 'one', at(15), at(60))).toMatchObject({
      id: effect?.id,
      attempts: 1,
      lastError: 'down',
    });
    await queue.settle(due, 'one', effect?.id ?? '', { state: 'dead', error: 'gone' }, at(16));
    expect(await queue.lease(due, 'one', at(16), at(60))).toMatchObject({ occasion: 'moved' });
  });

  it('lets another take over when a lease has run out, and tells the first that it lost', async () => {
    const effect = await queue.lease(due, 'one', NOW, at(60));
    expect(await freed(queue, NOW)).toBe(false);
    expect(await freed(queue, at(59))).toBe(false);
    expect(await queue.lease(due, 'two', at(59), at(119))).toBeNull();
    expect(await freed(queue, at(61))).toBe(true);
    expect(await queue.lease(due, 'two', at(61), at(121))).toMatchObject({ id: effect?.id });
    expect(await queue.settle(due, 'one', effect?.id ?? '', { state: 'done' }, at(62))).toBe('lost');
    expect(await queue.settle(due, 'two', effect?.id ?? '', { state: 'done' }, at(62))).toBe('more');
  });

  it('keeps a lease for as long as it is renewed, and renews none that is lost', async () => {
    const effect = await queue.lease(due, 'one', NOW, at(60));
    expect(await freed(queue, NOW)).toBe(false);
    expect(await queue.renew(due, 'one', at(100))).toBe(true);
    expect(await freed(queue, at(61))).toBe(false);
    expect(await queue.lease(due, 'two', at(61), at(121))).toBeNull();
    expect(await freed(queue, at(121))).toBe(true);
    expect(await queue.lease(due, 'two', at(121), at(181))).toMatchObject({ id: effect?.id });
    expect(await queue.renew(due, 'one', at(200))).toBe(false);
    expect(await queue.lease(due, 'one', at(180), at(200))).toBeNull();
  });

  it('takes no lease from a living process, however far ahead one’s own clock is', async () => {
    const ahead = createEffectQueue(db);
    await queue.lease(due, 'slow', NOW, at(15));
    for (let second = 0; second <= 60; second += 5) {
      expect(await freed(ahead, at(second + 3_600))).toBe(false);
      expect(await ahead.lease(due, 'fast', at(second + 3_600), at(second + 3_615))).toBeNull();
      expect(await queue.renew(due, 'slow', at(second + 15))).toBe(true);
    }
    // It dies; nothing renews the lease any more.
    expect(await freed(ahead, at(3_665))).toBe(false);
    expect(await freed(ahead, at(3_679))).toBe(false);
    expect(await freed(ahead, at(3_680))).toBe(true);
    expect(await ahead.lease(due, 'fast', at(3_680), at(3_695))).toMatchObject({ occasion: 'invited' });
  });

  it('loses nothing when the meeting changes while one is being delivered', async () => {
    const effect = await queue.lease(due, 'one', NOW, at(60));
    await world.meetings.cancel(world.actor('UADA'), due.id, undefined, world.key());
    await queue.settle(due, 'one', effect?.id ?? '', { state: 'done' }, NOW);
    const states = (await world.meetings.get(world.actor('UADA'), due.id)).effects.map(({ state }) => state);
    expect(states).toEqual(['done', 'pending', 'pending', 'pending', 'pending', 'pending']);
  });
});
