// Cues: the turns of phrase by which a wish shows itself, as tables of a name and a pattern each.

/** The name says what the pattern finds, for whoever reads the table or an explanation. */
export type Cue = readonly [name: string, pattern: RegExp];

/** The name of the first cue of the table that stands in the text. */
export function cueIn(cues: readonly Cue[], text: string): string | undefined {
  return cues.find(([, pattern]) => pattern.test(text))?.[0];
}
