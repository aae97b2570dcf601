// `$type`: the names and numbers of BSON's types.

import { CommandError } from '../errors.ts';
import { isNumber, toNumber, typeName } from '../values.ts';
import type { ValueTest } from './path.ts';

const NAME_OF_NUMBER: Readonly<Record<number, string>> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  6: 'undefined',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  12: 'dbPointer',
  13: 'javascript',
  14: 'symbol',
  15: 'javascriptWithScope',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
  [-1]: 'minKey',
  127: 'maxKey',
};

const NAMES = new Set([...Object.values(NAME_OF_NUMBER), 'number']);
const NUMBERS = new Set(['int', 'long', 'double', 'decimal']);

/** A test for one type or any of several, each by name or number. */
export function typeTest(operand: unknown): ValueTest {
  const wanted = new Set((Array.isArray(operand) ? operand : [operand]).map(nameOfType));
  if (wanted.size === 0) throw new CommandError(9, '$type must match at least one type');
  const anyNumber = wanted.has('number');
  return (value) => {
    const name = typeName(value);
    return wanted.has(name) || (anyNumber && NUMBERS.has(name));
  };
}

/**
 * A type by its name or number, as its name.
 * @throws CommandError 2 for an unknown one, 14 for what is neither
 */
export function nameOfType(operand: unknown): string {
  if (typeof operand === 'string') {
    if (!NAMES.has(operand)) throw new CommandError(2, `Unknown type name alias: ${operand}`);
    return operand;
  }
  if (!isNumber(operand)) throw new CommandError(14, 'type must be represented as a number or a string');
  const name = NAME_OF_NUMBER[toNumber(operand)];
  if (!name) throw new CommandError(2, `Invalid numerical type code: ${toNumber(operand)}`);
  return name;
}
