// `$group`: documents gathered by a key, and the accumulators that sum them up.

import { type Collator, parseSort, sortKey } from '../compare.ts';
import { CommandError, notSupported } from '../errors.ts';
import { type KeySpec, valueKey } from '../keys.ts';
import { Sum } from '../sum.ts';
import { type Document, isDocument, isNumber, setField, toNumber } from '../values.ts';
import { compile, constantOf } from './expression.ts';
import { type Evaluate, type Scope, scopeOf } from './operands.ts';
import { averageOf, deviation, extreme } from './operators/arrays.ts';
import { mergeDocuments } from './operators/objects.ts';
import { percentilesOf } from './operators/percentiles.ts';
import type { PipelineContext } from './pipeline.ts';
import { Memory, type Stream } from './stream.ts';

/** Gathers values one document at a time; may tell its result more than once on the way. */
export type Accumulator = { add(scope: Scope): void; result(): unknown };

/** `memory` counts what the accumulators of all groups keep together. */
export type MakeAccumulator = (memory: Memory) => Accumulator;

/** Accumulators that need all values only at the end. Missing ones are undefined. */
const OF_ALL: Readonly<Record<string, (values: unknown[], collator: Collator | undefined) => unknown>> = {
  $push: (values) => values.filter((value) => value !== undefined),
  $addToSet: (values, collator) => {
    const present = new Map<string, unknown>();
    for (const value of values) {
      const key = valueKey(value, collator);
      if (value !== undefined && !present.has(key)) present.set(key, value);
    }
    return [...present.values()];
  },
  $mergeObjects: mergeDocuments,
  $stdDevPop: (values) => deviation(values, 0),
  $stdDevSamp: (values) => deviation(values, 1),
  $concatArrays: (values) => values.flatMap((value) => (Array.isArray(value) ? value : [])),
};

type Fold = (kept: unknown, value: unknown, collator: Collator | undefined) => unknown;

/** Accumulators that keep one value: what it is at first, and what it becomes with the next one. */
const FOLDS: Readonly<Record<string, { first: unknown; next: Fold }>> = {
  $min: { first: null, next: (kept, value, collator) => extreme([kept, value], -1, collator) },
  $max: { first: null, next: (kept, value, collator) => extreme([kept, value], 1, collator) },
  $first: { first: undefined, next: (kept, value) => (kept === undefined ? (value ?? null) : kept) },
  $last: { first: null, next: (_kept, value) => value ?? null },
};

/** Compiles a `$group` to what turns documents into groups, in the order in which their keys first came. */
export function compileGroup(
  spec: unknown,
): (source: Stream, context: PipelineContext, stage?: string) => Promise<Document[]> {
  if (!isDocument(spec)) throw new CommandError(15947, "a group's fields must be specified in an object");
  if (!('_id' in spec)) throw new CommandError(15955, 'a group specification must include an _id');
  const id = compile(spec._id);
  const { _id, ...output } = spec;
  const fields = compileFields(output);
  return async (source, context, stage = '$group') => {
    const { pause } = context;
    const memory = new Memory(stage);
    const groups = new Map<string, { id: unknown; group: Group }>();
    for await (const doc of source) {
      if (pause.due()) await pause.rest();
      const scope = scopeOf(doc, context);
      const value = id(scope) ?? null;
      const key = valueKey(value, scope.collator);
      let found = groups.get(key);
      if (!found) {
        found = { id: value, group: newGroup(fields, memory) };
        memory.add(value);
        groups.set(key, found);
      }
      found.group.add(scope);
    }
    return [...groups.values()].map(({ id: value, group }) => group.result(value));
  };
}

/** The fields of a group beside its `_id`. */
export type GroupFields = readonly (readonly [name: string, make: MakeAccumulator])[];

export function compileFields(output: Document): GroupFields {
  return Object.entries(output).map(([name, operand]) => compileField(name, operand));
}

/** One group on its way. */
export type Group = { add(scope: Scope): void; result(id: unknown): Document };

export function newGroup(fields: GroupFields, memory = new Memory('$group')): Group {
  const accumulators = fields.map(([name, make]) => ({ name, ...make(memory) }));
  return {
    add: (scope) => {
      for (const accumulator of accumulators) accumulator.add(scope);
    },
    result: (id) => {
      const doc: Document = { _id: id };
      for (const { name, result } of accumulators) setField(doc, name, result());
      return doc;
    },
  };
}

function compileField(name: string, operand: unknown): readonly [string, MakeAccumulator] {
  if (name.includes('.')) throw new CommandError(40235, `The field name '${name}' cannot contain '.'`);
  if (name.startsWith('$')) throw new CommandError(40236, `The field name '${name}' cannot be an operator name`);
  const operator = isDocument(operand) ? Object.keys(operand) : [];
  const [first] = operator;
  if (!isDocument(operand) || first === undefined || !first.startsWith('$')) {
    throw new CommandError(40234, `The field '${name}' must be an accumulator object`);
  }
  if (operator.length !== 1) throw new CommandError(40238, `The field '${name}' must specify one accumulator`);
  return [name, compileAccumulator(first, operand[first])];
}

/** Compiles one accumulator such as `{ $sum: '$n' }`. */
export function compileAccumulator(name: string, operand: unknown): MakeAccumulator {
  if (name === '$count') {
    if (!isDocument(operand) || Object.keys(operand).length > 0)
      throw new CommandError(14, '$count takes no arguments, i.e. $count:{}');
    return compileAccumulator('$sum', 1);
  }
  if (name === '$sum') return total(compile(operand), (sum) => sum.value);
  if (name === '$avg') return total(compile(operand), (sum, count) => averageOf(sum.value, count));
  const fold = Object.hasOwn(FOLDS, name) ? FOLDS[name] : undefined;
  if (fold) return folding(compile(operand), fold.first, fold.next);
  const finish = Object.hasOwn(OF_ALL, name) ? OF_ALL[name] : undefined;
  if (finish) return gather(compile(operand), finish);
  switch (name) {
    case '$firstN':
    case '$lastN':
    case '$minN':
    case '$maxN': {
      const { input, n } = partsOf(name, operand, name.startsWith('$m') ? 5787900 : 5787801, 5787901, PARTS_OF_N);
      return several(name, compile(input), compile(n));
    }
    case '$top':
    case '$bottom':
    case '$topN':
    case '$bottomN': {
      const parts = name.endsWith('N') ? PARTS_OF_TOP_N : PARTS_OF_TOP;
      const { sortBy, output, n = 1 } = partsOf(name, operand, 5788001, 5788002, parts);
      if (!isDocument(sortBy))
        throw new CommandError(10065, `invalid parameter: expected an object (sortBy) of ${name}`);
      return ranked(name, parseSort(sortBy), compile(output), compile(n));
    }
    case '$median':
    case '$percentile': {
      const { input, finish } = percentilesOf(name, operand, name === '$median' ? 7436100 : 7429703, constantOf);
      return gather(compile(input), finish);
    }
    case '$accumulator':
      throw notSupported(`The accumulator ${name}`, 15952);
    default:
      throw new CommandError(15952, `unknown group operator '${name}'`);
  }
}

/** What an accumulator has to be given, each with the code for its lack. */
type Parts = Readonly<Record<string, number>>;
const PARTS_OF_N: Parts = { n: 5787906, input: 5787907 };
const PARTS_OF_TOP: Parts = { output: 5788004, sortBy: 5788005 };
const PARTS_OF_TOP_N: Parts = { n: 5788003, ...PARTS_OF_TOP };

function partsOf(name: string, operand: unknown, notObject: number, unknown: number, parts: Parts): Document {
  if (!isDocument(operand)) throw new CommandError(notObject, `specification must be an object; found ${name}`);
  const other = Object.keys(operand).find((key) => !Object.hasOwn(parts, key));
  if (other !== undefined) throw new CommandError(unknown, `Unknown argument to ${name} '${other}'`);
  for (const [part, code] of Object.entries(parts)) {
    if (operand[part] === undefined) throw new CommandError(code, `Missing value for '${part}'`);
  }
  return operand;
}

function gather(
  evaluate: Evaluate,
  finish: (values: unknown[], collator: Collator | undefined) => unknown,
): MakeAccumulator {
  return (memory) => {
    const values: unknown[] = [];
    let collator: Collator | undefined;
    return {
      add: (scope) => {
        const value = evaluate(scope);
        collator = scope.collator;
        memory.add(value);
        values.push(value);
      },
      result: () => finish(values, collator),
    };
  };
}

function folding(evaluate: Evaluate, first: unknown, next: Fold): MakeAccumulator {
  return () => {
    let kept = first;
    return {
      add: (scope) => {
        kept = next(kept, evaluate(scope), scope.collator);
      },
      result: () => kept ?? null,
    };
  };
}

function total(evaluate: Evaluate, finish: (sum: Sum, count: number) => unknown): MakeAccumulator {
  return () => {
    const sum = new Sum();
    let count = 0;
    return {
      add: (scope) => {
        const value = evaluate(scope);
        if (!isNumber(value)) return;
        sum.add(value);
        count++;
      },
      result: () => finish(sum, count),
    };
  };
}

function several(name: string, input: Evaluate, count: Evaluate): MakeAccumulator {
  return (memory) => {
    const values: unknown[] = [];
    let collator: Collator | undefined;
    let n = 1;
    return {
      add: (scope) => {
        const value = input(scope);
        n = countOf(count(scope));
        collator = scope.collator;
        memory.add(value);
        if (name === '$firstN' || name === '$lastN' || (value !== undefined && value !== null))
          values.push(value ?? null);
      },
      result: () => {
        if (name === '$firstN') return values.slice(0, n);
        if (name === '$lastN') return values.slice(-n);
        const direction = name === '$minN' ? 1 : -1;
        return byKey(values, (value) => valueKey(value, collator, direction)).slice(0, n);
      },
    };
  };
}

function ranked(name: string, sort: KeySpec, output: Evaluate, count: Evaluate): MakeAccumulator {
  return (memory) => {
    const rows: { key: string; value: unknown }[] = [];
    let n = 1;
    return {
      add: (scope) => {
        n = countOf(count(scope));
        const value = output(scope) ?? null;
        memory.add(value);
        rows.push({ key: sortKey(scope.root as Document, sort, scope.collator), value });
      },
      result: () => {
        const values = byKey(rows, ({ key }) => key).map(({ value }) => value);
        if (name === '$top') return values[0];
        if (name === '$bottom') return values.at(-1);
        return name === '$topN' ? values.slice(0, n) : values.slice(-n);
      },
    };
  };
}

function countOf(value: unknown): number {
  const n = isNumber(value) ? toNumber(value) : Number.NaN;
  if (!Number.isInteger(n))
    throw new CommandError(
      isNumber(value) ? 5787903 : 5787902,
      `Value for 'n' must be of integral type, but found ${n}`,
    );
  if (n < 1) throw new CommandError(5787908, `'n' must be greater than 0, found ${n}`);
  return n;
}

/** Sorted by key, equal ones in the order in which they came. */
export function byKey<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  return values
    .map((value) => ({ value, key: keyOf(value) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ value }) => value);
}
