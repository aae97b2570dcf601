// The guests' pages over a real database, asked as a browser asks them: by path, with forms.
import { randomUUID } from 'node:crypto';
import { createSlotSigner } from '../../../src/domain/availability/availability.ts';
import { createFeeds } from '../../../src/domain/feeds.ts';
import { createLinks } from '../../../src/domain/links.ts';
import { createGuestPages } from '../../../src/domain/meetings/guest-pages.ts';
import { createManageLinks } from '../../../src/domain/meetings/manage-links.ts';
import type { Meeting } from '../../../src/domain/meetings/meetings.ts';
import { createOpsAccess } from '../../../src/domain/ops-access.ts';
import { createSubscriptions } from '../../../src/domain/people/subscriptions.ts';
import { createSealer } from '../../../src/domain/sealing.ts';
import { createTenantKeys } from '../../../src/domain/tenant-keys.ts';
import { createTickets } from '../../../src/domain/tickets.ts';
import { feedRoutes } from '../../../src/http/feed.ts';
import { createGuard, WRONG_LINKS } from '../../../src/http/guard.ts';
import { manageRoutes } from '../../../src/http/manage/routes.ts';
import type { JobLine } from '../../../src/http/ops/ops.ts';
import { type OpsAction, opsRoutes } from '../../../src/http/ops/routes.ts';
import { createDocuments } from '../../../src/http/pages/document.ts';
import { createPages } from '../../../src/http/pages/pages.ts';
import { unsubscribeRoutes } from '../../../src/http/unsubscribe.ts';
import type { Visitor } from '../../../src/http/visitor.ts';
import { createGuestPreferences } from '../../../src/storage/guest-preferences.ts';
import { createLinkStore, createTenantKeyStore } from '../../../src/storage/links.ts';
import { createOpsStore } from '../../../src/storage/ops.ts';
import { createRateLimits } from '../../../src/storage/rate-limits.ts';
import { deriveKey } from '../../../src/storage/secret.ts';
import { freshDatabase } from '../../support/database.ts';
import { createWorld, NOW } from '../../support/world.ts';

export const VISITOR: Visitor = {
  address: '192.0.2.1',
  local: false,
  crossSite: false,
  sameOrigin: true,
  languages: ['en-US'],
};

interface Asked {
  readonly visitor?: Partial<Visitor>;
  readonly form?: Record<string, string>;
  readonly headers?: Record<string, string>;
}

/** What the operator's page is told of the jobs. */
export const JOBS: readonly JobLine[] = [
  {
    name: 'send-reminders',
    next: new Date(NOW.getTime() + 48_000),
    last: { startedAt: new Date(NOW.getTime() - 12_000), durationMs: 23, lagMs: 450 },
  },
  {
    name: 'backup',
    next: new Date(NOW.getTime() + 11 * 3_600_000),
    last: { startedAt: new Date(NOW.getTime() - 13 * 3_600_000), durationMs: 4_200, lagMs: 80, error: 'No space left' },
  },
  { name: 'prune', next: new Date(NOW.getTime() + 12 * 3_600_000) },
];

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** Thursday 14:00 in New York. */
export const START = new Date('2026-01-08T19:00:00Z');
export const at = (hours: number): Date => new Date(START.getTime() + hours * 3_600_000);

export async function pagesWorld() {
  const db = await freshDatabase();
  const world = createWorld(db);
  await world.accounts.ensureTenant(world.tenant, 'Acme');
  const ada = await world.addUser('UADA', 'Ada Park');
  const bob = await world.addUser('UBOB', 'Bob Stone');
  const secret = 'a secret of the tests of these pages';
  const keys = createTenantKeys({ store: createTenantKeyStore(db), key: deriveKey(secret, 'tenant-keys') });
  const sealer = createSealer(deriveKey(secret, 'links'));
  const { accounts, meetings, clock } = world;
  const stored = createLinks({ store: createLinkStore(db), keys, sealer, clock });
  const links = createManageLinks(stored);
  const feeds = createFeeds(stored);
  const guests = createGuestPreferences(db);
  const tickets = createTickets({ keys, sealer, clock });
  const subscriptions = createSubscriptions({ tickets, guests, accounts, clock });
  const documents = createDocuments({ name: 'Parley', color: '#0f766e' });
  const guard = createGuard(documents, createRateLimits(db, WRONG_LINKS));
  const errors: unknown[] = [];
  const manage = manageRoutes({
    links,
    pages: createGuestPages({ meetings, store: world.store, links, clock }),
    meetings,
    accounts,
    slots: createSlotSigner(deriveKey(secret, 'slot-ids')),
    fileOf: ({ title }) => `BEGIN:VCALENDAR\r\n${title}`,
    documents,
    guard,
    clock,
    newId: randomUUID,
  });
  const feed = feedRoutes({
    feeds,
    accounts,
    meetings,
    calendarOf: (list, user) => `${user.id}: ${list.map(({ title }) => title).join(', ')}`,
    guard,
    clock,
    newId: randomUUID,
  });
  const access = createOpsAccess({ tickets, accounts, clock });
  const ops = createOpsStore(db);
  const actions: OpsAction[] = [];
  let woken = 0;
  const operations = opsRoutes({
    access,
    store: ops,
    jobs: async () => JOBS,
    wake: () => woken++,
    documents,
    guard,
    formKey: deriveKey(secret, 'ops-forms'),
    clock,
    newId: randomUUID,
    onAction: (action) => actions.push(action),
  });
  const { app } = createPages({
    documents,
    guard,
    routes: [manage, unsubscribeRoutes({ subscriptions, documents, guard, newId: randomUUID }), feed, operations],
    prefixes: ['/m/', '/u/', '/feed/', '/ops'],
    onError: (error) => errors.push(error),
  });

  async function ask(path: string, options: Asked = {}): Promise<Answer> {
    const visitor = { ...VISITOR, ...options.visitor };
    const init = {
      headers: options.headers ?? {},
      ...(options.form && { method: 'POST', body: new URLSearchParams(options.form) }),
    };
    const response = await app.request(path, init, { visitor });
    return { status: response.status, text: await response.text(), headers: response.headers };
  }

  return {
    db,
    world,
    ada,
    bob,
    links,
    feeds,
    guests,
    subscriptions,
    access,
    ops,
    actions,
    wakes: () => woken,
    errors,
    ask,
    /** Books Ada, Bob and John, and answers John's page. */
    async booked(title = 'Demo'): Promise<{ meeting: Meeting; path: string }> {
      const wish = { title, start: START, durationMinutes: 60, attendees: ['Bob', 'john@acme.com'] };
      const { meeting } = await world.meetings.book(ada, wish, world.key());
      return { meeting, path: `/m/${await links.tokenFor(meeting, 'john@acme.com')}` };
    },
    stored: (id: string) => world.meetings.get(ada, id),
  };
}

/** The hidden fields of the form that posts to `action`, as a browser would send them. */
export function formOf({ text }: Answer, action: string): Record<string, string> {
  const [, form = ''] = new RegExp(`<form method="post" action="${action}">([\\s\\S]*?)</form>`).exec(text) ?? [];
  const hidden = [...form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
  return Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
}

/** Ids of the offered slots by the time that is shown with each. */
export function slotsOf({ text }: Answer): Map<string, string> {
  const found = text.matchAll(/name="slot" value="([^"]+)" required(?:="")?\s*\/?><span>([^<]+)<\/span>/g);
  return new Map([...found].map(([, id = '', time = '']) => [time, id]));
}
