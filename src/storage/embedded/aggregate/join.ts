// The stages that read other collections: $lookup, $graphLookup, $unionWith.

import { BSONRegExp } from 'bson';
import type { Collator } from '../compare.ts';
import { CommandError } from '../errors.ts';
import { valueKey } from '../keys.ts';
import { collatorOf } from '../match/collation.ts';
import type { Pacing } from '../pause.ts';
import { type Document, isDocument, isNumber, toNumber } from '../values.ts';
import { compile, valueAt } from './expression.ts';
import { innerPipeline } from './inner.ts';
import { scopeOf } from './operands.ts';
import type { OtherCollection, PipelineContext, Stage } from './pipeline.ts';
import { collect, Memory, type Stream } from './stream.ts';
import { replaceAt } from './unwind.ts';

const EMPTY: OtherCollection = { all: () => [], finder: () => undefined };

export function compileLookup(spec: unknown): Stage {
  if (!isDocument(spec)) throw new CommandError(9, 'the $lookup specification must be an object');
  const as = text(spec, 'as', '$lookup').split('.');
  const from = spec.from === undefined ? undefined : text(spec, 'from', '$lookup');
  const joins = spec.localField !== undefined || spec.foreignField !== undefined;
  if (!joins && spec.pipeline === undefined) {
    throw new CommandError(9, '$lookup requires either pipeline or both localField and foreignField');
  }
  const local = joins ? text(spec, 'localField', '$lookup') : undefined;
  const foreign = joins ? text(spec, 'foreignField', '$lookup') : '';
  const pipeline = innerPipeline('$lookup', spec.pipeline ?? []);
  if (spec.let !== undefined && !isDocument(spec.let)) {
    throw new CommandError(9, "$lookup argument 'let' must be an object");
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

function equalToOne(path: string, values: readonly unknown[]): Document {
  // Within $in a regular expression would match instead of being equal.
  if (values.some((one) => one instanceof BSONRegExp)) return { $or: values.map((one) => ({ [path]: { $eq: one } })) };
  return { [path]: values.length === 1 ? { $eq: values[0] } : { $in: values } };
}

/** What the values of one level of a $graphLookup lead to: by an index where there is one. */
async function connector(
  other: OtherCollection,
  connectTo: string,
  restrict: (documents: Stream) => Stream,
  { pause, collation }: PipelineContext,
): Promise<(values: readonly unknown[]) => Stream> {
  const find = collation ? undefined : other.finder(connectTo);
  if (find) return (values) => restrict(find(equalToOne(connectTo, values)));
  const documents = await collect(restrict(other.all()), pause, '$graphLookup');
  const joined = await joiner(documents, 'at', connectTo, pause, collatorOf(collation));
  return (at) => joined({ at });
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

export function compileGraphLookup(spec: unknown): Stage {
  if (!isDocument(spec)) throw new CommandError(40327, 'the $graphLookup stage specification must be an object');
  const [from, as, connectFrom, connectTo] = ['from', 'as', 'connectFromField', 'connectToField'].map((name) =>
    text(spec, name, '$graphLookup'),
  ) as [string, string, string, string];
  if (spec.startWith === undefined) throw new CommandError(40105, "required argument 'startWith' to $graphLookup");
  const start = compile(spec.startWith);
  const { depthField, maxDepth, restrictSearchWithMatch } = spec;
  const depth = maxDepth === undefined ? Number.POSITIVE_INFINITY : isNumber(maxDepth) ? toNumber(maxDepth) : -1;
  if (!(depth >= 0)) throw new CommandError(40100, 'maxDepth requires a nonnegative argument');
  return async function* (source, context, run) {
    const restrict = (documents: Stream) =>
      isDocument(restrictSearchWithMatch) ? run([{ $match: restrictSearchWithMatch }], documents) : documents;
    const find = await connector(context.other(from), connectTo, restrict, context);
    for await (const doc of source) {
      const found = new Map<unknown, { other: Document; level: number }>();
      const memory = new Memory('$graphLookup');
      let frontier: unknown[] = [start(scopeOf(doc, context))].flat();
      for (let level = 0; frontier.length > 0 && level <= depth; level++) {
        const next: unknown[] = [];
        for await (const other of find(frontier)) {
          if (context.pause.due()) await context.pause.rest();
          const id = other._id === undefined ? other : valueKey(other._id, undefined);
          if (found.has(id)) continue;
          memory.add(other);
          found.set(id, { other, level });
          next.push(valueAt(other, connectFrom.split('.'), 0));
        }
        frontier = next.flat().filter((value) => value !== undefined);
      }
      const rows = [...found.values()].map(({ other, level }) =>
        typeof depthField === 'string' ? replaceAt(other, depthField.split('.'), BigInt(level)) : other,
      );
      yield replaceAt(doc, as.split('.'), rows);
    }
  };
}

export function compileUnionWith(spec: unknown): Stage {
  const given = typeof spec === 'string' ? { coll: spec } : spec;
  if (!isDocument(given)) throw new CommandError(9, 'the $unionWith specification must be an object or a string');
  const coll = given.coll === undefined ? undefined : text(given, 'coll', '$unionWith');
  const pipeline = innerPipeline('$unionWith', given.pipeline ?? []);
  return async function* (source, context, run) {
    yield* source;
    yield* run(pipeline, coll === undefined ? [] : context.other(coll).all());
  };
}

function text(spec: Document, name: string, stage: string): string {
  const value = spec[name];
  if (typeof value !== 'string') throw new CommandError(9, `${stage} argument '${name}' must be a string`);
  return value;
}
