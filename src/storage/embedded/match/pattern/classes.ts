// Sets of characters, as PCRE names them and JavaScript writes them between brackets.

/** After a backslash, inside of brackets and outside. Without Unicode properties, as MongoDB runs PCRE. */
export const SETS: Readonly<Record<string, string>> = {
  d: '\\d',
  D: '\\D',
  w: '\\w',
  W: '\\W',
  s: '\\t-\\r ',
  S: '\\x00-\\x08\\x0e-\\x1f!-\\u{10ffff}',
  h: '\\t \\xa0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000',
  H:
    '\\x00-\\x08\\n-\\x1f!-\\x9f\\xa1-\\u167f\\u1681-\\u180d\\u180f-\\u1fff\\u200b-\\u202e\\u2030-\\u205e' +
    '\\u2060-\\u2fff\\u3001-\\u{10ffff}',
  v: '\\n-\\r\\x85\\u2028\\u2029',
  V: '\\x00-\\t\\x0e-\\x84\\x86-\\u2027\\u202a-\\u{10ffff}',
};

/** Between `[:` and `:]`. */
export const POSIX: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7f',
  blank: '\\t ',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\t-\\r ',
  upper: 'A-Z',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
};

/** Single characters by the letter after a backslash. */
export const LETTERS: Readonly<Record<string, string>> = {
  a: '\\x07',
  e: '\\x1b',
  f: '\\f',
  n: '\\n',
  r: '\\r',
  t: '\\t',
};

/** A character as itself, between brackets or outside. */
export function literal(character: string): string {
  return /[\^$\\.*+?()[\]{}|/-]/.test(character) ? escaped(character) : character;
}

function escaped(character: string): string {
  return character === '-' ? '\\x2d' : `\\${character}`;
}

/** `\p{L}` or `\p{Greek}` as JavaScript has it: `\p{L}`, `\p{Script=Greek}`. */
export function property(letter: string, name: string): string {
  const turned = name.startsWith('^');
  const plain = turned ? name.slice(1) : name;
  const sign = turned ? (letter === 'p' ? 'P' : 'p') : letter;
  return `\\${sign}{${/^([A-Z][a-z]?|Any)$/.test(plain) ? plain : `Script=${plain}`}}`;
}
