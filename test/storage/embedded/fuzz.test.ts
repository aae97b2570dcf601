// Damaged messages: whoever sends them is answered with an error or cut off; the others notice nothing.
import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { BSON } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningEngine, runEngine } from './engine.ts';

let running: RunningEngine;

beforeAll(async () => {
  running = await runEngine();
  await running.db.collection('kept').insertMany([{ n: 1 }, { n: 2 }, { n: 3 }]);
});
afterAll(() => running.close());

const command = fc.constantFrom(
  { find: 'kept', filter: { n: { $gt: 1 } }, $db: 'test' },
  { insert: 'fuzzed', documents: [{ a: [1, 'x', null, { b: true }] }], $db: 'test' },
  { update: 'fuzzed', updates: [{ q: { a: 1 }, u: { $set: { 'a.b.c': 1 } }, upsert: true }], $db: 'test' },
  { aggregate: 'kept', pipeline: [{ $match: { n: 1 } }, { $group: { _id: '$n' } }], cursor: {}, $db: 'test' },
  { createIndexes: 'fuzzed', indexes: [{ key: { a: 1 }, name: 'a_1' }], $db: 'test' },
  { findAndModify: 'fuzzed', query: { a: 1 }, update: { $inc: { n: 1 } }, upsert: true, $db: 'test' },
  { hello: 1, $db: 'admin' },
);
const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 });
const damaged = fc
  .tuple(command, damage, fc.boolean(), fc.nat({ max: 40 }))
  .map(([fields, changes, keepLength, cut]) => {
    const body = BSON.serialize(fields);
    const message = Buffer.concat([Buffer.alloc(21), body]);
    message.writeInt32LE(2013, 12);
    for (const [place, byte] of changes) message[place % message.length] = byte;
    const sent = message.subarray(0, message.length - (cut > 30 ? cut : 0));
    if (keepLength) sent.writeInt32LE(sent.length, 0);
    return sent;
  });
const garbage = fc.uint8Array({ minLength: 1, maxLength: 200 }).map((bytes) => Buffer.from(bytes));

it('are answered or refused, and harm nothing', { timeout: 60_000 }, async () => {
  const path = decodeURIComponent(running.engine.uri.slice('mongodb://'.length));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ weight: 4, arbitrary: damaged }, garbage), { minLength: 20, maxLength: 20 }),
      async (messages) => {
        await Promise.all(
          messages.map(async (message) => {
            const socket = connect(path);
            socket.on('error', () => {});
            socket.resume();
            socket.end(message);
            await once(socket, 'close');
          }),
        );
        expect(
          await running.db
            .collection('kept')
            .find({ n: { $gte: 1 } })
            .sort({ n: 1 })
            .map(({ n }) => n)
            .toArray(),
        ).toEqual([1, 2, 3]);
      },
    ),
    { numRuns: 100 },
  );
  expect(running.engine.state()).toEqual({ writable: true });
});
