// A turn as it is stored: what somebody asked of Parley and how far the answer is. Recorded before Slack is told that it
// arrived, taken under a lease, finished once.
import type { TurnResult, TurnStep } from '../assistant/turn.ts';
import type { TurnUsage } from '../assistant/usage.ts';
import type { NotificationSettings, SlackProfile } from '../domain/accounts/accounts.ts';
import type { TenantId, UserId } from '../domain/actor.ts';
import type { Scope } from './modals/notifications-view.ts';

/** Where an answer goes. Without a thread: the conversation itself. */
export interface Place {
  readonly channel: string;
  readonly threadTs?: string;
}

/** The message whose button was clicked. A `response_url` is the only way to change one that one person alone sees. */
export interface ClickedCard extends Place {
  readonly ts?: string;
  readonly ephemeral: boolean;
  readonly responseUrl?: string;
}

export type Work =
  /** Something typed, or a button that answers as if typed. */
  | {
      readonly kind: 'say';
      readonly text: string;
      /** Null: a command typed elsewhere, answered in the direct messages. */
      readonly place: Place | null;
      /** The message that the text came with, for a status beside it. */
      readonly messageTs?: string;
      /** Repeated above the answer where the text itself cannot be seen. */
      readonly quote?: string;
      /** The question that a button has answered: it is repainted without buttons. */
      readonly question?: ClickedCard;
    }
  | { readonly kind: 'list'; readonly responseUrl: string }
  | { readonly kind: 'cancel' | 'leave'; readonly meetingId: string; readonly card: ClickedCard }
  | { readonly kind: 'move'; readonly meetingId: string; readonly start: Date; readonly card: ClickedCard }
  /** To meet the same people once more. */
  | { readonly kind: 'again'; readonly meetingId: string; readonly card: ClickedCard }
  | { readonly kind: 'profile'; readonly profile: SlackProfile }
  /** The sender was deactivated in Slack. */
  | { readonly kind: 'gone' }
  /** Of notifications: the sender's own, or what holds for everybody in the workspace. */
  | { readonly kind: 'settings'; readonly scope: Scope; readonly settings: NotificationSettings }
  /** A button or form that this version does not know; without a card where it stood in a modal. */
  | { readonly kind: 'outdated'; readonly card?: ClickedCard }
  /** Answered at once, by showing something: recorded so that it is done once, never taken up again. */
  | { readonly kind: 'view' };

/** What a verified payload asks for. */
export interface Incoming {
  readonly teamId: string;
  readonly userId: UserId;
  /** The same for every delivery of one event, and unique within its tenant. */
  readonly eventId: string;
  /** Turns of one queue run one after another. */
  readonly queue: string;
  readonly work: Work;
}

export interface NewTurn extends Omit<Incoming, 'teamId'> {
  readonly tenant: TenantId;
  /** Follows the turn through logs and audit. */
  readonly requestId: string;
  readonly receivedAt: Date;
}

export interface Turn extends NewTurn {
  /** Failed attempts so far. */
  readonly attempts: number;
  readonly steps: readonly TurnStep[];
  /** There was an attempt that did not finish: its message may be there already, and is looked for before posting. */
  readonly tried?: true;
  /** Of an earlier attempt that could not post it: the model is not asked again. */
  readonly answer?: Answer;
}

export interface Answer {
  readonly result: TurnResult;
}

/** An answer that could not be posted, and the steps to it that were not stored before. */
export interface Answered {
  readonly answer: Answer;
  readonly steps: readonly TurnStep[];
}

export interface TurnRef {
  readonly tenant: TenantId;
  readonly eventId: string;
}

export interface QueueRef {
  readonly tenant: TenantId;
  readonly queue: string;
}

/** The right to work on a turn, until it runs out or is renewed. At most one turn of a queue has one. */
export interface Lease {
  readonly owner: string;
  readonly until: Date;
}

export type Recorded =
  /** New, and the given lease is on it. */
  | { readonly state: 'taken'; readonly turn: Turn; readonly lease: Lease }
  /** New; others of its queue come first. */
  | { readonly state: 'waiting' }
  /** Delivered before. */
  | { readonly state: 'known' };

export interface TurnStore {
  /** Durable when it answers. Without a lease, or while others of the queue are open, the turn waits. */
  record(turn: NewTurn, lease: Lease | null): Promise<Recorded>;
  /** Records an event that leaves nothing to do later. False when it was delivered before. */
  remember(turn: NewTurn): Promise<boolean>;
  /** Leases the oldest open turn of a queue if it is due; null when it is not, or another owner has it. */
  next(queue: QueueRef, lease: Lease, now: Date): Promise<Turn | null>;
  /** Queues with an open turn that is due and that nobody works on, oldest first, over all tenants. */
  due(now: Date, limit: number): Promise<QueueRef[]>;
  /** The rest answer false when the lease was lost to another owner: nothing is changed then. */
  renew(turn: TurnRef, lease: Lease): Promise<boolean>;
  appendSteps(turn: TurnRef, owner: string, steps: readonly TurnStep[]): Promise<boolean>;
  /** Stores an answer that could not be posted, for the next attempt. */
  keepAnswer(turn: TurnRef, owner: string, answered: Answered): Promise<boolean>;
  /** The turn is done: its conversation remembers what was said, so that only what it took is kept here. */
  finish(turn: TurnRef, owner: string, at: Date, usage?: TurnUsage): Promise<boolean>;
  /** Gives the turn up. */
  fail(turn: TurnRef, owner: string, at: Date, error: string): Promise<boolean>;
  /** Gives the turn back, to be taken at `dueAt`; `error` counts as a failed attempt. */
  release(turn: TurnRef, owner: string, dueAt: Date, error?: string): Promise<boolean>;
  /** Takes away the leases of all owners whose names begin so: they are known to be dead. */
  releaseAll(owners: string): Promise<void>;
  /** Whether Parley was ever asked something in this thread. */
  takesPart(tenant: TenantId, queue: string): Promise<boolean>;
}

export class LeaseLostError extends Error {
  constructor(turn: TurnRef) {
    super(`The lease on turn ${turn.eventId} was lost to another worker.`);
    this.name = 'LeaseLostError';
  }
}

/** Passes when the store has kept the change; throws {@link LeaseLostError} otherwise. */
export async function held(turn: TurnRef, change: Promise<boolean>): Promise<void> {
  if (!(await change)) throw new LeaseLostError(turn);
}

/** Names a conversation: `C1:1767798720.000100`, `D1:main` for direct messages outside of threads. */
export function conversationOf(place: Place): string {
  return `${place.channel}:${place.threadTs ?? 'main'}`;
}
