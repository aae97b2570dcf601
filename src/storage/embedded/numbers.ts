// Exact comparison of numbers of different types: no long or decimal ever passes through a double on the way.

import { Decimal128 } from 'bson';
import { type BsonNumber, toNumber } from './values.ts';

/** A finite decimal, `coefficient * 10^exponent`. */
export type Decimal = { readonly coefficient: bigint; readonly exponent: number };

/** A number whose comparison is exact in JavaScript (number and bigint compare by value), or a finite decimal. */
type Exact = number | bigint | Decimal;

/** A decimal's parts; NaN and the infinities, which have none, come back as numbers. */
export function decimalParts(value: Decimal128): Decimal | number {
  const text = value.toString();
  const [mantissa = '', exponent = '0'] = text.split(/E/i);
  if (!/^-?[\d.]+$/.test(mantissa)) return Number(text);
  const point = mantissa.indexOf('.');
  const decimals = point < 0 ? 0 : mantissa.length - point - 1;
  return { coefficient: BigInt(mantissa.replace('.', '')), exponent: Number(exponent) - decimals };
}

/** BSON's order of numbers: NaN first and equal to itself, -0 equal to 0, every type by its exact value. */
export function compareNumbers(a: BsonNumber, b: BsonNumber): number {
  const left = exact(a);
  const right = exact(b);
  if (typeof left !== 'object' && typeof right !== 'object') {
    if (left < right) return -1;
    if (left > right) return 1;
    if (Number.isNaN(left)) return Number.isNaN(right) ? 0 : -1;
    return Number.isNaN(right) ? 1 : 0;
  }
  const near = toNumber(a);
  const far = toNumber(b);
  if (Number.isNaN(near) || Number.isNaN(far))
    return near === far ? 0 : Number.isNaN(near) ? (Number.isNaN(far) ? 0 : -1) : 1;
  // Rounding to the nearest double keeps the order, so only what rounds to one double needs exact arithmetic.
  if (near < far) return -1;
  if (near > far) return 1;
  return compareFractions(fraction(left), fraction(right));
}

function exact(value: BsonNumber): Exact {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  return value instanceof Decimal128 ? decimalParts(value) : value.value;
}

/** A number as a quotient of integers; the infinities as signs over zero. */
type Fraction = { readonly over: bigint; readonly under: bigint };

function fraction(value: Exact): Fraction {
  if (typeof value === 'bigint') return { over: value, under: 1n };
  if (typeof value === 'number') return fractionOfDouble(value);
  return value.exponent >= 0
    ? { over: value.coefficient * 10n ** BigInt(value.exponent), under: 1n }
    : { over: value.coefficient, under: 10n ** BigInt(-value.exponent) };
}

function fractionOfDouble(value: number): Fraction {
  if (!Number.isFinite(value)) return { over: value > 0 ? 1n : -1n, under: 0n };
  let scaled = value;
  let shift = 0n;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    shift++;
  }
  return { over: BigInt(scaled), under: 1n << shift };
}

function compareFractions(a: Fraction, b: Fraction): number {
  if (a.under === 0n || b.under === 0n) {
    const left = a.under === 0n ? Number(a.over) : 0;
    const right = b.under === 0n ? Number(b.over) : 0;
    return Math.sign(left - right);
  }
  const left = a.over * b.under;
  const right = b.over * a.under;
  return left < right ? -1 : left > right ? 1 : 0;
}

const bits = new DataView(new ArrayBuffer(8));

/** The largest double that is not above a long or decimal; NaN for NaN. */
export function floorDouble(value: bigint | Decimal128): number {
  const near = toNumber(value);
  if (Number.isNaN(near) || compareNumbers(near, value) <= 0) return near;
  if (near === Number.POSITIVE_INFINITY) return Number.MAX_VALUE;
  if (near === 0) return -Number.MIN_VALUE;
  bits.setFloat64(0, near);
  bits.setBigInt64(0, bits.getBigInt64(0) + (near > 0 ? -1n : 1n));
  return bits.getFloat64(0);
}
