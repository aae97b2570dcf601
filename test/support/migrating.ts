// A process that brings a database up to date and ends: node test/support/migrating.ts URI DATABASE
// Its migrations note who ran them, and change documents one by one, so that there is time to be killed.
import type { Db } from 'mongodb';
import { createClient } from '../../src/storage/connect.ts';
import { migrate } from '../../src/storage/migrations/migrate.ts';
import type { Migration } from '../../src/storage/migrations/migration.ts';

const note = (db: Db, version: number) => db.collection('runs').insertOne({ version, pid: process.pid });

export const TEST_MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    name: 'make the first index',
    async run(db) {
      await note(db, 1);
      await db.collection('people').createIndex({ tenant: 1, name: 1 }, { unique: true });
    },
  },
  {
    version: 2,
    name: 'split names',
    async run(db, signal) {
      await note(db, 2);
      const people = db.collection('people');
      for await (const { _id, name } of people.find({ first: { $exists: false } })) {
        signal.throwIfAborted();
        const [first, last] = String(name).split(' ');
        await people.updateOne({ _id, first: { $exists: false } }, { $set: { first, last }, $inc: { splits: 1 } });
      }
    },
  },
  {
    version: 3,
    name: 'index last names',
    async run(db) {
      await note(db, 3);
      await db.collection('people').createIndex({ tenant: 1, last: 1 });
    },
  },
];

const [uri, name] = process.argv.slice(2);
if (import.meta.main && uri && name) {
  const client = createClient(uri);
  await migrate({
    db: client.db(name),
    migrations: TEST_MIGRATIONS,
    indexes: { fingerprint: 'none', present: async () => true, ensure: async () => {} },
    alone: false,
    clock: () => new Date(),
    log: { info: () => {} },
  });
  await client.close();
}
