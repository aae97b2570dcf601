// Posts what people do into the app's receiver: signed as Slack signs, with Slack's content types and its three seconds.
import { createHmac } from 'node:crypto';
import type { Clock } from '../domain/time.ts';

/** Where the app listens for everything. */
const EVENTS_PATH = '/slack/events';
const ANSWER_WITHIN_MS = 3_000;

/** Into our own server. Rejects when it cannot be reached. */
export type Post = (path: string, body: string, headers: Record<string, string>) => Promise<Response>;

/** The app did not answer in time, or refused. */
export class AppUnavailable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'AppUnavailable';
  }
}

export interface Sender {
  /** An event of the Events API, as JSON. */
  event(body: Readonly<Record<string, unknown>>): Promise<void>;
  /** A slash command, as a form. Answers the body that the app sent back. */
  command(fields: Readonly<Record<string, string>>): Promise<unknown>;
  /** A click, a submitted or closed modal: a form whose one field is JSON. */
  interaction(payload: Readonly<Record<string, unknown>>): Promise<unknown>;
}

export function createSender(options: { signingSecret: string; post: Post; clock: Clock }): Sender {
  async function send(body: string, type: string): Promise<unknown> {
    const timestamp = String(Math.floor(options.clock().getTime() / 1000));
    const signature = createHmac('sha256', options.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
    const response = await answered(
      options.post(EVENTS_PATH, body, {
        'content-type': type,
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${signature}`,
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      }),
    );
    if (!response.ok) throw new AppUnavailable(`Parley answered with status ${response.status}.`);
    return parsed(await response.text());
  }

  const form = 'application/x-www-form-urlencoded';
  return {
    async event(body) {
      await send(JSON.stringify(body), 'application/json');
    },
    command: (fields) => send(new URLSearchParams(fields).toString(), form),
    interaction: (payload) => send(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), form),
  };
}

async function answered(response: Promise<Response>): Promise<Response> {
  const late = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const timeout = new Promise<never>((_, reject) => {
    late.addEventListener('abort', () => reject(new AppUnavailable('Parley did not answer within three seconds.')));
  });
  try {
    return await Promise.race([response, timeout]);
  } catch (error) {
    if (error instanceof AppUnavailable) throw error;
    throw new AppUnavailable('Parley cannot be reached.');
  }
}

/** The app answers with nothing, plain text, or JSON. */
function parsed(body: string): unknown {
  if (body === '') return null;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
