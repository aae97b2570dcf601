// What people do in the playground's workspace, as the requests that Slack sends of it; real processes get them in tests.
import type { Db, Document } from 'mongodb';
import { directMessageId } from '../../src/playground/workspace.ts';
import { createPlaygroundStore } from '../../src/storage/playground.ts';
import { CHANNEL, elementsOf, messageEvent, TENANT } from '../bot/support/bot.ts';

export interface Told {
  readonly ts: string;
  /** Each is sent to Parley; a mention is told as a mention and as a message. */
  readonly events: readonly object[];
}

export interface Talk {
  /** In the direct messages with Parley. */
  say(user: string, text: string): Promise<Told>;
  /** In the channel, where it begins a thread. */
  mention(user: string, text: string): Promise<Told>;
  /** A form: the same each time it is sent. */
  click(user: string, message: Document | undefined, actionId: string): { readonly payload: string };
}

export function createTalk(db: Db): Talk {
  const store = createPlaygroundStore(db, TENANT);
  const second = Math.floor(Date.now() / 1000);
  let count = 500_000;
  const nextTs = () => `${second}.${String(count++)}`;

  async function write(user: string, text: string, channel: string): Promise<string> {
    const ts = nextTs();
    if (!(await store.addMessage({ channel, ts, user, text }))) throw new Error(`There is a message ${ts} already.`);
    return ts;
  }

  return {
    async say(user, text) {
      const channel = directMessageId(user);
      const ts = await write(user, text, channel);
      return { ts, events: [messageEvent({ user, text, channel, ts })] };
    },
    async mention(user, text) {
      const ts = await write(user, text, CHANNEL);
      const event = { user, text, channel: CHANNEL, ts };
      return { ts, events: [messageEvent({ ...event, type: 'app_mention' }), messageEvent(event)] };
    },
    click(user, message, actionId) {
      const element = elementsOf(message?.blocks ?? []).find(({ action_id }) => action_id === actionId);
      if (!message || !element) throw new Error(`The message has no ${actionId}.`);
      const { channel, ts } = message;
      const payload = {
        type: 'block_actions',
        team: { id: TENANT },
        user: { id: user, team_id: TENANT },
        container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
        channel: { id: channel },
        message: { ts },
        actions: [{ ...element, type: 'button', action_ts: nextTs() }],
      };
      return { payload: JSON.stringify(payload) };
    },
  };
}

/** The next `count` weekdays from a week ahead on, as `YYYY-MM-DD`. */
export function workdays(count: number): string[] {
  const days: string[] = [];
  const day = new Date(Date.now() + 7 * 86_400_000);
  while (days.length < count) {
    day.setUTCDate(day.getUTCDate() + 1);
    if (day.getUTCDay() % 6 !== 0) days.push(day.toISOString().slice(0, 10));
  }
  return days;
}
