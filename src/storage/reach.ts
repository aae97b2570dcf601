// The first connection: a database that starts together with Parley, or a busy machine, takes its time.
import { type MongoClient, MongoNetworkError, MongoServerSelectionError } from 'mongodb';

/** Each lasts as long as the client looks for a server, five seconds: half a minute in all. */
const ATTEMPTS = 6;

/**
 * Connects, and waits for a database that does not answer yet. Rejects with a sentence for the operator when it never does,
 * and at once with the driver's error when it answers and refuses.
 */
export async function reach(
  client: MongoClient,
  log: { info(line: string): void },
  attempts: number = ATTEMPTS,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.connect();
      return;
    } catch (error) {
      const silent = error instanceof MongoServerSelectionError || error instanceof MongoNetworkError;
      if (!silent) throw error;
      const where = client.options.hosts.map(String).join(', ');
      if (attempt === attempts) {
        const sentence = `The database at ${where} does not answer (${error.message}). Start it, or correct MONGODB_URI.`;
        throw new Error(sentence, { cause: error });
      }
      if (attempt === 1) log.info(`The database at ${where} does not answer yet: waiting for it.`);
    }
  }
}
