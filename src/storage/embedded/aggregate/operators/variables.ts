// Operators that bind variables ($let, $map, $filter, $reduce), and $literal.

import { CommandError } from '../../errors.ts';
import { type Document, isDocument } from '../../values.ts';
import {
  type Evaluate,
  namedOperands,
  needArray,
  needInteger,
  nullish,
  type Operators,
  type Scope,
  truthy,
} from '../operands.ts';

export const VARIABLES: Operators = {
  $literal: (operand) => () => operand,
  $const: (operand) => () => operand,
  $let: (operand, compile, name) => {
    const { vars, in: body } = namedOperands(name, operand, ['vars', 'in'], []);
    if (!isDocument(vars)) throw new CommandError(10065, 'invalid parameter: expected an object (vars)');
    for (const key of Object.keys(vars)) checkName(key);
    const bound = Object.entries(vars).map(([key, spec]): [string, Evaluate] => [key, compile(spec)]);
    const inner = compile(body);
    return (scope) => inner(bind(scope, Object.fromEntries(bound.map(([key, value]) => [key, value(scope)]))));
  },
  $map: (operand, compile, name) => {
    const { input, as = 'this', in: body } = namedOperands(name, operand, ['input', 'in'], ['as']);
    checkName(as);
    const [list, inner] = [compile(input), compile(body)];
    return (scope) => {
      const values = list(scope);
      if (nullish(values)) return null;
      return needArray(values, name, 16883).map((value) => inner(bind(scope, { [String(as)]: value })) ?? null);
    };
  },
  $filter: (operand, compile, name) => {
    const { input, as = 'this', cond, limit } = namedOperands(name, operand, ['input', 'cond'], ['as', 'limit']);
    checkName(as);
    const [list, test, most] = [compile(input), compile(cond), limit === undefined ? undefined : compile(limit)];
    return (scope) => {
      const values = list(scope);
      if (nullish(values)) return null;
      const bound = most?.(scope) ?? undefined;
      const wanted = bound === undefined ? Number.POSITIVE_INFINITY : needInteger(bound, '$filter', 327391);
      if (wanted < 1) throw new CommandError(327392, `$filter: limit must be greater than 0, found ${wanted}`);
      const kept = needArray(values, name, 28651).filter((value) => truthy(test(bind(scope, { [String(as)]: value }))));
      return kept.slice(0, wanted);
    };
  },
  $reduce: (operand, compile, name) => {
    const { input, initialValue, in: body } = namedOperands(name, operand, ['input', 'initialValue', 'in'], []);
    const [list, start, inner] = [compile(input), compile(initialValue), compile(body)];
    return (scope) => {
      const values = list(scope);
      if (nullish(values)) return null;
      let result = start(scope);
      for (const value of needArray(values, name, 40080)) result = inner(bind(scope, { value: result, this: value }));
      return result;
    };
  },
};

/** Those of a user begin with a small letter, so that they never meet one of MongoDB's own. */
function checkName(name: unknown): void {
  if (typeof name === 'string' && /^[a-z\u0080-\uffff][\w\u0080-\uffff]*$/.test(name)) return;
  throw new CommandError(9, `'${String(name)}' starts with an invalid character for a user variable name`);
}

function bind(scope: Scope, variables: Document): Scope {
  return { ...scope, variables: { ...scope.variables, ...variables } };
}
