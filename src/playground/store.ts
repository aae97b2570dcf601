// What the playground remembers of its workspace: messages, open modals, and the short-lived rights that Slack hands
// out. A store belongs to one workspace.
import type { Block, View } from './blocks.ts';

export interface StoredMessage {
  readonly channel: string;
  /** Slack's message id, unique in its channel: `1767798720.000100`, seconds and a counter. */
  readonly ts: string;
  /** The first message of the thread that this one replies in. */
  readonly threadTs?: string;
  /** Who wrote it: a person or the bot. */
  readonly user: string;
  readonly text: string;
  readonly blocks?: readonly Block[];
  readonly metadata?: MessageMetadata;
  /** Only this person sees it. */
  readonly onlyFor?: string;
  /** Made up by the page, so that sending the same message again does not double it. */
  readonly clientId?: string;
  readonly editedTs?: string;
}

export interface MessageMetadata {
  readonly event_type: string;
  readonly event_payload: Readonly<Record<string, unknown>>;
}

export type MessageChange = Partial<Pick<StoredMessage, 'text' | 'metadata' | 'editedTs'>> & {
  /** Null takes the blocks away. */
  readonly blocks?: readonly Block[] | null;
};

export interface MessageQuery {
  readonly channel: string;
  /** A thread: its first message and the replies. Without it: messages that are not replies. */
  readonly threadTs?: string;
  /** Exclusive bounds. */
  readonly after?: string;
  readonly before?: string;
  readonly limit: number;
  /** Which end of the range the limit keeps. */
  readonly keep: 'oldest' | 'newest';
  /** Messages that only one person sees are left out unless it is this one. */
  readonly viewer?: string;
}

export interface StoredView {
  readonly id: string;
  readonly user: string;
  readonly view: View;
  readonly hash: string;
  readonly rootId: string;
  /** The modal below this one in the stack. */
  readonly previousId?: string;
}

/** A right to act once or a few times, for a while: a `trigger_id` or a `response_url`. */
export interface Grant {
  readonly id: string;
  readonly kind: 'trigger' | 'response';
  readonly user: string;
  readonly expiresAt: Date;
  readonly usesLeft: number;
  readonly channel?: string;
  /** The message that the person acted on. */
  readonly messageTs?: string;
  readonly threadTs?: string;
}

export interface ThreadSummary {
  readonly replies: number;
  readonly latestTs: string;
  readonly users: readonly string[];
}

export interface PlaygroundStore {
  /** False when the channel already has a message with this ts; one with the same client id is answered by `sent`. */
  addMessage(message: StoredMessage): Promise<boolean>;
  message(channel: string, ts: string): Promise<StoredMessage | null>;
  /** The message that the page sent under this id. */
  sent(clientId: string): Promise<StoredMessage | null>;
  changeMessage(channel: string, ts: string, change: MessageChange): Promise<StoredMessage | null>;
  removeMessage(channel: string, ts: string): Promise<boolean>;
  /** Oldest first. */
  messages(query: MessageQuery): Promise<StoredMessage[]>;
  /** Summaries of the given threads of a channel, by the ts of their first message; those without replies are absent. */
  threads(channel: string, roots: readonly string[], viewer?: string): Promise<ReadonlyMap<string, ThreadSummary>>;

  putView(view: StoredView): Promise<void>;
  view(id: string): Promise<StoredView | null>;
  /** Replaces a view if it still has this hash. */
  replaceView(view: StoredView, hash: string): Promise<boolean>;
  removeViews(ids: readonly string[]): Promise<void>;
  /** A person's open modals, the lowest first. */
  viewsOf(user: string): Promise<StoredView[]>;

  putGrant(grant: Grant): Promise<void>;
  grant(id: string): Promise<Grant | null>;
  /** Takes one use; null when there is none left. Expiry is the caller's to judge. */
  useGrant(id: string): Promise<Grant | null>;
  /** Forgets grants that expired before. */
  dropGrants(before: Date): Promise<void>;
}
