// Collations: how strings compare when a command asks for a language's rules instead of byte order.

import { type Collator, compareStrings } from '../compare.ts';
import { CommandError } from '../errors.ts';
import type { Document } from '../values.ts';

const SENSITIVITY: Readonly<Record<number, Intl.CollatorOptions['sensitivity']>> = {
  1: 'base',
  2: 'accent',
  3: 'variant',
};

/**
 * The comparison of strings under a collation; undefined for none or `simple`, which is byte order.
 * @throws CommandError 2 for a collation without a known locale
 */
export function collatorOf(collation: Document | undefined): Collator | undefined {
  if (!collation || Object.keys(collation).length === 0 || collation.locale === 'simple') return undefined;
  if (typeof collation.locale !== 'string') {
    throw new CommandError(40414, "BSON field 'collation.locale' is missing but a required field");
  }
  const strength = Number(collation.strength ?? 3);
  let collator: Intl.Collator;
  try {
    collator = new Intl.Collator(collation.locale.replace('_', '-'), {
      sensitivity: strength === 1 && collation.caseLevel === true ? 'case' : (SENSITIVITY[strength] ?? 'variant'),
      numeric: collation.numericOrdering === true,
      caseFirst: collation.caseFirst === 'upper' || collation.caseFirst === 'lower' ? collation.caseFirst : 'false',
      ignorePunctuation: collation.alternate === 'shifted',
    });
  } catch {
    throw new CommandError(2, `Field 'locale' is invalid in: { locale: "${collation.locale}" }`);
  }
  const compare = (a: string, b: string) => collator.compare(a, b);
  return strength < 5 ? compare : (a, b) => compare(a, b) || compareStrings(a, b);
}
