// Evaluates a model by whole conversations: what stands at their end.
import { performance } from 'node:perf_hooks';
import { addUsage, type TurnUsage } from '../../src/assistant/usage.ts';
import { talkOn } from '../assistant/conversations/talk.ts';
import { type Dialogue, speak, standing } from '../assistant/dialogues/dialogue.ts';
import type { Judged, Options } from './evaluate.ts';
import type { Verdict } from './judge.ts';

/** One after another; a conversation counts like a sentence, its latency is that of a message on average. */
export async function evaluateDialogues(dialogues: readonly Dialogue[], options: Options): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const [index, dialogue] of dialogues.entries()) {
    judged.push(await one(dialogue, options, `${options.run ?? 'eval'}-dialogue-${index}`));
  }
  return judged;
}

async function one(dialogue: Dialogue, { db, model }: Options, company: string): Promise<Judged> {
  const way = { name: model.name, model: () => ({ model, done: () => {} }), close: async () => {} };
  const talk = await talkOn(db, way, company);
  const began = performance.now();
  const heard = await speak(talk, dialogue);
  const ms = (performance.now() - began) / heard.length;
  const usage = heard.reduce<TurnUsage | undefined>((sum, { result }) => addUsage(sum, result.usage), undefined);
  return {
    id: dialogue.name,
    text: dialogue.says.join(' / '),
    category: 'dialogues',
    hard: false,
    verdict: verdictOf(standing(await talk.meetings()), dialogue.stands),
    answer: heard.map(({ result }) => result.text).join(' / '),
    ms,
    usage,
  };
}

/** Wrong once anything stands that should not; else what should stand is missing. */
function verdictOf(stands: readonly string[], should: readonly string[]): Verdict {
  const left = [...should];
  for (const meeting of stands) {
    const index = left.indexOf(meeting);
    if (index < 0) return 'wrong';
    left.splice(index, 1);
  }
  return left.length === 0 ? 'right' : 'missed';
}
