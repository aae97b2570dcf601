// Between Slack and Bolt: what arrives is durably recorded before it is acknowledged, and Bolt acknowledges before any
// middleware. What cannot be recorded is not acknowledged, and Slack sends it again.
import type { App, Context, Receiver, ReceiverEvent } from '@slack/bolt';
import type { TenantId } from '../domain/actor.ts';
import type { Clock } from '../domain/time.ts';
import { readIncoming } from './incoming.ts';
import type { NewTurn, TurnStore } from './turns.ts';
import { type Arrival, StoppingError, type TurnWorker } from './worker.ts';

/** What the inbox has made of an event, for the listener that goes on with it. */
export interface Entry {
  readonly turn: NewTurn;
  readonly recorded: Arrival<unknown>;
}

const ENTRY = 'inboxEntry';

/** The entry of the event that a listener is called for. */
export function entryOf(context: Context): Entry {
  return context[ENTRY];
}

export interface InboxOptions {
  readonly store: TurnStore;
  readonly worker: TurnWorker;
  readonly tenantOf: (teamId: string) => TenantId;
  readonly newId: () => string;
  readonly clock: Clock;
  /** Slack could not be told that a recorded event has arrived. */
  readonly onUnacknowledged: (error: unknown) => void;
  /** Called when a person's event could not be recorded, the first time that Slack delivers it. */
  readonly onUnrecorded: (turn: NewTurn, body: unknown) => void;
}

/** The given receiver, handing its events to the inbox first. */
export function withInbox(receiver: Receiver, options: InboxOptions): Receiver {
  return {
    init(app) {
      const guarded: App = Object.create(app);
      guarded.processEvent = (event) => processEvent(app, event, options);
      receiver.init(guarded);
    },
    start: () => receiver.start(),
    stop: () => receiver.stop(),
  };
}

async function processEvent(app: App, event: ReceiverEvent, options: InboxOptions): Promise<void> {
  const { worker } = options;
  const incoming = readIncoming(event.body);
  // Nothing for Parley: done with.
  if (!incoming) return event.ack();
  const { teamId, addressed, interactive, ...rest } = incoming;
  const tenant = options.tenantOf(teamId);
  if (!addressed && !(await options.store.takesPart(tenant, rest.queue))) return event.ack();
  const turn: NewTurn = { ...rest, tenant, requestId: options.newId(), receivedAt: options.clock() };
  const recorded = await worker.record(turn).catch((error: unknown) => {
    // A process that stops is followed by another, which takes it at once.
    if (!(error instanceof StoppingError || event.retryNum)) options.onUnrecorded(turn, event.body);
    throw error;
  });
  if (recorded.state === 'known') return event.ack();
  // Recorded is what counts: when the connection goes before the acknowledgement, Slack delivers the event again, and it
  // is known then. The work does not wait for that.
  const ack: ReceiverEvent['ack'] = (response) => event.ack(response).catch(options.onUnacknowledged);
  if (interactive) {
    const entry: Entry = { turn, recorded };
    return app.processEvent({ ...event, ack, customProperties: { ...event.customProperties, [ENTRY]: entry } });
  }
  // An event has no answer but its acknowledgement, and needs no listener: its turn begins meanwhile.
  worker.start(recorded, turn);
  return ack();
}
