import type { Db } from 'mongodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { UserActor } from '../../src/domain/actor.ts';
import type { Meeting } from '../../src/domain/meetings/meetings.ts';
import { type DeliverEffectsDeps, deliverEffects } from '../../src/jobs/deliver-effects.ts';
import { type Channel, DeliveryError, type MeetingNotice } from '../../src/notifications/channel.ts';
import { createOutboxChannel } from '../../src/notifications/outbox.ts';
import { createDeliveries } from '../../src/storage/deliveries.ts';
import { createEffectQueue } from '../../src/storage/effects.ts';
import { createGuestPreferences } from '../../src/storage/guest-preferences.ts';
import { createOutbox } from '../../src/storage/outbox.ts';
import { SENDER } from '../notifications/support/notices.ts';
import { freshDatabase } from '../support/database.ts';
import { createWorld, NOW, type World } from '../support/world.ts';

const START = new Date('2026-01-08T15:00:00Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);

/** A channel that keeps what it was given, and fails when told to. */
function recorder(name: Channel['name']) {
  const notices: MeetingNotice[] = [];
  const failures: Error[] = [];
  const channel: Channel = {
    name,
    async deliver(notice) {
      const failure = failures.shift();
      if (failure) throw failure;
      if (notice.kind !== 'weekly_agenda') notices.push(notice);
    },
  };
  return { channel, notices, failures };
}

describe('the dispatcher', () => {
  let db: Db;
  let world: World;
  let ada: UserActor;
  let slack: ReturnType<typeof recorder>;
  let mail: ReturnType<typeof recorder>;
  let dead: string[];

  beforeEach(async () => {
    db = await freshDatabase();
    world = createWorld(db);
    ada = await world.addUser('UADA', 'Ada Park');
    await world.addUser('USARAH', 'Sarah Chen', 'Europe/London');
    slack = recorder('slack');
    mail = recorder('mail');
    dead = [];
  });

  function deps(change: Partial<DeliverEffectsDeps> = {}): DeliverEffectsDeps {
    return {
      effects: createEffectQueue(db),
      meetings: world.meetings,
      accounts: world.accounts,
      deliveries: createDeliveries(db),
      channels: { slack: slack.channel, mail: mail.channel },
      links: {
        manageUrl: async (meeting, email) => `https://parley.example/m/${meeting.id}/${email}`,
        unsubscribeUrl: async (_tenant, recipient, kind) =>
          recipient.kind === 'channel' ? undefined : `https://parley.example/u/${recipient.email}/${kind}`,
      },
      unsubscribed: createGuestPreferences(db).unsubscribed,
      owner: 'p1',
      clock: world.clock,
      onDead: (_due, effect, error) => dead.push(`${effect.id}: ${error}`),
      ...change,
    };
  }

  async function book(): Promise<Meeting> {
    const wish = { start: START, durationMinutes: 30, title: 'Demo', attendees: ['sarah chen', 'john@acme.com'] };
    return (await world.meetings.book(ada, wish, world.key())).meeting;
  }

  const told = (channel: ReturnType<typeof recorder>) => channel.notices.map(({ occasion }) => occasion);

  it('tells each colleague in Slack and each guest by mail, once, and not the one who acted', async () => {
    await book();
    expect(await deliverEffects(deps())).toBe(2);
    expect(slack.notices.map(({ recipient }) => recipient)).toEqual([
      {
        kind: 'colleague',
        userId: 'USARAH',
        name: 'Sarah Chen',
        email: 'sarah.chen@parley.example',
        zone: 'Europe/London',
        locale: 'en-US',
        language: 'en',
      },
    ]);
    expect(mail.notices.map(({ recipient }) => recipient)).toMatchObject([{ kind: 'guest', email: 'john@acme.com' }]);
    expect(mail.notices[0]).toMatchObject({ organizerName: 'Ada Park', organizerEmail: 'ada.park@parley.example' });
    expect(mail.notices[0]?.alarms).toEqual([24 * 60, 60]);
    expect(await deliverEffects(deps())).toBe(0);
    expect(told(slack)).toEqual(['invited']);
  });

  it('tells what is stored when it sends: the new time after a move', async () => {
    const { id } = await book();
    const moved = new Date('2026-01-08T16:00:00Z');
    await world.meetings.update(ada, id, { start: moved }, world.key());
    await deliverEffects(deps());
    expect(mail.notices.map(({ meeting }) => meeting.start)).toEqual([moved, moved]);
    expect(mail.notices[1]?.details.previousStart).toEqual(START);
  });

  it('merges moves that follow each other', async () => {
    const { id } = await book();
    await deliverEffects(deps());
    for (const time of ['16:00', '16:30', '17:00']) {
      await world.meetings.update(ada, id, { start: new Date(`2026-01-08T${time}:00Z`) }, world.key());
    }
    await deliverEffects(deps());
    expect(told(mail)).toEqual(['invited', 'moved']);
    expect(mail.notices[1]?.meeting.start).toEqual(new Date('2026-01-08T17:00:00Z'));
  });

  it('says nothing of a meeting that was cancelled before anybody heard of it, but the cancellation', async () => {
    const { id } = await book();
    await world.meetings.cancel(ada, id, 'Budget', world.key());
    await deliverEffects(deps());
    expect(told(mail)).toEqual(['cancelled']);
    expect(mail.notices[0]?.details.reason).toBe('Budget');
  });

  it('invites nobody to a meeting that is over', async () => {
    await book();
    world.setNow(new Date('2026-01-09T00:00:00Z'));
    await deliverEffects(deps());
    expect(told(mail)).toEqual([]);
    expect(await db.collection('deliveries').countDocuments({ state: 'skipped' })).toBe(2);
  });

  it('tries again with growing pauses, then gives up and says so', async () => {
    await book();
    mail.failures.push(...Array.from({ length: 30 }, () => new DeliveryError('no answer', { permanent: false })));
    const attempts: number[] = [];
    for (let second = 0; second < 12_000; second += 15) {
      world.setNow(later(second));
      const before = mail.failures.length;
      await deliverEffects(deps());
      if (mail.failures.length < before) attempts.push(second);
    }
    expect(attempts.slice(0, 8)).toEqual([0, 15, 45, 105, 225, 465, 945, 1545]);
    expect(attempts).toHaveLength(20);
    expect(attempts.at(-1)).toBe(945 + 13 * 600);
    expect(dead).toEqual(['1:invited:guest:john@acme.com: no answer']);
    expect(told(slack)).toEqual(['invited']);
  });

  it('leaves a server alone for as long as it asks, within reason', async () => {
    await book();
    const asked = (waitMs: number) => new DeliveryError('slow down', { permanent: false, waitMs });
    mail.failures.push(asked(90_000), asked(1_000), asked(24 * 3_600_000));
    const attempts: number[] = [];
    for (let second = 0; second < 4_000; second += 15) {
      world.setNow(later(second));
      const before = mail.failures.length + mail.notices.length;
      await deliverEffects(deps());
      if (mail.failures.length + mail.notices.length !== before) attempts.push(second);
    }
    expect(attempts).toEqual([0, 90, 120, 3_720]);
    expect(told(mail)).toEqual(['invited']);
  });

  it('gives up at once where trying again cannot help', async () => {
    await book();
    mail.failures.push(new DeliveryError('no such address', { permanent: true }));
    await deliverEffects(deps());
    expect(dead).toEqual(['1:invited:guest:john@acme.com: no such address']);
  });

  it('delivers once with several processes at work', async () => {
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        world.meetings.book(
          ada,
          { start: new Date(START.getTime() + index * 3_600_000), durationMinutes: 30, attendees: ['john@acme.com'] },
          world.key(),
        ),
      ),
    );
    await Promise.all(['p1', 'p2', 'p3'].map((owner) => deliverEffects(deps({ owner }))));
    expect(mail.notices).toHaveLength(10);
    expect(new Set(mail.notices.map(({ deliveryId }) => deliveryId)).size).toBe(10);
  });

  it('goes on where a process was killed: after the lease, with the same delivery', async () => {
    await book();
    const killed = deps({
      channels: { slack: slack.channel, mail: { name: 'mail', deliver: () => new Promise(() => {}) } },
    });
    void deliverEffects(killed);
    const taken = () => db.collection('deliveries').countDocuments({ channel: 'mail', state: 'taken' });
    while ((await taken()) === 0) await new Promise((resolve) => setImmediate(resolve));
    const other = deps({ owner: 'p2' });
    await deliverEffects(other);
    expect(told(mail)).toEqual([]);
    world.setNow(later(16));
    await deliverEffects(other);
    expect(told(mail)).toEqual(['invited']);
  });

  it('sends nothing any more that another process has taken over from it meanwhile', async () => {
    await book();
    const held = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    const slow: Channel = {
      name: 'mail',
      async deliver(notice, signal, stillOurs) {
        reached.resolve();
        await held.promise;
        await stillOurs?.();
        await mail.channel.deliver(notice, signal);
      },
    };
    const first = deliverEffects(deps({ channels: { slack: slack.channel, mail: slow } }));
    await reached.promise;
    const other = deps({ owner: 'p2' });
    await deliverEffects(other);
    world.setNow(later(16));
    await deliverEffects(other);
    expect(told(mail)).toEqual(['invited']);
    held.resolve();
    await first;
    expect(told(mail)).toEqual(['invited']);
    expect(dead).toEqual([]);
  });

  it('sends what it still has after a while, and keeps it from others', async () => {
    await book();
    const late: Channel = {
      name: 'mail',
      async deliver(notice, signal, stillOurs) {
        world.setNow(later(20));
        await stillOurs?.();
        await deliverEffects(deps({ owner: 'p2' }));
        await mail.channel.deliver(notice, signal);
      },
    };
    await deliverEffects(deps({ channels: { slack: slack.channel, mail: late } }));
    expect(told(mail)).toEqual(['invited']);
  });

  it('ends when it is told to, though more is due, and leaves the rest to others', async () => {
    for (let hour = 0; hour < 10; hour++) {
      const start = new Date(START.getTime() + hour * 3_600_000);
      await world.meetings.book(ada, { start, durationMinutes: 30, attendees: ['john@acme.com'] }, world.key());
    }
    const stop = new AbortController();
    const mortal: Channel = {
      name: 'mail',
      async deliver(notice, signal) {
        stop.abort();
        await mail.channel.deliver(notice, signal);
      },
    };
    const settled = await deliverEffects(deps({ channels: { slack: slack.channel, mail: mortal } }), stop.signal);
    expect(settled).toBe(mail.notices.length);
    expect(settled).toBeGreaterThan(0);
    expect(settled).toBeLessThan(10);
    await deliverEffects(deps({ owner: 'p2' }));
    expect(mail.notices).toHaveLength(10);
  });

  it('keeps mail in the outbox when there is no server, each once', async () => {
    const outbox = createOutbox(db);
    const guest = createOutboxChannel({ outbox, ...SENDER, clock: world.clock });
    await book();
    await deliverEffects(deps({ channels: { slack: slack.channel, mail: guest } }));
    const [kept, ...more] = await outbox.list(world.tenant, 10);
    expect(more).toEqual([]);
    expect(kept).toMatchObject({ to: 'john@acme.com', subject: 'Invitation: Demo', at: NOW });
    expect(kept?.ics).toContain('METHOD:REQUEST');
    const whole = await outbox.find(world.tenant, kept?.id ?? '');
    expect(whole?.html).toContain('<h1');
    if (whole) await outbox.put(world.tenant, whole);
    expect(await outbox.list(world.tenant, 10)).toHaveLength(1);
  });
});
