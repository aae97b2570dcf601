// A model that says what a test has written down, in order. A call that the script does not foresee throws.
import { type Model, ModelError, type ModelReply, type ModelRequest } from './model.ts';

/** A reply, a failure, or a function of the request for what depends on earlier results. */
export type ScriptedReply =
  | Partial<ModelReply>
  | Error
  | ((request: ModelRequest) => Partial<ModelReply> | Promise<Partial<ModelReply>>);

export interface ScriptedModel extends Model {
  /** What it was asked, oldest first. */
  readonly requests: readonly ModelRequest[];
  /** Replies that nobody has asked for yet. */
  readonly left: number;
}

/** Tool calls as a script writes them; ids are made from their place. */
export function calls(...wanted: readonly (readonly [name: string, args: unknown])[]): Partial<ModelReply> {
  return {
    toolCalls: wanted.map(([name, args], index) => ({
      id: `scripted-${index}`,
      name,
      arguments: typeof args === 'string' ? args : JSON.stringify(args),
    })),
  };
}

export function createScriptedModel(script: readonly ScriptedReply[], name = 'scripted'): ScriptedModel {
  const left = [...script];
  const requests: ModelRequest[] = [];
  return {
    name,
    requests,
    get left() {
      return left.length;
    },
    async respond(request) {
      requests.push(request);
      request.signal.throwIfAborted();
      const next = left.shift();
      if (next === undefined) {
        throw new ModelError(`The script of ${script.length} replies has no answer to a further call.`, {
          retryable: false,
        });
      }
      if (next instanceof Error) throw next;
      const reply = typeof next === 'function' ? await next(request) : next;
      return { text: '', toolCalls: [], ...reply };
    },
  };
}
