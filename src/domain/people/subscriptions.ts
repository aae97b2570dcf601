// Mails that can be turned off by one click in them: a guest's reminders and follow-ups, a user's mail of one kind.
import { z } from 'zod';
import { type Accounts, NOTICE_KINDS, type NoticeKind } from '../accounts/accounts.ts';
import type { TenantId, UserActor, UserId } from '../actor.ts';
import type { Tickets } from '../tickets.ts';
import type { Clock } from '../time.ts';

export type Subscriber =
  | { readonly kind: 'guest'; readonly email: string }
  | { readonly kind: 'user'; readonly userId: UserId; readonly notice: NoticeKind };

export type Subscription = Subscriber & { readonly tenant: TenantId };

/** Guests who want fewer mails of a tenant. */
export interface GuestPreferences {
  unsubscribed(tenant: TenantId, email: string): Promise<boolean>;
  setUnsubscribed(tenant: TenantId, email: string, since: Date | null): Promise<void>;
}

export interface Subscriptions {
  /** What stands in the mail's unsubscribe link. Good for ever: mails are kept for years. */
  tokenFor(subscription: Subscription): Promise<string>;
  /** Null for a token that was not made here. */
  open(token: string): Promise<Subscription | null>;
  isOn(subscription: Subscription): Promise<boolean>;
  /** Turns these mails on or off; saying it again changes nothing. */
  set(subscription: Subscription, on: boolean, requestId: string): Promise<void>;
}

const subscriber = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('guest'), email: z.string() }),
  z.strictObject({ kind: z.literal('user'), userId: z.string(), notice: z.enum(NOTICE_KINDS) }),
]);

export function createSubscriptions(deps: {
  tickets: Tickets;
  guests: GuestPreferences;
  accounts: Pick<Accounts, 'user' | 'preferences' | 'setNotifications'>;
  clock: Clock;
}): Subscriptions {
  const { tickets, guests, accounts, clock } = deps;

  function actorOf(tenant: TenantId, userId: UserId, requestId: string): UserActor {
    return { kind: 'user', tenant, userId, role: 'member', origin: 'booking_page', requestId };
  }

  async function channelsOf(actor: UserActor, notice: NoticeKind) {
    const user = await accounts.user(actor, actor.userId);
    return (await accounts.preferences(actor, [user])).get(user.id)?.channels[notice] ?? [];
  }

  return {
    tokenFor: ({ tenant, ...who }) => tickets.issue(tenant, 'unsubscribe', JSON.stringify(who)),

    async open(token) {
      const ticket = await tickets.open('unsubscribe', token);
      // Sealed by us, so it is JSON; an older Parley may have written another shape.
      const who = ticket && subscriber.safeParse(JSON.parse(ticket.claims));
      return ticket && who?.success ? { tenant: ticket.tenant, ...who.data } : null;
    },

    async isOn(subscription) {
      const { tenant } = subscription;
      if (subscription.kind === 'guest') return !(await guests.unsubscribed(tenant, subscription.email));
      const channels = await channelsOf(actorOf(tenant, subscription.userId, 'subscription'), subscription.notice);
      return channels.includes('mail');
    },

    async set(subscription, on, requestId) {
      const { tenant } = subscription;
      if (subscription.kind === 'guest') {
        await guests.setUnsubscribed(tenant, subscription.email, on ? null : clock());
        return;
      }
      const { userId, notice } = subscription;
      const actor = actorOf(tenant, userId, requestId);
      const others = (await channelsOf(actor, notice)).filter((channel) => channel !== 'mail');
      await accounts.setNotifications(actor, { channels: { [notice]: on ? [...others, 'mail'] : others } });
    },
  };
}
