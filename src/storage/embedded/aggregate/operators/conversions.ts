// Operators that tell or change the type of a value.

import { Decimal128, ObjectId } from 'bson';
import { toDecimal } from '../../arithmetic.ts';
import { CommandError } from '../../errors.ts';
import { type BsonNumber, double, isInt32, isNumber, toNumber, typeName } from '../../values.ts';
import { type Evaluate, nullish, type Operators, take, takePresent, truthy } from '../operands.ts';

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
    if (typeof value === 'string' && /^[+-]?\d{1,19}$/.test(value)) return BigInt(value);
    const whole = Math.trunc(toNumber(number(value, 'long')));
    if (!Number.isFinite(whole) || Math.abs(whole) > 2 ** 63) throw failed(value, 'long');
    return BigInt(whole);
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
    const { input, to, onError, onNull } = (operand ?? {}) as Record<string, unknown>;
    const [value, type] = [compile(input), compile(to)];
    const otherwise: Evaluate | undefined = onError === undefined ? undefined : compile(onError);
    const empty = compile(onNull ?? null);
    return (scope) => {
      const from = value(scope);
      if (nullish(from)) return empty(scope);
      const name = String(type(scope));
      const convert = Object.hasOwn(CONVERT, name) ? CONVERT[name] : undefined;
      if (!convert) throw new CommandError(2, `Unknown type name: ${name}`);
      try {
        return convert(from);
      } catch (error) {
        if (!otherwise || !(error instanceof CommandError)) throw error;
        return otherwise(scope);
      }
    };
  },
};

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

/** A date in ISO 8601, taken as UTC where it names no zone; undefined when it is none. */
export function parseDate(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?( ?(Z|[+-]\d{2}(:?\d{2})?))?$/.test(text))
    return undefined;
  const zoned = /(Z|[+-]\d{2}(:?\d{2})?)$/.test(text.slice(10));
  const date = new Date(text.length === 10 ? text : zoned ? text.replace(' ', 'T') : `${text.replace(' ', 'T')}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
