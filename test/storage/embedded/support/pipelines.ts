// Cases of pipelines: documents in one collection and others beside it, stages, and what comes out or the code of the refusal.
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../../../src/storage/embedded/values.ts';
import { type EngineInProcess, engineInProcess } from './in-process.ts';

export type PipelineCase = readonly [
  page: string,
  documents: readonly Document[],
  stages: Document | Document[],
  result: Document[] | number,
  beside?: Beside,
];

/** Further collections by name, and indexes of them; the collection `written` is read when the pipeline has run. */
export type Beside = {
  readonly collections?: Readonly<Record<string, readonly Document[]>>;
  readonly indexes?: Readonly<Record<string, Document>>;
  readonly written?: string;
  readonly options?: Document;
};

/** Runs a pipeline on the collection `c`; documents without an `_id` are numbered from 0, and shown without it. */
export async function piped(
  engine: EngineInProcess,
  documents: readonly Document[],
  stages: Document | Document[],
  { collections = {}, indexes = {}, written, options = {} }: Beside = {},
): Promise<Document[] | number> {
  await engine.run({ dropDatabase: 1 });
  const numbered = documents.every(({ _id }) => _id === undefined);
  const all = { ...collections, c: documents.map((document, at) => (numbered ? { _id: at, ...document } : document)) };
  for (const [name, list] of Object.entries(all)) {
    if (list.length > 0) await engine.run({ insert: name, documents: list });
  }
  for (const [name, key] of Object.entries(indexes)) {
    await engine.run({ createIndexes: name, indexes: [{ key, name: 'unique', unique: true }] });
  }
  const pipeline = [...(numbered ? [{ $unset: '_id' }] : []), ...[stages].flat()];
  try {
    const reply = await engine.run({ aggregate: 'c', pipeline, cursor: {}, ...options });
    return written === undefined ? batch(reply) : batch(await engine.run({ find: written, sort: { _id: 1 } }));
  } catch (error) {
    return (error as { code: number }).code;
  }
}

function batch({ cursor }: Document): Document[] {
  return (cursor as { firstBatch: Document[] }).firstBatch;
}

/** A test for each case, named by its page of the manual. */
export function checkPipelines(name: string, cases: readonly PipelineCase[]): void {
  describe(name, () => {
    const engine = engineInProcess();
    for (const [page, documents, stages, result, beside] of cases) {
      const title = inspect([documents.slice(0, 5), stages, beside ?? {}], {
        depth: 9,
        compact: true,
        breakLength: Number.POSITIVE_INFINITY,
      });
      it(`${page}: ${title}`, async () => expect(await piped(engine, documents, stages, beside)).toEqual(result));
    }
  });
}
