// Lets something happen between any two steps of some work: before its first call to a part, before the second, and so
// on, each in a run of its own. What must hold always is then tried at every place where it could break.

export interface Steps {
  /** The same part; each call of one of its functions is a step of the work. */
  watch<T extends object>(part: T): T;
}

/**
 * Runs `work` again and again, each time with `event` one step later, until the work ends before the event comes.
 * `event` uses what is not watched. Answers how many places there were.
 */
export async function atEveryStep<World>(options: {
  /** Everything anew for each run. */
  readonly prepare: () => Promise<World>;
  readonly work: (world: World, steps: Steps) => Promise<void>;
  readonly event: (world: World) => Promise<unknown>;
  /** What must hold once both are through. `step` tells where the event came. */
  readonly check: (world: World, step: number) => Promise<void>;
}): Promise<number> {
  for (let place = 0; ; place++) {
    const world = await options.prepare();
    let taken = 0;
    let happened = false;
    const step = async () => {
      if (taken++ !== place) return;
      happened = true;
      await options.event(world);
    };
    await options.work(world, { watch: (part) => watched(part, step) });
    if (!happened) return place;
    await options.check(world, place);
  }
}

function watched<T extends object>(part: T, step: () => Promise<void>): T {
  return new Proxy(part, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value !== 'function') return value;
      return async (...given: unknown[]) => {
        await step();
        return Reflect.apply(value, target, given);
      };
    },
  });
}
