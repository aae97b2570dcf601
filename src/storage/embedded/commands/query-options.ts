// The options that find, update, delete, count and their like share: sort, hint, collation, let.

import { variablesOf } from '../aggregate/expression.ts';
import type { Collection } from '../collection.ts';
import { parseSort } from '../compare.ts';
import { CommandError } from '../errors.ts';
import type { KeySpec } from '../keys.ts';
import { collatorOf } from '../match/collation.ts';
import type { QueryRequest } from '../query.ts';
import { type Document, isDocument, typeName } from '../values.ts';
import { isView } from '../views.ts';
import type { Arguments } from './arguments.ts';

/** Reads the shared options of `args`; `filterField` is `filter`, `query` or `q`, `target` what they are asked of. */
export function queryRequest(
  args: Arguments,
  filterField: string,
  now: number,
  target: Collection | undefined,
): QueryRequest {
  const filter = args.document(filterField) ?? {};
  const sort = args.document('sort');
  const collation = readCollation(args, target);
  const variables = args.document('let');
  if (variables) checkVariables(variables, { now: new Date(now), collation });
  return {
    filter,
    now: new Date(now),
    ...sortOf(sort),
    hint: readHint(args),
    min: bound(args, 'min'),
    max: bound(args, 'max'),
    let: variables,
    collation,
    limit: 0,
  };
}

/** Throws CommandError 9 for a name that no variable may have, and what the values are refused with. */
function checkVariables(variables: Document, surroundings: { now: Date; collation: Document | undefined }): void {
  for (const name of Object.keys(variables)) {
    // As MongoDB names its own, a user's variable begins with a small letter; one beyond ASCII is a letter too.
    if (!/^[a-z\u0080-\uffff][\w\u0080-\uffff]*$/.test(name)) {
      throw new CommandError(9, `'${name}' is not a valid name for a user variable`);
    }
  }
  variablesOf({ let: variables, ...surroundings });
}

function bound(args: Arguments, field: 'min' | 'max'): Document | undefined {
  const value = args.document(field);
  return value && Object.keys(value).length > 0 ? value : undefined;
}

function sortOf(sort: Document | undefined): { sort?: KeySpec; natural?: 1 | -1 } {
  if (!sort) return {};
  if ('$natural' in sort) return { natural: Number(sort.$natural) < 0 ? -1 : 1 };
  return { sort: parseSort(sort) };
}

function readHint(args: Arguments): string | Document | undefined {
  const hint = args.raw('hint');
  if (hint === undefined || hint === null) return undefined;
  if (typeof hint === 'string') return hint;
  if (!isDocument(hint)) throw new CommandError(9, `Hint must be a string or an object, not ${typeName(hint)}`);
  return Object.keys(hint).length === 0 ? undefined : hint;
}

/**
 * The collation that a command asks for, else that of the collection or view. None for the simple one, which compares
 * bytes.
 * @throws CommandError 40414 for a collation without a locale, 167 for another one than a view has
 */
export function readCollation(args: Arguments, target: Collection | undefined): Document | undefined {
  const collation = args.document('collation');
  if (!collation || Object.keys(collation).length === 0) return target?.collation;
  if (typeof collation.locale !== 'string') {
    throw new CommandError(40414, "BSON field 'collation.locale' is missing but a required field");
  }
  const asked = collation.locale === 'simple' ? undefined : collation;
  if (isView(target) && collatorOf(asked)?.name !== collatorOf(target?.collation)?.name) {
    throw new CommandError(167, `Cannot override a view's default collation: ${target?.namespace}`);
  }
  return asked;
}
