// The workspaces that Parley is installed in: the token of each, and a Web API client that tries once. Whoever calls it
// decides about trying again, since a message that may have been posted must be looked for first.
import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { TenantId, UserId } from '../domain/actor.ts';

export interface Installation {
  readonly botToken: string;
  readonly botId: string;
  readonly botUserId: string;
}

/** The installation of a workspace. Rejects for one that has not installed Parley. */
export type Authorize = (tenant: TenantId) => Promise<Installation>;

/** Of the one workspace that a token belongs to. */
export interface SingleWorkspace {
  readonly authorize: Authorize;
  tenant(): Promise<TenantId>;
}

export interface Workspace extends Installation {
  readonly client: WebClient;
}

export interface Workspaces {
  of(tenant: TenantId): Promise<Workspace>;
}

const REQUEST_TIMEOUT_MS = 10_000;

/** One token for one workspace: asks Slack once who that is, and again after a failure. */
export function singleWorkspace(options: {
  token: string;
  clientOptions: WebClientOptions;
  tenantOf: (teamId: string) => TenantId;
}): SingleWorkspace {
  const client = new WebClient(options.token, { ...options.clientOptions, timeout: REQUEST_TIMEOUT_MS });
  let known: Promise<Installation & { tenant: TenantId }> | undefined;

  async function identify(): Promise<Installation & { tenant: TenantId }> {
    const { team_id: teamId, user_id: botUserId, bot_id: botId } = await client.auth.test();
    if (!teamId || !botUserId || !botId) throw new Error('Slack’s auth.test did not name the team and the bot.');
    return { tenant: options.tenantOf(teamId), botToken: options.token, botUserId, botId };
  }

  function ask(): Promise<Installation & { tenant: TenantId }> {
    known ??= identify().catch((error) => {
      known = undefined;
      throw error;
    });
    return known;
  }

  return {
    async authorize(tenant) {
      const installation = await ask();
      if (tenant !== installation.tenant) throw new Error(`Parley is not installed in workspace ${tenant}.`);
      return installation;
    },
    tenant: async () => (await ask()).tenant,
  };
}

/** The id of somebody's direct messages with Parley. Rejects with Slack's error for whom it cannot write to. */
export async function directMessages(client: WebClient, userId: UserId): Promise<string> {
  const { channel } = await client.conversations.open({ users: userId });
  if (!channel?.id) throw new Error('Slack’s conversations.open answered without a channel.');
  return channel.id;
}

export function createWorkspaces(options: { authorize: Authorize; clientOptions: WebClientOptions }): Workspaces {
  const clients = new Map<string, WebClient>();
  return {
    async of(tenant) {
      const installation = await options.authorize(tenant);
      const { botToken } = installation;
      const client =
        clients.get(botToken) ??
        new WebClient(botToken, {
          ...options.clientOptions,
          timeout: REQUEST_TIMEOUT_MS,
          retryConfig: { retries: 0 },
          rejectRateLimitedCalls: true,
        });
      clients.set(botToken, client);
      return { ...installation, client };
    },
  };
}
