import { type Document, MongoClient } from 'mongodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { NewTurn } from '../../src/bot/turns.ts';
import { tenantId } from '../../src/domain/actor.ts';
import { createClient } from '../../src/storage/connect.ts';
import { createTurnStore, TURN_INDEXES } from '../../src/storage/turns.ts';
import { layCable } from '../support/cable.ts';
import { embeddedServer, freshDatabase } from '../support/database.ts';

const NOW = new Date('2026-01-07T15:12:00Z');
const leaseOf = (owner: string) => ({ owner, until: new Date(NOW.getTime() + 10_000) });

const TURN: NewTurn = {
  tenant: tenantId('T1'),
  userId: 'U1',
  eventId: 'message:C1:1',
  queue: 'C1:1',
  work: { kind: 'say', text: 'book lunch', place: { channel: 'C1' } },
  requestId: 'r1',
  receivedAt: NOW,
};

describe('a recorded turn', () => {
  it('is taken as it is by then, whatever another process did to it since it was looked at', async () => {
    const db = await freshDatabase();
    const quick = createTurnStore(db);
    const cable = await layCable((await embeddedServer()).uri);
    const client = createClient(cable.uri);
    onTestFinished(async () => {
      await client.close();
      cable.close();
    });
    const slow = createTurnStore(client.db(db.databaseName));
    await quick.record(TURN, null);

    const looked = cable.hold('command', 1);
    const taking = slow.next(TURN, leaseOf('slow'), NOW);
    await looked;
    const step = { kind: 'call', callId: 'c1', name: 'book_meeting', arguments: '{}', changes: true } as const;
    const taken = await quick.next(TURN, leaseOf('quick'), NOW);
    expect(taken?.steps).toEqual([]);
    await quick.appendSteps(TURN, 'quick', [step]);
    await quick.release(TURN, 'quick', NOW);
    cable.release();
    expect((await taking)?.steps).toEqual([step]);
  });

  it('is found among those of its queue that wait, however many are done', async () => {
    const { databaseName } = await freshDatabase();
    const client = new MongoClient((await embeddedServer()).uri, { monitorCommands: true });
    onTestFinished(() => client.close());
    const db = client.db(databaseName);
    await db.collection('turns').createIndexes([...TURN_INDEXES]);
    const store = createTurnStore(db);
    const turn = (id: number): NewTurn => ({ ...TURN, eventId: `message:C1:${id}`, requestId: `r${id}` });
    for (let id = 1; id <= 20; id++) {
      await store.record(turn(id), leaseOf('a'));
      await store.finish(turn(id), 'a', NOW);
    }
    await store.record(turn(21), null);
    const asked: Document[] = [];
    client.on('commandStarted', ({ command }) => asked.push(command));
    expect((await store.next(TURN, leaseOf('a'), NOW))?.eventId).toBe('message:C1:21');
    const look = asked.find((command) => 'find' in command);
    const { filter, sort, projection, limit } = look ?? {};
    const find = { find: 'turns', filter, sort, projection, limit };
    const { executionStats } = await db.command({ explain: find, verbosity: 'executionStats' });
    expect(executionStats).toMatchObject({ nReturned: 1, totalDocsExamined: 1 });
  });
});
