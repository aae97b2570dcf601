// What an evaluation found, as a table by category, and whether that is good enough.
import { quantile } from '../../bench/row.ts';
import { type Evaluation, type Judged, totalUsage } from './evaluate.ts';
import type { Verdict } from './judge.ts';

/** Shares of all sentences, from 0 to 1. */
export interface Thresholds {
  readonly right: number;
  readonly wrong: number;
}

const VERDICTS: readonly Verdict[] = ['right', 'asked', 'missed', 'wrong'];

function count(judged: readonly Judged[], verdict: Verdict): number {
  return judged.filter((one) => one.verdict === verdict).length;
}

export function passes({ judged }: Evaluation, { right, wrong }: Thresholds): boolean {
  return (
    judged.length > 0 &&
    count(judged, 'right') / judged.length >= right &&
    count(judged, 'wrong') / judged.length <= wrong
  );
}

const WIDTH = 14;
const COLUMN = 9;

function row(name: string, judged: readonly Judged[]): string {
  const cells = VERDICTS.map((verdict) => String(count(judged, verdict)).padStart(COLUMN));
  const share = `${((100 * count(judged, 'right')) / judged.length).toFixed(1)} %`.padStart(COLUMN);
  return `${name.padEnd(WIDTH)}${cells.join('')}${String(judged.length).padStart(COLUMN)}${share}`;
}

export function table(model: string, evaluation: Evaluation): string {
  const { judged, leftOut } = evaluation;
  if (judged.length === 0) return `${model}: no sentence could be judged.`;
  const categories = [...new Set(judged.map(({ category }) => category))];
  const hard = judged.filter((one) => one.hard);
  const latencies = judged.map(({ ms }) => ms);
  const usage = totalUsage(judged);
  const tokens =
    usage &&
    `${usage.inputTokens} tokens read (${usage.cachedTokens} of them cached), ${usage.outputTokens} written, in ${usage.replies} replies`;
  const cost = usage?.cost === undefined ? '' : `; ${usage.cost.toFixed(4)} in the currency of the prices`;
  return [
    `${model}: what stands in the database after each sentence`,
    `${''.padEnd(WIDTH)}${[...VERDICTS, 'of', 'right'].map((name) => name.padStart(COLUMN)).join('')}`,
    ...categories.map((category) =>
      row(
        category,
        judged.filter((one) => one.category === category),
      ),
    ),
    ...(hard.length > 0 ? [row('hard', hard)] : []),
    row('all', judged),
    `an answer: ${quantile(latencies, 0.5).toFixed(0)} ms at the median, ${quantile(latencies, 0.99).toFixed(0)} ms for 99 of 100`,
    ...(tokens ? [`${tokens}${cost}`] : []),
    ...(leftOut.length > 0 ? [`${leftOut.length} left out: ${reasons(leftOut)}`] : []),
  ].join('\n');
}

function reasons(leftOut: Evaluation['leftOut']): string {
  const counts = Map.groupBy(leftOut, ({ reason }) => reason);
  return [...counts].map(([reason, ones]) => `${ones.length} as ${reason}`).join('; ');
}

/** The sentences that were not right, worst first. */
export function failures({ judged }: Evaluation): string {
  return VERDICTS.toReversed()
    .filter((verdict) => verdict !== 'right')
    .flatMap((verdict) => judged.filter((one) => one.verdict === verdict))
    .map(({ verdict, id, text, answer }) => `${verdict.padEnd(7)}${id.padEnd(8)}${text}\n${''.padEnd(15)}-> ${answer}`)
    .join('\n');
}
