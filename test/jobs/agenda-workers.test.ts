// Several workers of one queue: no run is doubled, and none is lost when a worker dies. Parley's own jobs on it are in
// schedule.test.ts.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Agenda, AgendaOptions } from 'agenda';
import type { Db } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DATABASES } from '../contracts/databases.ts';
import { createWorker, JOBS } from '../support/agenda.ts';
import { RUNS, type Run } from '../support/agenda-process.ts';
import { times } from '../support/counts.ts';
import { eventually } from '../support/server.ts';

const SCRIPT = join(import.meta.dirname, '../support/agenda-process.ts');
const LONG_AGO = new Date('2026-01-01T00:00:00Z');

describe.each(DATABASES)('several workers on $name', ({ fresh, address }) => {
  let db: Db;
  const workers: Agenda[] = [];

  beforeEach(async () => {
    db = await fresh();
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((each) => each.stop()));
  });

  function worker(options: Partial<AgendaOptions> = {}, onError?: (error: Error) => void): Agenda {
    const made = createWorker(db, options, onError);
    workers.push(made);
    return made;
  }

  const stored = (filter: object = {}) => db.collection(JOBS).find(filter).toArray();
  const finished = (count: number, timeoutMs?: number) =>
    eventually(
      'jobs have run',
      async () => (await stored({ lastFinishedAt: { $ne: null } })).length >= count,
      timeoutMs,
    );

  it('share jobs, and each runs once', async () => {
    const count = times(60, 2_000);
    const runs: { worker: number; n: number }[] = [];
    const both = [0, 1].map((index) => {
      const one = worker();
      one.define<{ n: number }>('count', async ({ attrs }) => void runs.push({ worker: index, n: attrs.data.n }), {
        lockLimit: 3,
      });
      return one;
    });
    for (let n = 0; n < count; n++) await both[n % 2]?.schedule(LONG_AGO, 'count', { n });
    await Promise.all(both.map((one) => one.start()));
    await finished(count, times(60_000, 600_000));
    expect(runs.map(({ n }) => n).sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, n) => n));
    expect(new Set(runs.map((run) => run.worker)).size).toBe(2);
  });

  it('take a repeating job over and over, never two at once and never twice for one time', async () => {
    const runs: { at: Date; next: Date }[] = [];
    let side = 0;
    const three = [0, 1, 2].map(() => {
      const one = worker();
      one.define('tick', async ({ attrs: { lastRunAt, nextRunAt } }) => {
        expect(++side).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        side--;
        if (lastRunAt && nextRunAt) runs.push({ at: lastRunAt, next: nextRunAt });
      });
      return one;
    });
    await Promise.all(three.map((one) => one.start()));
    await three[0]?.every(30, 'tick');
    await eventually('ten runs', () => runs.length >= 10);
    for (const [index, { at }] of runs.entries()) {
      const planned = runs[index - 1]?.next ?? LONG_AGO;
      expect(at.getTime()).toBeGreaterThanOrEqual(planned.getTime());
    }
    expect(await stored()).toHaveLength(1);
  });

  it('leave a locked job to its worker until the lock has expired, then take it over', async () => {
    const lockLifetime = 400;
    const ran: number[] = [];
    const heir = worker({ defaultLockLifetime: lockLifetime });
    heir.define('left', async () => void ran.push(Date.now()));
    await heir.schedule(LONG_AGO, 'left');
    // As a worker leaves it that has died while it ran.
    const lockedAt = new Date();
    await db.collection(JOBS).updateOne({ name: 'left' }, { $set: { lockedAt, lastRunAt: lockedAt } });
    await heir.start();
    await finished(1);
    expect(ran).toHaveLength(1);
    expect(ran[0]).toBeGreaterThanOrEqual(lockedAt.getTime() + lockLifetime);
  });

  it('take over from a worker that hangs, which is told that it took too long', async () => {
    const errors: string[] = [];
    const runs: string[] = [];
    const stuck = worker({ defaultLockLifetime: 200, maxConcurrency: 1 }, ({ message }) => errors.push(message));
    stuck.define('hang', async () => {
      runs.push('stuck');
      if (runs.length === 1) await new Promise(() => {});
    });
    await stuck.start();
    await stuck.now('hang');
    await finished(1);
    const told = /'hang' canceled, execution took more than 200ms/;
    await eventually('it is told', () => errors.some((message) => told.test(message)));
    await eventually('it runs again', () => runs.length > 1);
  });

  it('leave a job alone for as long as its worker says that it is alive', async () => {
    const lockLifetime = 300;
    const runs: string[] = [];
    // Agenda calls a job lost, wrongly, that ends in the very moment in which it looks after it.
    const one = worker({ defaultLockLifetime: lockLifetime }, () => {});
    const other = worker({ defaultLockLifetime: lockLifetime });
    one.define('long', async (job) => {
      runs.push('one');
      const end = performance.now() + 3 * lockLifetime;
      while (performance.now() < end) await job.touch();
    });
    other.define('long', async () => void runs.push('other'));
    await one.start();
    await one.now('long');
    await eventually('it runs', () => runs.length === 1);
    await other.start();
    await finished(1);
    expect(runs).toEqual(['one']);
  });

  describe('in processes of their own', () => {
    const running = new Set<ChildProcess>();
    afterEach(() => {
      for (const child of running) child.kill('SIGKILL');
    });

    async function start(name: string): Promise<ChildProcess> {
      const child = spawn(process.execPath, [SCRIPT, await address(), db.databaseName, name], { stdio: 'inherit' });
      running.add(child);
      child.once('exit', () => running.delete(child));
      return child;
    }

    it(
      'lose no job to kill -9, and do none again that had ended',
      async () => {
        const count = times(120, 2_000);
        const kills = times(1, 10);
        const agenda = worker();
        for (let number = 0; number < count; number++) await agenda.schedule(LONG_AGO, 'count', { number });
        const runs = () => db.collection<Run>(RUNS).find().toArray();
        let mortal = await start('mortal 0');
        for (let kill = 1; kill <= kills; kill++) {
          const before = (await runs()).length;
          await eventually('work goes on', async () => (await runs()).length > before + 20, 30_000);
          mortal.kill('SIGKILL');
          mortal = await start(`mortal ${kill}`);
        }
        await finished(count, times(60_000, 900_000));
        const all = await runs();
        const ended = all.filter(({ state }) => state === 'ended').map(({ number }) => number);
        expect(new Set(ended).size).toBe(count);
        // Begun again are only those of the dead: at most what one worker had locked, each time.
        const begun = all.filter(({ state }) => state === 'begun').length;
        expect(begun - count).toBeLessThanOrEqual(kills * 10);
      },
      times(120_000, 1_800_000),
    );
  });
});
