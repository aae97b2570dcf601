// Updates by a pipeline: the few stages that turn one document into another.

import { variablesOf } from '../aggregate/expression.ts';
import { compileReshape, RESHAPES } from '../aggregate/reshape.ts';
import { CommandError } from '../errors.ts';
import { type Document, getField, isDocument } from '../values.ts';
import { identical } from './identical.ts';
import type { UpdateOptions } from './update.ts';

/** Compiles a pipeline of $set, $addFields, $unset, $project, $replaceRoot and $replaceWith. */
export function compilePipeline(pipeline: readonly Document[], options: UpdateOptions): (doc: Document) => Document {
  if (options.arrayFilters?.length) {
    throw new CommandError(9, 'Cannot specify array filters for a pipeline-style update');
  }
  const stages = pipeline.map((stage) => {
    const [name, ...others] = isDocument(stage) ? Object.keys(stage) : [];
    if (name === undefined || others.length > 0) {
      throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.');
    }
    if (!RESHAPES.has(name)) throw new CommandError(72, `${name} is not allowed to be used within an update`);
    return compileReshape(name, stage[name]);
  });
  return (before) => {
    const now = options.now();
    const { collation } = options;
    const surroundings = { let: variablesOf({ let: options.let, now, collation }), now, collation };
    const after = stages.reduce<Document>((doc, stage) => stage(doc, surroundings), before);
    const id = getField(before, '_id');
    const kept = id !== undefined && getField(after, '_id') === undefined ? { _id: id, ...after } : after;
    return identical(before, kept) ? before : kept;
  };
}
