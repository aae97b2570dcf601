// Damaged messages: whoever sends them is answered with an error or cut off; the others notice nothing, and nothing of it
// stays in memory. Both sides run in this process, so that what they hold can be counted after a collection of garbage.
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listen, type WireServer } from '../../../src/storage/embedded/server.ts';
import { MessageReader } from '../../../src/storage/embedded/wire.ts';
import { times } from '../../support/counts.ts';
import { temporaryFolder } from './engine.ts';
import { damagedCommand, damagedStream } from './support/damage.ts';
import { engineInProcess } from './support/in-process.ts';

const MESSAGES = times(100_000, 1_000_000);
/** Of a round on one connection, all but the last are damaged within. */
const ROUND = 20;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const dir = temporaryFolder();
const path = join(dir, 'fuzz.sock');
let now = 0;
const engine = engineInProcess(() => now);
let server: WireServer;
let client: MongoClient;

beforeAll(async () => {
  server = await listen({ path }, engine.handle, { maxConnections: 100, log: (line) => void engine.lines.push(line) });
  client = new MongoClient(`mongodb://${encodeURIComponent(path)}`);
  await client
    .db('test')
    .collection('kept')
    .insertMany([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }]);
});
afterAll(async () => {
  await client.close();
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
});

it(`${MESSAGES} of them are answered or refused, and harm nothing`, {
  timeout: times(600_000, 3_600_000),
}, async () => {
  const cursor = client.db('test').collection('kept').find({}, { batchSize: 1 }).sort({ n: 1 });
  expect(await cursor.next()).toMatchObject({ n: 1 });
  await fuzz(MESSAGES / 10);
  now += 500_000;
  expect(await cursor.next()).toMatchObject({ n: 2 });
  const before = await held();
  await fuzz(MESSAGES - MESSAGES / 10);
  now += 500_000;
  expect(await cursor.next()).toMatchObject({ n: 3 });
  expect(await held()).toBeLessThan(before + 4_000_000);
  expect(await cursor.next()).toMatchObject({ n: 4 });
});

async function fuzz(messages: number): Promise<void> {
  const round = fc.tuple(fc.array(damagedCommand, { minLength: ROUND - 1, maxLength: ROUND - 1 }), damagedStream);
  await fc.assert(
    fc.asyncProperty(round, async ([commands, last]) => {
      await send(commands, last);
      const kept = client
        .db('test')
        .collection('kept')
        .find({}, { sort: { n: 1 } });
      expect(await kept.map(({ n }) => n).toArray()).toEqual([1, 2, 3, 4]);
      // A refusal is MongoDB's, never a fault of ours.
      expect(engine.lines.filter((line) => !line.startsWith('closing connection'))).toEqual([]);
      engine.lines.length = 0;
    }),
    { numRuns: messages / ROUND },
  );
}

/** On one connection: resolves once every command has been answered and the end has closed it. */
async function send(commands: readonly Buffer[], last: Buffer): Promise<void> {
  const socket = connect(path);
  const reader = new MessageReader();
  let answers = 0;
  const closed = once(socket, 'close');
  const answered = new Promise<void>((resolve, reject) => {
    socket.on('data', (chunk: Buffer) => {
      answers += reader.push(chunk).length;
      if (answers === commands.length) resolve();
    });
    socket.once('close', () => reject(new Error(`closed after ${answers} of ${commands.length} answers`)));
  });
  socket.write(Buffer.concat(commands));
  await answered;
  socket.on('error', () => {});
  socket.end(last);
  await closed;
}

/** What this process holds in bytes, once everything that was written or opened on the way is gone. */
async function held(): Promise<number> {
  const { databases } = await client.db().admin().listDatabases();
  for (const { name } of databases) if (name !== 'test') await client.db(name).dropDatabase();
  for (const { name } of await client.db('test').listCollections().toArray()) {
    if (name !== 'kept') await client.db('test').dropCollection(name);
  }
  // Cursors that nobody has read for ten minutes: all but the one of the test.
  now += 200_000;
  engine.cursors.sweep();
  expect(engine.cursors.size).toBe(1);
  collectGarbage();
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
