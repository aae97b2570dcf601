// Counts against a limit: exact over several processes, apart by name and key, and over when their window is.
import type { Db } from 'mongodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { createRateLimits, RATE_LIMITS } from '../../src/storage/rate-limits.ts';
import { DATABASES } from './databases.ts';

const TRIES = { name: 'tries', points: 10, seconds: 60 };
const EVE = '203.0.113.9';

describe.each(DATABASES)('rate limits on $name', ({ fresh }) => {
  let db: Db;
  beforeEach(async () => {
    db = await fresh();
  });

  async function count(times: number, key = EVE, limit = TRIES): Promise<void> {
    await Promise.all(Array.from({ length: times }, () => createRateLimits(db, limit).count(key)));
  }

  it('count what several processes see at once, and no further key', async () => {
    await count(9);
    const limits = createRateLimits(db, TRIES);
    expect(await limits.waitMs(EVE)).toBe(0);
    await count(1);
    expect(await limits.waitMs(EVE)).toBeGreaterThan(0);
    expect(await limits.waitMs(EVE)).toBeLessThanOrEqual(60_000);
    expect(await limits.waitMs('203.0.113.10')).toBe(0);
    expect(await createRateLimits(db, { ...TRIES, name: 'others' }).waitMs(EVE)).toBe(0);
    await count(5);
    expect(await limits.waitMs(EVE)).toBeGreaterThan(0);
  });

  it('begin anew when a window is over, whether or not it has been pruned', async () => {
    await count(12);
    await db.collection(RATE_LIMITS).updateMany({}, { $set: { expire: new Date(0) } });
    const limits = createRateLimits(db, TRIES);
    expect(await limits.waitMs(EVE)).toBe(0);
    await count(9);
    expect(await limits.waitMs(EVE)).toBe(0);
    await count(1);
    expect(await limits.waitMs(EVE)).toBeGreaterThan(0);
    expect(await db.collection(RATE_LIMITS).countDocuments()).toBe(1);
  });

  it('leave the database to whoever keeps it: every count is of no tenant, and goes with its window', async () => {
    await count(1);
    const [stored] = await db.collection(RATE_LIMITS).find().toArray();
    expect(stored).toMatchObject({ tenant: '', points: 1 });
    expect(stored?.expire.getTime()).toBeGreaterThan(0);
  });
});
