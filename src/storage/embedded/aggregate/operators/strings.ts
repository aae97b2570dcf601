// Operators of strings.

import { BSONRegExp } from 'bson';
import { compareStrings } from '../../compare.ts';
import { CommandError } from '../../errors.ts';
import { compileMatcher, type Located, type Matcher } from '../../match/regex.ts';
import { type Document, typeName } from '../../values.ts';
import { named, needInteger, needString, nullish, type Operators, take, takePresent } from '../operands.ts';
import { toText } from './conversions.ts';

export const STRINGS: Operators = {
  $concat: takePresent(0, Number.POSITIVE_INFINITY, (...parts: unknown[]) =>
    parts.map((part) => needString(part, '$concat')).join(''),
  ),
  $toLower: take(1, 1, (value: unknown) => ofAscii(orEmpty(value), /[A-Z]+/g, (letters) => letters.toLowerCase())),
  $toUpper: take(1, 1, (value: unknown) => upper(orEmpty(value))),
  $strLenCP: take(1, 1, (value: unknown) => [...needString(value, '$strLenCP', 34471)].length),
  $strLenBytes: take(1, 1, (value: unknown) => Buffer.byteLength(needString(value, '$strLenBytes', 34473))),
  $strcasecmp: take(2, 2, (a: unknown, b: unknown) => Math.sign(compareStrings(upper(orEmpty(a)), upper(orEmpty(b))))),
  $substr: take(3, 3, (text: unknown, from: unknown, length: unknown) => substringOfBytes(text, from, length)),
  $substrBytes: take(3, 3, (text: unknown, from: unknown, length: unknown) => substringOfBytes(text, from, length)),
  $substrCP: take(3, 3, (text: unknown, from: unknown, length: unknown) => {
    const start = needInteger(from, '$substrCP', 34450);
    const count = needInteger(length, '$substrCP', 34452);
    if (start < 0) throw new CommandError(34455, '$substrCP: the starting index must be nonnegative integer.');
    if (count < 0) throw new CommandError(34454, '$substrCP: length must be a nonnegative integer.');
    return [...orEmpty(text)].slice(start, start + count).join('');
  }),
  $split: takePresent(2, 2, (text: unknown, separator: unknown) => {
    const by = needString(separator, '$split', 40086);
    if (by === '') throw new CommandError(40087, '$split requires a non-empty separator');
    return needString(text, '$split', 40085).split(by);
  }),
  $trim: trim('both'),
  $ltrim: trim('start'),
  $rtrim: trim('end'),
  $indexOfCP: take(2, 4, (text: unknown, part: unknown, from: unknown = 0, to: unknown = undefined) => {
    if (nullish(text)) return null;
    const points = [...needString(text, '$indexOfCP', 40093)];
    const start = needInteger(from, '$indexOfCP');
    const found = points
      .slice(start, to === undefined ? undefined : needInteger(to, '$indexOfCP'))
      .join('')
      .indexOf(needString(part, '$indexOfCP', 40094));
    return found < 0 ? -1 : start + [...points.slice(start).join('').slice(0, found)].length;
  }),
  $indexOfBytes: take(2, 4, (text: unknown, part: unknown, from: unknown = 0, to: unknown = undefined) => {
    if (nullish(text)) return null;
    const bytes = Buffer.from(needString(text, '$indexOfBytes', 40091));
    const end = to === undefined ? bytes.length : needInteger(to, '$indexOfBytes');
    return bytes.subarray(0, end).indexOf(needString(part, '$indexOfBytes', 40092), needInteger(from, '$indexOfBytes'));
  }),
  $replaceOne: named(['input', 'find', 'replacement'], ({ input, find, replacement }) => {
    if ([input, find, replacement].some(nullish)) return null;
    const by = needString(replacement, '$replaceOne', 51745);
    return needString(input, '$replaceOne', 51746).replace(needString(find, '$replaceOne', 51744), () => by);
  }),
  $replaceAll: named(['input', 'find', 'replacement'], ({ input, find, replacement }) => {
    if ([input, find, replacement].some(nullish)) return null;
    const by = needString(replacement, '$replaceAll', 51745);
    return needString(input, '$replaceAll', 51746).replaceAll(needString(find, '$replaceAll', 51744), () => by);
  }),
  $regexMatch: named(['input', 'regex', 'options'], ({ input, regex, options }) => {
    if (nullish(input) || nullish(regex)) return false;
    return matcherOf(regex, options).test(needString(input, '$regexMatch', 51104));
  }),
  $regexFind: named(['input', 'regex', 'options'], ({ input, regex, options }) => {
    if (nullish(input) || nullish(regex)) return null;
    const text = needString(input, '$regexFind', 51104);
    const found = matcherOf(regex, options).locate(text, 0);
    return found ? described(found, pointsBetween(text, 0, found.index)) : null;
  }),
  $regexFindAll: named(['input', 'regex', 'options'], ({ input, regex, options }) => {
    if (nullish(input) || nullish(regex)) return [];
    const text = needString(input, '$regexFindAll', 51104);
    return allMatches(matcherOf(regex, options), text);
  }),
};

function orEmpty(value: unknown): string {
  return nullish(value) ? '' : toText(value, 16007);
}

/** MongoDB changes the case of ASCII letters alone, whatever the collation. */
function ofAscii(text: string, letters: RegExp, change: (letters: string) => string): string {
  return text.replace(letters, change);
}

function upper(text: string): string {
  return ofAscii(text, /[a-z]+/g, (letters) => letters.toUpperCase());
}

function substringOfBytes(text: unknown, from: unknown, length: unknown): string {
  const start = needInteger(from, '$substrBytes', 16034);
  const count = needInteger(length, '$substrBytes', 16035);
  if (start < 0) throw new CommandError(50752, `$substrBytes: starting index must be non-negative (got: ${start})`);
  const bytes = Buffer.from(orEmpty(text));
  const end = count < 0 ? bytes.length : start + count;
  if (isInside(bytes, start)) {
    throw new CommandError(28656, '$substrBytes: Invalid range, starting index is a UTF-8 continuation byte.');
  }
  if (isInside(bytes, end)) {
    throw new CommandError(28657, '$substrBytes: Invalid range, ending index is in the middle of a UTF-8 character.');
  }
  return bytes.subarray(start, end).toString('utf8');
}

/** Whether a place lies within a character. */
function isInside(bytes: Buffer, at: number): boolean {
  return ((bytes[at] ?? 0) & 0xc0) === 0x80;
}

const SPACE = '\0\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a';

function trim(end: 'both' | 'start' | 'end') {
  return named(['input', 'chars'], ({ input, chars }) => {
    if (nullish(input) || chars === null) return null;
    const points = [...needString(input, '$trim', 50699)];
    const removed = new Set(chars === undefined ? SPACE : needString(chars, '$trim', 50700));
    let first = 0;
    let last = points.length;
    if (end !== 'end') while (first < last && removed.has(points[first] as string)) first++;
    if (end !== 'start') while (last > first && removed.has(points[last - 1] as string)) last--;
    return points.slice(first, last).join('');
  });
}

function matcherOf(regex: unknown, options: unknown): Matcher {
  if (!nullish(options) && typeof options !== 'string') {
    throw new CommandError(51106, `options needs to be of type string, found: ${typeName(options)}`);
  }
  const flags = options ?? '';
  if (typeof regex === 'string') return compileMatcher(regex, flags);
  if (!(regex instanceof BSONRegExp)) {
    throw new CommandError(51105, `regex needs to be of type string or regex, found: ${typeName(regex)}`);
  }
  if (flags && regex.options) throw new CommandError(51107, 'options set in both regex and options');
  return compileMatcher(regex.pattern, flags || regex.options);
}

/** All matches that do not overlap; behind an empty one the search goes on one character later. */
function allMatches(matcher: Matcher, text: string): Document[] {
  const matches: Document[] = [];
  let points = 0;
  let counted = 0;
  for (let from = 0; from <= text.length; ) {
    const found = matcher.locate(text, from);
    if (!found) break;
    points += pointsBetween(text, counted, found.index);
    counted = found.index;
    matches.push(described(found, points));
    const end = found.index + found.match.length;
    from = found.match === '' ? end + ((text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1) : end;
  }
  return matches;
}

/** How many code points lie between two offsets. */
function pointsBetween(text: string, from: number, to: number): number {
  let points = 0;
  for (const _ of text.slice(from, to)) points++;
  return points;
}

function described({ match, captures }: Located, idx: number): Document {
  return { match, idx, captures: captures.map((capture) => capture ?? null) };
}
