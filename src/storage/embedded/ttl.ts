// Documents past their time: what a TTL index says has expired is deleted.
import type { Catalog } from './catalog.ts';
import { remove } from './modify.ts';
import { Pause } from './pause.ts';

/** Deletes every document whose indexed date lies `expireAfterSeconds` before `now` (in milliseconds), and counts them. */
export async function sweepExpired(catalog: Catalog, now: number): Promise<number> {
  const pause = new Pause(
    0,
    () => {},
    () => {},
  );
  let deleted = 0;
  for (const collection of catalog.collections()) {
    for (const { spec } of [...collection.indexes.values()]) {
      const field = spec.key[0];
      if (spec.expireAfterSeconds === undefined || !field) continue;
      const before = new Date(now - spec.expireAfterSeconds * 1000);
      const expired = { [field.path]: { $lte: before }, ...(spec.partial ? { $and: [spec.partial] } : {}) };
      deleted += (await remove(collection, { filter: expired, now: new Date(now) }, true, pause)).deleted;
    }
  }
  return deleted;
}
