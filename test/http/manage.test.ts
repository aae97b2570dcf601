// The manage page, as a guest's browser meets it: over a real database, without script.
import { beforeEach, describe, expect, it } from 'vitest';
import { DomainError } from '../../src/domain/errors.ts';
import { LINKS } from '../../src/storage/links.ts';
import { at, formOf, pagesWorld, START, slotsOf } from './support/pages.ts';

let f: Awaited<ReturnType<typeof pagesWorld>>;
beforeEach(async () => {
  f = await pagesWorld();
});

/** Moves to the slot that is shown as `time` on `day`; answers the page that follows. */
async function moveTo(path: string, time: string, day = '2026-01-08') {
  const page = await f.ask(`${path}?day=${day}`);
  const form = { ...formOf(page, `${path}/move`), slot: slotsOf(page).get(time) ?? 'none' };
  return { form, ...(await f.ask(`${path}/move`, { form })) };
}

describe('the manage page', () => {
  it('shows the meeting with weekday, date and zone, and what can be done', async () => {
    const { path } = await f.booked();
    const { status, text } = await f.ask(path);
    expect(status).toBe(200);
    expect(text).toContain('<h1><bdi>Demo</bdi></h1>');
    expect(text).toContain(
      '<b>Thursday, January 8, 2026</b> <span class="hours">2:00 PM – 3:00 PM EST (New York)</span>',
    );
    expect(text).toContain('<bdi>Ada Park</bdi>, <bdi>Bob Stone</bdi>, <bdi>john@acme.com</bdi>');
    expect(text).toMatch(/<a class="button primary" href="https:\/\/meet\.jit\.si\//);
    expect(text).toContain(`action="${path}/move"`);
    expect(text).toContain(`action="${path}/cancel"`);
    expect(text).not.toContain('<script');
  });

  it('keeps itself private', async () => {
    const { path } = await f.booked();
    const { headers } = await f.ask(path);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; /);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow, noarchive',
      'x-content-type-options': 'nosniff',
    });
  });

  it('speaks the reader’s language, else that of the organizer', async () => {
    const { path } = await f.booked();
    const german = await f.ask(path, { visitor: { languages: ['fr', 'de-AT', 'en'] } });
    expect(german.text).toContain('<html lang="de">');
    expect(german.text).toContain('Termin absagen');
    expect(german.text).toMatch(/Donnerstag, 8\. J[aä]n/);
    const french = { visitor: { languages: ['fr'] } };
    expect((await f.ask(path, french)).text).toContain('<html lang="en">');
    await f.world.accounts.setNotifications(f.ada, { language: 'de' });
    expect((await f.ask(path, french)).text).toContain('<html lang="de">');
  });

  it('shows times in the zone that is asked for', async () => {
    const { path } = await f.booked();
    const { text } = await f.ask(`${path}?zone=Asia/Tokyo`);
    expect(text).toContain('<b>Friday, January 9, 2026</b> <span class="hours">4:00 AM – 5:00 AM GMT+9 (Tokyo)</span>');
    expect(text).toMatch(/<option value="Asia\/Tokyo" selected/);
    const nonsense = await f.ask(`${path}?zone=Mars/Base&day=2026-99-99&from=x&notice=y`);
    expect(nonsense.status).toBe(200);
    expect(nonsense.text).toContain('EST (New York)');
  });

  it('names the zone of the times that it offers, both where the clocks change between them', async () => {
    const { path } = await f.booked();
    const legendOf = async (asked: string) => {
      const { text } = await f.ask(`${path}?${asked}`);
      return /<legend>([\s\S]*?)<\/legend>/.exec(text)?.[1]?.replace(/<[^>]+>/g, '');
    };
    expect(await legendOf('day=2026-01-09')).toBe('Free on Friday, January 9 EST (New York) · Other time zone');
    expect(await legendOf('day=2026-01-09&zone=Asia/Tokyo')).toContain('GMT+9 (Tokyo)');
    // At 3:00 of April 5 the clocks of Sydney go back: noon of Saturday in New York.
    for (const actor of [f.ada, f.bob]) {
      const overrides = [{ date: '2026-04-04', blocks: [{ from: '08:00', to: '18:00' }] }];
      await f.world.accounts.setRules(actor, { overrides, horizonDays: 200 });
    }
    const change = 'day=2026-04-05&from=2026-03-30&zone=Australia/Sydney';
    expect(await legendOf(change)).toContain('April 5 GMT+11 (Sydney) / GMT+10 (Sydney)');
  });

  it('escapes whatever people are called', async () => {
    const { path } = await f.booked('<img src=x onerror=alert(1)>"\' & \u202e friends');
    const { text } = await f.ask(path);
    expect(text).not.toContain('<img');
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39; &amp;');
  });

  it('hands out the invitation as a file', async () => {
    const { path } = await f.booked();
    const { text, headers } = await f.ask(`${path}/invite.ics`);
    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(headers.get('content-disposition')).toContain('.ics');
    expect(text).toContain('BEGIN:VCALENDAR');
  });

  it('changes nothing for a program that follows every link and opens every form’s address', async () => {
    const { meeting, path } = await f.booked();
    const before = await f.db.collection('meetings').findOne({ id: meeting.id });
    const seen = new Set<string>();
    const queue = [path, `${path}?notice=cancelled`, `${path}/cancel?reason=x`];
    for (let next = queue.shift(); next && seen.size < 60; next = queue.shift()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const { text } = await f.ask(next);
      const found = [...text.matchAll(/(?:href|action)="(\/[^"#]*)/g)].map(([, address = '']) => address);
      queue.push(...found.map((address) => address.replaceAll('&amp;', '&')));
    }
    expect(seen.size).toBe(60);
    expect([...seen].filter((address) => /\/(cancel|move|invite\.ics)$/.test(address))).toHaveLength(3);
    expect(await f.db.collection('meetings').findOne({ id: meeting.id })).toEqual(before);
  });
});

describe('moving', () => {
  it('offers what suits everybody, and moves to what was chosen', async () => {
    const { meeting, path } = await f.booked();
    await f.world.meetings.book(f.bob, { start: at(-3), durationMinutes: 60, attendees: [] }, f.world.key());
    const page = await f.ask(`${path}?day=2026-01-08`);
    expect([...slotsOf(page).keys()]).toContain('10:00 AM');
    expect([...slotsOf(page).keys()]).not.toContain('11:00 AM');
    expect([...slotsOf(page).keys()]).not.toContain('2:00 PM');
    const { status, headers } = await moveTo(path, '4:00 PM');
    expect({ status, location: headers.get('location') }).toEqual({
      status: 303,
      location: `${path}?notice=moved&zone=America%2FNew_York`,
    });
    expect(await f.stored(meeting.id)).toMatchObject({ start: at(2), version: 2 });
    const after = await f.ask(headers.get('location') ?? '');
    expect(after.text).toContain('The meeting has been moved.');
    expect(after.text).toContain('4:00 PM – 5:00 PM EST');
  });

  it('leads through the weeks by links', async () => {
    const { path } = await f.booked();
    const first = await f.ask(path);
    expect(first.text).toContain('aria-label="Friday, January 9, 33 free"');
    expect(first.text).not.toContain('← Earlier');
    const [, next = ''] = /href="([^"]+)">Later →/.exec(first.text) ?? [];
    const second = await f.ask(next.replaceAll('&amp;', '&').replace('#move', ''));
    expect(second.text).toContain('<b>February – March 2026</b>');
    expect(second.text).toContain('← Earlier');
  });

  it('shows days as they are in the guest’s zone', async () => {
    const { path } = await f.booked();
    const page = await f.ask(`${path}?zone=Asia/Tokyo&day=2026-01-09`);
    // New York’s Thursday from 10:00 on and Friday’s first hour are Friday in Tokyo.
    expect([...slotsOf(page).keys()][0]).toBe('12:00 AM');
    expect(page.text).toContain('Free on Friday, January 9');
  });

  it('says so when nothing is free', async () => {
    const { path } = await f.booked();
    const off = [[], [], [], [], [], [], []] as const;
    await f.world.accounts.setRules(f.bob, { weekly: off });
    expect((await f.ask(path)).text).toContain('Nothing is free in these weeks.');
  });

  it('does it once, however often the form is sent', async () => {
    const { meeting, path } = await f.booked();
    const { form } = await moveTo(path, '4:00 PM');
    const again = await f.ask(`${path}/move`, { form });
    expect(again.headers.get('location')).toContain('notice=moved');
    expect(await f.stored(meeting.id)).toMatchObject({ version: 2 });
  });

  it('says that the meeting has changed meanwhile, and does nothing', async () => {
    const { meeting, path } = await f.booked();
    const page = await f.ask(`${path}?day=2026-01-08`);
    await f.world.meetings.update(f.ada, meeting.id, { start: at(1) }, f.world.key());
    const form = { ...formOf(page, `${path}/move`), slot: slotsOf(page).get('4:00 PM') ?? '' };
    const answer = await f.ask(`${path}/move`, { form });
    const after = await f.ask(answer.headers.get('location') ?? '');
    expect(after.text).toContain('has changed since you opened this page');
    expect(after.text).toContain('3:00 PM – 4:00 PM EST');
    expect(await f.stored(meeting.id)).toMatchObject({ start: at(1), version: 2 });
  });

  it('offers others when the time has just been taken', async () => {
    const { meeting, path } = await f.booked();
    const page = await f.ask(`${path}?day=2026-01-08`);
    await f.world.meetings.book(f.bob, { start: at(2), durationMinutes: 60, attendees: [] }, f.world.key());
    const form = { ...formOf(page, `${path}/move`), slot: slotsOf(page).get('4:00 PM') ?? '' };
    const { headers } = await f.ask(`${path}/move`, { form });
    expect(headers.get('location')).toContain('#move');
    const after = await f.ask((headers.get('location') ?? '').replace('#move', ''));
    expect(after.text).toContain('has just been taken');
    expect(after.text).toContain('<details id="move" open');
    expect([...slotsOf(after).keys()]).toContain('10:00 AM');
    expect([...slotsOf(after).keys()]).not.toContain('4:00 PM');
    expect(await f.stored(meeting.id)).toMatchObject({ start: START, version: 1 });
  });

  it('takes no slot that was not offered to this guest, and none from a page of yesterday', async () => {
    const { meeting, path } = await f.booked();
    const page = await f.ask(`${path}?day=2026-01-08`);
    const form = formOf(page, `${path}/move`);
    const slot = slotsOf(page).get('4:00 PM') ?? '';
    const elsewhere = await f.world.meetings.book(
      f.ada,
      { start: at(20), durationMinutes: 60, attendees: ['john@acme.com'] },
      f.world.key(),
    );
    const other = `/m/${await f.links.tokenFor(elsewhere.meeting, 'john@acme.com')}`;
    const foreign = { ...formOf(await f.ask(other), `${other}/move`), slot };
    for (const [where, sent] of [
      [path, { ...form, slot: 'nonsense' }],
      [path, { ...form, slot: `x${slot}` }],
      [path, form],
      [path, { ...form, slot, key: 'not-a-key' }],
      [path, { ...form, slot, version: 'x' }],
      [other, foreign],
    ] as const) {
      const { headers } = await f.ask(`${where}/move`, { form: sent });
      expect(headers.get('location')).toContain('notice=offer_expired');
    }
    f.world.setNow(at(-17));
    const late = await f.ask(`${path}/move`, { form: { ...form, slot } });
    expect(late.headers.get('location')).toContain('notice=moved');
    f.world.setNow(at(-6));
    const fresh = formOf(await f.ask(`${path}?day=2026-01-08`), `${path}/move`);
    const tooOld = await f.ask(`${path}/move`, { form: { ...fresh, slot } });
    expect(tooOld.headers.get('location')).toContain('notice=offer_expired');
    expect(await f.stored(meeting.id)).toMatchObject({ version: 2 });
  });

  it('takes no form that another site sent', async () => {
    const { meeting, path } = await f.booked();
    const page = await f.ask(`${path}?day=2026-01-08`);
    const form = { ...formOf(page, `${path}/move`), slot: slotsOf(page).get('4:00 PM') ?? '' };
    expect((await f.ask(`${path}/move`, { form, visitor: { crossSite: true } })).status).toBe(404);
    const cancel = formOf(page, `${path}/cancel`);
    expect((await f.ask(`${path}/cancel`, { form: cancel, visitor: { crossSite: true } })).status).toBe(404);
    expect(await f.stored(meeting.id)).toMatchObject({ version: 1, state: 'scheduled' });
  });
});

describe('cancelling', () => {
  it('cancels with the reason, once, and leaves nothing to do', async () => {
    const { meeting, path } = await f.booked();
    const form = { ...formOf(await f.ask(path), `${path}/cancel`), reason: 'Ill, sorry' };
    const answers = [await f.ask(`${path}/cancel`, { form }), await f.ask(`${path}/cancel`, { form })];
    expect(answers.map(({ headers }) => headers.get('location'))).toEqual(
      answers.map(() => `${path}?notice=cancelled&zone=America%2FNew_York`),
    );
    const stored = await f.stored(meeting.id);
    expect(stored).toMatchObject({ state: 'cancelled', version: 2 });
    expect(stored.audit.at(-1)).toMatchObject({ reason: 'Ill, sorry', actor: 'guest:john@acme.com' });
    const { text } = await f.ask(path);
    expect(text).toContain('<span class="badge bad">Cancelled</span>');
    expect(text).toContain('<dt>Reason</dt><dd class="text">Ill, sorry</dd>');
    expect(text).not.toContain('method="post"');
    expect(text).not.toContain('Join');
  });

  it('says that it changed meanwhile', async () => {
    const { meeting, path } = await f.booked();
    const form = formOf(await f.ask(path), `${path}/cancel`);
    await f.world.meetings.update(f.ada, meeting.id, { start: at(1) }, f.world.key());
    const { headers } = await f.ask(`${path}/cancel`, { form });
    expect(headers.get('location')).toContain('notice=stale');
    expect(await f.stored(meeting.id)).toMatchObject({ state: 'scheduled' });
  });

  it('is too late once it has begun', async () => {
    const { meeting, path } = await f.booked();
    const form = formOf(await f.ask(path), `${path}/cancel`);
    f.world.setNow(at(0.5));
    const { headers } = await f.ask(`${path}/cancel`, { form });
    expect(headers.get('location')).toContain('notice=too_late');
    expect((await f.ask(path)).text).toContain('This meeting has begun');
    f.world.setNow(at(2));
    expect((await f.ask(path)).text).toContain('This meeting is over');
    expect(await f.stored(meeting.id)).toMatchObject({ state: 'scheduled' });
  });
});

describe('when the database is away', () => {
  it('says that nothing was changed and that one may try again', async () => {
    const away = async () => {
      throw new DomainError('unavailable', 'The database cannot be reached just now: try again in a moment.');
    };
    const { path } = await f.booked();
    f.world.meetings.get = away;
    const { status, text } = await f.ask(path);
    expect(status).toBe(503);
    expect(text).toContain('Nothing has been changed.');
    expect(f.errors).toEqual([]);
    f.world.meetings.get = async () => {
      throw new Error('a bug with john@acme.com in it');
    };
    const broken = await f.ask(path);
    expect(broken.status).toBe(500);
    expect(broken.text).not.toContain('john@acme.com');
    expect(f.errors).toHaveLength(1);
  });
});

describe('a link that opens nothing', () => {
  it('gets one answer, whatever is wrong with it', async () => {
    const { meeting, path } = await f.booked();
    const removed = `/m/${await f.links.tokenFor(meeting, 'gone@acme.com')}`;
    const answers = [
      await f.ask('/m/nonsense'),
      await f.ask(`${path}x`),
      await f.ask(`${path.slice(0, -22)}${'A'.repeat(22)}`),
      await f.ask(removed),
      await f.ask('/m/'),
      await f.ask('/m/a/b/c'),
      await f.ask(`${removed}/invite.ics`),
      await f.ask('/m/nonsense/cancel', { form: { key: 'x' } }),
    ];
    f.world.setNow(at(24 * 32));
    answers.push(await f.ask(path));
    const [first] = answers;
    for (const { status, text, headers } of answers) {
      expect(status).toBe(404);
      expect(text).toBe(first?.text);
      expect([...headers]).toEqual([...(first?.headers ?? [])]);
    }
    expect(first?.text).toContain('This link does not work');
    expect(first?.text).not.toContain('Demo');
    expect(f.errors).toEqual([]);
  });

  it('slows down who tries a hundred of them, at whichever doors, and nobody else', async () => {
    const { path } = await f.booked();
    const eve = { visitor: { address: '203.0.113.9' } };
    const doors = ['/m/guess', '/u/guess', '/feed/guess', '/ops/guess', '/m/guess/nowhere'];
    const statuses: number[] = [];
    for (let guess = 0; guess < 100; guess++) {
      const form = guess % 2 === 0 ? {} : { form: { reason: 'x' } };
      statuses.push((await f.ask(`${doors[guess % doors.length]}${guess}`, { ...eve, ...form })).status);
    }
    expect(statuses.slice(0, 20)).toEqual(statuses.slice(0, 20).map(() => 404));
    expect(statuses.slice(20)).toEqual(statuses.slice(20).map(() => 429));
    const slowed = await f.ask(path, eve);
    expect(slowed.status).toBe(429);
    expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await f.ask(path)).status).toBe(200);
  });

  it('is what its guest leaves who closes it, and the next mail brings another', async () => {
    const { meeting, path } = await f.booked();
    expect((await f.ask(`${path}/close`)).status).toBe(404);
    const away = await f.ask(`${path}/close`, { form: {}, visitor: { crossSite: true } });
    expect(away.status).toBe(404);
    expect((await f.ask(path)).text).toContain(`action="${path}/close"`);
    const closed = await f.ask(`${path}/close`, { form: {} });
    expect(closed.status).toBe(200);
    expect(closed.text).toContain('This page is closed');
    expect((await f.ask(path)).text).toContain('This link does not work');
    expect((await f.ask(`${path}/close`, { form: {} })).status).toBe(404);
    const stored = await f.stored(meeting.id);
    expect(stored).toMatchObject({ state: 'scheduled', version: 1 });
    expect(stored.audit.slice(1)).toMatchObject([
      { action: 'page_closed', actor: 'guest:john@acme.com', origin: 'booking_page', version: 1 },
    ]);
    const next = `/m/${await f.links.tokenFor(meeting, 'john@acme.com')}`;
    expect(next).not.toBe(path);
    expect((await f.ask(next)).status).toBe(200);
  });

  it('is what remains of one that was taken back', async () => {
    const { meeting, path } = await f.booked();
    await f.links.revoke(meeting, 'john@acme.com');
    expect((await f.ask(path)).status).toBe(404);
    expect(await f.db.collection(LINKS).countDocuments()).toBe(0);
  });
});
