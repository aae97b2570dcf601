// What the last stage of a pipeline, `$out` or `$merge`, asks to be done with its documents.

import { CommandError, notSupported } from '../errors.ts';
import { show } from '../show.ts';
import { type Document, isDocument, typeName } from '../values.ts';
import { compileExpression, type Expression } from './expression.ts';

/** A collection by its name; `db` when it is not in that of the command. */
export type Target = { readonly db?: string; readonly collection: string };

export type Merge = {
  readonly into: Target;
  readonly on: readonly string[];
  /** The pipeline that changes what is there, or one of the modes. */
  readonly whenMatched: readonly Document[] | 'replace' | 'merge' | 'keepExisting' | 'fail';
  readonly whenNotMatched: 'insert' | 'discard' | 'fail';
  readonly variables: readonly (readonly [name: string, value: Expression])[];
};

export type PipelineWrite =
  | { readonly stage: '$out'; readonly into: Target }
  | { readonly stage: '$merge'; readonly merge: Merge };

/** Throws CommandError 40601 for a `$out` or `$merge` that is not last, and others for what may be wrong with it. */
export function writeOf(pipeline: readonly Document[]): PipelineWrite | undefined {
  for (const [index, stage] of pipeline.entries()) {
    const name = isDocument(stage) ? Object.keys(stage)[0] : undefined;
    if (name !== '$out' && name !== '$merge') continue;
    if (index !== pipeline.length - 1)
      throw new CommandError(40601, `${name} can only be the final stage in the pipeline`);
    return name === '$out'
      ? { stage: '$out', into: outOf(stage.$out) }
      : { stage: '$merge', merge: mergeOf(stage.$merge) };
  }
  return undefined;
}

function outOf(operand: unknown): Target {
  if (typeof operand === 'string') return checked('$out', { collection: operand }, 17385, 31321);
  if (isDocument(operand) && operand.timeseries !== undefined) throw notSupported('$out into a time series collection');
  if (isDocument(operand) && typeof operand.coll === 'string' && typeof operand.db === 'string') {
    return checked('$out', { db: operand.db, collection: operand.coll }, 17385, 31321);
  }
  throw new CommandError(16990, '$out needs the name of a collection, or { db, coll }');
}

const INTERNAL = ['admin', 'config', 'local'];

function checked(stage: string, target: Target, special: number, internal: number): Target {
  if (target.collection.startsWith('system.'))
    throw new CommandError(special, `Cannot ${stage} to special collection: ${target.collection}`);
  if (target.db !== undefined && INTERNAL.includes(target.db))
    throw new CommandError(internal, `Cannot ${stage} to internal database: ${target.db}`);
  return target;
}

const MERGE_FIELDS = ['into', 'on', 'let', 'whenMatched', 'whenNotMatched'];

function mergeOf(operand: unknown): Merge {
  const spec = typeof operand === 'string' ? { into: operand } : operand;
  if (!isDocument(spec))
    throw new CommandError(14, `$merge requires a string or object argument, but found ${typeName(operand)}`);
  const unknown = Object.keys(spec).find((name) => !MERGE_FIELDS.includes(name));
  if (unknown !== undefined) throw new CommandError(40415, `BSON field '$merge.${unknown}' is an unknown field.`);
  const into = intoOf(spec.into);
  const on = onOf(spec.on);
  const whenMatched = matchedOf(spec.whenMatched ?? 'merge');
  const whenNotMatched = choice('whenNotMatched', spec.whenNotMatched ?? 'insert', ['insert', 'discard', 'fail']);
  const mode = typeof whenMatched === 'string' ? whenMatched : 'pipeline';
  if (whenNotMatched !== 'insert' && (mode === 'keepExisting' || mode === 'fail'))
    throw new CommandError(
      51181,
      `Combination of $merge modes 'whenMatched: ${mode}' and 'whenNotMatched: ${whenNotMatched}' is not supported`,
    );
  return { into, on, whenMatched, whenNotMatched, variables: variablesOf(spec.let, mode) };
}

function intoOf(into: unknown): Target {
  if (into === undefined) throw new CommandError(40414, "BSON field '$merge.into' is missing but a required field");
  if (typeof into === 'string') {
    if (into === '') throw new CommandError(5786800, "$merge 'into' field cannot be an empty string");
    return checked('$merge', { collection: into }, 31319, 31320);
  }
  if (!isDocument(into))
    throw new CommandError(
      51178,
      `$merge 'into' field must be either a string or an object, but found ${typeName(into)}`,
    );
  const { db, coll } = into;
  if (typeof coll !== 'string' || coll === '')
    throw new CommandError(5786801, "$merge 'into' field must specify a 'coll' that is not empty, null or undefined");
  if (db !== undefined && typeof db !== 'string')
    throw new CommandError(14, `BSON field '$merge.into.db' is the wrong type '${typeName(db)}', expected 'string'`);
  return checked('$merge', { ...(db !== undefined && { db }), collection: coll }, 31319, 31320);
}

function onOf(on: unknown): string[] {
  if (on === undefined) return ['_id'];
  if (typeof on === 'string') return [on];
  if (!Array.isArray(on))
    throw new CommandError(
      51186,
      `$merge 'on' field must be either a string or an array of strings, but found ${typeName(on)}`,
    );
  const wrong = on.find((path) => typeof path !== 'string');
  if (wrong !== undefined)
    throw new CommandError(51134, `$merge 'on' array elements must be strings, but found ${typeName(wrong)}`);
  if (on.length === 0)
    throw new CommandError(51187, "If explicitly specifying $merge 'on', must include at least one field");
  const twice = on.find((path, at) => on.indexOf(path) !== at);
  if (twice !== undefined) throw new CommandError(31465, `Found a duplicate field '${String(twice)}'`);
  return on as string[];
}

function matchedOf(whenMatched: unknown): Merge['whenMatched'] {
  if (Array.isArray(whenMatched)) return whenMatched as Document[];
  if (typeof whenMatched !== 'string')
    throw new CommandError(
      51191,
      `$merge 'whenMatched' field must be either a string or an array, but found ${typeName(whenMatched)}`,
    );
  const modes = ['replace', 'merge', 'keepExisting', 'fail'] as const;
  return choice<(typeof modes)[number]>('whenMatched', whenMatched, modes);
}

function choice<const T extends string>(field: string, value: unknown, allowed: readonly T[]): T {
  if (typeof value !== 'string')
    throw new CommandError(
      14,
      `BSON field '$merge.${field}' is the wrong type '${typeName(value)}', expected 'string'`,
    );
  const found = allowed.find((one) => one === value);
  if (found !== undefined) return found;
  throw new CommandError(2, `Enumeration value ${show(value)} for field '$merge.${field}' is not a valid value.`);
}

function variablesOf(given: unknown, mode: string): Merge['variables'] {
  if (given === undefined) return [];
  if (!isDocument(given)) throw new CommandError(14, "$merge's 'let' must be an object");
  if (mode !== 'pipeline') throw new CommandError(51199, `Cannot use 'let' variables with 'whenMatched: ${mode}' mode`);
  if (given.new !== undefined && given.new !== '$$ROOT')
    throw new CommandError(51273, "'let' may not define a value for the reserved 'new' variable other than '$$ROOT'");
  return Object.entries(given).map(([name, value]) => [name, compileExpression(value)] as const);
}
