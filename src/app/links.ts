// Wires secret addresses: who may come in by a link, and what the links in mails and messages are.
import type { Db } from 'mongodb';
import type { Accounts } from '../domain/accounts/accounts.ts';
import type { UserActor } from '../domain/actor.ts';
import { createFeeds } from '../domain/feeds.ts';
import { createLinks } from '../domain/links.ts';
import { createManageLinks } from '../domain/meetings/manage-links.ts';
import { createOpsAccess } from '../domain/ops-access.ts';
import { createSubscriptions } from '../domain/people/subscriptions.ts';
import { createSealer } from '../domain/sealing.ts';
import { createTenantKeys } from '../domain/tenant-keys.ts';
import { createTickets } from '../domain/tickets.ts';
import type { Clock } from '../domain/time.ts';
import type { NoticeLinks } from '../notifications/channel.ts';
import { createGuestPreferences } from '../storage/guest-preferences.ts';
import { createLinkStore, createTenantKeyStore } from '../storage/links.ts';
import { deriveKey } from '../storage/secret.ts';

export type Links = ReturnType<typeof wireLinks>;

/** `address` answers what all of them begin with. */
export function wireLinks(parts: {
  readonly db: Db;
  readonly secret: string;
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly address: () => string;
}) {
  const { db, secret, accounts, clock, address } = parts;
  const store = createLinkStore(db);
  const keys = createTenantKeys({ store: createTenantKeyStore(db), key: deriveKey(secret, 'tenant-keys') });
  const sealer = createSealer(deriveKey(secret, 'links'));
  const links = createLinks({ store, keys, sealer, clock });
  const tickets = createTickets({ keys, sealer, clock });
  const guests = createGuestPreferences(db);
  const manage = createManageLinks(links);
  const feeds = createFeeds(links);
  const access = createOpsAccess({ tickets, accounts, clock });
  const subscriptions = createSubscriptions({ tickets, guests, accounts, clock });

  const notices: NoticeLinks = {
    manageUrl: async (meeting, email) => `${address()}/m/${await manage.tokenFor(meeting, email)}`,
    async unsubscribeUrl(tenant, recipient, notice) {
      if (recipient.kind === 'channel') return undefined;
      const who =
        recipient.kind === 'guest'
          ? ({ kind: 'guest', email: recipient.email } as const)
          : ({ kind: 'user', userId: recipient.userId, notice } as const);
      return `${address()}/u/${await subscriptions.tokenFor({ tenant, ...who })}`;
    },
  };

  return {
    manage,
    feeds,
    access,
    subscriptions,
    notices,
    /** Whether a guest wants no reminders of this tenant. */
    unsubscribed: guests.unsubscribed,
    prune: store.prune,
    feedUrls: {
      urlFor: async (actor: UserActor) => `${address()}/feed/${await feeds.tokenFor(actor)}.ics`,
      renew: async (actor: UserActor) => `${address()}/feed/${await feeds.renew(actor)}.ics`,
    },
    opsLink: async (actor: UserActor) => `${address()}/ops/${await access.tokenFor(actor)}`,
  };
}
