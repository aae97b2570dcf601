// The update operators: each turns its operand into the change of one path. Those of arrays are in arrays.ts.

import { Timestamp } from 'bson';
import { combine } from '../arithmetic.ts';
import { compareValues } from '../compare.ts';
import { CommandError } from '../errors.ts';
import { collatorOf } from '../match/collation.ts';
import { compileFilter, type Filter } from '../match/filter.ts';
import {
  type BsonNumber,
  type Document,
  double,
  getField,
  isDocument,
  isNumber,
  numericType,
  typeName,
} from '../values.ts';
import { applyNode } from './apply.ts';
import { ARRAY_OPERATORS } from './arrays.ts';
import { identical } from './identical.ts';
import { addChange, type Change, type Node, newNode, sortTree } from './tree.ts';
import type { UpdateContext, UpdateOptions } from './update.ts';

/** Makes the change of one path from the operand that an update gives for it. */
export type UpdateOperator = (operand: unknown, path: string, options: UpdateOptions) => Change;

const OPERATORS: Readonly<Record<string, UpdateOperator>> = {
  $set: (operand) => (current) => (identical(current, operand) ? current : operand),
  $setOnInsert: (operand) => (current, at) => (at.inserting ? operand : current),
  $unset: () => () => undefined,
  $inc: (operand, path) => arithmetic('$inc', operand, path),
  $mul: (operand, path) => arithmetic('$mul', operand, path),
  $min: (operand, _path, options) => extreme(operand, -1, options),
  $max: (operand, _path, options) => extreme(operand, 1, options),
  $currentDate: (operand, _path, { now }) => {
    const timestamp = wantsTimestamp(operand);
    return () => (timestamp ? new Timestamp({ t: Math.floor(now().getTime() / 1000), i: 1 }) : now());
  },
  $bit: (operand, path) => bitwise(operand, path),
  ...ARRAY_OPERATORS,
};

/** Compiles a document of operators such as `{ $set: { a: 1 }, $inc: { n: 1 } }`. */
export function compileOperators(
  update: Document,
  options: UpdateOptions,
): (doc: Document, context: UpdateContext) => Document {
  const root = newNode();
  const paths: string[] = [];
  for (const [name, operands] of Object.entries(update)) {
    const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
    if (!operator && name !== '$rename') {
      throw new CommandError(
        9,
        `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    }
    if (!isDocument(operands)) {
      throw new CommandError(
        9,
        `Modifiers operate on fields but we found type ${typeName(operands)} instead. For example: {$mod: {<field>: ...}} not {${name}: ${String(operands)}}`,
      );
    }
    for (const [path, operand] of Object.entries(operands)) {
      paths.push(path);
      if (operator) addChange(root, path, operator(operand, path, options));
      else addRename(root, path, operand);
    }
  }
  sortTree(root);
  const filters = compileArrayFilters(options, paths);
  return (doc, { position, inserting }) =>
    applyNode(root, doc, { path: '', root: doc, inserting, position }, filters) as Document;
}

const IDENTIFIER = /\$\[([^\]]+)\]/g;

function compileArrayFilters(options: UpdateOptions, paths: readonly string[]): Map<string, Filter> {
  const filters = new Map<string, Filter>();
  for (const filter of options.arrayFilters ?? []) {
    const [name, ...others] = new Set(topLevelNames(filter));
    if (name === undefined)
      throw new CommandError(9, 'Cannot use an expression without a top-level field name in arrayFilters');
    if (others.length > 0) {
      throw new CommandError(
        9,
        `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${name}' and '${others[0]}'`,
      );
    }
    if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) {
      throw new CommandError(
        2,
        `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning ` +
          `with a lowercase letter, found '${name}'`,
      );
    }
    if (filters.has(name)) {
      throw new CommandError(9, `Found multiple array filters with the same top-level field name ${name}`);
    }
    filters.set(name, compileFilter(filter, { collation: options.collation, now: options.now() }));
  }
  const used = new Set<string>();
  for (const path of paths) {
    for (const [, name = ''] of path.matchAll(IDENTIFIER)) {
      if (!filters.has(name))
        throw new CommandError(2, `No array filter found for identifier '${name}' in path '${path}'`);
      used.add(name);
    }
  }
  for (const name of filters.keys()) {
    if (!used.has(name))
      throw new CommandError(9, `The array filter for identifier '${name}' was not used in the update`);
  }
  return filters;
}

/** The first part of every path in an array filter, also inside of $and, $or and $nor. */
function topLevelNames(filter: Document): string[] {
  return Object.entries(filter).flatMap(([name, operand]) => {
    if (!name.startsWith('$')) return [name.split('.')[0] as string];
    return Array.isArray(operand) ? operand.flatMap((branch) => (isDocument(branch) ? topLevelNames(branch) : [])) : [];
  });
}

function extreme(operand: unknown, direction: 1 | -1, { collation }: UpdateOptions): Change {
  const collator = collatorOf(collation);
  return (current) =>
    current === undefined || compareValues(operand, current, collator) * direction > 0 ? operand : current;
}

function arithmetic(name: '$inc' | '$mul', operand: unknown, path: string): Change {
  if (!isNumber(operand)) {
    const verb = name === '$inc' ? 'increment' : 'multiply';
    throw new CommandError(14, `Cannot ${verb} with non-numeric argument: {${path}: ${String(operand)}}`);
  }
  return (current, { root, path: where }) => {
    if (current === undefined) return name === '$inc' ? operand : zeroLike(operand);
    if (!isNumber(current)) {
      throw new CommandError(
        14,
        `Cannot apply ${name} to a value of non-numeric type. {_id: ${String(root._id)}} has the field '${where}' of non-numeric type ${typeName(current)}`,
      );
    }
    const result = combine(name === '$inc' ? 'add' : 'multiply', current, operand);
    if (result === undefined) {
      throw new CommandError(
        2,
        `Failed to apply ${name} operations to current value (${current}) for document {_id: ${String(root._id)}}`,
      );
    }
    return identical(current, result) ? current : result;
  };
}

function zeroLike(operand: BsonNumber): BsonNumber | undefined {
  return numericType(operand) === 'double' ? double(0) : combine('multiply', operand, 0);
}

function wantsTimestamp(operand: unknown): boolean {
  if (typeof operand === 'boolean') return false;
  const type = isDocument(operand) ? operand.$type : undefined;
  if (type === 'timestamp') return true;
  if (type === 'date') return false;
  throw new CommandError(
    2,
    `${typeName(operand)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
  );
}

function bitwise(operand: unknown, path: string): Change {
  const steps = isDocument(operand) ? Object.entries(operand) : [];
  if (steps.length === 0) {
    throw new CommandError(
      2,
      `You must pass in at least one bitwise operation. The format is: {$bit: {field: {and/or/xor: #}}}`,
    );
  }
  for (const [name, mask] of steps) {
    if (!['and', 'or', 'xor'].includes(name)) {
      throw new CommandError(
        2,
        `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: {${name}: ${String(mask)}}`,
      );
    }
    if (!isWhole(mask))
      throw new CommandError(
        2,
        `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(mask)}' is not supported here: {${path}: ${String(mask)}}`,
      );
  }
  return (current) => {
    if (current !== undefined && !isWhole(current)) {
      throw new CommandError(
        2,
        `Cannot apply $bit to a value of non-integral type. The field '${path}' is of type ${typeName(current)}`,
      );
    }
    let long = typeof current === 'bigint';
    let result = BigInt((current as number | bigint | undefined) ?? 0);
    for (const [name, mask] of steps as [string, number | bigint][]) {
      long ||= typeof mask === 'bigint';
      const bits = BigInt(mask);
      result = name === 'and' ? result & bits : name === 'or' ? result | bits : result ^ bits;
    }
    const value = long ? result : Number(result);
    return identical(current, value) ? current : value;
  };
}

function isWhole(value: unknown): value is number | bigint {
  return isNumber(value) && (numericType(value) === 'int' || numericType(value) === 'long');
}

/** $rename takes the value away at one path and sets it at another; through arrays it never goes. */
function addRename(root: Node, from: string, to: unknown): void {
  if (typeof to !== 'string')
    throw new CommandError(2, `The 'to' field for $rename must be a string: ${from}: ${String(to)}`);
  if (from === to) throw new CommandError(2, `The source and target field for $rename must differ: ${from}: "${to}"`);
  for (const [role, path] of [
    ['source', from],
    ['destination', to],
  ] as const) {
    if (path.includes('$')) throw new CommandError(2, `The ${role} field for $rename may not be dynamic: ${path}`);
  }
  addChange(root, from, () => undefined);
  addChange(root, to, (current, { root: doc }) => {
    const moved = valueWithoutArrays(doc, from, 'source');
    if (moved === undefined) return current;
    valueWithoutArrays(doc, to, 'destination');
    return moved;
  });
}

function valueWithoutArrays(doc: Document, path: string, role: string): unknown {
  let value: unknown = doc;
  for (const part of path.split('.')) {
    if (Array.isArray(value)) {
      throw new CommandError(
        2,
        `The ${role} field cannot be an array element, '${path}' in doc with _id: ${String(doc._id)} has an array field`,
      );
    }
    if (!isDocument(value)) return undefined;
    value = getField(value, part);
  }
  return value;
}
