// `$densify`: documents for the values that a sequence lacks.

import { combineWidening } from '../arithmetic.ts';
import { compareValues } from '../compare.ts';
import { CommandError } from '../errors.ts';
import { keyPrefix } from '../keys.ts';
import { type BsonNumber, type Document, isDocument, isNumber, numericType, toNumber, typeName } from '../values.ts';
import { valueAt } from './expression.ts';
import { addUnits, isUnit, type Unit } from './operators/zones.ts';
import type { Stage } from './pipeline.ts';
import { collect } from './stream.ts';
import { replaceAt } from './unwind.ts';

/** Documents that one stage may add, as MongoDB bounds them. */
const MOST_ADDED = 500_000;

type Step = { readonly amount: BsonNumber; readonly unit: Unit | undefined };

/** Throws CommandError with the code that MongoDB has for each thing that may be wrong with `spec`. */
export function densify(spec: Document): Stage {
  refuseUnknown('$densify', spec, ['field', 'partitionByFields', 'range']);
  const { field, partitionByFields = [], range } = spec;
  if (field === undefined) throw missing('field');
  if (typeof field !== 'string') throw wrongType('field', field, 'string');
  if (!isStrings(partitionByFields)) throw wrongType('partitionByFields', partitionByFields, 'array of strings');
  const { step, bounds } = rangeOf(range);
  const fields = partitionByFields;
  for (const path of [field, ...fields]) checkPath(path);
  for (const path of fields) {
    if (path === field || path.startsWith(`${field}.`))
      throw new CommandError(8993000, `$densify.partitionByFields contains the field that is being densified: ${path}`);
    if (field.startsWith(`${path}.`))
      throw new CommandError(9554500, `The field that is being densified contains one to partition by: ${path}`);
  }
  if (bounds === 'partition' && fields.length === 0)
    throw new CommandError(
      5733408,
      "One cannot specify the bounds as 'partition' without specifying a non-empty array of partitionByFields.",
    );
  const path = field.split('.');
  return async function* (source, { pause }) {
    const documents = await collect(source, pause, '$densify');
    const partitions = new Map<string, Document[]>();
    const all: unknown[] = [];
    for (const doc of documents) {
      const value = valueAt(doc, path, 0) ?? null;
      if (value === null) {
        yield doc;
        continue;
      }
      checkValue(value, step);
      all.push(value);
      const key = keyPrefix(
        fields.map((name) => valueAt(doc, name.split('.'), 0) ?? null),
        1,
      );
      const partition = partitions.get(key);
      if (partition) partition.push(doc);
      else partitions.set(key, [doc]);
    }
    all.sort(compareValues);
    if (partitions.size === 0 && fields.length === 0 && Array.isArray(bounds)) partitions.set('', []);
    let added = 0;
    for (const members of partitions.values()) {
      const rows = members
        .map((doc) => ({ doc, value: valueAt(doc, path, 0) }))
        .sort((a, b) => compareValues(a.value, b.value));
      const values = bounds === 'full' ? all : rows.map(({ value }) => value);
      const [low, high] = Array.isArray(bounds) ? bounds : [values[0], values.at(-1)];
      const template = fields.reduce<Document>(
        (doc, name) => replaceAt(doc, name.split('.'), valueAt(rows[0]?.doc, name.split('.'), 0)),
        {},
      );
      let at = 0;
      for (let count = 0; ; count++) {
        if (pause.due()) await pause.rest();
        const value = nth(low, step, count);
        const order = compareValues(value, high);
        if (order > 0 || (Array.isArray(bounds) && order === 0)) break;
        for (let row = rows[at]; row && compareValues(row.value, value) < 0; row = rows[++at]) yield row.doc;
        const present = rows[at];
        if (present && compareValues(present.value, value) === 0) continue;
        if (++added > MOST_ADDED)
          throw new CommandError(5897900, `Generated ${added} documents in $densify, which is over the limit`);
        yield replaceAt(template, path, value);
      }
      for (const { doc } of rows.slice(at)) yield doc;
    }
  };
}

type Bounds = 'full' | 'partition' | [unknown, unknown];

function rangeOf(range: unknown): { step: Step; bounds: Bounds } {
  if (range === undefined) throw missing('range');
  if (!isDocument(range)) throw wrongType('range', range, 'object');
  refuseUnknown('$densify.range', range, ['step', 'unit', 'bounds']);
  const { step, unit, bounds } = range;
  if (step === undefined) throw missing('range.step');
  if (bounds === undefined) throw missing('range.bounds');
  if (!isNumber(step)) throw wrongType('range.step', step, 'number');
  if (!(toNumber(step) > 0))
    throw new CommandError(
      5733401,
      'The step parameter in a range statement must be a strictly positive numeric value',
    );
  if (unit !== undefined && typeof unit !== 'string') throw wrongType('range.unit', unit, 'string');
  if (unit !== undefined && !Number.isInteger(toNumber(step)))
    throw new CommandError(6586400, 'The step parameter must be a whole number when densifying a date range');
  if (unit !== undefined && !isUnit(unit)) throw new CommandError(9, `unknown time unit value: ${unit}`);
  const parsed = { amount: step, unit };
  return { step: parsed, bounds: boundsOf(bounds, parsed) };
}

function boundsOf(bounds: unknown, { amount, unit }: Step): Bounds {
  if (bounds === 'full' || bounds === 'partition') return bounds;
  if (typeof bounds === 'string') throw new CommandError(5946802, "Bounds string must either be 'full' or 'partition'");
  if (!Array.isArray(bounds))
    throw new CommandError(5733404, "The bounds must be 'full', 'partition', or an array of two numbers or two dates");
  const [low, high] = bounds as unknown[];
  if (bounds.length !== 2)
    throw new CommandError(5733403, 'A bounding array in a range statement must have exactly two elements');
  if (compareValues(low, high) > 0)
    throw new CommandError(5733402, 'A bounding array must be an ascending array of either two dates or two numbers');
  if (isNumber(low)) {
    if (unit !== undefined) throw new CommandError(5733409, 'Numeric bounds may not have unit parameter');
    if (!isNumber(high)) throw mixed(5733406);
    if (numericType(low) !== numericType(high) || numericType(low) !== numericType(amount))
      throw new CommandError(5876900, 'Upper bound, lower bound, and step must all have the same type');
  } else if (low instanceof Date) {
    if (!(high instanceof Date)) throw mixed(5733405);
    if (unit === undefined) throw new CommandError(5733410, 'A bounding array of dates must specify a unit');
  } else throw new CommandError(5946800, 'Explicit bounds must be numeric or dates');
  return [low, high];
}

function mixed(code: number): CommandError {
  return new CommandError(code, 'A bounding array must contain either both dates or both numeric types');
}

function refuseUnknown(stage: string, spec: Document, known: readonly string[]): void {
  const unknown = Object.keys(spec).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new CommandError(40415, `BSON field '${stage}.${unknown}' is an unknown field.`);
}

function missing(field: string): CommandError {
  return new CommandError(40414, `BSON field '$densify.${field}' is missing but a required field`);
}

function wrongType(field: string, value: unknown, expected: string): CommandError {
  return new CommandError(
    14,
    `BSON field '$densify.${field}' is the wrong type '${typeName(value)}', expected type '${expected}'`,
  );
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((element) => typeof element === 'string');
}

function checkPath(path: string): void {
  if (path.startsWith('$')) throw new CommandError(16410, `FieldPath field names may not start with '$': ${path}`);
  if (path.split('.').includes('')) throw new CommandError(path === '' ? 40352 : 15998, 'FieldPath cannot be empty');
}

/** A document's value; throws CommandError 5733201 or 6053600 for one that the step does not fit. */
function checkValue(value: unknown, { unit }: Step): void {
  if (!isNumber(value) && !(value instanceof Date))
    throw new CommandError(5733201, `Densify field type must be numeric or a date, found ${typeName(value)}`);
  if (isNumber(value) === (unit === undefined)) return;
  throw new CommandError(
    6053600,
    isNumber(value)
      ? 'Encountered numeric densify value in collection when step has a date unit.'
      : 'Encountered date densify value in collection when step does not have a date unit.',
  );
}

function nth(start: unknown, { amount, unit }: Step, count: number): unknown {
  if (unit !== undefined) return addUnits(start as Date, unit, toNumber(amount) * count, 'UTC');
  return combineWidening('add', start as BsonNumber, combineWidening('multiply', amount, count));
}
