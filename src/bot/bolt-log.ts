// Bolt's log lines in ours. Its debug lines carry message text and so are never written.
import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';
import type { Logger } from 'pino';

export function createBoltLogger(log: Logger): BoltLogger {
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (first: unknown, ...rest: unknown[]) => {
      const error = [first, ...rest].find((part) => part instanceof Error);
      const words = [first, ...rest].filter((part) => typeof part === 'string').join(' ');
      log[level](error ? { err: error } : {}, words || error?.message || 'bolt');
    };
  return {
    debug() {},
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    setLevel() {},
    setName() {},
    getLevel: () => LogLevel.INFO,
  };
}
