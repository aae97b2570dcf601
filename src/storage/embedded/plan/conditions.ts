// What a filter demands of each field, as far as an index can help: the rest is left to the matcher, which always has
// the last word.
import { BSONRegExp } from 'bson';
import { type Document, isDocument } from '../values.ts';

export type Condition = { readonly op: string; readonly value: unknown };

/** `fields` must all hold; of each list in `branches` at least one filter must match. */
export type Conditions = {
  readonly fields: ReadonlyMap<string, readonly Condition[]>;
  readonly branches: readonly (readonly Document[])[];
  /** Whether `fields` is all that the filter asks for. */
  readonly complete: boolean;
};

/** Operators that an index can answer, or that tell whether a partial index may be used. */
const INDEXABLE = new Set(['$eq', '$gt', '$gte', '$lt', '$lte', '$in', '$exists', '$regex']);

export function conditionsOf(filter: Document): Conditions {
  const collector = new Collector();
  collector.filter(filter, '');
  return collector;
}

class Collector implements Conditions {
  readonly fields = new Map<string, Condition[]>();
  readonly branches: Document[][] = [];
  complete = true;

  filter(filter: Document, prefix: string): void {
    for (const [name, value] of Object.entries(filter)) {
      if (name === '$and' && Array.isArray(value)) for (const part of value) this.filter(part as Document, prefix);
      else if (name === '$or' && Array.isArray(value) && prefix === '') this.#or(value as Document[]);
      else if (name.startsWith('$')) this.complete = false;
      else this.#field(prefix + name, value);
    }
  }

  #or(branches: Document[]): void {
    const [only] = branches;
    if (branches.length === 1 && only) this.filter(only, '');
    else {
      this.branches.push(branches);
      this.complete = false;
    }
  }

  #field(path: string, value: unknown): void {
    if (value instanceof BSONRegExp) this.#add(path, '$regex', value);
    else if (!isOperators(value)) this.#add(path, '$eq', value);
    else this.#operators(path, value);
  }

  #operators(path: string, operators: Document): void {
    for (const [op, value] of Object.entries(operators)) {
      if (op === '$regex' && operators.$options) this.complete = false;
      else if (op === '$elemMatch' && isDocument(value)) this.#elemMatch(path, value);
      else if (op === '$all' && Array.isArray(value)) this.#all(path, value);
      else if (INDEXABLE.has(op)) this.#add(path, op, value);
      else this.complete = false;
    }
  }

  /** One element meets all of it, so some key of the document meets each part. */
  #elemMatch(path: string, value: Document): void {
    this.complete = false;
    if (isOperators(value)) this.#operators(path, value);
    else this.filter(value, `${path}.`);
  }

  #all(path: string, values: readonly unknown[]): void {
    this.complete = false;
    for (const value of values) if (!isOperators(value)) this.#add(path, '$eq', value);
  }

  #add(path: string, op: string, value: unknown): void {
    const conditions = this.fields.get(path);
    if (conditions) conditions.push({ op, value });
    else this.fields.set(path, [{ op, value }]);
  }
}

function isOperators(value: unknown): value is Document {
  return isDocument(value) && (Object.keys(value)[0]?.startsWith('$') ?? false);
}
