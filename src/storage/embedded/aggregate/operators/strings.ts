// Operators of strings.

import { BSONRegExp } from 'bson';
import { compareStrings } from '../../compare.ts';
import { CommandError } from '../../errors.ts';
import { compileMatcher, compileRegex } from '../../match/regex.ts';
import { typeName } from '../../values.ts';
import { named, needInteger, needString, nullish, type Operators, take, takePresent } from '../operands.ts';
import { toText } from './conversions.ts';

export const STRINGS: Operators = {
  $concat: takePresent(0, Number.POSITIVE_INFINITY, (...parts: unknown[]) =>
    parts.map((part) => needString(part, '$concat')).join(''),
  ),
  $toLower: take(1, 1, (value: unknown) => orEmpty(value).toLowerCase()),
  $toUpper: take(1, 1, (value: unknown) => orEmpty(value).toUpperCase()),
  $strLenCP: take(1, 1, (value: unknown) => [...needString(value, '$strLenCP', 34471)].length),
  $strLenBytes: take(1, 1, (value: unknown) => Buffer.byteLength(needString(value, '$strLenBytes', 34473))),
  $strcasecmp: take(2, 2, (a: unknown, b: unknown) =>
    Math.sign(compareStrings(orEmpty(a).toUpperCase(), orEmpty(b).toUpperCase())),
  ),
  $substr: take(3, 3, (text: unknown, from: unknown, length: unknown) => substringOfBytes(text, from, length)),
  $substrBytes: take(3, 3, (text: unknown, from: unknown, length: unknown) => substringOfBytes(text, from, length)),
  $substrCP: take(3, 3, (text: unknown, from: unknown, length: unknown) => {
    const start = needInteger(from, '$substrCP', 34450);
    return [...orEmpty(text)].slice(start, start + needInteger(length, '$substrCP', 34452)).join('');
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
    const { source, flags } = patternOf(regex, options);
    return compileMatcher(source, flags).test(needString(input, '$regexMatch', 51104));
  }),
  $regexFind: named(['input', 'regex', 'options'], ({ input, regex, options }) => {
    if (nullish(input) || nullish(regex)) return null;
    const text = needString(input, '$regexFind', 51104);
    const match = placing(regex, options, text).exec(text);
    return match ? described(match) : null;
  }),
  $regexFindAll: named(['input', 'regex', 'options'], ({ input, regex, options }) => {
    if (nullish(input) || nullish(regex)) return [];
    const text = needString(input, '$regexFindAll', 51104);
    const single = placing(regex, options, text);
    return [...text.matchAll(new RegExp(single.source, `${single.flags}g`))].map(described);
  }),
};

function orEmpty(value: unknown): string {
  return nullish(value) ? '' : toText(value, 16007);
}

function substringOfBytes(text: unknown, from: unknown, length: unknown): string {
  const start = needInteger(from, '$substrBytes', 16034);
  const count = needInteger(length, '$substrBytes', 16035);
  if (start < 0) return '';
  const bytes = Buffer.from(orEmpty(text));
  return bytes.subarray(start, count < 0 ? undefined : start + count).toString('utf8');
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

/** The pattern as one that tells where it matches in the text. */
function placing(regex: unknown, options: unknown, text: string): RegExp {
  const { source, flags } = patternOf(regex, options);
  return compileRegex(source, flags)(text);
}

function patternOf(regex: unknown, options: unknown): { readonly source: string; readonly flags: string } {
  const flags = typeof options === 'string' ? options : '';
  if (regex instanceof BSONRegExp) return { source: regex.pattern, flags: flags || regex.options };
  if (typeof regex === 'string') return { source: regex, flags };
  throw new CommandError(51105, `regex needs to be of type string or regex, found: ${typeName(regex)}`);
}

function described(match: RegExpExecArray) {
  return {
    match: match[0],
    idx: [...match.input.slice(0, match.index)].length,
    captures: match.slice(1).map((capture) => capture ?? null),
  };
}
