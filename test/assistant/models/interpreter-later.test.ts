// Loaded late, the interpreter answers as it does otherwise, to whoever asks before it is there as well.
import { expect, it } from 'vitest';
import { createInterpreter } from '../../../src/assistant/models/interpreter/interpreter.ts';
import { interpreterLater } from '../../../src/assistant/models/interpreter-later.ts';
import type { ModelRequest } from '../../../src/assistant/models/model.ts';
import { situationOf } from '../interpreter/ask.ts';

const request: ModelRequest = {
  messages: [{ role: 'user', text: 'book 30 min with ann@acme.com tomorrow at 2pm' }],
  situation: situationOf('2026-03-10T10:00:00Z', 'Europe/London'),
  tools: [{ name: 'book_meeting', description: '', parameters: {} }],
  maxOutputTokens: 500,
  signal: new AbortController().signal,
};

it('answers whoever asks first, and whoever asks beside', async () => {
  const model = interpreterLater();
  const errors: unknown[] = [];
  model.loadSoon((error) => errors.push(error));
  const wanted = await createInterpreter().respond(request);
  expect(wanted.toolCalls).toMatchObject([{ name: 'book_meeting' }]);
  expect(await Promise.all([model.respond(request), model.respond(request)])).toEqual([wanted, wanted]);
  expect(model.name).toBe(createInterpreter().name);
  expect(errors).toEqual([]);
});
