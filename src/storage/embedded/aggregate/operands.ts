// What all expressions share: the scope that they read, how operators take their operands, and their refusals.

import type { Collator } from '../compare.ts';
import { CommandError } from '../errors.ts';
import { collatorOf } from '../match/collation.ts';
import { type BsonNumber, type Document, isDocument, isNumber, toNumber, typeName } from '../values.ts';

/** What an expression can see: the document, and the variables by name (without the dollars). */
export type Scope = {
  readonly root: unknown;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly now: Date;
  /** How strings compare; byte order without. */
  readonly collator: Collator | undefined;
};

/** What the command around brings: its `let` variables, the value of `$$NOW`, and its collation. */
export type Surroundings = {
  readonly let?: Document | undefined;
  readonly now: Date;
  readonly collation?: Document | undefined;
};

export function scopeOf(root: unknown, { let: variables = {}, now, collation }: Surroundings): Scope {
  return { root, variables, now, collator: collatorOf(collation) };
}

/** A compiled expression; a missing value is undefined. */
export type Evaluate = (scope: Scope) => unknown;

export type Compile = (spec: unknown) => Evaluate;

/** One operator: compiles its operand. */
export type Operator = (operand: unknown, compile: Compile, name: string) => Evaluate;

export type Operators = Readonly<Record<string, Operator>>;

/** Whether a value counts as true: all but false, null, missing and zero. */
export function truthy(value: unknown): boolean {
  if (value === null || value === undefined || value === false) return false;
  return isNumber(value) ? toNumber(value) !== 0 : true;
}

export function nullish(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** An operator on evaluated operands, of which it takes between `least` and `most`. One need not stand in an array. */
export function take(least: number, most: number, run: (...values: never[]) => unknown): Operator {
  return (operand, compile, name) => {
    const operands = operandsOf(operand, least, most, name).map(compile);
    const call = run as (...values: unknown[]) => unknown;
    const [first, second] = operands;
    if (first && operands.length === 1) return (scope) => call(first(scope));
    if (first && second && operands.length === 2) return (scope) => call(first(scope), second(scope));
    return (scope) => call(...operands.map((evaluate) => evaluate(scope)));
  };
}

function operandsOf(operand: unknown, least: number, most: number, name: string): unknown[] {
  const specs = Array.isArray(operand) ? operand : [operand];
  if (specs.length >= least && specs.length <= most) return specs;
  const wanted =
    least === most ? `exactly ${least} arguments.` : `at least ${least} arguments, and at most ${most}, but`;
  throw new CommandError(16020, `Expression ${name} takes ${wanted} ${specs.length} were passed in.`);
}

/** As {@link take}, for operators that compare: the collation comes first, then the operands. */
export function comparing(
  least: number,
  most: number,
  run: (collator: Collator | undefined, ...values: never[]) => unknown,
): Operator {
  const call = run as (collator: Collator | undefined, ...values: unknown[]) => unknown;
  return (operand, compile, name) => {
    const operands = operandsOf(operand, least, most, name).map(compile);
    const [first, second] = operands;
    if (first && second && operands.length === 2) {
      return (scope) => call(scope.collator, first(scope), second(scope));
    }
    return (scope) => call(scope.collator, ...operands.map((evaluate) => evaluate(scope)));
  };
}

/** As {@link take}, but null when any operand is null or missing. */
export function takePresent(least: number, most: number, run: (...values: never[]) => unknown): Operator {
  const call = run as (...values: unknown[]) => unknown;
  return take(least, most, (...values: unknown[]) => (values.some(nullish) ? null : call(...values)));
}

/** An operator whose operand is a document of named operands. */
export function named(names: readonly string[], run: (values: Document, scope: Scope) => unknown): Operator {
  return (operand, compile, name) => {
    if (typeof operand !== 'object' || operand === null || Array.isArray(operand)) {
      throw new CommandError(40065, `${name} only supports an object as its argument`);
    }
    const entries = Object.entries(operand as Document).map(([key, spec]): [string, Evaluate] => {
      if (!names.includes(key)) throw new CommandError(9, `${name} found an unknown argument: ${key}`);
      return [key, compile(spec)];
    });
    return (scope) => run(Object.fromEntries(entries.map(([key, evaluate]) => [key, evaluate(scope)])), scope);
  };
}

/**
 * The operands of an operator by name, before they are compiled.
 * @throws CommandError 9 when it is no document, lacks one that is required, or has one that is unknown
 */
export function namedOperands(
  name: string,
  operand: unknown,
  required: readonly string[],
  optional: readonly string[],
): Document {
  if (!isDocument(operand)) throw new CommandError(9, `${name} only supports an object as its argument`);
  for (const key of Object.keys(operand)) {
    if (required.includes(key) || optional.includes(key)) continue;
    throw new CommandError(9, `${name} found an unknown argument: ${key}`);
  }
  const missing = required.find((key) => operand[key] === undefined);
  if (missing !== undefined) throw new CommandError(9, `Missing '${missing}' parameter to ${name}`);
  return operand;
}

export function needNumber(value: unknown, name: string, code = 28765): BsonNumber {
  if (!isNumber(value)) throw new CommandError(code, `${name} only supports numeric types, not ${typeName(value)}`);
  return value;
}

export function needArray(value: unknown, name: string, code = 28664): unknown[] {
  if (!Array.isArray(value)) {
    throw new CommandError(code, `The argument to ${name} must be an array, but was of type: ${typeName(value)}`);
  }
  return value;
}

export function needString(value: unknown, name: string, code = 16702): string {
  if (typeof value !== 'string') {
    throw new CommandError(code, `${name} requires a string argument, found: ${typeName(value)}`);
  }
  return value;
}

export function needInteger(value: unknown, name: string, code = 40096): number {
  const number = isNumber(value) ? toNumber(value) : Number.NaN;
  if (!Number.isInteger(number)) {
    throw new CommandError(code, `${name} requires an integral argument, found a value of type: ${typeName(value)}`);
  }
  return number;
}
