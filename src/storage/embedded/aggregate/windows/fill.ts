// What fills gaps: the window functions `$locf` and `$linearFill`, and the stage `$fill` in terms of them.

import { equalValues } from '../../compare.ts';
import { CommandError } from '../../errors.ts';
import { type BsonNumber, type Document, isDocument, isNumber, typeName } from '../../values.ts';
import { compile, valueAt } from '../expression.ts';
import { nullish } from '../operands.ts';
import { add, divide, multiply, subtract } from '../operators/arithmetic.ts';
import { needOneField } from './order.ts';
import type { MakeFunction } from './rows.ts';

export const GAPS: Readonly<Record<string, MakeFunction>> = {
  $locf: (operand, window) => {
    refuseWindow('$locf', window);
    const evaluate = compile(operand);
    return async (rows) => {
      let last: unknown = null;
      return rows.map(({ scope }) => {
        last = evaluate(scope) ?? last;
        return last;
      });
    };
  },
  $linearFill: (operand, window, sort) => {
    refuseWindow('$linearFill', window);
    const evaluate = compile(operand);
    const path = needOneField('$linearFill', sort, 605001);
    return async (rows) => {
      const places = rows.map(({ doc }) => valueAt(doc, path, 0));
      checkPlaces(places);
      return linearly(
        rows.map(({ scope }) => evaluate(scope) ?? null),
        places,
      );
    };
  },
};

function refuseWindow(name: string, window: unknown): void {
  if (window !== undefined) throw new CommandError(9, `'window' field is not allowed in ${name}`);
}

/** Throws CommandError 14 for what is neither a number nor a date or for both mixed, 6050106 for one that comes twice. */
function checkPlaces(places: readonly unknown[]): asserts places is (Date | BsonNumber)[] {
  for (const [at, place] of places.entries()) {
    if (!isNumber(place) && !(place instanceof Date))
      throw new CommandError(14, `Value of the sortBy field must be numeric or a date, but found ${typeName(place)}`);
    if (at === 0) continue;
    if (equalValues(place, places[at - 1]))
      throw new CommandError(6050106, 'There can be no repeated values in the sort field');
    if (isNumber(place) !== isNumber(places[at - 1]))
      throw new CommandError(
        14,
        `Conflicting sort value types, previously received type ${typeName(places[at - 1])}, but found ${typeName(place)}`,
      );
  }
}

/** Nulls between two numbers become what lies on the line between these. */
function linearly(values: readonly unknown[], places: readonly (Date | BsonNumber)[]): unknown[] {
  const filled = [...values];
  let before = -1;
  for (const [at, value] of values.entries()) {
    if (value === null) continue;
    if (!isNumber(value))
      throw new CommandError(14, `Value to be filled must be numeric or nullish, but found ${typeName(value)}`);
    for (let gap = before + 1; before >= 0 && gap < at; gap++) {
      const slope = divide(subtract(value, values[before]), subtract(places[at], places[before]));
      filled[gap] = add(values[before], multiply(subtract(places[gap], places[before]), slope));
    }
    before = at;
  }
  return filled;
}

const FIELDS = ['partitionBy', 'partitionByFields', 'sortBy', 'output'];

/** `$fill` in terms of `$setWindowFields` and `$addFields`, each with its operand. */
export function fillStages(spec: Document): Document[] {
  const unknown = Object.keys(spec).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined) throw new CommandError(40415, `BSON field '$fill.${unknown}' is an unknown field.`);
  const { partitionBy, partitionByFields, sortBy, output } = spec;
  if (nullish(output)) throw new CommandError(40414, "BSON field '$fill.output' is missing but a required field");
  if (!isDocument(output))
    throw new CommandError(14, `BSON field '$fill.output' is the wrong type '${typeName(output)}', expected 'object'`);
  if (Object.keys(output).length === 0)
    throw new CommandError(6050203, "The output field in '$fill' must contain an object with at least one element");
  if (partitionBy !== undefined && partitionByFields !== undefined)
    throw new CommandError(6050204, "Maximum one of 'partitionBy' and 'partitionByFields' can be specified in '$fill'");
  const windows: Document = {};
  const values: Document = {};
  for (const [path, how] of Object.entries(output)) {
    const { method, value } = howOf(how);
    if (method === 'locf') windows[path] = { $locf: `$${path}` };
    else if (method === 'linear') windows[path] = { $linearFill: `$${path}` };
    else if (method !== undefined) throw new CommandError(6050202, 'Method must be either locf or linear');
    else if (value !== undefined) values[path] = { $ifNull: [`$${path}`, value] };
  }
  const window = { partitionBy: partitionOf(partitionBy, partitionByFields), ...(nullish(sortBy) ? {} : { sortBy }) };
  return [
    ...(Object.keys(windows).length > 0 ? [{ $setWindowFields: { ...window, output: windows } }] : []),
    ...(Object.keys(values).length > 0 ? [{ $addFields: values }] : []),
  ];
}

/** How one field is filled: by a method or a value. */
function howOf(how: unknown): Document {
  if (!isDocument(how))
    throw new CommandError(6050200, 'Each fill output specification must be an object with exactly one field');
  const unknown = Object.keys(how).find((name) => name !== 'method' && name !== 'value');
  if (unknown !== undefined) throw new CommandError(40415, `BSON field '$fill.${unknown}' is an unknown field.`);
  if (how.method !== undefined && how.value !== undefined)
    throw new CommandError(
      6050201,
      "Each fill output specification must have exactly one of 'method' or 'value' fields, not both",
    );
  return how;
}

function partitionOf(by: unknown, fields: unknown): unknown {
  if (by !== undefined && typeof by !== 'string' && !isDocument(by))
    throw new CommandError(14, `BSON field '$fill.partitionBy' is the wrong type '${typeName(by)}'`);
  if (fields === undefined) return by ?? null;
  if (!Array.isArray(fields) || fields.some((name) => typeof name !== 'string'))
    throw new CommandError(14, "BSON field '$fill.partitionByFields' must be an array of strings");
  return Object.fromEntries(fields.map((name, at) => [`p${at}`, `$${String(name)}`]));
}
