// Updates: what a document becomes. An update is compiled once and applied to many documents, never changing its input.

import { equalValues } from '../compare.ts';
import { CommandError } from '../errors.ts';
import { type Document, getField, hasField, isDocument } from '../values.ts';
import { identical } from './identical.ts';
import { compileOperators } from './operators.ts';
import { compilePipeline } from './pipeline.ts';

/** `now` gives the time of $currentDate and `$$NOW`; `let` the variables of a pipeline. */
export type UpdateOptions = {
  arrayFilters?: Document[] | undefined;
  let?: Document | undefined;
  isUpsert?: boolean | undefined;
  collation?: Document | undefined;
  now: () => Date;
};

/** `position`: which array element the filter matched, for `$`; `inserting`: whether an upsert creates the document. */
export type UpdateContext = { position?: number | undefined; inserting: boolean };

export type Updater = {
  readonly kind: 'replacement' | 'operators' | 'pipeline';
  /**
   * The document after the update: the same object when nothing changed.
   * @throws CommandError 66 when `_id` would change, 28, 14 or 2 when the document does not have what an operator needs
   */
  apply(doc: Document, context: UpdateContext): { doc: Document; changed: boolean };
};

/**
 * Compiles an update: a document of operators, a replacement, or a pipeline.
 * @throws CommandError 9 for an unknown operator, 52 for one in a replacement, 40 for two changes of one path, 14 and 2 for wrong operands
 */
export function compileUpdate(update: Document | Document[], options: UpdateOptions): Updater {
  if (Array.isArray(update)) return updater('pipeline', compilePipeline(update, options));
  const first = Object.keys(update)[0];
  if (first?.startsWith('$')) return updater('operators', compileOperators(update, options));
  if (options.arrayFilters?.length) {
    throw new CommandError(9, 'Cannot specify array filters for a replacement-style update');
  }
  const dollar = Object.keys(update).find((name) => name.startsWith('$'));
  if (dollar !== undefined) {
    throw new CommandError(
      52,
      `The dollar ($) prefixed field '${dollar}' in '${dollar}' is not allowed in the context of an update's replacement ` +
        'document. Consider using an aggregation pipeline with $replaceWith.',
    );
  }
  return updater('replacement', (doc) => replace(doc, update));
}

function updater(kind: Updater['kind'], run: (doc: Document, context: UpdateContext) => Document): Updater {
  return {
    kind,
    apply: (before, context) => {
      const after = run(before, context);
      if (after === before) return { doc: before, changed: false };
      if (hasField(before, '_id') && !equalValues(before._id, after._id)) {
        throw new CommandError(
          66,
          kind === 'operators'
            ? "Performing an update on the path '_id' would modify the immutable field '_id'"
            : "After applying the update, the (immutable) field '_id' was found to have been altered",
        );
      }
      return { doc: after, changed: true };
    },
  };
}

/** The new document under the `_id` of the old one, which stays first. */
function replace(before: Document, replacement: Document): Document {
  const id = getField(hasField(replacement, '_id') ? replacement : before, '_id');
  const { _id, ...fields } = replacement;
  const after = id === undefined ? fields : { _id: id, ...fields };
  return isDocument(before) && identical(before, after) ? before : after;
}
