// What the clock brings and takes: weekly agendas, one at a time, and the pruning of what is old.
import type { Db } from 'mongodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { jobActor } from '../../src/domain/actor.ts';
import { createAgendaQueue } from '../../src/storage/agendas.ts';
import { checkDatabase } from '../../src/storage/check.ts';
import { createOutbox } from '../../src/storage/outbox.ts';
import { createPruning } from '../../src/storage/pruning.ts';
import { createWorld, NOW, type World } from '../support/world.ts';
import { DATABASES } from './databases.ts';

const START = new Date('2026-01-08T15:00:00Z');
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);

describe.each(DATABASES)('the clock on $name', ({ fresh }) => {
  let db: Db;
  let world: World;

  beforeEach(async () => {
    db = await fresh();
    world = createWorld(db);
  });

  it('gives a due agenda to one worker, and to another when that one is dead', async () => {
    await world.addUser('UADA', 'Ada Park');
    await world.addUser('UBOB', 'Bob Stone');
    await db.collection('users').updateOne({ id: 'UADA' }, { $set: { agendaAt: at(0) } });
    await db.collection('users').updateOne({ id: 'UBOB' }, { $set: { agendaAt: at(500) } });
    const agendas = createAgendaQueue(db);
    const ada = { tenant: world.tenant, id: 'UADA' };
    expect(await agendas.due(at(1), 5)).toEqual([ada]);
    const asked = Array.from({ length: 8 }, (_, n) => agendas.lease(ada, `p${n}`, at(1), at(60)));
    const got = await Promise.all(asked);
    expect(got.filter((each) => each !== null)).toEqual([{ dueAt: at(0), attempts: 0 }]);
    expect(await agendas.due(at(2), 5)).toEqual([]);
    expect(await agendas.lease(ada, 'heir', at(61), at(120))).toEqual({ dueAt: at(0), attempts: 0 });
    await agendas.settle(ada, `p${got.findIndex((each) => each !== null)}`, at(999), 0);
    await agendas.settle(ada, 'heir', at(300), 1);
    expect(await agendas.due(at(299), 5)).toEqual([]);
    expect(await agendas.lease(ada, 'next', at(300), at(400))).toEqual({ dueAt: at(300), attempts: 1 });
  });

  it('plans an agenda anew, unless it is due already', async () => {
    await world.addUser('UADA', 'Ada Park');
    await db.collection('users').updateOne({ id: 'UADA' }, { $set: { agendaAt: at(100) } });
    const agendas = createAgendaQueue(db);
    await agendas.plan(world.tenant, 'UADA', at(200), at(50));
    expect(await agendas.due(at(199), 5)).toEqual([]);
    await agendas.plan(world.tenant, 'UADA', at(300), at(201));
    expect(await agendas.due(at(201), 5)).toHaveLength(1);
  });

  it('gives back the hours of meetings that are long over, and the database is well', async () => {
    const ada = await world.addUser('UADA', 'Ada Park');
    const book = (hours: number) => {
      const start = new Date(START.getTime() + hours * 3_600_000);
      return world.meetings.book(ada, { start, durationMinutes: 30, attendees: [] }, world.key());
    };
    const [over, ahead] = [await book(0), await book(48)];
    world.setNow(new Date(START.getTime() + 3_600_000));
    await world.meetings.advance(jobActor(world.tenant, 'meeting-states', 'r'), over.meeting.id);
    const pruning = createPruning(db);
    expect(await pruning.releaseClaims(new Date(START.getTime() + 24 * 3_600_000))).toBe(1);
    expect(await world.store.get(world.tenant, over.meeting.id)).not.toHaveProperty('claims');
    expect(await world.store.get(world.tenant, ahead.meeting.id)).toHaveProperty('claims');
    expect(await checkDatabase(db)).toEqual([]);
  });

  it('forgets what is older than it is kept', async () => {
    const outbox = createOutbox(db);
    const mail = { to: 'john@acme.com', subject: 'Hi', text: 'Hi', html: '<p>Hi</p>' };
    await outbox.put(world.tenant, { ...mail, id: 'old', at: at(0) });
    await outbox.put(world.tenant, { ...mail, id: 'new', at: at(10) });
    expect(await createPruning(db).forget(at(10))).toBe(1);
    expect((await outbox.list(world.tenant, 5)).map(({ id }) => id)).toEqual(['new']);
  });
});
