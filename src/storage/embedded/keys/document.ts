// The keys under which an index finds a document: one for most, one an element where the path meets an array.

import type { Collator } from '../compare.ts';
import { CommandError } from '../errors.ts';
import { type Document, getField, isDocument } from '../values.ts';
import { type KeySpec, keyPrefix } from './encode.ts';

/** With a collator, strings count by its keys. */
export type KeyOptions = { readonly sparse?: boolean; readonly collator?: Collator | undefined };
/** Distinct keys; `multikey` tells that an array was met, so that the index may hold several for the document. */
export type Keys = { keys: string[]; multikey: boolean };

const NONE: Document = {};

/**
 * The keys of a document. A missing field counts as null, an empty array as undefined, and each element of an array
 * makes a key of its own; with `sparse`, a document that has none of the fields has no key.
 * @throws CommandError 171 when two of the paths end in different arrays
 */
export function keysOfDocument(doc: Document, spec: KeySpec, options: KeyOptions = {}): Keys {
  const finder = new KeyFinder(spec, options);
  finder.find(
    spec.map(({ path }) => path.split('.')),
    new Array<string | undefined>(spec.length).fill(undefined),
    doc,
    0,
  );
  return {
    keys: finder.multikey && finder.keys.length > 1 ? [...new Set(finder.keys)] : finder.keys,
    multikey: finder.multikey,
  };
}

/** What is left of a path; empty when its value has been found. */
type Rest = readonly string[];

class KeyFinder {
  readonly keys: string[] = [];
  multikey = false;
  readonly #spec: KeySpec;
  readonly #sparse: boolean;
  readonly #collator: Collator | undefined;

  constructor(spec: KeySpec, { sparse = false, collator }: KeyOptions) {
    this.#spec = spec;
    this.#sparse = sparse;
    this.#collator = collator;
  }

  /** Follows every open path from `from` on until it ends or all that are open end at one array. */
  find(paths: readonly Rest[], parts: readonly (string | undefined)[], from: Document, missing: number): void {
    const found = [...parts];
    const rests = [...paths];
    const atArray: number[] = [];
    let array: readonly unknown[] | undefined;
    let absent = missing;
    for (let i = 0; i < rests.length; i++) {
      if (found[i] !== undefined) continue;
      const [value, rest] = follow(from, rests[i] as Rest);
      if (Array.isArray(value)) {
        if (array && array !== value) {
          throw new CommandError(
            171,
            `cannot index parallel arrays [${this.#spec[i]?.path}] [${this.#spec[atArray[0] as number]?.path}]`,
          );
        }
        array = value;
        atArray.push(i);
        rests[i] = rest;
      } else {
        if (value === undefined) absent++;
        found[i] = this.#part(i, value ?? null);
      }
    }
    if (!array) {
      if (!this.#sparse || absent < rests.length) this.keys.push(found.join(''));
      return;
    }
    this.multikey = true;
    if (array.length === 0) this.#element(undefined, array, rests, found, atArray, absent);
    for (const element of array) this.#element(element, array, rests, found, atArray, absent);
  }

  #element(
    element: unknown,
    array: readonly unknown[],
    rests: readonly Rest[],
    found: readonly (string | undefined)[],
    atArray: readonly number[],
    absent: number,
  ): void {
    const parts = [...found];
    const paths = [...rests];
    for (const i of atArray) {
      const rest = rests[i] as Rest;
      if (rest.length === 0) parts[i] = this.#part(i, element);
      else if (
        isIndex(rest[0] as string) &&
        !(isDocument(element) && getField(element, rest[0] as string) !== undefined)
      ) {
        // `a.0` names an element by its place, unless the elements are documents with such a field.
        const [value, beyond] = follow({ at: array[Number(rest[0])] }, ['at', ...rest.slice(1)]);
        if (beyond.length === 0 && !Array.isArray(value)) parts[i] = this.#part(i, value ?? null);
        else if (Array.isArray(value)) {
          for (const inner of value.length === 0 ? [undefined] : value)
            this.#place(i, inner, beyond, parts, paths, absent, element);
          return;
        }
      }
    }
    this.find(paths, parts, isDocument(element) ? element : NONE, absent);
  }

  /** An array that stands at a numbered place of another array: its elements are keys as well. */
  #place(
    i: number,
    inner: unknown,
    beyond: Rest,
    parts: (string | undefined)[],
    paths: Rest[],
    absent: number,
    element: unknown,
  ): void {
    const copy = [...parts];
    const value = beyond.length === 0 ? inner : isDocument(inner) ? follow(inner, beyond)[0] : null;
    copy[i] = this.#part(i, beyond.length === 0 ? value : (value ?? null));
    this.find(paths, copy, isDocument(element) ? element : NONE, absent);
  }

  #part(i: number, value: unknown): string {
    return valueKey(value, this.#collator, this.#spec[i]?.direction ?? 1);
  }
}

/** A string that is the same for values which a collation, or none, calls equal; its order is that of the values. */
export function valueKey(value: unknown, collator: Collator | undefined, direction: 1 | -1 = 1): string {
  return keyPrefix(collator ? collated(value, collator) : value, direction);
}

/** A value with its strings, inside of it too, replaced by their keys in a collation. */
export function collated(value: unknown, collator: Collator): unknown {
  if (typeof value === 'string') return collator.key(value);
  if (Array.isArray(value)) return value.map((element) => collated(element, collator));
  if (!isDocument(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, collated(field, collator)]));
}

/** Walks to the path's end or to the first array on it: the value there, and what is left of the path. */
function follow(from: Document, path: Rest): [value: unknown, rest: Rest] {
  let value: unknown = from;
  for (let i = 0; i < path.length; i++) {
    if (Array.isArray(value)) return [value, path.slice(i)];
    if (!isDocument(value)) return [undefined, []];
    value = getField(value, path[i] as string);
  }
  return [value, []];
}

function isIndex(name: string): boolean {
  return /^(0|[1-9]\d*)$/.test(name);
}
