// Whether two values are the same to their types and field order: an update that leaves these alone changed nothing.

import { equalValues } from '../compare.ts';
import { isDocument, typeName } from '../values.ts';

export function identical(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((value, index) => identical(value, b[index]));
  }
  if (isDocument(a)) {
    if (!isDocument(b)) return false;
    const names = Object.keys(a);
    const others = Object.keys(b);
    return (
      names.length === others.length &&
      names.every((name, index) => name === others[index] && identical(a[name], b[name]))
    );
  }
  return typeName(a) === typeName(b) && equalValues(a, b) && String(a) === String(b);
}
