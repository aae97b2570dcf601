// Cases of updates: the document before, the update with its options, and the document after or the code of the refusal.
import { inspect } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Document } from '../../../../src/storage/embedded/values.ts';
import { type EngineInProcess, engineInProcess } from './in-process.ts';

/** The engine's clock. */
export const NOW = 1_780_000_000_000;

let engine: EngineInProcess;
beforeAll(() => {
  engine = engineInProcess(() => NOW);
});

type Options = { q?: Document; arrayFilters?: Document[]; upsert?: boolean; multi?: boolean; collation?: Document };
type Case = readonly [
  page: string,
  before: Document | null,
  u: Document | Document[],
  after: Document | number,
  Options?,
];

async function updated(before: Document | null, u: Document | Document[], options: Options = {}) {
  await engine.run({ drop: 'c' });
  if (before) await engine.run({ insert: 'c', documents: [{ _id: 1, ...before }] });
  const { writeErrors } = await engine.run({ update: 'c', updates: [{ q: { _id: 1 }, u, ...options }] });
  const failed = (writeErrors as Document[] | undefined)?.[0];
  if (failed) return failed.code;
  const { cursor } = await engine.run({ find: 'c', filter: {} });
  const [{ _id, ...after } = {}] = (cursor as { firstBatch: Document[] }).firstBatch;
  return after;
}

/** A test for each case, named by its page of the manual. */
export function checkUpdates(name: string, cases: readonly Case[]): void {
  describe(name, () => {
    for (const [page, before, update, after, options] of cases) {
      const title = inspect([before, update, options ?? {}], { depth: 9, breakLength: Number.POSITIVE_INFINITY });
      it(`${page}: ${title}`, async () => expect(await updated(before, update, options)).toEqual(after));
    }
  });
}
