// People whose account was closed hear nothing any more, on no channel.
import { describe, expect, it } from 'vitest';
import { deliverEffects } from '../../src/jobs/deliver-effects.ts';
import { freshDatabase } from '../support/database.ts';
import { createMailroom } from '../support/mailroom.ts';
import { createWorld } from '../support/world.ts';

describe('somebody deactivated in Slack', () => {
  it('is not told of meetings that they were to attend, while the others are', async () => {
    const db = await freshDatabase();
    const world = createWorld(db);
    const { parts, told, dead } = createMailroom(db, world);
    const ada = await world.addUser('UADA', 'Ada Park');
    const tim = await world.addUser('UTIM', 'Tim Okafor');
    await world.addUser('USARAH', 'Sarah Chen');
    await world.accounts.setNotifications(tim, { channels: { confirmation: ['slack', 'mail'], cancelled: ['mail'] } });
    const wish = { start: new Date('2026-01-08T15:00:00Z'), durationMinutes: 30, attendees: ['UTIM', 'USARAH'] };
    const { meeting } = await world.meetings.book(ada, wish, world.key());
    await world.accounts.deactivate(world.tenant, ['UTIM', 'UNOBODY']);
    await deliverEffects(parts);
    await world.meetings.cancel(ada, meeting.id, undefined, world.key());
    await deliverEffects(parts);
    expect(told.map(({ to, notice }) => `${to} ${notice.occasion}`)).toEqual(['USARAH invited', 'USARAH cancelled']);
    expect(dead).toEqual([]);
  });
});
