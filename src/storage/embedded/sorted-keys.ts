// A sorted list of (key, record) pairs in chunks, small enough that inserting into the middle stays cheap at any size.
// Chunks keep keys and records apart: an array of strings and one of numbers take a third of the memory of pairs.

const CHUNK = 256;

type Chunk = { keys: string[]; records: number[] };

/** A place between two pairs; valid until the list changes. */
export type Position = { readonly chunk: number; readonly at: number };

/** Pairs are ordered by key, then by record; a pair is in the list at most once. */
export class SortedKeys {
  #chunks: Chunk[] = [];
  #size = 0;
  /** Raised with every change, so that a scan knows when its position has become invalid. */
  version = 0;

  get size(): number {
    return this.#size;
  }

  /** Adds a pair; false when it is there already. */
  add(key: string, record: number): boolean {
    const { chunk: index, at } = this.#find(key, record);
    const chunk = this.#chunks[index];
    if (chunk && chunk.keys[at] === key && chunk.records[at] === record) return false;
    this.version++;
    this.#size++;
    // Most keys arrive in order: fill the last chunk to the brim before opening another.
    if (!chunk) {
      const last = this.#chunks[this.#chunks.length - 1];
      if (last && last.keys.length < CHUNK) {
        last.keys.push(key);
        last.records.push(record);
      } else this.#chunks.push({ keys: [key], records: [record] });
      return true;
    }
    chunk.keys.splice(at, 0, key);
    chunk.records.splice(at, 0, record);
    if (chunk.keys.length > CHUNK * 2) {
      this.#chunks.splice(index + 1, 0, { keys: chunk.keys.splice(CHUNK), records: chunk.records.splice(CHUNK) });
    }
    return true;
  }

  /** Removes a pair, if it is there. */
  remove(key: string, record: number): void {
    const { chunk: index, at } = this.#find(key, record);
    const chunk = this.#chunks[index];
    if (!chunk || chunk.keys[at] !== key || chunk.records[at] !== record) return;
    this.version++;
    this.#size--;
    chunk.keys.splice(at, 1);
    chunk.records.splice(at, 1);
    if (chunk.keys.length === 0) this.#chunks.splice(index, 1);
  }

  /** Replaces everything by pairs that come in any order: far quicker than adding them one by one. */
  fill(keys: readonly string[], records: readonly number[]): void {
    const order = isSorted(keys, records) ? undefined : orderOf(keys, records);
    this.#chunks = [];
    for (let from = 0; from < keys.length; from += CHUNK) {
      const length = Math.min(CHUNK, keys.length - from);
      // Made with their length: growing arrays would reserve half as much again.
      const chunk: Chunk = { keys: new Array(length), records: new Array(length) };
      for (let i = 0; i < length; i++) {
        const at = order ? (order[from + i] as number) : from + i;
        chunk.keys[i] = keys[at] as string;
        chunk.records[i] = records[at] as number;
      }
      this.#chunks.push(chunk);
    }
    this.#size = keys.length;
    this.version++;
  }

  /** The place before the first pair that is not below (key, record). */
  seek(key: string, record = Number.NEGATIVE_INFINITY): Position {
    return this.#find(key, record);
  }

  keyAt(position: Position): string | undefined {
    return this.#chunks[position.chunk]?.keys[position.at];
  }

  recordAt(position: Position): number | undefined {
    return this.#chunks[position.chunk]?.records[position.at];
  }

  /** The next place, or undefined at the end. */
  after(position: Position): Position | undefined {
    const chunk = this.#chunks[position.chunk];
    if (!chunk) return undefined;
    if (position.at + 1 < chunk.keys.length) return { chunk: position.chunk, at: position.at + 1 };
    return position.chunk + 1 < this.#chunks.length ? { chunk: position.chunk + 1, at: 0 } : undefined;
  }

  /** The place before, or undefined at the start. */
  before(position: Position): Position | undefined {
    if (position.at > 0 && this.#chunks[position.chunk]) return { chunk: position.chunk, at: position.at - 1 };
    const index = Math.min(position.chunk, this.#chunks.length) - 1;
    const chunk = this.#chunks[index];
    return chunk ? { chunk: index, at: chunk.keys.length - 1 } : undefined;
  }

  /** How many pairs lie between two places: exact within neighbouring chunks, else an estimate. */
  distance(from: Position, to: Position): number {
    const chunks = to.chunk - from.chunk;
    if (chunks === 0) return Math.max(0, to.at - from.at);
    const first = this.#chunks[from.chunk];
    if (chunks < 0 || !first) return 0;
    const average = this.#size / this.#chunks.length;
    return Math.round(first.keys.length - from.at + (chunks - 1) * average + to.at);
  }

  #find(key: string, record: number): Position {
    let low = 0;
    let high = this.#chunks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const { keys, records } = this.#chunks[middle] as Chunk;
      const last = keys.length - 1;
      const lastKey = keys[last] as string;
      if (lastKey < key || (lastKey === key && (records[last] as number) < record)) low = middle + 1;
      else high = middle;
    }
    const chunk = this.#chunks[low];
    if (!chunk) return { chunk: low, at: 0 };
    let from = 0;
    let to = chunk.keys.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const middleKey = chunk.keys[middle] as string;
      if (middleKey < key || (middleKey === key && (chunk.records[middle] as number) < record)) from = middle + 1;
      else to = middle;
    }
    return { chunk: low, at: from };
  }
}

function orderOf(keys: readonly string[], records: readonly number[]): Uint32Array {
  return Uint32Array.from(keys.keys()).sort((a, b) => {
    const x = keys[a] as string;
    const y = keys[b] as string;
    return x < y ? -1 : x > y ? 1 : (records[a] as number) - (records[b] as number);
  });
}

function isSorted(keys: readonly string[], records: readonly number[]): boolean {
  for (let i = 1; i < keys.length; i++) {
    const before = keys[i - 1] as string;
    const key = keys[i] as string;
    if (before > key || (before === key && (records[i - 1] as number) > (records[i] as number))) return false;
  }
  return true;
}
