// `$bitsAllSet` and its like: conditions on the bits of whole numbers (two's complement) and of binary data.

import { Binary } from 'bson';
import { CommandError } from '../errors.ts';
import { decimalParts } from '../numbers.ts';
import { isNumber, toNumber } from '../values.ts';
import type { ValueTest } from './path.ts';

export type BitOperator = '$bitsAllSet' | '$bitsAllClear' | '$bitsAnySet' | '$bitsAnyClear';

export function bitTest(operator: BitOperator, operand: unknown): ValueTest {
  const mask = maskOf(operator, operand);
  return (value) => {
    const bits = bitsOf(value);
    if (bits === undefined) return false;
    const set = bits & mask;
    switch (operator) {
      case '$bitsAllSet':
        return set === mask;
      case '$bitsAllClear':
        return set === 0n;
      case '$bitsAnySet':
        return set !== 0n;
      case '$bitsAnyClear':
        return set !== mask;
    }
  };
}

function maskOf(operator: BitOperator, operand: unknown): bigint {
  if (Array.isArray(operand)) {
    let mask = 0n;
    for (const position of operand) {
      const bit = isNumber(position) ? toNumber(position) : Number.NaN;
      if (!Number.isInteger(bit) || bit < 0) {
        throw new CommandError(2, `Failed to parse bit position. Expected a non-negative whole number in ${operator}`);
      }
      if (bit > 0xffff_ffff) throw new CommandError(2, `Bit position ${bit} in ${operator} is too large`);
      mask |= 1n << BigInt(Math.min(bit, 1_000_000));
    }
    return mask;
  }
  const mask = bitsOf(operand);
  if (mask === undefined || (isNumber(operand) && mask < 0n)) {
    throw new CommandError(9, `${operator} takes an Array, a number, or a BinData but received: ${String(operand)}`);
  }
  return mask;
}

/** A whole number within 64 bits as a bigint (negative ones have all higher bits set); undefined for anything else. */
function bitsOf(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (value instanceof Binary) {
    return BigInt(`0x0${Buffer.from(value.buffer.subarray(0, value.position)).reverse().toString('hex')}`);
  }
  if (!isNumber(value)) return undefined;
  const number = toNumber(value);
  if (!Number.isInteger(number) || Math.abs(number) >= 2 ** 63) return undefined;
  if (typeof value === 'object' && '_bsontype' in value && value._bsontype === 'Decimal128') {
    const parts = decimalParts(value);
    if (typeof parts === 'number') return undefined;
    if (parts.exponent >= 0) return parts.coefficient * 10n ** BigInt(parts.exponent);
    const unit = 10n ** BigInt(-parts.exponent);
    return parts.coefficient % unit === 0n ? parts.coefficient / unit : undefined;
  }
  return BigInt(number);
}
