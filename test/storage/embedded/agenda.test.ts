// Agenda with its own MongoDB backend, unmodified, on the embedded engine.
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type RunningEngine, runEngine } from './engine.ts';

let running: RunningEngine;
const agendas: Agenda[] = [];

beforeEach(async () => {
  running = await runEngine();
});
afterEach(async () => {
  await Promise.all(agendas.splice(0).map((agenda) => agenda.stop()));
  await running.close();
});

function newAgenda(): Agenda {
  const agenda = new Agenda({ backend: new MongoBackend({ mongo: running.db as never }), processEvery: 50 });
  agendas.push(agenda);
  return agenda;
}

it('runs a job that is due, once, though two workers look for it', async () => {
  const runs: string[] = [];
  const workers = [newAgenda(), newAgenda()];
  for (const agenda of workers) {
    agenda.define('greet', async (job) => {
      runs.push((job.attrs.data as { name: string }).name);
    });
    await agenda.start();
  }
  await workers[0]?.now('greet', { name: 'Ada' });
  await workers[1]?.now('greet', { name: 'Grace' });
  await expect.poll(() => runs.toSorted(), { timeout: 10_000 }).toEqual(['Ada', 'Grace']);
  const jobs = running.db.collection('agendaJobs');
  await expect.poll(() => jobs.countDocuments({ lastFinishedAt: { $type: 'date' }, lockedAt: null })).toBe(2);
});

it('keeps one document for a repeating job, with the unique index of two processes that start together', async () => {
  const jobs = running.db.collection('agendaJobs');
  await jobs.createIndex({ name: 1 }, { unique: true, partialFilterExpression: { type: 'single' } });
  const [first, second] = [newAgenda(), newAgenda()];
  for (const agenda of [first, second]) {
    agenda.define('sweep', async () => {});
    await agenda.start();
  }
  await Promise.all([first.every('1 hour', 'sweep'), second.every('1 hour', 'sweep')]);
  expect(await jobs.countDocuments({ name: 'sweep' })).toBe(1);
  expect(await first.cancel({ name: 'sweep' })).toBe(1);
  expect(await jobs.countDocuments()).toBe(0);
});

it('finds the next job by its index', async () => {
  const agenda = newAgenda();
  agenda.define('later', async () => {});
  await agenda.start();
  await agenda.schedule(new Date('2030-01-01T00:00:00Z'), 'later', {});
  const { queryPlanner } = await running.db
    .collection('agendaJobs')
    .find({ name: 'later', disabled: { $ne: true }, nextRunAt: { $lte: new Date() } })
    .sort({ nextRunAt: 1, priority: -1 })
    .explain();
  expect(queryPlanner.winningPlan).toMatchObject({
    stage: 'FETCH',
    inputStage: { stage: 'IXSCAN', indexName: 'findAndLockNextJobIndex' },
  });
});
