// The operator's page: who is let in, what it shows of real dead letters, and what its buttons do.
import { beforeEach, describe, expect, it } from 'vitest';
import { tenantId, type UserActor } from '../../src/domain/actor.ts';
import { createEffectQueue } from '../../src/storage/effects.ts';
import { createTurnStore } from '../../src/storage/turns.ts';
import { NOW } from '../support/world.ts';
import { type Answer, pagesWorld, START } from './support/pages.ts';

const LOCAL = { visitor: { local: true } };

let f: Awaited<ReturnType<typeof pagesWorld>>;
let boss: UserActor;
beforeEach(async () => {
  f = await pagesWorld();
  const profile = { id: 'UBOSS', name: 'Cara Boss', email: 'cara@parley.example', zone: 'UTC', locale: 'en-US' };
  await f.world.accounts.ensureUser(f.world.tenant, { ...profile, isAdmin: true });
  boss = f.world.actor('UBOSS', 'admin');
});

/** Books, and gives John's mail up. */
async function giveUp(error = '550 <b>no such mailbox</b>', by = f.ada) {
  const wish = { title: 'Demo', start: START, durationMinutes: 30, attendees: ['john@acme.com'] };
  const { meeting } = await f.world.meetings.book(by, wish, f.world.key());
  const queue = createEffectQueue(f.db);
  const due = { tenant: by.tenant, carrier: 'meeting' as const, id: meeting.id, targetKey: 'guest:john@acme.com' };
  const effect = await queue.lease(due, 'p1', NOW, new Date(NOW.getTime() + 15_000));
  await queue.settle(due, 'p1', effect?.id ?? '', { state: 'dead', error }, NOW);
  return { meeting, due, effectId: effect?.id ?? '' };
}

/** What the button called `label` sends. */
function press({ text }: Answer, label: string): Record<string, string> {
  const button =
    new RegExp(`<form method="post"(?:(?!</form>)[\\s\\S])*>${label}</button></form>`).exec(text)?.[0] ?? '';
  const fields = [...button.matchAll(/name="(\w+)" value="([^"]*)"/g)];
  return Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value]));
}

describe('the operator’s page', () => {
  it('is for this machine, or for an admin with a link from Parley', async () => {
    expect((await f.ask('/ops')).text).toContain('This link does not work');
    expect((await f.ask('/ops', LOCAL)).text).toContain('<h1>Acme</h1>');
    const path = `/ops/${await f.access.tokenFor(boss)}`;
    expect((await f.ask(path)).text).toContain('<h1>Acme</h1>');
    expect((await f.ask(`${path}x`)).status).toBe(404);
    await expect(f.access.tokenFor(f.ada)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is closed when the hour is over, and to who is no admin any more', async () => {
    const path = `/ops/${await f.access.tokenFor(boss)}`;
    f.world.setNow(new Date(NOW.getTime() + 59 * 60_000));
    expect((await f.ask(path)).status).toBe(200);
    f.world.setNow(new Date(NOW.getTime() + 60 * 60_000));
    expect((await f.ask(path)).status).toBe(404);
    f.world.setNow(NOW);
    const profile = { id: 'UBOSS', name: 'Cara Boss', email: 'cara@parley.example', zone: 'UTC', locale: 'en-US' };
    await f.world.accounts.ensureUser(f.world.tenant, { ...profile, isAdmin: false });
    expect((await f.ask(path)).status).toBe(404);
    await f.world.accounts.ensureUser(f.world.tenant, { ...profile, isAdmin: true });
    expect((await f.ask(path)).status).toBe(200);
    await f.world.accounts.deactivate(f.world.tenant, ['UBOSS']);
    expect((await f.ask(path)).status).toBe(404);
  });

  it('tells of each job when it ran, how long, how late, and when it runs next', async () => {
    const { text } = await f.ask('/ops', LOCAL);
    const [, row] = /<tr><td><b>send-reminders<\/b><\/td>([\s\S]*?)<\/tr>/.exec(text) ?? [];
    expect(
      row
        ?.replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    ).toBe('12 s ago 23 ms 450 ms in 48 s ok');
    expect(text).toContain('<span class="badge bad">failed</span> No space left');
    expect(text).toContain('not yet');
  });

  it('counts what waits', async () => {
    await f.booked();
    f.world.setNow(new Date(NOW.getTime() + 5 * 60_000));
    const { text } = await f.ask('/ops', LOCAL);
    expect(text).toMatch(/<b>2<\/b>messages wait<br><span class="muted">oldest 5 min/);
    expect(await f.ops.depths(f.world.clock())).toEqual({ effects: 2, dead: 0, turns: 0 });
  });

  it('shows what is tried again while a server is away, harmlessly, and nothing of it else', async () => {
    const { meeting } = await f.booked();
    expect((await f.ask('/ops', LOCAL)).text).not.toContain('tried again');
    const queue = createEffectQueue(f.db);
    const { tenant, id } = meeting;
    const due = { tenant, carrier: 'meeting' as const, id, targetKey: 'guest:john@acme.com' };
    const effect = await queue.lease(due, 'p1', NOW, new Date(NOW.getTime() + 15_000));
    const dueAt = new Date(NOW.getTime() + 30_000);
    await queue.settle(due, 'p1', effect?.id ?? '', { state: 'pending', error: '421 <b>busy</b>', dueAt }, NOW);
    const { text } = await f.ask('/ops', LOCAL);
    expect(text).toContain('1</b>message waits<br><span class="muted">oldest 0 s');
    const [, row] = /<h2>Messages that are tried again<\/h2>[\s\S]*?<tbody>([\s\S]*?)<\/tbody>/.exec(text) ?? [];
    expect(
      row
        ?.replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    ).toBe('invited meeting in 28 h john@acme.com guest in 30 s 1 try so far 421 &lt;b&gt;busy&lt;/b&gt;');
    const bob = { ...due, targetKey: 'user:UBOB' };
    const other = await queue.lease(bob, 'p1', NOW, new Date(NOW.getTime() + 15_000));
    await queue.settle(bob, 'p1', other?.id ?? '', { state: 'done' }, NOW);
    expect((await f.ask('/ops', LOCAL)).text).toContain(
      '0</b>messages wait<br><span class="muted">1 to be tried again',
    );
    f.world.setNow(dueAt);
    expect((await f.ask('/ops', LOCAL)).text).toContain('data-label="Next try">now<br>');
  });

  it('shows what was given up and why, harmlessly', async () => {
    await giveUp();
    const { text } = await f.ask('/ops', LOCAL);
    expect(text).toContain('john@acme.com<br><span class="muted">guest</span>');
    expect(text).toContain('550 &lt;b&gt;no such mailbox&lt;/b&gt;');
    expect(text).not.toContain('Demo');
    expect(await f.ops.depths(NOW)).toMatchObject({ dead: 1 });
  });

  it('lets a message go out after all, once', async () => {
    const { due, effectId } = await giveUp();
    const form = press(await f.ask('/ops', LOCAL), 'Try again');
    const answer = await f.ask('/ops', { ...LOCAL, form });
    expect(answer.headers.get('location')).toBe('/ops?done=retried&tenant=T1');
    expect(f.wakes()).toBe(1);
    expect(f.actions).toEqual([
      { by: 'local', action: 'retry', tenant: 'T1', carrier: 'meeting', id: due.id, effectId },
    ]);
    const queue = createEffectQueue(f.db);
    expect(await queue.lease(due, 'p1', NOW, NOW)).toMatchObject({ id: effectId, attempts: 0 });
    const again = await f.ask('/ops', { ...LOCAL, form });
    expect(again.headers.get('location')).toContain('done=gone');
    expect((await f.ask('/ops?done=gone', LOCAL)).text).toContain('somebody else has seen to it');
  });

  it('takes a message off the list for good', async () => {
    const { due } = await giveUp();
    const path = `/ops/${await f.access.tokenFor(boss)}`;
    const answer = await f.ask(path, { form: press(await f.ask(path), 'Drop') });
    expect(answer.headers.get('location')).toBe(`${path}?done=dropped&tenant=T1`);
    expect(f.actions).toMatchObject([{ by: 'UBOSS', action: 'drop' }]);
    expect(await createEffectQueue(f.db).lease(due, 'p1', NOW, NOW)).toBeNull();
    expect((await f.ask(path)).text).not.toContain('no such mailbox');
  });

  it('takes forms from its own pages only', async () => {
    await giveUp();
    const form = press(await f.ask('/ops', LOCAL), 'Drop');
    const refused = [
      await f.ask('/ops', { form, visitor: { local: true, sameOrigin: false } }),
      await f.ask('/ops', { form: { ...form, token: 'guessed' }, ...LOCAL }),
      await f.ask('/ops', { form: { ...form, action: 'explode' }, ...LOCAL }),
      await f.ask('/ops', { form }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(await f.ops.depths(NOW)).toMatchObject({ dead: 1 });
  });

  it('lets an admin see to their own workspace only', async () => {
    const { due, effectId } = await giveUp();
    const elsewhere = await otherWorkspace();
    const path = `/ops/${await f.access.tokenFor(elsewhere)}`;
    const { text } = await f.ask(`${path}?tenant=T1`);
    expect(text).toContain('<h1>Other</h1>');
    expect(text).not.toContain('john@acme.com');
    await giveUp('421 busy', elsewhere);
    const own = press(await f.ask(path), 'Drop');
    const form = { ...own, tenant: 'T1', carrier: 'meeting', id: due.id, effect: effectId };
    expect((await f.ask(path, { form })).headers.get('location')).toContain('done=gone');
    expect(await f.ops.depths(NOW)).toMatchObject({ dead: 2 });
    // Who sits at the machine may look at each of them.
    const local = await f.ask('/ops?tenant=T2', LOCAL);
    expect(local.text).toContain('<h1>Other</h1>');
    expect(local.text).toMatch(/<option value="T2" selected/);
  });

  it('shows failed questions without what they said', async () => {
    const turns = createTurnStore(f.db);
    const lease = { owner: 'p1', until: new Date(NOW.getTime() + 60_000) };
    const work = { kind: 'say', text: 'my secret plan', place: null } as const;
    const turn = {
      tenant: f.world.tenant,
      eventId: 'E1',
      userId: 'UADA',
      queue: 'D1',
      requestId: 'r1',
      receivedAt: NOW,
    };
    await turns.record({ ...turn, work }, lease);
    await turns.fail(turn, 'p1', NOW, 'the model gave up');
    const { text } = await f.ask('/ops', LOCAL);
    expect(text).toContain('the model gave up');
    expect(text).toContain('UADA');
    expect(text).toContain('data-label="Tries" class="number">1<');
    expect(text).not.toContain('secret plan');
  });
});

async function otherWorkspace(): Promise<UserActor> {
  const tenant = tenantId('T2');
  await f.world.accounts.ensureTenant(tenant, 'Other');
  const profile = { id: 'UDAN', name: 'Dan', email: 'dan@other.example', zone: 'UTC', locale: 'en-US', isAdmin: true };
  await f.world.accounts.ensureUser(tenant, profile);
  return { ...boss, tenant, userId: 'UDAN' };
}
