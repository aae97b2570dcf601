// Mails as a browser draws them: they fit a small phone and a wide window, light and dark, and load nothing. With
// PICTURES=folder the pictures are kept there, to be looked at.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Notice } from '../../src/notifications/channel.ts';
import { composeMail } from '../../src/notifications/mail-message.ts';
import { launchBrowser } from '../support/browser.ts';
import { ADA, agendaNotice, HANS, MEETING, NOW, noticeOf, SARAH, SENDER } from './support/notices.ts';

const unsubscribeUrl = 'https://parley.example/u/k1.secret';
const description = 'We go through the numbers of the third quarter.\nPlease bring:\n- the forecast\n- your questions';
const later = { start: new Date('2026-01-09T15:00:00Z'), end: new Date('2026-01-09T16:00:00Z') };

const NOTICES: Readonly<Record<string, Notice>> = {
  invited: noticeOf('invited', { about: { title: 'Quarterly review', description, location: 'Room 4, 2nd floor' } }),
  moved: noticeOf('moved', {
    recipient: HANS,
    details: { by: 'USARAH', previousStart: new Date('2026-01-08T16:00:00Z') },
  }),
  cancelled: noticeOf('cancelled', { details: { by: 'UADA', reason: 'The budget has not been approved yet.' } }),
  reminder: noticeOf('reminder', { details: { minutesLeft: 60 }, unsubscribeUrl }),
  own: noticeOf('invited', { recipient: ADA, details: { by: 'UADA' } }),
  agenda: agendaNotice(SARAH, [
    MEETING,
    { ...MEETING, ...later, title: 'Planning', conference: { kind: 'none' } },
    {
      ...MEETING,
      start: new Date('2026-01-09T17:00:00Z'),
      end: new Date('2026-01-09T18:00:00Z'),
      title: '1:1 with Ada',
    },
  ]),
  long: noticeOf('invited', {
    about: {
      title: `Donaudampfschifffahrtsgesellschaftskapitän${'x'.repeat(120)}`,
      location: `https://maps.example/${'a'.repeat(300)}`,
      attendees: Array.from({ length: 40 }, (_, index) => ({
        kind: 'guest' as const,
        email: `${'very-long-name-'.repeat(4)}${index}@a-rather-long-company-name.example`,
      })),
    },
  }),
};

const folder = process.env.PICTURES;
const NARROWEST_AND_WIDEST = [
  [320, 'light'],
  [1_000, 'dark'],
] as const;
const BETWEEN = [
  [390, 'light'],
  [390, 'dark'],
  [1_000, 'light'],
] as const;

describe('a mail in a browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
    if (folder) await mkdir(folder, { recursive: true });
  });
  afterAll(() => browser.close());

  it.each(folder ? [...NARROWEST_AND_WIDEST, ...BETWEEN] : NARROWEST_AND_WIDEST)(
    'fits a window of %i px, %s',
    async (width, colorScheme) => {
      const page = await browser.newPage({ viewport: { width, height: 700 }, colorScheme, javaScriptEnabled: false });
      const loaded: string[] = [];
      page.on('request', (request) => loaded.push(request.url()));
      for (const [name, notice] of Object.entries(NOTICES)) {
        await page.setContent(composeMail(notice, SENDER, NOW).html);
        const widest = await page.locator('html').evaluate((element) => element.scrollWidth);
        expect(widest, name).toBeLessThanOrEqual(width);
        const path = folder && join(folder, `${name}-${width}-${colorScheme}.png`);
        if (path) await page.screenshot({ path, fullPage: true });
      }
      expect(loaded).toEqual([]);
      await page.close();
    },
  );
});
