// Messages, mentions and changes of members: recorded by the inbox, started here.
import type { App } from '@slack/bolt';
import { entryOf } from '../inbox.ts';
import type { ListenerDeps } from './listener.ts';

/** The events that Parley listens to; manifest.yml subscribes to them. */
export const EVENTS = ['message', 'app_mention', 'team_join', 'user_change'] as const;

export function registerEvents(app: App, { worker }: ListenerDeps): void {
  for (const name of EVENTS) {
    app.event(name, async ({ context }) => {
      const { recorded, turn } = entryOf(context);
      worker.start(recorded, turn);
    });
  }
}
