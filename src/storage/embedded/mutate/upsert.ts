// What an upsert takes from its filter: the fields that the filter says are equal to something.

import { CommandError } from '../errors.ts';
import { isOperators } from '../match/conditions.ts';
import { isRegex } from '../match/regex.ts';
import { type Document, getField, isDocument, setField } from '../values.ts';

/**
 * The fields that a new document gets from the filter: plain equality, `$eq`, `$in` and `$all` with one value, also
 * inside of `$and` and of an `$or` with one branch.
 * @throws CommandError 54 when the filter gives one path two values
 */
export function upsertBase(filter: Document): Document {
  const base: Document = {};
  collect(filter, (path, value) => setPath(base, path, value));
  return base;
}

/** The paths of these fields. */
export function equalPaths(filter: Document): string[] {
  const paths: string[] = [];
  collect(filter, (path) => paths.push(path));
  return paths;
}

function collect(filter: Document, found: (path: string, value: unknown) => void): void {
  for (const [path, operand] of Object.entries(filter)) {
    if (path === '$and' || (path === '$or' && Array.isArray(operand) && operand.length === 1)) {
      for (const branch of operand as unknown[]) if (isDocument(branch)) collect(branch, found);
    } else if (path.startsWith('$') || isRegex(operand)) continue;
    else if (!isOperators(operand)) found(path, operand);
    else {
      if ('$eq' in operand) found(path, operand.$eq);
      for (const list of [operand.$in, operand.$all]) {
        if (!Array.isArray(list) || list.length !== 1) continue;
        if (!isRegex(list[0]) && !isOperators(list[0])) found(path, list[0]);
      }
    }
  }
}

function setPath(base: Document, path: string, value: unknown): void {
  const parts = path.split('.');
  const last = parts.pop() as string;
  let doc = base;
  for (const part of parts) {
    const next = getField(doc, part) ?? {};
    if (!isDocument(next)) throw matchedTwice(path);
    setField(doc, part, next);
    doc = next;
  }
  if (getField(doc, last) !== undefined) throw matchedTwice(path);
  setField(doc, last, value);
}

function matchedTwice(path: string): CommandError {
  return new CommandError(54, `cannot infer query fields to set, path '${path}' is matched twice`);
}
