// The private calendar feed, as calendar programs read it.
import { beforeEach, expect, it } from 'vitest';
import { at, pagesWorld } from './support/pages.ts';

let f: Awaited<ReturnType<typeof pagesWorld>>;
let path: string;
beforeEach(async () => {
  f = await pagesWorld();
  path = `/feed/${await f.feeds.tokenFor(f.ada)}.ics`;
});

it('holds the user’s meetings, from a month ago to a year ahead', async () => {
  await f.booked('Demo');
  const alone = { durationMinutes: 30, attendees: [] };
  await f.world.meetings.book(f.bob, { ...alone, title: 'Not hers', start: at(20) }, f.world.key());
  await f.world.meetings.book(f.ada, { ...alone, title: 'Far away', start: at(24 * 370) }, f.world.key());
  const { status, text, headers } = await f.ask(path);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(text).toBe('UADA: Demo');
  f.world.setNow(at(24 * 29));
  expect((await f.ask(path)).text).toBe('UADA: Demo, Far away');
  f.world.setNow(at(24 * 32));
  expect((await f.ask(path)).text).toBe('UADA: Far away');
});

it('holds more meetings than a list does', async () => {
  const count = 230;
  const wish = (index: number) => ({ start: at(24 + index), durationMinutes: 30, attendees: [], confirmed: true });
  for (let index = 0; index < count; index++) await f.world.meetings.book(f.ada, wish(index), f.world.key());
  expect((await f.ask(path)).text.split(',')).toHaveLength(count);
});

it('says when nothing is new', async () => {
  const { meeting } = await f.booked();
  const first = await f.ask(path);
  const etag = first.headers.get('etag') ?? '';
  expect(etag).toMatch(/^"[\w-]{22}"$/);
  expect(new Date(first.headers.get('last-modified') ?? '')).toEqual(meeting.updatedAt);
  const again = await f.ask(path, { headers: { 'if-none-match': `"other", W/${etag}` } });
  expect(again).toMatchObject({ status: 304, text: '' });
  await f.world.meetings.cancel(f.ada, meeting.id, undefined, f.world.key());
  expect(await f.ask(path, { headers: { 'if-none-match': etag } })).toMatchObject({ status: 200, text: 'UADA: ' });
});

it('is the user’s alone, and can be renewed', async () => {
  const bobs = `/feed/${await f.feeds.tokenFor(f.bob)}.ics`;
  expect(bobs).not.toBe(path);
  expect((await f.ask(bobs)).text).toBe('UBOB: ');
  const renewed = `/feed/${await f.feeds.renew(f.ada)}.ics`;
  expect(`/feed/${await f.feeds.tokenFor(f.ada)}.ics`).toBe(renewed);
  expect((await f.ask(renewed)).status).toBe(200);
  const refused = await f.ask(path);
  expect(refused.status).toBe(404);
  expect(refused.text).toBe((await f.ask('/feed/nonsense.ics')).text);
});

it('is closed to who was deactivated in Slack', async () => {
  await f.world.accounts.deactivate(f.world.tenant, ['UADA']);
  expect((await f.ask(path)).status).toBe(404);
});
