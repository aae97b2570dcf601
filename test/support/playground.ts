// A person at the playground, over its HTTP API: for tests that need no browser.
import { randomUUID } from 'node:crypto';

export const ADA = 'U0ADAPARK';
export const SARAH = 'U0SARAHCH';
export const TIM = 'U0TIMOKAF';

export interface ChatMessage {
  readonly ts: string;
  readonly user: string;
  readonly text: string;
  readonly threadTs?: string;
  readonly blocks?: readonly unknown[];
}

export interface Visitor {
  /** In the direct messages with Parley. */
  say(text: string): Promise<void>;
  messages(): Promise<ChatMessage[]>;
  read<T>(name: string, query?: Record<string, string>): Promise<T>;
  send(name: string, body: object): Promise<Response>;
}

/** `user` is who the visitor is in the workspace. */
export async function visit(url: string, user: string): Promise<Visitor> {
  const channel = `D${user.slice(1)}`;
  async function read<T>(name: string, query: Record<string, string> = {}): Promise<T> {
    const answer = await fetch(`${url}/playground/api/${name}?${new URLSearchParams({ user, ...query })}`);
    if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }
  const { token } = await read<{ token: string }>('session');
  const send = (name: string, body: object) =>
    fetch(`${url}/playground/api/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, 'x-parley-session': token },
      body: JSON.stringify({ user, ...body }),
    });
  return {
    read,
    send,
    async say(text) {
      const answer = await send('messages', { channel, text, clientId: randomUUID() });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    },
    async messages() {
      return (await read<{ messages: ChatMessage[] }>('history', { channel })).messages;
    },
  };
}
