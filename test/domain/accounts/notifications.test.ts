// What people want to hear: settings above settings, checked, and marked for what was computed from older ones.
import type { Db } from 'mongodb';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  DEFAULT_PREFERENCES,
  languageOf,
  type NotificationSettings,
  preferencesOf,
} from '../../../src/domain/accounts/accounts.ts';
import type { UserActor } from '../../../src/domain/actor.ts';
import { createAccountStore } from '../../../src/storage/accounts.ts';
import { freshDatabase } from '../../support/database.ts';
import { createWorld, NOW, type World, ZONE } from '../../support/world.ts';

describe('preferences', () => {
  it('are the person’s own, then the workspace’s, then the usual', () => {
    const own: NotificationSettings = { channels: { reminder: ['mail'] }, reminders: [120] };
    const tenant: NotificationSettings = {
      channels: { reminder: [], weekly_agenda: [] },
      reminders: [30],
      guestReminders: [30],
      quietHours: { from: '22:00', to: '07:00' },
      language: 'de',
    };
    const preferences = preferencesOf(own, tenant);
    expect(preferences).toEqual({
      ...DEFAULT_PREFERENCES,
      channels: { ...DEFAULT_PREFERENCES.channels, reminder: ['mail'], weekly_agenda: [] },
      reminders: [120],
      guestReminders: [30],
      quietHours: { from: '22:00', to: '07:00' },
      language: 'de',
    });
    expect(preferencesOf({ quietHours: null, language: null }, tenant)).not.toHaveProperty('quietHours');
    expect(preferencesOf(undefined, undefined)).toEqual(DEFAULT_PREFERENCES);
  });

  it('speak German where Slack does', () => {
    expect(['de', 'de-AT', 'DE-de', 'en-GB', 'den', ''].map(languageOf)).toEqual(['de', 'de', 'de', 'en', 'en', 'en']);
  });
});

describe('setting them', () => {
  let db: Db;
  let world: World;
  let ada: UserActor;

  beforeEach(async () => {
    db = await freshDatabase();
    world = createWorld(db);
    await world.accounts.ensureTenant(world.tenant, 'Acme');
    ada = await world.addUser('UADA', 'Ada Park');
    await world.addUser('UTIM', 'Tim Ost');
  });

  const stored = async (id: string) => {
    const user = await world.accounts.user(ada, id);
    return (await world.accounts.preferences(ada, [user])).get(id);
  };

  it('keeps what is not given, sorts reminders and drops repeats', async () => {
    await world.accounts.setNotifications(ada, { reminders: [10, 60, 10], channels: { reminder: ['slack', 'mail'] } });
    await world.accounts.setNotifications(ada, { channels: { weekly_agenda: [] } });
    expect(await stored('UADA')).toMatchObject({
      reminders: [60, 10],
      channels: { reminder: ['slack', 'mail'], weekly_agenda: [], moved: ['slack'] },
    });
    expect(await stored('UTIM')).toEqual(DEFAULT_PREFERENCES);
  });

  it('for the whole workspace is for admins', async () => {
    await expect(world.accounts.setTenantNotifications(ada, { reminders: [30] })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await world.accounts.setTenantNotifications({ ...ada, role: 'admin' }, { reminders: [30] });
    expect((await stored('UTIM'))?.reminders).toEqual([30]);
  });

  it.each([
    [{ reminders: [3] }, '3 minutes'],
    [{ reminders: [60.5] }, '60.5 minutes'],
    [{ reminders: [10, 20, 30, 40, 50, 60] }, '6 reminders'],
    [{ quietHours: { from: '25:00', to: '07:00' } }, '25:00-07:00'],
    [{ quietHours: { from: '00:00', to: '24:00' } }, 'whole day'],
    [{ announceIn: 'general' }, '"general"'],
    [{ language: 'fr' }, '"fr"'],
    [{ channels: { reminder: ['fax'] } }, '"fax"'],
    [{ channels: { nagging: ['mail'] } }, '"nagging"'],
  ])('%j is refused by name', async (settings, named) => {
    const setting = world.accounts.setNotifications(ada, settings as NotificationSettings);
    await expect(setting).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining(named) });
    expect(await stored('UADA')).toEqual(DEFAULT_PREFERENCES);
  });

  it('marks what was computed before, until it is settled; a later change keeps its mark', async () => {
    const stale = createAccountStore(db);
    expect(await stale.due(NOW, 10)).toEqual([]);
    await world.accounts.setNotifications(ada, { reminders: [30] });
    const [first] = await stale.due(NOW, 10);
    expect(first).toMatchObject({ tenant: world.tenant, id: 'UADA', mark: { at: NOW } });
    // In the same millisecond.
    await world.accounts.setNotifications(ada, { reminders: [60] });
    if (first) await stale.settle(world.tenant, 'UADA', first.mark);
    const [second] = await stale.due(NOW, 10);
    expect(second?.mark.mark).not.toBe(first?.mark.mark);
    const later = new Date(NOW.getTime() + 60_000);
    if (second) await stale.settle(world.tenant, 'UADA', second.mark, later);
    expect(await stale.due(NOW, 10)).toEqual([]);
    const [again] = await stale.due(later, 10);
    expect(again?.mark).toMatchObject({ at: later, again: true });
    if (again) await stale.settle(world.tenant, 'UADA', again.mark);
    expect(await stale.due(later, 10)).toEqual([]);
  });

  it('marks a change of zone, by the user or by Slack, since quiet hours are those of the zone', async () => {
    const stale = createAccountStore(db);
    await world.accounts.updateProfile(ada, { name: 'Ada P.', zone: ZONE });
    expect(await stale.due(NOW, 10)).toEqual([]);
    await world.accounts.updateProfile(ada, { zone: 'Asia/Tokyo' });
    await world.addUser('UTIM', 'Tim Ost', 'Europe/Berlin');
    expect((await stale.due(NOW, 10)).map(({ id }) => id).sort()).toEqual(['UADA', 'UTIM']);
  });

  it('keeps both of two changes at once', async () => {
    const changes: NotificationSettings[] = [
      { reminders: [30] },
      { language: 'de' },
      { channels: { reminder: ['mail'] } },
      { channels: { moved: [] } },
    ];
    await Promise.all(changes.map((change) => world.accounts.setNotifications(ada, change)));
    expect(await stored('UADA')).toMatchObject({
      reminders: [30],
      language: 'de',
      channels: { reminder: ['mail'], moved: [] },
    });
  });

  it('for the workspace marks everybody, also when it was interrupted in between', async () => {
    const stale = createAccountStore(db);
    await db.collection('tenants').updateOne({ id: world.tenant }, { $set: { stale: { at: NOW, mark: 'm1' } } });
    expect((await stale.due(NOW, 10)).map(({ id }) => id).sort()).toEqual(['UADA', 'UTIM']);
    expect(await db.collection('tenants').countDocuments({ stale: { $exists: true } })).toBe(0);
  });
});
