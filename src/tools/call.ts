// One call of a tool, from the JSON text that a model wrote to a result that it can act on. Nothing is thrown at a model,
// and nothing internal is told to it.
import { z } from 'zod';
import { DomainError, isRefusal } from '../domain/errors.ts';
import { ALL_TOOLS } from './index.ts';
import { refusal } from './refusal.ts';
import type { Tool, ToolContext, ToolContract, ToolResult } from './tool.ts';

type Refused = Extract<ToolResult, { ok: false }>;

function refuse(code: Refused['error']['code'], message: string): Refused {
  return { ok: false, error: { code, message } };
}

/**
 * Looks the tool up, checks the arguments, runs it and checks what it says. An error that nobody foresaw goes to `onError`
 * and is told as `unavailable`. Throws only when the database is away: nobody knows then what has become of the call, and
 * it is to be made again with the same key.
 */
export async function callTool(
  tools: readonly Tool[],
  context: ToolContext,
  name: string,
  argumentsJson: string,
  onError: (error: unknown) => void,
): Promise<ToolResult> {
  const tool = tools.find((candidate) => candidate.name === name);
  if (!tool) return notThere(tools, name);
  const input = parseArguments(tool, argumentsJson);
  if (!input.ok) return input.refused;
  try {
    const result = await tool.run(context, input.value);
    if (!result.ok) return result;
    return { ...result, data: tool.output.parse(result.data) as typeof result.data };
  } catch (error) {
    if (isRefusal(error)) return await refusal(context, error, onError);
    if (error instanceof DomainError) throw error;
    onError(error);
    return refuse('unavailable', 'This did not work just now, for a reason on our side. It may work later.');
  }
}

function notThere(tools: readonly Tool[], name: string): Refused {
  if (ALL_TOOLS.some((contract) => contract.name === name)) {
    return refuse('not_available_yet', `Parley cannot do this yet: ${name} is not available.`);
  }
  const known = tools.map((tool) => tool.name).join(', ');
  return refuse('invalid_input', `There is no tool "${name.slice(0, 80)}". The tools are: ${known}.`);
}

/** A model that writes null for an argument means that it gives none; strict schemas make it write them. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => (inner === null ? [] : [[name, withoutNulls(inner)]])),
  );
}

/** Checks the JSON text of a call against the tool's schema; what is refused names every bad argument. */
export function parseArguments(
  tool: ToolContract,
  argumentsJson: string,
): { ok: true; value: unknown } | { ok: false; refused: Refused } {
  let json: unknown;
  try {
    json = JSON.parse(argumentsJson.trim() || '{}');
  } catch {
    return {
      ok: false,
      refused: refuse('invalid_input', `The arguments of ${tool.name} are not valid JSON: write them again.`),
    };
  }
  const parsed = tool.input.safeParse(withoutNulls(json));
  if (parsed.success) return { ok: true, value: parsed.data };
  const problems = parsed.error.issues.map((issue) => describe(tool, issue));
  return { ok: false, refused: refuse('invalid_input', `Bad arguments of ${tool.name}: ${problems.join('; ')}.`) };
}

function describe(tool: ToolContract, issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const known = issue.path.length === 0 && tool.input instanceof z.ZodObject ? Object.keys(tool.input.shape) : [];
    const allowed = known.length > 0 ? ` (there are: ${known.join(', ')})` : '';
    return `unknown argument ${issue.keys.map((key) => `"${key}"`).join(', ')}${allowed}`;
  }
  const path = issue.path.map(String).join('.');
  return path ? `${path}: ${issue.message}` : issue.message;
}
