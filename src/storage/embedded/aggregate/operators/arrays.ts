// Operators of arrays, and the accumulators that also work on the elements of one array ($sum, $avg, $min, $max).

import { divideDecimals, toDecimal } from '../../arithmetic.ts';
import { type Collator, compareValues, equalValues, parseSort, sortKey } from '../../compare.ts';
import { CommandError } from '../../errors.ts';
import { Sum } from '../../sum.ts';
import {
  type BsonNumber,
  type Document,
  double,
  isDocument,
  isNumber,
  numericType,
  setField,
  toNumber,
  typeName,
} from '../../values.ts';
import { comparing, named, needArray, needInteger, nullish, type Operators, take, takePresent } from '../operands.ts';

const ANY = Number.POSITIVE_INFINITY;

export const ARRAYS: Operators = {
  $size: take(1, 1, (list: unknown) => {
    if (!Array.isArray(list))
      throw new CommandError(17124, `The argument to $size must be an array, but was of type: ${typeName(list)}`);
    return list.length;
  }),
  $isArray: take(1, 1, (value) => Array.isArray(value)),
  $arrayElemAt: takePresent(2, 2, (list, index) =>
    at(needArray(list, '$arrayElemAt', 28689), needInteger(index, '$arrayElemAt', 28690)),
  ),
  $first: take(1, 1, (list: unknown) => (nullish(list) ? null : needArray(list, '$first', 28689)[0])),
  $last: take(1, 1, (list: unknown) => (nullish(list) ? null : needArray(list, '$last', 28689).at(-1))),
  $firstN: named(['input', 'n'], ({ input, n }) =>
    needArray(input, '$firstN', 5788200).slice(0, positive(n, '$firstN')),
  ),
  $lastN: named(['input', 'n'], ({ input, n }) => needArray(input, '$lastN', 5788200).slice(-positive(n, '$lastN'))),
  $minN: named(['input', 'n'], ({ input, n }, { collator }) =>
    sorted(present(needArray(input, '$minN', 5788200)), 1, collator).slice(0, positive(n, '$minN')),
  ),
  $maxN: named(['input', 'n'], ({ input, n }, { collator }) =>
    sorted(present(needArray(input, '$maxN', 5788200)), -1, collator).slice(0, positive(n, '$maxN')),
  ),
  $concatArrays: takePresent(0, ANY, (...lists: unknown[]) =>
    lists.flatMap((list) => needArray(list, '$concatArrays')),
  ),
  $slice: takePresent(2, 3, (list: unknown, first: unknown, count?: unknown) => {
    const values = needArray(list, '$slice', 28724);
    const start = needInteger(first, '$slice', 28725);
    if (count === undefined) return start >= 0 ? values.slice(0, start) : values.slice(start);
    const length = needInteger(count, '$slice', 28727);
    if (length <= 0) throw new CommandError(28729, `Third argument to $slice must be positive: ${length}`);
    const from = start >= 0 ? start : Math.max(0, values.length + start);
    return values.slice(from, from + length);
  }),
  $reverseArray: takePresent(1, 1, (list) => [...needArray(list, '$reverseArray', 34435)].reverse()),
  $range: take(2, 3, (from, to, step = 1 as never) => {
    const [start, end, by] = [
      needInteger(from, '$range', 34443),
      needInteger(to, '$range', 34445),
      needInteger(step, '$range', 34447),
    ];
    if (by === 0) throw new CommandError(34449, '$range requires a non-zero step value');
    const length = Math.max(0, Math.ceil((end - start) / by));
    if (length > 1_000_000) throw new CommandError(146, '$range would make more than 1,000,000 elements');
    return Array.from({ length }, (_, index) => start + index * by);
  }),
  $indexOfArray: comparing(
    2,
    4,
    (collator, list: unknown, value: unknown, from: unknown = 0, to: unknown = undefined) => {
      if (nullish(list)) return null;
      const values = needArray(list, '$indexOfArray', 40090);
      const end = to === undefined ? values.length : needInteger(to, '$indexOfArray');
      const start = needInteger(from, '$indexOfArray');
      return values.findIndex(
        (element, index) => index >= start && index < end && equalValues(element, value, collator),
      );
    },
  ),
  $sortArray: named(['input', 'sortBy'], ({ input, sortBy }, { collator }) => {
    if (nullish(input)) return null;
    const values = needArray(input, '$sortArray', 2942504);
    if (!isDocument(sortBy)) {
      const direction = isNumber(sortBy) ? toNumber(sortBy) : 0;
      if (direction !== 1 && direction !== -1)
        throw new CommandError(2942505, "$sortArray's 'sortBy' must be 1, -1 or a document");
      return sorted(values, direction, collator);
    }
    const spec = parseSort(sortBy);
    return values
      .map((value) => ({ value, key: sortKey(isDocument(value) ? value : {}, spec, collator) }))
      .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
      .map(({ value }) => value);
  }),
  $arrayToObject: takePresent(1, 1, (list) => {
    const doc: Document = {};
    for (const entry of needArray(list, '$arrayToObject', 40386)) {
      const [key, value] = Array.isArray(entry) ? entry : isDocument(entry) ? [entry.k, entry.v] : [];
      if (typeof key !== 'string')
        throw new CommandError(
          40395,
          '$arrayToObject requires an array of key-value pairs, where the key must be of type string',
        );
      setField(doc, key, value);
    }
    return doc;
  }),
  $zip: named(['inputs', 'useLongestLength', 'defaults'], ({ inputs, useLongestLength, defaults }) => {
    const lists = needArray(inputs, '$zip', 34461);
    if (lists.some(nullish)) return null;
    const arrays = lists.map((list) => needArray(list, '$zip', 34468));
    const lengths = arrays.map((array) => array.length);
    const length = useLongestLength === true ? Math.max(...lengths) : Math.min(...lengths);
    const fill = Array.isArray(defaults) ? defaults : [];
    return Array.from({ length }, (_, row) => arrays.map((array, column) => array[row] ?? fill[column] ?? null));
  }),
  $sum: take(0, ANY, (...values: unknown[]) => sum(elements(values))),
  $avg: take(0, ANY, (...values: unknown[]) => average(elements(values))),
  $min: comparing(0, ANY, (collator, ...values: unknown[]) => extreme(elements(values), -1, collator)),
  $max: comparing(0, ANY, (collator, ...values: unknown[]) => extreme(elements(values), 1, collator)),
  $stdDevPop: take(0, ANY, (...values: unknown[]) => deviation(elements(values), 0)),
  $stdDevSamp: take(0, ANY, (...values: unknown[]) => deviation(elements(values), 1)),
};

function at(values: readonly unknown[], index: number): unknown {
  return values.at(index);
}

function positive(value: unknown, name: string): number {
  const n = needInteger(value, name, 5787902);
  if (n < 1) throw new CommandError(5787908, `'n' must be greater than 0, found ${n}`);
  return n;
}

function present(values: readonly unknown[]): readonly unknown[] {
  return values.filter((value) => !nullish(value));
}

function sorted(values: readonly unknown[], direction: 1 | -1, collator: Collator | undefined): unknown[] {
  return [...values].sort((a, b) => compareValues(a, b, collator) * direction);
}

/** A single operand that is an array stands for its elements. */
function elements(values: readonly unknown[]): readonly unknown[] {
  return values.length === 1 && Array.isArray(values[0]) ? values[0] : values;
}

/** The sum of the numbers among the values; all others count nothing. */
export function sum(values: readonly unknown[]): BsonNumber {
  const total = new Sum();
  for (const value of values) if (isNumber(value)) total.add(value);
  return total.value;
}

/** The mean of the numbers among the values, null without any. */
export function average(values: readonly unknown[]): unknown {
  const numbers = values.filter(isNumber);
  return averageOf(sum(numbers), numbers.length);
}

/** A sum over a count, null over none. */
export function averageOf(total: BsonNumber, count: number): unknown {
  if (count === 0) return null;
  if (numericType(total) === 'decimal') return divideDecimals(toDecimal(total), toDecimal(count));
  return double(toNumber(total) / count);
}

/** The smallest (-1) or largest (1) value; null and missing ones count only when there is nothing else. */
export function extreme(values: readonly unknown[], direction: 1 | -1, collator?: Collator): unknown {
  let best: unknown = null;
  for (const value of values) {
    if (!nullish(value) && (best === null || compareValues(value, best, collator) * direction > 0)) best = value;
  }
  return best;
}

/** The standard deviation, of all (0) or of a sample (1). */
export function deviation(values: readonly unknown[], sample: 0 | 1): unknown {
  let count = 0;
  let mean = 0;
  let squares = 0;
  // One by one, each moving the mean, as MongoDB does: the last digits depend on it.
  for (const value of values) {
    if (!isNumber(value)) continue;
    const delta = toNumber(value) - mean;
    mean += delta / ++count;
    squares += delta * (toNumber(value) - mean);
  }
  return count <= sample ? null : double(Math.sqrt(squares / (count - sample)));
}
