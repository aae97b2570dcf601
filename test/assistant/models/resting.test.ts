import { describe, expect, it } from 'vitest';
import { ModelError } from '../../../src/assistant/models/model.ts';
import { restingModel } from '../../../src/assistant/models/resting.ts';
import { createScriptedModel, type ScriptedReply } from '../../../src/assistant/models/scripted.ts';
import { request } from './ask.ts';

const down = new ModelError('down', { retryable: true });
const refused = new ModelError('bad key', { retryable: false });
const ok = { text: 'ok' };

/** Speaks the script with one request after the other, by the clock given for each: what came of them. */
async function ask(script: readonly ScriptedReply[], seconds: readonly number[]) {
  const scripted = createScriptedModel(script);
  let now = 0;
  const model = restingModel(scripted, () => new Date(now * 1_000));
  const answers: string[] = [];
  for (const at of seconds) {
    now = at;
    answers.push(
      await model.respond(request()).then(
        ({ text }) => text,
        (error: Error) => error.message,
      ),
    );
  }
  return { answers, asked: scripted.requests.length };
}

const RESTS = 'The model has failed repeatedly and rests.';

describe('a model that fails', () => {
  it('is asked again and again while it fails now and then', async () => {
    const script = [down, down, ok, down, down, ok];
    expect(await ask(script, [0, 1, 2, 3, 4, 5])).toMatchObject({ asked: 6 });
  });

  it('rests after three failures in a row, and is tried once after that', async () => {
    const { answers, asked } = await ask([down, down, down, down, ok, ok], [0, 1, 2, 3, 31, 33, 62, 64, 65]);
    expect(answers).toEqual(['down', 'down', 'down', RESTS, RESTS, 'down', RESTS, 'ok', 'ok']);
    expect(asked).toBe(6);
  });

  it('does not rest for what no waiting mends', async () => {
    expect(await ask([refused, refused, refused, refused, ok], [0, 1, 2, 3, 4])).toMatchObject({ asked: 5 });
  });

  it('does not rest for turns that were cancelled', async () => {
    const scripted = createScriptedModel([ok]);
    const model = restingModel(
      { name: 'm', respond: (given) => (given.signal.aborted ? Promise.reject(down) : scripted.respond(given)) },
      () => new Date(0),
    );
    for (let turn = 0; turn < 4; turn++) {
      await expect(model.respond(request({ signal: AbortSignal.abort() }))).rejects.toBe(down);
    }
    expect((await model.respond(request())).text).toBe('ok');
  });
});
