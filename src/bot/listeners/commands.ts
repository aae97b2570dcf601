// Slash commands about meetings: `/meet <anything you'd type>` and `/meetings`.
import type { App } from '@slack/bolt';
import { entryOf } from '../inbox.ts';
import { botWords } from '../words/words.ts';
import type { ListenerDeps } from './listener.ts';

export function registerCommands(app: App, { worker, languageOf }: ListenerDeps): void {
  for (const name of ['/meet', '/meetings']) {
    app.command(name, async ({ ack, context }) => {
      const { recorded, turn } = entryOf(context);
      const say = async (word: 'meetHelp' | 'elsewhere') => {
        const text = botWords(await languageOf(turn.tenant, turn.userId))[word];
        return ack({ response_type: 'ephemeral', text });
      };
      if (turn.work.kind === 'view') return say('meetHelp');
      if (turn.work.kind === 'say' && !turn.work.place) await say('elsewhere');
      else await ack();
      worker.start(recorded, turn);
    });
  }
}
