// Buttons that change something or answer a question: recorded by the inbox, started here.
import type { App } from '@slack/bolt';
import { ACTIONS, actionPattern } from '../actions.ts';
import { entryOf } from '../inbox.ts';
import type { ListenerDeps } from './listener.ts';

export function registerButtons(app: App, { worker }: ListenerDeps): void {
  // Slack opens the link itself, and still wants an answer.
  app.action(ACTIONS.join, ({ ack }) => ack());
  for (const name of [ACTIONS.cancel, ACTIONS.leave, ACTIONS.again, ACTIONS.answer]) {
    app.action(actionPattern(name), async ({ ack, context }) => {
      const { recorded, turn } = entryOf(context);
      if (turn.work.kind === 'outdated') return;
      await ack();
      worker.start(recorded, turn);
    });
  }
}
