// Updates: what a document becomes.

import type { Document } from '../values.ts';

export type UpdateOptions = { arrayFilters?: Document[]; let?: Document; isUpsert?: boolean; now: () => Date };
export type UpdateContext = { position?: number | undefined; inserting: boolean };

export type Updater = {
  readonly kind: 'replacement' | 'operators' | 'pipeline';
  /** Never changes its input; returns the same object when nothing changed. */
  apply(doc: Document, context: UpdateContext): { doc: Document; changed: boolean };
};

export function compileUpdate(update: Document | Document[], _options: UpdateOptions): Updater {
  const changes = Array.isArray(update) ? {} : ((update.$set ?? update) as Document);
  return { kind: 'operators', apply: (doc) => ({ doc: { ...doc, ...changes }, changed: true }) };
}

/** The fields that an upsert takes from its filter. */
export function upsertBase(filter: Document): Document {
  return Object.fromEntries(Object.entries(filter).filter(([name]) => !name.startsWith('$')));
}
