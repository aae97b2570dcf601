// A worker in a process of its own, to be killed: node test/support/agenda-process.ts URI DATABASE NAME
// Each run of `count` notes its beginning and its end; the pause between them is where a kill is likely to fall.
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from '../../src/storage/connect.ts';
import { createWorker } from './agenda.ts';

export interface Run {
  readonly worker: string;
  readonly number: number;
  readonly state: 'begun' | 'ended';
}

export const RUNS = 'runs';
const LOCK_LIFETIME_MS = 4_000;

const [uri = '', database = '', worker = ''] = process.argv.slice(2);
if (import.meta.main) {
  const db = createClient(uri).db(database);
  // Agenda calls a job lost, wrongly, that ends in the very moment in which it looks after it.
  const agenda = createWorker(db, { defaultLockLifetime: LOCK_LIFETIME_MS }, () => {});
  agenda.define<{ number: number }>(
    'count',
    async ({ attrs: { data } }) => {
      await db.collection<Run>(RUNS).insertOne({ worker, number: data.number, state: 'begun' });
      await pause(20);
      await db.collection<Run>(RUNS).insertOne({ worker, number: data.number, state: 'ended' });
    },
    { concurrency: 5, lockLimit: 10 },
  );
  await agenda.start();
}
