// No query of Parley looks at a whole collection: everything that the domain asks is recorded and then explained.
import { type Document, MongoClient } from 'mongodb';
import { expect, it } from 'vitest';
import { createDeliveries } from '../../src/storage/deliveries.ts';
import { createEffectQueue } from '../../src/storage/effects.ts';
import { createOutbox } from '../../src/storage/outbox.ts';
import { embeddedServer, freshDatabase } from '../support/database.ts';
import { createWorld, NOW } from '../support/world.ts';

interface Asked {
  readonly collection: string;
  readonly filter: Document;
  readonly sort?: Document;
}

/** What a command looks for; nothing for those that only insert. */
function asked(command: Document): Asked[] {
  const filters = (list: Document[], collection: string) =>
    list.map(({ q }) => ({ collection, filter: q as Document }));
  // First, since it has an update of another shape.
  if (command.findAndModify) return [{ collection: command.findAndModify, filter: command.query }];
  if (command.find)
    return [{ collection: command.find, filter: command.filter, ...(command.sort && { sort: command.sort }) }];
  if (command.update) return filters(command.updates, command.update);
  if (command.delete) return filters(command.deletes, command.delete);
  return [];
}

function stages(plan: Document): string[] {
  const inner = [plan.inputStage, ...(plan.inputStages ?? [])].filter(Boolean) as Document[];
  return [plan.stage, ...inner.flatMap(stages)];
}

it('lets every query of the domain run on an index', async () => {
  const { uri } = await embeddedServer();
  const { databaseName } = await freshDatabase();
  const client = new MongoClient(uri, { monitorCommands: true, ignoreUndefined: true });
  const queries: Asked[] = [];
  client.on('commandStarted', ({ command }) => queries.push(...asked(command)));
  const db = client.db(databaseName);
  const world = createWorld(db);
  await world.accounts.ensureTenant(world.tenant, 'Acme');
  const ada = await world.addUser('UADA', 'Ada Park');
  const bob = await world.addUser('UBOB', 'Bob Stone');
  await world.accounts.updateProfile(ada, { zone: 'Europe/Berlin' });

  const start = new Date('2026-01-08T15:00:00Z');
  const later = new Date('2026-01-08T16:00:00Z');
  const wish = { start, durationMinutes: 30, attendees: ['Bob', 'john@acme.com'], confirmed: true };
  const { meeting } = await world.meetings.book(ada, wish, world.key());
  await expect(world.meetings.book(ada, wish, world.key())).rejects.toMatchObject({ code: 'conflict' });
  await world.meetings.update(ada, meeting.id, { start: later, confirmed: true }, world.key());
  await world.meetings.leave(bob, meeting.id, world.key());
  await world.meetings.list(ada, { from: start, to: later, query: 'bob' });
  await world.meetings.list(ada, {});
  const range = { from: start, to: later, durationMinutes: 30, zone: 'UTC', limit: 3 };
  await world.meetings.findSlots(ada, { ...range, participants: ['Bob'] });
  await world.people.mentioned(ada, 'lunch with john and bob', 5);

  const effects = createEffectQueue(db);
  for (const due of await effects.due(NOW, 10)) {
    const effect = await effects.lease(due, 'one', NOW, later);
    await effects.settle(due, 'one', effect?.id ?? '', { state: 'done' }, NOW);
  }
  const delivery = {
    tenant: world.tenant,
    subject: meeting.id,
    version: 1,
    kind: 'confirmation',
    occasion: 'invited',
  } as const;
  const deliveries = createDeliveries(db);
  for (let again = 0; again < 2; again++)
    await deliveries.take({ ...delivery, recipient: 'user:UBOB', channel: 'slack' }, NOW);
  await deliveries.settle({ ...delivery, recipient: 'user:UBOB', channel: 'slack' }, 'sent', NOW);
  const outbox = createOutbox(db);
  await outbox.put(world.tenant, { id: 'd1', to: 'john@acme.com', subject: 'Hi', text: 'Hi', at: NOW });
  await outbox.list(world.tenant, 5);
  await world.store.due(later, 10);
  await world.meetings.cancel(ada, meeting.id, undefined, world.key());

  expect(new Set(queries.map(({ collection }) => collection)).size).toBeGreaterThan(5);
  const scans: string[] = [];
  for (const { collection, filter, sort } of [...queries]) {
    const { queryPlanner } = await db.command({ explain: { find: collection, filter, ...(sort && { sort }) } });
    const found = stages(queryPlanner.winningPlan);
    if (found.includes('COLLSCAN') || found.every((stage) => !/IXSCAN|IDHACK/.test(stage))) {
      scans.push(`${collection} ${JSON.stringify(filter)}: ${found.join(' ')}`);
    }
  }
  await client.close();
  expect(scans).toEqual([]);
});
