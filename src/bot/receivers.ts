// How events come in: over HTTP with signed requests, or over a socket that Parley opens. Both answer an event that could
// not be recorded with an error, so that Slack sends it again.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTPReceiver, type Logger, type Receiver, SocketModeReceiver } from '@slack/bolt';

export type Transport =
  | { readonly kind: 'http'; readonly signingSecret: string }
  | { readonly kind: 'socket'; readonly appToken: string };

/** Where Slack posts events, commands and interactions. */
export const EVENTS_PATH = '/slack/events';
const BODY_LIMIT = 1024 * 1024;

export interface Transported {
  readonly receiver: Receiver;
  /** Over HTTP only: answers true when the request was for Slack's address. */
  readonly requestListener?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export function createTransport(transport: Transport, logger: Logger): Transported {
  if (transport.kind === 'socket') {
    const receiver = new SocketModeReceiver({
      appToken: transport.appToken,
      logger,
      processEventErrorHandler: async ({ error }) => {
        logger.error('an event was not recorded', error);
        return false;
      },
    });
    return { receiver };
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
  });
  return {
    receiver,
    requestListener(request, response) {
      const path = request.url?.split('?')[0];
      if (path !== EVENTS_PATH || request.method !== 'POST') return false;
      receiver.requestListener(request, response);
      return true;
    },
  };
}
