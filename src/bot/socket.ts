// Socket Mode: the connection that Parley opens to Slack, and keeps. Slack renews it every few hours and announces that:
// the next one is opened at once. What no connection acknowledged is sent again by Slack.
import { type Logger, type Receiver, SocketModeReceiver } from '@slack/bolt';
import { WebAPIPlatformError, type WebClientOptions } from '@slack/web-api';

/** Slack's client waits for its greeting without an end of its own. */
const GREETED_WITHIN_MS = 15_000;
/** The first attempt follows at once, the next after this and twice as long each time. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** A connection that holds this long was worth it: pauses begin anew. */
const STEADY_MS = 20_000;

/** Answers that no repetition changes: the token is wrong, or was taken back. */
const REFUSALS = [
  'account_inactive',
  'invalid_auth',
  'not_allowed_token_type',
  'not_authed',
  'team_disabled',
  'token_expired',
  'token_revoked',
  'user_removed_from_team',
];

export interface Link {
  /** Why nothing arrives from Slack at the moment; null while it does, or is about to. */
  trouble(): string | null;
}

/**
 * `start` rejects when Slack refuses the token. A network that fails, then or later, is waited for. A token that is taken
 * back later is told through `trouble`, and tried again: an app may be installed anew.
 */
export function createSocketReceiver(options: {
  appToken: string;
  clientOptions: WebClientOptions;
  logger: Logger;
}): Receiver & Link {
  const { logger } = options;
  const open = new Set<SocketModeReceiver>();
  let app: Parameters<Receiver['init']>[0] | undefined;
  let stopping = false;
  let connecting = false;
  let attempts = 0;
  let trouble: string | null = null;
  let next: NodeJS.Timeout | undefined;
  let steady: NodeJS.Timeout | undefined;

  function createConnection(): SocketModeReceiver {
    const connection = new SocketModeReceiver({
      appToken: options.appToken,
      logger,
      // Its own way back ends the process when Slack refuses, and waits for hours after a long failure of the network.
      autoReconnectEnabled: false,
      installerOptions: {
        clientOptions: { ...options.clientOptions, timeout: GREETED_WITHIN_MS, retryConfig: { retries: 0 } },
      },
      processEventErrorHandler: async ({ error }) => {
        logger.error('an event was not recorded', error);
        return false;
      },
    });
    if (app) connection.init(app);
    return connection;
  }

  /** Opens a connection beside those that are there. Rejects when Slack does not greet it. */
  async function connect(): Promise<void> {
    const connection = createConnection();
    const late = Promise.withResolvers<never>();
    const deadline = setTimeout(() => late.reject(new Error('Slack did not greet in time.')), GREETED_WITHIN_MS);
    try {
      await Promise.race([connection.start(), late.promise]);
    } catch (error) {
      void connection.stop();
      throw error;
    } finally {
      clearTimeout(deadline);
    }
    open.add(connection);
    connection.client.on('ws_message', (data: unknown) => {
      // The client closes this connection by itself; whatever comes meanwhile finds the next one.
      if (isGoodbye(data)) renewSoon();
    });
    connection.client.once('disconnected', () => {
      open.delete(connection);
      if (open.size === 0) renewSoon();
    });
    if (stopping) await connection.stop();
  }

  /** At once, unless the last attempt was a moment ago: Slack counts how often it is asked. */
  function renewSoon(): void {
    if (stopping || connecting || next) return;
    clearTimeout(steady);
    const pause = attempts === 0 ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
    attempts += 1;
    next = setTimeout(renew, pause);
  }

  async function renew(): Promise<void> {
    next = undefined;
    connecting = true;
    let failed = false;
    try {
      await connect();
      if (trouble) logger.info('connected to Slack again');
      trouble = null;
      steady = setTimeout(() => {
        attempts = 0;
      }, STEADY_MS).unref();
    } catch (error) {
      tell(error);
      failed = true;
    } finally {
      connecting = false;
    }
    // What was opened may be closed again by now.
    if (failed || open.size === 0) renewSoon();
  }

  /** Logged once for each reason, however often it is tried. */
  function tell(error: unknown): void {
    const before = trouble;
    trouble = refusalOf(error) ?? 'Slack cannot be reached.';
    if (trouble !== before) logger.error(trouble, error);
  }

  return {
    init(given) {
      app = given;
    },
    async start() {
      try {
        await connect();
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal) throw new Error(refusal, { cause: error });
        tell(error);
        renewSoon();
      }
    },
    async stop() {
      stopping = true;
      clearTimeout(next);
      clearTimeout(steady);
      await Promise.all([...open].map((connection) => connection.stop()));
    },
    trouble: () => trouble,
  };
}

function refusalOf(error: unknown): string | null {
  if (!(error instanceof WebAPIPlatformError) || !REFUSALS.includes(error.data.error)) return null;
  return `Slack refuses the connection (${error.data.error}): check SLACK_APP_TOKEN and whether the app is still installed.`;
}

/** `{"type":"disconnect","reason":"warning"}`, or `refresh_requested`. */
function isGoodbye(data: unknown): boolean {
  if (typeof data !== 'string') return false;
  try {
    const message: unknown = JSON.parse(data);
    return typeof message === 'object' && message !== null && 'type' in message && message.type === 'disconnect';
  } catch {
    return false;
  }
}
