// How often somebody has done something lately, counted over all processes by the library's own store.
import type { Db, IndexDescription } from 'mongodb';
import { RateLimiterMongo, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimit, RateLimits } from '../http/guard.ts';
import { inDomainWords } from './errors.ts';

export const RATE_LIMITS = 'rateLimits';

export const RATE_LIMIT_INDEXES: readonly IndexDescription[] = [
  { key: { tenant: 1, key: 1 }, unique: true, name: 'key' },
  { key: { expire: 1 }, expireAfterSeconds: 0, name: 'pruning' },
];

/** Whoever has shown no secret yet belongs to no tenant. */
const NO_TENANT = { attrs: { tenant: '' } };

/** Windows begin with the first count and end by the wall's clock. */
export function createRateLimits(db: Db, { name, points, seconds }: RateLimit): RateLimits {
  const limiter = new RateLimiterMongo({
    storeClient: db,
    tableName: RATE_LIMITS,
    keyPrefix: name,
    points,
    duration: seconds,
    disableIndexesCreation: true,
  });
  return inDomainWords({
    async waitMs(key) {
      const known = await limiter.get(key, NO_TENANT);
      return known && known.remainingPoints === 0 ? known.msBeforeNext : 0;
    },

    async count(key) {
      await limiter.consume(key, 1, NO_TENANT).catch((reached: unknown) => {
        if (!(reached instanceof RateLimiterRes)) throw reached;
      });
    },
  });
}
