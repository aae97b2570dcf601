// Aggregation expressions: `$field` paths, `$$variables`, literals, and the operators that operators/ lists.

import { CommandError, notSupported } from '../errors.ts';
import { type Document, getField, isDocument, setField } from '../values.ts';
import { type Evaluate, type Surroundings, scopeOf } from './operands.ts';
import { ARITHMETIC } from './operators/arithmetic.ts';
import { ARRAYS } from './operators/arrays.ts';
import { CONDITIONS } from './operators/conditions.ts';
import { CONVERSIONS } from './operators/conversions.ts';
import { DATES } from './operators/dates.ts';
import { OBJECTS } from './operators/objects.ts';
import { PERCENTILES } from './operators/percentiles.ts';
import { STRINGS } from './operators/strings.ts';
import { VARIABLES } from './operators/variables.ts';

const OPERATORS = new Map(
  [ARITHMETIC, ARRAYS, CONDITIONS, CONVERSIONS, DATES, OBJECTS, PERCENTILES, STRINGS, VARIABLES].flatMap((group) =>
    Object.entries(group),
  ),
);

/** Expressions that MongoDB has and this engine does not. */
const ABSENT = new Set(['function', 'meta', 'sampleRate', 'toHashedIndexKey', 'tsIncrement'].map((name) => `$${name}`));

export type Expression = {
  /** The value for a document; undefined when it is missing. */
  on(doc: unknown, surroundings: Surroundings): unknown;
};

/**
 * Compiles an expression.
 * @throws CommandError 168 for an unknown operator, 17276 for an undefined variable when it runs
 */
export function compileExpression(spec: unknown): Expression {
  const evaluate = compile(spec);
  return { on: (doc, surroundings) => evaluate(scopeOf(doc, surroundings)) };
}

/**
 * The value of an expression that reads no document; undefined when it reads one, or what varies from call to call.
 * What it is refused with is thrown.
 */
export function constantOf(spec: unknown): unknown {
  return readsDocument(spec) ? undefined : (compile(spec)(scopeOf({}, { now: new Date(Number.NaN) })) ?? null);
}

function readsDocument(spec: unknown): boolean {
  if (typeof spec === 'string') return /^\$(?!\$(NOW|REMOVE)\b)/.test(spec);
  if (Array.isArray(spec)) return spec.some(readsDocument);
  if (!isDocument(spec)) return false;
  return Object.entries(spec).some(([name, operand]) => {
    if (name === '$literal' || name === '$const') return false;
    return name === '$rand' || name === '$sampleRate' || readsDocument(operand);
  });
}

/**
 * The values of a command's `let`. Each is an expression without a document, usually a constant.
 * @throws CommandError 4890500 when one reads a field
 */
export function variablesOf({ let: variables, now, collation }: Surroundings): Document | undefined {
  if (!variables) return undefined;
  const values: Document = {};
  for (const [name, spec] of Object.entries(variables)) {
    if (typeof spec === 'string' && /^\$[^$]/.test(spec)) {
      throw new CommandError(
        4890500,
        `Command let Expression tried to access a field, but this is not allowed: ${spec}`,
      );
    }
    setField(values, name, compile(spec)(scopeOf({}, { now, collation })) ?? null);
  }
  return values;
}

/** Compiles one expression or, inside of an operator, one operand. */
export function compile(spec: unknown): Evaluate {
  if (typeof spec === 'string') return spec.startsWith('$') ? compilePath(spec) : () => spec;
  if (Array.isArray(spec)) {
    const elements = spec.map(compile);
    return (scope) => elements.map((evaluate) => evaluate(scope) ?? null);
  }
  return isDocument(spec) ? compileDocument(spec) : () => spec;
}

function compileDocument(spec: Document): Evaluate {
  const names = Object.keys(spec);
  const [first] = names;
  if (first?.startsWith('$')) {
    if (names.length !== 1) {
      throw new CommandError(15983, 'An object representing an expression must have exactly one field');
    }
    const operator = OPERATORS.get(first);
    if (ABSENT.has(first)) throw notSupported(`The expression ${first}`, 168);
    if (!operator) throw new CommandError(168, `Unrecognized expression '${first}'`);
    return operator(spec[first], compile, first);
  }
  const fields = names.map((name): [string, Evaluate] => {
    if (name.startsWith('$')) throw new CommandError(16410, `FieldPath field names may not start with '$': ${name}`);
    if (name.includes('.')) throw new CommandError(16412, `FieldPath field names may not contain '.': ${name}`);
    return [name, compile(spec[name])];
  });
  return (scope) => {
    const doc: Document = {};
    for (const [name, evaluate] of fields) {
      const value = evaluate(scope);
      if (value !== undefined) setField(doc, name, value);
    }
    return doc;
  };
}

function compilePath(spec: string): Evaluate {
  if (!spec.startsWith('$$')) {
    const path = pathOf(spec.slice(1));
    return (scope) => valueAt(scope.root, path, 0);
  }
  const [name = '', ...path] = pathOf(spec.slice(2));
  switch (name) {
    case 'ROOT':
      return (scope) => valueAt('ROOT' in scope.variables ? scope.variables.ROOT : scope.root, path, 0);
    case 'CURRENT':
      return (scope) => valueAt(scope.root, path, 0);
    case 'NOW':
      return (scope) => {
        if (Number.isNaN(scope.now.getTime())) throw notSupported('$$NOW in a validator or an index', 2);
        return scope.now;
      };
    case 'REMOVE':
      return () => undefined;
    case 'DESCEND':
    case 'PRUNE':
    case 'KEEP':
      return () => `$$${name}`;
    default:
      return (scope) => {
        if (!Object.hasOwn(scope.variables, name)) {
          throw new CommandError(17276, `Use of undefined variable: ${name}`);
        }
        return valueAt(scope.variables[name], path, 0);
      };
  }
}

function pathOf(text: string): string[] {
  const path = text.split('.');
  if (path.some((part) => part === '')) {
    throw new CommandError(
      path.length === 1 ? 16872 : 15998,
      "FieldPath field names may not be empty strings: '$' by itself is not a valid FieldPath",
    );
  }
  return path;
}

/** The value at a path; through an array, the values that its documents have there. */
export function valueAt(value: unknown, path: readonly string[], at: number): unknown {
  if (at === path.length) return value;
  if (Array.isArray(value)) {
    const values: unknown[] = [];
    for (const element of value) {
      const found = isDocument(element) || Array.isArray(element) ? valueAt(element, path, at) : undefined;
      if (found !== undefined) values.push(found);
    }
    return values;
  }
  return isDocument(value) ? valueAt(getField(value, path[at] as string), path, at + 1) : undefined;
}
