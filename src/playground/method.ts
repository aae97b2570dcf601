// What every emulated Slack Web API method is: the scopes it wants, the arguments it takes, and what it does.
import { z } from 'zod';
import type { Clock } from '../domain/time.ts';
import type { PlaygroundStore, StoredMessage } from './store.ts';
import { type Conversation, conversationsOf, directMessageId, type Workspace } from './workspace.ts';

/** Something that a person looking at the workspace should see. */
export type WorkspaceChange =
  | { readonly kind: 'message'; readonly message: StoredMessage; readonly fresh: boolean }
  | { readonly kind: 'removed'; readonly message: StoredMessage }
  /** Empty text: the bot stopped typing. */
  | { readonly kind: 'status'; readonly channel: string; readonly threadTs: string; readonly text: string }
  /** The person's stack of modals changed. */
  | { readonly kind: 'views'; readonly user: string };

export interface MethodContext {
  readonly workspace: Workspace;
  readonly store: PlaygroundStore;
  readonly clock: Clock;
  /** Random, of `[A-Z0-9]`, unguessable. */
  readonly newId: () => string;
  /** The next message ts: rises strictly. */
  readonly nextTs: () => string;
  readonly scopes: ReadonlySet<string>;
  readonly changed: (change: WorkspaceChange) => void;
}

export type Answer = Readonly<Record<string, unknown>>;

export interface Method {
  /** Any one of them is enough; none: no scope needed. */
  readonly scopes: readonly string[];
  /** `args` are the decoded arguments, all of them text, as forms carry them. */
  run(context: MethodContext, args: Readonly<Record<string, string>>): Promise<Answer>;
}

/** An answer with `ok: false`. */
export class Refusal extends Error {
  readonly code: string;
  readonly details: Answer;

  constructor(code: string, details: Answer = {}) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
  }
}

export function defineMethod<Shape extends z.ZodRawShape>(method: {
  scopes: readonly string[];
  args: Shape;
  run: (context: MethodContext, args: z.output<z.ZodObject<Shape, z.core.$strict>>) => Promise<Answer>;
}): Method {
  const schema = z.strictObject(method.args);
  return {
    scopes: method.scopes,
    async run(context, args) {
      const parsed = schema.safeParse(args);
      if (parsed.success) return method.run(context, parsed.data);
      if (parsed.error.issues.some(({ code }) => code === 'unrecognized_keys')) throw new Refusal('invalid_arg_name');
      throw new Refusal('invalid_arguments', { response_metadata: { messages: parsed.error.issues.map(complaint) } });
    },
  };
}

function complaint({ code, message, path, input }: z.core.$ZodIssue): string {
  const field = path.join('.');
  if (code === 'invalid_type' && input === undefined && !message.includes('expected object')) {
    return `[ERROR] missing required field: ${field}`;
  }
  return `[ERROR] ${message} [json-pointer:/${path.join('/')}]`;
}

// ---- Arguments as forms carry them ----

export const id = z.string().regex(/^[A-Z0-9]{2,}$/, 'must be an id');
export const timestamp = z.string().regex(/^\d{10,}\.\d{6}$/, 'must be a message timestamp');
export const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1');
export const limit = z.coerce.number().int().min(1).max(1000);

/** JSON text whose content is checked by the method, since Slack names a different error for each. */
export const json = z.string().transform((text, check): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    check.addIssue({ code: 'custom', message: 'must be valid JSON', input: text });
    return z.NEVER;
  }
});

// ---- Conversations ----

/** A conversation that the bot may see, by its id or by the id of a person. Refuses with `channel_not_found`. */
export function findConversation({ workspace }: MethodContext, channel: string): Conversation {
  const isPerson = workspace.people.some(({ id }) => id === channel);
  const wanted = isPerson ? directMessageId(channel) : channel;
  const found = conversationsOf(workspace).find(({ id }) => id === wanted);
  if (!found) throw new Refusal('channel_not_found');
  return found;
}

/** The scope depends on the kind of conversation: `channels:read` or `im:read`. */
export function requireScope({ scopes }: MethodContext, conversation: Conversation, verb: 'read' | 'history'): void {
  const needed = `${conversation.kind === 'im' ? 'im' : 'channels'}:${verb}`;
  if (!scopes.has(needed)) throw missingScope(needed, scopes);
}

export function missingScope(needed: string, scopes: ReadonlySet<string>): Refusal {
  return new Refusal('missing_scope', { needed, provided: [...scopes].join(',') });
}
