// Whether the keys in an index's ranges are just those of the documents that match: then they can be counted without a
// look at any document. If in doubt, no.
import type { Index } from '../index.ts';
import { isNumber, KIND, kindOf, toNumber } from '../values.ts';
import type { Condition, Conditions } from './conditions.ts';

/** `depth` fields of the index narrow its ranges, by all that the conditions say of them. */
export function covers(index: Index, depth: number, conditions: Conditions): boolean {
  // A document with several keys would count several times.
  if (!conditions.complete || index.multikey.includes(true)) return false;
  const narrowing = new Set(index.spec.key.slice(0, depth).map(({ path }) => path));
  return [...conditions.fields].every(([path, list]) => narrowing.has(path) && list.every((one) => isExact(one, list)));
}

/** Kinds whose keys tell all of the value, and where comparing knows no exceptions. */
const PLAIN: ReadonlySet<number> = new Set([KIND.string, KIND.boolean, KIND.date, KIND.objectId]);

function isExact({ op, value }: Condition, siblings: readonly Condition[]): boolean {
  switch (op) {
    case '$eq':
    case '$gt':
    case '$gte':
      return isPlain(value);
    case '$in':
      return Array.isArray(value) && value.every(isPlain);
    case '$lt':
    case '$lte':
      // NaN sorts below all numbers and is below none: another condition has to rule it out.
      return (
        isPlain(value) && (!isNumber(value) || siblings.some((other) => other.op === '$gt' || other.op === '$gte'))
      );
    default:
      return false;
  }
}

function isPlain(value: unknown): boolean {
  return isNumber(value) ? !Number.isNaN(toNumber(value)) : PLAIN.has(kindOf(value));
}
