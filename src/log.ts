// The log: JSON lines, readable text on a terminal. Entries carry ids, never tokens, mail addresses or message text.
import { type Logger, pino } from 'pino';

export type { Logger };

const ADDRESS = /[^\s"'<>:;,(){}[\]]+@[^\s"'<>:;,(){}[\]]+/g;
/** Slack's tokens, keys of model servers, credentials in URLs and headers. */
const TOKEN = /\b(?:xox[a-z]|xapp|sk)-[\w-]+|(?<=Bearer )\S+|(?<=:\/\/)[^\s/@]+@/g;

/** Errors of libraries quote what they were given: addresses and tokens in them are blanked. */
export function masked(text: string): string {
  return text.replace(TOKEN, '***').replace(ADDRESS, '***');
}

interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string | number;
  readonly stack?: string;
}

/** Nothing but these fields: others may hold the payload that failed. */
export function loggedError(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: masked(String(error)) };
  const code = 'code' in error && ['string', 'number'].includes(typeof error.code) ? error.code : undefined;
  return {
    type: error.name,
    message: masked(error.message),
    ...(code !== undefined && { code: code as string | number }),
    ...(error.stack && { stack: masked(error.stack) }),
  };
}

/** `pretty` loads the formatter, which a server in production does without. */
export async function createLog(options: { level: string; pretty: boolean }): Promise<Logger> {
  const base = { level: options.level, base: null, serializers: { err: loggedError } };
  if (!options.pretty) return pino(base);
  const { default: pretty } = await import('pino-pretty');
  return pino(base, pretty({ translateTime: 'HH:MM:ss', ignore: 'pid,hostname', sync: true }));
}
