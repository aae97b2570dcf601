// Building an index while others go on writing: writes keep it up to date from the first moment, and the build adds what
// lay there before, a slice at a time.
import type { Collection } from './collection.ts';
import { Index } from './index.ts';
import type { IndexSpec } from './index-spec.ts';
import type { Pacing } from './pause.ts';
import { Stored } from './stored.ts';

/**
 * Builds an index over a collection and makes it known. Throws CommandError 11000 when documents collide in a unique
 * one, 171 for parallel arrays; nothing is left of it then.
 */
export async function buildIndex(collection: Collection, spec: IndexSpec, pause: Pacing): Promise<void> {
  const index = new Index(spec);
  index.ready = false;
  collection.indexes.set(spec.name, index);
  try {
    for (const [record, bytes] of collection.records) {
      if (pause.due()) await pause.rest();
      const current = collection.records.get(record) ?? bytes;
      if (!collection.records.has(record)) continue;
      const stored = new Stored(current);
      const keys = index.keysOf(stored);
      index.checkUnique(keys, record, stored, collection.namespace);
      index.add(keys, record, stored);
    }
  } finally {
    collection.indexes.delete(spec.name);
  }
  index.ready = true;
  collection.addIndex(index);
}
