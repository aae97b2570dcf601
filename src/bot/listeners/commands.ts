// Slash commands about meetings: `/meet <anything you'd type>` and `/meetings`.
import type { App } from '@slack/bolt';
import { entryOf } from '../inbox.ts';
import type { ListenerDeps } from './listener.ts';

const HELP =
  'Tell me what to arrange, as you would say it: `/meet 30 min with Sarah tomorrow at 2pm`, ' +
  '`/meet move my 3pm to Friday`, `/meet when is Tim free this week?`';

export function registerCommands(app: App, { worker }: ListenerDeps): void {
  for (const name of ['/meet', '/meetings']) {
    app.command(name, async ({ ack, context }) => {
      const { recorded, turn } = entryOf(context);
      if (turn.work.kind === 'view') return ack({ response_type: 'ephemeral', text: HELP });
      const elsewhere = turn.work.kind === 'say' && !turn.work.place;
      await ack(elsewhere ? { response_type: 'ephemeral', text: 'I answer in our direct messages.' } : undefined);
      worker.start(recorded, turn);
    });
  }
}
