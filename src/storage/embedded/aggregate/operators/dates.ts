// Operators of dates, in UTC or in any zone, also across the changes of its clocks.

import { ObjectId, Timestamp } from 'bson';
import { CommandError } from '../../errors.ts';
import { type Document, isDocument, typeName } from '../../values.ts';
import { named, needInteger, nullish, type Operator, type Operators, type Scope } from '../operands.ts';
import { dateFromText } from './date-text.ts';
import {
  addUnits,
  countUnits,
  formatWall,
  fromWall,
  isoWeek,
  isUnit,
  truncate,
  type Unit,
  utc,
  wallOf,
} from './zones.ts';

/** A part of a date: `{ $year: '$at' }` or `{ $year: { date: '$at', timezone: 'Europe/Paris' } }`. */
function part(read: (wall: Date) => number): Operator {
  return (operand, compile, name) => {
    const spec =
      isDocument(operand) && 'date' in operand ? operand : { date: Array.isArray(operand) ? operand[0] : operand };
    return named(['date', 'timezone'], (values) => {
      const zone = zoneOf(values);
      return nullish(values.date) || zone === null ? null : read(wallOf(instant(values.date), zone));
    })(spec, compile, name);
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
  $dayOfYear: part(
    (wall) => Math.floor((wall.getTime() - utc(wall.getUTCFullYear(), 0, 1).getTime()) / 86_400_000) + 1,
  ),
  $week: part((wall) => {
    const day = Math.floor((wall.getTime() - utc(wall.getUTCFullYear(), 0, 1).getTime()) / 86_400_000);
    return Math.floor((day + 7 - wall.getUTCDay()) / 7);
  }),
  $isoWeek: part((wall) => isoWeek(wall).week),
  $isoWeekYear: part((wall) => isoWeek(wall).year),
  $dateToString: named(['date', 'format', 'timezone', 'onNull'], (values) => {
    const { date, format, onNull } = values;
    const name = zoneOf(values);
    if (nullish(date)) return onNull ?? null;
    if (name === null || ('format' in values && nullish(format))) return null;
    if (format !== undefined && typeof format !== 'string')
      throw new CommandError(18533, `$dateToString requires that 'format' be a string, found: ${typeName(format)}`);
    const fallback = name === 'UTC' ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L';
    return formatWall(instant(date), name, format ?? fallback);
  }),
  $dateFromString: named(['dateString', 'format', 'timezone', 'onError', 'onNull'], (values) => {
    const { dateString, format, onError, onNull } = values;
    const name = zoneOf(values);
    if (nullish(dateString)) return onNull ?? null;
    if (name === null || ('format' in values && nullish(format))) return null;
    if (format !== undefined && typeof format !== 'string')
      throw new CommandError(40684, `$dateFromString requires that 'format' be a string, found: ${typeName(format)}`);
    try {
      return dateFromText(dateString, format, 'timezone' in values ? name : undefined);
    } catch (error) {
      if (!('onError' in values) || !(error instanceof CommandError)) throw error;
      return onError ?? null;
    }
  }),
  $dateToParts: named(['date', 'timezone', 'iso8601'], (values) => {
    const { date, iso8601 } = values;
    const name = zoneOf(values);
    if (nullish(date) || name === null || ('iso8601' in values && nullish(iso8601))) return null;
    const wall = wallOf(instant(date), name);
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
  $dateFromParts: (operand, compile, name) => {
    const given = isDocument(operand) ? operand : {};
    const byWeek = 'isoWeekYear' in given;
    if (!byWeek && !('year' in given))
      throw new CommandError(40516, "$dateFromParts requires either 'year' or 'isoWeekYear' to be present");
    return named([...(byWeek ? WEEK_PARTS : DAY_PARTS), ...TIME_PARTS, 'timezone'], (values) =>
      fromParts(values, byWeek),
    )(operand, compile, name);
  },
  $dateAdd: named(['startDate', 'unit', 'amount', 'timezone'], (values) => moved(values, 1)),
  $dateSubtract: named(['startDate', 'unit', 'amount', 'timezone'], (values) => moved(values, -1)),
  $dateDiff: named(['startDate', 'endDate', 'unit', 'timezone', 'startOfWeek'], (values) => {
    const { startDate, endDate, unit, startOfWeek } = values;
    const name = zoneOf(values);
    if (nullish(startDate) || nullish(endDate) || nullish(unit) || name === null) return null;
    return BigInt(countUnits(instant(startDate), instant(endDate), unitOf(unit), name, weekStart(startOfWeek)));
  }),
  $dateTrunc: named(['date', 'unit', 'binSize', 'timezone', 'startOfWeek'], (values) => {
    const { date, unit, binSize, startOfWeek } = values;
    const name = zoneOf(values);
    if (nullish(date) || nullish(unit) || name === null || ('binSize' in values && nullish(binSize))) return null;
    const bin = binSize === undefined ? 1 : needInteger(binSize, '$dateTrunc', 5439017);
    if (bin < 1) throw new CommandError(5439018, `$dateTrunc requires binSize to be greater than 0, found ${bin}`);
    return truncate(instant(date), unitOf(unit), bin, name, weekStart(startOfWeek));
  }),
  $tsSecond: (operand, compile) => {
    const evaluate = compile(operand);
    return (scope: Scope) => {
      const value = evaluate(scope);
      return value instanceof Timestamp ? BigInt(value.t) : null;
    };
  },
};

const DAY_PARTS = ['year', 'month', 'day'];
const WEEK_PARTS = ['isoWeekYear', 'isoWeek', 'isoDayOfWeek'];
const TIME_PARTS = ['hour', 'minute', 'second', 'millisecond'];

/** Parts that are too large or small carry over into the larger ones. */
function fromParts(values: Document, byWeek: boolean): Date | null {
  const name = zoneOf(values);
  const parts = [...(byWeek ? WEEK_PARTS : DAY_PARTS), ...TIME_PARTS].map((part, at) =>
    part in values ? values[part] : at < 3 ? 1 : 0,
  );
  if (name === null || parts.some(nullish)) return null;
  const [year = 0, second = 1, day = 1, ...time] = parts.map((part) => needInteger(part, '$dateFromParts', 40515));
  if (year < 1 || year > 9999)
    throw new CommandError(40523, `$dateFromParts requires the year to be in the range 1 to 9999, found ${year}`);
  if (!byWeek) return fromWall(utc(year, second - 1, day, ...time), name);
  // The fourth of January is always in the first week.
  const fourth = utc(year, 0, 4);
  const monday = 4 - ((fourth.getUTCDay() || 7) - 1);
  return fromWall(utc(year, 0, monday + (second - 1) * 7 + day - 1, ...time), name);
}

function moved(values: Document, sign: 1 | -1): unknown {
  const { startDate, unit, amount } = values;
  const name = zoneOf(values);
  if (nullish(startDate) || nullish(unit) || nullish(amount) || name === null) return null;
  return addUnits(instant(startDate), unitOf(unit), needInteger(amount, '$dateAdd', 5166405) * sign, name);
}

/** The zone among an operator's operands: UTC where none is given, null where it is given as null or missing. */
function zoneOf(values: Document): string | null {
  if ('timezone' in values && nullish(values.timezone)) return null;
  return zone(values.timezone);
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
