// Live updates: what changes in the workspace goes to every open page whose person may see it, as server-sent events.
import type { ServerResponse } from 'node:http';
import type { PageEvent } from '../http/contract.ts';

/** How many events a page may have missed and still catch up on. */
const KEPT = 500;
const HEARTBEAT_MS = 25_000;
/** A browser waits this long before it connects again; the page's own backoff takes over when that fails too. */
const RETRY_MS = 1_000;

interface Kept {
  readonly number: number;
  readonly users: readonly string[];
  readonly event: PageEvent;
}

export interface Hub {
  /** The last event's id: a snapshot read after this call holds everything up to it. */
  at(): string;
  send(users: readonly string[], event: PageEvent): void;
  /** Streams to one page, beginning after the event that it saw last. */
  connect(response: ServerResponse, user: string, lastId: string | undefined): void;
  /** Ends every stream. */
  close(): void;
}

/** `run` names this process: ids of another one cannot be caught up on. */
export function createHub(run: string): Hub {
  const kept: Kept[] = [];
  const pages = new Map<ServerResponse, string>();
  let number = 0;
  const heartbeat = setInterval(() => {
    for (const page of pages.keys()) page.write(': still here\n\n');
  }, HEARTBEAT_MS);
  heartbeat.unref();

  function write(page: ServerResponse, id: number, event: PageEvent): void {
    page.write(`id: ${run}-${id}\ndata: ${JSON.stringify(event)}\n\n`);
  }

  function missedBy(lastId: string, user: string): Kept[] | null {
    const [otherRun, last = ''] = lastId.split('-');
    const seen = Number(last);
    const oldest = kept[0]?.number ?? number + 1;
    if (otherRun !== run || !Number.isInteger(seen) || seen > number || seen + 1 < oldest) return null;
    return kept.filter((event) => event.number > seen && event.users.includes(user));
  }

  return {
    at: () => `${run}-${number}`,
    send(users, event) {
      number += 1;
      kept.push({ number, users, event });
      if (kept.length > KEPT) kept.shift();
      for (const [page, user] of pages) if (users.includes(user)) write(page, number, event);
    },
    connect(response, user, lastId) {
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
      response.write(`retry: ${RETRY_MS}\n\n`);
      const missed = lastId === undefined ? [] : missedBy(lastId, user);
      if (missed === null) write(response, number, { kind: 'reset' });
      else for (const { number: id, event } of missed) write(response, id, event);
      pages.set(response, user);
      response.on('close', () => pages.delete(response));
    },
    close() {
      clearInterval(heartbeat);
      for (const page of pages.keys()) page.end();
      pages.clear();
    },
  };
}
