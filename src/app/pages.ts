// Wires what is reached through secret addresses: guests' pages, and the functions that make their addresses.
import type { Db } from 'mongodb';
import type { Config } from '../config.ts';
import type { Accounts } from '../domain/accounts/accounts.ts';
import type { SlotSigner } from '../domain/availability/availability.ts';
import { createLinks } from '../domain/links.ts';
import { createManageLinks } from '../domain/meetings/manage-links.ts';
import type { Meeting, Meetings } from '../domain/meetings/meetings.ts';
import { createSealer } from '../domain/sealing.ts';
import { createTenantKeys } from '../domain/tenant-keys.ts';
import type { Clock } from '../domain/time.ts';
import { createGuard } from '../http/guard.ts';
import { manageRoutes } from '../http/manage/routes.ts';
import { createDocuments } from '../http/pages/document.ts';
import { createPages } from '../http/pages/pages.ts';
import type { Handler } from '../http/server.ts';
import type { Logger } from '../log.ts';
import { invitation } from '../notifications/ics.ts';
import { createLinkStore, createTenantKeyStore } from '../storage/links.ts';
import { deriveKey } from '../storage/secret.ts';

export interface Pages {
  readonly handler: Handler;
  /** The page on which a guest manages the meeting. Absolute. */
  manageUrl(meeting: Meeting, email: string): Promise<string>;
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
  const links = createManageLinks(createLinks({ store: createLinkStore(db), keys, sealer, clock }));
  const documents = createDocuments({ name: 'Parley', color: '#0f766e' });
  const guard = createGuard(documents);
  const { handler } = createPages({
    documents,
    guard,
    routes: [
      manageRoutes({
        links,
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
    ],
    prefixes: ['/m/'],
    publicUrl: config.publicUrl,
    onError: (error) => parts.log.error({ err: error }, 'a page failed'),
  });
  return {
    handler,
    manageUrl: async (meeting, email) => `${parts.address()}/m/${await links.tokenFor(meeting, email)}`,
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
