// `npm run interpret`: sentences in as JSON lines, the calls that they ask for out, acting on nothing.
import { withOffset } from '../domain/time.ts';
import { ALL_TOOLS } from '../tools/index.ts';
import { toolSchemas } from '../tools/specs.ts';
import { parseTime } from '../tools/times.ts';
import { type Line, LineError, messagesOf, parseLine, situationFromContext } from './interpret-line.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { type Model, ModelError, type ModelRequest, type ToolCall } from './models/model.ts';

/** Longer than the loop's: nobody waits for an answer here, and every sentence should get one. */
const TIMEOUT_MS = 120_000;

/** How a decision was made, as its model tells it. */
export type Explain = (request: Pick<ModelRequest, 'messages' | 'situation'>) => object;

/**
 * Writes one line of JSON for each line read, in order: `{id, calls: [{tool, arguments}], clarify, reply}`, or
 * `{id, error}` for a line that cannot be used. Blank lines are passed over. With `explain`, `explained` is added.
 */
export async function interpret(
  input: AsyncIterable<string>,
  write: (line: string) => void,
  model: Model,
  explain?: Explain,
): Promise<void> {
  const tools = toolSchemas(ALL_TOOLS);
  for await (const text of input) {
    if (text.trim() === '') continue;
    write(JSON.stringify(await answer(text, model, tools, explain)));
  }
}

async function answer(
  text: string,
  model: Model,
  tools: ReturnType<typeof toolSchemas>,
  explain?: Explain,
): Promise<object> {
  let id: Line['id'] | undefined;
  try {
    const line = parseLine(text);
    id = line.id;
    const asked = { messages: messagesOf(line), situation: situationFromContext(line) };
    const reply = await model.respond({
      ...asked,
      tools,
      maxOutputTokens: DEFAULT_LIMITS.maxOutputTokens,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return {
      id,
      calls: reply.toolCalls.map((call) => ({ tool: call.name, arguments: argumentsOf(call, line.zone) })),
      clarify: reply.clarification ? { missing: reply.clarification.missing } : null,
      reply: reply.text,
      ...(explain && { explained: explain(asked) }),
    };
  } catch (error) {
    if (error instanceof LineError) return { ...(error.id !== undefined && { id: error.id }), error: error.message };
    if (error instanceof ModelError) return { ...(id !== undefined && { id }), error: error.message };
    throw error;
  }
}

/** As the model wrote them, but for `start`, which is written with its offset. */
function argumentsOf({ name, arguments: json }: ToolCall, zone: string): unknown {
  let given: unknown;
  try {
    given = JSON.parse(json.trim() || '{}');
  } catch (cause) {
    throw new ModelError(`The arguments of ${name} are not valid JSON.`, { retryable: true, cause });
  }
  if (typeof given !== 'object' || given === null || !('start' in given) || typeof given.start !== 'string')
    return given;
  const wall = 'timezone' in given && typeof given.timezone === 'string' ? given.timezone : zone;
  return { ...given, start: withOffsetIfPossible(given.start, wall, zone) };
}

/** A start that does not exist stays as it was written: whoever reads the line sees what the model said. */
function withOffsetIfPossible(start: string, wall: string, zone: string): string {
  try {
    return withOffset(parseTime(start, wall), zone);
  } catch {
    return start;
  }
}
