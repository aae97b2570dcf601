// The stages that read other collections: $lookup, $graphLookup, $unionWith.

import { CommandError } from '../errors.ts';
import { keyPrefix } from '../keys.ts';
import { type Document, isDocument, isNumber, toNumber } from '../values.ts';
import { compile, valueAt } from './expression.ts';
import type { Scope } from './operands.ts';
import type { PipelineContext } from './pipeline.ts';
import { replaceAt } from './unwind.ts';

/** Runs a pipeline on documents, with variables beside those of the context. */
export type RunInner = (
  pipeline: readonly Document[],
  documents: Iterable<Document>,
  variables?: Document,
) => Promise<Document[]>;

function text(spec: Document, name: string, stage: string): string {
  const value = spec[name];
  if (typeof value !== 'string') throw new CommandError(9, `${stage} argument '${name}' must be a string`);
  return value;
}

export async function lookup(
  spec: unknown,
  documents: readonly Document[],
  context: PipelineContext,
  run: RunInner,
): Promise<Document[]> {
  if (!isDocument(spec)) throw new CommandError(9, 'the $lookup specification must be an object');
  const as = text(spec, 'as', '$lookup').split('.');
  const pipeline = (spec.pipeline ?? []) as Document[];
  const others = spec.from === undefined ? [] : [...(await context.lookup(text(spec, 'from', '$lookup')))];
  const joined =
    spec.localField === undefined
      ? () => others
      : joiner(others, text(spec, 'localField', '$lookup'), text(spec, 'foreignField', '$lookup'));
  if (spec.localField === undefined && spec.pipeline === undefined) {
    throw new CommandError(9, '$lookup requires either pipeline or both localField and foreignField');
  }
  const variables = Object.entries((spec.let ?? {}) as Document).map(
    ([name, operand]) => [name, compile(operand)] as const,
  );
  const results: Document[] = [];
  for (const doc of documents) {
    const scope: Scope = { root: doc, variables: context.let ?? {}, now: context.now };
    const matches = joined(doc);
    const bound = Object.fromEntries(variables.map(([name, evaluate]) => [name, evaluate(scope)]));
    results.push(replaceAt(doc, as, pipeline.length === 0 ? [...matches] : await run(pipeline, matches, bound)));
  }
  return results;
}

/** Finds the documents whose foreign field equals the local one, either of them perhaps an array. Missing is null. */
function joiner(others: readonly Document[], local: string, foreign: string): (doc: Document) => Document[] {
  const index = new Map<string, number[]>();
  others.forEach((other, at) => {
    for (const key of keysAt(other, foreign)) index.set(key, [...(index.get(key) ?? []), at]);
  });
  return (doc) => {
    const found = new Set<number>();
    for (const key of keysAt(doc, local)) for (const at of index.get(key) ?? []) found.add(at);
    return [...found].sort((a, b) => a - b).map((at) => others[at] as Document);
  };
}

function keysAt(doc: Document, path: string): Set<string> {
  const value = valueAt(doc, path.split('.'), 0) ?? null;
  const values = Array.isArray(value) ? [...value, ...value.filter(Array.isArray).flat(), value] : [value];
  return new Set(values.map((element) => keyPrefix(element ?? null, 1)));
}

export async function graphLookup(
  spec: unknown,
  documents: readonly Document[],
  context: PipelineContext,
  run: RunInner,
): Promise<Document[]> {
  if (!isDocument(spec)) throw new CommandError(40327, 'the $graphLookup stage specification must be an object');
  const [from, as, connectFrom, connectTo] = ['from', 'as', 'connectFromField', 'connectToField'].map((name) =>
    text(spec, name, '$graphLookup'),
  ) as [string, string, string, string];
  const start = compile(spec.startWith);
  const depth = isNumber(spec.maxDepth) ? toNumber(spec.maxDepth) : Number.POSITIVE_INFINITY;
  const all = [...(await context.lookup(from))];
  const others = isDocument(spec.restrictSearchWithMatch)
    ? await run([{ $match: spec.restrictSearchWithMatch }], all)
    : all;
  const find = joiner(others, 'at', connectTo);
  return documents.map((doc) => {
    const found = new Map<Document, number>();
    let frontier: unknown[] = [start({ root: doc, variables: context.let ?? {}, now: context.now })].flat();
    for (let level = 0; frontier.length > 0 && level <= depth; level++) {
      const next: unknown[] = [];
      for (const other of find({ at: frontier })) {
        if (found.has(other)) continue;
        found.set(other, level);
        next.push(valueAt(other, connectFrom.split('.'), 0));
      }
      frontier = next.flat().filter((value) => value !== undefined);
    }
    const depthField = spec.depthField;
    const rows = [...found].map(([other, level]) =>
      typeof depthField === 'string' ? replaceAt(other, depthField.split('.'), BigInt(level)) : other,
    );
    return replaceAt(doc, as.split('.'), rows);
  });
}

export async function unionWith(
  spec: unknown,
  documents: readonly Document[],
  context: PipelineContext,
  run: RunInner,
): Promise<Document[]> {
  const { coll, pipeline = [] } = typeof spec === 'string' ? { coll: spec } : ((spec ?? {}) as Document);
  const others = typeof coll === 'string' ? await context.lookup(coll) : [];
  return [...documents, ...(await run(pipeline as Document[], others))];
}
