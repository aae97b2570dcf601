// Operators that bind variables ($let, $map, $filter, $reduce), and $literal.

import { CommandError } from '../../errors.ts';
import { type Document, isDocument, isNumber, toNumber } from '../../values.ts';
import { type Evaluate, needArray, nullish, type Operators, type Scope, truthy } from '../operands.ts';

export const VARIABLES: Operators = {
  $literal: (operand) => () => operand,
  $let: (operand, compile, name) => {
    const { vars, in: body } = fieldsOf(operand, name);
    if (!isDocument(vars)) throw new CommandError(16876, "Missing 'vars' parameter to $let, or it is no object");
    if (body === undefined) throw new CommandError(16877, "Missing 'in' parameter to $let");
    const bound = Object.entries(vars).map(([key, spec]): [string, Evaluate] => [key, compile(spec)]);
    const inner = compile(body);
    return (scope) => inner(bind(scope, Object.fromEntries(bound.map(([key, value]) => [key, value(scope)]))));
  },
  $map: (operand, compile, name) => {
    const { input, as = 'this', in: body } = fieldsOf(operand, name);
    const [list, inner] = [compile(input), compile(body)];
    return (scope) => {
      const values = list(scope);
      if (nullish(values)) return null;
      return needArray(values, name, 16883).map((value) => inner(bind(scope, { [String(as)]: value })) ?? null);
    };
  },
  $filter: (operand, compile, name) => {
    const { input, as = 'this', cond, limit } = fieldsOf(operand, name);
    const [list, test, most] = [compile(input), compile(cond), limit === undefined ? undefined : compile(limit)];
    return (scope) => {
      const values = list(scope);
      if (nullish(values)) return null;
      const bound = most?.(scope);
      const kept = needArray(values, name, 28651).filter((value) => truthy(test(bind(scope, { [String(as)]: value }))));
      return isNumber(bound) ? kept.slice(0, toNumber(bound)) : kept;
    };
  },
  $reduce: (operand, compile, name) => {
    const { input, initialValue, in: body } = fieldsOf(operand, name);
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

function fieldsOf(operand: unknown, name: string): Document {
  if (typeof operand !== 'object' || operand === null || Array.isArray(operand)) {
    throw new CommandError(16878, `${name} only supports an object as its argument`);
  }
  return operand as Document;
}

function bind(scope: Scope, variables: Document): Scope {
  return { ...scope, variables: { ...scope.variables, ...variables } };
}
