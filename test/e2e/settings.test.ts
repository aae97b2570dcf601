// What people set about Parley, in the playground: on a phone, and with nothing but the keyboard.
import { join } from 'node:path';
import { type Db, MongoClient } from 'mongodb';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { User } from '../../src/domain/accounts/accounts.ts';
import { launchBrowser } from '../support/browser.ts';
import { ADA } from '../support/playground.ts';
import { eventually, type Server, startServer } from '../support/server.ts';

describe('/parley in the playground', () => {
  let server: Server;
  let browser: Browser;
  let page: Page;
  let form: Locator;
  let client: MongoClient;
  let db: Db;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), launchBrowser()]);
    client = new MongoClient(`mongodb://${encodeURIComponent(join(server.dataDir, 'db/parley.sock'))}`);
    db = client.db('parley');
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await client?.close();
    await server?.stop();
  });

  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 375, height: 780 } });
    page.setDefaultTimeout(8_000);
    await page.goto(server.url);
    form = page.getByRole('dialog', { name: 'Notifications' });
  });
  afterEach(() => page.close());

  const settings = async () => (await db.collection<User>('users').findOne({ id: ADA }))?.notifications;

  async function open(): Promise<void> {
    await page.getByRole('textbox', { name: 'Message' }).fill('/parley notifications');
    await page.keyboard.press('Enter');
    await form.getByText('Quiet hours').waitFor();
  }

  it('fits a phone, says below a field what is missing, and stores what is chosen', async () => {
    await open();
    const content = "document.querySelector('dialog .content')";
    expect(await page.evaluate<number>(`${content}.scrollWidth - ${content}.clientWidth`)).toBeLessThanOrEqual(0);
    await form.getByRole('group', { name: 'Tell me by mail' }).getByLabel('Cancellations').check();
    await form.getByRole('group', { name: 'Remind me' }).getByText('2 hours before').click();
    await form.getByLabel('No messages between these times').check();
    await form.getByLabel('From').fill('21:30');
    await form.getByLabel('Announce the meetings that I organize').check();
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByRole('alert').getByText('Choose the channel').waitFor();
    expect(await settings()).toBeUndefined();

    await form.getByLabel('Announce them in').selectOption({ label: '#general' });
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'hidden' });
    expect(await settings()).toEqual({
      channels: { cancelled: ['slack', 'mail'] },
      reminders: [1440, 120, 60],
      quietHours: { from: '21:30', to: '08:00' },
      announceIn: 'C0GENERAL',
    });
  });

  it('is filled in with the keyboard alone', async () => {
    const before = await settings();
    await open();
    const focused = (name: string) =>
      eventually(`the focus on ${name}`, async () => {
        const label = await page.evaluate<string>("document.activeElement?.closest('label')?.textContent ?? ''");
        return label.trim() === name;
      });
    // The first field has the focus; a space takes the first kind off.
    await focused('Invitations');
    await page.keyboard.press('Space');
    for (let step = 0; step < 7; step++) await page.keyboard.press('Tab');
    await focused('My week, on Monday');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await form.waitFor({ state: 'hidden' });
    expect(await settings()).toEqual({
      ...before,
      channels: { ...before?.channels, confirmation: [], weekly_agenda: [] },
    });
  });

  it('shows the address of the calendar feed, and another one when that is asked for', async () => {
    await page.getByRole('textbox', { name: 'Message' }).fill('/parley calendar');
    await page.keyboard.press('Enter');
    const feed = page.getByRole('dialog', { name: 'Your calendar feed' });
    const address = async () => /https?:\S+\.ics/.exec((await feed.textContent()) ?? '')?.[0];
    const first = await eventually('the address', address);
    expect(await (await fetch(first)).text()).toContain('BEGIN:VCALENDAR');
    await feed.getByRole('button', { name: 'Make a new address' }).click();
    await page.getByRole('button', { name: 'Make a new one' }).click();
    const second = await eventually('another address', async () => {
      const shown = await address();
      return shown !== first && shown;
    });
    expect((await fetch(first)).status).toBe(404);
    expect((await fetch(second)).status).toBe(200);
  });
});
