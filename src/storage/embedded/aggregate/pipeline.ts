// Aggregation: documents through the stages of a pipeline.

import type { Pacing } from '../pause.ts';
import type { Document } from '../values.ts';
import { variablesOf } from './expression.ts';
import { compileStages } from './stages.ts';
import type { Stream } from './stream.ts';
import { type PipelineWrite, writeOf } from './write.ts';

export type PipelineContext = {
  /** Variables of the command. */
  let?: Document;
  /** The session of the caller, whom $listLocalSessions shows. */
  session?: Document;
  collation?: Document;
  now: Date;
  /** Asked between documents. */
  pause: Pacing;
  /** Another collection of the same database, for $lookup and its like. */
  other(collection: string): OtherCollection;
};

export type OtherCollection = {
  all(): Stream;
  /** Finds by a filter on that path and an index; undefined when no index serves it. */
  finder(path: string): ((filter: Document) => Stream) | undefined;
};

/** One stage, compiled. */
export type Stage = (source: Stream, context: PipelineContext, run: RunInner) => Stream;

/** Runs a pipeline within a stage, on documents, with variables beside those of the context. */
export type RunInner = (pipeline: readonly Document[], documents: Stream, variables?: Document) => Stream;

/** The result, computed as it is read; with `write` the documents are to be written instead of returned. */
export type PipelineResult = { documents: Stream; write?: PipelineWrite };

/**
 * Runs a pipeline. All of it is compiled before the first document is read.
 * @throws CommandError 40324 for an unknown stage, 40601 for $out or $merge that is not last, and what stages refuse
 */
export function runPipeline(pipeline: readonly Document[], source: Stream, context: PipelineContext): PipelineResult {
  const write = writeOf(pipeline);
  const stages = compileStages(write ? pipeline.slice(0, -1) : pipeline);
  const variables = variablesOf(context);
  const documents = runStages(stages, source, variables ? { ...context, let: variables } : context);
  return write ? { documents, write } : { documents };
}

function runStages(stages: readonly Stage[], source: Stream, context: PipelineContext): Stream {
  const run: RunInner = (pipeline, inner, variables) =>
    runStages(
      compileStages(pipeline),
      inner,
      variables ? { ...context, let: { ...context.let, ...variables } } : context,
    );
  return stages.reduce((documents, stage) => stage(documents, context, run), source);
}
