// What readers' wishes make of a message: on which channels it comes, when, and that it never says the same twice.
import type { Db } from 'mongodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { UserActor } from '../../src/domain/actor.ts';
import type { Meeting } from '../../src/domain/meetings/meetings.ts';
import { deliverEffects } from '../../src/jobs/deliver-effects.ts';
import { DeliveryError } from '../../src/notifications/channel.ts';
import { createGuestPreferences } from '../../src/storage/guest-preferences.ts';
import { freshDatabase } from '../support/database.ts';
import { createMailroom, type Mailroom } from '../support/mailroom.ts';
import { createWorld, NOW, type World } from '../support/world.ts';

/** Thursday, 10:00 in New York. */
const START = new Date('2026-01-08T15:00:00Z');
const MINUTE_MS = 60_000;

describe('a reader', () => {
  let db: Db;
  let world: World;
  let mailroom: Mailroom;
  let ada: UserActor;
  let sarah: UserActor;

  beforeEach(async () => {
    db = await freshDatabase();
    world = createWorld(db);
    mailroom = createMailroom(db, world);
    ada = await world.addUser('UADA', 'Ada Park');
    sarah = await world.addUser('USARAH', 'Sarah Chen');
  });

  async function book(attendees: string[] = ['Sarah']): Promise<Meeting> {
    const wish = { start: START, durationMinutes: 30, title: 'Demo', attendees };
    return (await world.meetings.book(ada, wish, world.key())).meeting;
  }

  const move = (id: string, start: Date) => world.meetings.update(ada, id, { start, confirmed: true }, world.key());
  const deliver = () => deliverEffects(mailroom.parts);
  const heard = (reader: string) =>
    mailroom.told.filter(({ to }) => to === reader).map(({ channel, notice }) => `${channel}: ${notice.occasion}`);

  it('hears of each kind on the channels of their choice, or not at all', async () => {
    await world.accounts.setNotifications(sarah, { channels: { confirmation: ['mail', 'slack'], moved: [] } });
    const { id } = await book();
    await deliver();
    await move(id, new Date(START.getTime() + 60 * MINUTE_MS));
    await deliver();
    await world.meetings.cancel(ada, id, undefined, world.key());
    await deliver();
    expect(heard('USARAH')).toEqual(['mail: invited', 'slack: invited', 'slack: cancelled']);
  });

  it('who acts reads the answer in Slack, and has mail of it where they want mail', async () => {
    await world.accounts.setNotifications(ada, { channels: { confirmation: ['slack', 'mail'] } });
    const { id } = await book();
    await world.meetings.cancel(ada, id, undefined, world.key());
    await deliver();
    expect(heard('UADA')).toEqual([]);
    await book();
    await deliver();
    expect(heard('UADA')).toEqual(['mail: invited']);
  });

  it('in a channel reads of bookings, moves and cancellations', async () => {
    await world.accounts.setNotifications(ada, { announceIn: 'C123' });
    const { id } = await book();
    await deliver();
    await world.meetings.update(ada, id, { title: 'Another' }, world.key());
    await move(id, new Date(START.getTime() + 60 * MINUTE_MS));
    await deliver();
    await world.meetings.cancel(ada, id, undefined, world.key());
    await deliver();
    expect(heard('C123')).toEqual(['slack: invited', 'slack: moved', 'slack: cancelled']);
  });

  it('hears the last word, also when it says again what was said a minute ago', async () => {
    const { id } = await book();
    await deliver();
    const later = new Date(START.getTime() + 60 * MINUTE_MS);
    for (const start of [later, START, later]) {
      await move(id, start);
      await deliver();
    }
    expect(mailroom.told.filter(({ to }) => to === 'USARAH').map(({ notice }) => notice.meeting.start)).toEqual([
      START,
      later,
      START,
      later,
    ]);
  });

  it('does not hear twice in a minute what says the same', async () => {
    const { id } = await book();
    await move(id, new Date(START.getTime() + 60 * MINUTE_MS));
    await deliver();
    await world.meetings.update(ada, id, { title: 'Other' }, world.key());
    await deliver();
    await world.meetings.update(ada, id, { title: 'Demo' }, world.key());
    await world.meetings.update(ada, id, { title: 'Other' }, world.key());
    await deliver();
    expect(heard('USARAH')).toEqual(['slack: invited', 'slack: moved', 'slack: changed']);
  });

  it('is told by both ways where one is given up, and the host sees which', async () => {
    await world.accounts.setNotifications(sarah, { channels: { confirmation: ['mail', 'slack'] } });
    await book();
    let slackIsDown = true;
    const { slack, mail } = mailroom.parts.channels;
    const parts = {
      ...mailroom.parts,
      channels: {
        mail: { ...mail, deliver: () => Promise.reject(new DeliveryError('no such address', { permanent: true })) },
        slack: {
          ...slack,
          deliver: (...given: Parameters<typeof slack.deliver>) =>
            slackIsDown ? Promise.reject(new DeliveryError('down', { permanent: false })) : slack.deliver(...given),
        },
      },
    };
    await deliverEffects(parts);
    expect(mailroom.dead).toEqual([]);
    slackIsDown = false;
    world.setNow(new Date(NOW.getTime() + MINUTE_MS));
    await deliverEffects(parts);
    expect(heard('USARAH')).toEqual(['slack: invited']);
    expect(mailroom.dead).toEqual(['1:invited:user:USARAH: no such address']);
  });

  it('outside who wants no reminders has none, but all that changes', async () => {
    await createGuestPreferences(db).setUnsubscribed(world.tenant, 'john@acme.com', NOW);
    const { id } = await book(['john@acme.com']);
    await deliver();
    world.setNow(new Date(START.getTime() - 60 * MINUTE_MS));
    await world.meetings.remind({ ...ada, kind: 'job', job: 'send-reminders' }, id);
    await deliver();
    await world.meetings.cancel(ada, id, undefined, world.key());
    await deliver();
    expect(heard('john@acme.com')).toEqual(['mail: invited', 'mail: cancelled']);
  });

  describe('in quiet hours', () => {
    /** 21:00 of the evening before, in New York. */
    const EVENING = new Date('2026-01-08T02:00:00Z');
    const MORNING = new Date('2026-01-08T12:00:00Z');

    beforeEach(async () => {
      await world.accounts.setNotifications(sarah, { quietHours: { from: '20:00', to: '07:00' } });
      world.setNow(EVENING);
    });

    it('hears in the morning what can wait', async () => {
      await book();
      await deliver();
      world.setNow(new Date(MORNING.getTime() - MINUTE_MS));
      await deliver();
      expect(heard('USARAH')).toEqual([]);
      world.setNow(MORNING);
      await deliver();
      expect(heard('USARAH')).toEqual(['slack: invited']);
    });

    it('hears at once what would be too late in the morning, and what it builds on before it', async () => {
      const { id } = await book();
      await deliver();
      // 6:00 in New York: before the quiet hours end.
      await move(id, new Date('2026-01-08T11:00:00Z'));
      await deliver();
      expect(heard('USARAH')).toEqual(['slack: invited', 'slack: moved']);
    });

    it('hears a cancellation at once only of what begins before they end', async () => {
      const late = await book();
      const wish = {
        start: new Date('2026-01-08T11:00:00Z'),
        durationMinutes: 30,
        attendees: ['Sarah'],
        confirmed: true,
      };
      const early = await world.meetings.book(ada, wish, world.key());
      await deliver();
      expect(heard('USARAH')).toEqual(['slack: invited']);
      await world.meetings.cancel(ada, late.id, undefined, world.key());
      await world.meetings.cancel(ada, early.meeting.id, undefined, world.key());
      await deliver();
      expect(heard('USARAH')).toEqual(['slack: invited', 'slack: cancelled']);
      world.setNow(MORNING);
      await deliver();
      expect(heard('USARAH')).toEqual(['slack: invited', 'slack: cancelled', 'slack: cancelled']);
    });

    it('hears in the morning that it moved, although they do not want to hear of what changed after', async () => {
      await world.accounts.setNotifications(sarah, { channels: { changed: [] } });
      const { id } = await book();
      await move(id, new Date(START.getTime() + 60 * MINUTE_MS));
      await deliver();
      await world.meetings.update(ada, id, { title: 'Other' }, world.key());
      await deliver();
      world.setNow(MORNING);
      await deliver();
      expect(heard('USARAH')).toEqual(['slack: invited', 'slack: moved']);
    });

    it('hears nothing in the morning of a meeting that they have left at night', async () => {
      const { id } = await book();
      await deliver();
      await world.meetings.leave(sarah, id, world.key());
      world.setNow(MORNING);
      await deliver();
      expect(heard('USARAH')).toEqual([]);
      expect(heard('UADA')).toEqual(['slack: left']);
    });

    it('keeps nobody else waiting, and the sweep does not spin', async () => {
      await book(['Sarah', 'john@acme.com']);
      await deliver();
      expect(heard('john@acme.com')).toEqual(['mail: invited']);
      expect(await mailroom.parts.effects.due(EVENING, 10)).toEqual([]);
    });
  });
});
