// The values that a document has at a path, as `distinct` and `$graphLookup` count them.

import { getField, isDocument } from '../values.ts';

/** The values at a path, an array's elements one by one. */
export function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  const [name, ...rest] = path;
  if (Array.isArray(value)) {
    if (name === undefined) return value;
    if (/^\d+$/.test(name)) {
      const element: unknown = value[Number(name)];
      return element === undefined ? [] : valuesAt(element, rest);
    }
    return value.flatMap((element) => (Array.isArray(element) ? [] : valuesAt(element, path)));
  }
  if (name === undefined) return [value];
  if (!isDocument(value)) return [];
  const field = getField(value, name);
  return field === undefined ? [] : valuesAt(field, rest);
}
