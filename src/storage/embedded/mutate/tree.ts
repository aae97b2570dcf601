// The paths of an update as one tree, so that changes which touch each other are found before any is made, and so that
// fields are created in the order of their names, numbers by value, whatever the order in the update.

import { CommandError } from '../errors.ts';

/** What one operator does to the value at its path: undefined stands for a missing field, before and after. */
export type Change = (current: unknown, at: ChangeContext) => unknown;

/** What a change may look at. `path` is where it is, with array places filled in. */
export type ChangeContext = {
  readonly path: string;
  readonly root: Readonly<Record<string, unknown>>;
  readonly inserting: boolean;
  readonly position: number | undefined;
};

export type Node = { readonly children: Map<string, Node>; change?: Change };

export function newNode(): Node {
  return { children: new Map() };
}

/**
 * Adds the change of one path.
 * @throws CommandError 40 when the path is, begins or continues another, 56, 52 and 2 when it is no path
 */
export function addChange(root: Node, path: string, change: Change): void {
  const parts = parsePath(path);
  let node = root;
  for (const [index, part] of parts.entries()) {
    if (node.change) throw conflict(path, parts.slice(0, index).join('.'));
    let child = node.children.get(part);
    if (!child) {
      child = newNode();
      node.children.set(part, child);
    }
    node = child;
  }
  if (node.change || node.children.size > 0) throw conflict(path, path);
  node.change = change;
}

function conflict(path: string, at: string): CommandError {
  return new CommandError(40, `Updating the path '${path}' would create a conflict at '${at}'`);
}

function parsePath(path: string): string[] {
  if (path === '') throw new CommandError(56, 'An empty update path is not valid.');
  const parts = path.split('.');
  if (parts.filter((part) => part === '$').length > 1) {
    throw new CommandError(2, `Too many positional (i.e. '$') elements found in path '${path}'`);
  }
  for (const [index, part] of parts.entries()) {
    if (part === '') {
      throw new CommandError(56, `The update path '${path}' contains an empty field name, which is not allowed.`);
    }
    if (!part.startsWith('$')) continue;
    const positional = part === '$' || (part.startsWith('$[') && part.endsWith(']'));
    if (!positional && !['$ref', '$id', '$db'].includes(part)) {
      throw new CommandError(52, `The dollar ($) prefixed field '${part}' in '${path}' is not valid for storage.`);
    }
    if (positional && index === 0) {
      throw new CommandError(2, `Cannot have positional (i.e. '$') element in the first position in path '${path}'`);
    }
  }
  return parts;
}

/** Sorts every level: numbers by value before names, names by their order. */
export function sortTree(node: Node): void {
  const entries = [...node.children].sort(([a], [b]) => {
    const [left, right] = [isIndex(a), isIndex(b)];
    if (left && right) return Number(a) - Number(b);
    return left !== right ? (left ? -1 : 1) : a < b ? -1 : 1;
  });
  node.children.clear();
  for (const [name, child] of entries) {
    sortTree(child);
    node.children.set(name, child);
  }
}

export function isIndex(name: string): boolean {
  return /^(0|[1-9]\d*)$/.test(name);
}
