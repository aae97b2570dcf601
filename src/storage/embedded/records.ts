// The documents of one collection as bytes, by record id. They lie one after another in large segments outside the
// JavaScript heap: an array object for each would cost as much memory again as a small document.
// Bytes once written never change and their place is never used again, so who reads a document may keep it for as long as
// it likes. A segment that is half dead is left: what lives in it moves on, and the segment goes when nobody reads it.

import { int32At } from './keys/walk.ts';

const SMALLEST_SEGMENT = 16 * 1024;
const SEGMENT = 1024 * 1024;
/** Documents start at multiples of this, so that a place is a small integer up to 16 GB. */
const ALIGN = 8;
const PLACES = SEGMENT / ALIGN;

type Segment = {
  readonly id: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  used: number;
  /** Bytes in use by documents that are current. */
  live: number;
  /** What was ever written here, in order. */
  readonly records: number[];
};

export class Records {
  /** Segment id * PLACES + offset / ALIGN, in the order of insertion. */
  readonly #places = new Map<number, number>();
  readonly #segments: (Segment | undefined)[] = [];
  readonly #freeIds: number[] = [];
  #current: Segment | undefined;
  #dataSize = 0;

  get size(): number {
    return this.#places.size;
  }

  /** All documents together, in bytes. */
  get dataSize(): number {
    return this.#dataSize;
  }

  has(record: number): boolean {
    return this.#places.has(record);
  }

  get(record: number): Uint8Array | undefined {
    const place = this.#places.get(record);
    return place === undefined ? undefined : this.#read(place);
  }

  /** Whether `bytes` are what `get` answers now: the same place, not only the same content. */
  isCurrent(record: number, bytes: Uint8Array): boolean {
    const place = this.#places.get(record);
    if (place === undefined) return false;
    const segment = this.#segmentOf(place);
    return segment.bytes.buffer === bytes.buffer && (place % PLACES) * ALIGN === bytes.byteOffset;
  }

  /** Copies a BSON document in, in place of the record's former one if it has one. */
  set(record: number, bytes: Uint8Array): void {
    const place = this.#write(record, bytes);
    // Asked only now: writing may have moved it.
    const before = this.#places.get(record);
    this.#places.set(record, place);
    this.#dataSize += bytes.length;
    if (before !== undefined) this.#leave(before);
  }

  delete(record: number): void {
    const place = this.#places.get(record);
    if (place === undefined) return;
    this.#places.delete(record);
    this.#leave(place);
  }

  /** Record ids in the order of insertion; the iterator stays valid while records come and go. */
  keys(): IterableIterator<number> {
    return this.#places.keys();
  }

  *values(): IterableIterator<Uint8Array> {
    for (const place of this.#places.values()) yield this.#read(place);
  }

  *[Symbol.iterator](): IterableIterator<[record: number, bytes: Uint8Array]> {
    for (const [record, place] of this.#places) yield [record, this.#read(place)];
  }

  #segmentOf(place: number): Segment {
    return this.#segments[Math.floor(place / PLACES)] as Segment;
  }

  #read(place: number): Uint8Array {
    const { bytes } = this.#segmentOf(place);
    const start = (place % PLACES) * ALIGN;
    return new Uint8Array(bytes.buffer, start, int32At(bytes, start));
  }

  #write(record: number, bytes: Uint8Array): number {
    let segment = this.#current;
    while (!segment || segment.used + bytes.length > segment.bytes.length) {
      this.#open(bytes.length);
      segment = this.#current;
    }
    const start = segment.used;
    segment.bytes.set(bytes, start);
    segment.used = Math.ceil((start + bytes.length) / ALIGN) * ALIGN;
    segment.live += bytes.length;
    segment.records.push(record);
    return segment.id * PLACES + start / ALIGN;
  }

  /** Small collections get small segments; a document larger than any gets one to itself. */
  #open(length: number): void {
    const size = Math.max(length, Math.min(SEGMENT, Math.max(SMALLEST_SEGMENT, this.#dataSize)));
    const id = this.#freeIds.pop() ?? this.#segments.length;
    // One allocation of its own: a slice of a shared pool would keep the pool alive, and untouched pages cost nothing.
    const bytes = new Uint8Array(Buffer.allocUnsafeSlow(size).buffer);
    const full = this.#current;
    this.#current = { id, bytes, used: 0, live: 0, records: [] };
    this.#segments[id] = this.#current;
    if (full) this.#tidy(full);
  }

  #leave(place: number): void {
    const segment = this.#segmentOf(place);
    const length = int32At(segment.bytes, (place % PLACES) * ALIGN);
    segment.live -= length;
    this.#dataSize -= length;
    this.#tidy(segment);
  }

  #tidy(segment: Segment): void {
    if (segment === this.#current || segment.live * 2 > segment.used) return;
    const from = segment.id * PLACES;
    // Its id stays taken until all has moved.
    for (const record of segment.live > 0 ? segment.records : []) {
      const place = this.#places.get(record);
      if (place === undefined || place < from || place >= from + PLACES) continue;
      this.#places.set(record, this.#write(record, this.#read(place)));
    }
    this.#segments[segment.id] = undefined;
    this.#freeIds.push(segment.id);
  }
}
