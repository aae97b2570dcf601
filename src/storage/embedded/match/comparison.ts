// Conditions that compare a value: equality, ranges, lists of values, remainders.

import { type Collator, compareValues, equalValues } from '../compare.ts';
import { CommandError } from '../errors.ts';
import { decimalParts } from '../numbers.ts';
import { isNumber, KIND, kindOf, toNumber } from '../values.ts';
import type { ValueTest } from './path.ts';
import { isRegex, regexOf } from './regex.ts';

/** Equal to `wanted`; null is equal to a missing field. */
export function equalTest(wanted: unknown, collator?: Collator): ValueTest {
  if (wanted === null || wanted === undefined) return (value) => value === null || value === undefined;
  if (typeof wanted === 'string') {
    if (collator) return (value) => typeof value === 'string' && collator.compare(value, wanted) === 0;
    return (value) => value === wanted || (typeof value === 'object' && equalValues(value, wanted));
  }
  if (typeof wanted === 'boolean') return (value) => value === wanted;
  if (wanted instanceof Date) {
    const time = wanted.getTime();
    return (value) => value instanceof Date && value.getTime() === time;
  }
  return (value) => equalValues(value, wanted, collator);
}

/** As {@link equalTest}, but a regular expression also matches the strings that it describes. */
export function equalOrMatchTest(wanted: unknown, collator?: Collator): ValueTest {
  if (!isRegex(wanted)) return equalTest(wanted, collator);
  const regex = regexOf(wanted);
  return (value) =>
    typeof value === 'string' ? regex.test(value) : typeof value === 'object' && equalValues(value, wanted);
}

export type RangeOperator = '$gt' | '$gte' | '$lt' | '$lte';

/** Above or below `bound`. Values of another type never are, except for MinKey and MaxKey as bounds. */
export function rangeTest(operator: RangeOperator, bound: unknown, collator?: Collator): ValueTest {
  if (isRegex(bound)) throw new CommandError(2, "Can't have RegEx as arg to predicate over field");
  const orEqual = operator === '$gte' || operator === '$lte';
  const sign = operator === '$gt' || operator === '$gte' ? 1 : -1;
  const kind = kindOf(bound);
  if (kind === KIND.null || kind === KIND.undefined) return orEqual ? equalTest(null) : () => false;
  if (isNumber(bound) && Number.isNaN(toNumber(bound))) return orEqual ? equalTest(bound) : () => false;
  const anyKind = kind === KIND.minKey || kind === KIND.maxKey;
  return (value) => {
    if (kindOf(value) !== kind && !(anyKind && value !== undefined)) return false;
    if (isNumber(value) && Number.isNaN(toNumber(value))) return false;
    const order = compareValues(value, bound, collator) * sign;
    return orEqual ? order >= 0 : order > 0;
  };
}

/** Equal to any of a list; its regular expressions match strings. */
export function inTest(operator: '$in' | '$nin', list: unknown, collator?: Collator): ValueTest {
  if (!Array.isArray(list)) throw new CommandError(2, `${operator} needs an array`);
  if (!collator && list.length > 4 && list.every((element) => typeof element === 'string')) {
    const wanted = new Set<unknown>(list);
    return (value) => wanted.has(value);
  }
  const tests = list.map((element) => {
    if (kindOf(element) === KIND.object && Object.keys(element)[0]?.startsWith('$')) {
      throw new CommandError(2, `cannot nest $ under ${operator}`);
    }
    return equalOrMatchTest(element, collator);
  });
  return (value) => tests.some((test) => test(value));
}

/** `$mod: [divisor, remainder]`, on whole parts, the sign as the value's. */
export function modTest(operand: unknown): ValueTest {
  if (!Array.isArray(operand)) throw new CommandError(2, 'malformed mod, needs to be an array');
  if (operand.length < 2) throw new CommandError(2, 'malformed mod, not enough elements');
  if (operand.length > 2) throw new CommandError(2, 'malformed mod, too many elements');
  const [divisor, remainder] = operand.map((value, index) => {
    const whole = wholePart(value);
    if (whole === undefined || BigInt.asIntN(64, whole) !== whole) {
      throw new CommandError(
        2,
        `malformed mod, ${index === 0 ? 'divisor' : 'remainder'} value is invalid: a number of 64 bits is needed`,
      );
    }
    return whole;
  }) as [bigint, bigint];
  if (divisor === 0n) throw new CommandError(2, 'divisor cannot be 0');
  return (value) => {
    const whole = wholePart(value);
    return whole !== undefined && BigInt.asIntN(64, whole) === whole && whole % divisor === remainder;
  };
}

/** A number without its decimals, undefined for what is no finite number. */
export function wholePart(value: unknown): bigint | undefined {
  if (!isNumber(value)) return undefined;
  if (typeof value === 'bigint') return value;
  if (typeof value === 'object' && '_bsontype' in value && value._bsontype === 'Decimal128') {
    const parts = decimalParts(value);
    if (typeof parts === 'number') return undefined;
    return parts.exponent >= 0
      ? parts.coefficient * 10n ** BigInt(parts.exponent)
      : parts.coefficient / 10n ** BigInt(-parts.exponent);
  }
  const number = Math.trunc(toNumber(value));
  return Number.isFinite(number) ? BigInt(number) : undefined;
}
