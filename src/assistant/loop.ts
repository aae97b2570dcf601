// The loop of a turn: ask the model, run the tools that it calls, until it has only words left or a limit is reached.
// Every step goes through the journal, so that a resumed turn runs through here again and ends the same.
import { callTool } from '../tools/call.ts';
import type { ToolSchema } from '../tools/specs.ts';
import type { Tool, ToolContext, ToolResult } from '../tools/tool.ts';
import { claimsChange } from './claims.ts';
import type { Consent } from './consent.ts';
import { askFirst } from './guards/guard.ts';
import { guardCall } from './guards/guards.ts';
import { manyQuestion } from './guards/many.ts';
import { estimateTokens, messageTokens } from './history.ts';
import type { Limits } from './limits.ts';
import type { Clarification, Message, Model, ModelReply, ToolCall } from './models/model.ts';
import { offersOf } from './offers.ts';
import { sentencesOf } from './sentence-stream.ts';
import { ANSWER_CUT_SHORT, MODEL_FAILED, NO_ANSWER, TOO_LONG, TOO_MANY_STEPS } from './sentences.ts';
import type { Situation } from './situation.ts';
import { type Outcome, type Spoken, type Steps, withCallIds } from './steps.ts';
import type { TurnView } from './turn.ts';
import { addUsage, type TurnUsage } from './usage.ts';

/** The part of a pino logger that the assistant uses. Entries carry ids, never what was said. */
export interface AssistantLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface LoopInput {
  readonly model: Model;
  readonly fallback?: Model | undefined;
  readonly tools: readonly Tool[];
  readonly schemas: readonly ToolSchema[];
  readonly limits: Limits;
  readonly log: AssistantLog;
  readonly history: readonly Message[];
  readonly text: string;
  readonly situation: Situation;
  readonly steps: Steps;
  readonly view: TurnView;
  readonly signal: AbortSignal;
  readonly consent: Consent;
  readonly context: Omit<ToolContext, 'key' | 'mayConfirm'>;
  readonly eventId: string;
}

export interface Ended {
  /** `model`: with its own words. `limit`: with ours, because it had none that could be used. */
  readonly by: 'model' | 'limit';
  readonly text: string;
  readonly clarification?: Clarification | undefined;
  /** Who spoke last. */
  readonly model: string;
  readonly takenOver: boolean;
  /** What was said between the user's message and the final text. */
  readonly exchanged: readonly Message[];
  readonly changes: number;
  /** A change may have been made of which no result tells. */
  readonly unsure: boolean;
  readonly changedMeetings: readonly string[];
  readonly listedMeetings: readonly string[];
  readonly usage?: TurnUsage | undefined;
}

const HELD_BACK = 'a call was held back by a guard';
const AGREE: Clarification = { missing: ['confirm'], options: ['yes', 'no'] };

export async function runLoop(input: LoopInput): Promise<Ended> {
  const { limits, steps, fallback } = input;
  const signal = AbortSignal.any([input.signal, AbortSignal.timeout(limits.turnMs)]);
  const usedIds = new Set<string>();
  const outcomes: Outcome[] = [];
  const made: ToolCall[] = [];
  let model = input.model;
  let exchanged: Message[] = [];
  let unsure = false;
  let badReplies = 0;
  let tokens = 0;
  let usage: TurnUsage | undefined;

  const changes = () => outcomes.filter(({ changed }) => changed).length;
  const end = (by: Ended['by'], text: string, clarification?: Clarification): Ended => ({
    by,
    text,
    clarification,
    model: model.name,
    takenOver: model === fallback,
    exchanged,
    changes: changes(),
    unsure,
    changedMeetings: outcomes.flatMap(({ changedMeetings }) => changedMeetings ?? []),
    listedMeetings: outcomes.flatMap(({ listedMeetings }) => listedMeetings ?? []),
    usage,
  });
  /** The interpreter starts over with the user's words: half an answer of another model would only mislead it. */
  const takeOver = (other: Model) => {
    model = other;
    exchanged = [];
    badReplies = 0;
  };

  for (let step = 0; step < limits.maxSteps; step++) {
    const earlier = steps.recorded();
    if (earlier && fallback && earlier.model === fallback.name && model !== fallback) takeOver(fallback);
    const spoken = earlier ?? (await ask(input, model, exchanged, outcomes, signal));
    usage = addUsage(usage, spoken?.reply.usage);
    // Silence is an answer only after a change: the card says enough.
    if (!spoken || (isSilent(spoken.reply) && changes() === 0)) {
      if (signal.aborted) return end('limit', TOO_LONG);
      if (changes() > 0) return end('limit', ANSWER_CUT_SHORT);
      if (!fallback || model === fallback || unsure) return end('limit', spoken ? NO_ANSWER : MODEL_FAILED);
      takeOver(fallback);
      continue;
    }
    const reply = withCallIds(spoken.reply, usedIds);
    if (!earlier) await steps.record({ model: spoken.model, reply });
    tokens += costOf(reply, input.history, exchanged);
    if (reply.toolCalls.length === 0) {
      const text = reply.text.trim();
      return end('model', text, reply.clarification ?? offersOf(text, lastResults(exchanged), input.situation));
    }

    const messages: Message[] = [{ role: 'assistant', text: '', toolCalls: reply.toolCalls }];
    const wanted = reply.toolCalls.filter((call) => toolOf(input, call)?.changes && !input.consent.covers(call));
    const tooMany = wanted.length > 0 && changes() + wanted.length > limits.maxChanges;
    let bad = 0;
    for (const call of reply.toolCalls) {
      const mayChange = toolOf(input, call)?.changes === true;
      const outcome = await steps.call(call, mayChange, () => runTool(input, call, tooMany, made));
      outcomes.push(outcome);
      if (outcome.changed) made.push(call);
      const code = codeOf(outcome.content);
      if (code === 'invalid_input') bad++;
      if (code === 'unavailable' && toolOf(input, call)?.changes) unsure = true;
      messages.push({ role: 'tool', callId: call.id, name: call.name, content: outcome.content });
    }
    exchanged = [...exchanged, ...messages];
    if (tooMany) return end('limit', manyQuestion(wanted, input.situation), AGREE);
    badReplies = bad === reply.toolCalls.length ? badReplies + 1 : 0;
    if (badReplies >= limits.maxBadReplies) return end('limit', NO_ANSWER);
    if (tokens > limits.maxTurnTokens) return end('limit', TOO_MANY_STEPS);
  }
  return end('limit', TOO_MANY_STEPS);
}

/**
 * What the model says; undefined when it fails or time is up. Throws only when the turn itself
 * is cancelled: it is then taken up again.
 */
async function ask(
  input: LoopInput,
  model: Model,
  exchanged: readonly Message[],
  outcomes: readonly Outcome[],
  signal: AbortSignal,
): Promise<Spoken | undefined> {
  input.signal.throwIfAborted();
  if (signal.aborted) return undefined;
  input.view.status('Thinking…');
  try {
    const reply = await model.respond({
      messages: [...input.history, { role: 'user', text: input.text }, ...exchanged],
      situation: input.situation,
      tools: input.schemas,
      maxOutputTokens: input.limits.maxOutputTokens,
      signal,
      onText: sentencesOf((text) => aloud(input, text, outcomes)),
    });
    return { model: model.name, reply };
  } catch (error) {
    input.signal.throwIfAborted();
    input.log.warn({ err: error, model: model.name }, 'the model failed');
    return undefined;
  }
}

/** Shows what the model has said so far; false for a claim of a change that nobody made. */
function aloud({ situation, view }: LoopInput, text: string, outcomes: readonly Outcome[]): boolean {
  const changes = outcomes.filter(({ changed }) => changed);
  if (changes.length === 0 && claimsChange(text, situation.meetings)) return false;
  view.draft(
    text,
    changes.flatMap(({ changedMeetings }) => changedMeetings ?? []),
  );
  return true;
}

/** What the tools answered to the last calls. */
function lastResults(exchanged: readonly Message[]): string[] {
  const from = exchanged.findLastIndex(({ role }) => role === 'assistant');
  return exchanged.slice(from).flatMap((message) => (message.role === 'tool' ? [message.content] : []));
}

function isSilent({ text, toolCalls }: ModelReply): boolean {
  return toolCalls.length === 0 && text.trim() === '';
}

function toolOf(input: LoopInput, call: ToolCall): Tool | undefined {
  return input.tools.find(({ name }) => name === call.name);
}

async function runTool(
  input: LoopInput,
  call: ToolCall,
  tooMany: boolean,
  made: readonly ToolCall[],
): Promise<ToolResult> {
  const tool = toolOf(input, call);
  const agreed = input.consent.covers(call);
  if (tooMany && tool?.changes && !agreed) {
    return askFirst(`These are more than ${input.limits.maxChanges} changes at once.`);
  }
  const held = tool && (await guardCall(tool, call, { ...input, made }));
  if (held) {
    input.log.warn({ tool: call.name, code: held.error.code, requestId: input.context.actor.requestId }, HELD_BACK);
    return held;
  }
  input.view.status(tool?.status ?? 'Thinking…');
  const context = { ...input.context, key: `${input.eventId}:${call.id}`, mayConfirm: agreed };
  return callTool(input.tools, context, call.name, call.arguments, (error) => {
    input.log.error({ err: error, tool: call.name, requestId: context.actor.requestId }, 'a tool failed');
  });
}

function codeOf(content: string): string | undefined {
  const result = JSON.parse(content) as ToolResult;
  return result.ok ? undefined : result.error.code;
}

/** As the server counts, or estimated where it does not say. */
function costOf({ usage, text, toolCalls }: ModelReply, ...read: readonly (readonly Message[])[]): number {
  if (usage) return usage.inputTokens + usage.outputTokens;
  const written = toolCalls.reduce((sum, call) => sum + estimateTokens(call.arguments), estimateTokens(text));
  return read.flat().reduce((sum, message) => sum + messageTokens(message), written);
}
