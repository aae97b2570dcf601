// Filters: whether a document is what a query asks for. A filter is compiled once into closures and asked many times.

import { compileExpression, variablesOf } from '../aggregate/expression.ts';
import { truthy } from '../aggregate/operands.ts';
import { CommandError, notSupported } from '../errors.ts';
import { type Document, isDocument } from '../values.ts';
import { collatorOf } from './collation.ts';
import { allOf, compileOperators, equalCondition, isOperators, type Scope } from './conditions.ts';
import { compileSchema } from './json-schema.ts';
import type { Found, Predicate } from './path.ts';

/** For `$expr`: `let` of the command, or `variables` that already have values; `now` is the value of `$$NOW`. */
export type FilterOptions = {
  let?: Document | undefined;
  variables?: Document | undefined;
  collation?: Document | undefined;
  now?: Date | undefined;
};

export type Filter = {
  matches(doc: Document): boolean;
  /** The index of the array element that made the document match, for the positional `$`; undefined without one. */
  positions(doc: Document): number | undefined;
};

/**
 * Compiles a filter.
 * @throws CommandError 2 for an unknown operator or a wrong operand, with MongoDB's code where it has a special one
 */
export function compileFilter(filter: Document, options: FilterOptions = {}): Filter {
  const scope: Scope = {
    collator: collatorOf(options.collation),
    compile: (nested) => compileDocument(nested, scope, options),
  };
  const predicate = scope.compile(filter);
  return {
    matches: (doc) => predicate(doc),
    positions: (doc) => {
      const found: Found = {};
      return predicate(doc, found) ? found.position : undefined;
    },
  };
}

function compileDocument(filter: Document, scope: Scope, options: FilterOptions): Predicate {
  return allOf(Object.keys(filter).map((name) => compileEntry(name, filter[name], scope, options)));
}

function compileEntry(name: string, operand: unknown, scope: Scope, options: FilterOptions): Predicate {
  if (name.startsWith('$')) return compileTopLevel(name, operand, scope, options);
  if (isOperators(operand)) return compileOperators(operand, scope).onPath(name);
  return equalCondition(operand, scope).onPath(name);
}

function compileTopLevel(name: string, operand: unknown, scope: Scope, options: FilterOptions): Predicate {
  switch (name) {
    case '$and':
      return allOf(branches(name, operand, scope));
    case '$or':
      return anyOf(branches(name, operand, scope));
    case '$nor': {
      const any = anyOf(branches(name, operand, scope));
      return (doc) => !any(doc);
    }
    case '$expr': {
      const expression = compileExpression(operand);
      const now = options.now ?? new Date(Number.NaN);
      const { collation } = options;
      const surroundings = {
        let: options.variables ?? variablesOf({ let: options.let, now, collation }),
        now,
        collation,
      };
      return (doc) => truthy(expression.on(doc, surroundings));
    }
    case '$jsonSchema': {
      if (!isDocument(operand)) throw new CommandError(14, '$jsonSchema must be an object');
      const test = compileSchema(operand);
      return (doc) => test(doc);
    }
    case '$comment':
      return () => true;
    case '$alwaysTrue':
      return () => true;
    case '$alwaysFalse':
      return () => false;
    case '$where':
      throw notSupported('JavaScript in queries ($where)', 2);
    case '$text':
      throw notSupported('Text search ($text)', 27);
    default:
      throw new CommandError(
        2,
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
      );
  }
}

function branches(name: string, operand: unknown, scope: Scope): Predicate[] {
  if (!Array.isArray(operand)) throw new CommandError(2, `${name} must be an array`);
  if (operand.length === 0) throw new CommandError(2, '$and/$or/$nor must be a nonempty array');
  return operand.map((branch) => {
    if (!isDocument(branch)) throw new CommandError(2, '$or/$and/$nor entries need to be full objects');
    return scope.compile(branch);
  });
}

function anyOf(predicates: readonly Predicate[]): Predicate {
  return (doc, found) => {
    for (const predicate of predicates) if (predicate(doc, found)) return true;
    return false;
  };
}
