// Projections of find: which part of a document a reader gets. `$project` is the same without the array operators.

import type { Surroundings } from '../aggregate/operands.ts';
import { CommandError } from '../errors.ts';
import { collatorOf } from '../match/collation.ts';
import { elementTest } from '../match/conditions.ts';
import { compileFilter, type Filter } from '../match/filter.ts';
import type { ValueTest } from '../match/path.ts';
import { type Document, isDocument, isNumber, toNumber } from '../values.ts';
import { compileTree, type Rule } from './tree.ts';

export type Projection = (doc: Document) => Document;

/**
 * Compiles the projection of a find. `filter` is the query's, for the positional `$`; `surroundings` are for expressions.
 * @throws CommandError 31253 or 31254 when it both includes and excludes, with MongoDB's code for wrong operands
 */
export function compileProjection(
  spec: Document,
  filter?: Filter,
  surroundings: Surroundings = { now: new Date(Number.NaN) },
): Projection {
  if (Object.keys(spec).length === 0) return (doc) => doc;
  if (Object.keys(spec).filter((path) => path.endsWith('.$')).length > 1) {
    throw new CommandError(31276, 'Cannot specify more than one positional projection per query.');
  }
  const project = compileTree(spec, (name, operand) => findRule(name, operand, filter, surroundings));
  return (doc) => project(doc, surroundings);
}

function findRule(
  path: string,
  operand: unknown,
  filter: Filter | undefined,
  surroundings: Surroundings,
): Rule | undefined {
  if (path.includes('.$.')) {
    throw new CommandError(
      31394,
      'Positional projection may only be used at the end, for example: a.b.$. If the query previously used a form like ' +
        'a.b.$.d, remove the parts following the $ and the results will be equivalent.',
    );
  }
  if (path.endsWith('.$')) {
    if (!isOn(operand)) throw new CommandError(31395, `positional projection cannot be used with exclusion: '${path}'`);
    if (!filter) throw new CommandError(51050, `positional projection '${path}' needs a query`);
    return { kind: 'include', map: (value, doc) => [elementAt(value, filter.positions(doc))] };
  }
  if (!isDocument(operand)) return undefined;
  // Three operands, or an array as the first of two, are those of the expression.
  if ('$slice' in operand && !isExpression(operand.$slice)) return { kind: 'keep', map: slicer(operand.$slice) };
  if ('$elemMatch' in operand) {
    if (path.includes('.')) throw new CommandError(31275, 'Cannot use $elemMatch projection on a nested field.');
    return elemMatch(operand.$elemMatch, surroundings);
  }
  if ('$meta' in operand)
    throw new CommandError(
      2,
      'Projecting $meta is not supported by the embedded database: set MONGODB_URI to use a MongoDB server',
    );
  return undefined;
}

function isOn(operand: unknown): boolean {
  return operand === true || (isNumber(operand) && toNumber(operand) !== 0);
}

function elementAt(value: unknown, position: number | undefined): unknown {
  if (!Array.isArray(value) || position === undefined || position >= value.length) {
    throw new CommandError(
      51246,
      "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
    );
  }
  return value[position];
}

function isExpression(slice: unknown): boolean {
  return Array.isArray(slice) && (slice.length === 3 || (slice.length === 2 && !isNumber(slice[0])));
}

/** `$slice`: so many from the start, from the end (negative), or `[skip, limit]`. */
function slicer(operand: unknown): (value: unknown) => unknown {
  const [first, limit] = (Array.isArray(operand) ? operand : [operand]).map((value) => {
    if (!isNumber(value)) throw new CommandError(28667, 'First argument to $slice must be a number or an array');
    return Math.trunc(toNumber(value));
  });
  if (first === undefined || (Array.isArray(operand) && limit === undefined)) {
    throw new CommandError(
      28667,
      'Invalid $slice syntax. The given syntax did not match the find() or expression syntax.',
    );
  }
  if (limit !== undefined && limit <= 0) {
    throw new CommandError(28724, `First argument to $slice must be positive: the limit was ${limit}`);
  }
  return (value) => {
    if (!Array.isArray(value)) return value;
    if (limit === undefined) return first >= 0 ? value.slice(0, first) : value.slice(first);
    const start = first >= 0 ? first : Math.max(0, value.length + first);
    return value.slice(start, start + limit);
  };
}

function elemMatch(operand: unknown, { collation, now }: Surroundings): Rule {
  if (!isDocument(operand)) throw new CommandError(31274, 'elemMatch: Invalid argument, object required');
  const test: ValueTest = elementTest(operand, {
    collator: collatorOf(collation),
    compile: (nested) => {
      const { matches } = compileFilter(nested, { collation, now });
      return (doc) => matches(doc);
    },
  });
  return {
    kind: 'include',
    map: (value) => {
      const found = Array.isArray(value) ? value.findIndex(test) : -1;
      return found < 0 ? undefined : [(value as unknown[])[found]];
    },
  };
}
