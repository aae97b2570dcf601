// How many tokens a model reads before the user's first word: rules, strict tool schemas and an empty situation.
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { toTools } from '../src/assistant/models/openai-schema.ts';
import { systemPrompt } from '../src/assistant/prompt.ts';
import { assembleSituation } from '../src/assistant/situation.ts';
import { ALL_TOOLS, liveTools } from '../src/tools/index.ts';
import { toolSchemas } from '../src/tools/specs.ts';
import type { ToolContract } from '../src/tools/tool.ts';
import { print, type Row } from './row.ts';

const LIMIT = 2_500;

const office = [{ from: '09:00', to: '18:00' }];
const situation = assembleSituation({
  now: new Date('2026-01-07T15:12:00Z'),
  zone: 'America/New_York',
  hours: [office, office, office, office, office, [], []],
  user: { name: 'Ada', email: 'ada@acme.test', slackId: 'U01' },
});

function tokens(tools: readonly ToolContract[]): number {
  return encode(systemPrompt(situation)).length + encode(JSON.stringify(toTools(toolSchemas(tools), true))).length;
}

export async function run(): Promise<Row[]> {
  return [
    { name: 'prompt and tools that run', value: tokens(liveTools), unit: 'tokens', limit: LIMIT },
    { name: 'prompt and the whole contract', value: tokens(ALL_TOOLS), unit: 'tokens', limit: LIMIT },
  ];
}

if (import.meta.main) print(await run());
