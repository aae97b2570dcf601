// Arithmetic operators. Results have the type that MongoDB gives them: see arithmetic.ts of the engine.

import { Decimal128 } from 'bson';
import { combineWidening, divideDecimals, toDecimal } from '../../arithmetic.ts';
import {
  decimalPower,
  decimalRemainder,
  decimalRoot,
  type Rounding,
  roundDecimal,
  roundWhole,
} from '../../decimals.ts';
import { CommandError, notSupported } from '../../errors.ts';
import { Sum } from '../../sum.ts';
import { type BsonNumber, double, isInt32, isNumber, numericType, toNumber, typeName } from '../../values.ts';
import { needNumber, nullish, type Operators, take, takePresent } from '../operands.ts';

const ANY = Number.POSITIVE_INFINITY;

/** A function on doubles. Of decimals MongoDB gives 34 digits, which this engine has not. */
function real(name: string, run: (value: number) => number) {
  return takePresent(1, 1, (value: unknown) => double(run(toNumber(needDouble(value, name)))));
}

function needDouble(value: unknown, name: string, code?: number): BsonNumber {
  const number = needNumber(value, name, code);
  if (number instanceof Decimal128) throw notSupported(`${name} of a Decimal128`);
  return number;
}

/** What `$add` makes of two operands. */
export function add(a: unknown, b: unknown): unknown {
  return nullish(a) || nullish(b) ? null : addAll([a, b]);
}

/** What `$subtract` does: of two dates the milliseconds between. */
export function subtract(a: unknown, b: unknown): unknown {
  if (nullish(a) || nullish(b)) return null;
  if (a instanceof Date) {
    if (b instanceof Date) return BigInt(a.getTime() - b.getTime());
    return new Date(a.getTime() - Math.round(toNumber(needNumber(b, '$subtract', 16556))));
  }
  return combineWidening('subtract', needNumber(a, '$subtract', 14), needNumber(b, '$subtract', 14));
}

/** What `$multiply` makes of two operands. */
export function multiply(a: unknown, b: unknown): unknown {
  if (nullish(a) || nullish(b)) return null;
  return combineWidening('multiply', needNumber(a, '$multiply', 14), needNumber(b, '$multiply', 14));
}

/** What `$divide` does. Throws CommandError 2 for a divisor of zero. */
export function divide(a: unknown, b: unknown): unknown {
  if (nullish(a) || nullish(b)) return null;
  const [over, under] = [needNumber(a, '$divide', 14), needNumber(b, '$divide', 14)];
  if (toNumber(under) === 0) throw new CommandError(2, "can't $divide by zero");
  if (over instanceof Decimal128 || under instanceof Decimal128) {
    return divideDecimals(toDecimal(over), toDecimal(under));
  }
  return double(toNumber(over) / toNumber(under));
}

export const ARITHMETIC: Operators = {
  $add: takePresent(0, ANY, (...values: unknown[]) => addAll(values)),
  $subtract: take(2, 2, subtract),
  $multiply: takePresent(0, ANY, (...values: unknown[]) => values.reduce(multiply, 1)),
  $divide: take(2, 2, divide),
  $mod: takePresent(2, 2, (a: unknown, b: unknown) => {
    const [over, under] = [needNumber(a, '$mod', 16611), needNumber(b, '$mod', 16611)];
    if (toNumber(under) === 0) throw new CommandError(16610, "can't $mod by zero");
    const types = [numericType(over), numericType(under)];
    if (types.includes('decimal')) return decimalRemainder(toDecimal(over), toDecimal(under));
    if (types.includes('double')) return double(toNumber(over) % toNumber(under));
    const rest = BigInt(over as number | bigint) % BigInt(under as number | bigint);
    return types.includes('long') ? rest : Number(rest);
  }),
  $abs: takePresent(1, 1, (value: unknown) => {
    const number = needNumber(value, '$abs');
    return toNumber(number) < 0 ? combineWidening('multiply', number, -1) : number;
  }),
  $ceil: whole('$ceil', Math.ceil, 'ceil'),
  $floor: whole('$floor', Math.floor, 'floor'),
  $round: takePresent(1, 2, (value: unknown, place: unknown) =>
    toPlace(value, place, '$round', roundHalfEven, 'halfEven'),
  ),
  $trunc: takePresent(1, 2, (value: unknown, place: unknown) => toPlace(value, place, '$trunc', Math.trunc, 'trunc')),
  $sqrt: takePresent(1, 1, (value: unknown) => {
    const number = needNumber(value, '$sqrt');
    if (toNumber(number) < 0) throw new CommandError(28714, "$sqrt's argument must be greater than or equal to 0");
    return number instanceof Decimal128 ? decimalRoot(number) : double(Math.sqrt(toNumber(number)));
  }),
  $exp: real('$exp', Math.exp),
  $ln: real('$ln', (value) => {
    if (value <= 0) throw new CommandError(28766, `$ln's argument must be a positive number, but is ${value}`);
    return Math.log(value);
  }),
  $log10: real('$log10', (value) => {
    if (value <= 0) throw new CommandError(28761, `$log10's argument must be a positive number, but is ${value}`);
    return Math.log10(value);
  }),
  $log: takePresent(2, 2, (value: unknown, base: unknown) => {
    const [number, to] = [toNumber(needDouble(value, '$log', 28756)), toNumber(needDouble(base, '$log', 28757))];
    if (number <= 0) throw new CommandError(28758, `$log's argument must be a positive number, but is ${number}`);
    if (to <= 0 || to === 1)
      throw new CommandError(28759, `$log's base must be a positive number not equal to 1, but is ${to}`);
    return double(Math.log(number) / Math.log(to));
  }),
  $pow: takePresent(2, 2, (base: unknown, exponent: unknown) => {
    const [number, power] = [needNumber(base, '$pow', 28762), needNumber(exponent, '$pow', 28763)];
    if (toNumber(number) === 0 && toNumber(power) < 0) {
      throw new CommandError(28764, '$pow cannot take a base of 0 and a negative exponent');
    }
    if (number instanceof Decimal128 || power instanceof Decimal128) {
      const result = decimalPower(toDecimal(number), toDecimal(power));
      if (!result) throw notSupported('$pow of a Decimal128 with an exponent that is not whole');
      return result;
    }
    const result = toNumber(number) ** toNumber(power);
    const integral = [number, power].every((value) => numericType(value) === 'int' || numericType(value) === 'long');
    if (!integral || toNumber(power) < 0 || Math.abs(result) >= 2 ** 63) return double(result);
    const long = [number, power].some((value) => numericType(value) === 'long');
    return isInt32(result) && !long ? result : BigInt(number as number | bigint) ** BigInt(power as number | bigint);
  }),
  $rand: () => () => double(Math.random()),
  $bitAnd: bitwise('$bitAnd', (a, b) => a & b, -1n),
  $bitOr: bitwise('$bitOr', (a, b) => a | b, 0n),
  $bitXor: bitwise('$bitXor', (a, b) => a ^ b, 0n),
  $bitNot: takePresent(1, 1, (value: unknown) => (typeof value === 'bigint' ? ~value : ~wholeNumber(value, '$bitNot'))),
  $sin: real('$sin', Math.sin),
  $cos: real('$cos', Math.cos),
  $tan: real('$tan', Math.tan),
  $asin: real('$asin', Math.asin),
  $acos: real('$acos', Math.acos),
  $atan: real('$atan', Math.atan),
  $sinh: real('$sinh', Math.sinh),
  $cosh: real('$cosh', Math.cosh),
  $tanh: real('$tanh', Math.tanh),
  $asinh: real('$asinh', Math.asinh),
  $acosh: real('$acosh', Math.acosh),
  $atanh: real('$atanh', Math.atanh),
  $degreesToRadians: real('$degreesToRadians', (value) => (value * Math.PI) / 180),
  $radiansToDegrees: real('$radiansToDegrees', (value) => (value * 180) / Math.PI),
  $atan2: takePresent(2, 2, (y: unknown, x: unknown) =>
    double(Math.atan2(toNumber(needDouble(y, '$atan2')), toNumber(needDouble(x, '$atan2')))),
  ),
};

function wholeNumber(value: unknown, name: string): number {
  if (typeof value === 'number' && isInt32(value)) return value;
  throw new CommandError(5154, `${name} only supports int and long operands, not ${typeName(value)}`);
}

function bitwise(name: string, run: (a: bigint, b: bigint) => bigint, start: bigint) {
  return takePresent(0, ANY, (...values: unknown[]) => {
    const bits = values.map((value) => (typeof value === 'bigint' ? value : BigInt(wholeNumber(value, name))));
    const result = bits.reduce(run, start);
    return values.some((value) => typeof value === 'bigint') ? result : Number(result);
  });
}

function addAll(values: readonly unknown[]): unknown {
  const sum = new Sum();
  let date: Date | undefined;
  for (const value of values) {
    if (value instanceof Date) {
      if (date) throw new CommandError(16612, 'only one date allowed in an $add expression');
      date = value;
    } else if (isNumber(value)) sum.add(value);
    else throw new CommandError(14, `$add only supports numeric or date types, not ${typeName(value)}`);
  }
  return date ? new Date(date.getTime() + Math.round(toNumber(sum.value))) : sum.value;
}

function whole(name: string, run: (value: number) => number, rounding: Rounding) {
  return takePresent(1, 1, (value: unknown) => {
    const number = needNumber(value, name);
    if (typeof number === 'bigint' || numericType(number) === 'int') return number;
    return number instanceof Decimal128 ? roundDecimal(number, 0, rounding) : double(run(toNumber(number)));
  });
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

function toPlace(
  value: unknown,
  place: unknown,
  name: string,
  run: (value: number) => number,
  rounding: Rounding,
): BsonNumber {
  const number = needNumber(value, name, 51081);
  const digits = place === undefined ? 0 : toNumber(needNumber(place, name, 51082));
  if (!Number.isInteger(digits) || digits < -20 || digits > 100) {
    throw new CommandError(51083, `cannot apply ${name} with precision value ${digits} value must be in [-20, 100]`);
  }
  const type = numericType(number);
  if (digits >= 0 && (type === 'int' || type === 'long')) return number;
  if (number instanceof Decimal128) return roundDecimal(number, digits, rounding);
  if (type === 'int' || type === 'long') {
    const unit = 10n ** BigInt(-digits);
    const rounded = roundWhole(BigInt(number as number | bigint), unit, rounding) * unit;
    return type === 'int' && isInt32(Number(rounded)) ? Number(rounded) : rounded;
  }
  const plain = toNumber(number);
  if (!Number.isFinite(plain)) return number;
  // Shifting by text instead of multiplying keeps 1.005 from becoming 1.00499….
  return double(Number(shift(run(Number(shift(plain, digits))), -digits)));
}

function shift(value: number, digits: number): string {
  const [mantissa, exponent = '0'] = String(value).split('e');
  return `${mantissa}e${Number(exponent) + digits}`;
}
