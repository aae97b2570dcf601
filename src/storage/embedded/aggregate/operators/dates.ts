// Operators of dates, in UTC or in any zone, also across the changes of its clocks.

import { ObjectId, Timestamp } from 'bson';
import { CommandError } from '../../errors.ts';
import { type Document, isDocument, isNumber, toNumber, typeName } from '../../values.ts';
import { named, nullish, type Operator, type Operators, type Scope } from '../operands.ts';
import { parseDate } from './conversions.ts';
import { addUnits, countUnits, formatWall, fromWall, isoWeek, isUnit, truncate, type Unit, wallOf } from './zones.ts';

/** A part of a date: `{ $year: '$at' }` or `{ $year: { date: '$at', timezone: 'Europe/Paris' } }`. */
function part(read: (wall: Date) => number): Operator {
  return (operand, compile, name) => {
    const spec =
      isDocument(operand) && 'date' in operand ? operand : { date: Array.isArray(operand) ? operand[0] : operand };
    return named(['date', 'timezone'], ({ date, timezone }) =>
      nullish(date) || timezone === null ? null : read(wallOf(instant(date), zone(timezone))),
    )(spec, compile, name);
  };
}

export const DATES: Operators = {
  $year: part((wall) => wall.getUTCFullYear()),
  $month: part((wall) => wall.getUTCMonth() + 1),
  $dayOfMonth: part((wall) => wall.getUTCDate()),
  $hour: part((wall) => wall.getUTCHours()),
  $minute: part((wall) => wall.getUTCMinutes()),
  $second: part((wall) => wall.getUTCSeconds()),
  $millisecond: part((wall) => wall.getUTCMilliseconds()),
  $dayOfWeek: part((wall) => wall.getUTCDay() + 1),
  $isoDayOfWeek: part((wall) => wall.getUTCDay() || 7),
  $dayOfYear: part((wall) => Math.floor((wall.getTime() - Date.UTC(wall.getUTCFullYear(), 0, 1)) / 86_400_000) + 1),
  $week: part((wall) => {
    const day = Math.floor((wall.getTime() - Date.UTC(wall.getUTCFullYear(), 0, 1)) / 86_400_000);
    return Math.floor((day + 7 - wall.getUTCDay()) / 7);
  }),
  $isoWeek: part((wall) => isoWeek(wall).week),
  $isoWeekYear: part((wall) => isoWeek(wall).year),
  $dateToString: named(['date', 'format', 'timezone', 'onNull'], ({ date, format, timezone, onNull }) => {
    if (nullish(date)) return onNull ?? null;
    const at = instant(date);
    const name = zone(timezone);
    const fallback = name === 'UTC' ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L';
    return formatWall(at, name, typeof format === 'string' ? format : fallback);
  }),
  $dateFromString: named(
    ['dateString', 'format', 'timezone', 'onError', 'onNull'],
    ({ dateString, format, timezone, onError, onNull }) => {
      if (nullish(dateString)) return onNull ?? null;
      if (format !== undefined)
        throw new CommandError(
          40684,
          '$dateFromString with a format is not supported by the embedded database: set MONGODB_URI to use a MongoDB server',
        );
      const date = typeof dateString === 'string' ? parseDate(dateString) : undefined;
      if (date) return timezone === undefined ? date : fromWall(date, zone(timezone));
      if (onError !== undefined) return onError;
      throw new CommandError(241, `Error parsing date string '${String(dateString)}'`);
    },
  ),
  $dateToParts: named(['date', 'timezone', 'iso8601'], ({ date, timezone, iso8601 }) => {
    if (nullish(date)) return null;
    const wall = wallOf(instant(date), zone(timezone));
    const time = {
      hour: wall.getUTCHours(),
      minute: wall.getUTCMinutes(),
      second: wall.getUTCSeconds(),
      millisecond: wall.getUTCMilliseconds(),
    };
    if (iso8601 !== true)
      return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate(), ...time };
    const { year, week } = isoWeek(wall);
    return { isoWeekYear: year, isoWeek: week, isoDayOfWeek: wall.getUTCDay() || 7, ...time };
  }),
  $dateFromParts: named(['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond', 'timezone'], (parts) => {
    const { year, month = 1, day = 1, hour = 0, minute = 0, second = 0, millisecond = 0, timezone } = parts;
    const values = [year, month, day, hour, minute, second, millisecond];
    if (values.some(nullish)) return null;
    const [y = 0, m = 1, ...rest] = values.map((value) => {
      if (!isNumber(value))
        throw new CommandError(40515, `$dateFromParts needs whole numbers, found ${typeName(value)}`);
      return toNumber(value);
    });
    return fromWall(new Date(Date.UTC(y, m - 1, ...(rest as [number]))), zone(timezone));
  }),
  $dateAdd: named(['startDate', 'unit', 'amount', 'timezone'], (values) => moved(values, 1)),
  $dateSubtract: named(['startDate', 'unit', 'amount', 'timezone'], (values) => moved(values, -1)),
  $dateDiff: named(
    ['startDate', 'endDate', 'unit', 'timezone', 'startOfWeek'],
    ({ startDate, endDate, unit, timezone, startOfWeek }) => {
      if (nullish(startDate) || nullish(endDate)) return null;
      return BigInt(
        countUnits(instant(startDate), instant(endDate), unitOf(unit), zone(timezone), weekStart(startOfWeek)),
      );
    },
  ),
  $dateTrunc: named(
    ['date', 'unit', 'binSize', 'timezone', 'startOfWeek'],
    ({ date, unit, binSize = 1, timezone, startOfWeek }) => {
      if (nullish(date)) return null;
      return truncate(
        instant(date),
        unitOf(unit),
        isNumber(binSize) ? toNumber(binSize) : 1,
        zone(timezone),
        weekStart(startOfWeek),
      );
    },
  ),
  $tsSecond: (operand, compile) => {
    const evaluate = compile(operand);
    return (scope: Scope) => {
      const value = evaluate(scope);
      return value instanceof Timestamp ? BigInt(value.t) : null;
    };
  },
};

function moved({ startDate, unit, amount, timezone }: Document, sign: 1 | -1): unknown {
  if (nullish(startDate) || nullish(amount)) return null;
  if (!isNumber(amount)) throw new CommandError(5166405, '$dateAdd expects integer amount of time units');
  return addUnits(instant(startDate), unitOf(unit), toNumber(amount) * sign, zone(timezone));
}

function instant(value: unknown): Date {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.t * 1000);
  throw new CommandError(16006, `can't convert from BSON type ${typeName(value)} to Date`);
}

function zone(value: unknown): string {
  if (nullish(value)) return 'UTC';
  if (typeof value !== 'string')
    throw new CommandError(40517, `timezone must evaluate to a string, found ${typeName(value)}`);
  return value === 'GMT' || value === 'Z' ? 'UTC' : value;
}

function unitOf(value: unknown): Unit {
  if (!isUnit(value)) throw new CommandError(5439013, `unknown time unit value: ${String(value)}`);
  return value;
}

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Sunday is 0, as MongoDB's default. */
function weekStart(value: unknown): number {
  if (nullish(value)) return 0;
  const day = WEEKDAYS.indexOf(String(value).slice(0, 3).toLowerCase());
  if (day < 0) throw new CommandError(5439015, `unknown day of week: ${String(value)}`);
  return day;
}
