// What the rest of Parley hands to its Slack side, and gets from it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WebClientOptions } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Assistant } from '../assistant/turn.ts';
import type { Accounts } from '../domain/accounts/accounts.ts';
import type { Origin, TenantId, UserActor } from '../domain/actor.ts';
import type { GuestPages } from '../domain/meetings/guest-pages.ts';
import type { Meetings } from '../domain/meetings/meetings.ts';
import type { Clock } from '../domain/time.ts';
import type { Channel } from '../notifications/channel.ts';
import type { Feeds } from './modals/calendar.ts';
import type { Wording } from './notices.ts';
import type { PostingStore } from './postings.ts';
import type { Transport } from './receivers.ts';
import type { TurnStore } from './turns.ts';
import type { Authorize } from './workspaces.ts';

export interface SlackOptions {
  readonly transport: Transport;
  /** The token of one workspace, or how to find each workspace's. */
  readonly installation: { readonly token: string } | { readonly authorize: Authorize };
  /** `fetch` and `slackApiUrl` are what the playground replaces. */
  readonly clientOptions?: Pick<WebClientOptions, 'fetch' | 'slackApiUrl'>;
  readonly origin: Extract<Origin, 'slack' | 'playground'>;
  readonly assistant: Assistant;
  readonly accounts: Accounts;
  readonly meetings: Meetings;
  readonly turns: TurnStore;
  /** Names this process among several. */
  readonly owner: string;
  readonly postings: PostingStore;
  readonly feeds: Feeds;
  readonly guestPages: GuestPages;
  /** A link to the operator's page for an hour; throws `forbidden` for everybody but admins. */
  readonly opsLink: (actor: UserActor) => Promise<string>;
  /** The words of notices: those that mails have too. */
  readonly wording: Wording;
  readonly clock: Clock;
  readonly log: Logger;
  readonly newId: () => string;
}

export interface Slack {
  /** Over HTTP: answers true when the request was Slack's. */
  readonly requestListener?: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Opens the socket where there is one, and takes up what an earlier process left. */
  start(): Promise<void>;
  /** Accepts nothing new, lets what runs finish, and interrupts it after `timeoutMs`: it goes on at the next start. */
  stop(timeoutMs: number): Promise<void>;
  /** Why nothing arrives from Slack at the moment; null while it does. */
  trouble(): string | null;
  /** Takes up every recorded turn that is due. */
  wake(): void;
  /** Tells colleagues by direct message. */
  readonly channel: Channel;
  /** Brings every card of a meeting up to date, without a message. Never rejects. */
  repaint(tenant: TenantId, meetingId: string): Promise<void>;
  /** Takes over all members of a workspace. */
  syncDirectory(tenant: TenantId): Promise<void>;
}
