// /parley: what somebody sets about Parley itself. Looking changes nothing and is done at once; saving is a recorded turn.
import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { ACTIONS } from '../actions.ts';
import { entryOf } from '../inbox.ts';
import { blockOf, readNotifications } from '../modals/notifications-form.ts';
import { NOTIFICATIONS_VIEW } from '../modals/notifications-view.ts';
import type { ListenerDeps } from './listener.ts';
import { settledInTime } from './waiting.ts';

const HELP = [
  '`/parley notifications` sets what you hear, where and when: kinds, reminders, quiet hours, language.',
  '`/parley calendar` shows your meetings in Google Calendar, Outlook or Apple Calendar.',
  '`/parley defaults` sets notifications for everybody who has not chosen their own (admins).',
  '`/parley ops` shows how Parley is doing (admins).',
  'To arrange a meeting, write to me, or use `/meet` and `/meetings`.',
].join('\n');

export function registerParley(app: App, { worker, notifications, calendar, opsAnswer }: ListenerDeps): void {
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
      case 'ops':
        return say(await opsAnswer(turn));
      default:
        return say(HELP);
    }
  });

  app.view(NOTIFICATIONS_VIEW, async ({ ack, view, context }) => {
    const entry = entryOf(context);
    const submission = readNotifications(view);
    if (!submission) return;
    if ('errors' in submission) return ack({ response_action: 'errors', errors: submission.errors });
    const refusal = await settledInTime(worker, entry);
    if (!refusal) return ack();
    return ack({ response_action: 'errors', errors: { [blockOf(submission.settings)]: refusal } });
  });

  app.action<BlockAction<ButtonAction>>(ACTIONS.renewFeed, async ({ ack, body, context }) => {
    await ack();
    if (body.view) await calendar.renew(entryOf(context).turn, body.view.id);
  });
}
