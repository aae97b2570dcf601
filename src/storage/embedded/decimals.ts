// Decimal arithmetic beyond sums and products: rounding, remainders, roots and powers, with all 34 digits.

import { Decimal128 } from 'bson';
import { combine, divideDecimals, toDecimal } from './arithmetic.ts';
import { type Decimal, decimalParts } from './numbers.ts';

export type Rounding = 'ceil' | 'floor' | 'trunc' | 'halfEven';

/** Rounds to so many decimal places (negative: before the point). NaN and the infinities stay what they are. */
export function roundDecimal(value: Decimal128, places: number, rounding: Rounding): Decimal128 {
  const parts = decimalParts(value);
  if (typeof parts === 'number' || -parts.exponent <= places) return value;
  return write(roundWhole(parts.coefficient, 10n ** BigInt(-places - parts.exponent), rounding), -places);
}

/** As {@link roundDecimal} for a whole number and a place before its point. */
export function roundWhole(value: bigint, unit: bigint, rounding: Rounding): bigint {
  const quotient = value / unit;
  const rest = value % unit;
  if (rest === 0n) return quotient;
  const away = value < 0n ? -1n : 1n;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  switch (rounding) {
    case 'ceil':
      return away > 0n ? quotient + 1n : quotient;
    case 'floor':
      return away < 0n ? quotient - 1n : quotient;
    case 'trunc':
      return quotient;
    case 'halfEven':
      return twice > unit || (twice === unit && quotient % 2n !== 0n) ? quotient + away : quotient;
  }
}

/** The remainder with the dividend's sign. The divisor must not be zero. */
export function decimalRemainder(a: Decimal128, b: Decimal128): Decimal128 {
  const [left, right] = [decimalParts(a), decimalParts(b)];
  if (typeof left === 'number') return toDecimal(Number.NaN);
  if (typeof right === 'number') return Number.isNaN(right) ? toDecimal(Number.NaN) : a;
  const exponent = Math.min(left.exponent, right.exponent);
  return write(scaled(left, exponent) % scaled(right, exponent), exponent);
}

/** The square root. The value must not be negative. */
export function decimalRoot(value: Decimal128): Decimal128 {
  const parts = decimalParts(value);
  if (typeof parts === 'number') return value;
  if (parts.coefficient === 0n) return value;
  // An even exponent, and digits enough for a root of 36.
  let shift = Math.max(0, 72 - String(parts.coefficient).length);
  if ((parts.exponent - shift) % 2 !== 0) shift++;
  const digits = parts.coefficient * 10n ** BigInt(shift);
  const root = wholeRoot(digits);
  const exponent = (parts.exponent - shift) / 2;
  return root * root === digits ? tidy(root, exponent) : write(root, exponent);
}

/** A power with a whole exponent; undefined for any other. */
export function decimalPower(base: Decimal128, exponent: Decimal128): Decimal128 | undefined {
  const [parts, power] = [decimalParts(base), decimalParts(exponent)];
  if (typeof parts === 'number' || typeof power === 'number') return undefined;
  const whole = power.exponent >= 0 ? scaled(power, 0) : undefined;
  if (whole === undefined || whole > 10_000n || whole < -10_000n) return undefined;
  let result = toDecimal(1);
  let factor = base;
  for (let rest = whole < 0n ? -whole : whole; rest > 0n; rest /= 2n) {
    if (rest % 2n === 1n) result = combine('multiply', result, factor) as Decimal128;
    if (rest > 1n) factor = combine('multiply', factor, factor) as Decimal128;
  }
  return whole < 0n ? divideDecimals(toDecimal(1), result) : result;
}

function wholeRoot(value: bigint): bigint {
  let root = 1n << BigInt((value.toString(2).length + 1) >> 1);
  for (let next = (root + value / root) >> 1n; next < root; next = (root + value / root) >> 1n) root = next;
  return root;
}

function scaled({ coefficient, exponent }: Decimal, to: number): bigint {
  return coefficient * 10n ** BigInt(exponent - to);
}

function tidy(coefficient: bigint, exponent: number): Decimal128 {
  let [digits, places] = [coefficient, exponent];
  while (places < 0 && digits % 10n === 0n) {
    digits /= 10n;
    places++;
  }
  return write(digits, places);
}

function write(coefficient: bigint, exponent: number): Decimal128 {
  return Decimal128.fromStringWithRounding(`${coefficient}E${exponent}`);
}
