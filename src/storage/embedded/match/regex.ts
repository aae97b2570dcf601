// Regular expressions of queries, read as JavaScript's. A pattern comes from outside and must not stall the engine,
// so those that could backtrack without bound are refused.

import { BSONRegExp } from 'bson';
import { CommandError } from '../errors.ts';

const LONGEST = 1024;
const MOST_UNBOUNDED = 2;

/**
 * A test for `pattern` with MongoDB's options (i, m, s, x, u).
 * @throws CommandError 51091 for a pattern that is invalid or too costly, 51108 for another option
 */
export function compileRegex(pattern: string, options: string): RegExp {
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
  refuseCostly(source);
  flags = [...new Set(flags)].join('');
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

/** The compiled form of a regular expression value; see {@link compileRegex}. */
export function regexOf(value: BSONRegExp): RegExp {
  return compileRegex(value.pattern, value.options);
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
  /\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|<\w+>))?|\)(?:[*+]|\{\d+,\d*\}|\{\d+\})?\??|[*+]\??|\{\d+,\d*\}\??|\||[\s\S]/g;

/** Refuses back-references, repetition within repetition, and repeated alternatives that may begin alike. */
function refuseCostly(pattern: string): void {
  if (pattern.length > LONGEST) throw costly(`it is longer than ${LONGEST} characters`);
  const open: Group[] = [{ repeats: false, branches: [''] }];
  let unbounded = 0;
  for (const [token] of pattern.matchAll(TOKEN)) {
    const group = open.at(-1) as Group;
    if (/^\\[1-9]/.test(token) || /^\\k/.test(token)) throw costly('it refers back to a group');
    if (token.startsWith('(')) open.push({ repeats: false, branches: [''] });
    else if (token === '|') group.branches.push('');
    else if (token.startsWith(')')) {
      if (open.length > 1) open.pop();
      const outer = open.at(-1) as Group;
      if (token.length > 1 && !/^\)\{[01]\}/.test(token) && !/^\)\?/.test(token)) {
        if (group.repeats) throw costly('it repeats what already repeats');
        if (mayBeginAlike(group.branches)) throw costly('it repeats alternatives that may begin alike');
        outer.repeats = true;
        unbounded++;
      }
      if (group.repeats) outer.repeats = true;
      outer.branches[outer.branches.length - 1] += '.';
    } else if (/^[*+]|^\{\d+,/.test(token)) {
      group.repeats = true;
      unbounded++;
    } else group.branches[group.branches.length - 1] += token;
  }
  if (unbounded > MOST_UNBOUNDED) throw costly(`it repeats in more than ${MOST_UNBOUNDED} places`);
}

function mayBeginAlike(branches: readonly string[]): boolean {
  if (branches.length === 1) return false;
  const starts = branches.map((branch) => branch[0]?.toLowerCase() ?? '');
  return new Set(starts).size < starts.length || starts.some((start) => !/^[a-z0-9 _@:/-]$/.test(start));
}

function costly(reason: string): CommandError {
  return new CommandError(51091, `Regular expression is refused: ${reason}, so it could take without bound`);
}
