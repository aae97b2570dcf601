// Trains the intent model on the clauses in intents/ and writes its weights beside the interpreter. Prints how each
// writer is read by a model that never saw a word of theirs, and how often it was right for how sure it was.
import { writeFileSync } from 'node:fs';
import { corpus, type Example } from './intents/corpus.ts';
import {
  byWriter,
  calibrated,
  type Guess,
  learn,
  pack,
  pooledOf,
  readByStrangers,
  reheated,
  reliabilityOf,
  weightOfCues,
} from './intents/learn.ts';

const WEIGHTS = new URL('../../../src/assistant/models/interpreter/wishes/intent-weights.json', import.meta.url);
const BANDS = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98];

const examples = corpus();
const cold = readByStrangers(examples);
const temperature = calibrated(cold);
// The sets of sentences tell nothing of the cues: the grammar was built with them.
const strange = ({ writer }: Example) => writer !== 'sentences';
const cues = reliabilityOf(examples.filter(strange));
const cueWeight = weightOfCues(
  cold.filter(({ example }) => strange(example)),
  temperature,
  cues,
);
const rest = { temperature, cues, cueWeight };
const guesses = reheated(cold, temperature);
writeFileSync(WEIGHTS, `${JSON.stringify(pack(learn(examples), rest), null, 2)}\n`);

const share = (right: number, of: number) => `${right}/${of} (${((100 * right) / of).toFixed(1)} %)`;
const isRight = ({ example, read }: Guess) => read.label === example.label;
const rows = byWriter(guesses).map(({ writer, right, of }) => [writer, share(right, of)]);
for (const [index, from] of BANDS.entries()) {
  const to = BANDS[index + 1] ?? Number.POSITIVE_INFINITY;
  const band = guesses.filter(({ read }) => read.probability >= from && read.probability < to);
  rows.push([`from ${from}`, share(band.filter(isRight).length, band.length)]);
}
const both = guesses.filter((one) => pooledOf(one, rest)[0]?.label === one.example.label);
rows.push([`with cues, weight ${cueWeight}`, share(both.length, guesses.length)]);
rows.push([`all, temperature ${temperature}`, share(guesses.filter(isRight).length, guesses.length)]);
if (process.argv.includes('--failures'))
  for (const { example, read } of guesses.filter((one) => !isRight(one)))
    rows.push([`${example.label} as ${read.label} ${read.probability.toFixed(2)}`, example.text]);
process.stdout.write(`${rows.map(([name = '', value = '']) => `${name.padEnd(26)} ${value}`).join('\n')}\n`);
