// Turns: each event recorded once, one turn of a queue at a time and in order, leases that are renewed, lost and taken over.
import type { Db } from 'mongodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { NewTurn, TurnStore } from '../../src/bot/turns.ts';
import { tenantId } from '../../src/domain/actor.ts';
import { createTurnStore } from '../../src/storage/turns.ts';
import { NOW } from '../support/world.ts';
import { DATABASES } from './databases.ts';

const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
const T1 = tenantId('T1');
const T2 = tenantId('T2');

function turn(eventId: string, seconds: number, change: Partial<NewTurn> = {}): NewTurn {
  return {
    tenant: T1,
    userId: 'UADA',
    eventId,
    queue: 'D1:main',
    requestId: `r-${eventId}`,
    receivedAt: at(seconds),
    work: { kind: 'say', text: eventId, place: { channel: 'D1' } },
    ...change,
  };
}

const lease = (owner: string, seconds: number) => ({ owner, until: at(seconds) });

describe.each(DATABASES)('turns on $name', ({ fresh }) => {
  let db: Db;
  let turns: TurnStore;
  let other: TurnStore;

  beforeEach(async () => {
    db = await fresh();
    turns = createTurnStore(db);
    other = createTurnStore(db);
  });

  it('record an event once, whoever is told of it and however often', async () => {
    const told = Array.from({ length: 12 }, (_, n) =>
      (n % 2 ? turns : other).record(turn('e1', 0), n % 3 ? lease(`p${n}`, 10) : null),
    );
    const states = (await Promise.all(told)).map(({ state }) => state);
    expect(states.filter((state) => state !== 'known')).toHaveLength(1);
    expect(await turns.record(turn('e1', 0, { tenant: T2 }), null)).toEqual({ state: 'waiting' });
    expect(await turns.remember(turn('e1', 0))).toBe(false);
    expect(await turns.remember(turn('e2', 0))).toBe(true);
    expect(await turns.record(turn('e2', 0), null)).toEqual({ state: 'known' });
  });

  it('lease one of a queue to one owner, the oldest first', async () => {
    expect(await turns.record(turn('e1', 0), lease('one', 10))).toMatchObject({ state: 'taken' });
    expect(await other.record(turn('e2', 1), lease('two', 10))).toEqual({ state: 'waiting' });
    expect(await other.record(turn('e3', 2, { queue: 'D2:main' }), lease('two', 10))).toMatchObject({ state: 'taken' });
    expect(await other.next(turn('e2', 1), lease('two', 10), at(3))).toBeNull();
    expect(await turns.finish(turn('e1', 0), 'one', at(3))).toBe(true);
    expect(await other.next(turn('e2', 1), lease('two', 10), at(3))).toMatchObject({ eventId: 'e2', attempts: 0 });
  });

  it('give a queue to one of many who ask at once', async () => {
    for (const n of [1, 2, 3]) await turns.record(turn(`e${n}`, n), null);
    const asked = Array.from({ length: 20 }, (_, n) =>
      (n % 2 ? turns : other).next(turn('', 0), lease(`p${n}`, 10), at(5)),
    );
    const got = (await Promise.all(asked)).filter((each) => each !== null);
    expect(got.map(({ eventId }) => eventId)).toEqual(['e1']);
  });

  it('let another owner take over when a lease has run out, and refuse the first from then on', async () => {
    await turns.record(turn('e1', 0), lease('one', 10));
    expect(await turns.renew(turn('e1', 0), lease('one', 20))).toBe(true);
    expect(await turns.due(at(15), 5)).toEqual([]);
    expect(await other.next(turn('e1', 0), lease('two', 40), at(15))).toBeNull();
    expect(await other.due(at(25), 5)).toEqual([{ tenant: T1, queue: 'D1:main' }]);
    expect(await other.next(turn('e1', 0), lease('two', 40), at(25))).toMatchObject({ eventId: 'e1', tried: true });
    const mine = turn('e1', 0);
    const answered = {
      answer: { result: { text: 'Hi.', changedMeetings: [], listedMeetings: [], messages: [] } },
      steps: [],
    };
    expect(await turns.renew(mine, lease('one', 50))).toBe(false);
    expect(await turns.appendSteps(mine, 'one', [])).toBe(false);
    expect(await turns.keepAnswer(mine, 'one', answered)).toBe(false);
    expect(await turns.release(mine, 'one', at(26))).toBe(false);
    expect(await turns.finish(mine, 'one', at(26))).toBe(false);
    expect(await other.finish(mine, 'two', at(26))).toBe(true);
  });

  it('keep the steps of a turn in order, and give them to who goes on with it', async () => {
    await turns.record(turn('e1', 0), lease('one', 10));
    const call = { kind: 'call', callId: 'c1', name: 'book_meeting', arguments: '{}', changes: true } as const;
    const result = { kind: 'result', callId: 'c1', content: 'm1', changed: true } as const;
    await turns.appendSteps(turn('e1', 0), 'one', [call]);
    await turns.appendSteps(turn('e1', 0), 'one', [result]);
    await turns.release(turn('e1', 0), 'one', at(5), 'Slack is down');
    expect(await turns.next(turn('e1', 0), lease('two', 20), at(4))).toBeNull();
    expect(await turns.next(turn('e1', 0), lease('two', 20), at(5))).toMatchObject({
      attempts: 1,
      steps: [call, result],
    });
  });

  it('tell a turn that nobody has worked on from one that was begun', async () => {
    await turns.record(turn('e1', 0), null);
    expect(await turns.next(turn('e1', 0), lease('one', 10), at(1))).not.toHaveProperty('tried');
    await turns.releaseAll('one');
    expect(await turns.next(turn('e1', 0), lease('one', 10), at(2))).toMatchObject({ tried: true });
    await turns.finish(turn('e1', 0), 'one', at(3));
    await turns.record(turn('e2', 4), lease('one', 10));
    await turns.release(turn('e2', 4), 'one', at(5));
    expect(await turns.next(turn('e2', 4), lease('two', 20), at(5))).toMatchObject({ attempts: 0, tried: true });
  });

  it('keep an answer that could not be posted for the next attempt, and nothing of it once it is', async () => {
    const said = { kind: 'result', callId: 'c1', content: '{}', changed: false } as const;
    const answered = {
      answer: { result: { text: 'Hi.', changedMeetings: [], listedMeetings: [], messages: [] } },
      steps: [said],
    };
    await turns.record(turn('e1', 0), lease('one', 10));
    await turns.keepAnswer(turn('e1', 0), 'one', answered);
    await turns.release(turn('e1', 0), 'one', at(5), 'Slack is down');
    const { answer, steps } = (await turns.next(turn('e1', 0), lease('one', 10), at(5))) ?? {};
    expect({ answer, steps }).toEqual(answered);
    await turns.finish(turn('e1', 0), 'one', at(6));
    const stored = await db.collection('turns').findOne({ tenant: T1, eventId: 'e1' });
    expect(stored).toMatchObject({ state: 'done', steps: [] });
    expect(stored).not.toHaveProperty('answer');
  });

  it('know the threads in which somebody has talked with Parley, in each tenant', async () => {
    await turns.record(turn('e1', 0), lease('one', 10));
    await turns.fail(turn('e1', 0), 'one', at(1), 'gone');
    expect(await turns.takesPart(T1, 'D1:main')).toBe(true);
    expect(await turns.takesPart(T1, 'D2:main')).toBe(false);
    expect(await turns.takesPart(T2, 'D1:main')).toBe(false);
    expect(await turns.due(at(100), 5)).toEqual([]);
  });
});
