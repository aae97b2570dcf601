// Who may speak for Parley in a test: the interpreter, a script, or the real client of a language model's server over
// HTTP; each on a database of its own.
import { createInterpreter } from '../../../src/assistant/models/interpreter/interpreter.ts';
import { createOpenAIModel } from '../../../src/assistant/models/openai.ts';
import { createScriptedModel } from '../../../src/assistant/models/scripted.ts';
import { freshDatabase } from '../../support/database.ts';
import { type OpenAIServer, type Peculiarities, startOpenAIServer } from '../../support/openai-server.ts';
import { type Talk, talkOn, type Way } from './talk.ts';

const nothing = () => {};

export const interpreterWay: Way = {
  name: 'the interpreter',
  model: () => ({ model: createInterpreter(), done: nothing }),
  close: async () => {},
};

export const scriptedWay: Way = {
  name: 'a scripted model',
  model(script) {
    const model = createScriptedModel(script);
    return { model, done: () => assertSpoken(model.left) };
  },
  close: async () => {},
};

export async function openaiWay(peculiarities?: Peculiarities): Promise<Way & { server: OpenAIServer }> {
  const server = await startOpenAIServer(peculiarities);
  return {
    name: 'a server over HTTP',
    server,
    model(script) {
      server.script.splice(0, server.script.length, ...script);
      const model = createOpenAIModel({ apiKey: server.key, baseUrl: server.url, model: 'test', timeoutMs: 10_000 });
      return { model, done: () => assertSpoken(server.script.length) };
    },
    close: () => server.close(),
  };
}

function assertSpoken(left: number): void {
  if (left > 0) throw new Error(`${left} replies of the script were not asked for.`);
}

export async function startTalk(way: Way): Promise<Talk> {
  return talkOn(await freshDatabase(), way);
}
