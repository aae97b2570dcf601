// How the recognisers are written: tables of rules, tried in their order, each a pattern and what it means. Patterns are
// compiled once, when the table is loaded.
import type { Item, Sketch } from './sketch.ts';

/** The groups of the match come after the match itself; null leaves the words as they are. */
export type Rule<On extends { readonly sketch: Sketch } = { readonly sketch: Sketch }> = readonly [
  pattern: RegExp,
  read: (match: readonly (string | undefined)[], on: On) => Item | null,
];

export function markByRules<On extends { readonly sketch: Sketch }>(rules: readonly Rule<On>[], on: On): void {
  for (const [pattern, read] of rules) on.sketch.mark(pattern, (match) => read(match, on));
}
