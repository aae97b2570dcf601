// A language's alphabet at one level of difference: which letters there are, in their order. Two letters may be one
// (Czech `ch` sorts behind `h`), and one may be two (German `ß` is `ss` but for accents).

/** The letters whose order is known: Latin, Greek, Cyrillic and their punctuation; others follow by code point. */
const RANGES: readonly [from: number, to: number][] = [
  [0x20, 0x24f],
  [0x370, 0x3ff],
  [0x400, 0x4ff],
  [0x1e00, 0x1eff],
  [0x2010, 0x2030],
];

const BASIC = [...'abcdefghijklmnopqrstuvwxyz'];
/** Where the letters are that may stand for two. */
const LIGATURES: readonly [from: number, to: number] = [0xc0, 0x24f];
const BEHIND_LATIN = 'α';

/** Spells a text such that two spellings are in the collator's order. */
export function createAlphabet(collator: Intl.Collator): (text: string) => string {
  const pairs = new Set(contractions(collator));
  const ranks = rank([...RANGES.flatMap(lettersOf), ...pairs], collator);
  for (const letter of lettersOf(LIGATURES)) {
    const pair = expansion(letter, ranks, collator);
    if (pair) ranks.set(letter, pair.map((part) => ranks.get(part)).join(''));
  }
  return (text) => {
    const letters = [...text];
    let spelled = '';
    for (let i = 0; i < letters.length; i++) {
      let letter = letters[i] as string;
      const pair = pairs.size > 0 ? letter + letters[i + 1] : '';
      if (pairs.has(pair)) {
        letter = pair;
        i++;
      }
      spelled += ranks.get(letter) ?? `\uf000${letter}`;
    }
    return spelled;
  };
}

function lettersOf([from, to]: readonly [from: number, to: number]): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String.fromCharCode(from + index));
}

/** A character for each letter, in the collator's order; letters that it ignores have none. */
function rank(letters: readonly string[], collator: Intl.Collator): Map<string, string> {
  const ranks = new Map<string, string>();
  let place = 2;
  let before = '';
  for (const letter of letters.toSorted(collator.compare)) {
    if (collator.compare(letter, before) !== 0) place++;
    ranks.set(letter, collator.compare(letter, '') === 0 ? '' : String.fromCharCode(place));
    before = letter;
  }
  return ranks;
}

/** Pairs that are a letter of their own: they sort behind everything that begins with their first letter. */
function contractions(collator: Intl.Collator): string[] {
  const isOne = (pair: string) => collator.compare(pair, pair[0] + BEHIND_LATIN) > 0;
  const pairs = BASIC.flatMap((first) => BASIC.map((second) => first + second)).filter(isOne);
  // Which capitals may take part differs: Danish `aA` is two letters.
  return pairs.flatMap((pair) => casesOf(pair).filter(isOne));
}

function casesOf([first = '', second = '']: string): readonly string[] {
  const [large, other] = [first.toUpperCase(), second.toUpperCase()];
  return [first + second, large + second, first + other, large + other];
}

/** The two letters that a letter is equal to, if it is. */
function expansion(
  letter: string,
  ranks: ReadonlyMap<string, string>,
  collator: Intl.Collator,
): readonly [string, string] | undefined {
  const own = ranks.get(letter) ?? '';
  let first: string | undefined;
  for (const basic of BASIC) {
    const other = ranks.get(basic) ?? '';
    if (other === own) return undefined;
    if (other < own && (first === undefined || other > (ranks.get(first) ?? ''))) first = basic;
  }
  if (first === undefined) return undefined;
  const second = BASIC.find((basic) => collator.compare(first + basic, letter) === 0);
  return second === undefined ? undefined : [first, second];
}
