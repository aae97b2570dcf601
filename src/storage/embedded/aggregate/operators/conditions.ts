// Comparison, boolean and conditional operators, and those of sets.

import { type Collator, compareValues, equalValues } from '../../compare.ts';
import { CommandError } from '../../errors.ts';
import { valueKey } from '../../keys.ts';
import { type Document, isDocument } from '../../values.ts';
import {
  comparing,
  type Evaluate,
  namedOperands,
  needArray,
  nullish,
  type Operators,
  take,
  truthy,
} from '../operands.ts';

const ANY = Number.POSITIVE_INFINITY;

export const CONDITIONS: Operators = {
  $eq: comparing(2, 2, (collator, a, b) => compareValues(a, b, collator) === 0),
  $ne: comparing(2, 2, (collator, a, b) => compareValues(a, b, collator) !== 0),
  $gt: comparing(2, 2, (collator, a, b) => compareValues(a, b, collator) > 0),
  $gte: comparing(2, 2, (collator, a, b) => compareValues(a, b, collator) >= 0),
  $lt: comparing(2, 2, (collator, a, b) => compareValues(a, b, collator) < 0),
  $lte: comparing(2, 2, (collator, a, b) => compareValues(a, b, collator) <= 0),
  $cmp: comparing(2, 2, (collator, a, b) => Math.sign(compareValues(a, b, collator))),
  $not: take(1, 1, (value) => !truthy(value)),
  $and: (operand, compile) => {
    const operands = (Array.isArray(operand) ? operand : [operand]).map(compile);
    return (scope) => operands.every((evaluate) => truthy(evaluate(scope)));
  },
  $or: (operand, compile) => {
    const operands = (Array.isArray(operand) ? operand : [operand]).map(compile);
    return (scope) => operands.some((evaluate) => truthy(evaluate(scope)));
  },
  $cond: (operand, compile) => {
    const [test, yes, no] = conditionParts(operand).map(compile) as [Evaluate, Evaluate, Evaluate];
    return (scope) => (truthy(test(scope)) ? yes(scope) : no(scope));
  },
  $ifNull: (operand, compile) => {
    if (!Array.isArray(operand) || operand.length < 2) {
      throw new CommandError(1257300, '$ifNull needs at least two arguments');
    }
    const operands = operand.map(compile);
    return (scope) => {
      let value: unknown;
      for (const evaluate of operands) {
        value = evaluate(scope);
        if (!nullish(value)) return value;
      }
      return value;
    };
  },
  $switch: (operand, compile) => {
    const { branches, default: otherwise } = namedOperands('$switch', operand, [], ['branches', 'default']);
    if (!Array.isArray(branches) || branches.length === 0) {
      throw new CommandError(40068, '$switch requires at least one branch.');
    }
    const cases = branches.map((branch: unknown) => {
      if (!isDocument(branch) || branch.case === undefined || branch.then === undefined)
        throw new CommandError(40067, "$switch requires each branch to have a 'case' and a 'then' expression");
      return [compile(branch.case), compile(branch.then)] as const;
    });
    const last = otherwise === undefined ? undefined : compile(otherwise);
    return (scope) => {
      for (const [test, then] of cases) if (truthy(test(scope))) return then(scope);
      if (!last)
        throw new CommandError(
          40066,
          '$switch could not find a matching branch for an input, and no default was specified.',
        );
      return last(scope);
    };
  },
  $in: comparing(2, 2, (collator, value, list) => {
    if (!Array.isArray(list)) throw new CommandError(40081, '$in requires an array as a second argument');
    return (list as unknown[]).some((element) => equalValues(element, value, collator));
  }),
  $setUnion: comparing(0, ANY, (collator, ...sets: unknown[]) => {
    if (sets.some(nullish)) return null;
    return [
      ...byKey(
        sets.flatMap((set) => needArray(set, '$setUnion', 17043)),
        collator,
      ).values(),
    ];
  }),
  $setIntersection: comparing(0, ANY, (collator, ...sets: unknown[]) => {
    if (sets.some(nullish)) return null;
    const [first, ...others] = sets.map((set) => byKey(needArray(set, '$setIntersection', 17047), collator));
    return [...(first ?? [])].filter(([key]) => others.every((other) => other.has(key))).map(([, value]) => value);
  }),
  $setDifference: comparing(2, 2, (collator, a, b) => {
    if (nullish(a) || nullish(b)) return null;
    const without = byKey(needArray(b, '$setDifference', 17049), collator);
    const all = byKey(needArray(a, '$setDifference', 17048), collator);
    return [...all].filter(([key]) => !without.has(key)).map(([, value]) => value);
  }),
  $setEquals: comparing(2, ANY, (collator, ...sets: unknown[]) => {
    const [first, ...others] = sets.map((set) => byKey(needArray(set, '$setEquals', 17044), collator));
    return others.every((other) => other.size === first?.size && contains(first, other));
  }),
  $setIsSubset: comparing(2, 2, (collator, a, b) =>
    contains(
      byKey(needArray(b, '$setIsSubset', 17042), collator),
      byKey(needArray(a, '$setIsSubset', 17046), collator),
    ),
  ),
  $anyElementTrue: take(1, 1, (list) => needArray(list, '$anyElementTrue', 17041).some(truthy)),
  $allElementsTrue: take(1, 1, (list) => needArray(list, '$allElementsTrue', 17040).every(truthy)),
};

function conditionParts(operand: unknown): unknown[] {
  if (Array.isArray(operand)) {
    if (operand.length === 3) return operand;
    throw new CommandError(16020, `Expression $cond takes exactly 3 arguments. ${operand.length} were passed in.`);
  }
  const parts: Document = isDocument(operand) ? operand : {};
  const unknown = Object.keys(parts).find((name) => !['if', 'then', 'else'].includes(name));
  if (unknown !== undefined) throw new CommandError(17083, `Unrecognized parameter to $cond: ${unknown}`);
  for (const name of ['if', 'then', 'else']) {
    if (!(name in parts)) throw new CommandError(17080, `Missing '${name}' parameter to $cond`);
  }
  return [parts.if, parts.then, parts.else];
}

type ByKey = ReadonlyMap<string, unknown>;

/** The values without repetition, the first of equals, in BSON's order. */
function byKey(values: readonly unknown[], collator: Collator | undefined): ByKey {
  const found = new Map<string, unknown>();
  for (const value of values) {
    const key = valueKey(value, collator);
    if (!found.has(key)) found.set(key, value);
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function contains(all: ByKey | undefined, some: ByKey): boolean {
  return [...some.keys()].every((key) => all?.has(key));
}
