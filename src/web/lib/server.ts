// How the page talks to its server: reads, changes that prove where they come from, and a stream that comes back.
import type { PageEvent, SESSION_HEADER, Session } from '../../http/contract.ts';

const API = '/playground/api/';
/** A copy, held to the contract by its type: the page takes no code from there. */
const sessionHeader: typeof SESSION_HEADER = 'x-parley-session';
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/** A sentence for the person who looks at the page. */
export class ServerError extends Error {}

let token = '';

async function answered(request: () => Promise<Response>): Promise<Response> {
  let response: Response;
  try {
    response = await request();
  } catch {
    throw new ServerError('Parley cannot be reached. Is it running?');
  }
  if (response.ok) return response;
  const body = (await response.json().catch(() => ({}))) as { detail?: string };
  throw new ServerError(body.detail ?? `Parley answered with status ${response.status}.`);
}

export function addressOf(name: string, query: Record<string, string> = {}): string {
  return `${API}${name}?${new URLSearchParams(query)}`;
}

export async function read<T>(name: string, query: Record<string, string> = {}): Promise<T> {
  const response = await answered(() => fetch(addressOf(name, query)));
  return (await response.json()) as T;
}

export async function openSession(): Promise<Session> {
  const session = await read<Session>('session');
  token = session.token;
  return session;
}

export async function change<T>(name: string, body: unknown): Promise<T> {
  const send = () =>
    fetch(`${API}${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [sessionHeader]: token },
      body: JSON.stringify(body),
    });
  const response = await answered(async () => {
    const first = await send();
    if (first.status !== 403) return first;
    // The server has started anew since the page was loaded.
    await openSession();
    return send();
  });
  return (await response.json()) as T;
}

/**
 * Follows what one person sees, from the event `after` on, until the answered function is called. Comes back by itself,
 * waiting longer each time.
 */
export function follow(
  user: string,
  after: string,
  on: { event: (event: PageEvent) => void; connected: (connected: boolean) => void },
): () => void {
  let last = after;
  let wait = FIRST_WAIT_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let source: EventSource;

  function connect(): void {
    source = new EventSource(`${API}events?${new URLSearchParams({ user, after: last })}`);
    source.onopen = () => {
      wait = FIRST_WAIT_MS;
      on.connected(true);
    };
    source.onmessage = (message) => {
      last = message.lastEventId || last;
      on.event(JSON.parse(message.data as string) as PageEvent);
    };
    source.onerror = () => {
      source.close();
      on.connected(false);
      timer = setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    };
  }

  connect();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
