// What dropped collections leave in the file: a drop itself takes their names away and is done at once, their documents
// follow a few at a time while others run. A process that ends before leaves the rest to the next one.
import type { Journal } from './journal.ts';

/** Rows removed in one go: a few milliseconds. */
const SLICE = 200;

export class Leftovers {
  readonly #journal: Journal;
  #records: number[] = [];
  #running = false;
  #stopped = false;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** Documents whose collection is gone for good: the drop is on disk. */
  add(records: readonly number[]): void {
    // One by one: so many arguments as a large collection has documents no call takes.
    for (const record of records) this.#records.push(record);
    this.resume();
  }

  /** Goes on with what is left, for instance after the file has refused changes. */
  resume(): void {
    if (this.#running || this.#stopped || this.#records.length === 0) return;
    this.#running = true;
    setImmediate(() => this.#step());
  }

  /** Before the file is closed. */
  stop(): void {
    this.#stopped = true;
  }

  #step(): void {
    this.#running = false;
    if (this.#stopped) return;
    const slice = this.#records.splice(-SLICE);
    const putBack = () => {
      for (const record of slice) this.#records.push(record);
    };
    try {
      this.#journal.apply(
        (store) => {
          for (const record of slice) store.removeDocument(record);
        },
        () => {},
        putBack,
      );
    } catch {
      // The journal has told that the file refuses changes; it did not come to know of this one.
      putBack();
      return;
    }
    this.resume();
  }
}
