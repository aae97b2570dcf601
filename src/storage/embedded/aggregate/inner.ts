// Pipelines within stages ($facet, $lookup, $unionWith).

import { CommandError } from '../errors.ts';
import { type Document, isDocument, typeName } from '../values.ts';

/** Stages that may only stand in a command's own pipeline. */
const OUTERMOST = ['$out', '$merge', '$changeStream'];

/** The stages that may not stand within another, and the code of that refusal. */
const BANNED: Readonly<Record<string, { readonly stages: ReadonlySet<string>; readonly code: number }>> = {
  // A facet reads what it is given, and holds no facets.
  $facet: { stages: new Set([...OUTERMOST, '$facet', '$documents']), code: 40600 },
  $lookup: { stages: new Set(OUTERMOST), code: 51047 },
  $unionWith: { stages: new Set(OUTERMOST), code: 31441 },
};

/**
 * The pipeline that a stage was given.
 * @throws CommandError 14 when it is none, 40600, 51047 or 31441 for a stage that may not stand in it
 */
export function innerPipeline(stage: string, given: unknown): Document[] {
  if (!Array.isArray(given) || !given.every(isDocument))
    throw new CommandError(14, `${stage} needs a pipeline, an array of stages, found ${typeName(given)}`);
  const { stages, code } = BANNED[stage] ?? { stages: new Set(OUTERMOST), code: 51047 };
  const wrong = given.map((inner) => Object.keys(inner)[0]).find((name) => name !== undefined && stages.has(name));
  if (wrong !== undefined) throw new CommandError(code, `${wrong} is not allowed within a ${stage}'s sub-pipeline`);
  return given;
}
