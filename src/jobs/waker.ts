// Runs a sweep at once when something has changed, never twice side by side, and once more when a wake came meanwhile.

export interface Waker {
  wake(): void;
  /** Takes no more wakes, tells what runs to end early, and waits for it. */
  stop(): Promise<void>;
}

export function createWaker(sweep: (stop: AbortSignal) => Promise<unknown>, onError: (error: unknown) => void): Waker {
  let running: Promise<void> | undefined;
  let again = false;
  const stopping = new AbortController();

  async function run(): Promise<void> {
    do {
      again = false;
      // What failed stays due; the next wake or the minute's sweep takes it up.
      await sweep(stopping.signal).catch(onError);
    } while (again && !stopping.signal.aborted);
    running = undefined;
  }

  return {
    wake() {
      if (stopping.signal.aborted) return;
      if (running) again = true;
      else running = run();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
