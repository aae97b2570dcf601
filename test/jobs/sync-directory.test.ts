// The daily reading of every workspace's directory.
import { describe, expect, it } from 'vitest';
import { tenantId } from '../../src/domain/actor.ts';
import { syncDirectories } from '../../src/jobs/sync-directory.ts';
import { createAccountStore } from '../../src/storage/accounts.ts';
import { freshDatabase } from '../support/database.ts';
import { createWorld } from '../support/world.ts';

describe('the directory job', () => {
  it('reads every workspace, and one that fails holds up no other', async () => {
    const db = await freshDatabase();
    const names = ['T1', 'T2', 'T3'];
    for (const name of names) await createWorld(db, name).accounts.ensureTenant(tenantId(name), name);
    const read: string[] = [];
    const deps = {
      tenants: createAccountStore(db).tenantIds,
      async sync(tenant: string) {
        if (tenant === 'T2') throw new Error('account_inactive');
        read.push(tenant);
      },
    };
    await expect(syncDirectories(deps)).rejects.toThrow('could not be read: 1.');
    expect(read).toEqual(['T1', 'T3']);
  });
});
