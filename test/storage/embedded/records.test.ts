// The documents in their segments: whatever is written, replaced and deleted, each record reads as it was written last.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Records } from '../../../src/storage/embedded/records.ts';

/** As much of a document as the records look at: its length, then anything. */
function bytesOf(length: number, fill: number): Uint8Array {
  const bytes = new Uint8Array(length).fill(fill);
  new DataView(bytes.buffer).setInt32(0, length, true);
  return bytes;
}

const changes = fc.array(
  fc.record({
    record: fc.nat(40),
    length: fc.oneof(fc.integer({ min: 5, max: 300 }), fc.integer({ min: 5, max: 40_000 }), fc.constant(1_200_000)),
    fill: fc.nat(255),
    deletes: fc.boolean(),
  }),
  { maxLength: 200 },
);

describe('records', () => {
  it('read as they were written last, in the order of insertion, and whoever holds an older version keeps it', () => {
    fc.assert(
      fc.property(changes, (list) => {
        const records = new Records();
        const model = new Map<number, Uint8Array>();
        const held: [bytes: Uint8Array, expected: Uint8Array][] = [];
        for (const { record, length, fill, deletes } of list) {
          const before = records.get(record);
          if (before) held.push([before, Uint8Array.from(before)]);
          if (deletes) {
            records.delete(record);
            model.delete(record);
          } else {
            records.set(record, bytesOf(length, fill));
            model.set(record, bytesOf(length, fill));
          }
          if (before) expect(records.isCurrent(record, before)).toBe(false);
        }
        const same = (a: Uint8Array | undefined, b: Uint8Array) => a !== undefined && Buffer.compare(a, b) === 0;
        expect([...records.keys()]).toEqual([...model.keys()]);
        for (const [record, expected] of model) expect(same(records.get(record), expected)).toBe(true);
        for (const [bytes, expected] of held) expect(same(bytes, expected)).toBe(true);
        expect(records.dataSize).toBe([...model.values()].reduce((sum, { length }) => sum + length, 0));
        for (const [record, bytes] of records) expect(records.isCurrent(record, bytes)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
