// find's `min` and `max`: bounds in the order of the index that a hint names, whatever the filter asks for besides.
import { CommandError } from '../errors.ts';
import type { Index } from '../index.ts';
import { EVERYTHING_AFTER, valueKey } from '../keys.ts';
import type { Document } from '../values.ts';
import { holdsStrings, type IndexBounds } from './bounds.ts';

/** From `min` on, before `max`; one of them may be missing. */
export type MinMax = { readonly min?: Document | undefined; readonly max?: Document | undefined };

/** Throws CommandError 51176 when the two name different fields. */
export function checkMinMax({ min, max }: MinMax): void {
  if (min && max && Object.keys(min).join('\0') !== Object.keys(max).join('\0')) {
    throw new CommandError(51176, 'min and max must have the same field names');
  }
}

/**
 * The part of the index between the two; `alike` tells whether it compares strings as the query does.
 * @throws CommandError 51174 when they are not for this index, 51175 when nothing lies between
 */
export function minMaxBounds({ spec }: Index, { min, max }: MinMax, alike: boolean): IndexBounds {
  const paths = spec.key.map(({ path }) => path).join('\0');
  for (const bound of [min, max]) {
    if (!bound) continue;
    if (Object.keys(bound).join('\0') === paths && (alike || !Object.values(bound).some(holdsStrings))) continue;
    throw new CommandError(51174, 'The index chosen is not compatible with min/max');
  }
  const keyAt = (bound: Document) =>
    spec.key.map(({ path, direction }) => valueKey(bound[path], spec.collator, direction)).join('');
  const low = min ? keyAt(min) : '';
  const high = max ? keyAt(max) : EVERYTHING_AFTER;
  if (low >= high) {
    throw new CommandError(51175, 'The value provided for min() does not come before the value provided for max()');
  }
  return { ranges: [{ low, high }], depth: spec.key.length, constant: [] };
}
