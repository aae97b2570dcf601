// Links, the tenants' names in them, and what guests have said about their mails.
import type { Db } from 'mongodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { tenantId } from '../../src/domain/actor.ts';
import type { StoredLink } from '../../src/domain/links.ts';
import { createAccountStore } from '../../src/storage/accounts.ts';
import { createGuestPreferences } from '../../src/storage/guest-preferences.ts';
import { createLinkStore, createTenantKeyStore } from '../../src/storage/links.ts';
import { NOW } from '../support/world.ts';
import { DATABASES } from './databases.ts';

const T1 = tenantId('T1');
const T2 = tenantId('T2');
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);

const link = (hash: string, change: Partial<StoredLink> = {}): StoredLink => ({
  tenant: T1,
  purpose: 'manage',
  subject: 'm1:john@acme.com',
  hash,
  sealed: `sealed ${hash}`,
  createdAt: NOW,
  ...change,
});

describe.each(DATABASES)('links on $name', ({ fresh }) => {
  let db: Db;
  beforeEach(async () => {
    db = await fresh();
  });

  it('are one a subject and purpose, whoever makes them at once', async () => {
    const links = createLinkStore(db);
    const made = await Promise.all(Array.from({ length: 8 }, (_, n) => links.insert(link(`h${n}`))));
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await links.insert(link('feed', { purpose: 'feed' }))).toBe(true);
    expect(await links.insert(link('theirs', { tenant: T2 }))).toBe(true);
    const kept = await links.of(link(''));
    expect(kept).toEqual(link(`h${made.indexOf(true)}`));
    expect(await links.byHash(T1, 'manage', kept?.hash ?? '')).toEqual(kept);
    expect(await links.byHash(T1, 'feed', kept?.hash ?? '')).toBeNull();
    expect(await links.byHash(T2, 'manage', kept?.hash ?? '')).toBeNull();
  });

  it('live as long as the latest has said, and those that have ended are removed', async () => {
    const links = createLinkStore(db);
    await links.insert(link('h1', { expiresAt: at(10) }));
    await links.insert(link('h2', { subject: 'm2', expiresAt: at(5) }));
    await links.insert(link('h3', { subject: 'for ever' }));
    await links.extend(link('h1'), at(20));
    await links.extend(link('h1'), at(15));
    expect((await links.of(link('h1')))?.expiresAt).toEqual(at(20));
    expect(await links.prune(at(20))).toBe(1);
    expect(await links.prune(at(21))).toBe(1);
    expect(await links.of(link('h3', { subject: 'for ever' }))).not.toBeNull();
    await links.remove(link('h3', { subject: 'for ever' }));
    expect(await links.of(link('h3', { subject: 'for ever' }))).toBeNull();
  });

  it('name their tenant by a key', async () => {
    await createAccountStore(db).ensureTenant({ id: T1, name: 'Acme', createdAt: NOW });
    const keys = createTenantKeyStore(db);
    await keys.registerKey(T1, 'k1');
    await keys.registerKey(T1, 'k1');
    expect(await keys.tenantOf('k1')).toBe(T1);
    expect(await keys.tenantOf('k2')).toBeNull();
  });

  it('let guests turn mails off and on, in each tenant', async () => {
    const guests = createGuestPreferences(db);
    const off = Array.from({ length: 5 }, () => guests.setUnsubscribed(T1, 'john@acme.com', NOW));
    await Promise.all(off);
    expect(await guests.unsubscribed(T1, 'john@acme.com')).toBe(true);
    expect(await guests.unsubscribed(T2, 'john@acme.com')).toBe(false);
    await guests.setUnsubscribed(T1, 'john@acme.com', null);
    expect(await guests.unsubscribed(T1, 'john@acme.com')).toBe(false);
  });
});
