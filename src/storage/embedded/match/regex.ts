// Regular expressions of queries, read as JavaScript's. A pattern comes from outside and must not stall the engine, so
// JavaScript runs those alone that cannot backtrack without bound; the automaton, in linear time, matches the others.

import { BSONRegExp } from 'bson';
import { CommandError } from '../errors.ts';
import { compileAutomaton, NotRegular } from './automaton.ts';

const LONGEST = 1024;
const MOST_CHOICES = 2;
/** Characters up to which a pattern may backtrack: at most this to the power of its choices and one more. */
const SHORT = 128;

/** Tells whether a text matches somewhere. */
export type Matcher = { test(text: string): boolean };

/** An expression asks for its pattern anew with every document. */
const known = new Map<string, Matcher>();
const MOST_KNOWN = 100;

/**
 * A test for `pattern` with MongoDB's options (i, m, s, x, u), which takes time linear in the text.
 * @throws CommandError 51091 for a pattern that is invalid or too costly, 51108 for another option
 */
export function compileMatcher(pattern: string, options: string): Matcher {
  const name = `${options}/${pattern}`;
  const before = known.get(name);
  if (before) return before;
  const matcher = newMatcher(pattern, options);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(name, matcher);
  return matcher;
}

function newMatcher(pattern: string, options: string): Matcher {
  const { source, flags } = translate(pattern, options);
  const cost = costOf(source);
  const regex = toRegExp(source, flags);
  if (cost.choices === 0 && cost.reason === undefined) return regex;
  let linear: (text: string) => boolean;
  try {
    linear = compileAutomaton(source, `${flags}u`);
  } catch (error) {
    if (!(error instanceof NotRegular)) throw error;
    if (cost.reason !== undefined) throw costly(cost.reason);
    return regex;
  }
  // Where it backtracks but little, JavaScript's own engine is much the faster one on what most fields hold.
  const shortest = cost.reason === undefined ? SHORT : 0;
  return { test: (text) => (text.length <= shortest ? regex.test(text) : linear(text)) };
}

/** How many steps telling where a pattern matches may take at worst: some tens of milliseconds. */
const MOST_STEPS = 10_000_000;

/**
 * As {@link compileMatcher}, for operators that tell where a pattern matches. Only JavaScript's own engine can, so what
 * repeats in several places is refused, as is a text so long that going back and forth in it could stall.
 */
export function compileRegex(pattern: string, options: string): (text: string) => RegExp {
  const { source, flags } = translate(pattern, options);
  const { reason, choices } = costOf(source);
  if (reason !== undefined) throw costly(reason);
  const regex = toRegExp(source, flags);
  return (text) => {
    if (text.length ** (choices + 1) <= MOST_STEPS) return regex;
    throw costly(`it repeats, and the text has ${text.length} characters`);
  };
}

/** MongoDB's pattern and options as JavaScript writes them. */
function translate(pattern: string, options: string): { source: string; flags: string } {
  if (/[^imsxu]/.test(options)) {
    throw new CommandError(51108, `invalid flag in regex options: ${options}`);
  }
  let source = options.includes('x') ? withoutSpace(pattern) : pattern;
  let flags = options.replace(/[xu]/g, '');
  const inline = /^\(\?([ims]+)\)/.exec(source);
  if (inline) {
    source = source.slice(inline[0].length);
    flags += inline[1];
  }
  source = source.replace(/^\\A/, '^').replace(/\\[zZ]$/, '$');
  return { source, flags: [...new Set(flags)].join('') };
}

function toRegExp(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, `${flags}u`);
  } catch {
    // Unicode mode refuses escapes that are harmless in PCRE, such as `\-`.
    try {
      return new RegExp(source, flags);
    } catch (error) {
      throw new CommandError(51091, `Regular expression is invalid: ${(error as Error).message}`);
    }
  }
}

/** The compiled form of a regular expression value; see {@link compileMatcher}. */
export function regexOf(value: BSONRegExp): Matcher {
  return compileMatcher(value.pattern, value.options);
}

/** Whether a value from a filter is a regular expression. */
export function isRegex(value: unknown): value is BSONRegExp {
  return value instanceof BSONRegExp;
}

/** Under `x`, white space and comments outside of classes are not part of the pattern. */
function withoutSpace(pattern: string): string {
  return pattern.replace(/(\\.|\[(?:\\.|[^\]])*\])|\s+|#.*/g, (_, kept: string | undefined) => kept ?? '');
}

type Group = { repeats: boolean; branches: string[] };

const TOKEN =
  /\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|<\w+>))?|\)(?:[*+]|\{\d+,\d*\}|\{\d+\})?\??|[*+?]\??|\{\d+,\d*\}\??|\||[\s\S]/g;

/**
 * Why a backtracking engine could take without bound: back-references, repetition within repetition, repeated
 * alternatives that may begin alike, or many choices. No reason when it could not; then it takes a power of `choices`,
 * the number of places where it can go one way or another.
 */
function costOf(pattern: string): { readonly choices: number; readonly reason?: string } {
  if (pattern.length > LONGEST) return { choices: 0, reason: `it is longer than ${LONGEST} characters` };
  const open: Group[] = [{ repeats: false, branches: [''] }];
  let choices = 0;
  for (const [token] of pattern.matchAll(TOKEN)) {
    const group = open.at(-1) as Group;
    if (/^\\[1-9]/.test(token) || /^\\k/.test(token)) return { choices, reason: 'it refers back to a group' };
    if (token.startsWith('(')) open.push({ repeats: false, branches: [''] });
    else if (token === '|') group.branches.push('');
    else if (token.startsWith(')')) {
      if (open.length > 1) open.pop();
      const outer = open.at(-1) as Group;
      const alike = mayBeginAlike(group.branches);
      if (token.length > 1 && !/^\)\{[01]\}/.test(token) && !/^\)\?/.test(token)) {
        if (group.repeats) return { choices, reason: 'it repeats what already repeats' };
        if (alike) return { choices, reason: 'it repeats alternatives that may begin alike' };
      }
      if (token.length > 1) outer.repeats = true;
      if (token.length > 1 || alike) choices++;
      if (group.repeats || alike) outer.repeats = true;
      outer.branches[outer.branches.length - 1] += '.';
    } else if (/^[*+?]|^\{\d+,/.test(token)) {
      group.repeats = true;
      choices++;
    } else group.branches[group.branches.length - 1] += token;
  }
  if (choices <= MOST_CHOICES) return { choices };
  return { choices, reason: `it repeats in more than ${MOST_CHOICES} places` };
}

function mayBeginAlike(branches: readonly string[]): boolean {
  if (branches.length === 1) return false;
  const starts = branches.map((branch) => branch[0]?.toLowerCase() ?? '');
  return new Set(starts).size < starts.length || starts.some((start) => !/^[a-z0-9 _@:/-]$/.test(start));
}

function costly(reason: string): CommandError {
  return new CommandError(51091, `Regular expression is refused: ${reason}, so it could take without bound`);
}
