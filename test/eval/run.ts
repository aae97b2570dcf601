// Evaluates a model by what it does: npm run eval -- --model interpreter --set FILE --failures
import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createInterpreter } from '../../src/assistant/models/interpreter/interpreter.ts';
import type { Model } from '../../src/assistant/models/model.ts';
import { createOpenAIModel } from '../../src/assistant/models/openai.ts';
import { loadConfig } from '../../src/config.ts';
import { createClient } from '../../src/storage/connect.ts';
import { startEmbedded } from '../../src/storage/embedded/embedded.ts';
import { ensureIndexes } from '../../src/storage/indexes.ts';
import { dialogues } from '../assistant/dialogues/all.ts';
import { temporaryFolder } from '../support/server.ts';
import { evaluateDialogues } from './dialogues.ts';
import { evaluate, totalUsage } from './evaluate.ts';
import { readItems } from './items.ts';
import { failures, passes, table } from './report.ts';

const USAGE = `npm run eval -- [option ...]
  --model openai|interpreter  who speaks (interpreter); openai as it is configured
  --set FILE                  sentences, may be given several times (the set that was never looked at)
  --dialogues                 whole conversations as well
  --limit N                   only the first N of each
  --parallel N                sentences at a time (1)
  --right SHARE --wrong SHARE ends with 1 when fewer are right (0.95) or more are wrong (0.01)
  --failures                  lists those that are not right
  --json                      everything, as JSON
`;
const UNSEEN = ['mixed', 'offices'].map((name) => new URL(`../assistant/strangers/${name}.json`, import.meta.url));

function modelOf(name: string): Model {
  if (name === 'interpreter') return createInterpreter();
  const { openai } = loadConfig();
  if (name !== 'openai' || !openai) {
    throw new Error(
      name === 'openai' ? 'OPENAI_API_KEY must be set for --model openai.' : `There is no model ${name}.`,
    );
  }
  return createOpenAIModel(openai);
}

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      model: { type: 'string', default: 'interpreter' },
      set: { type: 'string', multiple: true, default: [] },
      dialogues: { type: 'boolean', default: false },
      limit: { type: 'string', default: 'Infinity' },
      parallel: { type: 'string', default: '1' },
      right: { type: 'string', default: '0.95' },
      wrong: { type: 'string', default: '0.01' },
      failures: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return true;
  }
  const model = modelOf(values.model);
  const sets = values.set.length > 0 ? values.set : UNSEEN;
  const items = sets.flatMap((file) => readItems(file).slice(0, Number(values.limit)));
  const dir = await temporaryFolder();
  const engine = await startEmbedded({ dir });
  const client = createClient(engine.uri);
  try {
    const db = client.db('eval');
    await ensureIndexes(db);
    const sentences = await evaluate(items, { db, model, parallel: Number(values.parallel) });
    const spoken = values.dialogues ? await evaluateDialogues(dialogues, { db, model }) : [];
    const evaluation = { ...sentences, judged: [...sentences.judged, ...spoken] };
    const report = values.json
      ? JSON.stringify({ model: model.name, ...evaluation, usage: totalUsage(evaluation.judged) })
      : [table(model.name, evaluation), ...(values.failures ? [failures(evaluation)] : [])].join('\n');
    process.stdout.write(`${report}\n`);
    return passes(evaluation, { right: Number(values.right), wrong: Number(values.wrong) });
  } finally {
    await client.close();
    await engine.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

main().then(
  (good) => {
    process.exitCode = good ? 0 : 1;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
