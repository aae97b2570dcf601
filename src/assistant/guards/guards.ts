// The guards that every call passes before it runs, whichever model made it.
import { parseArguments } from '../../tools/call.ts';
import type { ToolContract } from '../../tools/tool.ts';
import type { ToolCall } from '../models/model.ts';
import { askedFor } from './asked-for.ts';
import { cancelled } from './cancelled.ts';
import type { Guard, GuardedTurn, Refusal } from './guard.ts';
import { invited } from './invited.ts';
import { weekday } from './weekday.ts';

/** What the user has said yes to needs no further question, but its day must still be right. */
const ALWAYS: readonly Guard[] = [weekday];
const UNLESS_AGREED: readonly Guard[] = [askedFor, cancelled, invited];

/** The first guard's refusal. A call with bad arguments passes: the tool refuses it in more detail. */
export async function guardCall(tool: ToolContract, call: ToolCall, turn: GuardedTurn): Promise<Refusal | undefined> {
  const parsed = parseArguments(tool, call.arguments);
  if (!parsed.ok) return undefined;
  const guarded = { tool, input: parsed.value as Readonly<Record<string, unknown>> };
  const guards = turn.consent.covers(call) ? ALWAYS : [...ALWAYS, ...UNLESS_AGREED];
  for (const guard of guards) {
    const refusal = await guard(guarded, turn);
    if (refusal) return refusal;
  }
  return undefined;
}
