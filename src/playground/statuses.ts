// What the bot says that it is doing: shown until it answers, says that it stopped, or two minutes have passed.
import type { PageStatus } from '../http/contract.ts';

/** As in Slack. */
const SHOWN_MS = 120_000;

export interface Statuses {
  /** Empty text takes the status away. */
  set(status: PageStatus): void;
  /** The bot has answered: in a thread this ends that thread's status, outside of threads all of the conversation. */
  answered(channel: string, threadTs: string | undefined): void;
  list(): PageStatus[];
}

export function createStatuses(show: (status: PageStatus) => void): Statuses {
  const shown = new Map<string, { status: PageStatus; timer: NodeJS.Timeout }>();

  function end(key: string): void {
    const entry = shown.get(key);
    if (!entry) return;
    clearTimeout(entry.timer);
    shown.delete(key);
    show({ ...entry.status, text: '' });
  }

  return {
    set({ channel, threadTs, text }) {
      const key = `${channel}:${threadTs}`;
      if (text === '') return end(key);
      clearTimeout(shown.get(key)?.timer);
      const status = { channel, threadTs, text };
      shown.set(key, { status, timer: setTimeout(() => end(key), SHOWN_MS).unref() });
      show(status);
    },
    answered(channel, threadTs) {
      for (const [key, { status }] of shown) {
        if (status.channel === channel && (threadTs === undefined || status.threadTs === threadTs)) end(key);
      }
    },
    list: () => [...shown.values()].map(({ status }) => status),
  };
}
