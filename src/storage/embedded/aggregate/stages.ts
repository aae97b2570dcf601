// The stages of a pipeline: each compiles its operand and turns all documents into others.

import { compareValues, parseSort, sortKey } from '../compare.ts';
import { CommandError, notSupported } from '../errors.ts';
import { collatorOf } from '../match/collation.ts';
import { compileFilter } from '../match/filter.ts';
import { type Document, isDocument, isNumber, setField, toNumber, typeName } from '../values.ts';
import { compile } from './expression.ts';
import { byKey, compileGroup } from './group.ts';
import { graphLookup, lookup, type RunInner, unionWith } from './join.ts';
import type { Scope } from './operands.ts';
import type { PipelineContext } from './pipeline.ts';
import { compileReshape, RESHAPES } from './reshape.ts';
import { compileUnwind } from './unwind.ts';

export type Stage = (
  documents: Document[],
  context: PipelineContext,
  run: RunInner,
) => Document[] | Promise<Document[]>;

const STAGES: Readonly<Record<string, (operand: unknown) => Stage>> = {
  $match: (operand) => {
    if (!isDocument(operand)) throw new CommandError(15959, 'the match filter must be an expression in an object');
    return (documents, context) => {
      const { matches } = compileFilter(operand, {
        variables: context.let ?? {},
        collation: context.collation,
        now: context.now,
      });
      return documents.filter(matches);
    };
  },
  $sort: (operand) => {
    const spec = parseSort(documentOf('$sort', operand, 15973));
    if (spec.length === 0) throw new CommandError(15976, '$sort stage must have at least one sort key');
    return (documents, { collation }) => {
      const collator = collatorOf(collation);
      return byKey(documents, (doc) => sortKey(doc, spec, collator));
    };
  },
  $limit: (operand) => {
    const limit = wholeOf('$limit', operand, 2107201);
    if (limit <= 0) throw new CommandError(15958, 'the limit must be positive');
    return (documents) => documents.slice(0, limit);
  },
  $skip: (operand) => {
    const skip = wholeOf('$skip', operand, 5107200);
    if (skip < 0) throw new CommandError(15956, 'Argument to $skip cannot be negative');
    return (documents) => documents.slice(skip);
  },
  $count: (operand) => {
    if (typeof operand !== 'string' || operand === '')
      throw new CommandError(40156, 'the count field must be a non-empty string');
    if (operand.startsWith('$') || operand.includes('.'))
      throw new CommandError(40158, "the count field cannot be a $-prefixed path or hold '.'");
    return (documents) => (documents.length === 0 ? [] : [{ [operand]: documents.length }]);
  },
  $group: (operand) => {
    const group = compileGroup(operand);
    return (documents, context) => group(documents, (doc) => scopeOf(doc, context));
  },
  $sortByCount: (operand) => {
    const group = compileGroup({ _id: operand, count: { $sum: 1 } });
    return (documents, context) =>
      group(documents, (doc) => scopeOf(doc, context)).sort((a, b) => compareValues(b.count, a.count));
  },
  $unwind: (operand) => {
    const unwind = compileUnwind(operand);
    return (documents) => documents.flatMap(unwind);
  },
  $sample: (operand) => {
    const size = wholeOf('$sample', documentOf('$sample', operand, 28745).size, 28746);
    if (size < 0) throw new CommandError(28747, 'size argument to $sample must not be negative');
    return (documents) => sample(documents, size);
  },
  $bucket: (operand) => bucket(documentOf('$bucket', operand, 40201)),
  $facet: (operand) => {
    const facets = Object.entries(documentOf('$facet', operand, 40169));
    if (facets.length === 0) throw new CommandError(40169, 'the $facet specification must be a non-empty object');
    return async (documents, _context, run) => {
      const result: Document = {};
      for (const [name, pipeline] of facets) setField(result, name, await run(pipeline as Document[], documents));
      return [result];
    };
  },
  $redact: (operand) => {
    const decide = compile(operand);
    return (documents, context) =>
      documents.map((doc) => redact(doc, scopeOf(doc, context), decide)).filter((doc) => doc !== undefined);
  },
  $documents: (operand) => {
    const evaluate = compile(operand);
    return (_documents, context) => {
      const list = evaluate(scopeOf({}, context));
      if (!Array.isArray(list)) throw new CommandError(5858203, 'an array is expected in $documents');
      return list as Document[];
    };
  },
  $listLocalSessions:
    () =>
    (_documents, { session = {}, now }) => [{ _id: session, lastUse: now }],
  $lookup: (operand) => (documents, context, run) => lookup(operand, documents, context, run),
  $graphLookup: (operand) => (documents, context, run) => graphLookup(operand, documents, context, run),
  $unionWith: (operand) => (documents, context, run) => unionWith(operand, documents, context, run),
};

/** Stages that MongoDB has and this engine does not. */
const ABSENT = new Set([
  '$bucketAuto',
  '$collStats',
  '$currentOp',
  '$densify',
  '$fill',
  '$geoNear',
  '$indexStats',
  '$listSampledQueries',
  '$listSearchIndexes',
  '$listSessions',
  '$planCacheStats',
  '$search',
  '$searchMeta',
  '$setWindowFields',
  '$shardedDataDistribution',
  '$vectorSearch',
]);

/**
 * Compiles one stage.
 * @throws CommandError 40323 when it is not one, 40324 for an unknown or absent stage, 40573 for a change stream
 */
export function compileStage(stage: unknown): Stage {
  const names = isDocument(stage) ? Object.keys(stage) : [];
  const [name] = names;
  if (name === undefined || names.length !== 1 || !isDocument(stage)) {
    throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.');
  }
  if (RESHAPES.has(name)) {
    const reshape = compileReshape(name, stage[name]);
    return (documents, context) => documents.map((doc) => reshape(doc, context));
  }
  const compileNamed = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined;
  if (compileNamed) return compileNamed(stage[name]);
  if (name === '$changeStream') throw notSupported('A change stream', 40573);
  if (ABSENT.has(name)) throw notSupported(`The pipeline stage ${name}`, 40324);
  throw new CommandError(40324, `Unrecognized pipeline stage name: '${name}'`);
}

function scopeOf(root: Document, { let: variables = {}, now }: PipelineContext): Scope {
  return { root, variables, now };
}

function documentOf(name: string, operand: unknown, code: number): Document {
  if (!isDocument(operand))
    throw new CommandError(code, `the ${name} specification must be an object, found ${typeName(operand)}`);
  return operand;
}

function wholeOf(name: string, operand: unknown, code: number): number {
  const number = isNumber(operand) ? toNumber(operand) : Number.NaN;
  if (!Number.isInteger(number))
    throw new CommandError(code, `invalid argument to ${name} stage: Expected an integer, found ${typeName(operand)}`);
  return number;
}

/** Distinct documents at random, by shuffling as far as they are wanted. */
function sample(documents: readonly Document[], size: number): Document[] {
  const pool = [...documents];
  const count = Math.min(size, pool.length);
  for (let i = 0; i < count; i++) {
    const j = i + Math.floor(Math.random() * (pool.length - i));
    [pool[i], pool[j]] = [pool[j] as Document, pool[i] as Document];
  }
  return pool.slice(0, count);
}

function bucket({ groupBy, boundaries, default: otherwise, output = { count: { $sum: 1 } } }: Document): Stage {
  if (!Array.isArray(boundaries) || boundaries.length < 2)
    throw new CommandError(40192, "the $bucket 'boundaries' field must have at least 2 values");
  if (boundaries.some((bound, index) => index > 0 && compareValues(boundaries[index - 1], bound) >= 0)) {
    throw new CommandError(40194, "the 'boundaries' option to $bucket must be sorted");
  }
  const last = boundaries.at(-1);
  const branches = boundaries.slice(0, -1).map((low, index) => ({
    case: {
      $and: [{ $gte: [groupBy, { $literal: low }] }, { $lt: [groupBy, { $literal: boundaries[index + 1] ?? last }] }],
    },
    // biome-ignore lint/suspicious/noThenProperty: $switch names it so
    then: { $literal: low },
  }));
  const group = compileGroup({
    _id: { $switch: { branches, ...(otherwise === undefined ? {} : { default: { $literal: otherwise } }) } },
    ...(output as Document),
  });
  return (documents, context) =>
    group(documents, (doc) => scopeOf(doc, context)).sort((a, b) => compareValues(a._id, b._id));
}

/** Keeps, prunes or descends as the expression decides for the document and for every one inside of it. */
function redact(doc: Document, scope: Scope, decide: (scope: Scope) => unknown): Document | undefined {
  const decision = decide({ ...scope, root: doc, variables: { ROOT: scope.root, ...scope.variables } });
  if (decision === '$$PRUNE') return undefined;
  if (decision === '$$KEEP') return doc;
  if (decision !== '$$DESCEND')
    throw new CommandError(
      17053,
      `$redact's expression should return $$KEEP, $$PRUNE, or $$DESCEND, but returned ${typeName(decision)}`,
    );
  const inside = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inside).filter((element) => element !== undefined);
    return isDocument(value) ? redact(value, scope, decide) : value;
  };
  const kept: Document = {};
  for (const name of Object.keys(doc)) {
    const value = inside(doc[name]);
    if (value !== undefined) setField(kept, name, value);
  }
  return kept;
}
