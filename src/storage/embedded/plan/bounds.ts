// The part of an index that can hold what a filter asks for: intervals of keys for one field, then for all of them.
import { BSONRegExp } from 'bson';
import type { Collator } from '../compare.ts';
import { collated, EVERYTHING_AFTER, type KeySpec, keyPrefix, typeBracket } from '../keys.ts';
import { isDocument, KIND, kindOf } from '../values.ts';
import type { Condition, Conditions } from './conditions.ts';

/** Keys from `low` to before `high`. */
export type Interval = { readonly low: string; readonly high: string };

type FieldBounds = {
  /** Sorted and apart from each other; empty when nothing can match. */
  readonly intervals: readonly Interval[];
  /** Every interval is one single value. */
  readonly points: boolean;
};

/**
 * How an index compares strings, whether the query compares them so too (if not, they tell nothing), and whether it may
 * lack the key of an element of an array that does not have the field.
 */
export type Keyed = { readonly collator: Collator | undefined; readonly alike: boolean; readonly sparse: boolean };

export type IndexBounds = {
  readonly ranges: readonly Interval[];
  /** How many fields of the index narrow the ranges. */
  readonly depth: number;
  /** Per field: whether all keys in the ranges have the same value there. */
  readonly constant: readonly boolean[];
};

/** More ranges than this cost more than reading a few keys too many. */
const MAX_RANGES = 1000;

/** The ranges of an index that hold every document which meets the conditions; `multikey` as the index knows it. */
export function indexBounds(
  key: KeySpec,
  multikey: readonly boolean[],
  conditions: Conditions,
  keyed: Keyed,
): IndexBounds {
  let prefixes: string[] = [''];
  const constant: boolean[] = [];
  const arrays = new Set<string>();
  for (const [i, { path, direction }] of key.entries()) {
    const bounds = fieldBounds(conditions.fields.get(path) ?? [], direction, multikey[i] === true, path, keyed);
    // Two fields of one array: the conditions may be met by different elements, and a key pairs those of one.
    const head = path.split('.', 1)[0] as string;
    if (!bounds || (multikey[i] && arrays.has(head))) break;
    if (multikey[i]) arrays.add(head);
    if (prefixes.length * bounds.intervals.length > MAX_RANGES) break;
    const ranges = prefixes.flatMap((prefix) =>
      bounds.intervals.map(({ low, high }) => ({ low: prefix + low, high: prefix + high })),
    );
    constant.push(bounds.points && bounds.intervals.length === 1);
    if (!bounds.points) return { ranges, depth: i + 1, constant };
    prefixes = ranges.map(({ low }) => low);
  }
  const ranges = prefixes.map((prefix) => ({ low: prefix, high: prefix + EVERYTHING_AFTER }));
  return { ranges, depth: constant.length, constant };
}

/** Undefined when the conditions say nothing that this field's keys could tell. */
function fieldBounds(
  conditions: readonly Condition[],
  direction: 1 | -1,
  multikey: boolean,
  path: string,
  keyed: Keyed,
): FieldBounds | undefined {
  // `a.0` may name a place in an array or a field; leave that to the matcher.
  if (/(^|\.)\d+(\.|$)/.test(path)) return undefined;
  let result: FieldBounds | undefined;
  for (const condition of conditions) {
    const bounds = conditionBounds(condition, direction, keyed);
    if (!bounds) continue;
    if (!result) result = bounds;
    // One element may meet the first condition and another the second: narrow by one of them only.
    else if (multikey) result = bounds.points && !result.points ? bounds : result;
    else result = { intervals: intersect(result.intervals, bounds.intervals), points: result.points || bounds.points };
  }
  return result;
}

function conditionBounds({ op, value }: Condition, direction: 1 | -1, keyed: Keyed): FieldBounds | undefined {
  const { collator, alike, sparse } = keyed;
  // A pattern looks at strings as they are, whatever the collation.
  if (op === '$regex') return collator ? undefined : regexBounds(value, direction);
  if (!alike && holdsStrings(value)) return undefined;
  if (sparse && (value === null || op === '$exists' || (Array.isArray(value) && value.includes(null))))
    return undefined;
  const found = collator ? collated(value, collator) : value;
  switch (op) {
    case '$eq':
      return points([found], direction);
    case '$in':
      return Array.isArray(found) ? points(found, direction) : undefined;
    case '$exists':
      return value === false ? points([null], direction) : undefined;
    default:
      return rangeBounds(op, found, direction);
  }
}

/** Whether a collation has a say in where the value belongs. */
export function holdsStrings(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsStrings);
  return typeof value === 'string' || isDocument(value);
}

function points(values: readonly unknown[], direction: 1 | -1): FieldBounds | undefined {
  const parts = new Set<string>();
  for (const value of values) {
    // An array equals a whole array, whose keys are its elements; a pattern is no value to look up.
    if (Array.isArray(value) || value instanceof BSONRegExp) return undefined;
    parts.add(keyPrefix(value, direction));
    // `null` also asks for what is missing, and an index holds an empty array as undefined.
    if (value === null) parts.add(keyPrefix(undefined, direction));
  }
  const intervals = [...parts].sort().map((part) => ({ low: part, high: part + EVERYTHING_AFTER }));
  return { intervals, points: true };
}

function rangeBounds(op: string, value: unknown, direction: 1 | -1): FieldBounds | undefined {
  const kind = kindOf(value);
  if (kind === KIND.null) return op === '$gte' || op === '$lte' ? points([null], direction) : undefined;
  if (kind === KIND.array || kind === KIND.minKey || kind === KIND.maxKey || kind === KIND.regex) return undefined;
  const { low, high } = typeBracket(value, direction);
  const part = keyPrefix(value, direction);
  const upwards = (op === '$gt' || op === '$gte') === (direction === 1);
  const inclusive = op === '$gte' || op === '$lte';
  const after = part + EVERYTHING_AFTER;
  const interval = upwards ? { low: inclusive ? part : after, high } : { low, high: inclusive ? after : part };
  return { intervals: [interval], points: false };
}

/** A pattern that begins with plain text after `^` finds strings that begin so. */
function regexBounds(value: unknown, direction: 1 | -1): FieldBounds | undefined {
  const source = value instanceof BSONRegExp ? (value.options === '' ? value.pattern : '') : value;
  if (typeof source !== 'string' || !source.startsWith('^') || source.includes('|')) return undefined;
  const plain = /^\^([\w @:/-]*)/.exec(source)?.[1] ?? '';
  const next = source[plain.length + 1];
  const prefix = next === '*' || next === '?' || next === '{' ? plain.slice(0, -1) : plain;
  if (prefix === '') return undefined;
  const begin = keyPrefix(prefix, direction).slice(0, -1);
  const strings = { low: begin, high: begin + EVERYTHING_AFTER };
  // A stored pattern matches only itself, and may: keep all of them.
  const patterns = typeBracket(new BSONRegExp(''), direction);
  return { intervals: direction === 1 ? [strings, patterns] : [patterns, strings], points: false };
}

function intersect(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const x = a[i] as Interval;
    const y = b[j] as Interval;
    // biome-ignore lint/complexity/useMathMinMax: bounds are strings
    const low = x.low > y.low ? x.low : y.low;
    // biome-ignore lint/complexity/useMathMinMax: bounds are strings
    const high = x.high < y.high ? x.high : y.high;
    if (low < high) result.push({ low, high });
    if (x.high < y.high) i++;
    else j++;
  }
  return result;
}
