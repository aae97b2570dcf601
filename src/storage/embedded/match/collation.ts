// Collations: how strings compare when a command or an index asks for a language's rules instead of byte order.
// JavaScript tells which of two strings comes first, but has no sort keys; so the order of all letters is asked for once,
// and strings are spelled in it. Everything compares by these keys, an index and a look at every document alike.
import type { Collator } from '../compare.ts';
import { CommandError, notSupported } from '../errors.ts';
import { show } from '../show.ts';
import { type Document, isNumber, toNumber } from '../values.ts';
import { createAlphabet } from './alphabet.ts';

export type { Collator } from '../compare.ts';

type Sensitivity = 'base' | 'accent' | 'variant';

/** What each strength adds to the one before: letters, accents, case. */
const LEVELS: readonly Sensitivity[] = ['base', 'accent', 'variant'];

/** Spelling is costly to set up, and there are only as many collations as the callers' code names. */
const known = new Map<string, Collator>();
const MOST_KNOWN = 100;
/** A pipeline asks for the same one with every document. */
const ofDocument = new WeakMap<Document, Collator>();

/** Keys of short strings are kept: a filter compares one string with many that are often the same. */
const MOST_KEPT = 2_000;
const LONGEST_KEPT = 64;

/**
 * A collation with all of its settings, as MongoDB lists an index with it. What is not given is as usual in the language:
 * Danish has capitals first, Thai ignores punctuation.
 * @throws CommandError 40414 without a locale, 2 for one that is unknown or another wrong value, 40415 for an unknown
 *   field, 115 for what the comparison here does not do
 */
export function describeCollation(collation: Document): Document {
  const { locale } = collation;
  if (typeof locale !== 'string') {
    throw new CommandError(40414, "BSON field 'collation.locale' is missing but a required field");
  }
  checkOptions(collation);
  const usual = usualIn(locale);
  return {
    locale,
    caseLevel: false,
    caseFirst: collation.caseFirst ?? (usual.caseFirst === 'false' ? 'off' : usual.caseFirst),
    strength: strengthOf(collation),
    numericOrdering: collation.numericOrdering === true,
    alternate: collation.alternate ?? (usual.ignorePunctuation ? 'shifted' : 'non-ignorable'),
    maxVariable: collation.maxVariable ?? 'punct',
    normalization: collation.normalization === true,
    backwards: collation.backwards === true,
  };
}

/** The values that a field may have, besides those that its type alone allows. */
const ALLOWED: Readonly<Record<string, readonly unknown[]>> = {
  locale: [],
  caseLevel: [true, false],
  caseFirst: ['upper', 'lower', 'off'],
  strength: [1, 2, 3, 4, 5],
  numericOrdering: [true, false],
  alternate: ['non-ignorable', 'shifted'],
  maxVariable: ['punct', 'space'],
  normalization: [true, false],
  backwards: [true, false],
  version: [],
};

/** What would make strings compare otherwise than they do here. */
const ABSENT: Readonly<Record<string, readonly unknown[]>> = {
  caseLevel: [true],
  strength: [4, 5],
  maxVariable: ['space'],
  backwards: [true],
};

function checkOptions(collation: Document): void {
  for (const [field, given] of Object.entries(collation)) {
    const allowed = Object.hasOwn(ALLOWED, field) ? ALLOWED[field] : undefined;
    if (!allowed) throw new CommandError(40415, `BSON field 'collation.${field}' is an unknown field.`);
    const value = isNumber(given) ? toNumber(given) : given;
    if (allowed.length > 0 && !allowed.includes(value)) {
      throw new CommandError(2, `Field '${field}' is invalid in: ${show(collation)}`);
    }
    if (ABSENT[field]?.includes(value)) throw notSupported(`A collation with ${field}: ${String(value)}`);
  }
}

/** Orders whose names are too long for a tag. */
const SHORT: Readonly<Record<string, string>> = {
  dictionary: 'dict',
  gb2312han: 'gb2312',
  phonebook: 'phonebk',
  traditional: 'trad',
};

/** A locale as JavaScript writes it; undefined for one that is not known. `de@collation=phonebook` chooses an order. */
function tagOf(locale: string): string | undefined {
  const [language = '', order] = locale.split('@collation=');
  const tag = language === 'root' ? 'und' : language.replaceAll('_', '-');
  try {
    const name = Object.hasOwn(SHORT, order ?? '') ? SHORT[order as string] : order;
    const full = name === undefined ? tag : `${tag}-u-co-${name}`;
    return tag === 'und' || Intl.Collator.supportedLocalesOf(full).length > 0 ? full : undefined;
  } catch {
    return undefined;
  }
}

const knownUsual = new Map<string, Intl.ResolvedCollatorOptions>();

function usualIn(locale: string): Intl.ResolvedCollatorOptions {
  let options = knownUsual.get(locale);
  if (!options) {
    const tag = tagOf(locale);
    if (!tag) throw new CommandError(2, `Field 'locale' is invalid in: { locale: "${locale}" }`);
    options = new Intl.Collator(tag).resolvedOptions();
    if (knownUsual.size < MOST_KNOWN) knownUsual.set(locale, options);
  }
  return options;
}

/**
 * The comparison of strings under a collation; undefined for none or `simple`, which is byte order.
 * @throws CommandError as {@link describeCollation}
 */
export function collatorOf(collation: Document | undefined): Collator | undefined {
  if (!collation) return undefined;
  const seen = ofDocument.get(collation);
  if (seen) return seen;
  if (Object.keys(collation).length === 0 || collation.locale === 'simple') return undefined;
  const { locale, strength, caseFirst, numericOrdering, alternate } = describeCollation(collation);
  const settings: Intl.CollatorOptions = {
    numeric: numericOrdering === true,
    caseFirst: caseFirst === 'upper' || caseFirst === 'lower' ? caseFirst : 'false',
    ignorePunctuation: alternate === 'shifted',
  };
  const name = JSON.stringify([locale, strength, settings]);
  let collator = known.get(name);
  if (!collator) {
    const levels = LEVELS.slice(0, Number(strength));
    collator = createCollator(
      name,
      levels.map((sensitivity) => new Intl.Collator(tagOf(String(locale)), { ...settings, sensitivity })),
    );
    if (known.size < MOST_KNOWN) known.set(name, collator);
  }
  ofDocument.set(collation, collator);
  return collator;
}

function strengthOf({ strength = 3 }: Document): number {
  return isNumber(strength) ? toNumber(strength) : 3;
}

function createCollator(name: string, levels: readonly Intl.Collator[]): Collator {
  const numeric = levels[0]?.resolvedOptions().numeric;
  let alphabets: ((text: string) => string)[] | undefined;
  const kept = new Map<string, string>();
  const key = (text: string) => {
    const before = kept.get(text);
    if (before !== undefined) return before;
    alphabets ??= levels.map(createAlphabet);
    const letters = (numeric ? text.replace(/\d+/g, padded) : text).normalize('NFC');
    const spelled = alphabets.map((spell) => spell(letters)).join('\u0002');
    if (text.length <= LONGEST_KEPT && kept.size < MOST_KEPT) kept.set(text, spelled);
    return spelled;
  };
  return {
    name,
    key,
    compare: (a, b) => {
      const [left, right] = [key(a), key(b)];
      return left < right ? -1 : left > right ? 1 : 0;
    },
  };
}

/** A number's length before its digits makes longer numbers larger. */
function padded(digits: string): string {
  const significant = digits.replace(/^0+(?=.)/, '');
  return String(significant.length).padStart(3, '0') + significant;
}
