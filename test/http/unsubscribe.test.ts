// Turning mails off: by people on a page, by mail programs with one POST (RFC 8058).
import { beforeEach, describe, expect, it } from 'vitest';
import type { Subscriber } from '../../src/domain/people/subscriptions.ts';
import { pagesWorld } from './support/pages.ts';

const JOHN: Subscriber = { kind: 'guest', email: 'john@acme.com' };
const ADAS_REMINDERS: Subscriber = { kind: 'user', userId: 'UADA', notice: 'reminder' };
const ONE_CLICK = { 'List-Unsubscribe': 'One-Click' };

let f: Awaited<ReturnType<typeof pagesWorld>>;
const pathOf = async (who: Subscriber) => `/u/${await f.subscriptions.tokenFor({ tenant: f.world.tenant, ...who })}`;
const channels = async (notice: 'reminder' | 'moved') => {
  const user = await f.world.accounts.user(f.ada, 'UADA');
  return (await f.world.accounts.preferences(f.ada, [user])).get('UADA')?.channels[notice];
};

beforeEach(async () => {
  f = await pagesWorld();
  await f.world.accounts.setNotifications(f.ada, { channels: { reminder: ['slack', 'mail'], moved: ['mail'] } });
});

describe('an unsubscribe link', () => {
  it('says what it turns off, and does nothing when looked at', async () => {
    const path = await pathOf(JOHN);
    const page = await f.ask(path);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Shall john@acme.com get no more reminders and follow-ups?');
    expect(page.text).toContain('Turn these mails off');
    expect(await f.guests.unsubscribed(f.world.tenant, 'john@acme.com')).toBe(false);
  });

  it('turns a guest’s mails off with the one click of a mail program, and on again on its page', async () => {
    const path = await pathOf(JOHN);
    for (let again = 0; again < 2; again++) {
      const done = await f.ask(path, { form: ONE_CLICK, visitor: { crossSite: true } });
      expect(done.status).toBe(200);
      expect(await f.guests.unsubscribed(f.world.tenant, 'john@acme.com')).toBe(true);
    }
    expect((await f.ask(path)).text).toContain('Done: these mails are turned off.');
    await f.ask(path, { form: { mails: 'on' } });
    expect(await f.guests.unsubscribed(f.world.tenant, 'john@acme.com')).toBe(false);
  });

  it('turns one kind of a user’s mail off, and leaves Slack and the other kinds', async () => {
    const path = await pathOf(ADAS_REMINDERS);
    expect((await f.ask(path)).text).toContain('Do you want no more mail of this kind: reminders?');
    await f.ask(path, { form: ONE_CLICK });
    expect([await channels('reminder'), await channels('moved')]).toEqual([['slack'], ['mail']]);
    await f.ask(path, { form: { mails: 'on' } });
    expect(await channels('reminder')).toEqual(['slack', 'mail']);
  });

  it('speaks German', async () => {
    const page = await f.ask(await pathOf(ADAS_REMINDERS), { visitor: { languages: ['de'] } });
    expect(page.text).toContain('Möchten Sie keine Mails dieser Art mehr: Erinnerungen?');
  });

  it('is refused like any other when it was not made here', async () => {
    const { path: manage } = await f.booked();
    const wrong = ['/u/x', `${(await pathOf(JOHN)).slice(0, -8)}AAAAAAAA`, manage.replace('/m/', '/u/')];
    for (const path of wrong) {
      expect((await f.ask(path)).text).toContain('This link does not work');
      expect((await f.ask(path, { form: ONE_CLICK })).status).toBe(404);
    }
  });
});
