// What listeners share: the parts they call.
import type { Reschedule } from '../modals/reschedule.ts';
import type { TurnWorker } from '../worker.ts';

export interface ListenerDeps {
  readonly worker: TurnWorker;
  readonly reschedule: Reschedule;
}
