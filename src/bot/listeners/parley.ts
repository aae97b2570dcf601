// /parley: what somebody sets about Parley itself. Looking changes nothing and is done at once; saving is a recorded turn.
import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { ACTIONS } from '../actions.ts';
import { entryOf } from '../inbox.ts';
import { blockOf, readNotifications } from '../modals/notifications-form.ts';
import { NOTIFICATIONS_VIEW } from '../modals/notifications-view.ts';
import { botWords } from '../words/words.ts';
import type { ListenerDeps } from './listener.ts';
import { settledInTime } from './waiting.ts';

export function registerParley(app: App, deps: ListenerDeps): void {
  const { worker, notifications, calendar, guestPages, opsAnswer } = deps;
  app.command('/parley', async ({ ack, command, context }) => {
    const { turn } = entryOf(context);
    const say = (text: string) => ack({ response_type: 'ephemeral', text });
    switch (command.text.trim().toLowerCase()) {
      case 'notifications':
        await ack();
        return notifications.open(turn, command.trigger_id, 'own');
      case 'defaults':
        await ack();
        return notifications.open(turn, command.trigger_id, 'workspace');
      case 'calendar':
        await ack();
        return calendar.open(turn, command.trigger_id);
      case 'guests':
        await ack();
        return guestPages.open(turn, command.trigger_id);
      case 'ops':
        return say(await opsAnswer(turn));
      default:
        return say(botWords(await deps.languageOf(turn.tenant, turn.userId)).help);
    }
  });

  app.view(NOTIFICATIONS_VIEW, async ({ ack, view, context }) => {
    const entry = entryOf(context);
    const submission = readNotifications(view);
    if (!submission) return;
    if ('errors' in submission) {
      const { settings } = botWords(await deps.languageOf(entry.turn.tenant, entry.turn.userId));
      const told = Object.entries(submission.errors).map(([block, mistake]) => [block, settings[mistake]]);
      return ack({ response_action: 'errors', errors: Object.fromEntries(told) });
    }
    const refusal = await settledInTime(worker, entry);
    if (!refusal) return ack();
    return ack({ response_action: 'errors', errors: { [blockOf(submission.settings)]: refusal } });
  });

  app.action<BlockAction<ButtonAction>>(ACTIONS.renewFeed, async ({ ack, body, context }) => {
    await ack();
    if (body.view) await calendar.renew(entryOf(context).turn, body.view.id);
  });

  app.action<BlockAction<ButtonAction>>(ACTIONS.closePage, async ({ ack, action, body, context }) => {
    await ack();
    if (body.view && action.value) await guestPages.close(entryOf(context).turn, body.view.id, action.value);
  });
}
