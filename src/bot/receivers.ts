// How events come in: over HTTP with signed requests, or over a socket that Parley opens. Both answer an event that could
// not be recorded with an error, so that Slack sends it again.
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type BufferedIncomingMessage,
  HTTPModuleFunctions,
  HTTPReceiver,
  type Logger,
  type Receiver,
} from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import { createSocketReceiver } from './socket.ts';

export type Transport =
  | { readonly kind: 'http'; readonly signingSecret: string }
  | { readonly kind: 'socket'; readonly appToken: string };

/** Where Slack posts events, commands and interactions. */
export const EVENTS_PATH = '/slack/events';
const BODY_LIMIT = 1024 * 1024;

export interface Transported {
  readonly receiver: Receiver;
  /** Why nothing arrives from Slack at the moment. Over HTTP nobody but Slack knows that. */
  readonly trouble: () => string | null;
  /** Over HTTP only: answers true when the request was for Slack's address. */
  readonly requestListener?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export function createTransport(transport: Transport, clientOptions: WebClientOptions, logger: Logger): Transported {
  if (transport.kind === 'socket') {
    const receiver = createSocketReceiver({ appToken: transport.appToken, clientOptions, logger });
    return { receiver, trouble: receiver.trouble };
  }
  const receiver = new HTTPReceiver({
    signingSecret: transport.signingSecret,
    endpoints: EVENTS_PATH,
    bodyLimit: BODY_LIMIT,
    logger,
    processEventErrorHandler: async ({ error, response }) => {
      logger.error('an event was not recorded', error);
      if (!response.headersSent) response.writeHead(503, { 'retry-after': '1' }).end();
      // Answered: the receiver has nothing left to wait for.
      return true;
    },
    // Bolt would answer 404 here, and fail on the true answer that follows. Slack has hung up by now and sends again.
    unhandledRequestHandler: () => logger.warn('Slack was kept waiting for more than three seconds'),
  });
  return {
    receiver,
    trouble: () => null,
    requestListener(request, response) {
      const path = request.url?.split('?')[0];
      if (path !== EVENTS_PATH || request.method !== 'POST') return false;
      void receive(receiver, request, response);
      return true;
    },
  };
}

/** Bolt takes every JSON for an object and fails, unanswered, on one that is not: those are answered here. */
async function receive(receiver: HTTPReceiver, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let buffered: BufferedIncomingMessage;
  try {
    buffered = await HTTPModuleFunctions.bufferIncomingMessage(request, BODY_LIMIT);
  } catch (error) {
    const tooLarge = HTTPModuleFunctions.isRawBodyError(error) && error.statusCode === 413;
    response.writeHead(tooLarge ? 413 : 400, { connection: 'close' }).end();
    return;
  }
  if (isJsonObject(buffered)) receiver.requestListener(buffered, response);
  else response.writeHead(400).end();
}

function isJsonObject(request: BufferedIncomingMessage): boolean {
  try {
    const body: unknown = HTTPModuleFunctions.parseHTTPRequestBody(request);
    return typeof body === 'object' && body !== null && !Array.isArray(body);
  } catch {
    return false;
  }
}
