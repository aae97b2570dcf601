// However a stream is cut, the same calls and the same text come out of it, and nobody hears more than the text.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createDrafts } from '../../../src/assistant/models/openai-drafts.ts';
import { createSpeech } from '../../../src/assistant/models/openai-speech.ts';
import { callsInText } from '../../../src/assistant/models/openai-text-calls.ts';
import { times } from '../../support/counts.ts';

const NAMES = ['book_meeting', 'list_meetings'];
const RUNS = { numRuns: times(300, 10_000) };

const given = fc.dictionary(fc.string({ maxLength: 8 }), fc.oneof(fc.string(), fc.integer(), fc.constant(null)), {
  maxKeys: 4,
});
const call = fc.record({ name: fc.constantFrom(...NAMES), given });

/** The text in pieces of these lengths, over and over. */
function cut(text: string, lengths: readonly number[]): string[] {
  const pieces: string[] = [];
  for (let at = 0, index = 0; at < text.length; index++) {
    const length = lengths[index % lengths.length] ?? 1;
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  return pieces;
}
const lengths = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 });

it('calls come together from pieces of any length, with indexes or ids or the order alone', () => {
  const way = fc.constantFrom('indexes', 'ids', 'order');
  fc.assert(
    fc.property(fc.array(call, { maxLength: 4 }), lengths, way, (calls, sizes, by) => {
      const drafts = createDrafts();
      for (const [index, { name, given: input }] of calls.entries()) {
        const key = { ...(by === 'indexes' && { index }), ...(by === 'ids' && { id: `c${index}` }) };
        drafts.add({ ...key, function: { name } });
        for (const piece of cut(JSON.stringify(input), sizes)) drafts.add({ ...key, function: { arguments: piece } });
      }
      const expected = calls.map(({ name, given: input }, index) => ({
        id: by === 'ids' ? `c${index}` : '',
        name,
        arguments: JSON.stringify(input),
      }));
      expect(drafts.calls()).toEqual(expected);
    }),
    RUNS,
  );
});

it('calls written as text are found as they were meant', () => {
  const ways = [
    (name: string, json: string) =>
      `<tool_call>${json.length}</tool_call>`.replace(/\d+/, () => `{"name":"${name}","arguments":${json}}`),
    (name: string, json: string) => `functions.${name}(${json})\n`,
    (name: string, json: string) => `<function=${name}>${json}</function>\n`,
    (name: string, json: string) => `\`\`\`json\n{"name":"${name}","arguments":${json}}\n\`\`\`\n`,
  ];
  fc.assert(
    fc.property(fc.array(call, { minLength: 1, maxLength: 3 }), fc.constantFrom(...ways), (calls, write) => {
      const text = calls.map(({ name, given: input }) => write(name, JSON.stringify(input))).join('\n');
      const found = callsInText(text, new Set(NAMES));
      expect(found.map(({ name, arguments: json }) => [name, JSON.parse(json)])).toEqual(
        calls.map(({ name, given: input }) => [name, input]),
      );
    }),
    RUNS,
  );
});

it('a person hears a prefix of the text, and after its release all of it, without the thoughts', () => {
  const part = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom(
      '<tool_call>',
      '```json\n',
      '{"a":1}',
      'functions.',
      'book_meeting(',
      ' ',
      '<',
      '\n',
      '<think>x</think>',
    ),
  );
  const thoughts = fc.constantFrom('', '<think>Ada wants a call.</think>\n');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), thoughts, lengths, (parts, before, sizes) => {
      const said = parts.join('');
      fc.pre(!/^\s*<think>/.test(said));
      const heard: string[] = [];
      const speech = createSpeech((delta) => heard.push(delta), NAMES);
      for (const piece of cut(before + said, sizes)) {
        speech.hear(piece);
        expect(said.trimStart().startsWith(heard.join('').trimStart())).toBe(true);
      }
      speech.release();
      expect(heard.join('')).toBe(speech.text());
      expect(speech.text().trimStart()).toBe(said.trimStart());
    }),
    RUNS,
  );
});

it('text of any kind is read for calls without failing', () => {
  const noise = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.json(),
    fc.constantFrom('<tool_call>', '{"name":"book_meeting"', '```', '[', '(', '"'),
  );
  fc.assert(
    fc.property(fc.array(noise, { maxLength: 10 }), (parts) => {
      for (const { name } of callsInText(parts.join(''), new Set(NAMES))) expect(NAMES).toContain(name);
    }),
    RUNS,
  );
});
