// /parley guests: an organizer sees whose private pages are open, and closes one for good.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wireLinks } from '../../src/app/links.ts';
import { createGuestPages, type GuestPages } from '../../src/domain/meetings/guest-pages.ts';
import type { Meeting } from '../../src/domain/meetings/meetings.ts';
import type { StoredView } from '../../src/playground/store.ts';
import { WORKSPACE } from '../../src/playground/workspace.ts';
import { checkDatabase } from '../../src/storage/check.ts';
import { createMeetingStore } from '../../src/storage/meetings.ts';
import { eventually } from '../support/server.ts';
import { ADA, type Bot, SARAH, scripted, startBot, TENANT } from './support/bot.ts';
import { type Domain, startDomain } from './support/domain.ts';

const [JOHN, EVE] = ['john@acme.com', 'eve/o@acme.com'] as const;

let domain: Domain;
let bot: Bot;
let links: ReturnType<typeof wireLinks>;
let pages: GuestPages;
let meeting: Meeting;

beforeEach(async () => {
  domain = await startDomain();
  const { db, accounts, meetings, clock } = domain;
  const address = () => 'https://parley.example';
  links = wireLinks({ db, secret: 'a secret of these tests', accounts, clock, address });
  pages = createGuestPages({ meetings, store: createMeetingStore(db), links: links.manage, clock });
  bot = await startBot({ domain, assistant: scripted(async (text) => ({ text })), slack: { guestPages: pages } });
  meeting = await domain.book(ADA, [SARAH, JOHN, EVE], '2026-01-08T19:00:00Z', 'Budget <!here>');
});
afterEach(() => bot.stop());

const textOf = (view: StoredView) => JSON.stringify(view.view.blocks);
const tokenOf = (email: string) => links.manage.tokenFor(meeting, email);
const isOpen = async (token: string) => (await links.manage.open(token, 'r1')) !== null;

async function shown(user: string, text: string): Promise<StoredView> {
  return eventually(text, async () => (await bot.store.viewsOf(user)).find((view) => textOf(view).includes(text)));
}

async function close(user: string, view: StoredView, email: string): Promise<void> {
  const payload = {
    type: 'block_actions',
    team: { id: TENANT },
    user: { id: user, team_id: TENANT },
    api_app_id: WORKSPACE.appId,
    container: { type: 'view', view_id: view.id },
    view: { id: view.id, hash: view.hash, type: 'modal', private_metadata: '', state: { values: {} } },
    trigger_id: await bot.api.trigger(user),
    actions: [
      {
        action_id: 'guest_page_close',
        type: 'button',
        action_ts: bot.api.context.nextTs(),
        value: `${meeting.id}/${email}`,
      },
    ],
  };
  await bot.post({ payload: JSON.stringify(payload) }, true);
}

describe('/parley guests', () => {
  it('shows who has a page, and closes the one that is clicked: its link opens nothing any more', async () => {
    const [john, eve] = [await tokenOf(JOHN), await tokenOf(EVE)];
    await bot.command(ADA, '/parley', 'guests');
    const view = await shown(ADA, 'Close the page');
    expect(textOf(view)).toContain(JOHN);
    expect(textOf(view)).toContain('Budget &lt;!here&gt;');
    expect(textOf(view)).toContain('Thu, January 8');
    await close(ADA, view, EVE);
    const after = await shown(ADA, `The page of ${EVE} is closed`);
    expect(after.id).toBe(view.id);
    expect(textOf(after)).toContain(JOHN);
    expect([await isOpen(john), await isOpen(eve)]).toEqual([true, false]);
    expect(await isOpen(await tokenOf(EVE))).toBe(true);
    const stored = await domain.meetings.get(domain.actor(ADA), meeting.id);
    expect(stored.version).toBe(meeting.version);
    expect(stored.audit.slice(meeting.audit.length)).toEqual([
      {
        at: domain.clock(),
        actor: `user:${ADA}`,
        action: 'page_closed',
        origin: 'playground',
        requestId: expect.any(String),
        version: meeting.version,
        changes: { page: { from: `guest:${EVE}`, to: null } },
      },
    ]);
    expect(await checkDatabase(domain.db)).toEqual([]);
  });

  it('records what it closes, before it is closed, and nothing where no page is open', async () => {
    const john = await tokenOf(JOHN);
    const actor = domain.actor(ADA);
    const recorded = async () =>
      (await domain.meetings.get(actor, meeting.id)).audit.filter(({ action }) => action === 'page_closed').length;
    const { meetings, clock, db } = domain;
    const gone = { ...links.manage, revoke: () => Promise.reject(new Error('the power went')) };
    const dying = createGuestPages({ meetings, store: createMeetingStore(db), links: gone, clock });
    await expect(dying.close(actor, meeting.id, JOHN)).rejects.toThrow('the power went');
    expect([await recorded(), await isOpen(john)]).toEqual([1, true]);
    await pages.close(actor, meeting.id, JOHN);
    expect([await recorded(), await isOpen(john)]).toEqual([2, false]);
    await pages.close(actor, meeting.id, JOHN);
    expect(await recorded()).toBe(2);
  });

  it('records it also where the meeting is moved at that moment', async () => {
    await tokenOf(JOHN);
    const actor = domain.actor(ADA);
    const { meetings, clock, db } = domain;
    const store = createMeetingStore(db);
    let moves = 0;
    const overtaken: typeof store.replace = async (next, before) => {
      const start = new Date('2026-01-08T16:00:00Z');
      if (moves++ === 0) await meetings.update(actor, meeting.id, { start }, 'another key');
      return store.replace(next, before);
    };
    const both = createGuestPages({ meetings, store: { ...store, replace: overtaken }, links: links.manage, clock });
    await both.close(actor, meeting.id, JOHN);
    const { audit, start, version } = await meetings.get(actor, meeting.id);
    expect(audit.map(({ action }) => action)).toEqual(['booked', 'moved', 'page_closed']);
    expect([start.toISOString(), version]).toEqual(['2026-01-08T16:00:00.000Z', 2]);
  });

  it('says when there is none', async () => {
    await bot.command(ADA, '/parley', 'guests');
    await shown(ADA, 'No guest of a meeting ahead has an open page.');
  });

  it('is for who invites: others see no page, and close none', async () => {
    const john = await tokenOf(JOHN);
    await bot.command(SARAH, '/parley', 'guests');
    const view = await shown(SARAH, 'No guest of a meeting ahead');
    await close(SARAH, view, JOHN);
    await shown(SARAH, 'Only the organizer may close');
    await expect(pages.close(domain.actor('U0TIMOKAF'), meeting.id, JOHN)).rejects.toMatchObject({ code: 'not_found' });
    expect(await isOpen(john)).toBe(true);
  });

  it('speaks German to who reads German', async () => {
    await domain.accounts.setNotifications(domain.actor(ADA), { language: 'de' });
    await tokenOf(JOHN);
    await bot.command(ADA, '/parley', 'guests');
    const view = await shown(ADA, 'Seite schließen');
    expect(view.view).toMatchObject({ title: { text: 'Seiten Ihrer Gäste' }, close: { text: 'Schließen' } });
    expect(textOf(view)).toContain('Do., 8. Januar');
  });
});
