// Agenda with its own backend on a database of a test, as several workers of one queue.
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda, type AgendaOptions } from 'agenda';
import type { Db } from 'mongodb';

export const JOBS = 'jobs';
/** How often a worker of these tests looks for jobs. */
export const PROCESS_EVERY_MS = 40;

/** Not started. Its errors go to `onError`; without one they fail the test. */
export function createWorker(db: Db, options: Partial<AgendaOptions> = {}, onError?: (error: Error) => void): Agenda {
  const backend = new MongoBackend({ mongo: db, collection: JOBS });
  const agenda = new Agenda({ backend, processEvery: PROCESS_EVERY_MS, ...options });
  agenda.on('error', (error: Error) => {
    if (!onError) throw error;
    onError(error);
  });
  return agenda;
}
