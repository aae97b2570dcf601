// `$graphLookup`: the documents that a value leads to, those that these lead to, and so on.

import { CommandError } from '../errors.ts';
import { valueKey } from '../keys.ts';
import { collatorOf } from '../match/collation.ts';
import { compileFilter } from '../match/filter.ts';
import { type Document, isDocument, isNumber, toNumber, typeName } from '../values.ts';
import { compile } from './expression.ts';
import { equalToOne } from './join.ts';
import { scopeOf } from './operands.ts';
import type { OtherCollection, PipelineContext, Stage } from './pipeline.ts';
import { collect, Memory, type Stream } from './stream.ts';
import { replaceAt } from './unwind.ts';
import { valuesAt } from './values-at.ts';

const TEXTS = ['from', 'as', 'connectFromField', 'connectToField', 'depthField'] as const;
const FIELDS: readonly string[] = [...TEXTS, 'startWith', 'maxDepth', 'restrictSearchWithMatch'];

/** Throws CommandError 9, 16410, 40100 to 40105 or 40185 for what may be wrong with `spec`. */
export function compileGraphLookup(spec: unknown): Stage {
  if (!isDocument(spec)) throw new CommandError(9, 'the $graphLookup stage specification must be an object');
  const { from, as, connectFrom, connectTo, depthField } = pathsOf(spec);
  const start = compile(spec.startWith);
  const depth = depthOf(spec.maxDepth);
  const restriction = restrictionOf(spec.restrictSearchWithMatch);
  return async function* (source, context, run) {
    const restrict = (documents: Stream) => (restriction ? run([{ $match: restriction }], documents) : documents);
    const find = await connector(context.other(from), connectTo, restrict, context);
    for await (const doc of source) {
      const found = new Map<string, { other: Document; level: number }>();
      const memory = new Memory('$graphLookup');
      const first = start(scopeOf(doc, context));
      let frontier: unknown[] = first === undefined ? [] : [first].flat();
      for (let level = 0; frontier.length > 0 && level <= depth; level++) {
        const next: unknown[] = [];
        for await (const other of find(frontier)) {
          if (context.pause.due()) await context.pause.rest();
          if (other._id === undefined)
            throw new CommandError(
              40271,
              `Documents in '${from}' must contain an _id for de-duplication in $graphLookup`,
            );
          const id = valueKey(other._id, undefined);
          if (found.has(id)) continue;
          memory.add(other);
          found.set(id, { other, level });
          next.push(...valuesAt(other, connectFrom));
        }
        frontier = next;
      }
      const rows = [...found.values()].map(({ other, level }) =>
        depthField ? replaceAt(other, depthField, BigInt(level)) : other,
      );
      yield replaceAt(doc, as, rows);
    }
  };
}

function pathsOf(spec: Document) {
  if (spec.from === undefined) throw new CommandError(9, "missing 'from' option to $graphLookup stage specification");
  if (typeof spec.from !== 'string')
    throw new CommandError(9, `$graphLookup 'from' field must be a string, but found ${typeName(spec.from)}`);
  if (spec.from === '') throw new CommandError(73, 'invalid $graphLookup namespace');
  const unknown = Object.keys(spec).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined) throw new CommandError(40104, `Unknown argument to $graphLookup: ${unknown}`);
  for (const name of TEXTS) {
    const value = spec[name];
    if (value !== undefined && typeof value !== 'string')
      throw new CommandError(40103, `expected string as argument for ${name}, found: ${typeName(value)}`);
  }
  for (const name of ['startWith', 'as', 'connectFromField', 'connectToField']) {
    if (spec[name] === undefined) throw new CommandError(40105, `required argument '${name}' to $graphLookup`);
  }
  const path = (name: (typeof TEXTS)[number]) => {
    const text = String(spec[name]);
    if (text.startsWith('$')) throw new CommandError(16410, `FieldPath field names may not start with '$': ${text}`);
    return text.split('.');
  };
  return {
    from: spec.from,
    as: path('as'),
    connectFrom: path('connectFromField'),
    connectTo: path('connectToField').join('.'),
    depthField: spec.depthField === undefined ? undefined : path('depthField'),
  };
}

function depthOf(maxDepth: unknown): number {
  if (maxDepth === undefined) return Number.POSITIVE_INFINITY;
  if (!isNumber(maxDepth)) throw new CommandError(40100, `maxDepth must be numeric, found type: ${typeName(maxDepth)}`);
  const depth = toNumber(maxDepth);
  if (!(Math.trunc(depth) >= 0))
    throw new CommandError(40101, `maxDepth requires a nonnegative argument, found: ${depth}`);
  if (!Number.isInteger(depth))
    throw new CommandError(40102, `maxDepth could not be represented as a long long: ${depth}`);
  return depth;
}

function restrictionOf(filter: unknown): Document | undefined {
  if (filter === undefined) return undefined;
  if (!isDocument(filter))
    throw new CommandError(40185, `restrictSearchWithMatch must be an object, found ${typeName(filter)}`);
  // What is wrong with it shows even when nothing is searched.
  compileFilter(filter, { variables: {} });
  return filter;
}

/** What the values of one level lead to, by an index where there is one. Never to a document without the field. */
async function connector(
  other: OtherCollection,
  connectTo: string,
  restrict: (documents: Stream) => Stream,
  { pause, collation }: PipelineContext,
): Promise<(values: readonly unknown[]) => Stream> {
  const find = collation ? undefined : other.finder(connectTo);
  if (find) {
    return (values) => {
      const equal = equalToOne(connectTo, values);
      return restrict(find(values.includes(null) ? { $and: [equal, { [connectTo]: { $exists: true } }] } : equal));
    };
  }
  const collator = collatorOf(collation);
  const path = connectTo.split('.');
  const documents = await collect(restrict(other.all()), pause, '$graphLookup');
  const places = new Map<string, Document[]>();
  for (const document of documents) {
    if (pause.due()) await pause.rest();
    for (const key of new Set(valuesAt(document, path).map((value) => valueKey(value, collator)))) {
      const there = places.get(key);
      if (there) there.push(document);
      else places.set(key, [document]);
    }
  }
  return (values) => values.flatMap((value) => places.get(valueKey(value, collator)) ?? []);
}
