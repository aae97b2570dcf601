import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createWaker } from '../../src/jobs/waker.ts';

function gate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { promise, open: resolve };
}

describe('a waker', () => {
  it('runs one sweep at a time and one more for all wakes that came meanwhile', async () => {
    const first = gate();
    let sweeps = 0;
    let side = 0;
    const waker = createWaker(
      async () => {
        sweeps++;
        side++;
        expect(side).toBe(1);
        await first.promise;
        side--;
      },
      () => {},
    );
    waker.wake();
    waker.wake();
    waker.wake();
    expect(sweeps).toBe(1);
    first.open();
    while (sweeps < 2) await Promise.resolve();
    await waker.stop();
    expect(sweeps).toBe(2);
  });

  it('reports a failure and runs again at the next wake', async () => {
    const errors: unknown[] = [];
    let sweeps = 0;
    const waker = createWaker(
      async () => {
        sweeps++;
        if (sweeps === 1) throw new Error('once');
      },
      (error) => errors.push(error),
    );
    waker.wake();
    while (errors.length === 0) await Promise.resolve();
    await Promise.resolve();
    waker.wake();
    await waker.stop();
    expect(sweeps).toBe(2);
    expect(errors).toHaveLength(1);
  });

  it('wakes by itself from the first wake on, until it stops', async () => {
    const sweeps = [gate(), gate(), gate()];
    let count = 0;
    const waker = createWaker(
      async () => sweeps[count++]?.open(),
      () => {},
      1,
    );
    waker.wake();
    for (const sweep of sweeps) await sweep.promise;
    await waker.stop();
    const stopped = count;
    waker.wake();
    expect(count).toBe(stopped);
  });

  it('tells what runs to end when it stops', async () => {
    let told: unknown;
    const waker = createWaker(
      async (stop) => {
        await once(stop, 'abort');
        told = stop.aborted;
      },
      () => {},
    );
    waker.wake();
    await waker.stop();
    expect(told).toBe(true);
  });

  it('waits for what runs when it stops, and then takes no more', async () => {
    const running = gate();
    let done = false;
    const waker = createWaker(
      async () => {
        await running.promise;
        done = true;
      },
      () => {},
    );
    waker.wake();
    const stopped = waker.stop();
    running.open();
    await stopped;
    expect(done).toBe(true);
    waker.wake();
    expect(done).toBe(true);
  });
});
