// Messages of MongoDB's protocol that are damaged in all ways that they can be: within their BSON, or so that the stream
// cannot be read on.
import { BSON } from 'bson';
import fc from 'fast-check';
import type { Document } from '../../../../src/storage/embedded/values.ts';

const OP_MSG = 2013;
const HEADER = 16;

const command = fc.constantFrom<Document>(
  { find: 'kept', filter: { n: { $gt: 1 } }, sort: { n: -1 }, batchSize: 1, $db: 'test' },
  { find: 'kept', filter: { t: /a+b/i, $or: [{ n: 1 }, { n: { $in: [1, 2n] } }] }, $db: 'test' },
  { insert: 'fuzzed', documents: [{ a: [1, 'text', null, { b: true, d: new Date(0) }] }], $db: 'test' },
  { insert: 'fuzzed', documents: [{ c: new BSON.Code('f()', { x: 1 }), id: new BSON.ObjectId() }], $db: 'test' },
  { update: 'fuzzed', updates: [{ q: { a: 1 }, u: { $set: { 'a.b.c': 1 } }, upsert: true }], $db: 'test' },
  { delete: 'fuzzed', deletes: [{ q: { a: { $elemMatch: { b: true } } }, limit: 1 }], $db: 'test' },
  { aggregate: 'kept', pipeline: [{ $match: { n: 1 } }, { $group: { _id: '$n' } }], cursor: {}, $db: 'test' },
  { createIndexes: 'fuzzed', indexes: [{ key: { a: 1, c: -1 }, name: 'a_1' }], $db: 'test' },
  { findAndModify: 'fuzzed', query: { a: 1 }, update: { $inc: { n: 1 } }, upsert: true, $db: 'test' },
  { distinct: 'kept', key: 'n', query: {}, lsid: { id: new BSON.UUID() }, $db: 'test' },
  { hello: 1, client: { application: { name: 'x' } }, $db: 'admin' },
);
const body = command.map((fields) => Buffer.from(BSON.serialize(fields)));

const place = fc.nat();
const byte = fc.integer({ min: 0, max: 255 });
const length = fc.constantFrom(-(2 ** 31), -1, 0, 1, 4, 5, 100, 65_536, 48_000_000, 2 ** 31 - 1);
const bytes = (most: number) => fc.uint8Array({ minLength: 1, maxLength: most }).map((list) => Buffer.from(list));

/** Some bytes are others. What stands at its ends keeps a document in its frame, so these stay. */
const overwritten = (some: fc.Arbitrary<number>) =>
  fc.tuple(body, fc.array(fc.tuple(place, some), { minLength: 1, maxLength: 6 })).map(([whole, changes]) => {
    for (const [at, value] of changes) whole[4 + (at % (whole.length - 5))] = value;
    return whole;
  });
/** One bit is another: names and values that are wrong more often than lengths. */
const flipped = fc.tuple(body, place, fc.nat({ max: 7 })).map(([whole, at, bit]) => {
  const index = 4 + (at % (whole.length - 5));
  whole[index] = (whole[index] as number) ^ (1 << bit);
  return whole;
});
const wrongLengths = fc.tuple(body, place, length).map(([whole, at, value]) => {
  whole.writeInt32LE(value, 4 + (at % (whole.length - 9)));
  return whole;
});
const cut = fc.tuple(body, place).map(([whole, at]) => framed(whole.subarray(4, 4 + (at % (whole.length - 4)))));
const noise = bytes(200).map(framed);
const nested = fc.tuple(fc.constantFrom(100, 181, 1_000, 20_000), fc.boolean()).map(([levels, arrays]) => {
  const inner = nest(levels, arrays);
  const outer = Buffer.from(BSON.serialize({ find: 'kept', $db: 'test' }));
  return framed(Buffer.concat([outer.subarray(4, -1), Buffer.from('\x03filter\0', 'latin1'), inner]));
});

const damagedBody: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 40, arbitrary: flipped },
  { weight: 20, arbitrary: overwritten(byte) },
  { weight: 10, arbitrary: overwritten(fc.integer({ min: 0x80, max: 0xff })) },
  { weight: 15, arbitrary: wrongLengths },
  { weight: 15, arbitrary: cut },
  { weight: 9, arbitrary: noise },
  { weight: 1, arbitrary: nested },
);

const insert = Buffer.from(BSON.serialize({ insert: 'fuzzed', $db: 'test' }));

/** Messages whose commands, or documents beside a command, are damaged within: each of them is answered. */
export const damagedCommand: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 4, arbitrary: damagedBody.map((whole) => message(whole)) },
  {
    weight: 1,
    arbitrary: fc
      .array(damagedBody, { minLength: 1, maxLength: 3 })
      .map((list) => sequence(insert, Buffer.concat(list).length + 14, Buffer.concat(list))),
  },
);

/** Something that no stream can be read on from: the connection is closed, or waits for the rest. */
export const damagedStream: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(body, place).map(([whole, at]) => short(message(whole), at)) },
  { weight: 3, arbitrary: fc.tuple(body, length).map(([whole, size]) => patched(message(whole), 0, size)) },
  { weight: 2, arbitrary: fc.tuple(body, fc.nat()).map(([whole, code]) => patched(message(whole), 12, code)) },
  { weight: 2, arbitrary: fc.tuple(body, opcode()).map(([whole, code]) => patched(message(whole), 12, code)) },
  { weight: 2, arbitrary: fc.tuple(body, fc.nat()).map(([whole, flags]) => patched(message(whole), HEADER, flags)) },
  { weight: 2, arbitrary: body.map(badChecksum) },
  { weight: 2, arbitrary: fc.tuple(body, byte).map(([whole, kind]) => section(whole, kind)) },
  { weight: 3, arbitrary: fc.tuple(body, length, bytes(40)).map(([whole, size, rest]) => sequence(whole, size, rest)) },
  { weight: 1, arbitrary: body.map((whole) => message(whole, Buffer.concat([Buffer.of(0), whole]))) },
  { weight: 1, arbitrary: fc.constant(message(Buffer.alloc(0))) },
  { weight: 3, arbitrary: bytes(200) },
);

function opcode(): fc.Arbitrary<number> {
  return fc.constantFrom(0, 1, 1000, 2001, 2002, 2004, 2005, 2006, 2007, 2010, 2011, 2012, -1);
}

/** A whole OP_MSG around a command. */
function message(whole: Uint8Array, more: Uint8Array = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(HEADER + 5);
  const sent = Buffer.concat([head, whole, more]);
  sent.writeInt32LE(sent.length, 0);
  sent.writeInt32LE(1, 4);
  sent.writeInt32LE(OP_MSG, 12);
  return sent;
}

function framed(fields: Uint8Array): Buffer {
  const whole = Buffer.concat([Buffer.alloc(4), fields, Buffer.of(0)]);
  whole.writeInt32LE(whole.length, 0);
  return whole;
}

function nest(levels: number, arrays: boolean): Buffer {
  const opening = Buffer.from(arrays ? '\x040\0' : '\x03a\0', 'latin1');
  const whole = Buffer.alloc(levels * 8 + 5);
  for (let level = 0; level <= levels; level++) {
    const start = level * 7;
    whole.writeInt32LE(whole.length - level * 8, start);
    if (level < levels) opening.copy(whole, start + 4);
  }
  return whole;
}

function short(whole: Buffer, at: number): Buffer {
  return whole.subarray(0, 1 + (at % (whole.length - 1)));
}

function patched(whole: Buffer, at: number, value: number): Buffer {
  whole.writeInt32LE(value | 0, at);
  return whole;
}

function badChecksum(whole: Buffer): Buffer {
  return patched(message(whole, Buffer.of(1, 2, 3, 4)), HEADER, 1);
}

function section(whole: Buffer, kind: number): Buffer {
  const sent = message(whole);
  sent[HEADER + 4] = kind;
  return sent;
}

function sequence(whole: Buffer, size: number, rest: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head[0] = 1;
  head.writeInt32LE(size, 1);
  return message(whole, Buffer.concat([head, Buffer.from('documents\0'), rest]));
}
