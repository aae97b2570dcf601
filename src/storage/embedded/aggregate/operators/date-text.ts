// Dates out of text: ISO 8601, or a format with `%` letters as $dateFromString takes one.

import { CommandError } from '../../errors.ts';
import { typeName } from '../../values.ts';
import { fromWall, utc } from './zones.ts';

/** A date in ISO 8601, taken as UTC where it names no zone; undefined when it is none. */
export function parseDate(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?( ?(Z|[+-]\d{2}(:?\d{2})?))?$/.test(text))
    return undefined;
  const zoned = namesZone(text);
  const [, day, time, zone] = /^(.{10})[T ]?([\d:.]*) ?(.*)$/.exec(text) ?? [];
  const date = new Date(`${day}T${time || '00:00'}${zoned ? isoZone(zone) : 'Z'}`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** `+05`, `+0500` and `+05:00` are one. */
function isoZone(zone = 'Z'): string {
  return zone.replace(/^([+-]\d{2}):?(\d{2})?$/, (_, hours: string, minutes = '00') => `${hours}:${minutes}`);
}

function namesZone(text: string): boolean {
  return /(Z|[+-]\d{2}(:?\d{2})?)$/.test(text.slice(10));
}

/**
 * What $dateFromString makes of a text, with or without a format; `zone` is the one that it was given besides.
 * @throws CommandError 241 for a text that is no date, or that names a zone where another one is given
 */
export function dateFromText(text: unknown, format: string | undefined, zone: string | undefined): Date {
  if (typeof text !== 'string')
    throw new CommandError(241, `$dateFromString requires that 'dateString' be a string, found: ${typeName(text)}`);
  if (format !== undefined) return parseAs(text, format, zone);
  const date = parseDate(text);
  if (!date) throw new CommandError(241, `Error parsing date string '${text}'`);
  if (zone === undefined) return date;
  if (namesZone(text)) throw twoZones(text);
  return fromWall(date, zone);
}

function twoZones(text: string): CommandError {
  return new CommandError(241, `The date string '${text}' names a zone, so no timezone may be given besides`);
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** How each letter is written; of what it stands for, the letter is the key. */
const LETTERS: Readonly<Record<string, string>> = {
  Y: '\\d{4}',
  G: '\\d{4}',
  m: '\\d{1,2}',
  b: '[A-Za-z]{3}',
  B: '[A-Za-z]+',
  d: '\\d{1,2}',
  j: '\\d{1,3}',
  V: '\\d{1,2}',
  u: '[1-7]',
  H: '\\d{1,2}',
  M: '\\d{1,2}',
  S: '\\d{1,2}',
  L: '\\d{1,3}',
  z: '(?:Z|[+-]\\d{2}:?(?:\\d{2})?)',
  Z: '[+-]?\\d{1,4}',
};

function parseAs(text: string, format: string, zone: string | undefined): Date {
  const letters: string[] = [];
  const pattern = format.replace(/%(.?)|[^%]/gs, (literal, letter: string | undefined) => {
    if (letter === undefined) return literal.replace(/[^\w\s]/, '\\$&');
    if (letter === '%') return '%';
    const written = Object.hasOwn(LETTERS, letter) ? LETTERS[letter] : undefined;
    if (!written) throw new CommandError(18536, `Invalid format character '%${letter}' in format string`);
    letters.push(letter);
    return `(${written})`;
  });
  const found = new RegExp(`^${pattern}$`).exec(text);
  if (!found) throw new CommandError(241, `Error parsing date string '${text}' with format '${format}'`);
  const parts = new Map(letters.map((letter, i) => [letter, found[i + 1] ?? '']));
  const ahead = minutesAhead(parts);
  if (ahead !== undefined && zone !== undefined) throw twoZones(text);
  const wall = wallOfParts(parts, text);
  if (ahead !== undefined) return new Date(wall.getTime() - ahead * 60_000);
  return zone === undefined ? wall : fromWall(wall, zone);
}

function wallOfParts(parts: ReadonlyMap<string, string>, text: string): Date {
  const number = (letter: string, otherwise: number) => Number(parts.get(letter) ?? otherwise);
  const time = [number('H', 0), number('M', 0), number('S', 0), number('L', 0)];
  const wall = dayOfParts(parts, number, time);
  const kept = !parts.has('d') || wall?.getUTCDate() === number('d', 1);
  const [hour = 0, minute = 0, second = 0] = time;
  if (!wall || !kept || hour > 24 || minute > 59 || second > 59)
    throw new CommandError(241, `Error parsing date string '${text}': there is no such date`);
  return wall;
}

function dayOfParts(
  parts: ReadonlyMap<string, string>,
  number: (letter: string, otherwise: number) => number,
  time: readonly number[],
): Date | undefined {
  if (parts.has('G')) {
    const weekday = utc(number('G', 1), 0, 4).getUTCDay() || 7;
    return utc(number('G', 1), 0, 4 - (weekday - 1) + (number('V', 1) - 1) * 7 + number('u', 1) - 1, ...time);
  }
  if (!parts.has('Y')) return undefined;
  if (parts.has('j')) return utc(number('Y', 1), 0, number('j', 1), ...time);
  const name = (parts.get('b') ?? parts.get('B'))?.slice(0, 3).toLowerCase();
  const month = name === undefined ? number('m', 1) - 1 : MONTHS.indexOf(name);
  return month < 0 || month > 11 ? undefined : utc(number('Y', 1), month, number('d', 1), ...time);
}

/** How far the zone that the text names is ahead of UTC, if it names one. */
function minutesAhead(parts: ReadonlyMap<string, string>): number | undefined {
  const minutes = parts.get('Z');
  if (minutes !== undefined) return Number(minutes);
  const offset = parts.get('z');
  if (offset === undefined) return undefined;
  const [, sign, hours, rest] = /^([+-])(\d{2}):?(\d{2})?$/.exec(offset) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(rest ?? 0));
}
