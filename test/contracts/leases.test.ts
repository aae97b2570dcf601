// A data folder has one process: at its start every lease in it is void.
import { expect, it } from 'vitest';
import { createEffectQueue } from '../../src/storage/effects.ts';
import { createTurnStore } from '../../src/storage/turns.ts';
import { createWorld, NOW } from '../support/world.ts';
import { DATABASES } from './databases.ts';

const LATER = new Date(NOW.getTime() + 60_000);

it.each(DATABASES)('takes effects and turns away from owners that are dead, on $name', async ({ fresh }) => {
  const db = await fresh();
  const world = createWorld(db);
  const ada = await world.addUser('UADA', 'Ada Park');
  const wish = { start: new Date('2026-01-08T15:00:00Z'), durationMinutes: 30, attendees: ['john@acme.com'] };
  const { meeting } = await world.meetings.book(ada, wish, world.key());
  const effects = createEffectQueue(db);
  const due = { tenant: world.tenant, carrier: 'meeting' as const, id: meeting.id, targetKey: 'guest:john@acme.com' };
  const turns = createTurnStore(db);
  const turn = {
    tenant: world.tenant,
    userId: 'UADA',
    eventId: 'e1',
    queue: 'D1:main',
    requestId: 'r1',
    receivedAt: NOW,
    work: { kind: 'say', text: 'hello', place: { channel: 'D1' } },
  } as const;
  await turns.record(turn, { owner: 'dead', until: LATER });
  await effects.lease(due, 'dead', NOW, LATER);
  expect(await turns.next(turn, { owner: 'new', until: LATER }, NOW)).toBeNull();
  expect(await effects.lease(due, 'new', NOW, LATER)).toBeNull();

  await Promise.all([turns.releaseAll('living'), effects.releaseAll('living')]);
  expect(await turns.next(turn, { owner: 'new', until: LATER }, NOW)).toBeNull();
  expect(await effects.lease(due, 'new', NOW, LATER)).toBeNull();

  await Promise.all([turns.releaseAll('de'), effects.releaseAll('de')]);
  expect(await turns.next(turn, { owner: 'new', until: LATER }, NOW)).toMatchObject({ eventId: 'e1' });
  expect(await effects.lease(due, 'new', NOW, LATER)).toMatchObject({ occasion: 'invited' });
  expect(await turns.due(NOW, 10)).toEqual([]);
});
