// Collations: how strings compare when a command asks for a language's rules instead of byte order.

import type { Collator } from '../compare.ts';
import { CommandError } from '../errors.ts';
import type { Document } from '../values.ts';

type Sensitivity = 'base' | 'accent' | 'variant';

/** What each strength adds to the one before: letters, accents, case. */
const LEVELS: readonly Sensitivity[] = ['base', 'accent', 'variant'];

/** Comparing is costly to set up, and there are only as many collations as the callers' code names. */
const known = new Map<string, Collator>();

/**
 * The comparison of strings under a collation; undefined for none or `simple`, which is byte order.
 * @throws CommandError 40414 without a locale, 2 for one that is unknown
 */
export function collatorOf(collation: Document | undefined): Collator | undefined {
  if (!collation || Object.keys(collation).length === 0 || collation.locale === 'simple') return undefined;
  const { locale } = collation;
  if (typeof locale !== 'string') {
    throw new CommandError(40414, "BSON field 'collation.locale' is missing but a required field");
  }
  const strength = Math.min(3, Math.max(1, Number(collation.strength ?? 3)));
  const settings: Intl.CollatorOptions = {
    numeric: collation.numericOrdering === true,
    caseFirst: collation.caseFirst === 'upper' || collation.caseFirst === 'lower' ? collation.caseFirst : 'false',
    ignorePunctuation: collation.alternate === 'shifted',
  };
  const name = JSON.stringify([locale, strength, settings]);
  let collator = known.get(name);
  if (!collator) {
    collator = createCollator(locale, strength, settings);
    if (known.size < 100) known.set(name, collator);
  }
  return collator;
}

function createCollator(locale: string, strength: number, settings: Intl.CollatorOptions): Collator {
  let levels: Intl.Collator[];
  try {
    levels = LEVELS.slice(0, strength).map(
      (sensitivity) => new Intl.Collator(locale.replace('_', '-'), { ...settings, sensitivity }),
    );
  } catch {
    throw new CommandError(2, `Field 'locale' is invalid in: { locale: "${locale}" }`);
  }
  const finest = levels.at(-1) as Intl.Collator;
  let ranks: Map<string, string>[] | undefined;
  return {
    compare: (a, b) => finest.compare(a, b),
    key: (text) => {
      ranks ??= levels.map(rankLetters);
      const letters = [...(settings.numeric ? text.replace(/\d+/g, padded) : text).normalize('NFC')];
      return ranks
        .map((rank) => letters.map((letter) => rank.get(letter) ?? `\uf000${letter}`).join(''))
        .join('\u0002');
    },
  };
}

/** A number's length before its digits makes longer numbers larger. */
function padded(digits: string): string {
  const significant = digits.replace(/^0+(?=.)/, '');
  return String(significant.length).padStart(3, '0') + significant;
}

/** The letters that keys can order: Latin, Greek, Cyrillic and their punctuation; others follow by code point. */
const RANGES: readonly [from: number, to: number][] = [
  [0x20, 0x24f],
  [0x370, 0x3ff],
  [0x400, 0x4ff],
  [0x1e00, 0x1eff],
  [0x2010, 0x2030],
];

/** A character for each letter, such that their order is the collator's; letters that it ignores have none. */
function rankLetters(collator: Intl.Collator): Map<string, string> {
  const letters = RANGES.flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, index) => String.fromCharCode(from + index)),
  ).sort(collator.compare);
  const ranks = new Map<string, string>();
  let rank = 2;
  let before = '';
  for (const letter of letters) {
    if (collator.compare(letter, before) !== 0) rank++;
    ranks.set(letter, collator.compare(letter, '') === 0 ? '' : String.fromCharCode(rank));
    before = letter;
  }
  return ranks;
}
