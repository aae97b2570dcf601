// Public tokens: the same at each asking, good for one tenant and one purpose, and silent about why they open nothing.
import { beforeEach, describe, expect, it } from 'vitest';
import { type TenantId, tenantId } from '../../src/domain/actor.ts';
import { createLinks } from '../../src/domain/links.ts';
import { createManageLinks } from '../../src/domain/meetings/manage-links.ts';
import { createSealer } from '../../src/domain/sealing.ts';
import { createTenantKeys } from '../../src/domain/tenant-keys.ts';
import { createTickets } from '../../src/domain/tickets.ts';
import { createLinkStore, createTenantKeyStore, LINKS } from '../../src/storage/links.ts';
import { deriveKey } from '../../src/storage/secret.ts';
import { freshDatabase } from '../support/database.ts';
import { createWorld, NOW } from '../support/world.ts';

const DAY_MS = 24 * 60 * 60_000;

async function fixture() {
  const db = await freshDatabase();
  const world = createWorld(db);
  await world.accounts.ensureTenant(world.tenant, 'Acme');
  await world.accounts.ensureTenant(tenantId('T2'), 'Other');
  const under = (secret: string) => {
    const keys = createTenantKeys({ store: createTenantKeyStore(db), key: deriveKey(secret, 'tenant-keys') });
    const sealer = createSealer(deriveKey(secret, 'links'));
    const links = createLinks({ store: createLinkStore(db), keys, sealer, clock: world.clock });
    return { links, manage: createManageLinks(links), tickets: createTickets({ keys, sealer, clock: world.clock }) };
  };
  const meeting = (tenant: TenantId = world.tenant) => ({ tenant, id: 'm1', end: new Date(NOW.getTime() + DAY_MS) });
  return { db, world, under, meeting, ...under('one secret of this installation') };
}

describe('a manage link', () => {
  let f: Awaited<ReturnType<typeof fixture>>;
  beforeEach(async () => {
    f = await fixture();
  });

  it('is the same in every mail, also when two mails ask at once', async () => {
    const asked = Array.from({ length: 8 }, () => f.manage.tokenFor(f.meeting(), 'john@acme.com'));
    const tokens = new Set(await Promise.all(asked));
    expect(tokens.size).toBe(1);
    const [token = ''] = tokens;
    expect(token).toMatch(/^[\w-]{12}\.[\w-]{22}$/);
    expect(await f.manage.open(token, 'r1')).toEqual({
      kind: 'guest',
      tenant: f.world.tenant,
      meetingId: 'm1',
      email: 'john@acme.com',
      origin: 'booking_page',
      requestId: 'r1',
    });
  });

  it('is another for each guest, meeting and tenant', async () => {
    const tokens = await Promise.all([
      f.manage.tokenFor(f.meeting(), 'john@acme.com'),
      f.manage.tokenFor(f.meeting(), 'mary@acme.com'),
      f.manage.tokenFor({ ...f.meeting(), id: 'm2' }, 'john@acme.com'),
      f.manage.tokenFor(f.meeting(tenantId('T2')), 'john@acme.com'),
    ]);
    expect(new Set(tokens).size).toBe(4);
  });

  it('stands nowhere in the database as it is mailed', async () => {
    const token = await f.manage.tokenFor(f.meeting(), 'john@acme.com');
    const secret = token.split('.')[1] ?? '';
    expect(JSON.stringify(await f.db.collection(LINKS).find().toArray())).not.toContain(secret);
  });

  it('opens nothing when forged, shortened, of another tenant, or of another purpose', async () => {
    const token = await f.manage.tokenFor(f.meeting(), 'john@acme.com');
    const foreign = await f.manage.tokenFor({ ...f.meeting(tenantId('T2')), id: 'm2' }, 'john@acme.com');
    const [key, secret = ''] = token.split('.');
    const swapped = secret.startsWith('A') ? `B${secret.slice(1)}` : `A${secret.slice(1)}`;
    const bad = [
      '',
      '.',
      'x',
      `${key}.`,
      `${key}.${swapped}`,
      `${key}.${secret}x`,
      `${foreign.split('.')[0]}.${secret}`,
      `${key}.${secret}.${secret}`,
    ];
    for (const one of bad) expect(await f.manage.open(one, 'r1'), one).toBeNull();
    expect(await f.links.open('feed', token)).toBeNull();
    expect(await f.manage.open(token, 'r1')).not.toBeNull();
  });

  it('takes the same lookups whatever is wrong with it', async () => {
    const token = await f.manage.tokenFor(f.meeting(), 'john@acme.com');
    const asked: string[] = [];
    const [links, tenants] = [createLinkStore(f.db), createTenantKeyStore(f.db)];
    const watched = {
      ...links,
      byHash: (...given: Parameters<typeof links.byHash>) => {
        asked.push('link');
        return links.byHash(...given);
      },
    };
    const keys = {
      keyOf: async () => '',
      tenantOf: (key: string) => {
        asked.push('tenant');
        return tenants.tenantOf(key);
      },
    };
    const sealer = createSealer(deriveKey('any', 'links'));
    const watching = createLinks({ store: watched, keys, sealer, clock: f.world.clock });
    expect(await watching.open('manage', token)).not.toBeNull();
    f.world.setNow(new Date(NOW.getTime() + 60 * DAY_MS));
    for (const wrong of ['', 'x', `${token}x`, `${'A'.repeat(12)}${token.slice(12)}`, token])
      expect(await watching.open('manage', wrong)).toBeNull();
    expect(asked).toEqual(Array.from({ length: 6 }, () => ['tenant', 'link']).flat());
  });

  it('ends a month after the meeting, and lives on when the meeting is mailed with a later time', async () => {
    const token = await f.manage.tokenFor(f.meeting(), 'john@acme.com');
    const end = f.meeting().end.getTime();
    f.world.setNow(new Date(end + 30 * DAY_MS));
    expect(await f.manage.open(token, 'r1')).not.toBeNull();
    f.world.setNow(new Date(end + 31 * DAY_MS));
    expect(await f.manage.open(token, 'r1')).toBeNull();
    const later = { ...f.meeting(), end: new Date(end + 7 * DAY_MS) };
    expect(await f.manage.tokenFor(later, 'john@acme.com')).toBe(token);
    expect(await f.manage.open(token, 'r1')).not.toBeNull();
    // Moved back to an earlier time: the link does not get shorter.
    await f.manage.tokenFor(f.meeting(), 'john@acme.com');
    expect(await f.manage.open(token, 'r1')).not.toBeNull();
  });

  it('is taken back for good, and the next mail carries another', async () => {
    const token = await f.manage.tokenFor(f.meeting(), 'john@acme.com');
    await f.manage.revoke(f.meeting(), 'john@acme.com');
    expect(await f.manage.open(token, 'r1')).toBeNull();
    const next = await f.manage.tokenFor(f.meeting(), 'john@acme.com');
    expect(next).not.toBe(token);
    expect(await f.manage.open(next, 'r1')).not.toBeNull();
  });

  it('is made anew when the secret of the installation was lost', async () => {
    const token = await f.manage.tokenFor(f.meeting(), 'john@acme.com');
    const after = f.under('another secret of this installation');
    const next = await after.manage.tokenFor(f.meeting(), 'john@acme.com');
    expect(next).not.toBe(token);
    expect(await after.manage.open(next, 'r1')).toMatchObject({ email: 'john@acme.com' });
  });

  it('is pruned when it has expired', async () => {
    await f.manage.tokenFor(f.meeting(), 'john@acme.com');
    const store = createLinkStore(f.db);
    expect(await store.prune(NOW)).toBe(0);
    expect(await store.prune(new Date(NOW.getTime() + 40 * DAY_MS))).toBe(1);
    expect(await f.db.collection(LINKS).countDocuments()).toBe(0);
  });
});

describe('a ticket', () => {
  it('says again what was claimed, for its purpose and its time', async () => {
    const { tickets, world, under } = await fixture();
    const ticket = await tickets.issue(world.tenant, 'ops', 'U1', new Date(NOW.getTime() + 1000));
    expect(await tickets.open('ops', ticket)).toEqual({ tenant: world.tenant, claims: 'U1' });
    expect(await tickets.open('unsubscribe', ticket)).toBeNull();
    const altered = `${ticket.slice(0, 40)}${ticket[40] === 'A' ? 'B' : 'A'}${ticket.slice(41)}`;
    expect(await tickets.open('ops', altered)).toBeNull();
    for (const added of ['x', '=', ' ']) expect(await tickets.open('ops', `${ticket}${added}`)).toBeNull();
    expect(await under('another secret of this installation').tickets.open('ops', ticket)).toBeNull();
    const other = await tickets.issue(tenantId('T2'), 'ops', 'U1');
    expect(await tickets.open('ops', `${other.split('.')[0]}.${ticket.split('.')[1]}`)).toBeNull();
    world.setNow(new Date(NOW.getTime() + 1000));
    expect(await tickets.open('ops', ticket)).toBeNull();
    expect(await tickets.open('ops', other)).toEqual({ tenant: 'T2', claims: 'U1' });
  });

  it('hides what it claims', async () => {
    const { tickets, world } = await fixture();
    const ticket = await tickets.issue(world.tenant, 'unsubscribe', 'guest:john@acme.com');
    expect(Buffer.from(ticket.split('.')[1] ?? '', 'base64url').toString('latin1')).not.toContain('john');
  });
});
