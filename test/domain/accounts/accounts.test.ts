// Accounts: Slack tells, users decide, and what cannot be is named.
import { beforeEach, describe, expect, it } from 'vitest';
import type { RulesChange, SlackProfile, TimeBlock, WeeklyHours } from '../../../src/domain/accounts/accounts.ts';
import type { UserActor } from '../../../src/domain/actor.ts';
import { freshDatabase } from '../../support/database.ts';
import { createWorld, type World, ZONE } from '../../support/world.ts';

let world: World;
let ada: UserActor;
const PROFILE: SlackProfile = {
  id: 'UADA',
  name: 'Ada Park',
  email: 'ada.park@parley.example',
  zone: 'Asia/Tokyo',
  locale: 'ja-JP',
  isAdmin: true,
};

beforeEach(async () => {
  world = createWorld(await freshDatabase());
  ada = await world.addUser('UADA', 'Ada Park');
});

function everyDay(blocks: readonly TimeBlock[]): WeeklyHours {
  return [blocks, blocks, blocks, blocks, blocks, blocks, blocks];
}

describe('a profile', () => {
  it('follows Slack until the user sets their own', async () => {
    const refreshed = await world.accounts.ensureUser(world.tenant, PROFILE);
    expect(refreshed).toMatchObject({ zone: 'Asia/Tokyo', role: 'admin', locale: 'ja-JP' });
    await world.accounts.updateProfile(ada, { zone: 'Europe/Berlin', name: 'Adele' });
    const again = await world.accounts.ensureUser(world.tenant, { ...PROFILE, name: 'Ada P.', locale: 'en-GB' });
    expect(again).toMatchObject({ zone: 'Europe/Berlin', name: 'Adele', locale: 'en-GB' });
    const [found] = await world.people.resolve(ada, ['Adele']);
    expect(found).toMatchObject({ kind: 'found', person: { user: { id: 'UADA' } } });
  });

  it('falls back to UTC for a zone that is not known', async () => {
    const user = await world.accounts.ensureUser(world.tenant, { ...PROFILE, id: 'UNEW', zone: 'Mars/Base' });
    expect(user.zone).toBe('UTC');
  });

  it.each([
    [{ zone: 'Mars/Base' }, /"Mars\/Base"/],
    [{ defaultDurationMinutes: 7 }, /7 minutes/],
    [{ defaultDurationMinutes: 485 }, /485 minutes/],
    [{ name: ' \u0000 ' }, /name/],
    [{ name: 'x'.repeat(81) }, /81/],
  ])('refuses %j', async (change, message) => {
    await expect(world.accounts.updateProfile(ada, change)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(message),
    });
    expect((await world.accounts.user(ada, 'UADA')).zone).toBe(ZONE);
  });

  it('is not found in another tenant', async () => {
    const other = createWorld(await freshDatabase(), 'T2');
    await expect(other.accounts.user(other.actor('UADA'), 'UADA')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('rules', () => {
  it('change one at a time and stay over a refresh', async () => {
    const weekly = everyDay([{ from: '22:00', to: '06:00' }]);
    await world.accounts.setRules(ada, { weekly });
    await world.accounts.setRules(ada, { noticeMinutes: 60, bufferAfterMinutes: undefined });
    const { rules } = await world.accounts.ensureUser(world.tenant, PROFILE);
    expect(rules).toMatchObject({ weekly, noticeMinutes: 60, bufferAfterMinutes: 0 });
  });

  const refused: readonly (readonly [RulesChange, RegExp])[] = [
    [{ weekly: everyDay([{ from: '9:00', to: '17:00' }]) }, /Monday: "9:00-17:00"/],
    [{ weekly: everyDay([{ from: '09:00', to: '24:30' }]) }, /24:30/],
    [{ weekly: everyDay([{ from: '09:00', to: '09:00' }]) }, /no length/],
    [
      {
        weekly: everyDay([
          { from: '09:00', to: '12:00' },
          { from: '11:00', to: '13:00' },
        ]),
      },
      /overlaps 11:00-13:00/,
    ],
    [{ overrides: [{ date: '2026-02-30', blocks: [] }] }, /2026-02-30/],
    [{ noticeMinutes: -1 }, /-1/],
    [{ horizonDays: 1.5 }, /1.5/],
    [{ bufferBeforeMinutes: 241 }, /241/],
  ];
  it.each(refused)('refuse %j', async (change, message) => {
    await expect(world.accounts.setRules(ada, change)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(message),
    });
  });
});
