// Tool calls that a server hands on as text, because it does not know its model's way of writing them.
import type { ToolCall } from './model.ts';

/** Beginnings of text that is no answer to a person: calls, and thoughts. A JSON value counts only at the start. */
export const MARKS = ['<tool_call>', '<function=', '[TOOL_CALLS]', '<|python_tag|>', '```', 'functions.', '<think>'];

const THOUGHTS = /^\s*<think>[\s\S]*?(?:<\/think>\s*|$)/;

/** The text without the thoughts before it, as some servers leave them in. */
export function withoutThoughts(text: string): string {
  return text.replace(THOUGHTS, '');
}

const CALLED = /(?:^|\n)[ \t]*(?:functions\.)?([\w-]+)\s*\(\s*$/;
const TAGGED = /(?:^|\n)[ \t]*<function=([\w-]+)>\s*$/;
const MARKED =
  /(?:^|\n|<\/tool_call>)[ \t]*(?:<tool_call>|\[TOOL_CALLS\]|<\|python_tag\|>|```(?:json|tool_call|tool_code)?)\s*$/;
/** What may stand between and after calls. */
const BETWEEN = /^(?:\s|<\/?tool_call>|<\/function>|<\|\w+\|>|```(?:json)?|[),;])*$/;
/** Written for machines only: whatever a model goes on to say after such a tag is its guess at the result. */
const UNMISTAKABLE = /(?:^|\n)[ \t]*<(?:tool_call>|function=)/;

/**
 * The calls that the text consists of, for tools of these names; an introduction before the first one is passed over.
 * Empty when anything else stands in it: then it is text that speaks of calls.
 */
export function callsInText(text: string, names: ReadonlySet<string>): ToolCall[] {
  const calls: ToolCall[] = [];
  let end = 0;
  for (let at = nextValue(text, 0); at >= 0; at = nextValue(text, end)) {
    const length = valueLength(text, at);
    const before = text.slice(end, at);
    const made =
      length > 0 && (calls.length === 0 || joins(before)) ? callsOf(text.slice(at, at + length), before, names) : [];
    if (made.length === 0) break;
    calls.push(...made);
    end = at + length;
  }
  return BETWEEN.test(text.slice(end)) || UNMISTAKABLE.test(text) ? calls : [];
}

function joins(before: string): boolean {
  return BETWEEN.test(before.replace(CALLED, '').replace(TAGGED, '').replace(MARKED, ''));
}

function callsOf(json: string, before: string, names: ReadonlySet<string>): ToolCall[] {
  const value = parse(json);
  const name = (CALLED.exec(before) ?? TAGGED.exec(before))?.[1];
  if (name !== undefined) return names.has(name) && isObject(value) ? [{ id: '', name, arguments: json }] : [];
  if (!MARKED.test(before) && before.trim() !== '') return [];
  const several = isObject(value) && Array.isArray(value.tool_calls) ? value.tool_calls : value;
  const calls = (Array.isArray(several) ? several : [several]).map((one: unknown) => toCall(one, names));
  return calls.every((call) => call !== undefined) ? calls : [];
}

/** `{"name": …, "arguments": {…}}` in the words of several models. */
function toCall(value: unknown, names: ReadonlySet<string>): ToolCall | undefined {
  if (!isObject(value)) return undefined;
  const inner = isObject(value.function) ? value.function : value;
  const name = inner.name ?? inner.tool ?? inner.function;
  const given = inner.arguments ?? inner.parameters ?? inner.input ?? inner.args ?? {};
  if (typeof name !== 'string' || !names.has(name)) return undefined;
  return { id: '', name, arguments: typeof given === 'string' ? given : JSON.stringify(given) };
}

function nextValue(text: string, from: number): number {
  const at = text.slice(from).search(/\{|\[(?!TOOL_CALLS)/);
  return at < 0 ? at : at + from;
}

/** How long the JSON value is that begins here; 0 when it does not end. */
function valueLength(text: string, at: number): number {
  let depth = 0;
  let quoted = false;
  for (let index = at; index < text.length; index++) {
    const character = text[index];
    if (quoted) {
      if (character === '\\') index++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{' || character === '[') depth++;
    else if ((character === '}' || character === ']') && --depth === 0) return index - at + 1;
  }
  return 0;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
