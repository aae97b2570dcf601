// A guest without an account and without script: from the mail in the outbox to their page, which moves the meeting for
// everybody.
import { join } from 'node:path';
import { type Db, MongoClient } from 'mongodb';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Meeting } from '../../src/domain/meetings/meetings.ts';
import { launchBrowser } from '../support/browser.ts';
import { SARAH, visit } from '../support/playground.ts';
import { eventually, type Server, startServer } from '../support/server.ts';

let server: Server;
let browser: Browser;
/** The organizer's. */
let page: Page;
/** In a browser of their own. */
let guest: Page;
let address: string;
/** To which the guest has moved it, as they saw it. */
let time: string;
let client: MongoClient;
let db: Db;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  client = new MongoClient(`mongodb://${encodeURIComponent(join(server.dataDir, 'db/parley.sock'))}`);
  db = client.db('parley');
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(10_000);
  await page.goto(server.url);
  const phone = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  guest = await phone.newPage();
  guest.setDefaultTimeout(10_000);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await client?.close();
  await server?.stop();
});

const meeting = async () => db.collection<Meeting>('meetings').findOne({ title: 'Demo' });
/** A weekday next week: everybody works then. */
function workday(): string {
  const weekday = new Date(Date.now() + 7 * 86_400_000).toLocaleDateString('en-US', {
    weekday: 'long',
    timeZone: 'UTC',
  });
  return ['Saturday', 'Sunday'].includes(weekday) ? 'Wednesday' : weekday;
}

const card = () =>
  page
    .getByRole('article')
    .filter({ has: page.getByRole('heading', { name: 'Demo' }) })
    .first();
const week = () => page.getByRole('region', { name: 'Week' });

it('mails the guest a link to their own page', async () => {
  const text = `book a 30 min demo with sarah and john@acme.com next ${workday()} at 10am`;
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.keyboard.press('Enter');
  await card().waitFor();
  await page.getByRole('button', { name: /Outbox/ }).click();
  await page.getByText('To john@acme.com').first().click();
  const mail = page.frameLocator('iframe[title^="Mail:"]');
  const link = mail.getByRole('link', { name: /change or cancel/i }).first();
  address = (await link.getAttribute('href')) ?? '';
  expect(address).toMatch(new RegExp(`^http://localhost:${server.port}/m/[\\w-]{12}\\.[\\w-]{22}$`));
});

it('lets the guest move the meeting on a phone, without script', async () => {
  const before = await meeting();
  await guest.goto(address);
  await guest.getByRole('heading', { name: 'Demo' }).waitFor();
  await guest.getByText('Move to another time').click();
  const slot = guest.locator('.slots label').last();
  time = (await slot.textContent()) ?? '';
  await slot.click();
  await guest.getByRole('button', { name: 'Move the meeting' }).click();
  await guest.getByRole('status').filter({ hasText: 'has been moved' }).waitFor();
  expect(await guest.locator('.when').textContent()).toContain(time);
  const sides = await guest.locator('main').boundingBox();
  expect((sides?.x ?? -1) >= 0 && (sides?.x ?? 0) + (sides?.width ?? 0) <= 390).toBe(true);
  const after = await meeting();
  expect(after).toMatchObject({ version: 2, state: 'scheduled' });
  expect(after?.start).not.toEqual(before?.start);
  expect(after?.audit.at(-1)).toMatchObject({ actor: 'guest:john@acme.com', action: 'moved', origin: 'booking_page' });
});

it('shows it to the organizer: in the card, in what Parley tells, in the week', async () => {
  await page
    .getByRole('navigation', { name: 'Conversations' })
    .getByRole('button', { name: /^Parley/ })
    .click();
  await card().getByText(time).first().waitFor();
  await page
    .getByText(/moved|new time/i)
    .first()
    .waitFor();
  if ((await week().getByText('Demo').count()) === 0) await page.getByRole('button', { name: 'Next week' }).click();
  const [shown = ''] = time.split(' ');
  await week().getByText(shown).first().waitFor();
});

it('tells the colleague', async () => {
  const sarah = await visit(server.url, SARAH);
  await eventually('the message to Sarah', async () => {
    const texts = (await sarah.messages()).map(({ text }) => text);
    return texts.some((text) => /moved|new time/i.test(text) && text.includes('Demo'));
  });
});

it('lets the guest cancel by the same link, and leaves nothing to do', async () => {
  await guest.getByText('Cancel the meeting').first().click();
  await guest.getByLabel(/Reason/).fill('Another customer');
  await guest.getByRole('button', { name: 'Cancel the meeting' }).click();
  await guest.getByText('Cancelled', { exact: true }).waitFor();
  expect(await guest.getByRole('button').allTextContents()).toEqual(['Show']);
  expect(await meeting()).toMatchObject({ state: 'cancelled' });
  await card()
    .getByText(/cancelled/i)
    .first()
    .waitFor();
});

it('lets the operator send again what was given up', async () => {
  const mail = { to: 'john@acme.com', subject: /^Cancel/ };
  const arrived = async () => (await db.collection('outbox').countDocuments(mail)) === 1;
  await eventually('the mail of the cancellation', arrived);
  // As if the mail server had refused it.
  const told = { occasion: 'cancelled', targetKey: 'guest:john@acme.com' };
  const dead = { state: 'dead', deadAt: new Date(), lastError: '550 no such user' };
  const fields = Object.fromEntries(Object.entries(dead).map(([name, value]) => [`effects.$.${name}`, value]));
  await db.collection('meetings').updateOne({ title: 'Demo', effects: { $elemMatch: told } }, { $set: fields });
  const delivery = { recipient: told.targetKey, occasion: told.occasion };
  await db.collection('deliveries').updateOne(delivery, { $set: { state: 'dead' } });
  await db.collection('outbox').deleteMany(mail);

  await page.goto(`http://localhost:${server.port}/ops`);
  await page.getByText('550 no such user').waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('status').filter({ hasText: 'on its way again' }).waitFor();
  await eventually('the mail, after all', arrived);
});
