// Comparison, boolean and conditional operators, and those of sets.

import { compareValues, equalValues } from '../../compare.ts';
import { CommandError } from '../../errors.ts';
import { keyPrefix } from '../../keys.ts';
import { type Document, isDocument } from '../../values.ts';
import { type Evaluate, needArray, nullish, type Operators, take, takePresent, truthy } from '../operands.ts';

const ANY = Number.POSITIVE_INFINITY;

export const CONDITIONS: Operators = {
  $eq: take(2, 2, (a, b) => compareValues(a, b) === 0),
  $ne: take(2, 2, (a, b) => compareValues(a, b) !== 0),
  $gt: take(2, 2, (a, b) => compareValues(a, b) > 0),
  $gte: take(2, 2, (a, b) => compareValues(a, b) >= 0),
  $lt: take(2, 2, (a, b) => compareValues(a, b) < 0),
  $lte: take(2, 2, (a, b) => compareValues(a, b) <= 0),
  $cmp: take(2, 2, (a, b) => Math.sign(compareValues(a, b))),
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
    const { branches, default: otherwise }: Document = isDocument(operand) ? operand : {};
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
  $in: take(2, 2, (value, list) => {
    if (!Array.isArray(list)) throw new CommandError(40081, '$in requires an array as a second argument');
    return (list as unknown[]).some((element) => equalValues(element, value));
  }),
  $setUnion: takePresent(0, ANY, (...sets: unknown[]) =>
    distinct(sets.flatMap((set) => needArray(set, '$setUnion', 17043))),
  ),
  $setIntersection: takePresent(0, ANY, (...sets: unknown[]) => {
    const others = sets.slice(1).map((set) => keysOf(needArray(set, '$setIntersection', 17047)));
    return distinct(needArray(sets[0] ?? [], '$setIntersection', 17047)).filter((value) =>
      others.every((other) => other.has(keyPrefix(value, 1))),
    );
  }),
  $setDifference: takePresent(2, 2, (a, b) => {
    const without = keysOf(needArray(b, '$setDifference', 17049));
    return distinct(needArray(a, '$setDifference', 17048)).filter((value) => !without.has(keyPrefix(value, 1)));
  }),
  $setEquals: take(2, ANY, (...sets: unknown[]) => {
    const [first, ...others] = sets.map((set) => keysOf(needArray(set, '$setEquals', 17044)));
    return others.every((other) => other.size === first?.size && contains(first, other));
  }),
  $setIsSubset: take(2, 2, (a, b) =>
    contains(keysOf(needArray(b, '$setIsSubset', 17042)), keysOf(needArray(a, '$setIsSubset', 17046))),
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
  for (const name of ['if', 'then', 'else']) {
    if (!(name in parts)) throw new CommandError(17080, `Missing '${name}' parameter to $cond`);
  }
  return [parts.if, parts.then, parts.else];
}

function keysOf(values: readonly unknown[]): Set<string> {
  return new Set(values.map((value) => keyPrefix(value, 1)));
}

function contains(all: ReadonlySet<string> | undefined, some: ReadonlySet<string>): boolean {
  return [...some].every((key) => all?.has(key));
}

/** The values without repetition, in BSON's order. */
function distinct(values: readonly unknown[]): unknown[] {
  const byKey = new Map(values.map((value) => [keyPrefix(value, 1), value]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}
