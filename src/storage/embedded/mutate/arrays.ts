// The update operators of arrays: $push with its modifiers, $addToSet, $pop, $pull, $pullAll.

import { type Collator, compareValues, equalValues, parseSort, sortKey } from '../compare.ts';
import { CommandError } from '../errors.ts';
import { collatorOf } from '../match/collation.ts';
import { equalOrMatchTest } from '../match/comparison.ts';
import { compileOperators, isOperators, type Scope } from '../match/conditions.ts';
import { compileFilter } from '../match/filter.ts';
import type { ValueTest } from '../match/path.ts';
import { type Document, isDocument, isNumber, toNumber, typeName } from '../values.ts';
import type { UpdateOperator } from './operators.ts';
import type { UpdateOptions } from './update.ts';

export const ARRAY_OPERATORS: Readonly<Record<string, UpdateOperator>> = {
  $push: (operand, _path, { collation }) => {
    const { values, position, sort, slice } = pushOf(operand, collatorOf(collation));
    return (current, { root, path }) => {
      if (current !== undefined && !Array.isArray(current)) {
        throw new CommandError(
          2,
          `The field '${path}' must be an array but is of type ${typeName(current)} in document {_id: ${String(root._id)}}`,
        );
      }
      const before: unknown[] = current ?? [];
      if (values.length === 0 && current !== undefined && !sort && slice === undefined) return current;
      const at =
        position === undefined ? before.length : position < 0 ? Math.max(0, before.length + position) : position;
      let after = [...before.slice(0, at), ...values, ...before.slice(at)];
      if (sort) after = sort(after);
      if (slice !== undefined) after = slice === 0 ? [] : slice > 0 ? after.slice(0, slice) : after.slice(slice);
      return after;
    };
  },
  $addToSet: (operand, _path, { collation }) => {
    const collator = collatorOf(collation);
    const values = isDocument(operand) && '$each' in operand ? eachOf(operand, '$addToSet') : [operand];
    return (current, { path }) => {
      if (current !== undefined && !Array.isArray(current)) {
        throw new CommandError(
          2,
          `Cannot apply $addToSet to non-array field. Field named '${path}' has non-array type ${typeName(current)}`,
        );
      }
      const after: unknown[] = [...(current ?? [])];
      for (const value of values) {
        if (!after.some((member) => equalValues(member, value, collator))) after.push(value);
      }
      return current && after.length === current.length ? current : after;
    };
  },
  $pop: (operand) => {
    const end = isNumber(operand) ? toNumber(operand) : Number.NaN;
    if (end !== 1 && end !== -1) throw new CommandError(9, `$pop expects 1 or -1, found: ${String(operand)}`);
    return (current, { path }) => {
      if (current === undefined) return undefined;
      if (!Array.isArray(current)) {
        throw new CommandError(14, `Path '${path}' contains an element of non-array type '${typeName(current)}'`);
      }
      if (current.length === 0) return current;
      return end === 1 ? current.slice(0, -1) : current.slice(1);
    };
  },
  $pull: (operand, _path, options) => without('$pull', pullTest(operand, options)),
  $pullAll: (operand, _path, { collation }) => {
    const collator = collatorOf(collation);
    if (!Array.isArray(operand)) {
      throw new CommandError(2, `$pullAll requires an array argument but was given a ${typeName(operand)}`);
    }
    return without('$pullAll', (element) => operand.some((value) => equalValues(value, element, collator)));
  },
};

function without(name: string, test: ValueTest): ReturnType<UpdateOperator> {
  return (current) => {
    if (current === undefined) return undefined;
    if (!Array.isArray(current)) throw new CommandError(2, `Cannot apply ${name} to a non-array value`);
    const kept = current.filter((element) => !test(element));
    return kept.length === current.length ? current : kept;
  };
}

const ELEMENT = 'element';

/** $pull's condition: operators on the element, a filter on elements that are documents, or a value. */
function pullTest(operand: unknown, options: UpdateOptions): ValueTest {
  const scope: Scope = {
    collator: collatorOf(options.collation),
    compile: (filter) => {
      const { matches } = compileFilter(filter, { collation: options.collation, now: options.now() });
      return (doc) => matches(doc);
    },
  };
  // As a filter on a field would, operators also look into an element that is an array itself.
  if (isOperators(operand)) {
    const predicate = compileOperators(operand, scope).onPath(ELEMENT);
    return (element) => predicate({ [ELEMENT]: element });
  }
  if (!isDocument(operand)) return equalOrMatchTest(operand, scope.collator);
  const predicate = scope.compile(operand);
  return (element) => isDocument(element) && predicate(element);
}

function eachOf(operand: Document, name: string): unknown[] {
  if (!Array.isArray(operand.$each)) {
    throw new CommandError(
      name === '$push' ? 2 : 14,
      `The argument to $each in ${name} must be an array but it was of type: ${typeName(operand.$each)}`,
    );
  }
  const other = Object.keys(operand).find((key) => key !== '$each' && (name !== '$push' || !PUSH_MODIFIERS.has(key)));
  if (other !== undefined) throw new CommandError(2, `Unrecognized clause in ${name}: ${other}`);
  return operand.$each;
}

const PUSH_MODIFIERS = new Set(['$each', '$slice', '$sort', '$position']);

type Push = {
  values: unknown[];
  position?: number | undefined;
  slice?: number | undefined;
  sort?: ((values: unknown[]) => unknown[]) | undefined;
};

function pushOf(operand: unknown, collator: Collator | undefined): Push {
  if (!isDocument(operand) || !('$each' in operand)) return { values: [operand] };
  return {
    values: eachOf(operand, '$push'),
    position: integerOf(operand, '$position'),
    slice: integerOf(operand, '$slice'),
    sort: operand.$sort === undefined ? undefined : sorterOf(operand.$sort, collator),
  };
}

function integerOf(operand: Document, name: string): number | undefined {
  const value = operand[name];
  if (value === undefined) return undefined;
  const number = isNumber(value) ? toNumber(value) : Number.NaN;
  if (!Number.isInteger(number)) {
    throw new CommandError(2, `The value for ${name} must be an integer value but was given type: ${typeName(value)}`);
  }
  return number;
}

/** `1` and `-1` sort the elements themselves, a document sorts them by their fields. */
function sorterOf(sort: unknown, collator: Collator | undefined): (values: unknown[]) => unknown[] {
  if (isDocument(sort)) {
    const spec = parseSort(sort);
    return (values) =>
      values
        .map((value) => ({ value, key: sortKey(isDocument(value) ? value : {}, spec, collator) }))
        .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
        .map(({ value }) => value);
  }
  const direction = isNumber(sort) ? toNumber(sort) : 0;
  if (direction !== 1 && direction !== -1) {
    throw new CommandError(
      2,
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
    );
  }
  return (values) => [...values].sort((a, b) => compareValues(a, b, collator) * direction);
}
