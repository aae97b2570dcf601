// Aggregation: documents through the stages of a pipeline.

import { CommandError, notSupported } from '../errors.ts';
import type { Pacing } from '../pause.ts';
import { type Document, isDocument } from '../values.ts';
import { variablesOf } from './expression.ts';
import { compileStages } from './stages.ts';
import type { Stream } from './stream.ts';

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

/** What $out or $merge, the last stage, asks the caller to do with the documents. */
export type PipelineWrite =
  | { readonly stage: '$out'; readonly db?: string; readonly collection: string }
  | { readonly stage: '$merge'; readonly spec: Document };

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

function writeOf(pipeline: readonly Document[]): PipelineWrite | undefined {
  for (const [index, stage] of pipeline.entries()) {
    const name = isDocument(stage) ? Object.keys(stage)[0] : undefined;
    if (name !== '$out' && name !== '$merge') continue;
    if (index !== pipeline.length - 1)
      throw new CommandError(40601, `${name} can only be the final stage in the pipeline`);
    return name === '$out' ? outOf(stage.$out) : mergeOf(stage.$merge);
  }
  return undefined;
}

function outOf(operand: unknown): PipelineWrite {
  if (typeof operand === 'string') return { stage: '$out', collection: operand };
  if (isDocument(operand) && operand.timeseries !== undefined) throw notSupported('$out into a time series collection');
  if (isDocument(operand) && typeof operand.coll === 'string' && typeof operand.db === 'string') {
    return { stage: '$out', db: operand.db, collection: operand.coll };
  }
  throw new CommandError(16990, '$out needs the name of a collection, or { db, coll }');
}

const MERGE_FIELDS = ['into', 'on', 'let', 'whenMatched', 'whenNotMatched'];

function mergeOf(operand: unknown): PipelineWrite {
  if (typeof operand === 'string') return { stage: '$merge', spec: { into: operand } };
  if (!isDocument(operand) || !('into' in operand)) throw new CommandError(51182, "$merge requires the field 'into'");
  const unknown = Object.keys(operand).find((name) => !MERGE_FIELDS.includes(name));
  if (unknown !== undefined) throw new CommandError(40415, `BSON field '$merge.${unknown}' is an unknown field.`);
  return { stage: '$merge', spec: operand };
}
