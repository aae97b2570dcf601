// Regular expressions of queries. A pattern comes from outside and must not stall the engine, so JavaScript runs those
// alone that cannot backtrack without bound; the automaton, in linear time, matches the others.

import { BSONRegExp } from 'bson';
import { CommandError } from '../errors.ts';
import { compileAutomaton, NotRegular, type Program } from './pattern/automaton.ts';
import { costOf } from './pattern/cost.ts';
import { type Pattern, parsePattern } from './pattern/parse.ts';
import { INVALID_REGEX } from './pattern/refusals.ts';
import { locate, matches } from './pattern/run.ts';
import { sourceOf } from './pattern/tree.ts';

const LONGEST = 1024;
/** Characters up to which a pattern may backtrack: at most this to the power of its choices and one more. */
const SHORT = 128;

/** `index` is an offset in UTF-16 units; a capture is undefined where its group took no part. */
export type Located = {
  readonly index: number;
  readonly match: string;
  readonly captures: readonly (string | undefined)[];
};

export type Matcher = {
  /** Whether a text matches somewhere. */
  test(text: string): boolean;
  /** The first match that begins at or behind an offset. */
  locate(text: string, from: number): Located | undefined;
};

/** An expression asks for its pattern anew with every document. */
const known = new Map<string, Matcher>();
const MOST_KNOWN = 100;

/**
 * A matcher for `pattern` with MongoDB's options (i, m, s, x, u), which takes time linear in the text.
 * @throws CommandError 51091 for a pattern that is invalid, too costly or beyond this engine, 51108 for another option
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
  if (pattern.length > LONGEST) throw costly(`it is longer than ${LONGEST} characters`);
  const parsed = parsePattern(pattern, options);
  const { choices, reason } = costOf(parsed.branches);
  const regex = toRegExp(parsed);
  const backtracking = ofRegExp(regex);
  if (choices === 0 && reason === undefined) return backtracking;
  const program = linear(parsed);
  if (!program && reason !== undefined) throw costly(reason);
  if (!program) return backtracking;
  // Where it backtracks but little, JavaScript's own engine is much the faster one on what most fields hold.
  const shortest = reason === undefined ? SHORT : 0;
  // It forgets at each repetition what a group has taken before; PCRE and the automaton do not.
  const forgets = /\)\{/.test(regex.source) && /\((?!\?)/.test(regex.source);
  return {
    test: (text) => (text.length <= shortest ? regex.test(text) : matches(program, text)),
    locate: (text, from) =>
      text.length <= shortest && !forgets
        ? backtracking.locate(text, from)
        : located(text, locate(program, text, from)),
  };
}

/** The pattern as an automaton; undefined when only backtracking can match it. */
function linear({ branches, ignoresCase }: Pattern): Program | undefined {
  try {
    return compileAutomaton(branches, ignoresCase);
  } catch (error) {
    if (error instanceof NotRegular) return undefined;
    throw error;
  }
}

function toRegExp({ branches, ignoresCase }: Pattern): RegExp {
  try {
    return new RegExp(sourceOf(branches), ignoresCase ? 'iu' : 'u');
  } catch (error) {
    throw new CommandError(INVALID_REGEX, `Regular expression is invalid: ${(error as Error).message}`);
  }
}

function ofRegExp(regex: RegExp): Matcher {
  const searching = new RegExp(regex.source, `${regex.flags}g`);
  return {
    test: (text) => regex.test(text),
    locate: (text, from) => {
      searching.lastIndex = from;
      const found = searching.exec(text);
      return found ? { index: found.index, match: found[0], captures: found.slice(1) } : undefined;
    },
  };
}

function located(text: string, places: readonly number[] | undefined): Located | undefined {
  if (!places) return undefined;
  const parts: (string | undefined)[] = [];
  for (let i = 0; i < places.length; i += 2) {
    const [from, to] = [places[i] as number, places[i + 1] as number];
    parts.push(from < 0 || to < 0 ? undefined : text.slice(from, to));
  }
  const [match = '', ...captures] = parts;
  return { index: places[0] as number, match, captures };
}

/** The compiled form of a regular expression value; see {@link compileMatcher}. */
export function regexOf(value: BSONRegExp): Matcher {
  return compileMatcher(value.pattern, value.options);
}

/** Whether a value from a filter is a regular expression. */
export function isRegex(value: unknown): value is BSONRegExp {
  return value instanceof BSONRegExp;
}

function costly(reason: string): CommandError {
  return new CommandError(
    INVALID_REGEX,
    `A regular expression of this kind is not supported by the embedded database, since ${reason} and could take ` +
      'without bound: set MONGODB_URI to use a MongoDB server',
  );
}
