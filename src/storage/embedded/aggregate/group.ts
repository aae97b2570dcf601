// `$group`: documents gathered by a key, and the accumulators that sum them up.

import { parseSort, sortKey } from '../compare.ts';
import { CommandError } from '../errors.ts';
import { type KeySpec, keyPrefix } from '../keys.ts';
import { type Document, isDocument, isNumber, setField, toNumber } from '../values.ts';
import { compile } from './expression.ts';
import type { Evaluate, Scope } from './operands.ts';
import { average, deviation, extreme, sum } from './operators/arrays.ts';
import { mergeDocuments } from './operators/objects.ts';

/** Gathers values one document at a time. */
type Accumulator = { add(scope: Scope): void; result(): unknown };

type MakeAccumulator = () => Accumulator;

/** Accumulators that need all values only at the end. Missing ones are undefined. */
const OF_ALL: Readonly<Record<string, (values: unknown[]) => unknown>> = {
  $sum: sum,
  $avg: average,
  $min: (values) => extreme(values, -1),
  $max: (values) => extreme(values, 1),
  $first: (values) => values[0] ?? null,
  $last: (values) => values.at(-1) ?? null,
  $push: (values) => values.filter((value) => value !== undefined),
  $addToSet: (values) => [
    ...new Map(values.filter((value) => value !== undefined).map((value) => [keyPrefix(value, 1), value])).values(),
  ],
  $mergeObjects: mergeDocuments,
  $stdDevPop: (values) => deviation(values, 0),
  $stdDevSamp: (values) => deviation(values, 1),
  $count: (values) => values.length,
  $concatArrays: (values) => values.flatMap((value) => (Array.isArray(value) ? value : [])),
};

/** Compiles a `$group` to what turns documents into groups, in the order in which their keys first came. */
export function compileGroup(
  spec: unknown,
): (documents: readonly Document[], scopeOf: (doc: Document) => Scope) => Document[] {
  if (!isDocument(spec)) throw new CommandError(15947, "a group's fields must be specified in an object");
  if (!('_id' in spec)) throw new CommandError(15955, 'a group specification must include an _id');
  const id = compile(spec._id);
  const fields = Object.entries(spec)
    .filter(([name]) => name !== '_id')
    .map(([name, operand]) => compileField(name, operand));
  return (documents, scopeOf) => {
    const groups = new Map<string, { id: unknown; accumulators: Accumulator[] }>();
    for (const doc of documents) {
      const scope = scopeOf(doc);
      const value = id(scope) ?? null;
      const key = keyPrefix(value, 1);
      let group = groups.get(key);
      if (!group) {
        group = { id: value, accumulators: fields.map(([, make]) => make()) };
        groups.set(key, group);
      }
      for (const accumulator of group.accumulators) accumulator.add(scope);
    }
    return [...groups.values()].map(({ id: value, accumulators }) => {
      const doc: Document = { _id: value };
      fields.forEach(([name], index) => {
        setField(doc, name, accumulators[index]?.result());
      });
      return doc;
    });
  };
}

function compileField(name: string, operand: unknown): [string, MakeAccumulator] {
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
  if (name === '$count') return gather(() => null, OF_ALL.$count as (values: unknown[]) => unknown);
  if (name === '$sum') return running(compile(operand));
  const finish = Object.hasOwn(OF_ALL, name) ? OF_ALL[name] : undefined;
  if (finish) return gather(compile(operand), finish);
  const spec = isDocument(operand) ? operand : {};
  switch (name) {
    case '$firstN':
    case '$lastN':
    case '$minN':
    case '$maxN':
      return several(name, compile(spec.input), compile(spec.n));
    case '$top':
    case '$bottom':
    case '$topN':
    case '$bottomN':
      return ranked(name, parseSort((spec.sortBy ?? {}) as Document), compile(spec.output), compile(spec.n ?? 1));
    default:
      throw new CommandError(15952, `unknown group operator '${name}'`);
  }
}

function gather(evaluate: Evaluate, finish: (values: unknown[]) => unknown): MakeAccumulator {
  return () => {
    const values: unknown[] = [];
    return { add: (scope) => values.push(evaluate(scope)), result: () => finish(values) };
  };
}

/** A sum keeps no values. */
function running(evaluate: Evaluate): MakeAccumulator {
  return () => {
    let total: unknown = 0;
    return {
      add: (scope) => {
        const value = evaluate(scope);
        if (isNumber(value)) total = sum([total, value]);
      },
      result: () => total,
    };
  };
}

function several(name: string, input: Evaluate, count: Evaluate): MakeAccumulator {
  return () => {
    const values: unknown[] = [];
    let n = 1;
    return {
      add: (scope) => {
        const value = input(scope);
        n = countOf(count(scope));
        if (name === '$firstN' || name === '$lastN' || (value !== undefined && value !== null))
          values.push(value ?? null);
      },
      result: () => {
        if (name === '$firstN') return values.slice(0, n);
        if (name === '$lastN') return values.slice(-n);
        const direction = name === '$minN' ? 1 : -1;
        return byKey(values, (value) => keyPrefix(value, direction)).slice(0, n);
      },
    };
  };
}

function ranked(name: string, sort: KeySpec, output: Evaluate, count: Evaluate): MakeAccumulator {
  return () => {
    const rows: { key: string; value: unknown }[] = [];
    let n = 1;
    return {
      add: (scope) => {
        n = countOf(count(scope));
        rows.push({ key: sortKey(scope.root as Document, sort), value: output(scope) ?? null });
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
  if (!Number.isInteger(n) || n < 1)
    throw new CommandError(5787908, `'n' must be a whole number greater than 0, found ${n}`);
  return n;
}

/** Sorted by key, equal ones in the order in which they came. */
export function byKey<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  return values
    .map((value) => ({ value, key: keyOf(value) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ value }) => value);
}
