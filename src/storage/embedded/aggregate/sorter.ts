// Sorting what comes one by one, within a bound of memory: where only the first rows are wanted, the others are let go.
import type { CommandError } from '../errors.ts';
import type { Pacing } from '../pause.ts';
import { MAX_STAGE_BYTES, sortByKey } from './stream.ts';

/** `size` is in bytes, about. */
export type Row = { readonly key: string; readonly size: number };

/** How many more than twice the wanted rows are kept before the others are let go. */
const LET_GO = 1_000;

export class Sorter<T extends Row> {
  readonly #most: number;
  readonly #pacing: Pacing;
  readonly #tooLarge: () => CommandError;
  #rows: T[] = [];
  #size = 0;

  /** Of the rows in order, the first `most` are wanted; `tooLarge` makes the refusal of more than memory holds. */
  constructor(most: number, pacing: Pacing, tooLarge: () => CommandError) {
    this.#most = most;
    this.#pacing = pacing;
    this.#tooLarge = tooLarge;
  }

  /** True when {@link letGo} is due. */
  add(row: T): boolean {
    this.#rows.push(row);
    this.#size += row.size;
    return this.#rows.length >= this.#most * 2 + LET_GO || this.#size > MAX_STAGE_BYTES;
  }

  /** Throws what `tooLarge` makes when the wanted rows are too large themselves. */
  async letGo(): Promise<void> {
    if (this.#rows.length > this.#most) {
      this.#rows = (await sortByKey(this.#rows, this.#pacing)).slice(0, this.#most);
      this.#size = this.#rows.reduce((sum, { size }) => sum + size, 0);
    }
    if (this.#size > MAX_STAGE_BYTES) throw this.#tooLarge();
  }

  /** The wanted rows in order, equal ones as they came. */
  async sorted(): Promise<T[]> {
    return (await sortByKey(this.#rows, this.#pacing)).slice(0, this.#most);
  }
}
