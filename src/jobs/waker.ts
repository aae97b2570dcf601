// Runs a sweep at once when something has changed, never twice side by side, and once more when a wake came meanwhile.

export interface Waker {
  wake(): void;
  /** Takes no more wakes, tells what runs to end early, and waits for it. */
  stop(): Promise<void>;
}

/** `everyMs`: from the first wake on it also wakes by itself, for what dead processes have left. */
export function createWaker(
  sweep: (stop: AbortSignal) => Promise<unknown>,
  onError: (error: unknown) => void,
  everyMs?: number,
): Waker {
  let timer: NodeJS.Timeout | undefined;
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

  function wake(): void {
    if (stopping.signal.aborted) return;
    if (everyMs !== undefined) timer ??= setInterval(wake, everyMs).unref();
    if (running) again = true;
    else running = run();
  }

  return {
    wake,
    async stop() {
      stopping.abort();
      clearInterval(timer);
      await running;
    },
  };
}
