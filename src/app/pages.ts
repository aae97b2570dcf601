// Wires what is reached through secret addresses: guests' pages, and the functions that make their addresses.
import type { Db } from 'mongodb';
import type { Config } from '../config.ts';
import type { Accounts } from '../domain/accounts/accounts.ts';
import type { SlotSigner } from '../domain/availability/availability.ts';
import { createLinks } from '../domain/links.ts';
import { createManageLinks } from '../domain/meetings/manage-links.ts';
import type { Meeting, Meetings } from '../domain/meetings/meetings.ts';
import { createSubscriptions, type GuestPreferences } from '../domain/people/subscriptions.ts';
import { createSealer } from '../domain/sealing.ts';
import { createTenantKeys } from '../domain/tenant-keys.ts';
import { createTickets } from '../domain/tickets.ts';
import type { Clock } from '../domain/time.ts';
import { createGuard } from '../http/guard.ts';
import { manageRoutes } from '../http/manage/routes.ts';
import { createDocuments } from '../http/pages/document.ts';
import { createPages } from '../http/pages/pages.ts';
import type { Handler } from '../http/server.ts';
import { unsubscribeRoutes } from '../http/unsubscribe.ts';
import type { Logger } from '../log.ts';
import type { NoticeLinks } from '../notifications/channel.ts';
import { invitation } from '../notifications/ics.ts';
import { createGuestPreferences } from '../storage/guest-preferences.ts';
import { createLinkStore, createTenantKeyStore } from '../storage/links.ts';
import { deriveKey } from '../storage/secret.ts';

export interface Pages {
  readonly handler: Handler;
  /** Addresses for notices; absolute. */
  readonly links: NoticeLinks;
  /** Whether a guest wants no reminders of this tenant. */
  readonly unsubscribed: GuestPreferences['unsubscribed'];
}

export function wirePages(parts: {
  readonly db: Db;
  readonly config: Config;
  readonly secret: string;
  readonly accounts: Accounts;
  readonly meetings: Meetings;
  readonly slots: SlotSigner;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Logger;
  /** What links in mails begin with. */
  readonly address: () => string;
}): Pages {
  const { db, config, secret, accounts, meetings, slots, clock, newId } = parts;
  const keys = createTenantKeys({ store: createTenantKeyStore(db), key: deriveKey(secret, 'tenant-keys') });
  const sealer = createSealer(deriveKey(secret, 'links'));
  const links = createLinks({ store: createLinkStore(db), keys, sealer, clock });
  const manageLinks = createManageLinks(links);
  const tickets = createTickets({ keys, sealer, clock });
  const guests = createGuestPreferences(db);
  const subscriptions = createSubscriptions({ tickets, guests, accounts, clock });
  const documents = createDocuments({ name: 'Parley', color: '#0f766e' });
  const guard = createGuard(documents);
  const { handler } = createPages({
    documents,
    guard,
    routes: [
      manageRoutes({
        links: manageLinks,
        meetings,
        accounts,
        slots,
        addToCalendar: {
          google: googleLink,
          outlook: outlookLink,
          file: (meeting, organizer) => invitation({ meeting, method: 'REQUEST', organizer, stamp: clock() }).content,
        },
        documents,
        guard,
        clock,
        newId,
      }),
      unsubscribeRoutes({ subscriptions, documents, guard, newId }),
    ],
    prefixes: ['/m/', '/u/'],
    publicUrl: config.publicUrl,
    onError: (error) => parts.log.error({ err: error }, 'a page failed'),
  });
  return {
    handler,
    unsubscribed: guests.unsubscribed,
    links: {
      manageUrl: async (meeting, email) => `${parts.address()}/m/${await manageLinks.tokenFor(meeting, email)}`,
      async unsubscribeUrl(tenant, recipient, notice) {
        if (recipient.kind === 'channel') return undefined;
        const who =
          recipient.kind === 'guest'
            ? ({ kind: 'guest', email: recipient.email } as const)
            : ({ kind: 'user', userId: recipient.userId, notice } as const);
        return `${parts.address()}/u/${await subscriptions.tokenFor({ tenant, ...who })}`;
      },
    },
  };
}

const compact = (instant: Date) => instant.toISOString().replace(/[-:]|\.\d{3}/g, '');

function googleLink(meeting: Meeting): string {
  const query = new URLSearchParams({
    action: 'TEMPLATE',
    text: meeting.title,
    dates: `${compact(meeting.start)}/${compact(meeting.end)}`,
    location: meeting.location ?? meeting.conference.joinUrl ?? '',
  });
  return `https://calendar.google.com/calendar/render?${query}`;
}

function outlookLink(meeting: Meeting): string {
  const query = new URLSearchParams({
    path: '/calendar/action/compose',
    rru: 'addevent',
    subject: meeting.title,
    startdt: meeting.start.toISOString(),
    enddt: meeting.end.toISOString(),
    location: meeting.location ?? meeting.conference.joinUrl ?? '',
  });
  return `https://outlook.office.com/calendar/0/deeplink/compose?${query}`;
}
