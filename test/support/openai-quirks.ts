// The ways in which compatible servers differ: how they stream a reply, and which parts of a request they do not know.
import type { ModelReply } from '../../src/assistant/models/model.ts';

/** Parts of a request that a server may lack, each with the refusal of one that does. */
export const LACKS = {
  strict: "Invalid schema for function: 'strict' is not permitted",
  max_completion_tokens: "Unrecognized request argument supplied: max_completion_tokens. Did you mean 'max_tokens'?",
  prompt_cache_key: 'Unknown parameter: prompt_cache_key',
  reasoning_effort: 'This model does not support reasoning_effort.',
  parallel_tool_calls: 'parallel_tool_calls: Extra inputs are not permitted',
  stream_options: 'body.stream_options: unexpected value',
} as const;
export type Lack = keyof typeof LACKS;

type Calls = ModelReply['toolCalls'];
type Deltas = readonly object[];

const given = ({ arguments: json }: Calls[number]): unknown => JSON.parse(json);
const named = (calls: Calls, write: (name: string, json: string) => string): Deltas =>
  calls.map(({ name, arguments: json }) => ({ content: write(name, json) }));
const pieces = (text: string) => text.match(/[\s\S]{1,7}/g) ?? [];

interface Quirk {
  /** The deltas of calls; the usual ones where absent. */
  readonly calls?: (calls: Calls) => Deltas;
  readonly before?: Deltas;
  /** Null: none at all. */
  readonly finish?: string | null;
  readonly usage?: false;
  readonly done?: false;
}

/** The usual: a call begins with its id and name, its arguments follow in pieces. */
export function usualCalls(calls: Calls): Deltas {
  return calls.flatMap(({ id, name, arguments: json }, index) => [
    { tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] },
    {},
    ...pieces(json).map((piece) => ({ tool_calls: [{ index, function: { arguments: piece } }] })),
  ]);
}

const whole = (change: (call: Calls[number], index: number) => object) => (calls: Calls) =>
  calls.map((call, index) => ({ tool_calls: [change(call, index)] }));

export const QUIRKS = {
  'empty deltas': { before: [{}, { content: null, tool_calls: null }, { content: '' }, { tool_calls: [] }] },
  'no ids': { calls: whole(({ name, arguments: json }, index) => ({ index, function: { name, arguments: json } })) },
  'neither ids nor indexes': { calls: whole(({ name, arguments: json }) => ({ function: { name, arguments: json } })) },
  'the same index for all': {
    calls: whole(({ id, name, arguments: json }) => ({ index: 0, id, function: { name, arguments: json } })),
  },
  'the same index and no ids': {
    calls: (calls) =>
      calls.flatMap(({ name, arguments: json }) => [
        { tool_calls: [{ index: 0, function: { name } }] },
        ...pieces(json).map((piece) => ({ tool_calls: [{ index: 0, function: { arguments: piece } }] })),
      ]),
  },
  'the name with every piece': {
    calls: (calls) =>
      calls.flatMap(({ id, name, arguments: json }, index) =>
        pieces(json).map((piece) => ({ tool_calls: [{ index, id, function: { name, arguments: piece } }] })),
      ),
  },
  'arguments as an object': {
    calls: whole((call, index) => ({ index, id: call.id, function: { name: call.name, arguments: given(call) } })),
  },
  'all calls in one delta': {
    calls: (calls) => [
      {
        tool_calls: calls.map(({ id, name, arguments: json }, index) => ({
          index,
          id,
          function: { name, arguments: json },
        })),
      },
    ],
  },
  'no usage': { usage: false },
  'no [DONE]': { done: false },
  'stop where calls are made': { finish: 'stop' },
  'another reason to finish': { finish: 'eos_token' },
  'no reason to finish': { finish: null },
  'a whole reply instead of a stream': {},
  'thoughts in the text': {
    before: [{ content: '<think>Ada wants' }, { content: ' something.</thi' }, { content: 'nk>\n\n' }],
  },
  'tagged calls in the text': {
    calls: (calls) =>
      named(calls, (name, json) => `<tool_call>\n{"name": "${name}", "arguments": ${json}}\n</tool_call>\n`),
  },
  'tagged calls after an introduction, and a guess after them': {
    before: [{ content: 'Let me do that.\n' }],
    calls: (calls) => [
      ...named(calls, (name, json) => `<tool_call>{"name": "${name}", "arguments": ${json}}</tool_call>\n`),
      { content: 'That went well: {"ok": true}' },
    ],
  },
  'calls in a block of JSON': {
    calls: (calls) => named(calls, (name, json) => `\`\`\`json\n{"tool": "${name}", "parameters": ${json}}\n\`\`\`\n`),
  },
  'calls as bare JSON': {
    calls: (calls) => [
      {
        content: JSON.stringify({
          tool_calls: calls.map((call) => ({ function: { name: call.name, arguments: call.arguments } })),
        }),
      },
    ],
  },
  'calls as code': { calls: (calls) => named(calls, (name, json) => `functions.${name}(${json})\n`) },
  'calls as functions in tags': {
    calls: (calls) => named(calls, (name, json) => `<function=${name}>${json}</function>\n`),
  },
  'calls after a mark': {
    calls: (calls) => [
      { content: `[TOOL_CALLS] ${JSON.stringify(calls.map((call) => ({ name: call.name, arguments: given(call) })))}` },
    ],
  },
} satisfies Readonly<Record<string, Quirk>>;
export type QuirkName = keyof typeof QUIRKS;

const CHUNK = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1 };

/** The reply as one document, of a server that does not stream. */
export function wholeReply({ text = '', toolCalls = [] }: Partial<ModelReply>, model: string): string {
  const tool_calls = toolCalls.map(({ id, name, arguments: json }) => ({
    id,
    type: 'function',
    function: { name, arguments: json },
  }));
  const message = { role: 'assistant', content: text || null, ...(tool_calls.length > 0 && { tool_calls }) };
  const usage = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 };
  return JSON.stringify({ ...CHUNK, model, choices: [{ index: 0, message, finish_reason: 'stop' }], usage });
}

/** The events of a reply, the usual way or with a quirk. */
export function eventsOf(reply: Partial<ModelReply>, model: string, name?: QuirkName): string[] {
  const { text = '', toolCalls = [], usage } = reply;
  const quirk: Quirk = name ? QUIRKS[name] : {};
  const chunk = (delta: object, reason: string | null = null) =>
    JSON.stringify({ ...CHUNK, model, choices: [{ index: 0, delta, finish_reason: reason }] });
  const textual =
    name !== undefined && toolCalls.length > 0 && quirk.calls?.(toolCalls).some((delta) => 'content' in delta);
  const ending = quirk.finish === undefined ? (toolCalls.length > 0 && !textual ? 'tool_calls' : 'stop') : quirk.finish;
  const before = toolCalls.length > 0 || name === 'thoughts in the text' ? quirk.before : [];
  const { inputTokens = 100, outputTokens = 20, cachedTokens } = usage ?? {};
  const counted = {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    ...(cachedTokens !== undefined && { prompt_tokens_details: { cached_tokens: cachedTokens } }),
  };
  return [
    chunk({ role: 'assistant', content: '' }),
    ...(before ?? []).map((delta) => chunk(delta)),
    ...(text.match(/\S+\s*/g) ?? []).map((content) => chunk({ content })),
    ...(toolCalls.length > 0 ? (quirk.calls ?? usualCalls)(toolCalls) : []).map((delta) => chunk(delta)),
    ...(ending === null ? [] : [chunk({}, ending)]),
    ...(quirk.usage === false ? [] : [JSON.stringify({ ...CHUNK, model, choices: [], usage: counted })]),
    ...(quirk.done === false ? [] : ['[DONE]']),
  ];
}
