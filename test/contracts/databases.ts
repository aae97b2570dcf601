// The databases that every repository's suite runs on: the embedded engine always, a real MongoDB when
// PARLEY_TEST_MONGODB_URI names one.
import type { Db } from 'mongodb';
import { afterAll } from 'vitest';
import { createClient } from '../../src/storage/connect.ts';
import { embeddedServer, emptyDatabase, freshDatabase } from '../support/database.ts';

const uri = process.env.PARLEY_TEST_MONGODB_URI;
if (!uri) process.stdout.write('Storage is tested on the embedded engine only: PARLEY_TEST_MONGODB_URI is not set.\n');

export interface TestDatabase {
  readonly name: string;
  fresh(): Promise<Db>;
  /** Where its databases are, for other processes. */
  address(): Promise<string>;
}

function onMongoDB(server: string): TestDatabase {
  const client = createClient(server);
  const made: Db[] = [];
  afterAll(async () => {
    for (const db of made) await db.dropDatabase();
    await client.close();
  });
  return {
    name: 'MongoDB',
    address: async () => server,
    async fresh() {
      const db = await emptyDatabase(client);
      made.push(db);
      return db;
    },
  };
}

export const DATABASES: readonly TestDatabase[] = [
  { name: 'the embedded engine', fresh: freshDatabase, address: async () => (await embeddedServer()).uri },
  ...(uri ? [onMongoDB(uri)] : []),
];
