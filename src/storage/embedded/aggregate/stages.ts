// The stages of a pipeline: each compiles its operand and turns documents into others.

import { compareValues, parseSort, sortKey } from '../compare.ts';
import { CommandError, notSupported } from '../errors.ts';
import { collatorOf } from '../match/collation.ts';
import { compileFilter } from '../match/filter.ts';
import { type Document, isDocument, isNumber, setField, toNumber, typeName } from '../values.ts';
import { bucket, bucketAuto } from './buckets.ts';
import { densify } from './densify.ts';
import { compile } from './expression.ts';
import { compileGraphLookup } from './graph-lookup.ts';
import { compileGroup } from './group.ts';
import { innerPipeline } from './inner.ts';
import { compileLookup, compileUnionWith } from './join.ts';
import { type Scope, scopeOf } from './operands.ts';
import type { Stage } from './pipeline.ts';
import { compileReshape, RESHAPES } from './reshape.ts';
import { type Row, Sorter } from './sorter.ts';
import { collect, flatMap, tooLarge, weigh } from './stream.ts';
import { compileUnwind } from './unwind.ts';
import { fillStages } from './windows/fill.ts';
import { setWindowFields } from './windows/stage.ts';

const STAGES: Readonly<Record<string, (operand: unknown) => Stage>> = {
  $match: (operand) => {
    if (!isDocument(operand)) throw new CommandError(15959, 'the match filter must be an expression in an object');
    // What is wrong with it shows even when no document comes this far.
    compileFilter(operand, { variables: {} });
    return (source, { let: variables = {}, collation, now, pause }) => {
      const { matches } = compileFilter(operand, { variables, collation, now });
      return flatMap(source, pause, (doc) => (matches(doc) ? [doc] : []));
    };
  },
  $sort: (operand) => sortStage(operand, Number.POSITIVE_INFINITY),
  $limit: (operand) => {
    const limit = countOf('$limit', operand, 5107201);
    if (limit === 0) throw new CommandError(15958, 'the limit must be positive');
    return async function* (source) {
      let left = limit;
      for await (const doc of source) {
        yield doc;
        if (--left === 0) return;
      }
    };
  },
  $skip: (operand) => {
    const skip = countOf('$skip', operand, 5107200);
    return (source, { pause }) => {
      let left = skip;
      return flatMap(source, pause, (doc) => (left-- > 0 ? [] : [doc]));
    };
  },
  $count: (operand) => {
    if (typeof operand !== 'string')
      throw new CommandError(40156, `the count field must be a non-empty string, found ${typeName(operand)}`);
    if (operand === '') throw new CommandError(40157, 'the count field must be a non-empty string');
    if (operand.startsWith('$')) throw new CommandError(40158, 'the count field cannot be a $-prefixed path');
    if (operand.includes('.')) throw new CommandError(40160, "the count field cannot contain '.'");
    return async function* (source, { pause }) {
      let count = 0;
      for await (const _ of source) {
        if (pause.due()) await pause.rest();
        count++;
      }
      if (count > 0) yield { [operand]: count };
    };
  },
  $group: (operand) => {
    const group = compileGroup(operand);
    return async function* (source, context) {
      yield* await group(source, context);
    };
  },
  $sortByCount: (operand) => {
    checkGroupBy(operand);
    const group = compileGroup({ _id: operand, count: { $sum: 1 } });
    return async function* (source, context) {
      yield* (await group(source, context)).sort((a, b) => compareValues(b.count, a.count));
    };
  },
  $unwind: (operand) => {
    const unwind = compileUnwind(operand);
    return (source, { pause }) => flatMap(source, pause, unwind);
  },
  $sample: (operand) => {
    const spec = documentOf('$sample', operand, 28745);
    const unknown = Object.keys(spec).find((name) => name !== 'size');
    if (unknown !== undefined) throw new CommandError(28748, `unrecognized option to $sample: ${unknown}`);
    if (spec.size === undefined) throw new CommandError(28749, '$sample stage must specify a size');
    const size = wholeOf('$sample', spec.size, 28746);
    if (size < 0) throw new CommandError(28747, 'size argument to $sample must not be negative');
    return async function* (source, { pause }) {
      yield* sample(await collect(source, pause, '$sample'), size);
    };
  },
  $bucket: (operand) => bucket(documentOf('$bucket', operand, 40201)),
  $bucketAuto: (operand) => bucketAuto(documentOf('$bucketAuto', operand, 40240)),
  $setWindowFields: (operand) => setWindowFields(documentOf('$setWindowFields', operand, 9)),
  $densify: (operand) => densify(documentOf('$densify', operand, 9)),
  $fill: (operand) => {
    const stages = fillStages(documentOf('$fill', operand, 9));
    stages.forEach(compileStage);
    return (source, _context, run) => run(stages, source);
  },
  $facet: (operand) => {
    const facets = Object.entries(documentOf('$facet', operand, 40169)).map(([name, pipeline]) => {
      if (name.startsWith('$')) throw new CommandError(16410, `FieldPath field names may not start with '$': ${name}`);
      if (name.includes('.')) throw new CommandError(16412, `FieldPath field names may not contain '.': ${name}`);
      if (!Array.isArray(pipeline))
        throw new CommandError(40170, `arguments to $facet must be arrays, ${name} is none`);
      return { name, pipeline: innerPipeline('$facet', pipeline) };
    });
    for (const { pipeline } of facets) compileStages(pipeline);
    if (facets.length === 0) throw new CommandError(40169, 'the $facet specification must be a non-empty object');
    return async function* (source, { pause }, run) {
      const documents = await collect(source, pause, '$facet');
      const result: Document = {};
      for (const { name, pipeline } of facets) {
        setField(result, name, await collect(run(pipeline, documents), pause, '$facet'));
      }
      yield result;
    };
  },
  $redact: (operand) => {
    const decide = compile(operand);
    return (source, context) =>
      flatMap(source, context.pause, (doc) => {
        const kept = redact(doc, scopeOf(doc, context), decide);
        return kept === undefined ? [] : [kept];
      });
  },
  $documents: (operand) => {
    const evaluate = compile(operand);
    return (_source, context) => {
      const list = evaluate(scopeOf({}, context));
      if (!Array.isArray(list) || !list.every(isDocument))
        throw new CommandError(5858203, 'an array of documents is expected in $documents');
      return list;
    };
  },
  $listLocalSessions:
    () =>
    (_source, { session = {}, now }) => [{ _id: session, lastUse: now }],
  $lookup: withInner(compileLookup),
  $graphLookup: compileGraphLookup,
  $unionWith: withInner(compileUnionWith),
};

/** Throws CommandError 40147 to 40149 for what is no path and no expression. */
function checkGroupBy(operand: unknown): void {
  const wanted = 'a $-prefixed path or an expression inside an object';
  if (typeof operand === 'string') {
    if (operand.startsWith('$')) return;
    throw new CommandError(40148, `the sortByCount field must be defined as ${wanted}`);
  }
  if (!isDocument(operand))
    throw new CommandError(40149, 'the sortByCount field must be specified as a string or as an object');
  if (!Object.keys(operand)[0]?.startsWith('$'))
    throw new CommandError(40147, `the sortByCount field must be defined as ${wanted}`);
}

/** A stage with a pipeline of its own, of which what is wrong shows even when no document comes this far. */
function withInner(compileNamed: (operand: unknown) => Stage): (operand: unknown) => Stage {
  return (operand) => {
    const compiled = compileNamed(operand);
    if (isDocument(operand) && Array.isArray(operand.pipeline)) compileStages(operand.pipeline as Document[]);
    return compiled;
  };
}

/** Stages that MongoDB has and this engine does not. */
const ABSENT = new Set([
  '$collStats',
  '$currentOp',
  '$geoNear',
  '$indexStats',
  '$listSampledQueries',
  '$listSearchIndexes',
  '$listSessions',
  '$planCacheStats',
  '$search',
  '$searchMeta',
  '$shardedDataDistribution',
  '$vectorSearch',
]);

/** The order of all documents, of which the first `most` are wanted. */
function sortStage(operand: unknown, most: number): Stage {
  const spec = parseSort(documentOf('$sort', operand, 15973));
  if (spec.length === 0) throw new CommandError(15976, '$sort stage must have at least one sort key');
  return async function* (source, { collation, pause }) {
    const collator = collatorOf(collation);
    const sorter = new Sorter<Row & { readonly doc: Document }>(most, pause, () => tooLarge('$sort'));
    for await (const doc of source) {
      if (pause.due()) await pause.rest();
      if (sorter.add({ doc, size: weigh(doc), key: sortKey(doc, spec, collator) })) await sorter.letGo();
    }
    for (const { doc } of await sorter.sorted()) yield doc;
  };
}

/** Compiles stages one after the other; a `$sort` with a `$limit` behind it keeps no more than that. */
export function compileStages(pipeline: readonly Document[]): Stage[] {
  return pipeline.map((stage, i) => {
    if (i > 0 && isDocument(stage) && '$documents' in stage)
      throw new CommandError(40602, '$documents is only valid as the first stage in a pipeline');
    const compiled = compileStage(stage);
    if (!('$sort' in stage)) return compiled;
    const [next = {}, after = {}] = pipeline.slice(i + 1);
    const skip = '$skip' in next ? next.$skip : 0;
    const limit = '$skip' in next ? after.$limit : next.$limit;
    return isNumber(skip) && isNumber(limit) ? sortStage(stage.$sort, toNumber(skip) + toNumber(limit)) : compiled;
  });
}

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
    return (source, context) => flatMap(source, context.pause, (doc) => [reshape(doc, context)]);
  }
  const compileNamed = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined;
  if (compileNamed) return compileNamed(stage[name]);
  if (name === '$changeStream') throw notSupported('A change stream', 40573);
  if (ABSENT.has(name)) throw notSupported(`The pipeline stage ${name}`, 40324);
  throw new CommandError(40324, `Unrecognized pipeline stage name: '${name}'`);
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

function countOf(name: string, operand: unknown, code: number): number {
  const count = wholeOf(name, operand, code);
  if (count >= 0) return count;
  throw new CommandError(
    code,
    `invalid argument to ${name} stage: Expected a non-negative number in: ${name}: ${count}`,
  );
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
