// An emulated Slack Web API, as strict as the real one, for the methods that Parley calls. Bolt reaches it in-process
// through `clientOptions.fetch`.
import type { FetchFunction } from '@slack/web-api';
import type { Clock } from '../domain/time.ts';
import { createFaults, type Fault, underFault } from './faults.ts';
import { type Method, type MethodContext, missingScope, Refusal, type WorkspaceChange } from './method.ts';
import { chatMethods } from './methods/chat.ts';
import { conversationMethods } from './methods/conversations.ts';
import { directoryMethods } from './methods/directory.ts';
import { viewMethods } from './methods/views.ts';
import { createResponseUrl, RESPONSE_URL, type ResponseTarget, respond } from './responses.ts';
import type { PlaygroundStore } from './store.ts';
import { WORKSPACE, type Workspace } from './workspace.ts';

const API_URL = 'https://slack.com/api/';
/** As Slack has it: the app must open its modal within this time. */
const TRIGGER_SECONDS = 3;

const METHODS: ReadonlyMap<string, Method> = new Map(
  Object.entries({ ...directoryMethods, ...chatMethods, ...conversationMethods, ...viewMethods }),
);

export const ALL_SCOPES: readonly string[] = [
  'app_mentions:read',
  'assistant:write',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'im:history',
  'im:read',
  'im:write',
  'users:read',
  'users:read.email',
];

/** One call of the app, as it was answered. */
export interface ApiCall {
  readonly method: string;
  /** Decoded from the form; JSON inside is still text. */
  readonly args: Readonly<Record<string, string>>;
  readonly answer: Readonly<Record<string, unknown>> & { readonly ok: boolean };
}

export interface SlackApi {
  /** For Bolt's `clientOptions.fetch`. Knows slack.com/api and the response URLs, and refuses every other address. */
  readonly fetch: FetchFunction;
  readonly context: MethodContext;
  /** A `trigger_id` for a person who has just acted: one modal within three seconds. */
  trigger(user: string): Promise<string>;
  responseUrl(target: ResponseTarget): Promise<string>;
  /** Lets the next `calls` of a method meet a fault. `response_url` names posts to response URLs. */
  fail(method: string, fault: Fault, calls?: number): void;
}

/**
 * `newId` gives random ids of `[A-Z0-9]`, at least 10 long. `scopes` are those granted to the app. `changed` is called
 * after every change that people see, `called` after every call.
 */
export function createSlackApi(options: {
  store: PlaygroundStore;
  clock: Clock;
  newId: () => string;
  workspace?: Workspace;
  scopes?: readonly string[];
  changed?: (change: WorkspaceChange) => void;
  called?: (call: ApiCall) => void;
}): SlackApi {
  const faults = createFaults();
  const context: MethodContext = {
    workspace: options.workspace ?? WORKSPACE,
    store: options.store,
    clock: options.clock,
    newId: options.newId,
    nextTs: createTimestamps(options.clock),
    scopes: new Set(options.scopes ?? ALL_SCOPES),
    changed: options.changed ?? (() => {}),
  };

  async function call(name: string, headers: Headers, body: string | FormData | undefined): Promise<Response> {
    // Bolt's clients name the team in every call; Slack minds it only for tokens of a whole organisation.
    const { token, team_id: _, ...args } = decode(body, headers.get('content-type') ?? '');
    const bearer = headers.get('authorization')?.replace(/^Bearer /, '') ?? token;
    const method = METHODS.get(name);
    const answer = await answerOf(method, bearer, args);
    options.called?.({ method: name, args, answer });
    return Response.json(answer, {
      headers: {
        'x-oauth-scopes': [...context.scopes].join(','),
        ...(method && { 'x-accepted-oauth-scopes': method.scopes.join(',') }),
      },
    });
  }

  async function answerOf(method: Method | undefined, token: string | undefined, args: Record<string, string>) {
    try {
      if (!method) throw new Refusal('unknown_method');
      if (!token) throw new Refusal('not_authed');
      if (token !== context.workspace.botToken) throw new Refusal('invalid_auth');
      const [needed] = method.scopes;
      if (needed !== undefined && !method.scopes.some((scope) => context.scopes.has(scope))) {
        throw missingScope(needed, context.scopes);
      }
      return { ok: true, ...(await method.run(context, args)) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { ok: false, error: error.code, ...error.details };
    }
  }

  return {
    context,
    async fetch(address, init = {}) {
      const url = String(address);
      const headers = new Headers(init.headers);
      if (url.startsWith(API_URL)) {
        const name = url.slice(API_URL.length);
        return underFault(faults.next(name), init.signal, () => call(name, headers, init.body));
      }
      if (url.startsWith(RESPONSE_URL)) {
        const { body } = init;
        return underFault(faults.next('response_url'), init.signal, () => respond(context, url, parseJson(body)));
      }
      throw new TypeError(`fetch failed: the playground has no address ${url}`);
    },
    async trigger(user) {
      const id = `${context.newId()}.${context.newId()}`;
      const now = context.clock();
      // Kept for a while, so that a late use is told from an invented one.
      await context.store.dropGrants(new Date(now.getTime() - 3_600_000));
      const expiresAt = new Date(now.getTime() + TRIGGER_SECONDS * 1000);
      await context.store.putGrant({ id, kind: 'trigger', user, expiresAt, usesLeft: 1 });
      return id;
    },
    responseUrl: (target) => createResponseUrl(context, target),
    fail: (method, fault, calls = 1) => faults.set(method, fault, calls),
  };
}

function decode(body: string | FormData | undefined, type: string): Record<string, string> {
  if (body === undefined) return {};
  if (type.startsWith('application/json')) {
    const parsed = parseJson(body);
    return Object.fromEntries(
      Object.entries(parsed ?? {}).map(([key, value]) => [
        key,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    );
  }
  const fields = typeof body === 'string' ? new URLSearchParams(body) : body;
  return Object.fromEntries([...fields].filter((field): field is [string, string] => typeof field[1] === 'string'));
}

function parseJson(body: string | FormData | undefined): unknown {
  try {
    return typeof body === 'string' ? JSON.parse(body) : null;
  } catch {
    return null;
  }
}

/** `1767798720.000100`: seconds of the clock and a part that always rises, also within one tick. */
function createTimestamps(clock: Clock): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, clock().getTime() * 1000);
    return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, '0')}`;
  };
}
