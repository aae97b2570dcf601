// `$setWindowFields`: fields computed over the neighbours of a document in its sorted partition; and `$fill` by it.

import { combineWidening } from '../arithmetic.ts';
import { compareValues, parseSort, sortKey } from '../compare.ts';
import { CommandError, notSupported } from '../errors.ts';
import { type KeySpec, valueKey } from '../keys.ts';
import type { Pacing } from '../pause.ts';
import { type Document, double, isDocument, isNumber, toNumber, typeName } from '../values.ts';
import { compile, valueAt } from './expression.ts';
import { compileAccumulator } from './group.ts';
import { type Evaluate, type Scope, scopeOf } from './operands.ts';
import { addUnits, isUnit, type Unit } from './operators/zones.ts';
import type { PipelineContext, Stage } from './pipeline.ts';
import { collect, Memory, sortByKey } from './stream.ts';
import { replaceAt } from './unwind.ts';

/** One document of a sorted partition. */
type Row = { readonly doc: Document; readonly scope: Scope; readonly key: string };

/** A value for each row of a partition. */
type WindowFunction = (rows: readonly Row[], pacing: Pacing) => Promise<unknown[]>;

type MakeFunction = (operand: unknown, sort: KeySpec) => WindowFunction;

/** Functions that take no window: they look at the order alone. */
const OF_ORDER: Readonly<Record<string, MakeFunction>> = {
  $documentNumber: () => async (rows) => rows.map((_, at) => at + 1),
  $rank: () => async (rows) => {
    let rank = 0;
    return rows.map((row, at) => {
      if (at === 0 || row.key !== rows[at - 1]?.key) rank = at + 1;
      return rank;
    });
  },
  $denseRank: () => async (rows) => {
    let rank = 0;
    return rows.map((row, at) => {
      if (at === 0 || row.key !== rows[at - 1]?.key) rank++;
      return rank;
    });
  },
  $shift: (operand) => {
    const { output, by, default: otherwise = null } = isDocument(operand) ? operand : {};
    if (!isNumber(by) || !Number.isInteger(toNumber(by)))
      throw new CommandError(40414, "$shift requires 'by' as an integer");
    const evaluate = compile(output);
    const fallback = compile(otherwise);
    return async (rows) =>
      rows.map(({ scope }, at) => {
        const other = rows[at + toNumber(by)];
        return other ? (evaluate(other.scope) ?? null) : fallback(scope);
      });
  },
  $locf: (operand) => {
    const evaluate = compile(operand);
    return async (rows) => {
      let last: unknown = null;
      return rows.map(({ scope }) => {
        last = evaluate(scope) ?? last;
        return last;
      });
    };
  },
  $linearFill: (operand, sort) => {
    const evaluate = compile(operand);
    const path = onlyField('$linearFill', sort).split('.');
    return async (rows) => {
      const places = rows.map(({ doc }) => position('$linearFill', valueAt(doc, path, 0)));
      return linearly(
        rows.map(({ scope }) => evaluate(scope) ?? null),
        places,
      );
    };
  },
};

/** Functions that MongoDB has and this engine does not. */
const ABSENT = new Set(['$expMovingAvg', '$derivative', '$integral', '$covariancePop', '$covarianceSamp']);

/** Rows `from` to before `to` around row `at`. */
type Window = (rows: readonly Row[], at: number) => { readonly from: number; readonly to: number };

export function setWindowFields(spec: Document): Stage {
  const { partitionBy, sortBy, output } = spec;
  const unknown = Object.keys(spec).find((name) => !['partitionBy', 'sortBy', 'output'].includes(name));
  if (unknown !== undefined)
    throw new CommandError(40415, `BSON field '$setWindowFields.${unknown}' is an unknown field.`);
  if (!isDocument(output))
    throw new CommandError(40414, "BSON field '$setWindowFields.output' is missing but a required field");
  if (sortBy !== undefined && !isDocument(sortBy))
    throw new CommandError(14, '$setWindowFields sortBy must be an object');
  const sort = parseSort(sortBy ?? {});
  const by = compile(partitionBy ?? null);
  const fields = Object.entries(output).map(([path, operand]) => ({
    path: path.split('.'),
    compute: compileFunction(path, operand, sort),
  }));
  return async function* (source, context) {
    for (const rows of await partitions(await collect(source, context.pause, '$setWindowFields'), by, sort, context)) {
      const columns: unknown[][] = [];
      for (const { compute } of fields) columns.push(await compute(rows, context.pause));
      for (const [at, { doc }] of rows.entries()) {
        yield fields.reduce((changed, { path }, column) => replaceAt(changed, path, columns[column]?.[at]), doc);
      }
    }
  };
}

/** `$fill` in terms of `$setWindowFields` and `$addFields`, each with its operand. */
export function fillStages(spec: Document): Document[] {
  const { partitionBy, partitionByFields, sortBy, output } = spec;
  if (!isDocument(output)) throw new CommandError(40414, "BSON field '$fill.output' is missing but a required field");
  if (partitionBy !== undefined && partitionByFields !== undefined)
    throw new CommandError(6050204, "Only one of 'partitionBy' and 'partitionByFields' may be given to $fill");
  const windows: Document = {};
  const values: Document = {};
  for (const [path, how] of Object.entries(output)) {
    const { method, value } = isDocument(how) ? how : {};
    if (method === 'locf') windows[path] = { $locf: `$${path}` };
    else if (method === 'linear') windows[path] = { $linearFill: `$${path}` };
    else if (value !== undefined) values[path] = { $ifNull: [`$${path}`, value] };
    else throw new CommandError(6050202, `$fill needs a method, linear or locf, or a value for '${path}'`);
  }
  const partition = Array.isArray(partitionByFields)
    ? Object.fromEntries(partitionByFields.map((name, at) => [`p${at}`, `$${String(name)}`]))
    : (partitionBy ?? null);
  const window = { partitionBy: partition, ...(sortBy === undefined ? {} : { sortBy }), output: windows };
  return [
    ...(Object.keys(windows).length > 0 ? [{ $setWindowFields: window }] : []),
    ...(Object.keys(values).length > 0 ? [{ $addFields: values }] : []),
  ];
}

async function partitions(
  documents: readonly Document[],
  by: Evaluate,
  sort: KeySpec,
  context: PipelineContext,
): Promise<Row[][]> {
  const { pause } = context;
  const found = new Map<string, Row[]>();
  for (const doc of documents) {
    if (pause.due()) await pause.rest();
    const scope = scopeOf(doc, context);
    const value = by(scope) ?? null;
    if (Array.isArray(value))
      throw new CommandError(5397701, 'An expression used to partition cannot evaluate to an array');
    const partition = valueKey(value, scope.collator);
    const row = { doc, scope, key: sort.length > 0 ? sortKey(doc, sort, scope.collator) : '' };
    const rows = found.get(partition);
    if (rows) rows.push(row);
    else found.set(partition, [row]);
  }
  const sorted: Row[][] = [];
  for (const key of [...found.keys()].sort()) sorted.push(await sortByKey(found.get(key) ?? [], pause));
  return sorted;
}

function compileFunction(path: string, operand: unknown, sort: KeySpec): WindowFunction {
  const names = isDocument(operand) ? Object.keys(operand).filter((name) => name !== 'window') : [];
  const [name] = names;
  if (!isDocument(operand) || name === undefined || names.length !== 1 || !name.startsWith('$'))
    throw new CommandError(9, `The field '${path}' must be one window function, with or without a window`);
  if (ABSENT.has(name)) throw notSupported(`The window function ${name}`);
  const ofOrder = Object.hasOwn(OF_ORDER, name) ? OF_ORDER[name] : undefined;
  if (ofOrder) {
    if (operand.window !== undefined) throw new CommandError(5371601, `${name} does not accept a 'window' field`);
    if (sort.length === 0 && name !== '$locf')
      throw new CommandError(5371602, `${name} must be specified with a sortBy`);
    return ofOrder(operand[name], sort);
  }
  return accumulate(compileAccumulator(name, operand[name]), windowOf(operand.window, sort));
}

/** Windows that only grow are summed up as they do; of the others each is summed up by itself. */
function accumulate(make: ReturnType<typeof compileAccumulator>, window: Window): WindowFunction {
  return async (rows, pacing) => {
    const values: unknown[] = [];
    const memory = () => new Memory('$setWindowFields');
    let accumulator = make(memory());
    let held = { from: 0, to: 0 };
    for (const at of rows.keys()) {
      const next = window(rows, at);
      if (next.from !== held.from || next.to < held.to) {
        accumulator = make(memory());
        held = { from: next.from, to: next.from };
      }
      for (let row = held.to; row < next.to; row++) {
        if (pacing.due()) await pacing.rest();
        accumulator.add((rows[row] as Row).scope);
      }
      held = { from: next.from, to: Math.max(held.to, next.to) };
      values.push(accumulator.result());
    }
    return values;
  };
}

function windowOf(spec: unknown, sort: KeySpec): Window {
  if (spec === undefined) return (rows) => ({ from: 0, to: rows.length });
  if (!isDocument(spec)) throw new CommandError(9, "'window' field must be an object");
  const { documents, range, unit } = spec;
  if ((documents === undefined) === (range === undefined))
    throw new CommandError(9, "'window' must have either 'documents' or 'range'");
  const bounds = documents ?? range;
  if (!Array.isArray(bounds) || bounds.length !== 2)
    throw new CommandError(9, 'Window bounds must be a 2-element array');
  if (range !== undefined) return rangeWindow(bounds, unit, onlyField('A range window', sort));
  if (unit !== undefined) throw new CommandError(9, "Window bounds can only specify 'unit' with range-based bounds");
  const low = bounds[0] === 'unbounded' ? Number.NEGATIVE_INFINITY : offset(bounds[0]);
  const high = bounds[1] === 'unbounded' ? Number.POSITIVE_INFINITY : offset(bounds[1]);
  if (low > high) throw new CommandError(5339900, `Lower bound must not exceed upper bound: [${String(bounds)}]`);
  return (rows, at) => {
    const from = Math.min(rows.length, Math.max(0, at + low));
    return { from, to: Math.max(from, Math.min(rows.length, at + high + 1)) };
  };
}

/** A bound as rows away from the current one. */
function offset(bound: unknown): number {
  if (bound === 'current') return 0;
  if (isNumber(bound) && Number.isInteger(toNumber(bound))) return toNumber(bound);
  throw new CommandError(9, "Document-based bounds must be 'unbounded', 'current', or an integer");
}

function rangeWindow([low, high]: unknown[], unit: unknown, field: string): Window {
  if (unit !== undefined && !isUnit(unit)) throw new CommandError(9, `unknown time unit value: ${String(unit)}`);
  const path = field.split('.');
  const limit = (value: unknown, bound: unknown) => {
    if (bound === 'unbounded') return undefined;
    return bound === 'current' ? value : shifted(value, bound, unit);
  };
  return (rows, at) => {
    const placeOf = (row: number) => valueAt(rows[row]?.doc, path, 0) ?? null;
    const least = limit(placeOf(at), low);
    const most = limit(placeOf(at), high);
    return {
      from: least === undefined ? 0 : search(rows.length, (row) => compareValues(placeOf(row), least) >= 0),
      to: most === undefined ? rows.length : search(rows.length, (row) => compareValues(placeOf(row), most) > 0),
    };
  };
}

function shifted(value: unknown, by: unknown, unit: Unit | undefined): unknown {
  if (!isNumber(by)) throw new CommandError(9, "Range-based bounds must be 'unbounded', 'current', or a number");
  if (unit !== undefined && value instanceof Date) return addUnits(value, unit, toNumber(by), 'UTC');
  if (unit === undefined && isNumber(value)) return combineWidening('add', value, by);
  throw new CommandError(
    5429413,
    `Invalid range: expected the sortBy field to be a ${unit === undefined ? 'number' : 'date'}, found ${typeName(value)}`,
  );
}

/** The first of `count` places for which `holds`, of which all after it hold too. */
function search(count: number, holds: (at: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function onlyField(what: string, sort: KeySpec): string {
  const [field] = sort;
  if (!field || sort.length > 1 || field.direction !== 1)
    throw new CommandError(5339902, `${what} requires a sortBy of one ascending field`);
  return field.path;
}

function position(what: string, value: unknown): number {
  if (isNumber(value)) return toNumber(value);
  if (value instanceof Date) return value.getTime();
  throw new CommandError(605001, `${what} needs numbers or dates to sort by, found ${typeName(value)}`);
}

/** Nulls between two numbers become what lies on the line between these. */
function linearly(values: readonly unknown[], places: readonly number[]): unknown[] {
  const filled = [...values];
  let before = -1;
  for (const [at, value] of values.entries()) {
    if (value === null) continue;
    if (!isNumber(value)) throw new CommandError(605002, `$linearFill fills numbers only, found ${typeName(value)}`);
    const left = values[before];
    for (let gap = before + 1; before >= 0 && gap < at; gap++) {
      const [x0, x1, x] = [places[before] as number, places[at] as number, places[gap] as number];
      const y0 = toNumber(left as number);
      filled[gap] = double(y0 + ((toNumber(value) - y0) * (x - x0)) / (x1 - x0));
    }
    before = at;
  }
  return filled;
}
