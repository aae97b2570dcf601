// What operators see: how much waits, what was given up and what failed, in each tenant; and the last run of each job.
import type { Db } from 'mongodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { NewTurn } from '../../src/bot/turns.ts';
import type { DueEffect } from '../../src/domain/effects.ts';
import { agendaEffect } from '../../src/jobs/weekly-agenda.ts';
import type { DeliveryKey } from '../../src/notifications/deliveries.ts';
import { createAgendaQueue } from '../../src/storage/agendas.ts';
import { createDeliveries } from '../../src/storage/deliveries.ts';
import { createEffectQueue } from '../../src/storage/effects.ts';
import { createJobRuns } from '../../src/storage/job-runs.ts';
import { createOpsStore } from '../../src/storage/ops.ts';
import { createTurnStore } from '../../src/storage/turns.ts';
import { createWorld, NOW, type World } from '../support/world.ts';
import { DATABASES } from './databases.ts';

const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
const START = new Date('2026-01-08T19:00:00Z');

describe.each(DATABASES)('operators on $name', ({ fresh }) => {
  let db: Db;
  let world: World;
  let elsewhere: World;

  beforeEach(async () => {
    db = await fresh();
    [world, elsewhere] = [createWorld(db), createWorld(db, 'T2')];
  });

  async function book(): Promise<DueEffect> {
    const ada = await world.addUser('UADA', 'Ada Park');
    const wish = { start: START, durationMinutes: 30, attendees: ['john@acme.com', 'eve@acme.com'] };
    const { meeting } = await world.meetings.book(ada, wish, world.key());
    return { tenant: world.tenant, carrier: 'meeting' as const, id: meeting.id, targetKey: 'guest:john@acme.com' };
  }

  /** The guest's invitation is given up. */
  async function giveUp(due: DueEffect): Promise<string> {
    const queue = createEffectQueue(db);
    const effect = await queue.lease(due, 'one', NOW, at(60));
    await queue.settle(due, 'one', effect?.id ?? '', { state: 'dead', error: 'no such address' }, at(1));
    return effect?.id ?? '';
  }

  it('see what waits, in each tenant', async () => {
    await book();
    const turn: NewTurn = {
      tenant: world.tenant,
      userId: 'UADA',
      eventId: 'e1',
      queue: 'D1:main',
      requestId: 'r1',
      receivedAt: at(-5),
      work: { kind: 'say', text: 'hello', place: { channel: 'D1' } },
    };
    await createTurnStore(db).record(turn, null);
    const ops = createOpsStore(db);
    expect(await ops.depths(NOW)).toEqual({ effects: 2, dead: 0, turns: 1 });
    expect(await ops.waiting(world.tenant, NOW)).toEqual({
      effects: { count: 2, oldest: NOW },
      turns: { count: 1, oldest: at(-5) },
    });
    expect(await ops.waiting(elsewhere.tenant, NOW)).toEqual({ effects: { count: 0 }, turns: { count: 0 } });
  });

  it('see what is tried again, and why, as long as it is', async () => {
    const due = await book();
    const ops = createOpsStore(db);
    expect(await ops.heldLetters(world.tenant, 5)).toEqual([]);
    const queue = createEffectQueue(db);
    const effect = await queue.lease(due, 'one', NOW, at(60));
    const error = 'connect ECONNREFUSED';
    await queue.settle(due, 'one', effect?.id ?? '', { state: 'pending', error, dueAt: at(15) }, at(1));
    expect(await ops.heldLetters(world.tenant, 5)).toEqual([
      {
        ...due,
        targetKey: undefined,
        effectId: effect?.id,
        occasion: 'invited',
        recipient: due.targetKey,
        meetingStart: START,
        attempts: 1,
        error,
        nextAt: at(15),
      },
    ]);
    expect(await ops.heldLetters(elsewhere.tenant, 5)).toEqual([]);
    const again = await queue.lease(due, 'one', at(15), at(60));
    await queue.settle(due, 'one', again?.id ?? '', { state: 'done' }, at(16));
    expect(await ops.heldLetters(world.tenant, 5)).toEqual([]);
  });

  it('see what was given up, and let it go out after all or drop it, once', async () => {
    const due = await book();
    const id = await giveUp(due);
    const key: DeliveryKey = {
      tenant: world.tenant,
      subject: due.id,
      version: 1,
      kind: 'confirmation',
      occasion: 'invited',
      recipient: due.targetKey,
      channel: 'mail',
    };
    const deliveries = createDeliveries(db);
    await deliveries.take(key, NOW);
    await deliveries.settle(key, 'dead', NOW, { error: 'no such address' });
    const ops = createOpsStore(db);
    expect(await ops.deadLetters(world.tenant, 5)).toMatchObject([
      { carrier: 'meeting', id: due.id, effectId: id, recipient: due.targetKey, error: 'no such address', at: at(1) },
    ]);
    expect(await ops.deadLetters(elsewhere.tenant, 5)).toEqual([]);
    expect(await ops.retry({ ...due, tenant: elsewhere.tenant }, id, at(2))).toBe(false);
    expect(await ops.retry(due, id, at(2))).toBe(true);
    expect(await ops.retry(due, id, at(2))).toBe(false);
    expect(await deliveries.take(key, at(2))).toMatchObject({ state: 'taken' });
    expect(await giveUp({ ...due })).toBe('');
    const queue = createEffectQueue(db);
    expect(await queue.lease(due, 'one', at(2), at(60))).toMatchObject({ id, attempts: 0 });
    await queue.settle(due, 'one', id, { state: 'dead', error: 'still none' }, at(3));
    expect(await ops.drop(due, id)).toBe(true);
    expect(await ops.drop(due, id)).toBe(false);
    expect(await ops.deadLetters(world.tenant, 5)).toEqual([]);
  });

  it('see the weeks that could not be told, beside the meetings', async () => {
    await giveUp(await book());
    await db.collection('users').updateOne({ id: 'UADA' }, { $set: { agendaAt: at(0) } });
    const agendas = createAgendaQueue(db);
    for (const due of await agendas.due(NOW, 5)) await agendas.raise(due, agendaEffect(due), at(300));
    const ops = createOpsStore(db);
    expect(await ops.depths(NOW)).toMatchObject({ effects: 2, dead: 1 });
    const due: DueEffect = { tenant: world.tenant, carrier: 'user', id: 'UADA', targetKey: 'user:UADA' };
    const id = await giveUp(due);
    const key: DeliveryKey = {
      tenant: world.tenant,
      subject: 'UADA',
      version: 0,
      kind: 'weekly_agenda',
      occasion: '2026-W02',
      recipient: 'user:UADA',
      channel: 'slack',
    };
    const deliveries = createDeliveries(db);
    await deliveries.take(key, NOW);
    await deliveries.settle(key, 'dead', NOW, { error: 'no such address' });
    const [letter] = (await ops.deadLetters(world.tenant, 5)).filter(({ carrier }) => carrier === 'user');
    expect(letter).toMatchObject({ id: 'UADA', effectId: id, occasion: 'weekly_agenda', recipient: 'user:UADA' });
    expect(letter).not.toHaveProperty('meetingStart');
    expect(await ops.depths(NOW)).toMatchObject({ dead: 2 });
    expect(await ops.retry({ ...due, tenant: elsewhere.tenant }, id, at(2))).toBe(false);
    expect(await ops.retry(due, id, at(2))).toBe(true);
    expect(await deliveries.take(key, at(2))).toMatchObject({ state: 'taken' });
    expect(await createEffectQueue(db).lease(due, 'one', at(2), at(60))).toMatchObject({ id, attempts: 0 });
  });

  it('see which messages failed, the newest first', async () => {
    const turns = createTurnStore(db);
    for (const n of [1, 2]) {
      const turn: NewTurn = {
        tenant: world.tenant,
        userId: 'UADA',
        eventId: `e${n}`,
        queue: `D${n}:main`,
        requestId: 'r1',
        receivedAt: at(n),
        work: { kind: 'say', text: 'hello', place: { channel: `D${n}` } },
      };
      await turns.record(turn, { owner: 'one', until: at(60) });
      await turns.fail(turn, 'one', at(10 + n), `error ${n}`);
    }
    const failed = async (limit: number) =>
      (await createOpsStore(db).failedTurns(world.tenant, limit)).map(({ eventId, error }) => `${eventId} ${error}`);
    expect(await failed(5)).toEqual(['e2 error 2', 'e1 error 1']);
    expect(await failed(1)).toEqual(['e2 error 2']);
    expect(await createOpsStore(db).failedTurns(elsewhere.tenant, 5)).toEqual([]);
  });

  it('see every tenant, and the last run of each job', async () => {
    await world.accounts.ensureTenant(world.tenant, 'Acme');
    await world.accounts.ensureTenant(elsewhere.tenant, 'Other');
    expect(await createOpsStore(db).tenants()).toEqual([
      { id: 'T1', name: 'Acme' },
      { id: 'T2', name: 'Other' },
    ]);
    const runs = createJobRuns(db);
    const run = { job: 'prune', startedAt: NOW, finishedAt: at(1), durationMs: 1_000, lagMs: 3 };
    await runs.put({ ...run, error: 'no disk' });
    await runs.put({ ...run, job: 'backup' });
    await runs.put(run);
    expect(await runs.all()).toEqual([{ ...run, job: 'backup' }, run]);
  });
});
