// What goes wrong around the jobs: a mail server that is away, a process that dies at the worst moment, clocks that jump
// or differ, a machine that slept.
import type { Db } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UserActor } from '../../src/domain/actor.ts';
import type { Meeting } from '../../src/domain/meetings/meetings.ts';
import { type DeliverEffectsDeps, deliverEffects } from '../../src/jobs/deliver-effects.ts';
import { sendReminders } from '../../src/jobs/send-reminders.ts';
import type { Channel } from '../../src/notifications/channel.ts';
import { createMailChannel, type MailChannel } from '../../src/notifications/mail.ts';
import { freshDatabase } from '../support/database.ts';
import { createMailroom, type Mailroom } from '../support/mailroom.ts';
import { createMailServer, type MailServer } from '../support/smtp.ts';
import { createWorld, NOW, type World } from '../support/world.ts';

/** Thursday, 10:00 in New York. */
const START = new Date('2026-01-08T15:00:00Z');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const later = (instant: Date, milliseconds: number) => new Date(instant.getTime() + milliseconds);

let db: Db;
let world: World;
let mailroom: Mailroom;
let ada: UserActor;

beforeEach(async () => {
  db = await freshDatabase();
  world = createWorld(db);
  mailroom = createMailroom(db, world);
  ada = await world.addUser('UADA', 'Ada Park');
});

async function book(start = START, attendees = ['john@acme.com']): Promise<Meeting> {
  const wish = { start, durationMinutes: 30, title: 'Demo', attendees };
  return (await world.meetings.book(ada, wish, world.key())).meeting;
}

async function minute(of: World = world, parts: DeliverEffectsDeps = mailroom.parts): Promise<void> {
  await sendReminders({ due: of.store, meetings: of.meetings, clock: of.clock, newId: () => 'r1' });
  await deliverEffects(parts);
}

const heard = (rooms: readonly Mailroom[] = [mailroom]) =>
  rooms.flatMap(({ told }) => told.map(({ to, notice }) => `${to} ${notice.occasion}`)).sort();

describe('a mail server', () => {
  let server: MailServer;
  let mail: MailChannel;

  beforeEach(async () => {
    server = await createMailServer();
    const brand = { name: 'Parley', color: '#1d4ed8' };
    mail = createMailChannel({ url: server.url, from: 'parley@parley.example', brand, clock: world.clock });
  });
  afterEach(async () => {
    mail.close();
    await server.down();
  });

  const by = (channel: Channel, owner = 'p1'): DeliverEffectsDeps => {
    return { ...mailroom.parts, owner, channels: { ...mailroom.parts.channels, mail: channel } };
  };
  /** The leases of a dead process are renewed by nobody. */
  const asOfDead = () => ({ ...mailroom.parts.effects, renew: () => new Promise<never>(() => {}) });
  async function survive(): Promise<void> {
    for (let passed = 5 * MINUTE_MS; passed <= 10 * MINUTE_MS; passed += 15_000) {
      world.setNow(later(NOW, passed));
      await deliverEffects(by(mail, 'p2'));
    }
  }
  const subjects = () => server.received.map(({ subject }) => subject?.replace(/:.*/, '')).sort();

  it('that is away for an hour: everything arrives once after', async () => {
    const meetings = [await book(), await book(later(START, HOUR_MS)), await book(later(START, 2 * HOUR_MS))];
    const parts = by(mail);
    for (let passed = 0; passed < HOUR_MS; passed += MINUTE_MS) {
      world.setNow(later(NOW, passed));
      // In the middle of it, one is called off of which its guest has never heard, and one gets another time.
      if (passed === 30 * MINUTE_MS) {
        await world.meetings.cancel(ada, meetings[1]?.id ?? '', undefined, world.key());
        await world.meetings.update(ada, meetings[2]?.id ?? '', { start: later(START, 5 * HOUR_MS) }, world.key());
      }
      await deliverEffects(parts);
    }
    expect(server.received).toEqual([]);
    await server.up();
    // Soon after: the longest pause between two attempts is ten minutes.
    for (let passed = HOUR_MS; passed <= HOUR_MS + 10 * MINUTE_MS; passed += MINUTE_MS) {
      world.setNow(later(NOW, passed));
      await deliverEffects(parts);
    }
    expect(mailroom.dead).toEqual([]);
    expect(subjects()).toEqual(['Cancelled', 'Invitation', 'Invitation', 'Moved']);
    expect(new Set(server.received.map(({ messageId }) => messageId)).size).toBe(4);
  });

  it('that took a mail whose sender died before noting it: one more at most, with the same Message-ID', async () => {
    await server.up();
    await book();
    let accepted = () => {};
    const sent = new Promise<void>((resolve) => {
      accepted = resolve;
    });
    const dying: Channel = {
      name: 'mail',
      async deliver(notice, signal) {
        await mail.deliver(notice, signal);
        accepted();
        await new Promise(() => {});
      },
    };
    void deliverEffects({ ...by(dying), effects: asOfDead() });
    await sent;
    await survive();
    expect(subjects()).toEqual(['Invitation', 'Invitation']);
    expect(new Set(server.received.map(({ messageId }) => messageId)).size).toBe(1);
  });

  it('that took a mail whose sender died after noting it: no other', async () => {
    await server.up();
    const { id } = await book();
    let reached = () => {};
    const noted = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const settle: DeliverEffectsDeps['effects']['settle'] = () => {
      reached();
      return new Promise(() => {});
    };
    void deliverEffects({ ...by(mail), effects: { ...asOfDead(), settle } });
    await noted;
    await survive();
    expect(subjects()).toEqual(['Invitation']);
    expect((await world.meetings.get(ada, id)).effects.map(({ state }) => state)).toEqual(['done']);
  });

  it('that is away while Slack is not: who wants both is told once by each', async () => {
    const sarah = await world.addUser('USARAH', 'Sarah Chen');
    await world.accounts.setNotifications(sarah, { channels: { confirmation: ['slack', 'mail'] } });
    await book(START, ['Sarah Chen']);
    // For longer than a minute, in which nothing is said twice anyway.
    for (let passed = 0; passed < 5 * MINUTE_MS; passed += 30_000) {
      world.setNow(later(NOW, passed));
      await deliverEffects(by(mail));
    }
    await server.up();
    await survive();
    expect(heard()).toEqual(['USARAH invited']);
    expect(subjects()).toEqual(['Invitation']);
  });
});

describe('clocks', () => {
  it('of two processes half a minute apart: everything once', async () => {
    const ahead = createWorld(db);
    const other = createMailroom(db, ahead);
    const parts = { ...other.parts, owner: 'p2' };
    await book(START, ['john@acme.com', 'eve@acme.com']);
    await book(later(START, HOUR_MS), ['tim@acme.com']);
    for (let now = NOW; now <= later(START, 2 * HOUR_MS); now = later(now, 10 * MINUTE_MS)) {
      world.setNow(now);
      ahead.setNow(later(now, 30_000));
      await Promise.all([minute(), minute(ahead, parts)]);
    }
    expect(heard([mailroom, other])).toEqual([
      'UADA follow_up',
      'UADA follow_up',
      'UADA reminder',
      'UADA reminder',
      'UADA reminder',
      'eve@acme.com invited',
      'eve@acme.com reminder',
      'john@acme.com invited',
      'john@acme.com reminder',
      'tim@acme.com invited',
      'tim@acme.com reminder',
      'tim@acme.com reminder',
    ]);
  });

  it('of which one is ahead: it takes nothing that the other is just sending', async () => {
    await book();
    let finish = () => {};
    const slow: Channel = {
      name: 'mail',
      async deliver(notice, signal) {
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        await mailroom.parts.channels.mail.deliver(notice, signal);
      },
    };
    const sending = deliverEffects({ ...mailroom.parts, channels: { ...mailroom.parts.channels, mail: slow } });
    const taken = () => db.collection('deliveries').countDocuments({ state: 'taken' });
    while ((await taken()) === 0) await new Promise((resolve) => setImmediate(resolve));
    const ahead = createWorld(db);
    ahead.setNow(later(NOW, 30_000));
    const other = createMailroom(db, ahead);
    for (let look = 0; look < 3; look++) await deliverEffects({ ...other.parts, owner: 'p2' });
    expect(heard([other])).toEqual([]);
    finish();
    await sending;
    await deliverEffects({ ...other.parts, owner: 'p2' });
    expect(heard([mailroom, other])).toEqual(['john@acme.com invited']);
  });

  it('that jump back say nothing again', async () => {
    await book();
    world.setNow(later(START, -HOUR_MS));
    await minute();
    const before = heard();
    expect(before).toContain('john@acme.com reminder');
    for (let now = later(START, -3 * HOUR_MS); now <= START; now = later(now, 5 * MINUTE_MS)) {
      world.setNow(now);
      await minute();
    }
    expect(heard()).toEqual(before);
  });

  it('that jump a day ahead, or a machine that slept: nothing is sent that has lost its point, and that is recorded', async () => {
    const begun = await book();
    const soon = await book(later(NOW, 24 * HOUR_MS + 33 * MINUTE_MS), ['eve@acme.com']);
    await deliverEffects(mailroom.parts);
    mailroom.told.length = 0;
    world.setNow(later(NOW, 24 * HOUR_MS));
    await minute();
    expect(heard()).toEqual(['UADA reminder', 'eve@acme.com reminder']);
    expect(mailroom.told.map(({ notice }) => notice.details.minutesLeft)).toEqual([33, 33]);
    const states = async ({ id }: Meeting) =>
      (await world.meetings.get(ada, id)).effects
        .filter(({ occasion }) => occasion === 'reminder')
        .map(({ targetKey, details, state }) => `${targetKey} ${details.minutes} ${state}`)
        .sort();
    expect(await states(begun)).toEqual(['guest:john@acme.com 60 skipped', 'user:UADA 60 skipped']);
    expect(await states(soon)).toEqual([
      'guest:eve@acme.com 1440 skipped',
      'guest:eve@acme.com 60 done',
      'user:UADA 1440 skipped',
      'user:UADA 60 done',
    ]);
  });
});
