// The HTTP server: health, Slack's requests, and whatever pages are mounted. Knows how to start and to stop, no more.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers true when it has taken the request. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean> | boolean;

export interface Health {
  readonly ok: boolean;
  readonly reason?: string;
}

export interface HttpServer {
  /** The bound port, also when 0 was asked for. Rejects with {@link PortTakenError}. */
  start(): Promise<number>;
  /** Takes no new connections, lets running requests end, then cuts what is left. */
  stop(timeoutMs: number): Promise<void>;
}

export class PortTakenError extends Error {
  readonly port: number;

  constructor(port: number) {
    super(`Port ${port} is taken by another program. Set PORT to a free one, for example: PORT=${port + 1} npm start`);
    this.name = 'PortTakenError';
    this.port = port;
  }
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

/** RFC 9457. */
export function problem(response: ServerResponse, status: number, title: string, detail: string): void {
  answer(response, status, 'application/problem+json', JSON.stringify({ status, title, detail }));
}

/**
 * `ready` answers whether requests can be served now: /readyz is what load balancers ask, /healthz only says that the
 * process lives. Handlers are asked in order; the first that takes a request answers it.
 */
export function createHttpServer(options: {
  host: string;
  port: number;
  ready: () => Promise<Health>;
  handlers: readonly Handler[];
  onError: (error: unknown, request: IncomingMessage) => void;
  /** Told of every answered request. */
  onAnswered?: (request: IncomingMessage, status: number, seconds: number) => void;
}): HttpServer {
  let stopping = false;

  async function health(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const path = request.url?.split('?')[0];
    if (path === '/healthz') {
      answer(response, 200, 'application/json', JSON.stringify({ ok: true }));
      return true;
    }
    if (path === '/readyz') {
      const state = stopping ? { ok: false, reason: 'Parley is stopping.' } : await options.ready();
      answer(response, state.ok ? 200 : 503, 'application/json', JSON.stringify(state));
      return true;
    }
    return false;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Whoever keeps connections open learns that this one is over, instead of having its next request cut.
    if (stopping) response.setHeader('connection', 'close');
    const began = performance.now();
    response.once('finish', () => {
      options.onAnswered?.(request, response.statusCode, (performance.now() - began) / 1000);
    });
    try {
      for (const handler of [health, ...options.handlers]) {
        if (await handler(request, response)) return;
      }
      problem(response, 404, 'Not found', 'There is nothing at this address.');
    } catch (error) {
      options.onError(error, request);
      if (response.headersSent) response.destroy();
      else problem(response, 500, 'Internal error', 'Something went wrong on our side. Please try again.');
    }
  }

  const server = createServer((request, response) => void serve(request, response));
  // A client that dribbles its headers or body must not hold a connection for ever.
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;

  return {
    start: () =>
      new Promise((resolve, reject) => {
        server.once('error', (error: NodeJS.ErrnoException) => {
          reject(error.code === 'EADDRINUSE' ? new PortTakenError(options.port) : error);
        });
        server.listen(options.port, options.host, () => resolve((server.address() as AddressInfo).port));
      }),
    stop: (timeoutMs) =>
      new Promise((resolve) => {
        stopping = true;
        const cut = setTimeout(() => server.closeAllConnections(), timeoutMs);
        // Closes what is idle; what is answered just now becomes idle without being told of the end.
        const idle = setInterval(() => server.closeIdleConnections(), 50);
        server.close(() => {
          clearTimeout(cut);
          clearInterval(idle);
          resolve();
        });
      }),
  };
}
