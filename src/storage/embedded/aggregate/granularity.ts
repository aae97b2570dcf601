// The series of numbers that `$bucketAuto` takes the bounds of its groups from: preferred numbers and powers of two.

import { Decimal128 } from 'bson';
import { toDecimal } from '../arithmetic.ts';
import { CommandError } from '../errors.ts';
import { type BsonNumber, double, isInt32, isNumber, toNumber, typeName } from '../values.ts';

/** The next number of a series above one, and the next below. Zero stays zero. */
export type Granularity = { up(value: BsonNumber): BsonNumber; down(value: BsonNumber): BsonNumber };

const list = (text: string) => text.split(' ').map(Number);

/** Renard's series, 1-2-5, and the E series; each goes on with ten times its numbers and a tenth of them. */
const SERIES: Readonly<Record<string, readonly number[]>> = {
  R5: list('10 16 25 40 63'),
  R10: list('100 125 160 200 250 315 400 500 630 800'),
  R20: list('100 112 125 140 160 180 200 224 250 280 315 355 400 450 500 560 630 710 800 900'),
  R40: list(
    '100 106 112 118 125 132 140 150 160 170 180 190 200 212 224 236 250 265 280 300 315 355 375 400 425 450 475 500 ' +
      '530 560 600 630 670 710 750 800 850 900 950',
  ),
  R80: list(
    '103 109 115 122 128 136 145 155 165 175 185 195 206 218 230 243 258 272 290 307 325 345 365 387 412 437 462 487 ' +
      '515 545 575 615 650 690 730 775 825 875 925 975',
  ),
  '1-2-5': list('10 20 50'),
  E6: list('10 15 22 33 47 68'),
  E12: list('10 12 15 18 22 27 33 39 47 56 68 82'),
  E24: list('10 11 12 13 15 16 18 20 22 24 27 30 33 36 39 43 47 51 56 62 68 75 82 91'),
  E48: geometric(48),
  E96: geometric(96),
  E192: geometric(192),
};

/** The finer E series: three digits of the n-th roots of ten. */
function geometric(count: number): number[] {
  const numbers = Array.from({ length: count }, (_, at) => Math.round(100 * 10 ** (at / count)));
  // The standard has one number that the formula misses.
  return numbers.map((number) => (number === 919 ? 920 : number));
}

/**
 * A granularity by its name.
 * @throws CommandError 40261 for what is no string, 40257 for an unknown name
 */
export function granularityOf(name: unknown): Granularity {
  if (typeof name !== 'string')
    throw new CommandError(40261, `The $bucketAuto 'granularity' field must be a string, found ${typeName(name)}`);
  if (name === 'POWERSOF2') return POWERS;
  const series = Object.hasOwn(SERIES, name) ? SERIES[name] : undefined;
  if (!series) throw new CommandError(40257, `Unknown rounding granularity '${name}'`);
  return {
    up: (value) => rounded(value, (x) => above(x, series)),
    down: (value) => rounded(value, (x) => below(x, series)),
  };
}

/** Throws CommandError 40258 to 40260 for a value that no granularity takes. */
export function checkGranular(value: unknown): asserts value is BsonNumber {
  if (!isNumber(value))
    throw new CommandError(
      40258,
      `$bucketAuto can specify a 'granularity' with numeric boundaries only, found ${typeName(value)}`,
    );
  const number = toNumber(value);
  if (Number.isNaN(number))
    throw new CommandError(40259, "$bucketAuto can specify a 'granularity' with numeric boundaries only, found a NaN");
  if (number < 0)
    throw new CommandError(40260, "$bucketAuto can specify a 'granularity' with non-negative numbers only");
}

function rounded(value: BsonNumber, round: (value: number) => number): BsonNumber {
  const number = toNumber(value);
  if (number === 0 || !Number.isFinite(number)) return value;
  const result = double(round(number));
  return value instanceof Decimal128 ? toDecimal(result) : result;
}

function above(number: number, series: readonly number[]): number {
  const [first, last] = [series[0] as number, series.at(-1) as number];
  let factor = 1;
  while (number >= last * factor) factor *= 10;
  while (number < first * factor) {
    const least = first * factor;
    factor /= 10;
    if (number >= last * factor) return least;
  }
  return (series.find((member) => number < member * factor) as number) * factor;
}

function below(number: number, series: readonly number[]): number {
  const [first, last] = [series[0] as number, series.at(-1) as number];
  let factor = 1;
  while (number <= first * factor) factor /= 10;
  while (number > last * factor) {
    const most = last * factor;
    factor *= 10;
    if (number <= first * factor) return most;
  }
  return (series.findLast((member) => member * factor < number) as number) * factor;
}

const POWERS: Granularity = {
  up: (value) => power(value, (exponent) => Math.floor(exponent) + 1),
  down: (value) => power(value, (exponent) => Math.ceil(exponent) - 1),
};

function power(value: BsonNumber, exponentOf: (exponent: number) => number): BsonNumber {
  const number = toNumber(value);
  if (number === 0 || !Number.isFinite(number)) return value;
  const result = 2 ** exponentOf(Math.log2(number));
  if (value instanceof Decimal128) return toDecimal(double(result));
  // Two to a whole power is whole, be the rounded number a double or not.
  if (!Number.isInteger(result)) return double(result);
  return isInt32(result) ? result : BigInt(result);
}
