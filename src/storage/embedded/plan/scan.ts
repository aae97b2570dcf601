// Ways through a collection, record by record. A scan stands still between two records for as long as it likes: what
// others change meanwhile is seen or not, but no record comes twice.
import type { Collection } from '../collection.ts';
import type { Index } from '../index.ts';
import type { Position } from '../sorted-keys.ts';
import type { Interval } from './bounds.ts';

export type RecordScan = {
  /** The next record id, undefined at the end. */
  next(): number | undefined;
  /** Index keys read so far. */
  readonly keysExamined: number;
  /** The index entry that led to the last record, undefined when none did. */
  readonly entry: { readonly index: Index; readonly key: string } | undefined;
};

export class CollectionScan implements RecordScan {
  readonly keysExamined = 0;
  readonly entry = undefined;
  readonly #records: Iterator<number>;

  constructor(collection: Collection, reverse: boolean) {
    // A Map's iterator stays valid while entries come and go.
    this.#records = reverse ? [...collection.records.keys()].reverse().values() : collection.records.keys();
  }

  next(): number | undefined {
    const { value, done } = this.#records.next();
    return done ? undefined : value;
  }
}

export class IndexScan implements RecordScan {
  keysExamined = 0;
  readonly #index: Index;
  readonly #ranges: readonly Interval[];
  readonly #reverse: boolean;
  #range: number;
  #position: Position | undefined;
  #version = -1;
  #lastKey: string | undefined;
  #lastRecord = 0;
  /** Records found through one of their several keys already. */
  #seen: Set<number> | undefined;

  constructor(index: Index, ranges: readonly Interval[], reverse: boolean) {
    this.#index = index;
    this.#ranges = ranges;
    this.#reverse = reverse;
    this.#range = reverse ? ranges.length - 1 : 0;
  }

  get entry(): RecordScan['entry'] {
    return this.#lastKey === undefined ? undefined : { index: this.#index, key: this.#lastKey };
  }

  next(): number | undefined {
    for (;;) {
      const record = this.#step();
      if (record === undefined) return undefined;
      this.keysExamined++;
      // An index may become multikey while the scan is under way, so the set starts with the first array seen.
      if (!this.#index.multikey.includes(true)) return record;
      this.#seen ??= new Set();
      if (this.#seen.has(record)) continue;
      this.#seen.add(record);
      return record;
    }
  }

  #step(): number | undefined {
    const { entries } = this.#index;
    for (;;) {
      const range = this.#ranges[this.#range];
      if (!range) return undefined;
      if (this.#version !== entries.version) {
        this.#position = this.#resume(range);
        this.#version = entries.version;
      } else if (this.#position) {
        this.#position = this.#reverse ? entries.before(this.#position) : entries.after(this.#position);
      }
      const key = this.#position && entries.keyAt(this.#position);
      if (key !== undefined && this.#position && (this.#reverse ? key >= range.low : key < range.high)) {
        this.#lastKey = key;
        this.#lastRecord = entries.recordAt(this.#position) as number;
        return this.#lastRecord;
      }
      this.#range += this.#reverse ? -1 : 1;
      this.#lastKey = undefined;
      this.#version = -1;
    }
  }

  /** The first place of a range, or the one after the last key read, found anew after the list has changed. */
  #resume(range: Interval): Position | undefined {
    const { entries } = this.#index;
    if (this.#reverse) {
      const end =
        this.#lastKey === undefined ? entries.seek(range.high) : entries.seek(this.#lastKey, this.#lastRecord);
      return entries.before(end);
    }
    if (this.#lastKey === undefined) return entries.seek(range.low);
    return entries.seek(this.#lastKey, this.#lastRecord + 1);
  }
}

/** Several scans one after the other; a record that two of them find comes once. */
export class UnionScan implements RecordScan {
  readonly #scans: readonly RecordScan[];
  readonly #seen = new Set<number>();
  #current = 0;

  constructor(scans: readonly RecordScan[]) {
    this.#scans = scans;
  }

  get keysExamined(): number {
    return this.#scans.reduce((sum, scan) => sum + scan.keysExamined, 0);
  }

  get entry(): RecordScan['entry'] {
    return this.#scans[this.#current]?.entry;
  }

  next(): number | undefined {
    for (;;) {
      const record = this.#scans[this.#current]?.next();
      if (record === undefined) {
        if (++this.#current >= this.#scans.length) return undefined;
      } else if (!this.#seen.has(record)) {
        this.#seen.add(record);
        return record;
      }
    }
  }
}
