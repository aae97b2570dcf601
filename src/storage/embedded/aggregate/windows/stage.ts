// `$setWindowFields`: fields computed over the neighbours of a document in its sorted partition.

import { parseSort } from '../../compare.ts';
import { CommandError } from '../../errors.ts';
import type { KeySpec } from '../../keys.ts';
import { type Document, isDocument, typeName } from '../../values.ts';
import { compile } from '../expression.ts';
import { compileAccumulator } from '../group.ts';
import { nullish } from '../operands.ts';
import type { Stage } from '../pipeline.ts';
import { collect, Memory } from '../stream.ts';
import { replaceAt } from '../unwind.ts';
import { type Window, windowOf } from './bounds.ts';
import { CALCULUS } from './calculus.ts';
import { GAPS } from './fill.ts';
import { OF_ORDER } from './order.ts';
import { partitions, type WindowFunction } from './rows.ts';

const FUNCTIONS = { ...OF_ORDER, ...GAPS, ...CALCULUS };

/** The accumulators of a group that a window takes too. */
const ACCUMULATORS = new Set([
  ...['$addToSet', '$avg', '$bottom', '$bottomN', '$concatArrays', '$count', '$first', '$firstN', '$last', '$lastN'],
  ...['$max', '$maxN', '$median', '$min', '$minN', '$percentile', '$push', '$stdDevPop', '$stdDevSamp', '$sum'],
  ...['$top', '$topN'],
]);

export function setWindowFields(spec: Document): Stage {
  const { partitionBy, sortBy, output } = spec;
  const unknown = Object.keys(spec).find((name) => !['partitionBy', 'sortBy', 'output'].includes(name));
  if (unknown !== undefined)
    throw new CommandError(40415, `BSON field '$setWindowFields.${unknown}' is an unknown field.`);
  if (!nullish(sortBy) && !isDocument(sortBy)) throw wrongType('sortBy', sortBy);
  if (nullish(output))
    throw new CommandError(40414, "BSON field '$setWindowFields.output' is missing but a required field");
  if (!isDocument(output)) throw wrongType('output', output);
  const sort = parseSort(sortBy ?? {});
  const by = compile(partitionBy ?? null);
  checkPaths(Object.keys(output));
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

function wrongType(field: string, value: unknown): CommandError {
  return new CommandError(
    14,
    `BSON field '$setWindowFields.${field}' is the wrong type '${typeName(value)}', expected type 'object'`,
  );
}

function checkPaths(paths: readonly string[]): void {
  for (const path of paths) {
    if (paths.some((other) => other !== path && other.startsWith(`${path}.`)))
      throw new CommandError(6307900, "$setWindowFields 'output' specification contains two conflicting paths");
  }
}

function compileFunction(path: string, operand: unknown, sort: KeySpec): WindowFunction {
  if (!isDocument(operand)) throw new CommandError(9, `The field '${path}' must be an object`);
  const name = Object.keys(operand).find((key) => key.startsWith('$'));
  if (name === undefined)
    throw new CommandError(9, `Expected a $-prefixed window function, ${Object.keys(operand)[0] ?? ''}`);
  const make = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (!make && !ACCUMULATORS.has(name)) throw new CommandError(9, `Unrecognized window function, ${name}`);
  const other = Object.keys(operand).find((key) => key !== name && key !== 'window');
  if (other !== undefined) throw new CommandError(9, `Window function found an unknown argument: ${other}`);
  if (make) return make(operand[name], operand.window, sort);
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
        const added = rows[row];
        if (added) accumulator.add(added.scope);
      }
      held = { from: next.from, to: Math.max(held.to, next.to) };
      values.push(accumulator.result());
    }
    return values;
  };
}
