// The playground's memory over the embedded engine: it outlives the process, and one tenant's is not another's.
import { rm } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { tenantId } from '../../src/domain/actor.ts';
import type { StoredMessage } from '../../src/playground/store.ts';
import { openStorage } from '../../src/storage/connect.ts';
import { createPlaygroundStore } from '../../src/storage/playground.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/server.ts';

const LOCAL = tenantId('local');
const message = (ts: string, more: Partial<StoredMessage> = {}): StoredMessage => ({
  channel: 'D1',
  ts,
  user: 'U1',
  text: ts,
  ...more,
});

it('finds its messages again after a restart', async () => {
  const dataDir = await temporaryFolder();
  const log = { info() {} };
  const before = await openStorage({ dataDir, log, clock: () => new Date() });
  const blocks = [{ type: 'divider', block_id: 'b' }] as const;
  await createPlaygroundStore(before.db, LOCAL).addMessage(message('1700000000.000001', { blocks: [...blocks] }));
  await before.close();
  const after = await openStorage({ dataDir, log, clock: () => new Date() });
  const found = await createPlaygroundStore(after.db, LOCAL).message('D1', '1700000000.000001');
  await after.close();
  await rm(dataDir, { recursive: true });
  expect(found).toEqual(message('1700000000.000001', { blocks: [...blocks] }));
});

it('takes a ts and a client id once, in each tenant', async () => {
  const db = await freshDatabase();
  const store = createPlaygroundStore(db, LOCAL);
  const other = createPlaygroundStore(db, tenantId('T2'));
  expect(await store.addMessage(message('1', { clientId: 'c' }))).toBe(true);
  expect(await store.addMessage(message('1'))).toBe(false);
  expect(await store.addMessage(message('2', { clientId: 'c' }))).toBe(false);
  expect(await other.addMessage(message('1', { clientId: 'c' }))).toBe(true);
  expect(await other.removeMessage('D1', '1')).toBe(true);
  expect(await store.message('D1', '1')).not.toBeNull();
});

it('reads a range from either end, replies apart', async () => {
  const db = await freshDatabase();
  const store = createPlaygroundStore(db, LOCAL);
  for (const ts of ['1', '2', '3', '4']) await store.addMessage(message(ts));
  for (const ts of ['5', '6', '7']) await store.addMessage(message(ts, { threadTs: '2' }));
  await store.addMessage(message('8', { threadTs: '2', onlyFor: 'U2' }));
  const ts = async (query: object) =>
    (await store.messages({ channel: 'D1', limit: 2, keep: 'newest', ...query })).map((each) => each.ts);
  expect(await ts({})).toEqual(['3', '4']);
  expect(await ts({ keep: 'oldest', after: '1' })).toEqual(['2', '3']);
  expect(await ts({ before: '3' })).toEqual(['1', '2']);
  expect(await ts({ threadTs: '2', keep: 'oldest' })).toEqual(['2', '5']);
  expect(await ts({ threadTs: '2' })).toEqual(['6', '7']);
  expect(await ts({ threadTs: '2', viewer: 'U2' })).toEqual(['7', '8']);
  expect((await store.threads('D1', ['1', '2'])).get('2')).toMatchObject({ replies: 3, latestTs: '7' });
});

it('gives a right away no more often than it was granted, also at once', async () => {
  const db = await freshDatabase();
  const store = createPlaygroundStore(db, LOCAL);
  await store.putGrant({ id: 'g', kind: 'response', user: 'U1', expiresAt: new Date(0), usesLeft: 5 });
  const uses = await Promise.all(Array.from({ length: 20 }, () => store.useGrant('g')));
  expect(uses.filter(Boolean)).toHaveLength(5);
});
