// Reading and writing documents: nothing is lost, the official library agrees, and damaged bytes are refused.

import { BSON, Double, Int32, Long } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareValues } from '../../../src/storage/embedded/compare.ts';
import { CommandError } from '../../../src/storage/embedded/errors.ts';
import { decode, encode, typeName } from '../../../src/storage/embedded/values.ts';
import { documents, values } from './support/arbitrary.ts';

describe('a document', () => {
  it('comes back as it was written, byte for byte', () => {
    fc.assert(
      fc.property(documents, (doc) => {
        const bytes = encode(doc);
        expect(Buffer.from(encode(decode(bytes)))).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 3000 },
    );
  });

  it('is read as the official library reads it', () => {
    fc.assert(
      fc.property(documents, (doc) => {
        const bytes = encode(doc);
        const official = BSON.deserialize(bytes, { promoteValues: false, bsonRegExp: true });
        expect(Buffer.from(BSON.serialize(official))).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 1000 },
    );
  });

  it('tells int, long and double apart', () => {
    const bytes = BSON.serialize({ i: new Int32(1), l: Long.fromNumber(1), d: new Double(1), z: new Double(-0) });
    const doc = decode(bytes);
    expect(doc).toEqual({ i: 1, l: 1n, d: new Double(1), z: -0 });
    expect(Object.values(doc).map(typeName)).toEqual(['int', 'long', 'double', 'double']);
    expect(Buffer.from(encode(doc))).toEqual(Buffer.from(bytes));
  });

  it('may have fields of any name', () => {
    const doc = decode(encode(JSON.parse('{"__proto__": {"x": 1}, "constructor": 2, "_bsontype": "ObjectId"}')));
    expect(Object.keys(doc)).toEqual(['__proto__', 'constructor', '_bsontype']);
    expect(Object.getPrototypeOf(doc)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('keeps what looks like a reference a document', () => {
    const doc = { ref: { $ref: 'c', $id: 1 } };
    expect(decode(encode(doc))).toEqual(doc);
  });

  it('is refused with InvalidBSON when its bytes are damaged', () => {
    fc.assert(
      fc.property(documents, fc.nat(), fc.nat({ max: 255 }), fc.boolean(), (doc, place, byte, cut) => {
        const bytes = Uint8Array.from(encode(doc));
        const damaged = cut ? bytes.slice(0, place % bytes.length) : bytes;
        if (!cut) damaged[place % damaged.length] = byte;
        try {
          decode(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(CommandError);
          expect((error as CommandError).code).toBe(22);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('is refused when nested without end', () => {
    let doc = {};
    for (let level = 0; level < 400; level++) doc = { a: doc };
    const bytes = BSON.serialize(doc);
    expect(() => decode(bytes)).toThrow(CommandError);
  });
});

describe("BSON's order", () => {
  it('is total', () => {
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        expect(Math.sign(compareValues(a, b))).toBe(-Math.sign(compareValues(b, a)) || 0);
        expect(compareValues(a, a)).toBe(0);
        if (compareValues(a, b) <= 0 && compareValues(b, c) <= 0) expect(compareValues(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 5000 },
    );
  });
});
