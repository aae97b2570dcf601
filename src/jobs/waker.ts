// Runs a sweep at once when something has changed, never twice side by side, and once more when a wake came meanwhile.

export interface Waker {
  wake(): void;
  /** Takes no more wakes and waits for what runs. */
  stop(): Promise<void>;
}

export function createWaker(sweep: () => Promise<unknown>, onError: (error: unknown) => void): Waker {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  async function run(): Promise<void> {
    do {
      again = false;
      // What failed stays due; the next wake or the minute's sweep takes it up.
      await sweep().catch(onError);
    } while (again && !stopped);
    running = undefined;
  }

  return {
    wake() {
      if (stopped) return;
      if (running) again = true;
      else running = run();
    },
    async stop() {
      stopped = true;
      await running;
    },
  };
}
