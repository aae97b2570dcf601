// What the clock brings and takes: weekly agendas, each once, and the pruning of what is old.
import type { Db } from 'mongodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { jobActor } from '../../src/domain/actor.ts';
import type { AgendaEffect } from '../../src/domain/effects.ts';
import { agendaEffect } from '../../src/jobs/weekly-agenda.ts';
import { createAgendaQueue } from '../../src/storage/agendas.ts';
import { checkDatabase } from '../../src/storage/check.ts';
import { createEffectQueue } from '../../src/storage/effects.ts';
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

  it('raises a due agenda once, however many workers ask at once, and keeps a few', async () => {
    await world.addUser('UADA', 'Ada Park');
    await world.addUser('UBOB', 'Bob Stone');
    await db.collection('users').updateOne({ id: 'UADA' }, { $set: { agendaAt: at(0) } });
    await db.collection('users').updateOne({ id: 'UBOB' }, { $set: { agendaAt: at(500) } });
    const agendas = createAgendaQueue(db);
    const queue = createEffectQueue(db);
    const [ada, ...others] = await agendas.due(at(1), 5);
    if (!ada) throw new Error('Nothing is due.');
    expect([ada, ...others]).toEqual([{ tenant: world.tenant, id: 'UADA', dueAt: at(0) }]);
    const asked = Array.from({ length: 8 }, () => agendas.raise(ada, agendaEffect(ada), at(300)));
    expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1);
    expect(await agendas.due(at(299), 5)).toEqual([]);
    const due = { tenant: world.tenant, carrier: 'user', id: 'UADA', targetKey: 'user:UADA' };
    expect(await queue.due(at(1), 5)).toEqual([due]);
    for (const week of [1, 2, 3, 4, 5]) {
      const later = { ...ada, dueAt: at(300 * week) };
      expect(await agendas.raise(later, agendaEffect(later), at(300 * (week + 1)))).toBe(true);
    }
    const stored = await db.collection('users').findOne({ id: 'UADA' });
    expect(stored?.effects.map(({ wantedAt }: AgendaEffect) => wantedAt)).toEqual([600, 900, 1_200, 1_500].map(at));
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
