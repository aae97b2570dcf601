// A second opinion on what a clause wants: a linear model over its words, trained on clauses of many writers
// (test/assistant/interpreter/intents). Its probabilities are calibrated: of the clauses of a writer whom it never
// read and where it says 0.9, nine in ten are what it says.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Intent, Read } from './intent.ts';
import { featuresOf, type Hints } from './intent-features.ts';

/** An intent, or a clause that only gives a reason, a circumstance or politeness. */
export type Label = Intent | 'aside';

export const LABELS: readonly Label[] = [
  'book',
  'move',
  'swap',
  'cancel',
  'list',
  'availability',
  'complete',
  'people',
  'respond',
  'recurring',
  'goal',
  'update_goal',
  'list_goals',
  'settings',
  'refuse',
  'chat',
  'unknown',
  'aside',
];

export interface Likely {
  readonly label: Label;
  /** Between 0 and 1; those of all labels add up to 1. */
  readonly probability: number;
}

/** The weights as the file holds them. */
const fileSchema = z.object({
  /** Separated by spaces. */
  features: z.string(),
  /** How many weights each feature has: base64 of one byte a feature. */
  counts: z.string(),
  /** Index of the label, then its weight as a signed byte, in turn: base64. */
  weights: z.string(),
  /** What one step of a weight is worth. */
  step: z.number().positive(),
  /** Scores are divided by this before they become probabilities. */
  temperature: z.number().positive(),
  /** How often each cue of the grammar is right, where clauses of strangers hold it often enough to tell. */
  cues: z.record(z.string(), z.number().min(0).max(1)),
  /** How much a cue weighs beside the model: 1 would be two witnesses who never spoke, 0 none. */
  cueWeight: z.number().min(0).max(1),
});

export type Packed = z.output<typeof fileSchema>;

export interface Weights {
  readonly index: ReadonlyMap<string, number>;
  /** Where in `pairs` the weights of each feature begin; one more than there are features. */
  readonly offsets: Uint32Array;
  readonly pairs: Int8Array;
  readonly step: number;
  readonly temperature: number;
  readonly cues: ReadonlyMap<string, number>;
  readonly cueWeight: number;
}

export function unpack({ features, counts, weights, step, temperature, cues, cueWeight }: Packed): Weights {
  const names = features.split(' ');
  const sizes = Buffer.from(counts, 'base64');
  const offsets = new Uint32Array(names.length + 1);
  for (const [at, size] of sizes.entries()) offsets[at + 1] = (offsets[at] ?? 0) + 2 * size;
  return {
    index: new Map(names.map((name, at) => [name, at])),
    offsets,
    pairs: Int8Array.from(Buffer.from(weights, 'base64')),
    step,
    temperature,
    cues: new Map(Object.entries(cues)),
    cueWeight,
  };
}

/** What one feature says for (or against) a label. */
export interface Reason {
  readonly feature: string;
  readonly label: Label;
  readonly weight: number;
}

/** Every weight of the features that the model knows, scaled so that a long clause is not louder than a short one. */
export function reasonsOf(features: readonly string[], { index, offsets, pairs, step }: Weights): Reason[] {
  const scale = step / Math.sqrt(features.length);
  const found: Reason[] = [];
  for (const feature of features) {
    const at = index.get(feature);
    if (at === undefined) continue;
    for (let pair = offsets[at] ?? 0; pair < (offsets[at + 1] ?? 0); pair += 2) {
      const label = LABELS[pairs[pair] ?? 0];
      if (label !== undefined) found.push({ feature, label, weight: (pairs[pair + 1] ?? 0) * scale });
    }
  }
  return found;
}

/** The labels by probability, the likeliest first. */
export function likeliest(reasons: readonly Reason[], temperature: number): Likely[] {
  const scores = new Map(LABELS.map((label) => [label, 0]));
  for (const { label, weight } of reasons) scores.set(label, (scores.get(label) ?? 0) + weight / temperature);
  const top = Math.max(...scores.values());
  const shares = [...scores].map(([label, score]) => ({ label, share: Math.exp(score - top) }));
  const sum = shares.reduce((total, { share }) => total + share, 0);
  return shares
    .map(({ label, share }) => ({ label, probability: share / sum }))
    .sort((a, b) => b.probability - a.probability);
}

let loaded: Weights | undefined;

/** The weights beside this file, read when the first clause asks for them. */
function ownWeights(): Weights {
  loaded ??= unpack(
    fileSchema.parse(JSON.parse(readFileSync(new URL('./intent-weights.json', import.meta.url), 'utf8'))),
  );
  return loaded;
}

/** What the clause of a sketch most likely wants, the likeliest first: by its words alone. */
export function likelyIntents(clause: string, hints: Hints, weights: Weights = ownWeights()): Likely[] {
  return likeliest(reasonsOf(featuresOf(clause, hints), weights), weights.temperature);
}

/** What the words of a clause say for and against each label. */
export const reasonsIn = (clause: string, hints: Hints): Reason[] => reasonsOf(featuresOf(clause, hints), ownWeights());

/** How often a cue of the grammar is right about strangers' clauses; undefined where too few hold it to tell. */
export const trustIn = (cue: string): number | undefined => ownWeights().cues.get(cue);

/** What a clause most likely wants by these reasons, beside what the grammar reads and the cue from which it does. */
export function likelyBeside({ intent, cue }: Read, reasons: readonly Reason[]): Likely[] {
  const { temperature, cueWeight } = ownWeights();
  return pooled(likeliest(reasons, temperature), intent, trustIn(cue), cueWeight);
}

/**
 * The labels by the word of both: the model's probabilities, and an intent that the grammar reads from a cue which is
 * right in this share of its clauses. Undefined where too few clauses hold the cue to tell.
 */
export function pooled(likely: readonly Likely[], rule: Intent, trust: number | undefined, weight: number): Likely[] {
  if (trust === undefined) return [...likely];
  const others = (1 - trust) / (likely.length - 1);
  const weighed = likely.map(({ label, probability }) => ({
    label,
    probability: probability * (agrees(rule, label) ? trust : others) ** weight,
  }));
  const sum = weighed.reduce((total, { probability }) => total + probability, 0);
  return weighed
    .map(({ label, probability }) => ({ label, probability: probability / sum }))
    .sort((a, b) => b.probability - a.probability);
}

/** An aside is nothing that the grammar can name: it passes for small talk there, or for nothing. */
const agrees = (rule: Intent, label: Label) =>
  rule === label || (label === 'aside' && (rule === 'chat' || rule === 'unknown'));
