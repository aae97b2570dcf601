// Two processes on the engine that a third one embeds, which is killed in the middle of work: they say so, wait, and go on
// by themselves when it is back. Nobody takes the engine over: its data folder is the dead process's until it starts again.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { times } from '../support/counts.ts';
import { type Fleet, startFleetOnFirst } from '../support/fleet.ts';
import { eventually } from '../support/server.ts';
import { createWishes, type Wishes } from '../support/wishes.ts';

const SIZE = 3;
const OTHERS = [1, 2];
const KILLS = times(2, 10);
const NOTICED_MS = 60_000;
/** What was begun when the engine died is taken up when its leases have run out. */
const SETTLED_MS = 120_000;
const TEST_MS = times(300_000, 1_800_000);

describe('processes on an engine that another one embeds', () => {
  let fleet: Fleet;
  let wishes: Wishes;

  beforeEach(async () => {
    fleet = await startFleetOnFirst(SIZE);
    wishes = createWishes(fleet);
  }, 90_000);
  afterEach(() => fleet.stop(), 60_000);

  async function everyOther(ok: boolean): Promise<void> {
    const looks = OTHERS.map((index) =>
      eventually(
        `process ${index} ready: ${ok}`,
        async () => {
          const state = await fleet.readiness(index);
          return state.ok === ok && state;
        },
        NOTICED_MS,
      ),
    );
    for (const { reason } of await Promise.all(looks)) {
      expect(reason).toBe(ok ? undefined : 'The database does not answer.');
    }
  }

  it(
    'lose nothing and double nothing while that one is killed, and recover by themselves',
    async () => {
      const threads = await wishes.underLoad(async () => {
        for (let kill = 0; kill < KILLS; kill++) {
          await wishes.moreAnswers();
          await fleet.kill(0, () => everyOther(false));
          await everyOther(true);
        }
        await wishes.moreAnswers();
      });
      await fleet.settled(SETTLED_MS);
      await wishes.expectEachOnce(threads);
    },
    TEST_MS,
  );
});
