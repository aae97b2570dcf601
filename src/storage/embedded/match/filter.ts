// Filters: whether a document is what a query asks for.

import { equalValues } from '../compare.ts';
import { type Document, getField } from '../values.ts';

export type FilterOptions = { let?: Document; collation?: Document; now?: Date };

export type Filter = {
  matches(doc: Document): boolean;
  /** The index of the array element that made the document match, for the positional `$`. */
  positions(doc: Document): number | undefined;
};

export function compileFilter(filter: Document, _options: FilterOptions = {}): Filter {
  const fields = Object.keys(filter);
  return {
    matches: (doc) => fields.every((name) => equalValues(getField(doc, name), filter[name])),
    positions: () => undefined,
  };
}
