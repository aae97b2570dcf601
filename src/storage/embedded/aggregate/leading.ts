// The beginning of a pipeline that a query can answer, and so an index.

import { type Document, isDocument, isNumber, toNumber } from '../values.ts';

export type LeadingQuery = {
  readonly filter: Document;
  readonly sort?: Document;
  readonly skip: number;
  /** 0 for all. */
  readonly limit: number;
  /** The stages after it. */
  readonly rest: readonly Document[];
};

/** Takes `$match`, `$sort`, `$skip` and `$limit` off a pipeline's beginning, each once and in this order. */
export function leadingQuery(pipeline: readonly Document[]): LeadingQuery {
  const rest = [...pipeline];
  const take = <T>(name: string, fits: (operand: unknown) => operand is T): T | undefined => {
    const operand = rest[0] && Object.keys(rest[0]).length === 1 ? rest[0][name] : undefined;
    if (operand === undefined || !fits(operand)) return undefined;
    rest.shift();
    return operand;
  };
  const filter = take('$match', isPlainFilter) ?? {};
  const sort = take('$sort', isSort);
  const skip = take('$skip', isCount);
  const limit = take('$limit', isCount);
  return {
    filter,
    ...(sort ? { sort } : {}),
    skip: skip === undefined ? 0 : toNumber(skip),
    limit: limit === undefined ? 0 : toNumber(limit),
    rest,
  };
}

function isPlainFilter(operand: unknown): operand is Document {
  return isDocument(operand) && !('$text' in operand);
}

function isSort(operand: unknown): operand is Document {
  return isDocument(operand) && Object.keys(operand).length > 0 && !('$natural' in operand);
}

function isCount(operand: unknown): operand is number {
  return isNumber(operand) && Number.isInteger(toNumber(operand)) && toNumber(operand) > 0;
}
