// Works off recorded turns: one after another in a queue, several queues at once, under leases that are renewed while
// work goes on and taken over when their owner has died.
import type { TurnUsage } from '../assistant/usage.ts';
import type { Clock } from '../domain/time.ts';
import {
  held,
  type Lease,
  LeaseLostError,
  type NewTurn,
  type QueueRef,
  type Recorded,
  type Turn,
  type TurnStore,
} from './turns.ts';

/** How long a dead process holds up its queues. */
export const LEASE_MS = 10_000;
const RENEW_MS = 3_000;
/** A lease that lasts for longer than this is not doubted: what stopped us for less has let nobody take over. */
const CERTAIN_MS = 5_000;
/** Queues worked on at once by this process; more wait their turn. */
const MAX_QUEUES = 32;
const MAX_ATTEMPTS = 6;
const FIRST_RETRY_MS = 2_000;
const DUE_BATCH = 100;
const GRACE_MS = 300;

/**
 * Tells whoever waits for the turn that it is settled: with the sentence of a refusal, or done. False when nobody waits
 * any more, so that a refusal must be told in another way.
 */
export type Settled = (refusal?: string) => boolean;

export interface TurnContext {
  readonly owner: string;
  /** Aborted when the process stops or the lease is lost. */
  readonly signal: AbortSignal;
  /** Passes while nobody else works on the turn; throws {@link LeaseLostError} otherwise. Asks the store only in doubt. */
  stillHeld(): Promise<void>;
  /** There while the person's click still waits for an answer: a refusal is handed to it instead of posted. */
  readonly settled: Settled | undefined;
}

export interface TurnWork<Ahead> {
  /** Reads what a turn that starts at once will need; changes nothing, since the turn may yet turn out to be none. */
  readAhead(turn: NewTurn): Promise<Ahead>;
  /**
   * Does the work; answers what the models took, if any. Throws when it should be tried again; `retryAfterMs` of the
   * error is honoured. `ahead` is there in a first attempt that began at once.
   */
  run(turn: Turn, context: TurnContext, ahead?: Promise<Ahead>): Promise<TurnUsage | undefined>;
  /** Tells the person that the turn was given up. */
  giveUp(turn: Turn): Promise<void>;
}

/** Recorded, and what was read ahead meanwhile where the turn starts at once. */
export type Arrival<Ahead> = Recorded & { readonly ahead?: Promise<Ahead> };

export interface TurnWorker<Ahead = unknown> {
  /** Records an event; a new one is leased by this process if it can start at once. Rejects when it was not recorded. */
  record(turn: NewTurn): Promise<Arrival<Ahead>>;
  /** Runs what was recorded. `settled` hears of the end, if the turn ends in this process. */
  start(arrival: Arrival<Ahead>, turn: NewTurn, settled?: Settled): void;
  /** Takes up everything that is due, at once. */
  wake(): void;
  /** Starts nothing new; waits for what runs, then interrupts it. */
  stop(timeoutMs: number): Promise<void>;
}

export class StoppingError extends Error {
  constructor(cause?: unknown) {
    super('Parley is stopping and takes no new events.', { cause });
    this.name = 'StoppingError';
  }
}

export function createTurnWorker<Ahead>(options: {
  store: TurnStore;
  work: TurnWork<Ahead>;
  /** Names this process among several. */
  owner: string;
  clock: Clock;
  onError: (error: unknown, turn?: Turn) => void;
}): TurnWorker<Ahead> {
  const { store, work, owner, clock } = options;
  const stopping = new AbortController();
  /** What runs, by queue. */
  const running = new Map<string, Promise<void>>();
  /** Queues of which nothing is worked on any more: the note of their last turn, or the look for another, is under way. */
  const ending = new Set<string>();
  /** Queues for which something was recorded while they were worked on. */
  const more = new Set<string>();
  /** Who waits for turns that wait themselves, by event. */
  const awaited = new Map<string, Settled>();
  const retries = new Set<NodeJS.Timeout>();
  let accepting = true;
  let sweeping = false;
  let sweepAgain = false;

  const nameOf = ({ tenant, queue }: QueueRef) => JSON.stringify([tenant, queue]);
  const newLease = (): Lease => ({ owner, until: new Date(clock().getTime() + LEASE_MS) });
  const hasRoom = () => accepting && running.size < MAX_QUEUES;

  async function attempt(turn: Turn, lease: Lease, settled?: Settled, ahead?: Promise<Ahead>): Promise<void> {
    let { until } = lease;
    const renew = async () => {
      const next = newLease();
      await held(turn, store.renew(turn, next));
      until = next.until;
    };
    const stillHeld = async () => {
      if (until.getTime() - clock().getTime() < CERTAIN_MS) await renew();
    };
    ending.delete(nameOf(turn));
    const lost = new AbortController();
    const renewal = setInterval(() => {
      renew().catch((error) => {
        if (error instanceof LeaseLostError) lost.abort(error);
        else options.onError(error, turn);
      });
    }, RENEW_MS);
    const signal = AbortSignal.any([stopping.signal, lost.signal]);
    try {
      const usage = await work.run(turn, { owner, signal, stillHeld, settled }, ahead);
      ending.add(nameOf(turn));
      await held(turn, store.finish(turn, owner, clock(), usage));
    } catch (error) {
      // Whoever took the turn over goes on with it.
      if (!(error instanceof LeaseLostError) && !lost.signal.aborted) await recover(turn, error);
    } finally {
      clearInterval(renewal);
    }
  }

  /** A failed attempt: later again, or given up. An interrupted one did not fail. */
  async function recover(turn: Turn, error: unknown): Promise<void> {
    if (stopping.signal.aborted) return held(turn, store.release(turn, owner, clock()));
    options.onError(error, turn);
    const message = error instanceof Error ? error.message : String(error);
    if (turn.attempts + 1 >= MAX_ATTEMPTS) {
      await work.giveUp(turn).catch((failure) => options.onError(failure, turn));
      return held(turn, store.fail(turn, owner, clock(), message));
    }
    const delay = Math.max(FIRST_RETRY_MS * 2 ** turn.attempts, retryAfterMs(error));
    await held(turn, store.release(turn, owner, new Date(clock().getTime() + delay), message));
    const timer = setTimeout(() => {
      retries.delete(timer);
      wake();
    }, delay + 50);
    timer.unref();
    retries.add(timer);
  }

  /** Works a queue off, beginning with a turn that is leased already. */
  function drain(queue: QueueRef, first?: Extract<Arrival<Ahead>, { state: 'taken' }>, settled?: Settled): void {
    const name = nameOf(queue);
    const runAll = async (): Promise<void> => {
      try {
        if (first) await attempt(first.turn, first.lease, settled, first.ahead);
        settled?.();
        while (accepting) {
          more.delete(name);
          const lease = newLease();
          const next = await store.next(queue, lease, clock());
          if (next) {
            const waiting = takeAwaited(next);
            await attempt(next, lease, waiting);
            waiting?.();
          } else if (!more.has(name)) break;
        }
      } catch (error) {
        // Storage failed: the lease runs out and the sweep takes the turn up again.
        options.onError(error, first?.turn);
        settled?.();
      }
    };
    // Whoever waits for this queue waits for what was not quite finished in it as well.
    const promise = Promise.all([running.get(name), runAll()]).then(() => {
      if (running.get(name) === promise) {
        running.delete(name);
        ending.delete(name);
      }
      if (more.delete(name)) wake();
    });
    running.set(name, promise);
  }

  /** What was recorded just before the stop is for another process: here it would be cut off. */
  function giveBack(turn: Turn, settled?: Settled): void {
    settled?.();
    // Where this comes too late as well, the lease runs out.
    store.release(turn, owner, clock()).catch((error) => options.onError(error, turn));
  }

  function expectLater({ tenant, eventId }: NewTurn, settled: Settled): void {
    const name = JSON.stringify([tenant, eventId]);
    awaited.set(name, settled);
    // Another process may have it; nobody waits for longer than this.
    setTimeout(() => awaited.delete(name), LEASE_MS).unref();
  }

  function takeAwaited({ tenant, eventId }: Turn): Settled | undefined {
    const name = JSON.stringify([tenant, eventId]);
    const settled = awaited.get(name);
    awaited.delete(name);
    return settled;
  }

  async function sweep(): Promise<void> {
    const due = await store.due(clock(), DUE_BATCH);
    for (const queue of due) {
      while (accepting && running.size >= MAX_QUEUES) await Promise.race(running.values());
      if (!accepting) return;
      // Whoever works on it may have looked for more before this was due.
      if (running.has(nameOf(queue))) more.add(nameOf(queue));
      else drain(queue);
    }
  }

  function wake(): void {
    if (!accepting) return;
    sweepAgain = true;
    if (sweeping) return;
    sweeping = true;
    void (async () => {
      try {
        while (sweepAgain && accepting) {
          sweepAgain = false;
          await sweep();
        }
      } catch (error) {
        options.onError(error);
      } finally {
        sweeping = false;
      }
    })();
  }

  async function recordNow(turn: NewTurn): Promise<Arrival<Ahead>> {
    if (turn.work.kind === 'view') {
      return (await store.remember(turn)) ? { state: 'waiting' } : { state: 'known' };
    }
    // Who answers at once is not kept waiting for what is noted and looked for after the turn before: all go to the
    // store together. Where this one is there first, the lease is not free, and the turn waits in its queue.
    const free = hasRoom() && (!running.has(nameOf(turn)) || ending.has(nameOf(turn)));
    if (!free) return store.record(turn, null);
    const ahead = work.readAhead(turn);
    // What cannot be read now is read again by the turn.
    ahead.catch(() => undefined);
    return { ...(await store.record(turn, newLease())), ahead };
  }

  return {
    async record(turn) {
      if (!accepting) throw new StoppingError();
      try {
        return await recordNow(turn);
      } catch (error) {
        // Cut off by the stop: to whoever sent it that is the same.
        throw accepting ? error : new StoppingError(error);
      }
    },
    start(recorded, turn, settled) {
      if (recorded.state === 'taken') {
        if (accepting) drain(turn, recorded, settled);
        else giveBack(recorded.turn, settled);
        return;
      }
      if (recorded.state === 'known') {
        settled?.();
        return;
      }
      if (settled) expectLater(turn, settled);
      // Whoever works on the queue may have looked for more just before this was recorded.
      if (running.has(nameOf(turn))) more.add(nameOf(turn));
      else wake();
    },
    wake,
    async stop(timeoutMs) {
      accepting = false;
      for (const timer of retries) clearTimeout(timer);
      const idle = Promise.allSettled(running.values());
      const deadline = setTimeout(() => stopping.abort(new Error('Parley is stopping.')), timeoutMs);
      // What does not even heed the interruption is left to its lease.
      const last = Promise.withResolvers<void>();
      const patience = setTimeout(last.resolve, timeoutMs + GRACE_MS);
      await Promise.race([idle, last.promise]);
      clearTimeout(patience);
      clearTimeout(deadline);
    },
  };
}

function retryAfterMs(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('retryAfter' in error)) return 0;
  return typeof error.retryAfter === 'number' ? error.retryAfter * 1000 : 0;
}
