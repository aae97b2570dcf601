// Cards stay true where no message goes out: at night, and for people who want none.
import { beforeEach, describe, expect, it } from 'vitest';
import type { UserActor } from '../../src/domain/actor.ts';
import { deliverEffects } from '../../src/jobs/deliver-effects.ts';
import { freshDatabase } from '../support/database.ts';
import { createMailroom, type Mailroom } from '../support/mailroom.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let mailroom: Mailroom;
let ada: UserActor;
let sarah: UserActor;
let repainted: string[];

beforeEach(async () => {
  const db = await freshDatabase();
  world = createWorld(db);
  mailroom = createMailroom(db, world);
  ada = await world.addUser('UADA', 'Ada Park');
  sarah = await world.addUser('USARAH', 'Sarah Chen', 'Europe/London');
  repainted = [];
});

const deliver = () =>
  deliverEffects({ ...mailroom.parts, repaint: async (_tenant, meetingId) => void repainted.push(meetingId) });

/** Books with Sarah, tells her, moves the meeting and delivers that. */
async function bookAndMove(): Promise<string> {
  const wish = { start: new Date('2026-01-08T15:00:00Z'), durationMinutes: 30, title: 'Demo', attendees: ['USARAH'] };
  const { meeting } = await world.meetings.book(ada, wish, world.key());
  await deliver();
  expect(repainted).toEqual([]);
  await world.meetings.update(ada, meeting.id, { start: new Date('2026-01-08T16:00:00Z') }, world.key());
  await deliver();
  return meeting.id;
}

const said = () => mailroom.told.map(({ channel, notice }) => `${channel} ${notice.occasion}`);

describe('the dispatcher', () => {
  it('brings cards up to date in quiet hours, before it says anything', async () => {
    // It is 15:12 in London.
    await world.accounts.setNotifications(sarah, { quietHours: { from: '15:15', to: '16:00' } });
    const wish = { start: new Date('2026-01-08T15:00:00Z'), durationMinutes: 30, title: 'Demo', attendees: ['USARAH'] };
    const { meeting } = await world.meetings.book(ada, wish, world.key());
    await deliver();
    world.setNow(new Date('2026-01-07T15:20:00Z'));
    await world.meetings.update(ada, meeting.id, { start: new Date('2026-01-08T16:00:00Z') }, world.key());
    await deliver();
    expect(said()).toEqual(['slack invited']);
    expect(repainted).toEqual([meeting.id]);
    world.setNow(new Date('2026-01-07T16:00:00Z'));
    await deliver();
    expect(said()).toEqual(['slack invited', 'slack moved']);
    expect(repainted).toEqual([meeting.id]);
  });

  it('brings cards up to date for those who want no message in Slack', async () => {
    await world.accounts.setNotifications(sarah, { channels: { moved: ['mail'] } });
    const id = await bookAndMove();
    expect(said()).toEqual(['slack invited', 'mail moved']);
    expect(repainted).toEqual([id]);
  });

  it('leaves them to the message where there is one, and to whoever acts', async () => {
    await bookAndMove();
    expect(said()).toEqual(['slack invited', 'slack moved']);
    expect(repainted).toEqual([]);
  });
});
