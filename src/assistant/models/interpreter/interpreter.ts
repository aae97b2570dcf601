// The built-in interpreter: a grammar in stages behind the same Model interface as any LLM, without any network.
import type { Situation, SituationMeeting } from '../../situation.ts';
import type { Message, Model, ModelReply, ModelRequest } from '../model.ts';
import { answer } from './answers.ts';
import { decide } from './decide.ts';
import { ask, type Decision, say } from './decision.ts';
import { clausesOf, type Intent, intentOf } from './intent.ts';
import { sketchOf } from './recognise.ts';
import { outcomesOf } from './results.ts';
import type { Sketch } from './sketch.ts';

/** What each stage made of the message, for `interpret --explain`. */
export interface Explanation {
  readonly read: string;
  readonly sketch: string;
  readonly items: Sketch['items'];
  readonly clauses: readonly { readonly text: string; readonly intent: Intent; readonly decision: Decision }[];
  readonly decision: Decision;
}

export function createInterpreter(): Model {
  return {
    name: 'interpreter',
    respond: (request) => Promise.resolve(reply(request)),
  };
}

function reply(request: ModelRequest): ModelReply {
  const turn = request.messages.slice(request.messages.findLastIndex(({ role }) => role === 'user') + 1);
  const outcomes = outcomesOf(turn);
  const decision = outcomes.length > 0 ? answer(outcomes, request.situation) : explain(request).decision;
  const spoken = decision.kind === 'act' ? offered(decision, request) : decision;
  if (spoken.kind !== 'act') {
    request.onText?.(spoken.text);
    return {
      text: spoken.text,
      toolCalls: [],
      ...(spoken.kind === 'ask' ? { clarification: spoken.clarification } : {}),
    };
  }
  const step = request.messages.length;
  return {
    text: '',
    toolCalls: spoken.calls.map((call, index) => ({
      id: `i${step}-${index}`,
      name: call.tool,
      arguments: JSON.stringify(call.arguments),
    })),
  };
}

function offered(decision: Extract<Decision, { kind: 'act' }>, request: ModelRequest): Decision {
  const names = new Set(request.tools.map((tool) => tool.name));
  const absent = decision.calls.find((call) => !names.has(call.tool));
  return absent
    ? say(
        `I can’t do that yet (${absent.tool.replaceAll('_', ' ')}). I can book, move, cancel and list meetings, and find free times.`,
      )
    : decision;
}

/** Runs all stages over the user's last message. Pure: the same request gives the same explanation. */
export function explain(request: Pick<ModelRequest, 'messages' | 'situation'>): Explanation {
  const { situation } = request;
  const last = request.messages.findLastIndex((message) => message.role === 'user');
  const message = request.messages[last];
  const sketch = sketchOf(message?.role === 'user' ? message.text : '', situation);
  const has = { requests: situation.requests.length > 0, goals: situation.goals.length > 0 };
  const subject = subjectOf(request.messages.slice(0, Math.max(0, last)), situation);
  const clauses =
    intentOf(sketch.text, has) === 'refuse'
      ? [
          {
            text: sketch.text,
            intent: 'refuse' as const,
            decision: decide({ intent: 'refuse', sketch, text: sketch.text }, situation),
          },
        ]
      : clausesOf(sketch.text).flatMap((text) => {
          const intent = intentOf(text, has);
          return [{ text, intent, decision: decide({ intent, sketch, text, subject }, situation) }];
        });
  const followed = followUp(
    request.messages.slice(0, Math.max(0, last)),
    sketch,
    clauses.every(({ intent }) => intent === 'unknown' || intent === 'chat'),
    situation,
  );
  return {
    read: sketch.words(sketch.text),
    sketch: sketch.text,
    items: sketch.items,
    clauses,
    decision: followed ?? joined(clauses),
  };
}

/** Several wishes act together only when each of them can; one question comes first. */
function joined(clauses: Explanation['clauses']): Decision {
  const known = clauses.filter(({ intent }) => intent !== 'unknown' && intent !== 'chat');
  const [first] = known;
  if (!first) return clauses[0]?.decision ?? ask('What should I book, move, cancel or look up?', ['text']);
  const question = known.find(({ decision }) => decision.kind !== 'act');
  if (question) return question.decision;
  const acts = known.flatMap(({ decision }) => (decision.kind === 'act' ? [decision] : []));
  if (acts.length === 1 && acts[0]) return acts[0];
  const calls = acts.flatMap(({ calls }) => calls);
  return {
    kind: 'act',
    calls: calls.filter(
      (call, index) => calls.findIndex((other) => JSON.stringify(other) === JSON.stringify(call)) === index,
    ),
    confidence: Math.min(...acts.map(({ confidence }) => confidence)),
  };
}

/** The meeting that the conversation was last about. */
function subjectOf(history: readonly Message[], situation: Situation): SituationMeeting | undefined {
  for (const message of history.toReversed().slice(0, 6)) {
    if (message.role !== 'tool') continue;
    const mentioned = situation.meetings.filter((meeting) => message.content.includes(`"${meeting.id}"`));
    if (mentioned.length === 1) return mentioned[0];
  }
  return undefined;
}

/** A fragment after a question is read together with what was asked for before. */
function followUp(
  history: readonly Message[],
  sketch: Sketch,
  fragment: boolean,
  situation: Situation,
): Decision | undefined {
  if (!fragment || history.length === 0 || !/#[dtrpusb]\d/.test(sketch.text)) return undefined;
  const before = history.findLast((message) => message.role === 'user');
  if (before?.role !== 'user' || history.at(-1)?.role !== 'assistant') return undefined;
  const old = sketchOf(before.text, situation);
  let kept = old.text;
  for (const kind of ['d', 't', 'r', 'p', 'u']) {
    if (new RegExp(`#${kind}\\d`).test(sketch.text)) kept = kept.replace(new RegExp(`#${kind}\\d+`, 'g'), ' ');
  }
  const intent = intentOf(kept, { requests: false, goals: false });
  if (intent !== 'book' && intent !== 'availability') return undefined;
  const merged = sketchOf(`${old.words(kept)} ${sketch.words(sketch.text)}`, situation);
  return decide({ intent, sketch: merged, text: merged.text }, situation);
}
