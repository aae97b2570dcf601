// A model that is left alone for a while after it has failed several times: whoever asks next does not wait for it in vain.
import type { Clock } from '../../domain/time.ts';
import { type Model, ModelError } from './model.ts';

/** Failures in a row of which each may have passed. */
const FAILURES = 3;
const REST_MS = 30_000;

/**
 * Asks the model, and while it rests throws a retryable `ModelError` at once. After the rest one request tries it: an
 * answer ends the matter, another failure begins the next rest. A cancelled turn is no failure.
 */
export function restingModel(model: Model, clock: Clock): Model {
  let failures = 0;
  let restUntil = 0;
  return {
    name: model.name,
    async respond(request) {
      const now = clock().getTime();
      if (now < restUntil) throw new ModelError('The model has failed repeatedly and rests.', { retryable: true });
      // Others rest on while this one tries.
      if (failures >= FAILURES) restUntil = now + REST_MS;
      try {
        const reply = await model.respond(request);
        failures = 0;
        restUntil = 0;
        return reply;
      } catch (error) {
        if (error instanceof ModelError && error.retryable && !request.signal.aborted) {
          failures++;
          if (failures >= FAILURES) restUntil = clock().getTime() + REST_MS;
        }
        throw error;
      }
    },
  };
}
