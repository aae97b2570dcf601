// The operators that stand below a field: `{ field: { $operator: operand } }`.

import type { Collator } from '../compare.ts';
import { CommandError, notSupported } from '../errors.ts';
import { type Document, isDocument, isNumber, KIND, kindOf, toNumber } from '../values.ts';
import { type BitOperator, bitTest } from './bits.ts';
import { equalOrMatchTest, equalTest, inTest, modTest, type RangeOperator, rangeTest } from './comparison.ts';
import { anyAt, anyElementAt, type Predicate, type ValueTest } from './path.ts';
import { compileMatcher, isRegex, regexOf } from './regex.ts';
import { typeTest } from './types.ts';

/** What compiling needs from the filter around: how strings compare, and how a nested filter is compiled. */
export type Scope = { readonly collator: Collator | undefined; compile(filter: Document): Predicate };

/** A condition can be asked of a path in a document, or (inside of $elemMatch) of a value itself. */
export type Condition = { onPath(path: string): Predicate; readonly onValue: ValueTest };

/** `{ $gt: 1, $lt: 5 }`: all of its operators. */
export function compileOperators(operators: Document, scope: Scope): Condition {
  return all(
    Object.keys(operators).flatMap((name) => {
      if (name === '$options') {
        if (!('$regex' in operators)) throw new CommandError(2, '$options needs a $regex');
        return [];
      }
      return [compileOperator(name, operators[name], operators, scope)];
    }),
  );
}

/** Whether a field's value in a filter is a set of operators rather than a document to be equal to. */
export function isOperators(value: unknown): value is Document {
  if (!isDocument(value)) return false;
  const first = Object.keys(value)[0];
  return first?.startsWith('$') === true && first !== '$ref' && first !== '$id' && first !== '$db';
}

/** A field's value without operators: to be equal to, or a regular expression to match. */
export function equalCondition(wanted: unknown, scope: Scope): Condition {
  return leaf(equalOrMatchTest(wanted, scope.collator));
}

function compileOperator(name: string, operand: unknown, siblings: Document, scope: Scope): Condition {
  switch (name) {
    case '$eq':
      return leaf(equalTest(operand, scope.collator));
    case '$ne':
      if (isRegex(operand)) throw new CommandError(2, "Can't have regex as arg to $ne.");
      return not(leaf(equalTest(operand, scope.collator)));
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return leaf(rangeTest(name as RangeOperator, operand, scope.collator));
    case '$in':
      return leaf(inTest(name, operand, scope.collator));
    case '$nin':
      return not(leaf(inTest(name, operand, scope.collator)));
    case '$not':
      return compileNot(operand, scope);
    case '$exists':
      return exists(operand);
    case '$type':
      return leaf(typeTest(operand));
    case '$mod':
      return leaf(modTest(operand));
    case '$regex':
      return regex(operand, siblings.$options);
    case '$all':
      return compileAll(operand, scope);
    case '$elemMatch':
      return elementCondition(operand, scope);
    case '$size':
      return size(operand);
    case '$bitsAllSet':
    case '$bitsAllClear':
    case '$bitsAnySet':
    case '$bitsAnyClear':
      return leaf(bitTest(name as BitOperator, operand));
    case '$geoWithin':
    case '$geoIntersects':
    case '$near':
    case '$nearSphere':
    case '$within':
      throw notSupported(`The geospatial operator ${name}`, 2);
    default:
      throw new CommandError(2, `unknown operator: ${name}`);
  }
}

function leaf(test: ValueTest, intoArray = true): Condition {
  return { onPath: (path) => anyAt(path, test, intoArray), onValue: test };
}

function not(condition: Condition): Condition {
  return {
    onPath: (path) => {
      const predicate = condition.onPath(path);
      return (doc) => !predicate(doc);
    },
    onValue: (value) => !condition.onValue(value),
  };
}

function all(conditions: readonly Condition[]): Condition {
  const [only] = conditions;
  if (only && conditions.length === 1) return only;
  return {
    onPath: (path) => allOf(conditions.map((condition) => condition.onPath(path))),
    onValue: (value) => conditions.every((condition) => condition.onValue(value)),
  };
}

/** Whether all predicates hold; stops at the first that does not. */
export function allOf(predicates: readonly Predicate[]): Predicate {
  const [first, second] = predicates;
  if (!first) return () => true;
  if (!second) return first;
  if (predicates.length === 2) return (doc, found) => first(doc, found) && second(doc, found);
  return (doc, found) => {
    for (const predicate of predicates) if (!predicate(doc, found)) return false;
    return true;
  };
}

function compileNot(operand: unknown, scope: Scope): Condition {
  if (isRegex(operand)) {
    const pattern = regexOf(operand);
    return not(leaf((value) => typeof value === 'string' && pattern.test(value)));
  }
  if (!isDocument(operand)) throw new CommandError(2, '$not needs a regex or a document');
  if (Object.keys(operand).length === 0) throw new CommandError(2, '$not cannot be empty');
  return not(compileOperators(operand, scope));
}

function exists(operand: unknown): Condition {
  const present = leaf((value) => value !== undefined, false);
  return truthy(operand) ? present : not(present);
}

function truthy(value: unknown): boolean {
  return isNumber(value) ? toNumber(value) !== 0 : value !== false && value !== null && value !== undefined;
}

function regex(operand: unknown, options: unknown): Condition {
  if (options !== undefined && typeof options !== 'string') throw new CommandError(2, '$options has to be a string');
  if (isRegex(operand)) {
    if (options && operand.options) throw new CommandError(51075, 'options set in both $regex and $options');
    const pattern = compileMatcher(operand.pattern, options ?? operand.options);
    return leaf((value) => typeof value === 'string' && pattern.test(value));
  }
  if (typeof operand !== 'string') throw new CommandError(2, '$regex has to be a string');
  const pattern = compileMatcher(operand, options ?? '');
  return leaf((value) => typeof value === 'string' && pattern.test(value));
}

function compileAll(operand: unknown, scope: Scope): Condition {
  if (!Array.isArray(operand)) throw new CommandError(2, '$all needs an array');
  if (operand.length === 0) return leaf(() => false);
  const elementWise = isOperators(operand[0]) && '$elemMatch' in operand[0];
  return all(
    operand.map((wanted) => {
      const operators = isOperators(wanted);
      if (elementWise) {
        if (!operators || !('$elemMatch' in wanted)) throw new CommandError(2, '$all/$elemMatch has to be consistent');
        return elementCondition(wanted.$elemMatch, scope);
      }
      if (operators) throw new CommandError(2, 'no $ expressions in $all');
      return equalCondition(wanted, scope);
    }),
  );
}

const LOGICAL = new Set(['$and', '$or', '$nor', '$where', '$expr']);

function elementCondition(operand: unknown, scope: Scope): Condition {
  if (!isDocument(operand)) throw new CommandError(2, '$elemMatch needs an Object');
  const test = elementTest(operand, scope);
  return {
    onPath: (path) => anyElementAt(path, test),
    onValue: (value) => Array.isArray(value) && value.some(test),
  };
}

/** The test of `$elemMatch` for one element: operators on the element itself, or a filter on a document. */
export function elementTest(operand: Document, scope: Scope): ValueTest {
  if (isOperators(operand) && !LOGICAL.has(Object.keys(operand)[0] as string)) {
    return compileOperators(operand, scope).onValue;
  }
  const predicate = scope.compile(operand);
  return (element) => {
    if (isDocument(element)) return predicate(element);
    return Array.isArray(element) && predicate(Object.fromEntries(element.entries()));
  };
}

function size(operand: unknown): Condition {
  if (!isNumber(operand))
    throw new CommandError(2, `Failed to parse $size. Expected a number in: $size: ${kindName(operand)}`);
  const wanted = toNumber(operand);
  if (!Number.isInteger(wanted)) {
    throw new CommandError(2, `Failed to parse $size. Expected an integer: $size: ${wanted}`);
  }
  if (wanted < 0)
    throw new CommandError(2, `Failed to parse $size. Expected a non-negative number in: $size: ${wanted}`);
  return leaf((value) => Array.isArray(value) && value.length === wanted, false);
}

function kindName(value: unknown): string {
  return kindOf(value) === KIND.string ? `"${String(value)}"` : String(value);
}
