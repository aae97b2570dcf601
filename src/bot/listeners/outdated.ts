// Buttons and forms of messages that an older version of Parley posted: acknowledged like any other, and answered with a
// sentence, since what they meant is gone. The other listeners leave them alone.
import type { App } from '@slack/bolt';
import { entryOf } from '../inbox.ts';
import { sentenceView } from '../modals/sentence-view.ts';
import { botWords } from '../words/words.ts';
import type { ListenerDeps } from './listener.ts';

const ANY = /^/;

export function registerOutdated(app: App, { worker, languageOf }: ListenerDeps): void {
  app.action(ANY, async ({ ack, context }) => {
    const { recorded, turn } = entryOf(context);
    if (turn.work.kind !== 'outdated') return;
    await ack();
    worker.start(recorded, turn);
  });

  app.view(ANY, async ({ ack, context }) => {
    const { recorded, turn } = entryOf(context);
    if (turn.work.kind !== 'outdated') return;
    const words = botWords(await languageOf(turn.tenant, turn.userId));
    await ack({ response_action: 'update', view: sentenceView('Parley', words.sentences.outdated, words) });
    worker.start(recorded, turn);
  });
}
