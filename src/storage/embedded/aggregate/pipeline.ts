// Aggregation: documents through the stages of a pipeline.

import { CommandError } from '../errors.ts';
import { compileFilter } from '../match/filter.ts';
import type { Document } from '../values.ts';

export type PipelineContext = {
  let?: Document;
  collation?: Document;
  now: Date;
  /** All documents of another collection of the same database, for $lookup and its like. */
  lookup(collection: string): Promise<Iterable<Document>>;
};

/** What $out or $merge, the last stage, asks the caller to do with the documents. */
export type PipelineWrite =
  | { readonly stage: '$out'; readonly db?: string; readonly collection: string }
  | { readonly stage: '$merge'; readonly spec: Document };

/** The result; with `write` the documents are to be written instead of returned. */
export type PipelineResult = { documents: Document[]; write?: PipelineWrite };

export async function runPipeline(
  pipeline: readonly Document[],
  source: Iterable<Document> | AsyncIterable<Document>,
  _context: PipelineContext,
): Promise<PipelineResult> {
  let documents: Document[] = [];
  for await (const doc of source) documents.push(doc);
  for (const stage of pipeline) {
    if (!stage.$match) throw new CommandError(40324, `Unrecognized pipeline stage name: '${Object.keys(stage)[0]}'`);
    const filter = compileFilter(stage.$match as Document);
    documents = documents.filter((doc) => filter.matches(doc));
  }
  return { documents };
}
