// How a long command shares the thread: it works for a few milliseconds, lets the others run, and keeps its deadline.
import { CommandError } from './errors.ts';

const SLICE_MS = 5;
const CHECK_EVERY = 32;

/** Asked between documents: `if (pacing.due()) await pacing.rest()`. `due` throws CommandError 50 past the deadline. */
export type Pacing = { due(): boolean; rest(): Promise<void> };

/** Stands for whichever command is reading a cursor at the moment, in the pipeline that was made for the first of them. */
export class Relay implements Pacing {
  reader: Pacing;

  constructor(reader: Pacing) {
    this.reader = reader;
  }

  due(): boolean {
    return this.reader.due();
  }

  rest(): Promise<void> {
    return this.reader.rest();
  }
}

/** Asked between documents, never within one: `if (pause.due()) await pause.rest()`. */
export class Pause implements Pacing {
  #countdown = CHECK_EVERY;
  #sliceEnds: number;
  readonly #deadline: number;
  readonly #beforeRest: () => void;
  readonly #afterRest: () => void;

  /** `maxTimeMs` of 0 means no deadline. The two callbacks run around every rest; what they throw ends the command. */
  constructor(maxTimeMs: number, beforeRest: () => void, afterRest: () => void) {
    const now = performance.now();
    this.#beforeRest = beforeRest;
    this.#afterRest = afterRest;
    this.#sliceEnds = now + SLICE_MS;
    this.#deadline = maxTimeMs > 0 ? now + maxTimeMs : Number.POSITIVE_INFINITY;
  }

  /** Whether the slice is used up. Throws CommandError 50 past the deadline. */
  due(): boolean {
    if (--this.#countdown > 0) return false;
    this.#countdown = CHECK_EVERY;
    const now = performance.now();
    if (now > this.#deadline) throw new CommandError(50, 'operation exceeded time limit');
    return now > this.#sliceEnds;
  }

  /** Lets everything else that waits for the thread run. */
  async rest(): Promise<void> {
    this.#beforeRest();
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.#afterRest();
    this.#sliceEnds = performance.now() + SLICE_MS;
  }
}
