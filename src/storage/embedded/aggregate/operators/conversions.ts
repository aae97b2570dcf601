// Operators that tell or change the type of a value.

import { Decimal128, ObjectId, Timestamp } from 'bson';
import { toDecimal } from '../../arithmetic.ts';
import { CommandError, notSupported } from '../../errors.ts';
import { wholePart } from '../../match/comparison.ts';
import { nameOfType } from '../../match/types.ts';
import { type BsonNumber, double, isInt32, isNumber, toNumber, typeName } from '../../values.ts';
import { type Evaluate, namedOperands, nullish, type Operators, take, takePresent, truthy } from '../operands.ts';
import { parseDate } from './date-text.ts';

type Convert = (value: unknown) => unknown;

const CONVERT: Readonly<Record<string, Convert>> = {
  double: (value) => double(toNumber(number(value, 'double'))),
  string: (value) => toText(value, 241),
  objectId: (value) => {
    if (value instanceof ObjectId) return value;
    if (typeof value === 'string' && ObjectId.isValid(value)) return new ObjectId(value);
    throw failed(value, 'objectId');
  },
  bool: (value) => (isNumber(value) ? truthy(value) : typeof value === 'boolean' ? value : true),
  date: (value) => {
    if (value instanceof Date) return value;
    if (value instanceof ObjectId) return value.getTimestamp();
    if (value instanceof Timestamp) return new Date(value.t * 1000);
    if (isNumber(value) && typeName(value) !== 'int') return new Date(Math.trunc(toNumber(value)));
    const date = typeof value === 'string' ? parseDate(value) : undefined;
    if (!date) throw failed(value, 'date');
    return date;
  },
  int: (value) => {
    const whole = Math.trunc(toNumber(number(value, 'int')));
    if (!isInt32(whole === 0 ? 0 : whole)) throw failed(value, 'int');
    return whole === 0 ? 0 : whole;
  },
  long: (value) => {
    if (value instanceof Date) return BigInt(value.getTime());
    if (typeof value === 'bigint') return value;
    const whole = typeof value === 'string' ? parseWhole(value) : wholePart(number(value, 'long'));
    if (whole === undefined || BigInt.asIntN(64, whole) !== whole) throw failed(value, 'long');
    return whole;
  },
  decimal: (value) => {
    if (typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value))
      return Decimal128.fromStringWithRounding(value);
    return toDecimal(number(value, 'decimal'));
  },
};

export const CONVERSIONS: Operators = {
  $type: take(1, 1, (value) => typeName(value)),
  $isNumber: take(1, 1, (value) => isNumber(value)),
  $toDouble: takePresent(1, 1, CONVERT.double as Convert),
  $toString: takePresent(1, 1, CONVERT.string as Convert),
  $toObjectId: takePresent(1, 1, CONVERT.objectId as Convert),
  $toBool: takePresent(1, 1, CONVERT.bool as Convert),
  $toDate: takePresent(1, 1, CONVERT.date as Convert),
  $toInt: takePresent(1, 1, CONVERT.int as Convert),
  $toLong: takePresent(1, 1, CONVERT.long as Convert),
  $toDecimal: takePresent(1, 1, CONVERT.decimal as Convert),
  $convert: (operand, compile) => {
    const { input, to, onError, onNull } = namedOperands('$convert', operand, ['input', 'to'], ['onError', 'onNull']);
    const [value, type] = [compile(input), compile(to)];
    const otherwise: Evaluate | undefined = onError === undefined ? undefined : compile(onError);
    const empty = compile(onNull ?? null);
    return (scope) => {
      const from = value(scope);
      const wanted = type(scope);
      if (nullish(from)) return empty(scope);
      if (nullish(wanted)) return null;
      const name = nameOfType(wanted);
      const convert = Object.hasOwn(CONVERT, name) ? CONVERT[name] : undefined;
      if (!convert) throw notSupported(`$convert to ${name}`, 2);
      try {
        return convert(from);
      } catch (error) {
        if (!otherwise || !(error instanceof CommandError)) throw error;
        return otherwise(scope);
      }
    };
  },
};

/** Digits with a sign perhaps; undefined for any other text. */
function parseWhole(text: string): bigint | undefined {
  const [, sign, digits = ''] = /^([+-]?)(\d+)$/.exec(text) ?? [];
  if (sign === undefined) return undefined;
  return sign === '-' ? -BigInt(digits) : BigInt(digits);
}

function failed(value: unknown, type: string): CommandError {
  return new CommandError(
    241,
    `Failed to convert value of type ${typeName(value)} to ${type} in $convert with no onError value`,
  );
}

function number(value: unknown, type: string): BsonNumber {
  if (isNumber(value)) return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date && type !== 'int') return double(value.getTime());
  if (
    typeof value === 'string' &&
    /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value) &&
    (type !== 'int' || /^[+-]?\d+$/.test(value))
  ) {
    return double(Number(value));
  }
  throw failed(value, type);
}

/** A value as MongoDB writes it in a string. */
export function toText(value: unknown, code: number): string {
  if (typeof value === 'string') return value;
  if (isNumber(value))
    return typeof value === 'object' && !(value instanceof Decimal128) ? String(value.value) : String(value);
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof ObjectId) return value.toHexString();
  if (code === 241) throw failed(value, 'string');
  throw new CommandError(code, `can't convert from BSON type ${typeName(value)} to String`);
}
