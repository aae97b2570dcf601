// One queue, one turn at a time, and nobody kept waiting for what only the store still has to hear.
import type { Db } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewTurn, Recorded, TurnStore } from '../../src/bot/turns.ts';
import { createTurnWorker, StoppingError, type TurnWorker } from '../../src/bot/worker.ts';
import type { TenantId } from '../../src/domain/actor.ts';
import { createTurnStore } from '../../src/storage/turns.ts';
import { freshDatabase } from '../support/database.ts';
import { eventually } from '../support/server.ts';

let db: Db;
let worker: TurnWorker;
let done: string[];
/** What was read ahead, by event; an error is thrown. */
let read: Map<string, string | Error>;

beforeEach(async () => {
  db = await freshDatabase();
  done = [];
  read = new Map();
});
afterEach(async () => {
  await worker.stop(2_000);
  await db.dropDatabase();
});

const event = (name: string): NewTurn => ({
  tenant: 'T1' as TenantId,
  userId: 'UADA',
  eventId: name,
  queue: 'D1:main',
  work: { kind: 'say', text: name, place: { channel: 'D1' } },
  requestId: `r-${name}`,
  receivedAt: new Date(),
});

/** A worker that writes down what it has worked on, over a store that is changed a little. */
function start(changed: (real: TurnStore) => Partial<TurnStore>): void {
  const real = createTurnStore(db);
  worker = createTurnWorker({
    store: { ...real, ...changed(real) },
    work: {
      readAhead: async ({ eventId }) => {
        const found = read.get(eventId);
        if (found instanceof Error) throw found;
        return found;
      },
      run: async ({ eventId }, _context, ahead) => {
        const found = await ahead?.catch((error: unknown) => String(error));
        done.push(found === undefined ? eventId : `${eventId} with ${found}`);
        return undefined;
      },
      giveUp: async () => {},
    },
    owner: 'worker',
    clock: () => new Date(),
    onError: (error) => done.push(String(error)),
  });
}

async function take(name: string): Promise<Recorded> {
  const turn = event(name);
  const recorded = await worker.record(turn);
  worker.start(recorded, turn);
  return recorded;
}

const open = () => db.collection('turns').countDocuments({ open: true });

describe('a turn that arrives while nothing of its queue is worked on any more', () => {
  it('is taken at once', async () => {
    const second = Promise.withResolvers<Recorded>();
    start((real) => ({
      async finish(turn, ...rest) {
        const finished = await real.finish(turn, ...rest);
        // The store has it, the worker has not heard of that.
        if (turn.eventId === 'first') await take('second').then(second.resolve, second.reject);
        return finished;
      },
    }));
    await take('first');
    expect((await second.promise).state).toBe('taken');
    await eventually('all is done', async () => (await open()) === 0);
    expect(done).toEqual(['first', 'second']);
  });

  it('is taken at once while its queue is looked through for others', async () => {
    const second = Promise.withResolvers<Recorded>();
    start((real) => ({
      async next(...given) {
        if (done.length === 1) await take('second').then(second.resolve, second.reject);
        return real.next(...given);
      },
    }));
    await take('first');
    expect((await second.promise).state).toBe('taken');
    await eventually('all is done', async () => (await open()) === 0);
    expect(done).toEqual(['first', 'second']);
  });

  it('waits in its queue where it reaches the store before', async () => {
    const second = Promise.withResolvers<Recorded>();
    start((real) => ({
      async finish(turn, ...rest) {
        if (turn.eventId === 'first') await take('second').then(second.resolve, second.reject);
        return real.finish(turn, ...rest);
      },
    }));
    await take('first');
    expect((await second.promise).state).toBe('waiting');
    await eventually('all is done', async () => (await open()) === 0);
    expect(done).toEqual(['first', 'second']);
  });

  it('comes after what waited before it', async () => {
    const third = Promise.withResolvers<Recorded>();
    start((real) => ({
      async finish(turn, ...rest) {
        const finished = await real.finish(turn, ...rest);
        if (turn.eventId === 'first') await take('third').then(third.resolve, third.reject);
        return finished;
      },
    }));
    await createTurnStore(db).record({ ...event('second'), receivedAt: new Date(Date.now() - 1_000) }, null);
    const turn = { ...event('first'), receivedAt: new Date(Date.now() - 2_000) };
    worker.start(await worker.record(turn), turn);
    await third.promise;
    await eventually('all is done', async () => (await open()) === 0);
    expect(done).toEqual(['first', 'second', 'third']);
  });
});

describe('a turn that begins at once', () => {
  it('has what was read while it was recorded', async () => {
    start(() => ({}));
    read.set('first', 'its history');
    await take('first');
    await eventually('it is done', async () => (await open()) === 0);
    expect(done).toEqual(['first with its history']);
  });

  it('runs where that could not be read', async () => {
    start(() => ({}));
    read.set('first', new Error('no connection'));
    await take('first');
    await eventually('it is done', async () => (await open()) === 0);
    expect(done).toEqual(['first with Error: no connection']);
  });

  it('has nothing of it when it is tried again', async () => {
    let failing = true;
    start((real) => ({
      async finish(turn, ...rest) {
        if (!failing) return real.finish(turn, ...rest);
        failing = false;
        await real.release(turn, 'worker', new Date());
        return false;
      },
    }));
    read.set('first', 'its history');
    await take('first');
    await eventually('it is done', async () => (await open()) === 0);
    expect(done).toEqual(['first with its history', 'first']);
  });
});

it('calls what its stop has cut off by that name, so that nobody is told of a failure', async () => {
  const recording = Promise.withResolvers<never>();
  start(() => ({ record: () => recording.promise }));
  const taken = take('first');
  const stopped = worker.stop(0);
  recording.reject(new Error('the connection was closed'));
  await expect(taken).rejects.toThrow(StoppingError);
  await stopped;
});
