// The main job as a stranger does it: `npm start`, the page in a browser, a sentence, the card's buttons.
import { join } from 'node:path';
import { type Db, MongoClient } from 'mongodb';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Meeting } from '../../src/domain/meetings/meetings.ts';
import { checkClaims } from '../../src/storage/check.ts';
import { launchBrowser } from '../support/browser.ts';
import { SARAH, visit } from '../support/playground.ts';
import { eventually, type Server, startServer } from '../support/server.ts';

describe('the playground', () => {
  let server: Server;
  let browser: Browser;
  let page: Page;
  let client: MongoClient;
  let db: Db;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), launchBrowser()]);
    client = new MongoClient(`mongodb://${encodeURIComponent(join(server.dataDir, 'db/parley.sock'))}`);
    db = client.db('parley');
    page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    page.setDefaultTimeout(8_000);
    await page.goto(server.url);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await client?.close();
    await server?.stop();
  });

  const meeting = async (title: string) => db.collection<Meeting>('meetings').findOne({ title });
  const mails = async (to: string) =>
    db
      .collection('outbox')
      .find({ to }, { sort: { at: 1 } })
      .toArray();
  const subjects = async (to: string) => (await mails(to)).map(({ subject }) => subject);

  async function say(text: string): Promise<void> {
    await page.getByRole('textbox', { name: 'Message' }).fill(text);
    await page.keyboard.press('Enter');
  }

  it('books what is typed, shows the card, and mails the guest', async () => {
    await say('book a 30 min demo with john@acme.com tomorrow at 2pm');
    const card = page.getByRole('article').filter({ has: page.getByRole('heading', { name: 'Demo' }) });
    await card.getByRole('button', { name: 'Reschedule' }).waitFor();
    expect(await card.textContent()).toMatch(/\w{3}, \w+ \d+, \d{4}, 2:00.*2:30 PM E[SD]T/);
    expect(await card.getByRole('link', { name: 'Join' }).getAttribute('href')).toMatch(
      /^https:\/\/meet\.jit\.si\/parley-\w{32}$/,
    );

    const stored = await meeting('Demo');
    expect(stored).toMatchObject({ state: 'scheduled', version: 1, zone: 'America/New_York' });
    const start = new Intl.DateTimeFormat('en-GB', { timeZone: 'America/New_York', timeStyle: 'short' });
    expect(start.format(stored?.start)).toBe('14:00');
    await eventually('the invitation', async () => (await subjects('john@acme.com')).length === 1);
    const [invitation] = await mails('john@acme.com');
    expect(invitation?.subject).toBe('Invitation: Demo');
    expect(invitation?.ics).toContain('METHOD:REQUEST');
    expect(await checkClaims(db)).toEqual([]);
  });

  it('moves it to another slot through the card', async () => {
    const before = await meeting('Demo');
    await page.getByRole('button', { name: 'Reschedule' }).first().click();
    const dialog = page.getByRole('dialog');
    const slot = dialog.getByRole('radio').nth(2);
    await slot.waitFor();
    await slot.check();
    await dialog.getByRole('button', { name: /^(Move|Reschedule|Save|Submit)/ }).click();
    await dialog.waitFor({ state: 'hidden' });

    const after = await eventually('the move', async () => {
      const now = await meeting('Demo');
      return now?.version === 2 && now;
    });
    expect(after.start).not.toEqual(before?.start);
    expect(after.audit.map(({ action }) => action)).toEqual(['booked', 'moved']);
    await eventually('the mail of the move', async () => (await subjects('john@acme.com')).includes('Moved: Demo'));
    expect(await checkClaims(db)).toEqual([]);
    const time = new Intl.DateTimeFormat('en-US', { timeZone: 'America/New_York', hour: 'numeric', minute: '2-digit' });
    await page.getByRole('article').getByText(time.format(after.start)).first().waitFor();
  });

  it('cancels it after a confirmation, and leaves nothing to click', async () => {
    await page.getByRole('button', { name: 'Cancel', exact: true }).first().click();
    await page.getByRole('button', { name: 'Cancel meeting' }).click();
    const cancelled = await eventually('the cancellation', async () => {
      const now = await meeting('Demo');
      return now?.state === 'cancelled' && now;
    });
    expect(cancelled).not.toHaveProperty('claims');
    await eventually('the mail', async () => (await subjects('john@acme.com')).includes('Cancelled: Demo'));
    expect((await mails('john@acme.com')).at(-1)?.ics).toContain('METHOD:CANCEL');
    await page.getByRole('button', { name: 'Reschedule' }).first().waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: 'Cancel', exact: true }).count()).toBe(0);
  });

  it('tells a colleague, whose week then shows it', async () => {
    const weekday = new Date(Date.now() + 7 * 86_400_000).toLocaleDateString('en-US', {
      timeZone: 'UTC',
      weekday: 'long',
    });
    const day = ['Saturday', 'Sunday'].includes(weekday) ? 'Monday' : weekday;
    await say(`book 30 min with sarah next ${day} at 10am about the budget`);
    await eventually(
      'the booking',
      async () => (await db.collection('meetings').countDocuments({ state: 'scheduled' })) === 1,
    );
    const sarah = await visit(server.url, SARAH);
    const [told] = await eventually('the message to Sarah', async () => {
      const messages = await sarah.messages();
      return messages.length > 0 && messages;
    });
    expect(JSON.stringify(told)).toMatch(/budget/i);
    await page.getByRole('complementary', { name: 'Workspace' }).getByText('Sarah Chen').click();
    await page
      .getByRole('article')
      .getByText(/budget/i)
      .first()
      .waitFor();
  });

  it('fits a phone without scrolling sideways', async () => {
    await page.setViewportSize({ width: 375, height: 780 });
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
    await page.getByRole('textbox', { name: 'Message' }).waitFor();
  });

  it('refuses a page from elsewhere', async () => {
    const elsewhere = { 'content-type': 'application/json', origin: 'https://evil.example' };
    const post = (headers: Record<string, string>) =>
      fetch(`${server.url}/playground/api/messages`, { method: 'POST', headers, body: '{}' });
    expect((await post(elsewhere)).status).toBe(403);
    expect((await post({ 'content-type': 'application/json', origin: server.url })).status).toBe(403);
    const signed = await fetch(`${server.url}/slack/events`, { method: 'POST', body: '{"type":"event_callback"}' });
    expect(signed.status).toBe(401);
  });
});
