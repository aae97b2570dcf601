// `$densify`: documents for the values that a sequence lacks.

import { combineWidening } from '../arithmetic.ts';
import { compareValues } from '../compare.ts';
import { CommandError } from '../errors.ts';
import { keyPrefix } from '../keys.ts';
import { type BsonNumber, type Document, isDocument, isNumber, toNumber, typeName } from '../values.ts';
import { valueAt } from './expression.ts';
import { addUnits, isUnit, type Unit } from './operators/zones.ts';
import type { Stage } from './pipeline.ts';
import { collect } from './stream.ts';
import { replaceAt } from './unwind.ts';

/** Documents that one stage may add, as MongoDB bounds them. */
const MOST_ADDED = 500_000;

type Step = { readonly amount: BsonNumber; readonly unit: Unit | undefined };

export function densify({ field, partitionByFields = [], range }: Document): Stage {
  if (typeof field !== 'string' || field === '' || field.startsWith('$'))
    throw new CommandError(5733403, "$densify's 'field' must be a path without a dollar");
  if (!Array.isArray(partitionByFields) || partitionByFields.some((path) => typeof path !== 'string'))
    throw new CommandError(14, "$densify's 'partitionByFields' must be an array of strings");
  const { step, bounds } = rangeOf(range);
  const path = field.split('.');
  const fields = partitionByFields as string[];
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

function rangeOf(range: unknown): { step: Step; bounds: 'full' | 'partition' | [unknown, unknown] } {
  if (!isDocument(range)) throw new CommandError(40414, "BSON field '$densify.range' is missing but a required field");
  const { step, unit, bounds } = range;
  if (!isNumber(step) || !(toNumber(step) > 0))
    throw new CommandError(
      5733401,
      'the step parameter in a range statement must be a strictly positive numeric value',
    );
  if (unit !== undefined && !isUnit(unit)) throw new CommandError(9, `unknown time unit value: ${String(unit)}`);
  if (bounds === 'full' || bounds === 'partition') return { step: { amount: step, unit }, bounds };
  if (!Array.isArray(bounds) || bounds.length !== 2)
    throw new CommandError(5733402, "the bounds in a range must be two values, 'full' or 'partition'");
  const parsed = { amount: step, unit };
  for (const bound of bounds) checkValue(bound, parsed);
  return { step: parsed, bounds: [bounds[0], bounds[1]] };
}

function checkValue(value: unknown, { unit }: Step): void {
  const fits = unit === undefined ? isNumber(value) : value instanceof Date;
  if (fits) return;
  throw new CommandError(
    5733201,
    `$densify needs ${unit === undefined ? 'numbers, or dates with a unit' : 'dates when it has a unit'}, found ${typeName(value)}`,
  );
}

function nth(start: unknown, { amount, unit }: Step, count: number): unknown {
  if (unit !== undefined) return addUnits(start as Date, unit, toNumber(amount) * count, 'UTC');
  return combineWidening('add', start as BsonNumber, combineWidening('multiply', amount, count));
}
