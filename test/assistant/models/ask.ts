// One request to a model on a test's server.
import type { ModelRequest } from '../../../src/assistant/models/model.ts';
import { createOpenAIModel } from '../../../src/assistant/models/openai.ts';
import { assembleSituation } from '../../../src/assistant/situation.ts';
import { ALL_TOOLS } from '../../../src/tools/index.ts';
import { toolSchemas } from '../../../src/tools/specs.ts';
import type { OpenAIServer } from '../../support/openai-server.ts';

export function modelOn(server: OpenAIServer, more: Partial<Parameters<typeof createOpenAIModel>[0]> = {}) {
  return createOpenAIModel({ apiKey: server.key, baseUrl: server.url, model: 'test', timeoutMs: 5_000, ...more });
}

export function request(more: Partial<ModelRequest> = {}): ModelRequest {
  return {
    messages: [{ role: 'user', text: 'hello' }],
    situation: assembleSituation({
      now: new Date('2026-01-07T15:12:00Z'),
      zone: 'America/New_York',
      hours: [[], [], [], [], [], [], []],
      user: { name: 'Ada' },
    }),
    tools: toolSchemas(ALL_TOOLS),
    maxOutputTokens: 100,
    signal: new AbortController().signal,
    ...more,
  };
}
