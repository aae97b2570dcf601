// The assistant: one bounded loop between a model and the tools, and what a turn leaves behind. It never shows a model's
// word for a change: that is told from what the tools stored.
import type { User } from '../domain/accounts/accounts.ts';
import type { Clock } from '../domain/time.ts';
import { toolSchemas } from '../tools/specs.ts';
import type { Tool, ToolServices } from '../tools/tool.ts';
import { claimsChange } from './claims.ts';
import { consentOf } from './consent.ts';
import { trimHistory } from './history.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { type AssistantLog, type Ended, runLoop } from './loop.ts';
import type { Message, Model } from './models/model.ts';
import { changesTold, NOTHING_CHANGED, TAKEN_OVER, UNSURE } from './sentences.ts';
import { readSituation, type Situation, situationOf } from './situation.ts';
import { createSteps } from './steps.ts';
import type { Assistant, Conversations, Recalled, TurnRequest, TurnResult, TurnView } from './turn.ts';

/** How many stored messages are read before they are trimmed by tokens: turns with tools fill those with fewer. */
const READ_MESSAGES = 40;

export interface AssistantOptions {
  readonly model: Model;
  /** Takes over from a failing model in a turn whose tools have changed nothing. */
  readonly fallback?: Model | undefined;
  readonly tools: readonly Tool[];
  readonly services: ToolServices;
  readonly conversations: Conversations;
  readonly clock: Clock;
  readonly limits?: Partial<Limits> | undefined;
  readonly log: AssistantLog;
}

export function createAssistant(options: AssistantOptions): Assistant {
  const { services, conversations, clock, log } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const schemas = toolSchemas(options.tools);

  async function finish(request: TurnRequest, user: User, situation: Situation, ended: Ended): Promise<TurnResult> {
    const text = await replyText(request, user, situation, ended);
    const messages: Message[] = [
      { role: 'user', text: request.text, by: request.actor.userId },
      ...ended.exchanged,
      { role: 'assistant', text, toolCalls: [] },
    ];
    return {
      text,
      messages,
      changedMeetings: ended.changedMeetings,
      listedMeetings: ended.listedMeetings,
      ...(ended.clarification && { clarification: ended.clarification }),
      ...(ended.usage && { usage: ended.usage }),
    };
  }

  async function replyText({ actor }: TurnRequest, user: User, situation: Situation, ended: Ended): Promise<string> {
    const changed = ended.changes > 0;
    const parts: string[] = [];
    if (ended.takenOver) parts.push(TAKEN_OVER);
    if (changed && (ended.by === 'limit' || ended.text === '' || ended.unsure)) {
      parts.push(changesTold(await services.meetings.some(actor, [...new Set(ended.changedMeetings)]), user));
    }
    if (ended.unsure) parts.push(UNSURE);
    else if (!changed && ended.by === 'model' && claimsChange(ended.text, situation.meetings)) {
      log.warn({ model: ended.model }, 'a model claimed a change that nobody made');
      parts.push(NOTHING_CHANGED);
    } else if (ended.text !== '') parts.push(ended.text);
    return parts.join(' ');
  }

  /** A view that fails must not fail the turn. */
  function shielded(view: TurnView, { actor }: TurnRequest): TurnView {
    const shield =
      <Given extends unknown[]>(show: (...given: Given) => void) =>
      (...given: Given) => {
        try {
          show(...given);
        } catch (error) {
          log.warn({ err: error, requestId: actor.requestId }, 'what a turn is doing could not be shown');
        }
      };
    return { status: shield(view.status), draft: shield(view.draft) };
  }

  async function recall({ actor, conversation, eventId, text }: TurnRequest): Promise<Recalled> {
    const at = clock();
    const [history, situation] = await Promise.all([
      conversations.history(actor, conversation, eventId, READ_MESSAGES),
      readSituation(services, { actor, text, now: at }),
    ]);
    return { at, history, ...situation };
  }

  return {
    recall,

    remember: ({ actor, conversation, eventId }, { messages }) =>
      conversations.append(actor, conversation, eventId, messages, clock()),

    async run(request, journal, view, signal) {
      const { actor, text, eventId } = request;
      const [recalled, user] = await Promise.all([
        request.recalled ?? recall(request),
        request.user ?? services.accounts.user(actor, actor.userId),
      ]);
      const { at: now, history } = recalled;
      const situation = situationOf({ actor, user, recalled, meetings: services.meetings });
      const ended = await runLoop({
        model: options.model,
        fallback: options.fallback,
        tools: options.tools,
        schemas,
        limits,
        log,
        history: trimHistory(history, limits.maxHistoryTokens),
        text,
        situation,
        steps: createSteps(journal),
        view: shielded(view, request),
        signal,
        consent: consentOf(history, text, actor.userId, situation),
        context: { actor, user, now, services },
        eventId,
      });
      const result = await finish(request, user, situation, ended);
      const tools = ended.exchanged.flatMap((said) => (said.role === 'tool' ? [said.name] : []));
      const { by, changes, usage } = ended;
      const took = clock().getTime() - now.getTime();
      const of = { requestId: actor.requestId, model: ended.model, by, tools, changes, ms: took, ...usage };
      log.info(of, 'a turn was answered');
      return result;
    },
  };
}
