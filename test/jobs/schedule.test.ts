// Parley's own jobs on Agenda, in processes that start, stop and die beside each other: each stands once, each time is run
// once, and none waits for a process that is gone.
import type { Db } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSchedule, type Schedule, type ScheduleOptions } from '../../src/jobs/agenda.ts';
import type { Job } from '../../src/jobs/job.ts';
import { DATABASES } from '../contracts/databases.ts';
import { times } from '../support/counts.ts';
import { eventually } from '../support/server.ts';

const COLLECTION = 'agendaJobs';
const LONG_AGO = new Date('2026-01-01T00:00:00Z');
const NIGHTLY = '0 3 * * *';
/** Agenda locks what is due within the next five seconds. */
const AHEAD_MS = 4_500;
/** Agenda looks every five seconds. */
const SEEN_MS = 20_000;

describe.each(DATABASES)('processes that share the jobs on $name', ({ fresh }) => {
  let db: Db;
  const schedules: Schedule[] = [];

  beforeEach(async () => {
    db = await fresh();
  });
  afterEach(async () => {
    await Promise.all(schedules.splice(0).map((schedule) => schedule.stop(1_000)));
  });

  function schedule(owner: string, jobs: readonly Job[], options: Partial<ScheduleOptions> = {}): Schedule {
    const onError = (_job: string, error: Error) => expect.unreachable(error.message);
    const made = createSchedule({ db, owner, jobs, clock: () => new Date(), onError, ...options });
    schedules.push(made);
    return made;
  }

  /** Far from due, unless planned for another time. */
  const job = (name: string, run: () => Promise<void> = async () => {}): Job => ({ name, cron: NIGHTLY, run });
  const only = async () => (await db.collection(COLLECTION).find().toArray())[0];
  const change = (fields: object) => db.collection(COLLECTION).updateOne({}, { $set: fields });

  /** The one job is there from an earlier start, and due then: whoever starts next looks at once. */
  async function planned(nextRunAt: Date): Promise<void> {
    const earlier = schedule('earlier', [job('sweep')]);
    await earlier.start();
    await earlier.stop(0);
    await change({ nextRunAt });
  }

  /** A run that goes on until it is told to end. */
  function hanging() {
    const [began, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const run = async () => {
      began.resolve();
      await end.promise;
    };
    return { run, began: began.promise, end: end.resolve };
  }

  it('that start together make each repeating job once', async () => {
    for (let round = 0; round < times(3, 40); round++) {
      const errors: Error[] = [];
      const database = await fresh();
      const jobs = ['a', 'b', 'c'].map((name) => job(name));
      const processes = Array.from({ length: 6 }, (_, index) =>
        schedule(`process ${index}`, jobs, { db: database, onError: (_job, error) => errors.push(error) }),
      );
      await Promise.all(processes.map((each) => each.start()));
      const stored = await database.collection(COLLECTION).find().toArray();
      expect(stored.map(({ name }) => name).sort()).toEqual(['a', 'b', 'c']);
      expect(errors).toEqual([]);
    }
  });

  it('run a job of the minute once between them', async () => {
    const runs: number[] = [];
    const processes = Array.from({ length: 3 }, (_, index) =>
      schedule(`process ${index}`, [job('sweep', async () => void runs.push(index))]),
    );
    await planned(LONG_AGO);
    await Promise.all(processes.map((each) => each.start()));
    await eventually('it has run', () => runs.length > 0, SEEN_MS);
    await eventually('and is done', async () => {
      const stored = await only();
      return stored?.lockedAt === null && stored.nextRunAt > new Date();
    });
    expect(runs).toHaveLength(1);
  });

  it('leave to the others what they have locked ahead of its time', async () => {
    const runs: string[] = [];
    await planned(new Date(Date.now() + AHEAD_MS));
    const one = schedule('one', [job('sweep', async () => void runs.push('one'))]);
    await one.start();
    await eventually('it is locked', async () => (await only())?.lockedAt instanceof Date);
    await one.stop(0);
    expect(runs).toEqual([]);
    expect(await only()).toMatchObject({ lockedAt: null });
    await schedule('other', [job('sweep', async () => void runs.push('other'))]).start();
    await eventually('it has run', () => runs.length > 0, SEEN_MS);
    expect(runs).toEqual(['other']);
  });

  it('leave to the others what runs for longer than a stop may take', async () => {
    const { run, began, end } = hanging();
    await planned(LONG_AGO);
    const one = schedule('one', [job('sweep', run)]);
    await one.start();
    await began;
    await one.stop(0);
    expect(await only()).toMatchObject({ lockedAt: null });
    end();
  });

  it('leave a job to whoever runs it when another starts', async () => {
    const runs: string[] = [];
    const { run, began, end } = hanging();
    await planned(LONG_AGO);
    const one = schedule('one', [job('sweep', run)]);
    await one.start();
    await began;
    const before = await only();
    expect(before?.lockedAt).toBeInstanceOf(Date);
    const other = schedule('other', [job('sweep', async () => void runs.push('other'))], { dead: 'engine:' });
    await other.start();
    expect(await only()).toEqual(before);
    end();
    await one.stop(10_000);
    expect(runs).toEqual([]);
  });

  it('take over at once from those who are known to be dead', async () => {
    const runs: string[] = [];
    await planned(LONG_AGO);
    await change({ lockedAt: new Date(), lastModifiedBy: 'engine:one' });
    await schedule('engine:two', [job('sweep', async () => void runs.push('two'))], { dead: 'engine:' }).start();
    await eventually('it has run', () => runs.length > 0, SEEN_MS);
  });

  it('give a job the times that it has in a new version', async () => {
    await schedule('one', [job('sweep')]).start();
    await schedule('two', [{ ...job('sweep'), cron: '30 4 * * *' }]).start();
    expect(await only()).toMatchObject({ repeatInterval: '30 4 * * *' });
  });
});
