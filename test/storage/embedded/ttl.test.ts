// Documents expire by the clock that the sweep is given.
import { expect, it } from 'vitest';
import { Catalog } from '../../../src/storage/embedded/catalog.ts';
import { Index } from '../../../src/storage/embedded/index.ts';
import { parseIndexSpec } from '../../../src/storage/embedded/index-spec.ts';
import { createJournal } from '../../../src/storage/embedded/journal.ts';
import { openStore } from '../../../src/storage/embedded/store.ts';
import { Stored } from '../../../src/storage/embedded/stored.ts';
import { sweepExpired } from '../../../src/storage/embedded/ttl.ts';
import { encode } from '../../../src/storage/embedded/values.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 7, 10, minute));

it('deletes what its index says has expired, and nothing else', async () => {
  const catalog = new Catalog(createJournal(openStore(':memory:'), () => {}));
  const collection = catalog.create('test', 'sessions', {});
  const add = (spec: Record<string, unknown>) => {
    const index = new Index(parseIndexSpec(spec));
    collection.indexes.set(index.spec.name, index);
  };
  add({ key: { seen: 1 }, expireAfterSeconds: 600 });
  add({ key: { gone: 1 }, expireAfterSeconds: 0, partialFilterExpression: { draft: true } });
  const documents = [
    { _id: 1, seen: at(0) },
    { _id: 2, seen: at(5) },
    { _id: 3, seen: [at(30), at(0)] },
    { _id: 4, seen: 'never' },
    { _id: 5 },
    { _id: 6, gone: at(1), draft: true },
    { _id: 7, gone: at(1), draft: false },
  ];
  for (const document of documents) collection.insert(new Stored(encode(document)));
  const left = () => [...collection.records.values()].map((bytes) => new Stored(bytes).document._id);
  expect(await sweepExpired(catalog, at(0).getTime())).toBe(0);
  expect(await sweepExpired(catalog, at(10).getTime())).toBe(3);
  expect(left()).toEqual([2, 4, 5, 7]);
  expect(await sweepExpired(catalog, at(15).getTime())).toBe(1);
  expect(left()).toEqual([4, 5, 7]);
});
