// The stages that read other collections: $lookup and $unionWith.

import { BSONRegExp } from 'bson';
import type { Collator } from '../compare.ts';
import { CommandError } from '../errors.ts';
import { valueKey } from '../keys.ts';
import { collatorOf } from '../match/collation.ts';
import type { Pacing } from '../pause.ts';
import { type Document, isDocument, typeName } from '../values.ts';
import { compile, valueAt } from './expression.ts';
import { innerPipeline } from './inner.ts';
import { scopeOf } from './operands.ts';
import type { OtherCollection, PipelineContext, Stage } from './pipeline.ts';
import { collect, type Stream } from './stream.ts';
import { replaceAt } from './unwind.ts';

const EMPTY: OtherCollection = { all: () => [], finder: () => undefined };

const LOOKUP_FIELDS = ['from', 'as', 'localField', 'foreignField', 'let', 'pipeline'];

/** Throws CommandError 9, or what a stage of its pipeline is refused with. */
export function compileLookup(spec: unknown): Stage {
  if (!isDocument(spec)) throw new CommandError(9, 'the $lookup specification must be an object');
  const unknown = Object.keys(spec).find((name) => !LOOKUP_FIELDS.includes(name));
  if (unknown !== undefined) throw new CommandError(9, `unknown argument to $lookup: ${unknown}`);
  const as = text(spec, 'as', '$lookup').split('.');
  if (as.some((name) => name.startsWith('$')))
    throw new CommandError(16410, `FieldPath field names may not start with '$': ${as.join('.')}`);
  const from = spec.from === undefined ? undefined : text(spec, 'from', '$lookup');
  const joins = spec.localField !== undefined || spec.foreignField !== undefined;
  if (!joins && spec.pipeline === undefined) {
    throw new CommandError(9, '$lookup requires either pipeline or both localField and foreignField');
  }
  const local = joins ? text(spec, 'localField', '$lookup') : undefined;
  const foreign = joins ? text(spec, 'foreignField', '$lookup') : '';
  const pipeline = innerPipeline('$lookup', spec.pipeline ?? []);
  if (from === undefined) needDocuments('$lookup', pipeline);
  if (spec.let !== undefined && !isDocument(spec.let)) {
    throw new CommandError(9, "$lookup argument 'let' must be an object");
  }
  if (spec.let !== undefined && spec.pipeline === undefined) {
    throw new CommandError(9, "$lookup with a 'let' argument must also specify 'pipeline'");
  }
  const variables = Object.entries(spec.let ?? {}).map(([name, operand]) => [name, compile(operand)] as const);
  return async function* (source, context, run) {
    const other = from === undefined ? EMPTY : context.other(from);
    const joined = await matcher(other, local, foreign, context);
    for await (const doc of source) {
      const scope = scopeOf(doc, context);
      const bound = Object.fromEntries(variables.map(([name, evaluate]) => [name, evaluate(scope)]));
      const found = run(pipeline, joined(doc), bound);
      yield replaceAt(doc, as, await collect(found, context.pause, '$lookup'));
    }
  };
}

/** What belongs to a document: by an index where there is one, else all documents are read once and kept by their keys. */
async function matcher(
  other: OtherCollection,
  local: string | undefined,
  foreign: string,
  { pause, collation }: PipelineContext,
): Promise<(doc: Document) => Stream> {
  const find = local === undefined || collation ? undefined : other.finder(foreign);
  if (find && local !== undefined) {
    return (doc) => {
      const value = valueAt(doc, local.split('.'), 0) ?? null;
      return find(equalToOne(foreign, Array.isArray(value) ? [...value, value] : [value]));
    };
  }
  const others = await collect(other.all(), pause, '$lookup');
  return local === undefined ? () => others : joiner(others, local, foreign, pause, collatorOf(collation));
}

/** A filter for a path that has one of the values. */
export function equalToOne(path: string, values: readonly unknown[]): Document {
  // Within $in a regular expression would match instead of being equal.
  if (values.some((one) => one instanceof BSONRegExp)) return { $or: values.map((one) => ({ [path]: { $eq: one } })) };
  return { [path]: values.length === 1 ? { $eq: values[0] } : { $in: values } };
}

/** Finds the documents whose foreign field equals the local one, either of them perhaps an array. Missing is null. */
async function joiner(
  others: readonly Document[],
  local: string,
  foreign: string,
  pause: Pacing,
  collator: Collator | undefined,
): Promise<(doc: Document) => Document[]> {
  const index = new Map<string, number[]>();
  for (const [at, other] of others.entries()) {
    if (pause.due()) await pause.rest();
    for (const key of keysAt(other, foreign, collator)) {
      const places = index.get(key);
      if (places) places.push(at);
      else index.set(key, [at]);
    }
  }
  return (doc) => {
    const found = new Set<number>();
    for (const key of keysAt(doc, local, collator)) for (const at of index.get(key) ?? []) found.add(at);
    return [...found].sort((a, b) => a - b).map((at) => others[at] as Document);
  };
}

function keysAt(doc: Document, path: string, collator: Collator | undefined): Set<string> {
  const value = valueAt(doc, path.split('.'), 0) ?? null;
  const values = Array.isArray(value) ? [...value, ...value.filter(Array.isArray).flat(), value] : [value];
  return new Set(values.map((element) => valueKey(element ?? null, collator)));
}

/** Throws CommandError 9, 14 or 40415, or what a stage of its pipeline is refused with. */
export function compileUnionWith(spec: unknown): Stage {
  const given = typeof spec === 'string' ? { coll: spec } : spec;
  if (!isDocument(given)) throw new CommandError(9, 'the $unionWith specification must be an object or a string');
  const unknown = Object.keys(given).find((name) => name !== 'coll' && name !== 'pipeline');
  if (unknown !== undefined) throw new CommandError(40415, `BSON field '$unionWith.${unknown}' is an unknown field.`);
  const { coll } = given;
  if (coll !== undefined && typeof coll !== 'string')
    throw new CommandError(14, `BSON field '$unionWith.coll' is the wrong type '${typeName(coll)}', expected 'string'`);
  const pipeline = innerPipeline('$unionWith', given.pipeline ?? []);
  if (coll === undefined) needDocuments('$unionWith', pipeline);
  return async function* (source, context, run) {
    yield* source;
    yield* run(pipeline, coll === undefined ? [] : context.other(coll).all());
  };
}

function needDocuments(stage: string, [first]: readonly Document[]): void {
  if (first && '$documents' in first) return;
  throw new CommandError(
    9,
    `${stage} stage without explicit collection must have a pipeline with $documents as first stage`,
  );
}

function text(spec: Document, name: string, stage: string): string {
  const value = spec[name];
  if (typeof value !== 'string') throw new CommandError(9, `${stage} argument '${name}' must be a string`);
  return value;
}
