// The server-rendered pages as a browser draws them: they fit a small phone and a wide window, light and dark, keep to
// their own policy, and can be read. With PICTURES=folder the pictures are kept there, to be looked at.
import { mkdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEffectQueue } from '../../src/storage/effects.ts';
import { createTurnStore } from '../../src/storage/turns.ts';
import { launchBrowser } from '../support/browser.ts';
import { NOW } from '../support/world.ts';
import { at, pagesWorld } from './support/pages.ts';

const folder = process.env.PICTURES;
const VIEWS = [
  [320, 'light'],
  [1_200, 'dark'],
  ...(folder
    ? ([
        [390, 'dark'],
        [390, 'light'],
        [1_200, 'light'],
      ] as const)
    : []),
] as const;
const PAGES = ['manage', 'opened', 'german', 'long', 'cancelled', 'unsubscribe', 'refused', 'ops'] as const;

/** Relative luminance of an opaque colour as browsers write it: WCAG 2.2. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).slice(0, 3).map((channel) => {
    const share = Number(channel) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

describe('a page in a browser', () => {
  let browser: Browser;
  let server: Server;
  let origin: string;
  const addresses = new Map<string, string>();

  beforeAll(async () => {
    if (folder) await mkdir(folder, { recursive: true });
    const f = await pagesWorld();
    server = createServer(async (request, response) => {
      const languages = [request.headers['accept-language'] ?? 'en'];
      const { status, headers, text } = await f.ask(request.url ?? '/', { visitor: { local: true, languages } });
      response.writeHead(status, Object.fromEntries(headers)).end(text);
    });
    [browser] = await Promise.all([launchBrowser(), new Promise<void>((done) => server.listen(0, '127.0.0.1', done))]);
    origin = `http://localhost:${(server.address() as AddressInfo).port}`;

    const { meeting, path } = await f.booked('Quarterly planning with Acme');
    addresses
      .set('manage', `${path}?day=2026-01-09`)
      .set('opened', path)
      .set('german', `${path}?day=2026-01-09&notice=moved`);
    const title = `Donaudampfschifffahrtsgesellschaftskapitän${'x'.repeat(120)}`;
    const guests = Array.from(
      { length: 15 },
      (_, index) => `${'a-long-name.'.repeat(4)}${index}@a-long-company.example`,
    );
    const wish = { title, start: at(24), durationMinutes: 30, attendees: guests, location: 'https://x.y/'.repeat(20) };
    const long = await f.world.meetings.book(f.ada, wish, f.world.key());
    addresses.set('long', `/m/${await f.links.tokenFor(long.meeting, guests[0] ?? '')}`);
    const off = { start: at(48), durationMinutes: 30, title: 'Lunch', attendees: ['john@acme.com'] };
    const cancelled = (await f.world.meetings.book(f.ada, off, f.world.key())).meeting;
    await f.world.meetings.cancel(f.ada, cancelled.id, undefined, f.world.key());
    addresses.set('cancelled', `/m/${await f.links.tokenFor(cancelled, 'john@acme.com')}?notice=cancelled`);
    const john = { tenant: f.world.tenant, kind: 'guest', email: 'john@acme.com' } as const;
    addresses.set('unsubscribe', `/u/${await f.subscriptions.tokenFor(john)}`);
    addresses.set('refused', '/m/nonsense').set('ops', '/ops');

    const queue = createEffectQueue(f.db);
    const due = {
      tenant: f.world.tenant,
      carrier: 'meeting' as const,
      id: meeting.id,
      targetKey: 'guest:john@acme.com',
    };
    const effect = await queue.lease(due, 'p1', NOW, at(0));
    const error = '550 5.1.1 The email account that you tried to reach does not exist';
    await queue.settle(due, 'p1', effect?.id ?? '', { state: 'dead', error }, NOW);
    const turns = createTurnStore(f.db);
    const turn = {
      tenant: f.world.tenant,
      eventId: 'E1',
      userId: 'UADA',
      queue: 'D1',
      requestId: 'r1',
      receivedAt: NOW,
    };
    const work = { kind: 'say', text: 'x', place: null } as const;
    await turns.record({ ...turn, work }, { owner: 'p1', until: at(0) });
    await turns.fail(turn, 'p1', NOW, 'The model did not answer in time, three times.');
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  it.each(PAGES)('%s', async (name) => {
    for (const [width, colorScheme] of VIEWS) {
      const context = await browser.newContext({
        viewport: { width, height: 800 },
        colorScheme,
        locale: name === 'german' ? 'de-DE' : 'en-US',
      });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('request', (request) => {
        if (!request.url().startsWith(origin)) complaints.push(request.url());
      });
      await page.goto(`${origin}${addresses.get(name)}`);
      if (name === 'opened')
        await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
      const drawn = await page.evaluate<{
        wide: number;
        beside: number;
        texts: { text: string; color: string; back: string }[];
      }>(`({
        wide: document.documentElement.scrollWidth - innerWidth,
        beside: (({ left, right }) => Math.abs(left - (innerWidth - right)))(
          document.querySelector('main').getBoundingClientRect(),
        ),
        texts: [...document.querySelectorAll('h1, h2, p, dt, dd, b, summary, button, .button, label, .days a, td, th')]
          .filter((one) => one.checkVisibility() && one.innerText.trim() && !one.matches('.days td'))
          .map((one) => {
            let at = one;
            while (at && getComputedStyle(at).backgroundColor === 'rgba(0, 0, 0, 0)') at = at.parentElement;
            const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
            const plain = (color) => {
              canvas.fillStyle = color;
              canvas.fillRect(0, 0, 1, 1);
              return 'rgb(' + canvas.getImageData(0, 0, 1, 1).data.slice(0, 3).join(' ') + ')';
            };
            const back = plain(getComputedStyle(at ?? document.body).backgroundColor);
            return { text: one.innerText.slice(0, 30), color: plain(getComputedStyle(one).color), back };
          }),
      })`);
      if (folder) {
        await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      }
      expect(drawn.wide, `${width} px`).toBeLessThanOrEqual(0);
      expect(drawn.beside, 'more room on one side than on the other').toBeLessThan(2);
      expect(drawn.texts.length).toBeGreaterThan(1);
      const faint = drawn.texts.filter(({ color, back }) => contrast(color, back) < 4.5);
      expect(faint, colorScheme).toEqual([]);
      // What a browser logs for the one page that is not there is its status.
      expect(complaints.filter((text) => !/status of 404/.test(text))).toEqual([]);
      await context.close();
    }
  });
});
