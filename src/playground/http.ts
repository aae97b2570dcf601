// The playground's HTTP side: who is let in, what is parsed, which function answers.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { closeView, SESSION_HEADER, sendAction, sendCommand, sendMessage, submitView } from '../http/contract.ts';
import { isLocal, isSameOrigin, isSameToken } from '../http/local.ts';
import { problem } from '../http/server.ts';
import { NotThere } from './people.ts';
import { AppUnavailable } from './sender.ts';
import type { StaticPages } from './static.ts';

export const API_PATH = '/playground/api/';
const BODY_LIMIT = 256 * 1024;

/** A change that the page asks for: its body's schema, and what it does. */
export interface Change {
  readonly schema: z.ZodType;
  run(body: unknown): Promise<unknown>;
}

export function change<Schema extends z.ZodType>(
  schema: Schema,
  run: (body: z.output<Schema>) => Promise<unknown>,
): Change {
  return { schema, run: (body) => run(body as z.output<Schema>) };
}

export type Read = (query: URLSearchParams) => Promise<unknown>;

export const CHANGE_SCHEMAS = {
  messages: sendMessage,
  commands: sendCommand,
  actions: sendAction,
  submissions: submitView,
  closings: closeView,
} as const;

/** `open` lets in whoever reaches the port: in a container, where no peer is loopback. */
export function createPlaygroundHandler(options: {
  open: boolean;
  sessionToken: string;
  pages: StaticPages;
  reads: ReadonlyMap<string, Read>;
  /** Whole pages of HTML that the page shows in a frame. */
  documents: ReadonlyMap<string, (query: URLSearchParams) => Promise<string>>;
  changes: ReadonlyMap<string, Change>;
  stream: (query: URLSearchParams, response: ServerResponse, lastId: string | undefined) => void;
  onError: (error: unknown) => void;
}) {
  async function api(name: string, query: URLSearchParams, request: IncomingMessage, response: ServerResponse) {
    if (request.headers['sec-fetch-site'] && request.headers['sec-fetch-site'] !== 'same-origin') {
      return problem(response, 403, 'Forbidden', 'The playground answers its own page only.');
    }
    const found = options.reads.get(name);
    if (request.method === 'GET' && name === 'events') {
      const seen = request.headers['last-event-id'] ?? query.get('after') ?? undefined;
      return options.stream(query, response, Array.isArray(seen) ? seen[0] : seen);
    }
    if (request.method === 'GET' && found) return json(response, await found(query));
    const document = options.documents.get(name);
    if (request.method === 'GET' && document) return framed(response, await document(query));
    const asked = options.changes.get(name);
    if (!asked && !found) return problem(response, 404, 'Not found', 'The playground has no such address.');
    if (request.method !== 'POST' || !asked) return problem(response, 405, 'Not allowed', 'Use another method here.');
    if (!isSameOrigin(request) || !isSameToken(request.headers[SESSION_HEADER], options.sessionToken)) {
      return problem(response, 403, 'Forbidden', 'Changes are taken from the playground’s own page only. Reload it.');
    }
    const body = await readBody(request);
    if (body === null) return problem(response, 413, 'Too large', 'This is more than a message may be.');
    const parsed = asked.schema.safeParse(body);
    if (!parsed.success) return problem(response, 400, 'Not understood', z.prettifyError(parsed.error));
    return json(response, (await asked.run(parsed.data)) ?? {});
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const name = url.pathname.startsWith(API_PATH) ? url.pathname.slice(API_PATH.length) : null;
    const isPage = request.method === 'GET' || request.method === 'HEAD';
    if (name === null && !isPage) return false;
    if (!options.open && !isLocal(request)) {
      if (name === null && url.pathname !== '/') return false;
      problem(response, 403, 'Forbidden', 'The playground is for this machine only: open it through localhost.');
      return true;
    }
    if (name === null) return options.pages.serve(url.pathname, response, request.method === 'HEAD');
    try {
      await api(name, url.searchParams, request, response);
    } catch (error) {
      if (error instanceof NotThere) problem(response, 404, 'Not there', error.message);
      else if (error instanceof AppUnavailable) problem(response, 502, 'No answer', error.message);
      else {
        options.onError(error);
        problem(response, 500, 'Internal error', 'Something went wrong on our side. Please try again.');
      }
    }
    return true;
  };
}

function json(response: ServerResponse, body: unknown): void {
  response
    .writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    .end(JSON.stringify(body));
}

/** No script of a mail runs and nothing is loaded, in the frame as in a tab of its own. */
const FRAME_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "frame-ancestors 'self'",
  'sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox',
].join('; ');

function framed(response: ServerResponse, html: string): void {
  response
    .writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': FRAME_POLICY,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    .end(html);
}

/** The parsed JSON, undefined when it is none; null when it is too large. */
async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > BODY_LIMIT) return null;
    chunks.push(chunk as Buffer);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString()) ?? undefined;
  } catch {
    return undefined;
  }
}
