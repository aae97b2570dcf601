// Postings: the messages that Parley has posted and may have to repaint, each with all that it takes to render it again.
import type { Language } from '../domain/accounts/accounts.ts';
import type { TenantId, UserId } from '../domain/actor.ts';
import type { Place } from './turns.ts';

export interface Posting extends Place {
  readonly tenant: TenantId;
  /** Travels in the message's metadata, so that a message posted just before a crash is found again. */
  readonly id: string;
  /** Whose zone, language and rights the message was rendered for. */
  readonly viewer: UserId;
  readonly text: string;
  /** Stands above the cards, not below. */
  readonly textFirst?: boolean;
  readonly quote?: string;
  /** Shown as cards, in this order. */
  readonly meetingIds: readonly string[];
  /** The version of each that the text speaks of. Once a meeting is past it, its card stands without the text. */
  readonly versions?: Readonly<Record<string, number>>;
  /** Shown as lines. */
  readonly listedIds: readonly string[];
  /** Answers offered as buttons. */
  readonly options: readonly string[];
  /** A meeting that is offered to be repeated. */
  readonly again?: string;
  /** Of its words; English where it is absent. */
  readonly language?: Language;
  /** Read by everybody in a channel: told in this zone (IANA), without buttons that are for some. */
  readonly announcedIn?: string;
  readonly at: Date;
}

export interface Posted extends Posting {
  readonly ts: string;
}

export interface PostingStore {
  /** Stores the intent to post. Since when it has been stored, where it was before: the message may be there already. */
  intend(posting: Posting): Promise<Date | null>;
  /** Stores where the message is, intended or not. */
  posted(posting: Posted): Promise<void>;
  /** Posted messages that show this meeting as a card, newest first. */
  showing(tenant: TenantId, meetingId: string, limit: number): Promise<Posted[]>;
  at(tenant: TenantId, channel: string, ts: string): Promise<Posted | null>;
}
