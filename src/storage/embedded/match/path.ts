// Dotted paths into documents, as filters follow them: through every document of an array on the way, and into each
// element of an array at the end.

import { type Document, getField, isDocument } from '../values.ts';

/** Where the match was found: the index in the outermost array on the way, for the positional `$`. */
export type Found = { position?: number };

/** A compiled condition on a document. With `found` it notes where it matched. */
export type Predicate = (doc: Document, found?: Found) => boolean;

export type ValueTest = (value: unknown) => boolean;

type Visit = (value: unknown, position: number | undefined) => boolean;

/**
 * Whether any value at the path passes; a missing one is undefined. `intoArray` tries the elements of an array at the
 * end of the path before the array itself.
 */
export function anyAt(path: string, test: ValueTest, intoArray: boolean): Predicate {
  if (path.includes('.')) {
    const parts = path.split('.');
    return (doc, found) =>
      walk(doc, parts, 0, undefined, intoArray, (value, position) => {
        if (!test(value)) return false;
        if (found && position !== undefined) found.position = position;
        return true;
      });
  }
  return (doc, found) => {
    const value = getField(doc, path);
    if (!Array.isArray(value)) return test(value);
    if (intoArray) {
      for (let i = 0; i < value.length; i++) {
        if (!test(value[i])) continue;
        if (found) found.position = i;
        return true;
      }
    }
    return test(value);
  };
}

/** Whether an array at the path has an element that passes: the array is found whole, then searched. */
export function anyElementAt(path: string, test: ValueTest): Predicate {
  const parts = path.split('.');
  return (doc, found) =>
    walk(doc, parts, 0, undefined, false, (value, position) => {
      if (!Array.isArray(value)) return false;
      const index = value.findIndex(test);
      if (index < 0) return false;
      if (found) found.position = position ?? index;
      return true;
    });
}

/** Visits the values at a path until a visit answers true. */
function walk(
  doc: Document,
  parts: readonly string[],
  at: number,
  position: number | undefined,
  intoArray: boolean,
  visit: Visit,
): boolean {
  const value = getField(doc, parts[at] as string);
  if (at === parts.length - 1) {
    if (intoArray && Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) if (visit(value[i], position ?? i)) return true;
    }
    return visit(value, position);
  }
  if (Array.isArray(value)) return walkArray(value, parts, at + 1, position, intoArray, visit);
  if (isDocument(value)) return walk(value, parts, at + 1, position, intoArray, visit);
  return visit(undefined, position);
}

/** An array in the middle of a path: each of its documents, and the element that a number in the path names. */
function walkArray(
  array: readonly unknown[],
  parts: readonly string[],
  at: number,
  position: number | undefined,
  intoArray: boolean,
  visit: Visit,
): boolean {
  const named = parts[at] as string;
  for (let i = 0; i < array.length; i++) {
    const element = array[i];
    const outermost = position ?? i;
    if (isDocument(element) && walk(element, parts, at, outermost, intoArray, visit)) return true;
    if (String(i) !== named) continue;
    if (at === parts.length - 1) {
      if (visit(element, outermost)) return true;
    } else if (isDocument(element)) {
      if (walk(element, parts, at + 1, outermost, intoArray, visit)) return true;
    } else if (Array.isArray(element)) {
      if (walkArray(element, parts, at + 1, outermost, intoArray, visit)) return true;
    }
  }
  return false;
}
