// Private calendar feeds: a secret address a user, which calendar programs read again and again.
import type { TenantId, UserActor, UserId } from './actor.ts';
import type { Links } from './links.ts';

export interface Feeds {
  /** The user's token, the same until it is renewed. */
  tokenFor(actor: UserActor): Promise<string>;
  /** A new token; calendars that read the old one find nothing any more. */
  renew(actor: UserActor): Promise<string>;
  /** Whose feed it is; null for a token that opens nothing (any more). */
  open(token: string): Promise<{ readonly tenant: TenantId; readonly userId: UserId } | null>;
}

export function createFeeds(links: Links): Feeds {
  const nameOf = ({ tenant, userId }: UserActor) => ({ tenant, purpose: 'feed', subject: userId }) as const;
  return {
    tokenFor: (actor) => links.tokenFor(nameOf(actor)),

    async renew(actor) {
      await links.revoke(nameOf(actor));
      return links.tokenFor(nameOf(actor));
    },

    async open(token) {
      const link = await links.open('feed', token);
      return link && { tenant: link.tenant, userId: link.subject };
    },
  };
}
