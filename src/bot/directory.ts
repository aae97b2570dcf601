// Slack's members become Parley's users: the sender when they first write and once a day, everybody when a workspace is
// first met and whenever the directory is synchronized.
import type { Accounts, Language, User } from '../domain/accounts/accounts.ts';
import type { Origin, TenantId, UserActor, UserId } from '../domain/actor.ts';
import { DomainError } from '../domain/errors.ts';
import type { Clock } from '../domain/time.ts';
import { isDeactivated, profileOf, slackMember } from './members.ts';
import { languageOfUser } from './words/words.ts';
import type { Workspaces } from './workspaces.ts';

const REFRESH_MS = 24 * 3600_000;
const PAGE = 200;

export interface Sender {
  readonly actor: UserActor;
  readonly user: User;
}

export interface Directory {
  /** Who acts, as far as an event tells: nobody has more than a member's role before they are known. */
  actorOf(tenant: TenantId, userId: UserId, requestId: string): UserActor;
  /** Who acts. Throws `forbidden` for somebody who cannot be a user: a bot, a guest without a mail address. */
  sender(tenant: TenantId, userId: UserId, requestId: string): Promise<Sender>;
  /** As {@link sender}, where that asks nobody but the database: undefined otherwise. */
  known(tenant: TenantId, userId: UserId, requestId: string): Promise<Sender | undefined>;
  /** In which language somebody is spoken to before it is clear who they are: English if they are unknown. Never rejects. */
  languageOf(tenant: TenantId, userId: UserId): Promise<Language>;
  /** Once a process and workspace: takes over its members. Never rejects; a failure is made good by the next turn. */
  meet(tenant: TenantId): Promise<void>;
  /** Takes over all members of a workspace. */
  sync(tenant: TenantId): Promise<void>;
}

export function createDirectory(options: {
  accounts: Accounts;
  workspaces: Workspaces;
  origin: Origin;
  clock: Clock;
  onError: (error: unknown, doing: string) => void;
}): Directory {
  const { accounts, workspaces, clock } = options;
  /** When this process last asked Slack about somebody: only spares requests. */
  const refreshed = new Map<string, number>();
  const met = new Map<TenantId, Promise<void>>();

  const key = (tenant: TenantId, userId: UserId) => `${tenant}:${userId}`;
  const isStale = (tenant: TenantId, userId: UserId) =>
    clock().getTime() - (refreshed.get(key(tenant, userId)) ?? Number.NEGATIVE_INFINITY) > REFRESH_MS;

  async function refresh(tenant: TenantId, userId: UserId): Promise<User> {
    const { client } = await workspaces.of(tenant);
    const { user: member } = await client.users.info({ user: userId, include_locale: true });
    const profile = profileOf(slackMember.parse(member));
    if (!profile) {
      throw new DomainError(
        'forbidden',
        'I can only arrange meetings for members of this workspace with a mail address.',
      );
    }
    const user = await accounts.ensureUser(tenant, profile);
    refreshed.set(key(tenant, userId), clock().getTime());
    return user;
  }

  async function stored(actor: UserActor): Promise<User | null> {
    try {
      return await accounts.user(actor, actor.userId);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'not_found') return null;
      throw error;
    }
  }

  async function sync(tenant: TenantId): Promise<void> {
    const { client } = await workspaces.of(tenant);
    let cursor: string | undefined;
    do {
      const page = await client.users.list({ limit: PAGE, include_locale: true, ...(cursor && { cursor }) });
      const members = (page.members ?? []).map((member) => slackMember.parse(member));
      const profiles = members.flatMap((member) => profileOf(member) ?? []);
      const gone = members.filter(isDeactivated).map(({ id }) => id);
      await Promise.all([
        ...profiles.map((profile) => accounts.ensureUser(tenant, profile)),
        accounts.deactivate(tenant, gone),
      ]);
      for (const { id } of profiles) refreshed.set(key(tenant, id), clock().getTime());
      cursor = page.response_metadata?.next_cursor || undefined;
    } while (cursor);
  }

  function meet(tenant: TenantId): Promise<void> {
    const meeting =
      met.get(tenant) ??
      accounts
        .ensureTenant(tenant, tenant)
        .then(() => sync(tenant))
        .catch((error) => {
          met.delete(tenant);
          options.onError(error, 'reading the directory');
        });
    met.set(tenant, meeting);
    return meeting;
  }

  function actorOf(tenant: TenantId, userId: UserId, requestId: string): UserActor {
    return { kind: 'user', tenant, userId, role: 'member', origin: options.origin, requestId };
  }

  const asSender = (actor: UserActor, user: User): Sender => ({ actor: { ...actor, role: user.role }, user });

  return {
    actorOf,
    async known(tenant, userId, requestId) {
      if (isStale(tenant, userId)) return undefined;
      const actor = actorOf(tenant, userId, requestId);
      const user = await stored(actor);
      return user ? asSender(actor, user) : undefined;
    },
    async sender(tenant, userId, requestId) {
      await meet(tenant);
      const actor = actorOf(tenant, userId, requestId);
      const known = await stored(actor);
      let user = known;
      if (!known) user = await refresh(tenant, userId);
      else if (isStale(tenant, userId)) {
        // Yesterday's profile is better than no answer.
        user = await refresh(tenant, userId).catch((error) => {
          options.onError(error, 'refreshing a profile');
          return known;
        });
      }
      if (!user) throw new DomainError('not_found', 'I could not find you in this workspace.');
      return asSender(actor, user);
    },
    async languageOf(tenant, userId) {
      const user = await stored(actorOf(tenant, userId, 'language')).catch((error) => {
        options.onError(error, 'reading somebody’s language');
        return null;
      });
      return user ? languageOfUser(user) : 'en';
    },
    meet,
    sync,
  };
}
