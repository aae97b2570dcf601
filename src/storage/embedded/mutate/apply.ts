// Applies a tree of changes to a document: copies what changes, shares the rest.

import { CommandError } from '../errors.ts';
import type { Filter } from '../match/filter.ts';
import { type Document, getField, isDocument, setField, typeName } from '../values.ts';
import { type ChangeContext, isIndex, type Node } from './tree.ts';

/** MongoDB's bound on how far an update may lengthen an array with nulls. */
const MOST_PADDING = 1_500_000;

/** The array filters by name: each is asked about `{ name: element }`. */
export type ArrayFilters = ReadonlyMap<string, Filter>;

/** The value after all changes below `node`; the same value when none changed it. */
export function applyNode(node: Node, value: unknown, at: ChangeContext, filters: ArrayFilters): unknown {
  if (node.change) return node.change(value, at);
  if (Array.isArray(value)) return applyToArray(node, value, at, filters);
  if (isDocument(value)) return applyToDocument(node, value, at, filters);
  const created = applyToDocument(node, {}, at, filters, value === undefined);
  if (Object.keys(created).length === 0) return value;
  if (value === undefined) return created;
  const [name] = Object.keys(created);
  throw new CommandError(
    28,
    `Cannot create field '${name}' in element {${lastPart(at.path)}: ${value === null ? 'null' : typeof value === 'string' ? `"${value}"` : String(value)}}`,
  );
}

function applyToDocument(
  node: Node,
  doc: Document,
  at: ChangeContext,
  filters: ArrayFilters,
  mustExist = true,
): Document {
  let copy: Document | undefined;
  for (const [name, child] of node.children) {
    if (name.startsWith('$') && (name === '$' || name.startsWith('$['))) {
      if (name === '$' && at.position === undefined) throw noPosition();
      if (name !== '$' || !isDocument(doc)) throw noArray(at.path, doc, mustExist);
    }
    const key = name === '$' ? String(at.position) : name;
    const before = getField(doc, key);
    const after = applyNode(child, before, { ...at, path: at.path === '' ? key : `${at.path}.${key}` }, filters);
    if (after === before) continue;
    copy ??= { ...doc };
    if (after === undefined) delete copy[key];
    else setField(copy, key, after);
  }
  return copy ?? doc;
}

function applyToArray(node: Node, array: readonly unknown[], at: ChangeContext, filters: ArrayFilters): unknown {
  let copy: unknown[] | undefined;
  for (const [name, child] of node.children) {
    for (const index of placesOf(name, child, array, at, filters)) {
      const before = (copy ?? array)[index];
      const after = applyNode(child, before, { ...at, path: `${at.path}.${index}` }, filters);
      if (after === before) continue;
      copy ??= [...array];
      if (index > copy.length + MOST_PADDING) {
        throw new CommandError(2, 'cannot use the part to traverse the element: too many nulls to pad the array with');
      }
      while (copy.length < index) copy.push(null);
      // An element that is unset leaves its place to a null.
      copy[index] = after === undefined ? null : after;
    }
  }
  return copy ?? array;
}

function placesOf(
  name: string,
  child: Node,
  array: readonly unknown[],
  at: ChangeContext,
  filters: ArrayFilters,
): Iterable<number> {
  if (name === '$') {
    if (at.position === undefined) throw noPosition();
    return [at.position];
  }
  if (name === '$[]') return array.keys();
  if (name.startsWith('$[')) {
    const key = name.slice(2, -1);
    const filter = filters.get(key);
    return [...array.keys()].filter((index) => filter?.matches({ [key]: array[index] }));
  }
  if (isIndex(name)) return [Number(name)];
  // Removing what an array cannot have is no change; creating it is refused.
  if (applyNode(child, undefined, at, filters) === undefined) return [];
  throw new CommandError(
    28,
    `Cannot create field '${name}' in element {${lastPart(at.path)}: [ ${array.length} elements ]}`,
  );
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

function noPosition(): CommandError {
  return new CommandError(2, 'The positional operator did not find the match needed from the query.');
}

function noArray(path: string, value: unknown, exists: boolean): CommandError {
  return new CommandError(
    2,
    exists
      ? `The path '${path}' must exist in the document in order to apply array updates.`
      : `Cannot apply array updates to non-array element ${lastPart(path)}: ${typeName(value)}`,
  );
}
