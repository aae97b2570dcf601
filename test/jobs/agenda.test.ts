// What Parley's jobs rest on: Agenda with its own MongoDB backend, unmodified. One worker; several are in
// agenda-workers.test.ts.
import { type Agenda, type AgendaOptions, constant, exponential } from 'agenda';
import type { Db } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DATABASES } from '../contracts/databases.ts';
import { createWorker, JOBS } from '../support/agenda.ts';
import { eventually } from '../support/server.ts';

const LONG_AGO = new Date('2026-01-01T00:00:00Z');
const FAR_AHEAD = new Date('2099-01-01T00:00:00Z');

describe.each(DATABASES)('Agenda on $name', ({ fresh }) => {
  let db: Db;
  let agenda: Agenda;
  const workers: Agenda[] = [];

  beforeEach(async () => {
    db = await fresh();
    agenda = worker();
    await agenda.ready;
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((each) => each.stop()));
  });

  function worker(options: Partial<AgendaOptions> = {}): Agenda {
    const made = createWorker(db, options);
    workers.push(made);
    return made;
  }

  const stored = (filter: object = {}) => db.collection(JOBS).find(filter).toArray();
  const finished = (count: number) =>
    eventually('jobs have run', async () => (await stored({ lastFinishedAt: { $ne: null } })).length >= count);

  /** Runs that wait until they are let go. */
  function gated() {
    const runs: (() => void)[] = [];
    let most = 0;
    let now = 0;
    return {
      async run() {
        now++;
        most = Math.max(most, now);
        await new Promise<void>((resolve) => runs.push(resolve));
        now--;
      },
      waiting: () => runs.length,
      most: () => most,
      open: () => {
        for (const resolve of runs.splice(0)) resolve();
      },
    };
  }

  describe('when', () => {
    it('now: runs a job once, with its data', async () => {
      const got: unknown[] = [];
      agenda.define<{ list: number[]; nested: { when: Date } }>('one', async ({ attrs }) => void got.push(attrs.data));
      await agenda.start();
      const data = { list: [1, 2], nested: { when: LONG_AGO } };
      await agenda.now('one', data);
      await finished(1);
      expect(got).toEqual([data]);
      expect(await stored()).toMatchObject([{ nextRunAt: null, lockedAt: null, failCount: null }]);
    });

    it('schedule: runs a job not before its time, and one that is overdue at once', async () => {
      const ran: { name: string; at: number }[] = [];
      for (const name of ['soon', 'overdue', 'later'])
        agenda.define(name, async () => void ran.push({ name, at: Date.now() }));
      const soon = new Date(Date.now() + 300);
      await agenda.schedule(soon, 'soon');
      await agenda.schedule(LONG_AGO, 'overdue');
      await agenda.schedule(FAR_AHEAD, 'later');
      await agenda.start();
      await finished(2);
      expect(ran.map(({ name }) => name)).toEqual(['overdue', 'soon']);
      expect(ran[1]?.at).toBeGreaterThanOrEqual(soon.getTime());
    });

    it('every: repeats by a number of milliseconds, from one document', async () => {
      let runs = 0;
      agenda.define('tick', async () => void runs++);
      await agenda.every(60, 'tick');
      await agenda.start();
      await eventually('three runs', () => runs >= 3);
      const [job, ...more] = await stored();
      expect(more).toEqual([]);
      expect(job).toMatchObject({ name: 'tick', type: 'single', repeatInterval: 60 });
      expect(job?.nextRunAt.getTime() - job?.lastRunAt.getTime()).toBe(60);
    });

    it('every: by cron, on the minute of its zone', async () => {
      await agenda.every('0 9 * * 1', 'monday', undefined, { timezone: 'America/New_York' });
      const [job] = await stored();
      const local = new Intl.DateTimeFormat('en-US', {
        timeZone: 'America/New_York',
        weekday: 'short',
        hour: 'numeric',
        minute: '2-digit',
        second: '2-digit',
      });
      expect(local.format(job?.nextRunAt)).toBe('Mon 9:00:00 AM');
    });

    it('every: reads words for intervals, and “300 milliseconds” as five minutes', async () => {
      const interval = async (words: string | number) => {
        agenda.define('words', async () => {});
        await agenda.every(words, 'words');
        await db.collection(JOBS).updateOne({ name: 'words' }, { $set: { lastRunAt: null, nextRunAt: LONG_AGO } });
        const once = worker();
        once.define('words', async () => {});
        await once.start();
        await finished(1);
        await once.stop();
        const [job] = await stored();
        await agenda.cancelAll();
        return job?.nextRunAt.getTime() - job?.lastRunAt.getTime();
      };
      expect(await interval('2 minutes')).toBe(120_000);
      expect(await interval(300)).toBe(300);
      expect(await interval('300 milliseconds')).toBe(300_000);
    });

    it('skips what is disabled, until it is enabled', async () => {
      let runs = 0;
      agenda.define('paused', async () => void runs++);
      agenda.define('other', async () => {});
      await agenda.schedule(LONG_AGO, 'paused');
      expect(await agenda.disable({ name: 'paused' })).toBe(1);
      await agenda.schedule(LONG_AGO, 'other');
      await agenda.start();
      await finished(1);
      expect(runs).toBe(0);
      expect(await agenda.enable({ name: 'paused' })).toBe(1);
      await finished(2);
      expect(runs).toBe(1);
    });
  });

  describe('which', () => {
    it('cancel: removes jobs by name and data, and they do not run', async () => {
      const ran: unknown[] = [];
      agenda.define<{ n: number }>('some', async ({ attrs }) => void ran.push(attrs.data.n));
      for (const n of [1, 2, 3]) await agenda.schedule(LONG_AGO, 'some', { n });
      await agenda.schedule(LONG_AGO, 'gone', { n: 4 });
      expect(await agenda.cancel({ name: 'some', data: { n: 2 } })).toBe(1);
      expect(await agenda.cancel({ name: 'gone' })).toBe(1);
      expect(await agenda.cancel({})).toBe(0);
      await agenda.start();
      await finished(2);
      expect(ran.sort()).toEqual([1, 3]);
    });

    it('purge: removes the jobs that nobody defines any more', async () => {
      agenda.define('known', async () => {});
      await agenda.schedule(FAR_AHEAD, ['known', 'unknown', 'forgotten']);
      expect(await agenda.purge()).toBe(2);
      expect((await stored()).map(({ name }) => name)).toEqual(['known']);
    });

    it('unique: keeps one job of a key, the last told or the first', async () => {
      const save = (kind: string, text: string, insertOnly: boolean) =>
        agenda.create(kind, { user: 'ada', text }).unique({ 'data.user': 'ada' }, { insertOnly }).save();
      await save('updated', 'first', false);
      await save('updated', 'second', false);
      await save('kept', 'first', true);
      await save('kept', 'second', true);
      await agenda.create('kept', { user: 'bob' }).unique({ 'data.user': 'bob' }).save();
      expect((await stored()).map(({ name, data }) => [name, data.user, data.text])).toEqual([
        ['updated', 'ada', 'second'],
        ['kept', 'ada', 'first'],
        ['kept', 'bob', undefined],
      ]);
    });

    it('unique: needs an index of its own against races, and then keeps one', async () => {
      await db.collection(JOBS).createIndex({ name: 1, 'data.user': 1 }, { unique: true });
      const saves = Array.from({ length: 20 }, (_, n) =>
        agenda.create('raced', { user: 'ada', n }).unique({ 'data.user': 'ada' }, { insertOnly: true }).save(),
      );
      const outcomes = await Promise.allSettled(saves);
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 11_000 });
      }
      expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
      expect(await stored()).toHaveLength(1);
    });

    it('priority: runs the more urgent of two first', async () => {
      const order: string[] = [];
      agenda.define<string>('urgent', async ({ attrs }) => void order.push(attrs.data), { concurrency: 1 });
      for (const priority of ['low', 'highest', 'normal', 'high'] as const)
        await agenda.create('urgent', priority).schedule(LONG_AGO).priority(priority).save();
      await agenda.start();
      await finished(4);
      expect(order).toEqual(['highest', 'high', 'normal', 'low']);
    });
  });

  describe('how many', () => {
    it('concurrency: of one job no more at once than it allows', async () => {
      const gate = gated();
      agenda.define('narrow', gate.run, { concurrency: 2 });
      for (let n = 0; n < 5; n++) await agenda.schedule(LONG_AGO, 'narrow');
      await agenda.start();
      await eventually('all are locked', async () => (await stored({ lockedAt: { $ne: null } })).length === 5);
      await eventually('two run', () => gate.waiting() === 2);
      const letAllRun = setInterval(gate.open, 5);
      await finished(5);
      clearInterval(letAllRun);
      expect(gate.most()).toBe(2);
    });

    it('concurrency: of all jobs no more at once than the worker allows', async () => {
      const gate = gated();
      const narrow = worker({ maxConcurrency: 3 });
      for (const name of ['a', 'b', 'c']) {
        narrow.define(name, gate.run);
        for (let n = 0; n < 3; n++) await agenda.schedule(LONG_AGO, name);
      }
      await narrow.start();
      await eventually('three run', () => gate.waiting() === 3);
      const letAllRun = setInterval(gate.open, 5);
      await finished(9);
      clearInterval(letAllRun);
      expect(gate.most()).toBe(3);
    });

    it('lock limit: leaves the rest to other workers', async () => {
      const gate = gated();
      agenda.define('modest', gate.run, { lockLimit: 2, concurrency: 10 });
      for (let n = 0; n < 6; n++) await agenda.schedule(LONG_AGO, 'modest');
      await agenda.start();
      await eventually('two run', () => gate.waiting() === 2);
      expect(await stored({ lockedAt: { $ne: null } })).toHaveLength(2);
      const other = worker();
      other.define('modest', async () => {});
      await other.start();
      await finished(4);
      expect(gate.waiting()).toBe(2);
      gate.open();
      await finished(6);
    });
  });

  describe('retries', () => {
    it('wait as long as the strategy says, then succeed', async () => {
      const delays: number[] = [];
      const starts: number[] = [];
      agenda.on('retry', (_job, { delay }) => delays.push(delay));
      agenda.define(
        'shaky',
        async () => {
          starts.push(Date.now());
          if (starts.length < 4) throw new Error('not yet');
        },
        { backoff: exponential({ delay: 50, factor: 2, maxRetries: 5 }) },
      );
      await agenda.start();
      await agenda.now('shaky');
      await eventually('success', () => starts.length === 4);
      await finished(1);
      expect(delays).toEqual([50, 100, 200]);
      const pauses = starts.slice(1).map((at, index) => at - (starts[index] ?? 0));
      for (const [index, pause] of pauses.entries()) expect(pause).toBeGreaterThanOrEqual(delays[index] ?? 0);
    });

    it('end when they are used up, and the job says why it failed', async () => {
      let runs = 0;
      const exhausted: string[] = [];
      agenda.on('retry exhausted', ({ message }) => exhausted.push(message));
      agenda.define(
        'hopeless',
        async () => {
          runs++;
          throw new Error(`no ${runs}`);
        },
        { backoff: constant({ delay: 10, maxRetries: 2 }) },
      );
      await agenda.start();
      await agenda.now('hopeless');
      await eventually('the end', () => exhausted.length === 1);
      await finished(1);
      expect(runs).toBe(3);
      expect(await stored()).toMatchObject([{ failCount: 3, failReason: 'no 3', nextRunAt: null }]);
    });
  });

  describe('asking', () => {
    beforeEach(async () => {
      agenda.define('even', async () => {});
      for (let n = 0; n < 25; n++) {
        const when = new Date(FAR_AHEAD.getTime() + n * 1_000);
        await agenda.schedule(when, n % 2 ? 'odd' : 'even', { n, half: { big: n >= 12 } });
      }
    });

    it('pages through jobs in order', async () => {
      const seen: unknown[] = [];
      for (let skip = 0; skip < 30; skip += 10) {
        const { jobs, total } = await agenda.queryJobs({ sort: { nextRunAt: 'asc' }, skip, limit: 10 });
        expect(total).toBe(25);
        seen.push(...jobs.map(({ data }) => (data as { n: number }).n));
      }
      expect(seen).toEqual(Array.from({ length: 25 }, (_, n) => n));
    });

    it('finds jobs by name, part of a name, data and state', async () => {
      const count = async (options: object) => (await agenda.queryJobs(options)).total;
      expect(await count({ name: 'odd' })).toBe(12);
      expect(await count({ names: ['odd', 'none'] })).toBe(12);
      expect(await count({ search: 'VE' })).toBe(13);
      expect(await count({ search: '.*' })).toBe(0);
      expect(await count({ data: { half: { big: true } } })).toBe(13);
      expect(await count({ state: 'scheduled' })).toBe(25);
      expect(await count({ state: 'running' })).toBe(0);
    });

    it('counts jobs by name and state', async () => {
      await agenda.disable({ name: 'odd' });
      const overview = await agenda.getJobsOverview();
      expect(overview.map(({ name, total, paused }) => [name, total, paused]).sort()).toEqual([
        ['even', 13, 0],
        ['odd', 12, 12],
      ]);
      expect(await agenda.db.getQueueSize()).toBe(0);
      expect((await agenda.db.getDistinctJobNames()).sort()).toEqual(['even', 'odd']);
    });
  });

  it('drain: waits for what runs and takes nothing new', async () => {
    const gate = gated();
    agenda.define('slow', gate.run, { concurrency: 2, lockLimit: 2 });
    for (let n = 0; n < 4; n++) await agenda.schedule(LONG_AGO, 'slow');
    await agenda.start();
    await eventually('two run', () => gate.waiting() === 2);
    const drained = agenda.drain();
    gate.open();
    expect(await drained).toMatchObject({ completed: 2, running: 0, timedOut: false });
    expect(await stored({ lastFinishedAt: { $ne: null } })).toHaveLength(2);
    expect(await stored({ lastFinishedAt: null, lockedAt: null })).toHaveLength(2);
  });

  it('drain: gives up after its time, and says how many still run', async () => {
    const gate = gated();
    agenda.define('endless', gate.run);
    await agenda.now('endless');
    await agenda.start();
    await eventually('it runs', () => gate.waiting() === 1);
    expect(await agenda.drain({ timeout: 30 })).toMatchObject({ running: 1, timedOut: true });
    gate.open();
  });
});
