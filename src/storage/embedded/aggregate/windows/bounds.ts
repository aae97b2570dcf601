// Which rows around the current one a window holds: `documents` counts rows, `range` compares what they are sorted by.

import { combine, toDecimal } from '../../arithmetic.ts';
import { compareValues } from '../../compare.ts';
import { CommandError } from '../../errors.ts';
import type { KeySpec } from '../../keys.ts';
import { type BsonNumber, isDocument, isInt32, isNumber, toNumber, typeName } from '../../values.ts';
import { constantOf, valueAt } from '../expression.ts';
import { addUnits, isUnit, type Unit } from '../operators/zones.ts';
import type { Row } from './rows.ts';

/** Rows `from` to before `to` around row `at`. */
export type Window = (rows: readonly Row[], at: number) => { readonly from: number; readonly to: number };

const FIELDS = ['documents', 'range', 'unit'];

/**
 * Reads a `window`; without one, or with an empty one, it is the whole partition.
 * @throws CommandError 9, 5339900 for bounds the wrong way round, 5339901, 5339902 or 8947401 for a lack of order
 */
export function windowOf(spec: unknown, sort: KeySpec): Window {
  const whole: Window = (rows) => ({ from: 0, to: rows.length });
  if (spec === undefined) return whole;
  if (!isDocument(spec)) throw new CommandError(9, "'window' field must be an object");
  const unknown = Object.keys(spec).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined) throw new CommandError(9, `'window' field cannot have the field '${unknown}'`);
  const { documents, range, unit } = spec;
  if (documents !== undefined && range !== undefined)
    throw new CommandError(9, "Window bounds can specify either 'documents' or 'range', not both.");
  if (range !== undefined) return rangeWindow(boundsOf(range), unit, sort);
  if (unit !== undefined) throw new CommandError(9, "Window bounds can only specify 'unit' with range-based bounds.");
  if (documents === undefined) return whole;
  const [low, high] = boundsOf(documents).map((bound) => rowsAway(bound)) as [Bound<number>, Bound<number>];
  checkOrder(low, high, (a, b) => a <= b);
  if (low === 'unbounded' && high === 'unbounded') return whole;
  if (sort.length === 0) throw new CommandError(5339901, 'Document-based bounds require a sortBy');
  const [before, after] = [away(low, Number.NEGATIVE_INFINITY), away(high, Number.POSITIVE_INFINITY)];
  return (rows, at) => {
    const from = Math.min(rows.length, Math.max(0, at + before));
    return { from, to: Math.max(from, Math.min(rows.length, at + after + 1)) };
  };
}

/** One end of a window. */
type Bound<T> = 'unbounded' | 'current' | T;

function boundsOf(bounds: unknown): [unknown, unknown] {
  if (Array.isArray(bounds) && bounds.length === 2) return [bounds[0], bounds[1]];
  throw new CommandError(9, 'Window bounds must be a 2-element array');
}

/** `unbounded`, `current`, or the number that a constant expression comes to. */
function boundOf(bound: unknown): Bound<unknown> {
  if (bound === 'unbounded' || bound === 'current') return bound;
  if (typeof bound === 'string')
    throw new CommandError(9, "Window bounds must be 'unbounded', 'current', or a number.");
  const value = constantOf(bound);
  if (value === undefined) throw new CommandError(9, 'Window bounds expression must be a constant.');
  // As a value these two are no keywords.
  return typeof value === 'string' ? undefined : value;
}

function rowsAway(bound: unknown): Bound<number> {
  const value = boundOf(bound);
  if (value === 'unbounded' || value === 'current') return value;
  if (isNumber(value) && Number.isInteger(toNumber(value))) return toNumber(value);
  throw new CommandError(9, 'Numeric document-based bounds must be an integer');
}

function away(bound: Bound<number>, unbounded: number): number {
  return bound === 'unbounded' ? unbounded : bound === 'current' ? 0 : bound;
}

function checkOrder<T>(low: Bound<T>, high: Bound<T>, inOrder: (low: T | 0, high: T | 0) => boolean): void {
  if (low === 'unbounded' || high === 'unbounded') return;
  if (inOrder(low === 'current' ? 0 : low, high === 'current' ? 0 : high)) return;
  throw new CommandError(5339900, `Lower bound must not exceed upper bound: [${String(low)}, ${String(high)}]`);
}

function rangeWindow(bounds: readonly unknown[], unit: unknown, sort: KeySpec): Window {
  if (unit !== undefined && typeof unit !== 'string') throw new CommandError(9, "'unit' must be a string");
  if (unit !== undefined && !isUnit(unit)) throw new CommandError(9, `unknown time unit value: ${unit}`);
  const [low, high] = bounds.map((bound) => distance(bound, unit)) as [Bound<BsonNumber>, Bound<BsonNumber>];
  checkOrder(low, high, (a, b) => compareValues(a, b) <= 0);
  const [field] = sort;
  if (!field || sort.length > 1) throw new CommandError(5339902, 'Range-based bounds require sortBy a single field');
  if (field.direction !== 1) throw new CommandError(8947401, 'Range-based bounds require an ascending sortBy');
  const path = field.path.split('.');
  return (rows, at) => {
    const placeOf = (row: number) => valueAt(rows[row]?.doc, path, 0) ?? null;
    const place = checkPlace(placeOf(at), unit);
    const edge = (by: BsonNumber) => moved(place, by, unit);
    const first = (bound: BsonNumber) => {
      const least = edge(bound);
      return search(rows.length, (row) => compareValues(placeOf(row), least) >= 0);
    };
    const last = (bound: BsonNumber) => {
      const most = edge(bound);
      return search(rows.length, (row) => compareValues(placeOf(row), most) > 0);
    };
    // `current` is the current row alone, and not those that are sorted with it.
    const from = low === 'unbounded' ? 0 : low === 'current' ? at : first(low);
    const to = high === 'unbounded' ? rows.length : high === 'current' ? at + 1 : last(high);
    return { from, to: Math.max(from, to) };
  };
}

function distance(bound: unknown, unit: Unit | undefined): Bound<BsonNumber> {
  const value = boundOf(bound);
  if (value === 'unbounded' || value === 'current') return value;
  if (!isNumber(value)) throw new CommandError(9, 'Range-based bounds expression must be a number');
  if (unit !== undefined && !Number.isInteger(toNumber(value)))
    throw new CommandError(9, "With 'unit', range-based bounds must be an integer");
  return value;
}

type Place = Date | BsonNumber;

function checkPlace(value: unknown, unit: Unit | undefined): Place {
  if (unit !== undefined) {
    if (value instanceof Date) return value;
    throw new CommandError(5429513, `Invalid range: Expected the sortBy field to be a Date, found ${typeName(value)}`);
  }
  if (value instanceof Date)
    throw new CommandError(5429413, 'Invalid range: For windows that involve date or time ranges, a unit is needed.');
  if (isNumber(value)) return value;
  throw new CommandError(5429414, `Invalid range: Expected the sortBy field to be a number, found ${typeName(value)}`);
}

/** Numbers are added as decimals: 0.2 past 0.1 lies 0.3. */
function moved(place: Place, by: BsonNumber, unit: Unit | undefined): unknown {
  if (place instanceof Date) return addUnits(place, unit as Unit, toNumber(by), 'UTC');
  if (typeof place === 'number' && typeof by === 'number' && isInt32(place) && isInt32(by)) return place + by;
  return combine('add', toDecimal(place), toDecimal(by));
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
