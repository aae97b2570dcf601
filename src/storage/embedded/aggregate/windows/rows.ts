// The documents of a partition in order, and what a window function makes of them.

import { sortKey } from '../../compare.ts';
import { CommandError } from '../../errors.ts';
import { type KeySpec, valueKey } from '../../keys.ts';
import type { Pacing } from '../../pause.ts';
import type { Document } from '../../values.ts';
import { type Evaluate, type Scope, scopeOf } from '../operands.ts';
import type { PipelineContext } from '../pipeline.ts';
import { sortByKey } from '../stream.ts';

/** One document of a sorted partition. */
export type Row = { readonly doc: Document; readonly scope: Scope; readonly key: string };

/** A value for each row of a partition. */
export type WindowFunction = (rows: readonly Row[], pacing: Pacing) => Promise<unknown[]>;

/**
 * Compiles a window function by its operand, its `window` if it was given one, and what its partition is sorted by.
 * @throws CommandError 9 and others for what it may not be given
 */
export type MakeFunction = (operand: unknown, window: unknown, sort: KeySpec) => WindowFunction;

/** The partitions in order of what they have in common, each sorted. Throws CommandError 14 where that is an array. */
export async function partitions(
  documents: readonly Document[],
  by: Evaluate,
  sort: KeySpec,
  context: PipelineContext,
): Promise<Row[][]> {
  const { pause } = context;
  const found = new Map<string, Row[]>();
  for (const doc of documents) {
    if (pause.due()) await pause.rest();
    const scope = scopeOf(doc, context);
    const value = by(scope) ?? null;
    if (Array.isArray(value))
      throw new CommandError(14, 'An expression used to partition cannot evaluate to value of type array');
    const partition = valueKey(value, scope.collator);
    const row = { doc, scope, key: sort.length > 0 ? sortKey(doc, sort, scope.collator) : '' };
    const rows = found.get(partition);
    if (rows) rows.push(row);
    else found.set(partition, [row]);
  }
  const sorted: Row[][] = [];
  for (const key of [...found.keys()].sort()) sorted.push(await sortByKey(found.get(key) ?? [], pause));
  return sorted;
}
