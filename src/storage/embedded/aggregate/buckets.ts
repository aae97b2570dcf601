// `$bucket` and `$bucketAuto`: groups by ranges of a value, given or found.

import { compareValues } from '../compare.ts';
import { CommandError } from '../errors.ts';
import { valueKey } from '../keys.ts';
import { collatorOf } from '../match/collation.ts';
import {
  type BsonNumber,
  type Document,
  isDocument,
  isInt32,
  isNumber,
  kindOf,
  toNumber,
  typeName,
} from '../values.ts';
import { compile, constantOf } from './expression.ts';
import { checkGranular, type Granularity, granularityOf } from './granularity.ts';
import { compileFields, compileGroup, newGroup } from './group.ts';
import { scopeOf } from './operands.ts';
import type { Stage } from './pipeline.ts';
import { collect, sortByKey } from './stream.ts';

const COUNT = { count: { $sum: 1 } };

const BUCKET_FIELDS = ['groupBy', 'boundaries', 'default', 'output'];

/** Throws CommandError 40191 to 40202 for what may be wrong with `spec`. */
export function bucket(spec: Document): Stage {
  const unknown = Object.keys(spec).find((name) => !BUCKET_FIELDS.includes(name));
  if (unknown !== undefined) throw new CommandError(40197, `Unrecognized option to $bucket: ${unknown}.`);
  const { groupBy, boundaries, default: otherwise, output = COUNT } = spec;
  if (groupBy !== undefined && !isExpression(groupBy))
    throw new CommandError(40202, "The $bucket 'groupBy' field must be defined as a $-prefixed path or an expression.");
  if (boundaries !== undefined && !Array.isArray(boundaries))
    throw new CommandError(40200, "The $bucket 'boundaries' field must be an array.");
  if (!isDocument(output)) throw new CommandError(40196, "The $bucket 'output' field must be an object");
  if (groupBy === undefined || boundaries === undefined)
    throw new CommandError(40198, "$bucket requires 'groupBy' and 'boundaries' to be specified.");
  const bounds = boundaries.map((bound) => constant(bound, 40191, "boundaries' field must be an array of"));
  checkBoundaries(bounds);
  const rest = otherwise === undefined ? undefined : constant(otherwise, 40195, "default' field must be");
  if (rest !== undefined && kindOf(rest) === kindOf(bounds[0])) {
    if (compareValues(rest, bounds[0]) >= 0 && compareValues(rest, bounds.at(-1)) < 0)
      throw new CommandError(
        40199,
        "The $bucket 'default' field must be less than the lowest boundary or past the last",
      );
  }
  const branches = bounds.slice(0, -1).map((low, index) => ({
    case: {
      $and: [{ $gte: [groupBy, { $literal: low }] }, { $lt: [groupBy, { $literal: bounds[index + 1] }] }],
    },
    // biome-ignore lint/suspicious/noThenProperty: $switch names it so
    then: { $literal: low },
  }));
  const group = compileGroup({
    _id: { $switch: { branches, ...(rest === undefined ? {} : { default: { $literal: rest } }) } },
    ...output,
  });
  return async function* (source, context) {
    const collator = collatorOf(context.collation);
    yield* (await group(source, context, '$bucket')).sort((a, b) => compareValues(a._id, b._id, collator));
  };
}

function isExpression(value: unknown): boolean {
  return isDocument(value) ? (Object.keys(value)[0] ?? '').startsWith('$') : /^\$./.test(String(value));
}

function constant(spec: unknown, code: number, what: string): unknown {
  const value = constantOf(spec);
  if (value === undefined) throw new CommandError(code, `The $bucket '${what} a constant expression`);
  return value;
}

function checkBoundaries(bounds: readonly unknown[]): void {
  if (bounds.length < 2)
    throw new CommandError(
      40192,
      `The $bucket 'boundaries' field must have at least 2 values, but found ${bounds.length}`,
    );
  for (const [index, bound] of bounds.slice(1).entries()) {
    const before = bounds[index];
    if (kindOf(before) !== kindOf(bound))
      throw new CommandError(
        40193,
        `All values in the 'boundaries' option to $bucket must have the same type. Found ${typeName(before)} and ${typeName(bound)}`,
      );
    if (compareValues(before, bound) >= 0)
      throw new CommandError(
        40194,
        `The 'boundaries' option to $bucket must be sorted: elements ${index} and ${index + 1}`,
      );
  }
}

const AUTO_FIELDS = ['groupBy', 'buckets', 'output', 'granularity'];

/**
 * As many groups as asked for, each of about as many documents; equal values stay together. With a granularity the
 * bounds between groups are numbers of its series.
 * @throws CommandError 40239 to 40261 for what may be wrong with `spec`
 */
export function bucketAuto(spec: Document): Stage {
  const unknown = Object.keys(spec).find((name) => !AUTO_FIELDS.includes(name));
  if (unknown !== undefined) throw new CommandError(40245, `Unrecognized option to $bucketAuto: ${unknown}`);
  const { groupBy, buckets, output = COUNT, granularity } = spec;
  if (groupBy !== undefined && !isExpression(groupBy))
    throw new CommandError(
      40239,
      "The $bucketAuto 'groupBy' field must be defined as a $-prefixed path or an expression",
    );
  if (!isDocument(output)) throw new CommandError(40244, "The $bucketAuto 'output' field must be an object");
  const series = granularity === undefined ? undefined : granularityOf(granularity);
  if (groupBy === undefined || buckets === undefined)
    throw new CommandError(40246, "$bucketAuto requires 'groupBy' and 'buckets' to be specified");
  const wanted = countOf(buckets);
  const by = compile(groupBy);
  const fields = compileFields(Object.keys(output).length > 0 ? output : COUNT);
  return async function* (source, context) {
    const collator = collatorOf(context.collation);
    const found: Row[] = [];
    for (const doc of await collect(source, context.pause, '$bucketAuto')) {
      if (context.pause.due()) await context.pause.rest();
      const value = by(scopeOf(doc, context)) ?? null;
      if (series) checkGranular(value);
      found.push({ doc, value, key: valueKey(value, collator) });
    }
    const rows = await sortByKey(found, context.pause);
    const size = Math.max(1, Math.round(rows.length / wanted));
    const cut = series ? granular(rows, series) : plain(rows);
    let min = series ? rows[0] && series.down(rows[0].value as BsonNumber) : rows[0]?.value;
    for (let at = 0, made = 1; at < rows.length; made++) {
      const { end, max } = cut(made === wanted ? rows.length : Math.min(rows.length, at + size));
      const group = newGroup(fields);
      for (const { doc } of rows.slice(at, end)) group.add(scopeOf(doc, context));
      yield group.result({ min, max });
      min = max;
      at = end;
    }
  };
}

type Row = { readonly doc: Document; readonly value: unknown; readonly key: string };

/** Where the group that would reach to `end` ends, and the bound that it and the next one have between them. */
type Cut = (end: number) => { readonly end: number; readonly max: unknown };

function plain(rows: readonly Row[]): Cut {
  return (least) => {
    let end = least;
    while (end < rows.length && rows[end]?.key === rows[end - 1]?.key) end++;
    return { end, max: (rows[end] ?? rows[end - 1])?.value };
  };
}

function granular(rows: readonly Row[], series: Granularity): Cut {
  return (least) => {
    const bound = series.up(rows[least - 1]?.value as BsonNumber);
    let end = least;
    while (end < rows.length && (compareValues(rows[end]?.value, bound) < 0 || rows[end]?.key === rows[end - 1]?.key))
      end++;
    const next = rows[end]?.value as BsonNumber | undefined;
    // Nothing but zeros: the next number of the series is that below what follows.
    return { end, max: toNumber(bound) === 0 && next !== undefined ? series.down(next) : bound };
  };
}

function countOf(buckets: unknown): number {
  if (!isNumber(buckets))
    throw new CommandError(
      40241,
      `The $bucketAuto 'buckets' field must be a numeric value, found ${typeName(buckets)}`,
    );
  const count = toNumber(buckets);
  if (!isInt32(count))
    throw new CommandError(
      40242,
      `The $bucketAuto 'buckets' field must be representable as a 32-bit integer: ${count}`,
    );
  if (count < 1) throw new CommandError(40243, `The $bucketAuto 'buckets' field must be greater than 0: ${count}`);
  return count;
}
