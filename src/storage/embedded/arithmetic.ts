// Arithmetic across number types as MongoDB combines them: the wider type wins (int, long, double, decimal), an int
// that overflows becomes a long, and decimals compute in decimal with 34 digits.

import { Decimal128 } from 'bson';
import { type Decimal, decimalParts } from './numbers.ts';
import { type BsonNumber, double, isInt32, numericType, toNumber } from './values.ts';

export type Operation = 'add' | 'subtract' | 'multiply';

const LONG_MIN = -(2n ** 63n);
const LONG_MAX = 2n ** 63n - 1n;

/** A whole number in the narrowest type that `wanted` allows; undefined when it does not fit a long. */
function whole(value: bigint, wanted: 'int' | 'long'): BsonNumber | undefined {
  if (wanted === 'int' && value >= -0x8000_0000n && value <= 0x7fff_ffffn) return Number(value);
  return value >= LONG_MIN && value <= LONG_MAX ? value : undefined;
}

/** The result in MongoDB's type; undefined when two whole numbers overflow a long. */
export function combine(operation: Operation, a: BsonNumber, b: BsonNumber): BsonNumber | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    const result = operation === 'add' ? a + b : operation === 'subtract' ? a - b : a * b;
    if (!isInt32(a) || !isInt32(b)) return double(result);
    if (isInt32(result)) return result;
    if (Number.isSafeInteger(result)) return Object.is(result, -0) ? 0 : BigInt(result);
  }
  const types = [numericType(a), numericType(b)];
  if (types.includes('decimal')) return combineDecimals(operation, toDecimal(a), toDecimal(b));
  if (types.includes('double')) {
    const [left, right] = [toNumber(a), toNumber(b)];
    return double(operation === 'add' ? left + right : operation === 'subtract' ? left - right : left * right);
  }
  const [left, right] = [BigInt(a as number | bigint), BigInt(b as number | bigint)];
  const result = operation === 'add' ? left + right : operation === 'subtract' ? left - right : left * right;
  return whole(result, types.includes('long') ? 'long' : 'int');
}

/** As {@link combine}; whole numbers that overflow a long become a double, as in aggregation. */
export function combineWidening(operation: Operation, a: BsonNumber, b: BsonNumber): BsonNumber {
  const result = combine(operation, a, b);
  if (result !== undefined) return result;
  const [left, right] = [toNumber(a), toNumber(b)];
  return double(operation === 'add' ? left + right : operation === 'subtract' ? left - right : left * right);
}

/** A number as a decimal: a double with the 15 digits that it is sure of, as MongoDB converts it. */
export function toDecimal(value: BsonNumber): Decimal128 {
  if (value instanceof Decimal128) return value;
  if (typeof value === 'bigint') return Decimal128.fromString(String(value));
  const number = toNumber(value);
  if (!Number.isFinite(number)) {
    return Decimal128.fromString(Number.isNaN(number) ? 'NaN' : number > 0 ? 'Infinity' : '-Infinity');
  }
  if (Number.isInteger(number) && Math.abs(number) < 1e15) return Decimal128.fromString(String(number));
  return Decimal128.fromString(number.toPrecision(15));
}

function combineDecimals(operation: Operation, a: Decimal128, b: Decimal128): Decimal128 {
  const left = decimalParts(a);
  const right = decimalParts(b);
  if (typeof left === 'number' || typeof right === 'number') {
    const [x, y] = [toNumber(a), toNumber(b)];
    return toDecimal(operation === 'add' ? x + y : operation === 'subtract' ? x - y : x * y);
  }
  if (operation === 'multiply') {
    return fromParts({ coefficient: left.coefficient * right.coefficient, exponent: left.exponent + right.exponent });
  }
  const exponent = Math.min(left.exponent, right.exponent);
  const x = scaled(left, exponent);
  const y = scaled(right, exponent);
  return fromParts({ coefficient: operation === 'add' ? x + y : x - y, exponent });
}

function scaled(value: Decimal, exponent: number): bigint {
  return value.coefficient * 10n ** BigInt(value.exponent - exponent);
}

function fromParts({ coefficient, exponent }: Decimal): Decimal128 {
  return Decimal128.fromStringWithRounding(`${coefficient}E${exponent}`);
}

/** A decimal quotient with 34 digits. The divisor must not be zero. */
export function divideDecimals(a: Decimal128, b: Decimal128): Decimal128 {
  const left = decimalParts(a);
  const right = decimalParts(b);
  if (typeof left === 'number' || typeof right === 'number') return toDecimal(double(toNumber(a) / toNumber(b)));
  let { coefficient, exponent } = left;
  exponent -= right.exponent;
  const digits = String(right.coefficient).length - String(coefficient).length + 36;
  if (coefficient % right.coefficient !== 0n && digits > 0) {
    coefficient *= 10n ** BigInt(digits);
    exponent -= digits;
  }
  let quotient = coefficient / right.coefficient;
  // Digits that the division only appended say nothing.
  while (exponent < left.exponent - right.exponent && quotient !== 0n && quotient % 10n === 0n) {
    quotient /= 10n;
    exponent++;
  }
  return fromParts({ coefficient: quotient, exponent });
}
