// Reads what stands for one character: an escape, or a class between brackets.

import { LETTERS, literal, POSIX, property, SETS } from './classes.ts';
import type { Cursor } from './cursor.ts';
import { beyond, invalid } from './refusals.ts';

const CODE = /\\(?:x\{([\da-fA-F]+)\}|x([\da-fA-F]{0,2})|o\{([0-7]+)\}|(0[0-7]{0,2})|u([\da-fA-F]{4}))/y;
const PROPERTY = /\\([pP])(?:\{(\^?\w+)\}|([A-Z]))/y;
const POSIX_CLASS = /\[:(\^?)(\w+):\]/y;

/** How JavaScript writes it: a character, or the inside of brackets. */
type Character = { readonly source: string; readonly set: boolean };

/** An escape that stands for a character, or for a set of them. */
export function readCharacter(cursor: Cursor): Character {
  const code = cursor.take(CODE);
  if (code) return { source: codePoint(code), set: false };
  const named = cursor.take(PROPERTY);
  if (named) return { source: property(named[1] ?? '', named[2] ?? named[3] ?? ''), set: true };
  const letter = cursor.peek(1);
  if (letter === '') throw invalid('\\ at end of pattern');
  cursor.at += 1 + letter.length;
  const set = Object.hasOwn(SETS, letter) ? SETS[letter] : undefined;
  if (set !== undefined) return { source: set, set: true };
  const single = Object.hasOwn(LETTERS, letter) ? LETTERS[letter] : undefined;
  if (single !== undefined) return { source: single, set: false };
  if (/[\da-z]/i.test(letter)) throw beyond(`the escape \\${letter}`);
  return { source: literal(letter), set: false };
}

/** What stands between brackets; a `]` that comes first is one of the characters. */
export function readClass(cursor: Cursor): string {
  cursor.at++;
  const negated = cursor.peek() === '^';
  if (negated) cursor.at++;
  const parts: string[] = [];
  let before = false;
  for (let first = true; first || cursor.peek() !== ']'; first = false) {
    if (cursor.isAtEnd) throw invalid('missing terminating ] for character class');
    const hyphen = before && cursor.peek() === '-';
    const { source, set } = readMember(cursor);
    if (hyphen && cursor.peek() !== ']') {
      const to = readMember(cursor);
      // After a range or a set, and before a set, a hyphen is itself.
      parts.push(to.set ? '\\x2d' : '-', to.source);
      before = false;
    } else {
      parts.push(source);
      before = !set;
    }
  }
  cursor.at++;
  return `[${negated ? '^' : ''}${parts.join('')}]`;
}

function readMember(cursor: Cursor): Character {
  const posix = cursor.take(POSIX_CLASS);
  if (posix) {
    const [whole, turned, name = ''] = posix;
    const set = Object.hasOwn(POSIX, name) ? POSIX[name] : undefined;
    if (turned || set === undefined) throw beyond(`the class ${whole}`);
    return { source: set, set: true };
  }
  if (cursor.peek() === '\\') {
    if (cursor.peek(1) === 'b') {
      cursor.at += 2;
      return { source: '\\x08', set: false };
    }
    if (/[QERNBX]/.test(cursor.peek(1))) throw beyond(`\\${cursor.peek(1)} between brackets`);
    return readCharacter(cursor);
  }
  const character = cursor.peek();
  cursor.at += character.length;
  return { source: literal(character), set: false };
}

function codePoint([, braced, short, octal, zero, unit]: RegExpExecArray): string {
  const code =
    (octal ?? zero) ? Number.parseInt(octal ?? zero ?? '', 8) : Number.parseInt(braced ?? short ?? unit ?? '', 16);
  if (code > 0x10ffff) throw invalid('character code point value in \\x{} or \\o{} is too large');
  return `\\u{${(Number.isNaN(code) ? 0 : code).toString(16)}}`;
}
