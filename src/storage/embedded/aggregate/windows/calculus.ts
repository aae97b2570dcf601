// Window functions that reckon: `$derivative`, `$integral`, `$expMovingAvg`, `$covariancePop`, `$covarianceSamp`.

import { combine, divideDecimals, toDecimal } from '../../arithmetic.ts';
import { CommandError } from '../../errors.ts';
import type { KeySpec } from '../../keys.ts';
import { Sum } from '../../sum.ts';
import { type BsonNumber, type Document, double, isDocument, isNumber, toNumber, typeName } from '../../values.ts';
import { compile, valueAt } from '../expression.ts';
import { nullish } from '../operands.ts';
import { add, divide, multiply, subtract } from '../operators/arithmetic.ts';
import { averageOf } from '../operators/arrays.ts';
import { isUnit, lengthOf } from '../operators/zones.ts';
import { windowOf } from './bounds.ts';
import type { MakeFunction, Row } from './rows.ts';

export const CALCULUS: Readonly<Record<string, MakeFunction>> = {
  $derivative: (operand, window, sort) => {
    const { input, millis, path } = overTime('$derivative', operand, sort);
    if (window === undefined) throw new CommandError(9, '$derivative requires explicit window bounds');
    const bounds = windowOf(window, sort);
    return async (rows) =>
      rows.map((_, at) => {
        const { from, to } = bounds(rows, at);
        const [first, last] = [rows[from], rows[to - 1]];
        if (!first || !last || from >= to) return null;
        const [start, end] = [placeOf(first, path), placeOf(last, path)];
        for (const place of [start, end]) checkTime(place, millis);
        const rise = subtract(input(last.scope), input(first.scope));
        if (rise === null) throw new CommandError(5624903, '$derivative input must not be null or missing');
        const run = subtract(end, start) as BsonNumber;
        if (toNumber(run) === 0) return null;
        const slope = divide(rise, run);
        return millis === undefined ? slope : multiply(slope, BigInt(millis));
      });
  },
  $integral: (operand, window, sort) => {
    const { input, millis, path } = overTime('$integral', operand, sort);
    const bounds = windowOf(window, sort);
    return async (rows, pacing) => {
      const points = rows.map((row) => pointOf(placeOf(row, path), input(row.scope), millis));
      const areas: unknown[] = [];
      for (const at of rows.keys()) {
        if (pacing.due()) await pacing.rest();
        const { from, to } = bounds(rows, at);
        areas.push(area(points.slice(from, to), millis));
      }
      return areas;
    };
  },
  $expMovingAvg: (operand, window, sort) => {
    if (!isDocument(operand) || window !== undefined)
      throw new CommandError(9, '$expMovingAvg must have exactly one argument that is an object');
    if (Object.keys(operand).length !== 2 || operand.input === undefined)
      throw new CommandError(9, "$expMovingAvg sub object must have exactly two fields: 'input', and 'N' or 'alpha'");
    if (sort.length === 0) throw new CommandError(9, "$expMovingAvg requires an explicit 'sortBy'");
    const input = compile(operand.input);
    const alpha = toDecimal(alphaOf(operand));
    const rest = combine('subtract', toDecimal(1), alpha) as BsonNumber;
    return async (rows) => {
      let average: BsonNumber | undefined;
      let decimal = false;
      return rows.map(({ scope }) => {
        const value = input(scope);
        if (isNumber(value)) {
          decimal ||= typeName(value) === 'decimal';
          const weighed = [combine('multiply', toDecimal(value), alpha), average && combine('multiply', average, rest)];
          const [now, before] = weighed as BsonNumber[];
          average = before === undefined ? toDecimal(value) : combine('add', now as BsonNumber, before);
        }
        if (average === undefined) return null;
        return decimal ? average : double(toNumber(average));
      });
    };
  },
  $covariancePop: covariance(0),
  $covarianceSamp: covariance(1),
};

/** `{input, unit}` over what the partition is sorted by; `millis` is how long the unit is. */
function overTime(name: string, operand: unknown, sort: KeySpec) {
  const [field] = sort;
  if (!field) throw new CommandError(9, `${name} requires a sortBy`);
  if (sort.length > 1) throw new CommandError(9, `${name} requires a non-compound sortBy`);
  if (!isDocument(operand)) throw new CommandError(9, `${name} expects an object, but got a ${typeName(operand)}`);
  const unknown = Object.keys(operand).find((key) => key !== 'input' && key !== 'unit');
  if (unknown !== undefined) throw new CommandError(9, `${name} got unexpected argument: ${unknown}`);
  if (operand.input === undefined) throw new CommandError(9, `${name} requires an 'input' expression`);
  return { input: compile(operand.input), millis: millisOf(operand.unit), path: field.path.split('.') };
}

function millisOf(unit: unknown): number | undefined {
  if (unit === undefined) return undefined;
  if (!isUnit(unit)) throw new CommandError(9, `unknown time unit value: ${String(unit)}`);
  const millis = lengthOf(unit);
  if (millis === undefined) throw new CommandError(5490710, "unit must be 'week' or smaller");
  return millis;
}

function placeOf({ doc }: Row, path: readonly string[]): unknown {
  return valueAt(doc, path, 0);
}

function checkTime(place: unknown, millis: number | undefined): void {
  if (millis !== undefined && !(place instanceof Date))
    throw new CommandError(5624900, "$derivative with 'unit' expects the sortBy field to be a Date");
  if (millis === undefined && place instanceof Date)
    throw new CommandError(5624901, "$derivative where the sortBy is a Date requires an 'unit'");
  if (millis === undefined && !isNumber(place))
    throw new CommandError(5624902, "$derivative (with no 'unit') expects the sortBy field to be numeric");
}

type Point = { readonly x: BsonNumber | Date; readonly y: BsonNumber };

function pointOf(x: unknown, y: unknown, millis: number | undefined): Point {
  if (!isNumber(y) || !(isNumber(x) || x instanceof Date))
    throw new CommandError(5423900, '$integral needs a number or date to sort by and a number as its input');
  if (millis !== undefined && !(x instanceof Date))
    throw new CommandError(5423901, "$integral with 'unit' expects the sortBy field to be a Date");
  if (millis === undefined && x instanceof Date)
    throw new CommandError(5423902, "$integral (with no 'unit') expects the sortBy field to be numeric");
  return { x, y };
}

/** The area below the lines from point to point; null without any, NaN with one that is NaN. */
function area(points: readonly Point[], millis: number | undefined): unknown {
  if (points.length === 0) return null;
  if (points.some(({ x, y }) => isNaNumber(x) || isNaNumber(y))) return Number.NaN;
  const sum = new Sum();
  for (const [at, { x, y }] of points.entries()) {
    const before = points[at - 1];
    if (before) sum.add(divide(multiply(add(before.y, y), subtract(x, before.x)), 2) as BsonNumber);
  }
  return millis === undefined ? sum.value : divide(sum.value, millis);
}

function isNaNumber(value: BsonNumber | Date): boolean {
  return isNumber(value) && Number.isNaN(toNumber(value));
}

function alphaOf({ N, alpha }: Document): BsonNumber {
  if (N !== undefined) {
    const count = isNumber(N) ? toNumber(N) : Number.NaN;
    if (!Number.isInteger(count)) throw new CommandError(9, `'N' field must be an integer, but found ${String(N)}`);
    if (count <= 0) throw new CommandError(9, `'N' must be greater than zero. Got ${count}`);
    return divideDecimals(toDecimal(2), toDecimal(count + 1));
  }
  if (!isNumber(alpha)) throw new CommandError(9, "'alpha' must be a number");
  if (!(toNumber(alpha) > 0 && toNumber(alpha) < 1))
    throw new CommandError(9, `'alpha' must be between 0 and 1 (exclusive), found ${toNumber(alpha)}`);
  return alpha;
}

/** How two numbers vary together, of all (0) or of a sample (1). Pairs that are none are left out. */
function covariance(sample: 0 | 1): MakeFunction {
  return (operand, window, sort) => {
    const evaluate = compile(operand);
    const bounds = windowOf(window, sort);
    return async (rows, pacing) => {
      const pairs = rows.map(({ scope }) => evaluate(scope)).map((value) => (isPair(value) ? value : undefined));
      const results: unknown[] = [];
      for (const at of rows.keys()) {
        if (pacing.due()) await pacing.rest();
        const { from, to } = bounds(rows, at);
        results.push(together(pairs.slice(from, to), sample));
      }
      return results;
    };
  };
}

type Pair = readonly [BsonNumber, BsonNumber];

function isPair(value: unknown): value is Pair {
  return Array.isArray(value) && value.length === 2 && value.every(isNumber);
}

/** One pair after the other, each moving the means, as MongoDB does: the last digits depend on it. */
function together(pairs: readonly (Pair | undefined)[], sample: 0 | 1): unknown {
  const [sumX, sumY, sum] = [new Sum(), new Sum(), new Sum()];
  let count = 0;
  for (const pair of pairs) {
    if (!pair) continue;
    const [x, y] = pair;
    if (![x, y].every((value) => Number.isFinite(toNumber(value)))) {
      sum.add(double(toNumber(x) + toNumber(y)));
      continue;
    }
    const deltaX = subtract(x, averageOf(sumX.value, count));
    count++;
    sumX.add(x);
    sumY.add(y);
    const product = multiply(deltaX, subtract(y, averageOf(sumY.value, count)));
    if (!nullish(product)) sum.add(product as BsonNumber);
  }
  if (count === 1 && sample === 0) return double(0);
  return count <= sample ? null : averageOf(sum.value, count - sample);
}
