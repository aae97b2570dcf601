// `/metrics`: for Prometheus on this machine, or whoever has the token. And the meter around every request.
import type { ServerResponse } from 'node:http';
import { isSameToken } from './local.ts';
import { type Handler, problem } from './server.ts';
import { visitorOf } from './visitor.ts';

export function metricsHandler(options: {
  readonly render: () => Promise<{ readonly text: string; readonly type: string }>;
  /** Let in from anywhere with it; without one only this machine is. */
  readonly token?: string | undefined;
  readonly publicUrl?: string | undefined;
}): Handler {
  return async (request, response) => {
    if (request.url?.split('?')[0] !== '/metrics') return false;
    const { local, bearer } = visitorOf(request, options.publicUrl);
    if (!local && !(options.token && isSameToken(bearer, options.token))) {
      problem(response, 403, 'Forbidden', 'Metrics are for this machine, or for who sends METRICS_TOKEN as bearer.');
      return true;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      problem(response, 405, 'Not allowed', 'Metrics are read with GET.');
      return true;
    }
    const { text, type } = await options.render();
    respond(response, type, request.method === 'HEAD' ? '' : text);
    return true;
  };
}

function respond(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

const ROUTES = ['/m/', '/u/', '/feed/', '/ops', '/slack/', '/playground/', '/metrics', '/healthz', '/readyz'];

/** A request's path as a label: no secret, and no more labels than there are routes. */
export function routeOf(url: string | undefined): string {
  const path = url?.split('?')[0] ?? '/';
  if (path === '/') return '/';
  return ROUTES.find((route) => path === route || path.startsWith(route)) ?? 'other';
}
