// Pipelines within stages ($facet, $lookup, $unionWith).

import { CommandError } from '../errors.ts';
import { type Document, isDocument, typeName } from '../values.ts';

/** Stages that may only stand in a command's own pipeline. */
const OUTERMOST = new Set(['$out', '$merge', '$changeStream']);
/** A facet holds no facets. */
const NOT_IN_FACET = new Set([...OUTERMOST, '$facet']);

/**
 * The pipeline that a stage was given.
 * @throws CommandError 14 when it is none, 51047 for a stage that may not stand in it
 */
export function innerPipeline(stage: string, given: unknown): Document[] {
  if (!Array.isArray(given) || !given.every(isDocument))
    throw new CommandError(14, `${stage} needs a pipeline, an array of stages, found ${typeName(given)}`);
  const banned = stage === '$facet' ? NOT_IN_FACET : OUTERMOST;
  const wrong = given.map((inner) => Object.keys(inner)[0]).find((name) => name !== undefined && banned.has(name));
  if (wrong !== undefined) throw new CommandError(51047, `${wrong} is not allowed within ${stage}`);
  return given;
}
