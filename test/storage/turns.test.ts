import { describe, expect, it, onTestFinished } from 'vitest';
import type { NewTurn } from '../../src/bot/turns.ts';
import { tenantId } from '../../src/domain/actor.ts';
import { createClient } from '../../src/storage/connect.ts';
import { createTurnStore } from '../../src/storage/turns.ts';
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
});
