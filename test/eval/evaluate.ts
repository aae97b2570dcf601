// Runs every sentence of a set end to end, each in a world of its own, and adds the verdicts up.
import { performance } from 'node:perf_hooks';
import type { Db } from 'mongodb';
import type { Model } from '../../src/assistant/models/model.ts';
import { addUsage, type TurnUsage } from '../../src/assistant/usage.ts';
import type { Item } from './items.ts';
import { isLive, judge, type Standing, type Verdict } from './judge.ts';
import { type Stage, setStage } from './stage.ts';

export interface Judged {
  readonly id: string;
  readonly text: string;
  readonly category: string;
  readonly hard: boolean;
  readonly verdict: Verdict;
  /** What Parley answered. */
  readonly answer: string;
  /** Milliseconds from the message to the answer. */
  readonly ms: number;
  readonly usage?: TurnUsage | undefined;
}

export interface Evaluation {
  readonly judged: readonly Judged[];
  /** Sentences whose tools do not run yet, or whose meetings cannot be. */
  readonly leftOut: readonly { readonly id: string; readonly reason: string }[];
}

export interface Options {
  readonly db: Db;
  readonly model: Model;
  /** Sentences at a time. */
  readonly parallel?: number;
  /** Keeps the tenants of several runs on one database apart. */
  readonly run?: string;
}

/** In the order of the items. Storage errors pass through. */
export async function evaluate(items: readonly Item[], options: Options): Promise<Evaluation> {
  const { parallel = 1, run = 'eval' } = options;
  const outcomes: (Judged | { id: string; reason: string })[] = [];
  let next = 0;
  const work = async () => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item) outcomes[index] = await one(item, options, `${run}-${index}`);
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  return {
    judged: outcomes.filter((outcome) => 'verdict' in outcome),
    leftOut: outcomes.filter((outcome) => 'reason' in outcome),
  };
}

async function one(item: Item, { db, model }: Options, name: string): Promise<Judged | { id: string; reason: string }> {
  const { id, category, hard, line } = item;
  if (!isLive(item)) return { id, reason: 'its tool does not run yet' };
  let stage: Stage;
  try {
    stage = await setStage(db, item, name);
  } catch (error) {
    return { id, reason: `its context cannot be: ${error instanceof Error ? error.message : String(error)}` };
  }
  const before = await standing(stage);
  const began = performance.now();
  const { result, steps } = await stage.say(model);
  const ms = performance.now() - began;
  const after = await standing(stage);
  const verdict = judge(item, { ids: stage.ids, before, after, result, steps });
  return { id, text: line.text, category, hard, verdict, answer: result.text, ms, usage: result.usage };
}

async function standing(stage: Stage): Promise<Standing> {
  return { meetings: await stage.meetings(), settings: await stage.settings() };
}

export function totalUsage(judged: readonly Judged[]): TurnUsage | undefined {
  return judged.reduce<TurnUsage | undefined>((sum, { usage }) => addUsage(sum, usage), undefined);
}
