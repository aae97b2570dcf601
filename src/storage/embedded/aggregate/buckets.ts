// `$bucket` and `$bucketAuto`: groups by ranges of a value, given or found.

import { compareValues } from '../compare.ts';
import { CommandError, notSupported } from '../errors.ts';
import { valueKey } from '../keys.ts';
import { collatorOf } from '../match/collation.ts';
import { type Document, isDocument, isNumber, toNumber } from '../values.ts';
import { compile } from './expression.ts';
import { compileFields, compileGroup, newGroup } from './group.ts';
import { scopeOf } from './operands.ts';
import type { Stage } from './pipeline.ts';
import { collect, sortByKey } from './stream.ts';

const COUNT = { count: { $sum: 1 } };

export function bucket({ groupBy, boundaries, default: otherwise, output = COUNT }: Document): Stage {
  if (!Array.isArray(boundaries) || boundaries.length < 2)
    throw new CommandError(40192, "the $bucket 'boundaries' field must have at least 2 values");
  if (boundaries.some((bound, index) => index > 0 && compareValues(boundaries[index - 1], bound) >= 0)) {
    throw new CommandError(40194, "the 'boundaries' option to $bucket must be sorted");
  }
  if (!isDocument(output)) throw new CommandError(40196, "The $bucket 'output' field must be an object");
  const branches = boundaries.slice(0, -1).map((low, index) => ({
    case: {
      $and: [{ $gte: [groupBy, { $literal: low }] }, { $lt: [groupBy, { $literal: boundaries[index + 1] }] }],
    },
    // biome-ignore lint/suspicious/noThenProperty: $switch names it so
    then: { $literal: low },
  }));
  const group = compileGroup({
    _id: { $switch: { branches, ...(otherwise === undefined ? {} : { default: { $literal: otherwise } }) } },
    ...output,
  });
  return async function* (source, context) {
    const collator = collatorOf(context.collation);
    yield* (await group(source, context, '$bucket')).sort((a, b) => compareValues(a._id, b._id, collator));
  };
}

/** As many groups as asked for, each of about as many documents; equal values stay together. */
export function bucketAuto({ groupBy, buckets, output = COUNT, granularity }: Document): Stage {
  const wanted = isNumber(buckets) ? toNumber(buckets) : Number.NaN;
  if (!Number.isInteger(wanted) || wanted < 1)
    throw new CommandError(40243, "The $bucketAuto 'buckets' field must be a positive 32-bit integer");
  if (groupBy === undefined) throw new CommandError(40246, '$bucketAuto requires a groupBy expression');
  if (granularity !== undefined) throw notSupported('$bucketAuto with a granularity');
  if (!isDocument(output)) throw new CommandError(40244, "The $bucketAuto 'output' field must be an object");
  const by = compile(groupBy);
  const fields = compileFields(output);
  return async function* (source, context) {
    const collator = collatorOf(context.collation);
    const found: { doc: Document; value: unknown; key: string }[] = [];
    for (const doc of await collect(source, context.pause, '$bucketAuto')) {
      if (context.pause.due()) await context.pause.rest();
      const value = by(scopeOf(doc, context)) ?? null;
      found.push({ doc, value, key: valueKey(value, collator) });
    }
    const rows = await sortByKey(found, context.pause);
    const size = Math.max(1, Math.round(rows.length / wanted));
    for (let at = 0, made = 1; at < rows.length; made++) {
      let end = made === wanted ? rows.length : Math.min(rows.length, at + size);
      while (end < rows.length && rows[end]?.key === rows[end - 1]?.key) end++;
      const group = newGroup(fields);
      for (const { doc } of rows.slice(at, end)) group.add(scopeOf(doc, context));
      const max = (rows[end] ?? rows[end - 1])?.value;
      yield group.result({ min: rows[at]?.value, max });
      at = end;
    }
  };
}
