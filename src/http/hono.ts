// Mounts a Hono app on the server. Pages are written as Hono routes: its router and its escaping templates are small,
// and a route over Request and Response can be tested and moved without a server.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Hono } from 'hono';
import { type Handler, problem } from './server.ts';
import { type Visitor, visitorOf } from './visitor.ts';

export interface PageEnv {
  Bindings: { readonly visitor: Visitor };
}

/** More than any form of ours, far less than a nuisance. */
const BODY_LIMIT = 16 * 1024;

/** The app answers whatever lies under the prefixes (`/m/`), also what it does not know. */
export function mount(app: Hono<PageEnv>, prefixes: readonly string[], publicUrl?: string): Handler {
  return async (incoming, outgoing) => {
    const path = incoming.url ?? '/';
    if (!prefixes.some((prefix) => path.startsWith(prefix))) return false;
    const body = await readBody(incoming);
    if (body === null) {
      // What is still to come is not read.
      outgoing.setHeader('connection', 'close');
      problem(outgoing, 413, 'Too large', 'This is more than a form of ours holds.');
      return true;
    }
    const request = requestOf(incoming, body);
    if (!request) {
      problem(outgoing, 400, 'Not understood', 'This is no address of ours.');
      return true;
    }
    await send(await app.fetch(request, { visitor: visitorOf(incoming, publicUrl) }), outgoing);
    return true;
  };
}

/** Null when there is more than {@link BODY_LIMIT}. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length;
    if (size > BODY_LIMIT) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** Null for a target that is no path, or a method that fetch does not know. */
function requestOf(incoming: IncomingMessage, body: Buffer): Request | null {
  const { method = 'GET', url = '/', headers } = incoming;
  try {
    const withBody = method !== 'GET' && method !== 'HEAD' && body.length > 0;
    const type = headers['content-type'];
    const etag = headers['if-none-match'];
    const since = headers['if-modified-since'];
    return new Request(new URL(`http://parley${url}`), {
      method,
      headers: {
        ...(type && { 'content-type': type }),
        ...(etag && { 'if-none-match': etag }),
        ...(since && { 'if-modified-since': since }),
      },
      ...(withBody && { body: new Uint8Array(body) }),
    });
  } catch {
    return null;
  }
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  const length = body.length > 0 ? { 'content-length': body.length } : {};
  outgoing.writeHead(response.status, { ...Object.fromEntries(response.headers), ...length }).end(body);
}
