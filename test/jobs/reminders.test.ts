// Reminders, questions after a meeting and weekly agendas: due when their readers want them, once, in several processes.
import type { Db } from 'mongodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { UserActor } from '../../src/domain/actor.ts';
import type { Meeting } from '../../src/domain/meetings/meetings.ts';
import { type DeliverEffectsDeps, deliverEffects } from '../../src/jobs/deliver-effects.ts';
import { advanceMeetings } from '../../src/jobs/meeting-states.ts';
import { refreshNotices } from '../../src/jobs/refresh-notices.ts';
import { sendReminders } from '../../src/jobs/send-reminders.ts';
import { raiseWeeklyAgendas } from '../../src/jobs/weekly-agenda.ts';
import { type Channel, DeliveryError, type Notice } from '../../src/notifications/channel.ts';
import { createAccountStore } from '../../src/storage/accounts.ts';
import { createAgendaQueue } from '../../src/storage/agendas.ts';
import { createDeliveries } from '../../src/storage/deliveries.ts';
import { createEffectQueue } from '../../src/storage/effects.ts';
import { freshDatabase } from '../support/database.ts';
import { createWorld, NOW, type World } from '../support/world.ts';

const START = new Date('2026-01-09T15:00:00Z');
const ahead = (minutes: number) => new Date(START.getTime() - minutes * 60_000);

let db: Db;
let world: World;
let ada: UserActor;
let told: { to: string; kind: string; at: Date; notice: Notice }[];
let failing: Error | undefined;

beforeEach(async () => {
  db = await freshDatabase();
  world = createWorld(db);
  await world.accounts.ensureTenant(world.tenant, 'Acme');
  ada = await world.addUser('UADA', 'Ada Park');
  await world.addUser('USARAH', 'Sarah Chen', 'Europe/London');
  told = [];
  failing = undefined;
});

function channel(name: Channel['name']): Channel {
  return {
    name,
    async deliver(notice) {
      if (failing) throw failing;
      const { recipient } = notice;
      const to = recipient.kind === 'colleague' ? recipient.userId : recipient.kind === 'guest' ? recipient.email : '#';
      told.push({ to: `${name}:${to}`, kind: notice.kind, at: world.clock(), notice });
    },
  };
}

function effects(): DeliverEffectsDeps {
  return {
    effects: createEffectQueue(db),
    meetings: world.meetings,
    accounts: world.accounts,
    deliveries: createDeliveries(db),
    channels: { slack: channel('slack'), mail: channel('mail') },
    links: { manageUrl: async () => 'https://parley.example/m/x', unsubscribeUrl: async () => undefined },
    unsubscribed: async () => false,
    owner: 'p1',
    clock: world.clock,
    onDead: () => undefined,
  };
}

const sweeps = () => ({ due: world.store, meetings: world.meetings, clock: world.clock, newId: () => 'r' });

const weekly = () => ({
  agendas: createAgendaQueue(db),
  accounts: world.accounts,
  clock: world.clock,
  newId: () => 'r',
  onRaised: () => undefined,
});

/** One minute of the jobs, at that instant. */
async function minute(at: Date): Promise<void> {
  world.setNow(at);
  await advanceMeetings(sweeps());
  await refreshNotices({
    stale: createAccountStore(db),
    meetings: world.meetings,
    accounts: world.accounts,
    agendas: createAgendaQueue(db),
    clock: world.clock,
    newId: () => 'r',
  });
  await sendReminders(sweeps());
  await raiseWeeklyAgendas(weekly());
  await deliverEffects(effects());
}

/** Runs the jobs at every full minute in between that could matter, and at both ends. */
async function from(start: Date, end: Date, stepMinutes = 5): Promise<void> {
  for (let at = start.getTime(); at <= end.getTime(); at += stepMinutes * 60_000) await minute(new Date(at));
}

async function book(more: object = {}): Promise<Meeting> {
  const wish = {
    start: START,
    durationMinutes: 30,
    title: 'Demo',
    attendees: ['sarah chen', 'john@acme.com'],
    ...more,
  };
  const { meeting } = await world.meetings.book(ada, wish, world.key());
  await deliverEffects(effects());
  told = [];
  return meeting;
}

const reminders = () =>
  told
    .filter(({ kind }) => kind === 'reminder')
    .map(({ to, at }) => `${to} ${(START.getTime() - at.getTime()) / 60_000}`)
    .sort();

describe('reminders', () => {
  it('come a day and an hour before to everybody, once', async () => {
    await book();
    await from(ahead(25 * 60), START);
    expect(reminders()).toEqual([
      'mail:john@acme.com 1440',
      'mail:john@acme.com 60',
      'slack:UADA 1440',
      'slack:UADA 60',
      'slack:USARAH 1440',
      'slack:USARAH 60',
    ]);
    expect(told.find(({ to }) => to === 'slack:UADA')?.notice).toMatchObject({ details: { minutesLeft: 1440 } });
    const kept = await db.collection('deliveries').find({ kind: 'reminder' }).toArray();
    expect(kept.map(({ occasion, state }) => `${occasion} ${state}`).sort()).toEqual([
      ...Array(3).fill('1h sent'),
      ...Array(3).fill('24h sent'),
    ]);
  });

  it('are not sent at once because their time has passed', async () => {
    world.setNow(ahead(90));
    await book();
    await from(ahead(90), START);
    expect(reminders()).toEqual(['mail:john@acme.com 60', 'slack:UADA 60', 'slack:USARAH 60']);
  });

  it('follow what people want, and what the meeting wants above that', async () => {
    await world.accounts.setNotifications(ada, {
      reminders: [30],
      guestReminders: [120],
      channels: { reminder: ['mail'] },
    });
    await world.accounts.setNotifications(world.actor('USARAH'), { channels: { reminder: [] } });
    await book();
    await from(ahead(150), START);
    expect(reminders()).toEqual(['mail:UADA 30', 'mail:john@acme.com 120']);
  });

  it('of one meeting stand above what people want', async () => {
    await book({ reminders: { users: [10], guests: [] } });
    await from(ahead(65), START);
    expect(reminders()).toEqual(['slack:UADA 10', 'slack:USARAH 10']);
  });

  it('change with the preferences, for meetings that stand already', async () => {
    await book();
    await world.accounts.setNotifications(ada, { reminders: [10] });
    await minute(new Date(NOW.getTime() + 120_000));
    await minute(ahead(24 * 60));
    told = [];
    await from(ahead(65), START);
    expect(reminders()).toEqual(['mail:john@acme.com 60', 'slack:UADA 10', 'slack:USARAH 60']);
    expect(await createAccountStore(db).due(START, 10)).toEqual([]);
  });

  it('say the new time after a move, and nothing of the old one', async () => {
    const { id } = await book();
    await minute(ahead(24 * 60));
    const later = new Date(START.getTime() + 2 * 3_600_000);
    await world.meetings.update(ada, id, { start: later }, world.key());
    await deliverEffects(effects());
    told = [];
    await minute(new Date(later.getTime() - 24 * 3_600_000));
    told = [];
    await from(ahead(65), later);
    expect(reminders()).toEqual(['mail:john@acme.com -60', 'slack:UADA -60', 'slack:USARAH -60']);
  });

  it('are not sent for a cancelled meeting, nor to who has left', async () => {
    const { id } = await book();
    await world.meetings.leave(world.actor('USARAH'), id, world.key());
    await minute(ahead(24 * 60));
    told = [];
    await from(ahead(65), ahead(55));
    expect(reminders()).toEqual(['mail:john@acme.com 60', 'slack:UADA 60']);
    told = [];
    await world.meetings.cancel(ada, id, undefined, world.key());
    await from(ahead(50), START);
    expect(reminders()).toEqual([]);
  });

  it('that were slept through are sent once if they still help, else recorded as skipped', async () => {
    await book();
    await minute(ahead(40));
    expect(reminders()).toEqual(['mail:john@acme.com 40', 'slack:UADA 40', 'slack:USARAH 40']);
    const other = await book({ start: new Date('2026-01-12T15:00:00Z'), attendees: [] });
    await minute(new Date('2026-01-12T15:10:00Z'));
    expect(told.filter(({ kind }) => kind === 'reminder')).toEqual([]);
    const kept = await db.collection('deliveries').find({ subject: other.id, kind: 'reminder' }).toArray();
    expect(kept.map(({ occasion, state }) => `${occasion} ${state}`)).toEqual(['1h skipped']);
  });

  it('wait for no quiet hours: they come before them', async () => {
    await world.accounts.setNotifications(ada, { reminders: [60], quietHours: { from: '20:00', to: '09:30' } });
    await book({ attendees: [] });
    await from(ahead(16 * 60), START, 1);
    // 19:59 the evening before, New York.
    expect(reminders()).toEqual([`slack:UADA ${14 * 60 + 1}`]);
  });

  it('are taken up once by several processes at a time', async () => {
    await book();
    world.setNow(ahead(60));
    const taken = await Promise.all(Array.from({ length: 6 }, () => sendReminders(sweeps())));
    expect(taken.reduce((sum, count) => sum + count, 0)).toBe(1);
    await Promise.all(Array.from({ length: 6 }, (_, index) => deliverEffects({ ...effects(), owner: `p${index}` })));
    expect(reminders()).toHaveLength(3);
  });
});

describe('the question afterwards', () => {
  it('goes to the host once the meeting is over, and not for one alone or cancelled', async () => {
    await book();
    await book({ start: new Date('2026-01-09T16:00:00Z'), attendees: [] });
    const { id } = await book({ start: new Date('2026-01-09T17:00:00Z') });
    await world.meetings.cancel(ada, id, undefined, world.key());
    await from(START, new Date('2026-01-09T19:00:00Z'));
    const asked = told.filter(({ kind }) => kind === 'follow_up');
    expect(asked.map(({ to, at }) => [to, at.toISOString()])).toEqual([['slack:UADA', '2026-01-09T15:30:00.000Z']]);
  });
});

describe('quiet hours', () => {
  it('hold news back until their end, unless it would be too late', async () => {
    await world.accounts.setNotifications(world.actor('USARAH'), { quietHours: { from: '15:00', to: '17:00' } });
    world.setNow(new Date('2026-01-07T15:30:00Z'));
    await world.meetings.book(ada, { start: START, durationMinutes: 30, attendees: ['sarah chen'] }, world.key());
    const soon = { start: new Date('2026-01-07T16:30:00Z'), durationMinutes: 30, attendees: ['sarah chen'] };
    await world.meetings.book(ada, { ...soon, confirmed: true }, world.key());
    await deliverEffects(effects());
    const heard = () => told.filter(({ to, kind }) => to === 'slack:USARAH' && kind === 'confirmation');
    expect(heard()).toHaveLength(1);
    await minute(new Date('2026-01-07T16:59:00Z'));
    expect(heard()).toHaveLength(1);
    await minute(new Date('2026-01-07T17:00:00Z'));
    expect(heard().map(({ at }) => at.toISOString())).toEqual(['2026-01-07T15:30:00.000Z', '2026-01-07T17:00:00.000Z']);
  });
});

describe('one’s own changes', () => {
  it('come by mail to those who want that, and in the channel that is to hear', async () => {
    await world.accounts.setNotifications(ada, {
      channels: { confirmation: ['slack', 'mail'] },
      announceIn: 'C0GENERAL',
    });
    await world.meetings.book(ada, { start: START, durationMinutes: 30, attendees: [] }, world.key());
    await deliverEffects(effects());
    expect(told.map(({ to, kind }) => `${to} ${kind}`).sort()).toEqual([
      'mail:UADA confirmation',
      'slack:# confirmation',
    ]);
  });
});

describe('the weekly agenda', () => {
  const MONDAY = new Date('2026-01-12T13:00:00Z');

  it('comes on Monday at eight in the reader’s zone, with the week’s meetings, to those who have any', async () => {
    await book({ start: new Date('2026-01-13T15:00:00Z'), attendees: [] });
    await book({ start: new Date('2026-01-20T15:00:00Z'), attendees: [] });
    await from(new Date('2026-01-12T07:30:00Z'), new Date('2026-01-12T14:00:00Z'), 15);
    const heard = told.filter(({ kind }) => kind === 'weekly_agenda');
    expect(heard.map(({ to, at }) => [to, at])).toEqual([['slack:UADA', MONDAY]]);
    const [{ notice } = {}] = heard;
    expect(notice).toMatchObject({ week: '2026-W03', from: new Date('2026-01-12T05:00:00Z') });
    expect(notice?.kind === 'weekly_agenda' && notice.meetings).toHaveLength(1);
    await minute(new Date('2026-01-19T13:00:00Z'));
    expect(told.filter(({ kind }) => kind === 'weekly_agenda')).toHaveLength(2);
  });

  it('is tried again while Slack is away, and given up for good where that cannot help', async () => {
    await book({ start: new Date('2026-01-13T15:00:00Z'), attendees: [] });
    failing = new DeliveryError('away', { permanent: false });
    await minute(MONDAY);
    failing = undefined;
    await minute(MONDAY);
    expect(told.filter(({ kind }) => kind === 'weekly_agenda')).toEqual([]);
    await minute(new Date(MONDAY.getTime() + 60_000));
    expect(told.filter(({ kind }) => kind === 'weekly_agenda')).toHaveLength(1);
    failing = new DeliveryError('user_disabled', { permanent: true });
    await book({ start: new Date('2026-01-20T15:00:00Z'), attendees: [] });
    await minute(new Date('2026-01-19T13:00:00Z'));
    const dead = await db.collection('deliveries').findOne({ kind: 'weekly_agenda', state: 'dead' });
    expect(dead).toMatchObject({ occasion: '2026-W04', error: 'user_disabled' });
  });

  it('outlasts a mail server that is away for an hour', async () => {
    await world.accounts.setNotifications(ada, { channels: { weekly_agenda: ['mail'] } });
    await book({ start: new Date('2026-01-13T15:00:00Z'), attendees: [] });
    failing = new DeliveryError('away', { permanent: false });
    await from(MONDAY, new Date(MONDAY.getTime() + 60 * 60_000), 1);
    failing = undefined;
    await from(new Date(MONDAY.getTime() + 61 * 60_000), new Date(MONDAY.getTime() + 75 * 60_000), 1);
    expect(told.filter(({ kind }) => kind === 'weekly_agenda').map(({ to }) => to)).toEqual(['mail:UADA']);
  });

  it('that was slept through until Tuesday is not sent', async () => {
    await book({ start: new Date('2026-01-14T15:00:00Z'), attendees: [] });
    await minute(new Date('2026-01-13T13:00:00Z'));
    expect(told.filter(({ kind }) => kind === 'weekly_agenda')).toEqual([]);
  });

  it('is sent once by several processes', async () => {
    await book({ start: new Date('2026-01-13T15:00:00Z'), attendees: [] });
    world.setNow(MONDAY);
    const raised = await Promise.all(Array.from({ length: 6 }, () => raiseWeeklyAgendas(weekly())));
    // Ada's, and that of Sarah, who has no meeting.
    expect(raised.reduce((sum, count) => sum + count, 0)).toBe(2);
    await Promise.all(Array.from({ length: 6 }, (_, index) => deliverEffects({ ...effects(), owner: `p${index}` })));
    expect(told.filter(({ kind }) => kind === 'weekly_agenda')).toHaveLength(1);
  });
});
