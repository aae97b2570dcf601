// The journal of a turn as the loop uses it: what an earlier attempt recorded is answered from there, in order; what
// comes after is recorded before the loop goes on.
import type { ToolResult } from '../tools/tool.ts';
import type { ModelReply, ToolCall } from './models/model.ts';
import type { TurnJournal, TurnStep } from './turn.ts';

export interface Spoken {
  /** Name of the model that replied. */
  readonly model: string;
  readonly reply: ModelReply;
}

export type Outcome = Pick<
  Extract<TurnStep, { kind: 'result' }>,
  'content' | 'changed' | 'changedMeetings' | 'listedMeetings'
>;

export interface Steps {
  /** The recorded reply that comes next, if an earlier attempt had one. */
  recorded(): Spoken | undefined;
  record(spoken: Spoken): Promise<void>;
  /** Records the call, runs it, records what came of it. A call that has a result is not run again. */
  call(call: ToolCall, changes: boolean, run: () => Promise<ToolResult>): Promise<Outcome>;
}

const MOST_CALLS_A_REPLY = 10;

export function createSteps(journal: TurnJournal): Steps {
  const earlier = [...journal.steps];

  /** Takes the next recorded step, which must be of this kind: the loop is the same function that recorded it. */
  function take<Kind extends TurnStep['kind']>(kind: Kind): Extract<TurnStep, { kind: Kind }> | undefined {
    const step = earlier.shift();
    if (step && step.kind !== kind)
      throw new Error(`The journal of this turn has a ${step.kind} where a ${kind} belongs.`);
    return step as Extract<TurnStep, { kind: Kind }> | undefined;
  }

  return {
    recorded: () => take('model'),
    record: ({ model, reply }) => journal.append({ kind: 'model', model, reply }),
    async call({ id: callId, name, arguments: json }, changes, run) {
      if (!take('call')) await journal.append({ kind: 'call', callId, name, arguments: json, changes });
      const stored = take('result');
      if (stored) return stored;
      const outcome = toOutcome(await run());
      await journal.append({ kind: 'result', callId, ...outcome });
      return outcome;
    },
  };
}

function toOutcome(result: ToolResult): Outcome {
  if (!result.ok) return { content: JSON.stringify({ ok: false, error: result.error }), changed: false };
  return {
    content: JSON.stringify({ ok: true, data: result.data }),
    changed: result.changed,
    ...(result.changedMeetings && { changedMeetings: result.changedMeetings }),
    ...(result.listedMeetings && { listedMeetings: result.listedMeetings }),
  };
}

/**
 * The reply with ids that are unique in its turn, made up where a model left them out or repeated them, and with a
 * bounded number of calls. The ids are recorded with the reply, so that a resumed turn makes the same change keys.
 */
export function withCallIds(reply: ModelReply, used: Set<string>): ModelReply {
  const toolCalls = reply.toolCalls.slice(0, MOST_CALLS_A_REPLY).map((call) => {
    let id = call.id;
    while (id === '' || used.has(id)) id = `call-${used.size}${id && '-'}${id}`;
    used.add(id);
    return { ...call, id };
  });
  return { ...reply, toolCalls };
}
