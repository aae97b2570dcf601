// Accounts, contacts, meetings and deliveries: what each promises, on every database.
import type { Db } from 'mongodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { createAccounts, DEFAULT_RULES } from '../../src/domain/accounts/accounts.ts';
import { tenantId } from '../../src/domain/actor.ts';
import type { DeliveryKey } from '../../src/notifications/deliveries.ts';
import { createAccountStore } from '../../src/storage/accounts.ts';
import { createContactStore } from '../../src/storage/contacts.ts';
import { createDeliveries } from '../../src/storage/deliveries.ts';
import { createWorld, NOW, ZONE } from '../support/world.ts';
import { DATABASES } from './databases.ts';

const T1 = tenantId('T1');
const T2 = tenantId('T2');
const START = new Date('2026-01-08T19:00:00Z');

describe.each(DATABASES)('repositories on $name', ({ fresh }) => {
  let db: Db;
  beforeEach(async () => {
    db = await fresh();
  });

  it('create a user once, however often Slack tells of them at once', async () => {
    const accounts = createAccounts({ store: createAccountStore(db), clock: () => NOW });
    const profile = {
      id: 'UADA',
      name: 'Ada Park',
      email: 'Ada@Parley.example',
      zone: ZONE,
      locale: 'en-US',
      isAdmin: true,
    };
    const users = await Promise.all(Array.from({ length: 10 }, () => accounts.ensureUser(T1, profile)));
    for (const user of users) {
      expect(user).toMatchObject({ id: 'UADA', email: 'ada@parley.example', role: 'admin', rules: DEFAULT_RULES });
    }
    expect(await db.collection('users').countDocuments()).toBe(1);
  });

  it('find users by id, address and any name, in their own tenant', async () => {
    await createWorld(db, 'T1').addUser('UADA', 'José Núñez');
    await createWorld(db, 'T2').addUser('UADA', 'Ada Park');
    const store = createAccountStore(db);
    const ids = async (tenant: typeof T1, word: string) =>
      (await store.byNames(tenant, [word], 5)).map(({ name }) => name);
    expect(await ids(T1, 'nunez')).toEqual(['José Núñez']);
    expect(await ids(T2, 'nunez')).toEqual([]);
    expect((await store.user(T2, 'UADA'))?.name).toBe('Ada Park');
    expect(await store.byEmail(T1, 'ada.park@parley.example')).toBeNull();
    expect(await store.users(T1, ['UADA', 'UNKNOWN'])).toHaveLength(1);
  });

  it('keep one tenant a workspace', async () => {
    const store = createAccountStore(db);
    const first = await store.ensureTenant({ id: T1, name: 'Acme', createdAt: NOW });
    const again = await store.ensureTenant({ id: T1, name: 'Other', createdAt: START });
    expect(again).toEqual(first);
  });

  it('keep contacts to their owner, and the last name given', async () => {
    const contacts = createContactStore(db);
    await contacts.remember(T1, 'UADA', [{ email: 'john@acme.com' }], NOW);
    await contacts.remember(T1, 'UADA', [{ email: 'john@acme.com', name: 'John Doe' }], START);
    expect(await contacts.byEmail(T1, 'UADA', 'john@acme.com')).toMatchObject({ name: 'John Doe', lastMetAt: START });
    expect(await contacts.byNames(T1, 'UADA', ['doe'], 5)).toHaveLength(1);
    expect(await contacts.byNames(T1, 'UBOB', ['doe'], 5)).toEqual([]);
    expect(await contacts.byEmail(T2, 'UADA', 'john@acme.com')).toBeNull();
  });

  it('give a delivery out until it is settled, and then say how it ended', async () => {
    const deliveries = createDeliveries(db);
    const key: DeliveryKey = {
      tenant: T1,
      subject: 'm1',
      version: 1,
      kind: 'confirmation',
      occasion: 'invited',
      recipient: 'guest:john@acme.com',
      channel: 'mail',
    };
    const taken = await Promise.all(Array.from({ length: 5 }, () => deliveries.take(key, NOW)));
    expect(new Set(taken.map(({ id, state }) => `${id} ${state}`)).size).toBe(1);
    await deliveries.settle(key, 'sent', NOW);
    expect(await deliveries.take(key, NOW)).toEqual({ id: taken[0]?.id, state: 'sent' });
    expect(await deliveries.take({ ...key, version: 2 }, NOW)).toMatchObject({ state: 'taken' });
    expect(await deliveries.take({ ...key, tenant: T2 }, NOW)).toMatchObject({ state: 'taken' });
    expect(await db.collection('deliveries').countDocuments()).toBe(3);
  });

  it('refuse a stored meeting that somebody else has changed meanwhile', async () => {
    const world = createWorld(db);
    const ada = await world.addUser('UADA', 'Ada Park');
    const wish = { start: START, durationMinutes: 30, attendees: [] };
    const { meeting } = await world.meetings.book(ada, wish, world.key());
    const stored = await world.store.get(T1, meeting.id);
    if (!stored) throw new Error('not stored');
    const next = { ...stored, title: 'Mine', revision: stored.revision + 1 };
    expect(await world.store.replace(next, stored)).toEqual({ kind: 'written' });
    expect(await world.store.replace({ ...next, title: 'Yours' }, stored)).toEqual({ kind: 'stale' });
    expect(await world.store.get(T1, meeting.id)).toEqual(next);
    expect(await world.store.get(T2, meeting.id)).toBeNull();
  });

  it('tell a taken time from a repeated wish', async () => {
    const world = createWorld(db);
    const ada = await world.addUser('UADA', 'Ada Park');
    const wish = { start: START, durationMinutes: 30, attendees: [] };
    const { meeting } = await world.meetings.book(ada, wish, 'first');
    const stored = await world.store.get(T1, meeting.id);
    if (!stored) throw new Error('not stored');
    expect(await world.store.insert({ ...stored, id: 'm2', keys: ['second'] })).toEqual({ kind: 'claimed' });
    expect(await world.store.insert({ ...stored, id: 'm2' })).toMatchObject({
      kind: 'repeated',
      meeting: { id: meeting.id },
    });
    expect(await world.store.insert({ ...stored, tenant: T2 })).toEqual({ kind: 'written' });
  });
});
