// The workspace that the playground pretends to be: its people, its channel and the bot that is installed in it.
import type { TenantId } from '../domain/actor.ts';
import { tenantId } from '../domain/actor.ts';

export interface Person {
  /** Shaped like a Slack user id. */
  readonly id: string;
  /** The handle, as Slack's `user_name`. */
  readonly handle: string;
  readonly name: string;
  readonly email: string;
  /** IANA zone. */
  readonly zone: string;
  readonly locale: string;
  readonly admin: boolean;
  /** Slack goes on listing people whose account was closed. */
  readonly deactivated?: boolean;
}

export interface Workspace {
  /** The `team_id` of every payload, and so the tenant. */
  readonly id: TenantId;
  readonly name: string;
  readonly domain: string;
  readonly appId: string;
  /** The token that the app must present, `xoxb-…`. It opens nothing outside this process. */
  readonly botToken: string;
  readonly bot: { readonly userId: string; readonly botId: string; readonly handle: string; readonly name: string };
  readonly people: readonly Person[];
  readonly channel: { readonly id: string; readonly name: string };
}

export const WORKSPACE: Workspace = {
  id: tenantId('local'),
  name: 'Acme',
  domain: 'acme',
  appId: 'A0PARLEY0',
  botToken: 'xoxb-playground',
  bot: { userId: 'U0PARLEY0', botId: 'B0PARLEY0', handle: 'parley', name: 'Parley' },
  people: [
    {
      id: 'U0ADAPARK',
      handle: 'ada',
      name: 'Ada Park',
      email: 'ada@parley.example',
      zone: 'America/New_York',
      locale: 'en-US',
      admin: true,
    },
    {
      id: 'U0SARAHCH',
      handle: 'sarah',
      name: 'Sarah Chen',
      email: 'sarah@parley.example',
      zone: 'Europe/London',
      locale: 'en-GB',
      admin: false,
    },
    {
      id: 'U0TIMOKAF',
      handle: 'tim',
      name: 'Tim Okafor',
      email: 'tim@parley.example',
      zone: 'Europe/Berlin',
      locale: 'en-GB',
      admin: false,
    },
  ],
  channel: { id: 'C0GENERAL', name: 'general' },
};

/** The id of a person's direct messages with the bot: the same after every restart. */
export function directMessageId(userId: string): string {
  return `D${userId.slice(1)}`;
}

export interface Conversation {
  readonly id: string;
  readonly kind: 'channel' | 'im';
  readonly name: string;
  /** User ids, the bot's included. */
  readonly members: readonly string[];
}

/** The conversations of a workspace: one channel with everybody, and direct messages between each person and the bot. */
export function conversationsOf(workspace: Workspace): Conversation[] {
  const everybody = workspace.people.map(({ id }) => id);
  return [
    { ...workspace.channel, kind: 'channel', members: [...everybody, workspace.bot.userId] },
    ...everybody.map(
      (id): Conversation => ({
        id: directMessageId(id),
        kind: 'im',
        name: 'directmessage',
        members: [id, workspace.bot.userId],
      }),
    ),
  ];
}
