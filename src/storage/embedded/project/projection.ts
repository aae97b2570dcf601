// Projections: which part of a document a reader gets.

import type { Filter } from '../match/filter.ts';
import type { Document } from '../values.ts';

export type Projection = (doc: Document) => Document;

export function compileProjection(_spec: Document, _filter?: Filter): Projection {
  return (doc) => doc;
}
