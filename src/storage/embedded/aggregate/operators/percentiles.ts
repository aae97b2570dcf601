// `$percentile` and `$median`, as expressions and for the accumulators of the same name. MongoDB's method `approximate`
// may differ from the value that is exactly in its place; here it never does.

import { CommandError } from '../../errors.ts';
import { type Document, double, isDocument, isNumber, toNumber, typeName } from '../../values.ts';
import type { Operators } from '../operands.ts';

/** What to look up: the expression to take values from, and what becomes of them. Values that are no numbers are left out. */
export type Percentiles = { readonly input: unknown; finish(values: readonly unknown[]): unknown };

/** Evaluates an expression without a document; undefined when it needs one. */
type Constant = (spec: unknown) => unknown;

/**
 * Reads `{input, p, method}` of `$percentile`, or the same without `p` of `$median`; `notObject` is the code for what is
 * no document.
 * @throws CommandError 2, 14, 40414, 40415, or 7750300 to 7750303
 */
export function percentilesOf(name: string, operand: unknown, notObject: number, constant: Constant): Percentiles {
  if (!isDocument(operand))
    throw new CommandError(notObject, `specification must be an object; found ${name} of ${typeName(operand)}`);
  const median = name === '$median';
  const fields = median ? ['input', 'method'] : ['input', 'p', 'method'];
  const unknown = Object.keys(operand).find((key) => !fields.includes(key));
  if (unknown !== undefined) throw new CommandError(40415, `BSON field '${name}.${unknown}' is an unknown field.`);
  const missing = fields.find((key) => operand[key] === undefined);
  if (missing !== undefined)
    throw new CommandError(40414, `BSON field '${name}.${missing}' is missing but a required field`);
  checkMethod(name, operand);
  const places = median ? [0.5] : placesOf(operand.p, constant);
  return {
    input: operand.input,
    finish: (values) => {
      const numbers = values.filter(isNumber).map(toNumber).sort(compareDoubles);
      const found = places.map((p) => at(numbers, p));
      return median ? found[0] : found;
    },
  };
}

export const PERCENTILES: Operators = {
  $percentile: expression(7436200),
  $median: expression(7436201),
};

function expression(notObject: number): Operators[string] {
  return (operand, compile, name) => {
    const { input, finish } = percentilesOf(name, operand, notObject, (spec) => compile(spec)(NOWHERE));
    const evaluate = compile(input);
    return (scope) => {
      const value = evaluate(scope);
      return finish(Array.isArray(value) ? value : [value]);
    };
  };
}

const NOWHERE = { root: {}, variables: {}, now: new Date(Number.NaN), collator: undefined };

function checkMethod(name: string, { method }: Document): void {
  if (typeof method !== 'string')
    throw new CommandError(
      14,
      `BSON field '${name}.method' is the wrong type '${typeName(method)}', expected 'string'`,
    );
  if (method !== 'approximate')
    throw new CommandError(2, "Currently only 'approximate' can be used as percentile 'method'.");
}

function placesOf(spec: unknown, constant: Constant): number[] {
  const places = constant(spec);
  if (places === undefined) throw new CommandError(7750300, "The $percentile 'p' field must be an array of constants");
  const wanted = "The $percentile 'p' field must be an array of numbers from [0.0, 1.0], but found: ";
  if (!Array.isArray(places) || places.length === 0) throw new CommandError(7750301, wanted + typeName(places));
  return places.map((place) => {
    if (!isNumber(place)) throw new CommandError(7750302, wanted + typeName(place));
    const p = toNumber(place);
    if (!(p >= 0 && p <= 1)) throw new CommandError(7750303, wanted + p);
    return p;
  });
}

/** NaN sorts before all other numbers. */
function compareDoubles(a: number, b: number): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1;
  return Number.isNaN(b) ? 1 : a - b || 0;
}

/** The least of the sorted numbers that so many of them, `p` from 0 to 1, do not exceed; null when there are none. */
function at(sorted: readonly number[], p: number): unknown {
  const number = sorted[Math.max(0, Math.ceil(sorted.length * p) - 1)];
  return number === undefined ? null : double(number);
}
