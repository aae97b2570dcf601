// Learns the weights of the intent model: multinomial logistic regression by follow-the-regularised-leader, which keeps
// most weights at zero. The same examples in the same order give the same weights, to the byte.

import { NO_CUE } from '../../../../src/assistant/models/interpreter/wishes/intent.ts';
import {
  LABELS,
  type Likely,
  likeliest,
  type Packed,
  pooled,
  type Reason,
  reasonsOf,
  unpack,
  type Weights,
} from '../../../../src/assistant/models/interpreter/wishes/intent-model.ts';
import type { Example } from './corpus.ts';

const PASSES = 14;
const RATE = 1.2;
const SMOOTHING = 1;
/** Towards weights of zero, and towards small ones. */
const SPARSE = 0.25;
const SMALL = 0.02;
/** Features of fewer examples say nothing of others. */
const SEEN_OFTEN_ENOUGH = 2;
const BYTE = 127;

/** Weights by feature and label, before they are packed. */
export interface Learnt {
  readonly features: readonly string[];
  /** Row by row, one a feature. */
  readonly weights: Float64Array;
}

/** A permutation that depends on the seed alone (Park and Miller's generator). */
function shuffled(count: number, seed: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  let state = seed;
  for (let last = count - 1; last > 0; last--) {
    state = (state * 48_271) % 2_147_483_647;
    const other = state % (last + 1);
    const kept = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
}

export function learn(examples: readonly Pick<Example, 'label' | 'features'>[]): Learnt {
  const seen = new Map<string, number>();
  for (const { features } of examples) for (const feature of features) seen.set(feature, (seen.get(feature) ?? 0) + 1);
  const features = [...seen].filter(([, times]) => times >= SEEN_OFTEN_ENOUGH).map(([feature]) => feature);
  const index = new Map(features.map((feature, at) => [feature, at]));
  const rows = examples.map((example) => ({
    target: LABELS.indexOf(example.label),
    scale: 1 / Math.sqrt(example.features.length),
    at: example.features.flatMap((feature) => index.get(feature) ?? []),
  }));
  const wide = LABELS.length;
  const z = new Float64Array(features.length * wide);
  const n = new Float64Array(features.length * wide);
  const weight = (cell: number) => {
    const pull = z[cell] ?? 0;
    return Math.abs(pull) <= SPARSE
      ? 0
      : (Math.sign(pull) * SPARSE - pull) / ((SMOOTHING + Math.sqrt(n[cell] ?? 0)) / RATE + SMALL);
  };
  const shares = new Float64Array(wide);
  for (let pass = 1; pass <= PASSES; pass++) {
    for (const which of shuffled(rows.length, pass)) {
      const row = rows[which];
      if (!row) continue;
      shares.fill(0);
      for (const at of row.at)
        for (let label = 0; label < wide; label++)
          shares[label] = (shares[label] ?? 0) + row.scale * weight(at * wide + label);
      softmax(shares);
      for (let label = 0; label < wide; label++) {
        const slope = row.scale * ((shares[label] ?? 0) - (label === row.target ? 1 : 0));
        for (const at of row.at) {
          const cell = at * wide + label;
          const before = n[cell] ?? 0;
          const after = before + slope * slope;
          z[cell] = (z[cell] ?? 0) + slope - ((Math.sqrt(after) - Math.sqrt(before)) / RATE) * weight(cell);
          n[cell] = after;
        }
      }
    }
  }
  return { features, weights: Float64Array.from(z, (_, cell) => weight(cell)) };
}

function softmax(scores: Float64Array): void {
  const top = Math.max(...scores);
  let sum = 0;
  for (const [at, score] of scores.entries()) {
    const share = Math.exp(score - top);
    scores[at] = share;
    sum += share;
  }
  for (const [at, share] of scores.entries()) scores[at] = share / sum;
}

/** What strangers' clauses tell of the model and of the grammar's cues. */
export type Rest = Pick<Packed, 'temperature' | 'cues' | 'cueWeight'>;

const UNTRAINED: Rest = { temperature: 1, cues: {}, cueWeight: 0 };

/** The weights as the interpreter's file holds them: in steps of one byte, without those that round to nothing. */
export function pack({ features, weights }: Learnt, { temperature, cues, cueWeight }: Rest = UNTRAINED): Packed {
  const wide = LABELS.length;
  const step = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / BYTE;
  const rows = features
    .map((feature, at) => ({
      feature,
      pairs: [...weights.subarray(at * wide, (at + 1) * wide)].flatMap((weight, label) => {
        const steps = Math.round(weight / step);
        return steps === 0 ? [] : [[label, steps] as const];
      }),
    }))
    .filter(({ pairs }) => pairs.length > 0)
    .sort((a, b) => (a.feature < b.feature ? -1 : 1));
  const base64 = (bytes: number[]) => Buffer.from(Int8Array.from(bytes)).toString('base64');
  return {
    features: rows.map(({ feature }) => feature).join(' '),
    counts: base64(rows.map(({ pairs }) => pairs.length)),
    weights: base64(rows.flatMap(({ pairs }) => pairs.flat())),
    step,
    temperature,
    cues,
    cueWeight,
  };
}

/** Cues that fewer clauses hold tell too little. */
const HELD_OFTEN_ENOUGH = 3;

/** How often each cue is right about clauses that the grammar was not built with, drawn towards two in three. */
export function reliabilityOf(examples: readonly Example[]): Packed['cues'] {
  const rows = new Map<string, { right: number; of: number }>();
  for (const { label, rule } of examples) {
    const { right, of } = rows.get(rule.cue) ?? { right: 2, of: 3 };
    const idle = label === 'aside' && (rule.intent === 'chat' || rule.intent === 'unknown');
    rows.set(rule.cue, { right: right + Number(rule.intent === label || idle), of: of + 1 });
  }
  const told = [...rows].filter(([cue, { of }]) => cue !== NO_CUE && of >= HELD_OFTEN_ENOUGH + 3);
  return Object.fromEntries(told.map(([cue, { right, of }]) => [cue, Math.round((100 * right) / of) / 100]));
}

/** An example and what a model makes of it. */
export interface Guess {
  readonly example: Example;
  readonly reasons: readonly Reason[];
  readonly read: Likely;
}

/** Throws where a model has no labels, which none has. */
function guess(example: Example, reasons: readonly Reason[], temperature: number): Guess {
  const [read] = likeliest(reasons, temperature);
  if (!read) throw new Error('The model knows no label.');
  return { example, reasons, read };
}

export const guessesOf = (examples: readonly Example[], weights: Weights): Guess[] =>
  examples.map((example) => guess(example, reasonsOf(example.features, weights), weights.temperature));

/** Every writer read by a model that learnt from all the others. */
export function readByStrangers(examples: readonly Example[]): Guess[] {
  return [...new Set(examples.map(({ writer }) => writer))].flatMap((writer) =>
    guessesOf(
      examples.filter((example) => example.writer === writer),
      unpack(pack(learn(examples.filter((example) => example.writer !== writer)))),
    ),
  );
}

/** The same guesses at another temperature. */
export const reheated = (guesses: readonly Guess[], temperature: number): Guess[] =>
  guesses.map(({ example, reasons }) => guess(example, reasons, temperature));

/** The mean surprise (in nats) of the true labels, where each guess is told as these labels. */
function surprise(guesses: readonly Guess[], told: (guess: Guess) => readonly Likely[]): number {
  const lost = guesses.map((guess) => {
    const truth = told(guess).find(({ label }) => label === guess.example.label);
    return -Math.log(Math.max(NEVER, truth?.probability ?? 0));
  });
  return lost.reduce((sum, one) => sum + one, 0) / lost.length;
}

/** Below this, one miss would outweigh all else. */
const NEVER = 1e-6;
const TEMPERATURES = Array.from({ length: 36 }, (_, index) => (index + 5) / 10);
const CUE_WEIGHTS = Array.from({ length: 11 }, (_, index) => index / 10);

const leastOf = (tried: readonly number[], lost: (one: number) => number) =>
  tried.map((one) => ({ one, lost: lost(one) })).reduce((best, next) => (next.lost < best.lost ? next : best)).one;

/** The temperature at which the probabilities of strangers' clauses surprise least. */
export const calibrated = (guesses: readonly Guess[]): number =>
  leastOf(TEMPERATURES, (temperature) => surprise(guesses, ({ reasons }) => likeliest(reasons, temperature)));

/** How much the grammar's cues are to weigh beside the model, that strangers' clauses surprise least. */
export const weightOfCues = (guesses: readonly Guess[], temperature: number, cues: Packed['cues']): number =>
  leastOf(CUE_WEIGHTS, (cueWeight) => surprise(guesses, (guess) => pooledOf(guess, { temperature, cues, cueWeight })));

/** What both the model and the grammar say of an example. */
export const pooledOf = ({ example, reasons }: Guess, { temperature, cues, cueWeight }: Rest): Likely[] =>
  pooled(likeliest(reasons, temperature), example.rule.intent, cues[example.rule.cue], cueWeight);

/** How many of a writer's clauses are read rightly. */
export interface WriterScore {
  readonly writer: string;
  readonly right: number;
  readonly of: number;
}

export function byWriter(guesses: readonly Guess[]): WriterScore[] {
  const rows = new Map<string, WriterScore>();
  for (const { example, read } of guesses) {
    const { right, of } = rows.get(example.writer) ?? { right: 0, of: 0 };
    const hit = Number(read.label === example.label);
    rows.set(example.writer, { writer: example.writer, right: right + hit, of: of + 1 });
  }
  return [...rows.values()];
}
