// The log: JSON lines, readable text on a terminal. Entries carry ids, never tokens, mail addresses or message text.
import { type Logger, pino } from 'pino';

export type { Logger };

/** `pretty` loads the formatter, which a server in production does without. */
export async function createLog(options: { level: string; pretty: boolean }): Promise<Logger> {
  const base = { level: options.level, base: null };
  if (!options.pretty) return pino(base);
  const { default: pretty } = await import('pino-pretty');
  return pino(base, pretty({ translateTime: 'HH:MM:ss', ignore: 'pid,hostname', sync: true }));
}
