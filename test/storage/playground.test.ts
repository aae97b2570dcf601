// The playground's memory over the embedded engine outlives the process.
import { rm } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { tenantId } from '../../src/domain/actor.ts';
import type { StoredMessage } from '../../src/playground/store.ts';
import { openStorage } from '../../src/storage/connect.ts';
import { createPlaygroundStore } from '../../src/storage/playground.ts';
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
