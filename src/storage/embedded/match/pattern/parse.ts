// Reads a pattern as PCRE does, whose patterns MongoDB's are: where JavaScript reads the same text otherwise, the tree
// says what PCRE means, and what JavaScript cannot do is refused.

import { CommandError } from '../../errors.ts';
import { readCharacter, readClass } from './characters.ts';
import { literal, SETS } from './classes.ts';
import { Cursor } from './cursor.ts';
import { beyond, invalid } from './refusals.ts';
import type { Branches, Node } from './tree.ts';

export type Pattern = { readonly branches: Branches; readonly ignoresCase: boolean };

/** `m`, `s` and `x` may change on the way, `i` only at the beginning. */
type Flags = { multiline: boolean; dotAll: boolean; extended: boolean };

/**
 * Reads a pattern with MongoDB's options (i, m, s, x, u).
 * @throws CommandError 51108 for another option, 51091 for a pattern that is invalid or beyond this engine
 */
export function parsePattern(pattern: string, options: string): Pattern {
  if (/[^imsxu]/.test(options)) throw new CommandError(51108, `invalid flag in regex options: ${options}`);
  return new Parser(pattern, options).parse();
}

const QUANTIFIER = /([*+?]|\{(\d+)(,?)(\d*)\})([?+]?)/y;
const INLINE_FLAGS = /\(\?([imsx]*)(?:-([imsx]*))?([:)])/y;
const COMMENT = /\(\?#[^)]*\)/y;
const OPEN = /\((\?:|\?=|\?!|\?<=|\?<!|\?P?<(?![=!])\w+>|\?'\w+')?/y;
const BLANK = /(?:\s|#[^\n]*(?:\n|$))+/y;
const QUOTED = /\\Q([\s\S]*?)(?:\\E|$)/y;
const REFERENCE = /\\(?:([1-9])|k(?:<(\w+)>|\{(\w+)\}|'(\w+)'))/y;

class Parser {
  readonly #cursor: Cursor;
  readonly #names: string[] = [];
  #ignoresCase: boolean;
  readonly #flags: Flags;

  constructor(source: string, options: string) {
    this.#cursor = new Cursor(source);
    this.#ignoresCase = options.includes('i');
    this.#flags = {
      multiline: options.includes('m'),
      dotAll: options.includes('s'),
      extended: options.includes('x'),
    };
  }

  parse(): Pattern {
    const branches = this.#alternatives({ ...this.#flags });
    if (!this.#cursor.isAtEnd) throw invalid('unmatched closing parenthesis');
    return { branches, ignoresCase: this.#ignoresCase };
  }

  /** Flags that are set on the way hold to the end of the group, in its later branches too. */
  #alternatives(flags: Flags): Branches {
    const branches: Node[][] = [[]];
    while (!this.#cursor.isAtEnd && this.#cursor.peek() !== ')') {
      const branch = branches.at(-1) as Node[];
      if (this.#cursor.peek() === '|') {
        this.#cursor.at++;
        branches.push([]);
      } else this.#piece(branch, flags);
    }
    return branches;
  }

  #piece(branch: Node[], flags: Flags): void {
    if (this.#cursor.take(COMMENT) || (flags.extended && this.#cursor.take(BLANK)) || this.#inlineFlags(branch, flags))
      return;
    const quoted = this.#cursor.take(QUOTED);
    if (quoted) {
      for (const character of quoted[1] ?? '') branch.push(one(literal(character)));
    } else {
      const nodes = this.#atom(flags);
      branch.push(...nodes);
      if (nodes.length === 0) return;
    }
    if (flags.extended) this.#cursor.take(BLANK);
    this.#quantify(branch);
  }

  #quantify(branch: Node[]): void {
    for (let count = this.#cursor.take(QUANTIFIER); count; count = this.#cursor.take(QUANTIFIER)) {
      const body = branch.pop();
      if (!body) throw invalid('quantifier does not follow a repeatable item');
      const [, sign = '', least = '', comma = '', most = '', mode = ''] = count;
      if (mode === '+') throw beyond('possessive repetition');
      const [from, to] = boundsOf(sign, least, comma, most);
      if (from > to) throw invalid('numbers out of order in {} quantifier');
      branch.push({ kind: 'repeat', body, least: from, most: to, lazy: mode === '?' });
    }
  }

  /** `(?s)` for the rest of the group; true when there was one. */
  #inlineFlags(branch: Node[], flags: Flags): boolean {
    const begins = this.#cursor.at === 0;
    const found = this.#cursor.take(INLINE_FLAGS);
    if (!found) return false;
    const [, on = '', off = '', end] = found;
    if (end === ':' && on === '' && off === '') {
      this.#cursor.at = INLINE_FLAGS.lastIndex - found[0].length;
      return false;
    }
    if (off.includes('i') || (on.includes('i') && !(begins && end === ')'))) throw beyond('a change of case within it');
    this.#ignoresCase ||= on.includes('i');
    const target = end === ')' ? flags : { ...flags };
    target.multiline = (target.multiline || on.includes('m')) && !off.includes('m');
    target.dotAll = (target.dotAll || on.includes('s')) && !off.includes('s');
    target.extended = (target.extended || on.includes('x')) && !off.includes('x');
    if (end === ')') return true;
    branch.push({ kind: 'group', captures: false, branches: this.#closed(target) });
    this.#quantify(branch);
    return true;
  }

  #closed(flags: Flags): Branches {
    const branches = this.#alternatives(flags);
    if (this.#cursor.peek() !== ')') throw invalid('missing closing parenthesis');
    this.#cursor.at++;
    return branches;
  }

  /** One item without its quantifier; none for what stands for nothing. */
  #atom(flags: Flags): Node[] {
    const character = this.#cursor.peek();
    switch (character) {
      case '(':
        return [this.#group(flags)];
      case '[':
        return [one(readClass(this.#cursor))];
      case '\\':
        return this.#escape();
      case '.':
        this.#cursor.at++;
        return [one(flags.dotAll ? '[^]' : '[^\\n]')];
      case '^':
        this.#cursor.at++;
        return [{ kind: 'at', place: flags.multiline ? 'lineStart' : 'start' }];
      case '$':
        this.#cursor.at++;
        return [{ kind: 'at', place: flags.multiline ? 'lineEnd' : 'end' }];
      case '*':
      case '+':
      case '?':
        throw invalid('quantifier does not follow a repeatable item');
      default:
        this.#cursor.at += character.length;
        return [one(literal(character))];
    }
  }

  #group(flags: Flags): Node {
    const [open = '', kind = ''] = this.#cursor.take(OPEN) as RegExpExecArray;
    if (this.#cursor.peek() === '*') throw beyond('a verb such as (*UCP)');
    if (kind === '' && this.#cursor.peek() === '?') {
      throw beyond(`the group ${`(${this.#cursor.peek()}${this.#cursor.peek(1)}`}`);
    }
    const inner = { ...flags };
    if (open === '(?=' || open === '(?!' || open === '(?<=' || open === '(?<!') {
      return { kind: 'look', open, branches: this.#closed(inner) };
    }
    const captures = kind !== '?:';
    if (captures) this.#names.push(/\w\w*(?=[>'])/.exec(kind)?.[0] ?? '');
    return { kind: 'group', captures, branches: this.#closed(inner) };
  }

  #escape(): Node[] {
    const reference = this.#cursor.take(REFERENCE);
    if (reference) return [this.#reference(reference[1], reference[2] ?? reference[3] ?? reference[4] ?? '')];
    const letter = this.#cursor.peek(1);
    switch (letter) {
      case 'A':
        return this.#place('start');
      case 'z':
        return this.#place('veryEnd');
      case 'Z':
        return this.#place('end');
      case 'b':
        return this.#place('word');
      case 'B':
        return this.#place('noWord');
      case 'E':
        this.#cursor.at += 2;
        return [];
      case 'N':
        this.#cursor.at += 2;
        return [one('[^\\n]')];
      case 'R': {
        this.#cursor.at += 2;
        const branches = [[one('\\r'), one('\\n')], [one(`[${SETS.v}]`)]];
        return [{ kind: 'group', captures: false, branches }];
      }
    }
    const { source, set } = readCharacter(this.#cursor);
    return [one(set ? `[${source}]` : source)];
  }

  #place(place: 'start' | 'veryEnd' | 'end' | 'word' | 'noWord'): Node[] {
    this.#cursor.at += 2;
    return [{ kind: 'at', place }];
  }

  #reference(digit: string | undefined, name: string): Node {
    const number = digit ?? String(this.#names.indexOf(name) + 1);
    if (number === '0') throw invalid(`reference to non-existent subpattern ${name}`);
    return { kind: 'back', source: `\\${number}(?:)` };
  }
}

function one(source: string): Node {
  return { kind: 'one', source };
}

function boundsOf(sign: string, least: string, comma: string, most: string): [least: number, most: number] {
  if (sign === '*') return [0, Number.POSITIVE_INFINITY];
  if (sign === '+') return [1, Number.POSITIVE_INFINITY];
  if (sign === '?') return [0, 1];
  return [Number(least), comma ? (most ? Number(most) : Number.POSITIVE_INFINITY) : Number(least)];
}
